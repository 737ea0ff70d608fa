"""Transactions: a service is saved completely or not at all."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial, wraps
from typing import ParamSpec, TypeVar, overload

from flask import current_app, g
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from hackathon.core.background import BackgroundTask, Numbers, background_tasks
from hackathon.core.database import locks
from hackathon.core.database.locks import Lock
from hackathon.core.database.models.used_once import UsedOnce
from hackathon.core.database.upsert import insert_if_new
from hackathon.core.errors import FormExpired, StaleForm
from hackathon.core.extensions import Base, db
from hackathon.core.text.messages import message

P = ParamSpec("P")
R = TypeVar("R")

CHANGED_MEANWHILE = message(
    "Someone else changed this after you opened it. Please open it again and repeat your change."
)
GONE_MEANWHILE = message("This was just removed by someone else. Nothing was saved.")

DONE_BEFORE = message("This was saved already.")
SENT_BEFORE = message(
    "This form was already sent with different content. To add this as well, send it again."
)

CLAIM = "claim"
"""Session key for the request key to use up in the transaction, so that a request is executed only once."""

ORIGIN = "origin"
"""Session key for the network that a change comes from."""

ACTOR = "actor"
"""Session key for the acting person's key and the time."""

READS_ONLY = "reads_only"
"""Session key that marks a read-only request, in which services must not write."""

ATTEMPTS = 3
"""How often a service is attempted if concurrent writers interfere."""


@overload
def transaction(service: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def transaction(*, takes: Lock) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def transaction(
    service: Callable[P, R] | None = None, /, *, takes: Lock = Lock.EVENT
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Run the service in one transaction; the outermost one commits, inner ones join it.

    Rows read before are read again inside, after taking the locks described in `locks`, so the service
    decides based on current data. Any exception rolls back everything; so a service that calls another one
    lets its refusals pass. Raises StaleForm if a row to change has been changed or deleted by someone else
    meanwhile.
    """
    return partial(_transaction, takes=takes) if service is None else _transaction(service, takes=takes)


def _transaction(service: Callable[P, R], *, takes: Lock) -> Callable[P, R]:
    @wraps(service)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session()
        if session.info.get("in_service"):
            return service(*args, **kwargs)
        if session.info.get(READS_ONLY):
            raise FormExpired(message("This form has expired. Please send it again."))
        if session.new or session.dirty or session.deleted:
            raise ValueError(f"something was changed outside a service, before '{service.__name__}'")
        # A service may run more than once, so an argument that can be read only once would be empty the
        # second time.
        for name, value in kwargs.items():
            if isinstance(value, Iterator):
                kwargs[name] = tuple(value)

        session.info["in_service"] = True
        try:
            result = _at_last(partial(service, *args, **kwargs), takes, kwargs)
            g.is_kept = True
            calls = session.info.pop("afterwards", {})
        except BaseException:
            g.pop("is_kept", None)
            raise
        finally:
            session.info["in_service"] = False
            session.info.pop("afterwards", None)
        for task, *numbers in calls:
            background_tasks.call(task, *numbers)
        return result

    return whole


def _at_last(work: Callable[[], R], takes: Lock, arguments: dict[str, object]) -> R:
    """Run the service, and retry it if concurrent writers interfere."""
    for left in reversed(range(ATTEMPTS)):
        try:
            return _once(work, takes, arguments)
        except (ObjectDeletedError, NoResultFound) as error:
            db.session.rollback()
            raise StaleForm(GONE_MEANWHILE) from error
        except (StaleDataError, OperationalError, IntegrityError) as error:
            db.session.rollback()
            if not locks.is_clash(error):
                raise
            if not left:
                current_app.logger.warning("Others wrote the same rows, again and again", exc_info=error)
                raise StaleForm(CHANGED_MEANWHILE) from error
        except BaseException:
            db.session.rollback()
            raise
    raise AssertionError("the last attempt returns or raises")


def _once(work: Callable[[], R], takes: Lock, arguments: dict[str, object]) -> R:
    session = db.session()
    session.info.pop("afterwards", None)
    keys = locks.needed(takes, arguments)
    # Ends the transaction so far, which also makes every loaded row be read again.
    session.rollback()
    session.info[ACTOR] = _actor(arguments)
    with locks.turn():
        session.connection(execution_options={"writes": True})
        locks.take(keys)
        result = work()
        _claim()
        session.commit()
    g.pop(CLAIM, None)
    return result


def _claim() -> None:
    """Use up the key of a repeatable request, in the same transaction as its effects."""
    claim = g.get(CLAIM)
    if claim is not None and not insert_if_new(UsedOnce, key=("digest",), values=claim):
        raise StaleForm(DONE_BEFORE)


def _actor(arguments: Mapping[str, object]) -> tuple[int | None, object]:
    """Return who acts and when, from the service's arguments `by` and `now`."""
    by, now = arguments.get("by"), arguments.get("now")
    return (by.stored_key if isinstance(by, Base) and inspect(by).has_identity else None), now


def end_reading() -> None:
    """End a read transaction before something slow; its rows are read again when used.

    An open transaction keeps SQLite from emptying its log, and PostgreSQL from vacuuming.
    """
    session = db.session()
    if session.info.get("in_service"):
        raise ValueError("a service would not be whole any more")
    session.rollback()


def afterwards(task: BackgroundTask[*Numbers], *numbers: *Numbers) -> None:
    """Queue a task once the current transaction is committed, and not otherwise.

    It is queued once, however often this is called. If queuing fails, the transaction is committed all the
    same, and a worker finds the work within a minute.
    """
    db.session().info.setdefault("afterwards", {})[(task, *numbers)] = True


def is_kept() -> bool:
    """Whether the last service of this request was committed, so that a later error can't undo it."""
    return bool(g.get("is_kept"))


def refuse_stale(seen: int | None, current: int) -> None:
    """Raise StaleForm if a form was opened on an older version than the row has now."""
    if seen is not None and seen != current:
        raise StaleForm(CHANGED_MEANWHILE)


def touch(row: Base) -> None:
    """Count a change of dependent rows as a change of the row, so that older forms become stale."""
    # SQLAlchemy increases a row's version when one of its own columns is written; any column will do.
    column = next(each.key for each in inspect(row).mapper.column_attrs if each.key not in ("id", "version"))
    flag_modified(row, column)

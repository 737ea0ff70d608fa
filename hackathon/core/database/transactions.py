"""Transactions: a service is saved completely or not at all."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial, wraps
from typing import ParamSpec, TypeVar, overload

from flask import current_app, g
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from hackathon.core.background import BackgroundTask, Numbers, later
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
"""What a request calls the row of its key while what it asks for is done, so that it is done once."""

ORIGIN = "origin"
"""Session key for the network from which a change is asked for."""

ACTOR = "actor"
"""Session key for who changes something, as a key of a person, and when."""

READS_ONLY = "reads_only"
"""What a session calls it that its request may read, and no service may write."""

ATTEMPTS = 3
"""How often a service runs that meets others who write the same rows at the same instant."""


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
        # A service may run more than once, and what can be read only once would be empty then.
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
            later.call(task, *numbers)
        return result

    return whole


def _at_last(work: Callable[[], R], takes: Lock, arguments: dict[str, object]) -> R:
    """Do the work, again where others got in its way at the same instant."""
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
    # Ends the reading so far, which also makes every loaded row be read afresh.
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
    """Use up the key of a request that may be sent again, together with what it does."""
    claim = g.get(CLAIM)
    if claim is not None and not insert_if_new(UsedOnce, key=("digest",), values=claim):
        raise StaleForm(DONE_BEFORE)


def _actor(arguments: Mapping[str, object]) -> tuple[int | None, object]:
    """Return who acts and when, as the service was told under `by` and `now`."""
    by, now = arguments.get("by"), arguments.get("now")
    return (by.stored_key if isinstance(by, Base) and inspect(by).has_identity else None), now


def end_reading() -> None:
    """End the transaction in which rows were read, before something slow; they are read again when used.

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
    """Whether the last service that a request called was committed, so that what follows can't undo it."""
    return bool(g.get("is_kept"))


def refuse_stale(seen: int | None, current: int) -> None:
    """Raise StaleForm if a form was opened on an older version than the row has now."""
    if seen is not None and seen != current:
        raise StaleForm(CHANGED_MEANWHILE)


def touch(row: Base) -> None:
    """Count a change of what belongs to the row as a change of the row, so that older forms are stale."""
    # SQLAlchemy raises the version of a row whose own columns it writes; any of them will do, as it is.
    column = next(each.key for each in inspect(row).mapper.column_attrs if each.key not in ("id", "version"))
    flag_modified(row, column)

"""One service is one transaction: all of it is kept, or nothing."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from hackathon.background import later
from hackathon.domain.errors import StaleForm
from hackathon.extensions import Base, db
from hackathon.models import Event
from hackathon.services import topic_history

P = ParamSpec("P")
R = TypeVar("R")

CHANGED_MEANWHILE = "Somebody changed this after you opened it. Open it again and make your change once more."


def transaction(service: Callable[P, R]) -> Callable[P, R]:
    """Run the service in one transaction; the outermost commits, inner ones join it.

    What was read before is read again inside, after the write lock is taken, so the
    service decides on what it will change. Whatever is raised undoes all of it; so a
    service that calls another lets its refusals through. Raises StaleForm when a row
    that is being changed was changed by somebody else meanwhile.
    """

    @wraps(service)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session()
        if session.info.get("in_service"):
            return service(*args, **kwargs)

        if session.new or session.dirty or session.deleted:
            raise ValueError(f"something was changed outside a service, before '{service.__name__}'")
        # Ends the reading so far, which also makes every loaded row be read afresh.
        session.rollback()
        session.info["in_service"] = True
        topic_history.acting(kwargs)
        try:
            session.connection(execution_options={"writes": True})
            result = service(*args, **kwargs)
            session.commit()
            errands = session.info.pop("afterwards", {})
        except StaleDataError as error:
            session.rollback()
            raise StaleForm(CHANGED_MEANWHILE) from error
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info["in_service"] = False
            session.info.pop("afterwards", None)
        for errand in errands:
            later.soon(errand)
        return result

    return whole


def afterwards(errand: str) -> None:
    """Have an errand done once the transaction at work is committed; once, however often it is asked for."""
    db.session().info.setdefault("afterwards", {})[errand] = True


def take_turns(event: Event) -> None:
    """Let no other service that takes turns at this event go on before this one has ended.

    Needed where something is counted and then added: a number, a place in a list, a name not yet taken.
    """
    # PostgreSQL's way; on SQLite the transaction holds the one write lock already.
    db.session.refresh(event, with_for_update=True)


def refuse_stale(seen: int | None, current: int) -> None:
    """Raise StaleForm if a form was opened on an older version than the row has now."""
    if seen is not None and seen != current:
        raise StaleForm(CHANGED_MEANWHILE)


def touch(row: Base) -> None:
    """Count a change of what belongs to the row as a change of the row, so that older forms are stale."""
    # SQLAlchemy raises the version of a row whose own columns it writes; any of them will do, as it is.
    column = next(each.key for each in inspect(row).mapper.column_attrs if each.key not in ("id", "version"))
    flag_modified(row, column)

"""Keeping, naming and restoring versions of a schedule."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import NothingToPublish
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.drafts.services.drafts import keep_version
from hackathon.planning.problem.queries import problem_rows
from hackathon.schedule.changes.domain.changes import DraftState, StepKind
from hackathon.schedule.changes.queries.states import state_of
from hackathon.schedule.changes.services import writing
from hackathon.schedule.changes.services.changing import ChangeResult


@transaction
def keep(*, event: Event, name: str, of: Draft | None, by: Person | None, now: datetime) -> Draft:
    """Save a copy of the draft, or of a version, under a name.

    Raises NothingToPublish without a draft.
    """
    source = of or drafts.outline(event)
    if source is None:
        raise NothingToPublish(message("There is no draft yet."))
    version = keep_version(source, name=name, now=now)
    activity.record(LogKind.KEPT_VERSION, event=event, by=by, now=now, version=name)
    return version


@transaction
def rename(*, version: Draft, name: str, by: Person | None, now: datetime) -> None:
    """Give a version another name."""
    version.name = name
    activity.record(LogKind.NAMED_VERSION, event=version.event, by=by, now=now, version=name)


@transaction
def restore(*, event: Event, version: Draft, by: Person | None, now: datetime) -> ChangeResult:
    """Restore a version to the draft, as one step that can be undone.

    The previous draft is kept as a version. Rules that the version breaks today are shown at its sessions,
    and only prevent publishing.
    """
    draft = drafts.outline(event)
    if draft is None:
        draft = Draft(event=event, is_current=True, made_at=now)
        db.session.add(draft)
        db.session.flush()
    topics = problem_rows.topics(event)
    before, wanted = state_of(draft, topics), state_of(version, ())
    known = {topic.id for topic in topics}
    after = DraftState(
        sessions={key: state for key, state in wanted.sessions.items() if key[0] in known},
        topics=before.topics,
    )
    if draft.sessions:
        keep_version(draft, now=now)
    _, became = after.changed_from(before)
    writing.write(draft, became, {topic.id: topic for topic in topics}, now)
    writing.record(
        draft, before, state_of(draft, topics), kind=StepKind.RESTORED.value, title="", by=by, now=now
    )
    activity.record(LogKind.RESTORED_SCHEDULE, event=event, by=by, now=now, moment=version.made_at)
    return ChangeResult(
        version=draft.version, sessions=tuple(became.sessions), words=message("Version restored.")
    )

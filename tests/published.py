"""Revisions to test with: an agenda frozen in the database, with its feeds, as publishing leaves it."""

from hackathon.agenda.feeds.services import revision_files
from hackathon.agenda.models import Revision, RevisionFile
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import db
from hackathon.events.models import Event


def freeze(event: Event, *agendas: Agenda) -> None:
    """Write revisions of the event and the feeds of each."""
    for agenda in agendas:
        revision = Revision(
            event_id=event.id,
            number=agenda.revision,
            published_at=agenda.published_at,
            note=agenda.note,
            document=agenda.to_json(),
        )
        db.session.add(revision)
        db.session.commit()
        revision_files.make_feeds(revision=revision, agenda=agenda)


def print_it(content: bytes) -> None:
    """Keep these bytes as the printed agenda of the newest revision."""
    newest = db.session.query(Revision).order_by(Revision.number.desc()).first()
    assert newest is not None
    db.session.add(
        RevisionFile(
            revision_id=newest.id, name="agenda.pdf", media_type="application/pdf", etag="a-pdf",
            content=content, zipped=content,
        )
    )  # fmt: skip
    db.session.commit()

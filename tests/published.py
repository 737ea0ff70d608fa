"""Revisions to test with: an agenda frozen in the database, with its feeds, as publishing leaves it."""

from hackathon.domain.agenda import Agenda
from hackathon.extensions import db
from hackathon.models import Event, Revision, RevisionFile
from hackathon.services import revision_files


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

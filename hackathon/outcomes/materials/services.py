"""Adding and removing files of topics."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import SENT_BEFORE, transaction
from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db, settings
from hackathon.core.text.messages import message
from hackathon.events.participation.models import Attendance
from hackathon.outcomes.materials import queries
from hackathon.outcomes.materials.domain import (
    LARGEST_FILE,
    MEDIA_TYPES,
    MOST_FILES,
    file_name,
    media_type,
)
from hackathon.outcomes.materials.models import Material, MaterialPart
from hackathon.outcomes.services import refuse_strangers
from hackathon.topics.models import Topic

PART = 128 * 1024
"""The number of bytes in a part."""
MEGABYTE = 1024 * 1024


@transaction
def add_material(
    *,
    topic: Topic,
    name: str,
    content: bytes,
    form_key: str,
    attendance: Attendance | None,
    by: Person,
    now: datetime,
) -> Material:
    """Save a file as it was sent; the same form sent twice saves it once. It is never opened or unpacked.

    Raises NotYours for someone who is not on the list, BadEntry for a file that is empty, too large, one too
    many, or of a kind that isn't accepted, and StaleForm if the form was sent before with another file.
    """
    refuse_strangers(topic, attendance, by)
    kept_name, digest = file_name(name), hashlib.sha256(content).hexdigest()
    known = db.session.scalar(select(Material).where(Material.form_key == form_key))
    if known is not None:
        if (known.topic_id, known.name, known.digest) != (topic.id, kept_name, digest):
            raise StaleForm(SENT_BEFORE)
        return known
    _check(topic, kept_name, len(content))
    material = Material(
        topic=topic,
        person=by,
        name=kept_name,
        size=len(content),
        digest=digest,
        added_at=now,
        form_key=form_key,
    )
    db.session.add(material)
    db.session.flush()
    db.session.add_all(
        MaterialPart(material_id=material.id, position=n, content=content[at : at + PART])
        for n, at in enumerate(range(0, len(content), PART))
    )
    activity.record(LogKind.ADDED_FILE, event=topic.event, by=by, now=now, topic=topic.title, file=kept_name)
    return material


@transaction
def remove_material(*, material: Material, attendance: Attendance | None, by: Person, now: datetime) -> None:
    """Delete a file for good."""
    topic = material.topic
    refuse_strangers(topic, attendance, by)
    activity.record(
        LogKind.REMOVED_FILE, event=topic.event, by=by, now=now, topic=topic.title, file=material.name
    )
    db.session.delete(material)


def _check(topic: Topic, name: str, size: int) -> None:
    if not size:
        raise BadEntry(message("Please choose a file that is not empty."), at="upload")
    if media_type(name) is None:
        kinds = ", ".join(MEDIA_TYPES)
        raise BadEntry(
            message("This kind of file isn't accepted. These are: %(kinds)s.", kinds=kinds), at="upload"
        )
    if size > LARGEST_FILE:
        raise BadEntry(
            message(
                "A file can be up to %(most)s MB. Add a link to a larger one instead.",
                most=LARGEST_FILE // MEGABYTE,
            ),
            at="upload",
        )
    if len(queries.materials_of(topic)) >= MOST_FILES:
        raise BadEntry(message("A topic can have up to %(most)s files. Remove one first.", most=MOST_FILES))
    quota = settings().event_files_mb
    if queries.bytes_kept(topic.event) + size > quota * MEGABYTE:
        raise BadEntry(
            message(
                "An event's files can be up to %(most)s MB in total. Add a link to this one instead.",
                most=quota,
            )
        )

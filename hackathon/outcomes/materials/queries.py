"""Loading files of topics."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.outcomes.materials.models import Material, MaterialPart
from hackathon.topics.models import Topic


def materials_of(topic: Topic) -> Sequence[Material]:
    """Return the files of a topic, in the order in which they were added."""
    return db.session.scalars(
        select(Material).where(Material.topic_id == topic.id).order_by(Material.id)
    ).all()


def materials_by_topic(event: Event) -> Mapping[int, Sequence[Material]]:
    """Return the files of an event by the key of their topic."""
    found: dict[int, list[Material]] = defaultdict(list)
    of_event = select(Material).join(Topic).where(Topic.event_id == event.id).order_by(Material.id)
    for material in db.session.scalars(of_event):
        found[material.topic_id].append(material)
    return found


def bytes_kept(event: Event) -> int:
    """Return the total size of an event's files in bytes."""
    total = select(func.coalesce(func.sum(Material.size), 0)).join(Topic).where(Topic.event_id == event.id)
    return int(db.session.scalar(total) or 0)


def content_of(material: Material) -> bytes:
    """Return the bytes of a file."""
    parts = select(MaterialPart.content).where(MaterialPart.material_id == material.id)
    return b"".join(db.session.scalars(parts.order_by(MaterialPart.position)))

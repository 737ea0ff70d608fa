"""Hosts are asked once for the minutes of what they ran, on the morning after the event."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.mail.models import Mail
from hackathon.outcomes import services
from hackathon.outcomes.models import Minutes
from tests.agendas import few
from tests.dublin import NOON, Dublin
from tests.published import freeze

MORNING = datetime(2013, 5, 18, 10, tzinfo=UTC)


def asked() -> list[str | None]:
    found = select(Mail.to_address).where(Mail.kind == "minutes").order_by(Mail.id)
    return list(db.session.scalars(found))


@pytest.mark.postgresql
def test_hosts_without_minutes_are_asked_once(dublin: Dublin) -> None:
    freeze(dublin.event, few())
    db.session.add(Minutes(topic=dublin.network, text="We measured.", written_at=NOON))
    db.session.commit()

    assert services.remind_hosts(now=MORNING - timedelta(days=1)) == 0
    number = services.remind_hosts(now=MORNING)

    assert number == len(asked()) > 0
    assert dublin.ian.email in asked()
    assert services.remind_hosts(now=MORNING + timedelta(hours=1)) == 0
    assert services.remind_hosts(now=MORNING + timedelta(days=5)) == 0


def test_nobody_is_asked_at_an_archived_event(dublin: Dublin) -> None:
    freeze(dublin.event, few())
    dublin.event.archived_at = NOON
    db.session.commit()

    assert services.remind_hosts(now=MORNING) == 0

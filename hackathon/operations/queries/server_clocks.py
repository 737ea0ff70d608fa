"""The database's clock, and the time of the last write."""

from datetime import datetime

from sqlalchemy import func, select

from hackathon.accounts.devices.models import Device
from hackathon.activity.models import Activity
from hackathon.config import Settings
from hackathon.core.extensions import db
from hackathon.mail.models import Mail


def of_database(_settings: Settings) -> datetime | None:
    """Return the time by the database's clock; None if that is this machine's clock."""
    if db.engine.dialect.name != "postgresql":
        return None
    return db.session.scalar(select(func.clock_timestamp()))


def newest() -> datetime | None:
    """Return the latest time at which anything was written, by the clock of the server that wrote it."""
    columns = (Activity.at, Mail.made_at, Device.signed_in_at)
    found = (db.session.scalar(select(column).order_by(column.desc()).limit(1)) for column in columns)
    return max((each for each in found if each is not None), default=None)

"""A PostgreSQL that the network has lost is given up within seconds, not hours."""

from pathlib import Path

import pytest

from hackathon.app import close_connections, create_app
from hackathon.config import Settings
from hackathon.core.extensions import db
from tests import databases


@pytest.mark.parametrize(
    ("address", "seconds"), [("", "5"), ("&connect_timeout=9", "9")], ids=["ours", "of the address"]
)
def test_how_long_a_lost_database_is_waited_for(tmp_path: Path, address: str, seconds: str) -> None:
    with databases.postgresql(tmp_path) as url:
        app = create_app(Settings.load({}, instance=str(tmp_path), database_url=f"{url}{address}"))
        with app.app_context(), db.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            said = driver.info.get_parameters()
        with app.app_context():
            close_connections(app)

    assert said["connect_timeout"] == seconds
    assert (said["keepalives_idle"], said["tcp_user_timeout"]) == ("10", "20000")

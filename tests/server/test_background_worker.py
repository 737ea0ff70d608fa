"""The background worker ends with the server, at whatever moment that is gone."""

import os
import subprocess
import sys
from pathlib import Path

from hackathon.config import Settings
from tests.server.serving import PATIENCE, copied


def test_a_background_worker_whose_server_is_gone_before_it_listens_ends_by_itself(
    seeded: Settings, tmp_path: Path
) -> None:
    settings = copied(seeded, tmp_path)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("HACKATHON_")}

    ended = subprocess.run(
        [sys.executable, "-m", "hackathon", "worker", "--while-open"],
        env={**environ, "HACKATHON_INSTANCE": settings.instance},
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )

    assert ended.returncode == 0

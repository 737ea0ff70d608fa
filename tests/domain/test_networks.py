"""How coarsely a place is remembered."""

import pytest

from hackathon.domain.networks import neighbourhood


@pytest.mark.parametrize(
    ("address", "remembered"),
    [
        ("192.0.2.17", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:192.0.2.17", "192.0.2.0/24"),
        ("127.0.0.1", "127.0.0.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("unix:", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_device_is_not_told_from_its_neighbours(address: str | None, remembered: str) -> None:
    assert neighbourhood(address) == remembered

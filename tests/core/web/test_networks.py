"""How coarsely a place is remembered."""

import pytest

from hackathon.core.web.networks import counted, neighbourhood


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


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("192.0.2.17", ("192.0.2.17",) * 3),
        ("::ffff:192.0.2.17", ("192.0.2.17",) * 3),
        (
            "2001:db8:1:2345:6:7:8:9",
            ("2001:db8:1:2345::/64", "2001:db8:1:2300::/56", "2001:db8:1::/48"),
        ),
        (None, ("",) * 3),
    ],
)
def test_the_newer_addresses_are_counted_by_what_one_customer_is_given(
    address: str | None, networks: tuple[str, ...]
) -> None:
    assert counted(address) == networks

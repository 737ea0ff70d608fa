"""A client's network, just precise enough for organizers to recognize a stranger."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

V4_BITS, V6_BITS = 24, 48
"""The prefix lengths that identify a provider or an office rather than a person's device."""
COUNTED_BITS = (64, 56, 48)
"""IPv6 prefix lengths assigned to one customer: a network, a household, an office."""


def neighbourhood(address: str | None) -> str:
    """Return the network of an address, such as "192.0.2.0/24"; empty for an invalid address."""
    found = _parsed(address)
    if found is None:
        return ""
    return str(ip_network((found, V4_BITS if found.version == 4 else V6_BITS), strict=False))


def counted(address: str | None) -> tuple[str, ...]:
    """Return the networks of an address for which requests are counted, smallest first.

    Each IPv4 address counts by itself; for IPv6, a customer has more addresses than could be counted.
    """
    found = _parsed(address)
    if found is None or found.version == 4:
        return (str(found or ""),) * len(COUNTED_BITS)
    return tuple(str(ip_network((found, bits), strict=False)) for bits in COUNTED_BITS)


def _parsed(address: str | None) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address or "")
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found

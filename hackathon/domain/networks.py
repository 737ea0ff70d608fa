"""Where somebody speaks from, as coarsely as an organizer needs it to recognise a stranger."""

from ipaddress import ip_address, ip_network

V4_BITS, V6_BITS = 24, 48
"""The part of an address that names a provider or an office rather than a person's device."""


def neighbourhood(address: str | None) -> str:
    """Return the network of an address, such as "192.0.2.0/24"; nothing for what is no address."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, V4_BITS if found.version == 4 else V6_BITS), strict=False))

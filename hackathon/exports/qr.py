"""Addresses as squares that a camera reads."""

import segno


def drawn(address: str) -> str:
    """Return the square as the address of an image, black on white whatever the page's colours."""
    code = segno.make(address, micro=False, error="m")
    uri: str = code.svg_data_uri(border=3, omitsize=True, light="#fff", dark="#000")
    return uri

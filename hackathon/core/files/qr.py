"""Addresses as QR codes."""

import segno


def drawn(address: str) -> str:
    """Return the QR code as a data URL of an image, black on white whatever the page's colours."""
    code = segno.make(address, micro=False, error="m")
    uri: str = code.png_data_uri(scale=8, border=3)
    return uri

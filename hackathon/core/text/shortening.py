"""Shortening text visibly."""

import unicodedata

ELLIPSIS = "…"


def shortened(text: str, longest: int) -> str:
    """Return the text with at most this many characters, cut after a word and with an ellipsis if needed.

    Text without spaces, such as Chinese, is cut between two letters.
    """
    if len(text) <= longest:
        return text
    end = longest - len(ELLIPSIS)
    while end > 0 and (unicodedata.combining(text[end]) or text[end] in "\u200c\u200d\ufe0f"):
        end -= 1
    if not (text[end].isspace() or text[end - 1].isspace()):
        words = text[:end].rsplit(maxsplit=1)
        end = len(words[0]) if len(words) > 1 else end
    return f"{text[:end].rstrip()}{ELLIPSIS}"

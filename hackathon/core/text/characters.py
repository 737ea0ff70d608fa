"""Invisible characters: which are kept in text, and which are ignored when names are compared."""

import re

# Written as code points, because an editor would not show them: control characters other than line ends and
# tabs, marks that change the direction of text, and noncharacters.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
# Soft hyphens, fillers, word joiners, invisible operators, byte order marks, marks of historic scripts.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufeff\uffa0\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f"
)
# Persian and Indic names and composed emoji need these; otherwise, names that differ only in them look the
# same.
_JOINERS = "\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef"

_KEPT_NOWHERE = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_NO_CHARACTERS}]")
_NOT_IN_A_NAME = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_NO_CHARACTERS}{_UNSEEN}]")
_IGNORED = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_NO_CHARACTERS}{_UNSEEN}{_JOINERS}]")


def clean_text(text: str) -> str:
    """Return the text without control characters and marks that change the direction of text."""
    return _KEPT_NOWHERE.sub("", text)


def clean_name(name: str) -> str:
    """Return the name or title without any invisible character, except the joiners that some scripts need."""
    return _NOT_IN_A_NAME.sub("", name)


def visible(name: str) -> str:
    """Return the visible characters of a name, for comparison: without invisible ones, including joiners."""
    return _IGNORED.sub("", name)

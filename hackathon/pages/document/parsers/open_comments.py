"""Unclosed comments in wikitext and HTML."""


def without_open_comments(text: str) -> str:
    """Return the text with `<!--` as plain characters where no comment ends.

    Parsers look for the end of each of them again, which takes quadratic time.
    """
    closed, end, rest = text.rpartition("-->")
    return closed + end + rest.replace("<!--", "&lt;!--")

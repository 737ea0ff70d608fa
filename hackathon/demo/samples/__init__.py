"""Sample pages: facts about real events, in our own words."""

from importlib.resources import files


def dublin() -> str:
    """Return the wiki page of the Xen hackathon in Dublin, May 2013, as a browser shows its text."""
    return files(__name__).joinpath("dublin-2013.txt").read_text(encoding="utf-8")

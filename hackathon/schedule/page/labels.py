"""Short labels for areas, where a name is too long."""

from collections.abc import Mapping

SHORTEST = 3


def short_labels(names: Mapping[str, str]) -> dict[str, str]:
    """Return the beginning of each name by key: three letters, or as many as make it unique."""
    return {
        key: _label(name, [other.casefold() for rest, other in names.items() if rest != key])
        for key, name in names.items()
    }


def _label(name: str, others: list[str]) -> str:
    for size in range(SHORTEST, len(name)):
        if not any(other.startswith(name[:size].casefold()) for other in others):
            return name[:size].rstrip()
    return name

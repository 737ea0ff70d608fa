"""The one error that the planner raises for bad input."""


class BadProblem(ValueError):  # noqa: N818 -- it names what is wrong, not that something is
    """A planning problem or solution that contradicts itself, or is not a valid file.

    The message is one line for the person who supplied it.
    """


class NoLongerThere(BadProblem):
    """A supposition names a topic, a person or a slot that the problem does not have."""

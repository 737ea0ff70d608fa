"""What is counted in the summary of a merge plan."""

from collections.abc import Mapping

from hackathon.core.text.messages import Message, plural_message
from hackathon.pages.merge.outcomes import Change

COUNTS: Mapping[tuple[str, Change], Message] = {
    ("topic", Change.NEW): plural_message("%(number)s new topic", "%(number)s new topics", 1),
    ("topic", Change.CHANGED): plural_message("%(number)s changed topic", "%(number)s changed topics", 1),
    ("vote", Change.NEW): plural_message("%(number)s new vote", "%(number)s new votes", 1),
    ("vote", Change.CHANGED): plural_message("%(number)s changed vote", "%(number)s changed votes", 1),
    ("comment", Change.NEW): plural_message("%(number)s new comment", "%(number)s new comments", 1),
    ("comment", Change.CHANGED): plural_message(
        "%(number)s changed comment", "%(number)s changed comments", 1
    ),
    ("person", Change.NEW): plural_message("%(number)s new person", "%(number)s new people", 1),
    ("person", Change.CHANGED): plural_message("%(number)s changed person", "%(number)s changed people", 1),
    ("date", Change.NEW): plural_message("%(number)s new date", "%(number)s new dates", 1),
    ("date", Change.CHANGED): plural_message("%(number)s changed date", "%(number)s changed dates", 1),
    ("topic", Change.WITHDRAWN): plural_message(
        "%(number)s topic withdrawn", "%(number)s topics withdrawn", 1
    ),
    ("topic", Change.NOT_ON_PAGE): plural_message(
        "%(number)s topic no longer on the page", "%(number)s topics no longer on the page", 1
    ),
    ("vote", Change.NOT_ON_PAGE): plural_message(
        "%(number)s vote no longer on the page", "%(number)s votes no longer on the page", 1
    ),
    ("comment", Change.NOT_ON_PAGE): plural_message(
        "%(number)s comment no longer on the page", "%(number)s comments no longer on the page", 1
    ),
    ("topic", Change.LEFT_OUT): plural_message("%(number)s topic left out", "%(number)s topics left out", 1),
}
"""What is counted in the summary of a plan, in this order."""

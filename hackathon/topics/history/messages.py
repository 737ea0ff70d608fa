"""Reasons why a topic changed other than through its form, each with its sentence.

A version stores the kind and the values, and the history shows the sentence in its reader's language. A kind
must never be removed, because stored versions refer to it.
"""

from collections.abc import Mapping
from enum import StrEnum

from hackathon.core.text.messages import Message, message


class Reason(StrEnum):
    """A kind of reason for a change; the values are in the database."""

    RESTORED = "restored"
    SPLIT_OFF = "split_off"
    CARRIED_OVER = "carried_over"
    MERGED_IN = "merged_in"
    MERGED_INTO = "merged_into"
    UNDID_MERGE_IN = "undid_merge_in"
    UNDID_MERGE_INTO = "undid_merge_into"
    IMPORTED = "imported"
    IMPORTED_UNTITLED = "imported_untitled"
    UNDID_IMPORT = "undid_import"
    UNDID_IMPORT_OF_UNTITLED = "undid_import_of_untitled"


SENTENCES: Mapping[Reason, Message] = {
    Reason.RESTORED: message("restored version %(version)s"),
    Reason.SPLIT_OFF: message("split off from #%(number)s “%(topic)s”"),
    Reason.CARRIED_OVER: message("carried over from #%(number)s of %(origin)s"),
    Reason.MERGED_IN: message("merged #%(number)s “%(topic)s” into this topic"),
    Reason.MERGED_INTO: message("merged into #%(number)s “%(topic)s”"),
    Reason.UNDID_MERGE_IN: message("undid the merge of #%(number)s “%(topic)s”"),
    Reason.UNDID_MERGE_INTO: message("undid the merge into #%(number)s “%(topic)s”"),
    Reason.IMPORTED: message("imported from the page “%(page)s”"),
    Reason.IMPORTED_UNTITLED: message("imported from a page"),
    Reason.UNDID_IMPORT: message("undid the import of the page “%(page)s”"),
    Reason.UNDID_IMPORT_OF_UNTITLED: message("undid the import of a page"),
}
"""The sentence of each kind, without its values."""


def reason_sentence(kind: Reason, values: Mapping[str, object]) -> Message:
    """Return the sentence of a reason with its values."""
    return Message(singular=SENTENCES[kind].singular, values=values)

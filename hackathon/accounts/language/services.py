"""Saving the language that a person chose."""

from hackathon.accounts.models import Person
from hackathon.core.database.transactions import transaction


@transaction
def choose_language(*, person: Person, code: str) -> None:
    """Keep the language that the person wants pages and emails in."""
    person.language = code

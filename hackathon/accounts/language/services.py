"""Saving the language that a person chose."""

from hackathon.accounts.models import Person
from hackathon.core.database.transactions import transaction


@transaction
def choose_language(*, person: Person, code: str) -> None:
    """Save the language in which the person wants pages and emails."""
    person.language = code

"""find names that look alike"""

import re
import unicodedata
from string import ascii_letters

import sqlalchemy as sa
from alembic import op
from confusable_homoglyphs.confusables import confusables_data

revision = "20261130_find_names_alike"
down_revision = "20261130_remember_what_was_used"
branch_labels = None
depends_on = None

PERSON = sa.table("person", sa.column("id"), sa.column("name"), sa.column("name_key"), sa.column("look_key"))


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("look_key", sa.Text(), nullable=True))
    op.execute("UPDATE person SET look_key = name_key")
    connection, twins = op.get_bind(), _twins()
    for key, name, name_key in connection.execute(sa.select(PERSON.c.id, PERSON.c.name, PERSON.c.name_key)).all():
        look = _normalize(name_key if name.isascii() else name.translate(twins))
        if look != name_key:
            connection.execute(sa.update(PERSON).where(PERSON.c.id == key).values(look_key=look))
    with op.batch_alter_table("person") as batch:
        batch.alter_column("look_key", existing_type=sa.Text(), nullable=False)
        batch.create_index(op.f("ix_person_look_key"), ["look_key"])


def _normalize(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.sub(r"[._\s]+", " ", folded).split())


def _twins() -> dict[int, str]:
    twins = {}
    for letter, others in confusables_data.items():
        if len(letter) == 1 and not letter.isascii() and letter.isalpha():
            latin = unicodedata.name(letter, "LATIN").startswith(("LATIN", "MATHEMATICAL", "FULLWIDTH"))
            alike = [each["c"] for each in others if each["c"] in ascii_letters]
            if alike and not latin:
                twins[ord(letter)] = "I" if letter.isupper() and alike[0] == "l" else alike[0]
    return twins


def downgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.drop_index(op.f("ix_person_look_key"))
        batch.drop_column("look_key")

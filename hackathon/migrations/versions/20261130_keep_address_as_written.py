"""keep addresses as written"""

import unicodedata
from typing import Any

import idna
import sqlalchemy as sa
from alembic import op

revision = "20261130_keep_address_as_written"
down_revision = "20261121_keep_badges"
branch_labels = None
depends_on = None

PERSON = sa.table("person", sa.column("id"), sa.column("email"), sa.column("email_key"))
MAIL = sa.table("mail", sa.column("id"), sa.column("to_address"), sa.column("to_key"))


def upgrade() -> None:
    # A link that was asked for went to the comparison key, which may be another mailbox. None is good for longer
    # than a quarter of an hour.
    op.execute("DELETE FROM sign_in_link WHERE email IS NOT NULL")
    op.execute("UPDATE mail SET state = 'dropped' WHERE kind = 'sign_in' AND state = 'waiting'")
    with op.batch_alter_table("sign_in_link") as link:
        link.add_column(sa.Column("email_key", sa.String(), nullable=True))
        link.drop_index("ix_sign_in_link_email_made_at")
        link.create_index("ix_sign_in_link_email_key_made_at", ["email_key", "made_at"])

    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("email_key", sa.String(), nullable=True))
    _compare_people()
    with op.batch_alter_table("person") as person:
        person.drop_constraint(op.f("uq_person_email"), type_="unique")
        person.create_unique_constraint(op.f("uq_person_email_key"), ["email_key"])

    with op.batch_alter_table("mail") as mail:
        mail.add_column(sa.Column("to_key", sa.String(), nullable=False, server_default=""))
    for key, address in _rows(MAIL.c.id, MAIL.c.to_address):
        _write(MAIL, key, to_key=_key_of(address))
    with op.batch_alter_table("mail") as mail:
        mail.alter_column("to_key", server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM sign_in_link WHERE email IS NOT NULL")
    with op.batch_alter_table("mail") as mail:
        mail.drop_column("to_key")
    with op.batch_alter_table("person") as person:
        person.drop_constraint(op.f("uq_person_email_key"), type_="unique")
        person.create_unique_constraint(op.f("uq_person_email"), ["email"])
        person.drop_column("email_key")
    with op.batch_alter_table("sign_in_link") as link:
        link.drop_index("ix_sign_in_link_email_key_made_at")
        link.create_index("ix_sign_in_link_email_made_at", ["email", "made_at"])
        link.drop_column("email_key")


def _compare_people() -> None:
    """Give each person the key; where two spellings of one address were two people's, the first one keeps it."""
    taken: set[str] = set()
    for key, email in _rows(PERSON.c.id, PERSON.c.email):
        compared = _key_of(email)
        if compared in taken:
            _write(PERSON, key, email=None)
        else:
            _write(PERSON, key, email_key=compared)
        taken.add(compared)


def _rows(key: Any, address: Any) -> list[Any]:
    found = sa.select(key, address).where(address.is_not(None)).order_by(key)
    return list(op.get_bind().execute(found).all())


def _write(table: Any, key: int, **values: Any) -> None:
    op.get_bind().execute(sa.update(table).where(table.c.id == key).values(**values))


def _key_of(email: str) -> str:
    local, at, domain = email.strip().rpartition("@")
    return f"{_lower(local)}{at}{_ascii_domain(domain)}"


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain.lower()
    try:
        lower = "".join(letter.lower() for letter in domain)
        return idna.encode(unicodedata.normalize("NFC", lower)).decode()
    except idna.IDNAError:
        return _lower(domain)


def _lower(text: str) -> str:
    return text.encode().lower().decode()

"""remind people

How somebody wants to be reminded of their sessions, and of what they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_remind_people"
down_revision = "20261130_allow_open_spaces"
branch_labels = None
depends_on = None

BEFORE = (
    "sign_in",
    "invitation",
    "reminder",
    "withdrawal",
    "answer",
    "place",
    "announcement",
    "notice",
    "address",
    "address_changed",
)


def upgrade() -> None:
    op.create_table(
        "reminder",
        *_of_a_person("reminder"),
        sa.Column("alarm_minutes", sa.Integer(), nullable=True),
        sa.Column("mail_minutes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_reminder")),
    )
    op.create_table(
        "sent_reminder",
        *_of_a_person("sent_reminder"),
        sa.Column("topic", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "event_id", "person_id", "topic", "occurrence", "starts_at", name=op.f("pk_sent_reminder")
        ),
    )
    for table in ("reminder", "sent_reminder"):
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
    _allow((*BEFORE, "session", "minutes"))


def downgrade() -> None:
    op.execute("DELETE FROM mail WHERE kind IN ('session', 'minutes')")
    _allow(BEFORE)
    op.drop_table("sent_reminder")
    op.drop_table("reminder")


def _of_a_person(table: str) -> tuple[sa.Column[int] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
        ),
    )


def _allow(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("mail") as mail:
        mail.drop_constraint(op.f("ck_mail_mailkind"), type_="check")
        mail.create_check_constraint(op.f("ck_mail_mailkind"), f"kind IN ({words})")

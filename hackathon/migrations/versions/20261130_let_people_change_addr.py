"""let people change their address"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_let_people_change_addr"
down_revision = "20261130_remember_gone_addresses"
branch_labels = None
depends_on = None

BEFORE = ("sign_in", "invitation", "reminder", "withdrawal", "answer", "place", "announcement", "notice")
NEW = ("address", "address_changed")


def upgrade() -> None:
    op.create_table(
        "address_change",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("runs_out_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_address_change_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_address_change")),
        sa.UniqueConstraint("digest", name=op.f("uq_address_change_digest")),
    )
    _allow((*BEFORE, *NEW))


def downgrade() -> None:
    op.execute("DELETE FROM mail WHERE kind IN ('address', 'address_changed')")
    _allow(BEFORE)
    op.drop_table("address_change")


def _allow(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("mail") as mail:
        mail.drop_constraint(op.f("ck_mail_mailkind"), type_="check")
        mail.create_check_constraint(op.f("ck_mail_mailkind"), f"kind IN ({words})")

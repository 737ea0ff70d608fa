"""claim work"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_claim_work"
down_revision = "20261130_keep_address_as_written"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("worker", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("job", "number", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("mail") as mail:
        mail.add_column(sa.Column("claimed_by", sa.BigInteger(), nullable=True))
        mail.add_column(sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True))
    # Mails that were being sent had no mark of how far they were; nobody knows whether they arrived.
    op.execute("UPDATE mail SET state = 'unknown' WHERE state = 'sending'")


def downgrade() -> None:
    with op.batch_alter_table("mail") as mail:
        mail.drop_column("handed_over_at")
        mail.drop_column("claimed_by")
    op.drop_table("claim")

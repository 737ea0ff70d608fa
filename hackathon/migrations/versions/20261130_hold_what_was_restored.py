"""hold what was restored"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_hold_what_was_restored"
down_revision = "20261130_count_wrong_codes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restoration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("backed_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoration")),
    )
    with op.batch_alter_table("mail") as mail:
        mail.add_column(sa.Column("is_held", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("mail") as mail:
        mail.alter_column("is_held", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("mail") as mail:
        mail.drop_column("is_held")
    op.drop_table("restoration")

"""count wrong codes"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_count_wrong_codes"
down_revision = "20261130_let_people_change_addr"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wrong_codes",
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("whose", name=op.f("pk_wrong_codes")),
    )
    with op.batch_alter_table("sign_in_link") as link:
        link.add_column(sa.Column("network", sa.String(), nullable=False, server_default=""))
        link.add_column(sa.Column("is_mailed", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("sign_in_link") as link:
        link.alter_column("network", server_default=None)
        link.alter_column("is_mailed", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("sign_in_link") as link:
        link.drop_column("is_mailed")
        link.drop_column("network")
    op.drop_table("wrong_codes")

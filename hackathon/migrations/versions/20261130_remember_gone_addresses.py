"""remember gone addresses"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_remember_gone_addresses"
down_revision = "20261130_sort_and_search_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gone_address",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_gone_address")),
    )


def downgrade() -> None:
    op.drop_table("gone_address")

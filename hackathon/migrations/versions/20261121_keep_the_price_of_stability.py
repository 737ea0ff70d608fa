"""keep the price of stability"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_keep_price_of_stability"
down_revision = "20261121_keep_invitations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("price", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.drop_column("price")

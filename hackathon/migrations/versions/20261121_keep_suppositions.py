"""keep what a run supposes"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_keep_suppositions"
down_revision = "20261121_let_bulk_mail_wait"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("run") as batch:
        batch.add_column(sa.Column("supposition", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("run") as batch:
        batch.drop_column("supposition")

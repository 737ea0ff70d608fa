"""log from where"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_log_from_where"
down_revision = "20261121_keep_devices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("activity") as activity:
        activity.add_column(sa.Column("origin", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("activity") as activity:
        activity.alter_column("origin", server_default=None)
        activity.create_index("ix_activity_at", ["at"])


def downgrade() -> None:
    with op.batch_alter_table("activity") as activity:
        activity.drop_index("ix_activity_at")
        activity.drop_column("origin")

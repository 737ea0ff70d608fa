"""give contacts pauses"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_give_contacts_pauses"
down_revision = "20261121_log_from_where"
branch_labels = None
depends_on = None

COLUMNS = ("most_in_a_row", "room_change_minutes")


def upgrade() -> None:
    with op.batch_alter_table("event") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("event") as batch:
        for name in COLUMNS:
            batch.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("event") as batch:
        for name in COLUMNS:
            batch.drop_column(name)

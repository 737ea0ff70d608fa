"""archive events"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_archive_events"
down_revision = "20261130_keep_page_layouts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.drop_column("archived_at")

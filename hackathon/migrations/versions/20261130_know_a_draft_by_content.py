"""know a draft by its content"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_know_a_draft_by_content"
down_revision = "20261130_hold_a_phase"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("content", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.drop_column("content")

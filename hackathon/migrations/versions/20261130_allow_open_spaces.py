"""allow open spaces"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_allow_open_spaces"
down_revision = "20261130_keep_kinds_of_lines"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("is_open_space", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("event") as event:
        event.alter_column("is_open_space", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.drop_column("is_open_space")

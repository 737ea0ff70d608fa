"""let topics run twice"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_let_topics_run_twice"
down_revision = "20261121_keep_what_a_merge_wrote"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("topic") as batch:
        batch.add_column(sa.Column("may_run_twice", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("second_length", sa.Integer(), nullable=True))
    with op.batch_alter_table("topic") as batch:
        batch.alter_column("may_run_twice", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("topic") as batch:
        batch.drop_column("second_length")
        batch.drop_column("may_run_twice")

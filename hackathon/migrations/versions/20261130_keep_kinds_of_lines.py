"""keep kinds of lines

What the log, the history of topics, imports and runs of the planner say is kept as a kind and its values beside the
English words, so that it can be read in any language. Lines of before stay as they were written.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_keep_kinds_of_lines"
down_revision = "20261130_publish_at_a_set_time"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("activity", "topic_version"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("kind", sa.String(), nullable=False, server_default=""))
            batch.add_column(sa.Column("details", sa.JSON(), nullable=True))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("kind", server_default=None)
    with op.batch_alter_table("page_import") as batch:
        batch.add_column(sa.Column("summary_parts", sa.JSON(), nullable=True))
    with op.batch_alter_table("join_proposal") as batch:
        batch.add_column(sa.Column("evidence_parts", sa.JSON(), nullable=True))
    with op.batch_alter_table("timed_publication") as batch:
        batch.add_column(sa.Column("fault_parts", sa.JSON(), nullable=True))
    with op.batch_alter_table("run") as batch:
        batch.add_column(sa.Column("fault_parts", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("price_parts", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("run") as batch:
        batch.drop_column("price_parts")
        batch.drop_column("fault_parts")
    with op.batch_alter_table("timed_publication") as batch:
        batch.drop_column("fault_parts")
    with op.batch_alter_table("join_proposal") as batch:
        batch.drop_column("evidence_parts")
    with op.batch_alter_table("page_import") as batch:
        batch.drop_column("summary_parts")
    for table in ("topic_version", "activity"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("details")
            batch.drop_column("kind")

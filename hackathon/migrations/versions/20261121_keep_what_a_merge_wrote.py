"""keep what a merge wrote"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_keep_what_a_merge_wrote"
down_revision = "20261121_link_the_same_topic"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "topic_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("written", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_topic_merge_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["topic.id"], name=op.f("fk_topic_merge_gone_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["topic.id"], name=op.f("fk_topic_merge_kept_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["person.id"], name=op.f("fk_topic_merge_undone_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_merge")),
    )
    op.create_index(op.f("ix_topic_merge_gone_id"), "topic_merge", ["gone_id"])
    op.create_index(op.f("ix_topic_merge_kept_id"), "topic_merge", ["kept_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_topic_merge_kept_id"), table_name="topic_merge")
    op.drop_index(op.f("ix_topic_merge_gone_id"), table_name="topic_merge")
    op.drop_table("topic_merge")

"""link the same topic on another page or at another event"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_link_the_same_topic"
down_revision = "20261121_keep_versions_of_topics"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "same_topic",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["topic.id"], name=op.f("fk_same_topic_other_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_same_topic_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "other_id", name=op.f("pk_same_topic")),
    )
    op.create_index(op.f("ix_same_topic_other_id"), "same_topic", ["other_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_same_topic_other_id"), table_name="same_topic")
    op.drop_table("same_topic")

"""order topics"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_order_topics"
down_revision = "20261121_write_to_many"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "topic_order",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("then_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_id <> then_id", name=op.f("ck_topic_order_two_topics")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["topic.id"], name=op.f("fk_topic_order_first_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["then_id"], ["topic.id"], name=op.f("fk_topic_order_then_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "then_id", name=op.f("pk_topic_order")),
    )
    op.create_index(op.f("ix_topic_order_then_id"), "topic_order", ["then_id"])


def downgrade() -> None:
    op.drop_table("topic_order")

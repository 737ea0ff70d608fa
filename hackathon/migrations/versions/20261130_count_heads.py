"""count heads

How many people somebody counted in a session.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_count_heads"
down_revision = "20261130_keep_vote_counts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "head_count",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_head_count_no_fewer_than_none")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_head_count_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "topic", "occurrence", name=op.f("pk_head_count")),
    )


def downgrade() -> None:
    op.drop_table("head_count")

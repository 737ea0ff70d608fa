"""link topics"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_link_topics"
down_revision = "20261121_make_the_outbox"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "topic_link",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "merged",
                "split",
                "carried",
                name="linkkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["topic.id"], name=op.f("fk_topic_link_other_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_link_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "kind", name=op.f("pk_topic_link")),
    )
    op.create_index(op.f("ix_topic_link_other_id"), "topic_link", ["other_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_topic_link_other_id"), table_name="topic_link")
    op.drop_table("topic_link")

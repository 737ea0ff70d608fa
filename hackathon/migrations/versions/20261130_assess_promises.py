"""assess promises

What became of what a topic promised, as its host or an organizer sees it.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_assess_promises"
down_revision = "20261130_find_votes_from_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "promise_assessment",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "met",
                "partly met",
                "not met",
                name=op.f("ck_promise_assessment_promise_result"),
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_promise_assessment_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_promise_assessment")),
    )


def downgrade() -> None:
    op.drop_table("promise_assessment")

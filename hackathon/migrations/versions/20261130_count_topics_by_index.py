"""count topics by an index"""

from alembic import op

revision = "20261130_count_topics_by_index"
down_revision = "20261130_let_hours_pass_midnight"
branch_labels = None
depends_on = None

NAME = "ix_topic_event_id_review_state_area_id"


def upgrade() -> None:
    op.create_index(NAME, "topic", ["event_id", "review_state", "area_id"])


def downgrade() -> None:
    op.drop_index(NAME, "topic")

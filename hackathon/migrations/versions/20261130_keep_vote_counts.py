"""keep vote counts with the topics

The numbers themselves are counted when the triggers are made, after every upgrade.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_keep_vote_counts"
down_revision = "20261130_remind_people"
branch_labels = None
depends_on = None

INDEX = "ix_topic_event_id_votes"
COLUMNS = ("votes_counted", "votes_unlisted")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("topic", sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
    op.create_index(INDEX, "topic", ["event_id", "review_state", *COLUMNS, "number"])


def downgrade() -> None:
    op.drop_index(INDEX, "topic")
    for column in COLUMNS:
        op.drop_column("topic", column)

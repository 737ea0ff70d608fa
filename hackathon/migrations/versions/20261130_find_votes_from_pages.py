"""find votes from pages, and count people, by an index"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_find_votes_from_pages"
down_revision = "20261130_count_heads"
branch_labels = None
depends_on = None

FROM_PAGE, STATUS = "ix_vote_topic_id_from_page", "ix_attendance_event_id_status"


def upgrade() -> None:
    op.create_index(
        FROM_PAGE,
        "vote",
        ["topic_id"],
        sqlite_where=sa.text("from_page = 1"),
        postgresql_where=sa.text("from_page"),
    )
    op.create_index(STATUS, "attendance", ["event_id", "status"])


def downgrade() -> None:
    op.drop_index(STATUS, "attendance")
    op.drop_index(FROM_PAGE, "vote")

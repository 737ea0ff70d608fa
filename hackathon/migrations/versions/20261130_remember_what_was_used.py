"""remember what was used, and when calendars were told"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_remember_what_was_used"
down_revision = "20261130_tell_votes_of_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "used_once",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_used_once")),
    )
    op.create_index(op.f("ix_used_once_until"), "used_once", ["until"])
    with op.batch_alter_table("attendance") as attendance:
        attendance.add_column(sa.Column("calendar_stamp", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("attendance") as attendance:
        attendance.drop_column("calendar_stamp")
    op.drop_table("used_once")

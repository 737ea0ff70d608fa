"""publish at a set time"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_publish_at_a_set_time"
down_revision = "20261130_archive_events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timed_publication",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tells", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_timed_publication_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_timed_publication_asked_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_timed_publication")),
    )
    op.create_index(op.f("ix_timed_publication_at"), "timed_publication", ["at"])
    op.create_index(op.f("ix_timed_publication_asked_by_id"), "timed_publication", ["asked_by_id"])


def downgrade() -> None:
    op.drop_table("timed_publication")

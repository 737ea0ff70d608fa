"""name invitations in calendars"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_name_in_calendars"
down_revision = "20261121_keep_suppositions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attendance") as attendance:
        attendance.add_column(sa.Column("calendar_uid", sa.String(), nullable=True))
        attendance.add_column(
            sa.Column("calendar_sequence", sa.Integer(), nullable=False, server_default="0")
        )
        attendance.create_unique_constraint(op.f("uq_attendance_calendar_uid"), ["calendar_uid"])
    with op.batch_alter_table("attendance") as attendance:
        attendance.alter_column("calendar_sequence", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("attendance") as attendance:
        attendance.drop_constraint(op.f("uq_attendance_calendar_uid"), type_="unique")
        attendance.drop_column("calendar_sequence")
        attendance.drop_column("calendar_uid")

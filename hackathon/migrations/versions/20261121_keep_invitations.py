"""keep invitations, needs, and the waiting list"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_keep_invitations"
down_revision = "20261121_mail_sign_in_links"
branch_labels = None
depends_on = None

STATUS = ("invited", "confirmed", "maybe", "declined", "waitlisted", "cancelled")


def upgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.add_column(
            sa.Column(
                "registration",
                sa.Enum(
                    "closed",
                    "open",
                    "approved",
                    name="registration",
                    native_enum=False,
                    create_constraint=True,
                    length=32,
                ),
                nullable=False,
                server_default="closed",
            )
        )
        event.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
        event.add_column(sa.Column("offer_hours", sa.Integer(), nullable=False, server_default="48"))
        event.add_column(sa.Column("door_secret", sa.String(), nullable=True))
        event.create_unique_constraint(op.f("uq_event_door_secret"), ["door_secret"])

    with op.batch_alter_table("attendance") as attendance:
        for name, default in (
            ("is_remote", sa.false()),
            # Whoever stood on the public list until now did so because a public page named them.
            ("is_shown", sa.true()),
            ("is_approved", sa.true()),
        ):
            attendance.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=default))
        for name in ("waits_since", "offer_ends_at", "checked_in_at"):
            attendance.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        attendance.add_column(sa.Column("offers_lapsed", sa.Integer(), nullable=False, server_default="0"))

    with op.batch_alter_table("event") as event:
        event.alter_column("registration", server_default=None)
        event.alter_column("offer_hours", server_default=None)
    with op.batch_alter_table("attendance") as attendance:
        for name in ("is_remote", "is_shown", "is_approved", "offers_lapsed"):
            attendance.alter_column(name, server_default=None)

    op.create_table(
        "needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("diet", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("wants_visa_letter", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], name=op.f("fk_needs_attendance_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs")),
        sa.UniqueConstraint("attendance_id", name=op.f("uq_needs_attendance_id")),
    )
    op.create_table(
        "status_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(*STATUS, name="status", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_status_change_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    with op.batch_alter_table("status_change") as status_change:
        status_change.create_index(op.f("ix_status_change_attendance_id"), ["attendance_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], name=op.f("fk_invitation_attendance_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitation_digest")),
    )
    with op.batch_alter_table("invitation") as invitation:
        invitation.create_index(op.f("ix_invitation_attendance_id"), ["attendance_id"], unique=False)

    _begin_the_numbers()


def _begin_the_numbers() -> None:
    """Let the numbers over time begin with what is known: the last answer, or the day the event was made."""
    op.execute(
        "INSERT INTO status_change (attendance_id, status, at) "
        "SELECT attendance.id, attendance.status, COALESCE(attendance.answered_at, event.made_at) "
        "FROM attendance JOIN event ON event.id = attendance.event_id"
    )
    op.execute(
        "UPDATE attendance SET waits_since = (SELECT COALESCE(attendance.answered_at, event.made_at) "
        "FROM event WHERE event.id = attendance.event_id) WHERE status = 'waitlisted'"
    )


def downgrade() -> None:
    for table in ("invitation", "status_change", "needs"):
        op.drop_table(table)
    with op.batch_alter_table("attendance") as attendance:
        for name in (
            "is_remote", "is_shown", "is_approved", "waits_since", "offer_ends_at", "checked_in_at", "offers_lapsed",
        ):
            attendance.drop_column(name)
    with op.batch_alter_table("event") as event:
        event.drop_constraint(op.f("uq_event_door_secret"), type_="unique")
        event.drop_constraint("ck_event_registration", type_="check")
        for name in ("registration", "capacity", "offer_hours", "door_secret"):
            event.drop_column(name)

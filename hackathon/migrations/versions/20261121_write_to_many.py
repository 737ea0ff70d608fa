"""write to many at once"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_write_to_many"
down_revision = "20261121_keep_passkeys"
branch_labels = None
depends_on = None

AUDIENCES = ("everybody", "unanswered", "confirmed", "maybe", "waitlisted", "contacts")


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(*AUDIENCES, name="audience", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_announcement_event_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name="fk_announcement_written_by_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_announcement"),
        sa.UniqueConstraint("event_id", "form_key", name="uq_announcement_event_id_form_key"),
    )
    op.create_table(
        "unsubscription",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_unsubscription_event_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_unsubscription_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name="pk_unsubscription"),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("announcement_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_mail_announcement_id", "announcement", ["announcement_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_unique_constraint("uq_mail_announcement_id_person_id", ["announcement_id", "person_id"])


def downgrade() -> None:
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_constraint("uq_mail_announcement_id_person_id", type_="unique")
        batch_op.drop_constraint("fk_mail_announcement_id", type_="foreignkey")
        batch_op.drop_column("announcement_id")
    op.drop_table("unsubscription")
    op.drop_table("announcement")

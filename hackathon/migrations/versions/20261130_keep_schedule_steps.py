"""keep the steps of a schedule, who looks at it, and its versions"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_keep_schedule_steps"
down_revision = "20261130_choose_languages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("session") as session:
        session.add_column(sa.Column("overridden", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("session") as session:
        session.alter_column("overridden", server_default=None)
    with op.batch_alter_table("draft") as draft:
        draft.add_column(sa.Column("name", sa.Text(), nullable=False, server_default=""))
        draft.add_column(sa.Column("revision", sa.Integer(), nullable=True))
        draft.add_column(sa.Column("is_by_planner", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("draft") as draft:
        draft.alter_column("name", server_default=None)
        draft.alter_column("is_by_planner", server_default=None)
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("mode", sa.Text(), nullable=False, server_default="everything"))
        run.add_column(sa.Column("proposal", sa.Text(), nullable=True))
    with op.batch_alter_table("run") as run:
        run.alter_column("mode", server_default=None)
    op.create_table(
        "schedule_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_schedule_step_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_schedule_step_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_step")),
    )
    op.create_index(op.f("ix_schedule_step_draft_id"), "schedule_step", ["draft_id"])
    op.create_index(op.f("ix_schedule_step_person_id"), "schedule_step", ["person_id"])
    op.create_table(
        "schedule_presence",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_schedule_presence_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_schedule_presence_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_schedule_presence")),
    )
    op.create_index(op.f("ix_schedule_presence_person_id"), "schedule_presence", ["person_id"])


def downgrade() -> None:
    op.drop_table("schedule_presence")
    op.drop_table("schedule_step")
    with op.batch_alter_table("run") as run:
        run.drop_column("proposal")
        run.drop_column("mode")
    with op.batch_alter_table("draft") as draft:
        draft.drop_column("is_by_planner")
        draft.drop_column("revision")
        draft.drop_column("name")
    with op.batch_alter_table("session") as session:
        session.drop_column("overridden")

"""keep what an import wrote, and the page that somebody looks at"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_keep_what_import_wrote"
down_revision = "20261121_name_in_calendars"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("page_import") as page_import:
        page_import.add_column(sa.Column("summary", sa.Text(), nullable=False, server_default=""))
        page_import.add_column(sa.Column("written", sa.JSON(none_as_null=True), nullable=True))
        page_import.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
        page_import.add_column(sa.Column("undone_by_id", sa.Integer(), nullable=True))
        page_import.create_foreign_key(
            op.f("fk_page_import_undone_by_id"), "person", ["undone_by_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("page_import") as page_import:
        page_import.alter_column("summary", server_default=None)

    op.create_table(
        "waiting_page",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_waiting_page_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_waiting_page_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_waiting_page")),
    )
    op.create_index(op.f("ix_waiting_page_person_id"), "waiting_page", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_waiting_page_person_id"), table_name="waiting_page")
    op.drop_table("waiting_page")
    with op.batch_alter_table("page_import") as page_import:
        page_import.drop_constraint(op.f("fk_page_import_undone_by_id"), type_="foreignkey")
        for name in ("undone_by_id", "undone_at", "written", "summary"):
            page_import.drop_column(name)

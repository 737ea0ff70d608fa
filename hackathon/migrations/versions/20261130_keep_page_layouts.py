"""keep page layouts

Corrections of a page that was read wrongly, to be offered for the next one that is built like it.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_keep_page_layouts"
down_revision = "20261130_keep_outcomes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("corrections", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_page_layout_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_layout")),
    )
    op.create_index(op.f("ix_page_layout_event_id"), "page_layout", ["event_id"], unique=False)
    with op.batch_alter_table("waiting_page") as batch:
        batch.add_column(sa.Column("reading", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("waiting_page") as batch:
        batch.drop_column("reading")
    op.drop_index(op.f("ix_page_layout_event_id"), table_name="page_layout")
    op.drop_table("page_layout")

"""choose languages

A person may choose the language of pages and mails; an event has one for its calendars and paper.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_choose_languages"
down_revision = "20261130_count_topics_by_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("language", sa.String(), nullable=True))
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("language", sa.String(), nullable=False, server_default="en"))
    with op.batch_alter_table("event") as batch:
        batch.alter_column("language", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.drop_column("language")
    with op.batch_alter_table("person") as batch:
        batch.drop_column("language")

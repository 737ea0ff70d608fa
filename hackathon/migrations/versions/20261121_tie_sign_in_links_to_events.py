"""tie sign-in links to events"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_tie_sign_in_links"
down_revision = "20261121_make_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_sign_in_link_event_id"), ["event_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_sign_in_link_event_id"), "event", ["event_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_sign_in_link_event_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_sign_in_link_event_id"))
        batch_op.drop_column("event_id")

"""tell votes of pages apart

A vote of somebody who never had an address here was read from a page: only pages bring those.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_tell_votes_of_pages"
down_revision = "20261130_hold_what_was_restored"
branch_labels = None
depends_on = None

KINDS = ("registration", "always", "listed")


def upgrade() -> None:
    kind = sa.Enum(*KINDS, name="unlistedvotes", native_enum=False, create_constraint=True, length=32)
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("unlisted_votes", kind, nullable=False, server_default="registration"))
    with op.batch_alter_table("event") as batch:
        batch.alter_column("unlisted_votes", server_default=None)
    with op.batch_alter_table("vote") as batch:
        batch.add_column(sa.Column("from_page", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE vote SET from_page = true WHERE person_id IN (SELECT id FROM person WHERE email IS NULL)")
    with op.batch_alter_table("vote") as batch:
        batch.alter_column("from_page", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("vote") as batch:
        batch.drop_column("from_page")
    with op.batch_alter_table("event") as batch:
        batch.drop_constraint("unlistedvotes", type_="check")
        batch.drop_column("unlisted_votes")

"""let bulk mail wait for the others"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_let_bulk_mail_wait"
down_revision = "20261121_keep_price_of_stability"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_bulk", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_index("ix_mail_due")
        batch_op.create_index("ix_mail_due", ["state", "is_bulk", "next_try_at"], unique=False)
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.alter_column("is_bulk", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_due")
        batch_op.create_index("ix_mail_due", ["state", "next_try_at"], unique=False)
        batch_op.drop_column("is_bulk")

"""hold a phase"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_hold_a_phase"
down_revision = "20261130_find_names_alike"
branch_labels = None
depends_on = None

PHASE = sa.Enum(
    "preparing",
    "proposing",
    "voting",
    "scheduled",
    "running",
    "ended",
    name="held_phase",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("held_phase", PHASE, nullable=True))
        batch.add_column(sa.Column("proposals_open", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.drop_constraint("ck_event_held_phase", type_="check")
        batch.drop_column("held_phase")
        batch.drop_column("proposals_open")

"""let hours pass midnight"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_let_hours_pass_midnight"
down_revision = "20261130_know_a_draft_by_content"
branch_labels = None
depends_on = None

TIMES = {
    "opening_hours": ("opens", "closes", "opens_before_it_closes"),
    "slot": ("starts", "ends", "starts_before_it_ends"),
    "presence": ("arrives", "leaves", "arrives_before_leaving"),
}
UNIQUE = "uq_slot_event_id_day_starts"


def upgrade() -> None:
    for table, (first, last, check) in TIMES.items():
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_{check}"), type_="check")
            for name in (first, last):
                batch.add_column(sa.Column(f"{name}_fold", sa.Integer(), nullable=False, server_default="0"))
        with op.batch_alter_table(table) as batch:
            for name in (first, last):
                batch.alter_column(f"{name}_fold", server_default=None)
    with op.batch_alter_table("slot") as batch:
        batch.drop_constraint(op.f(UNIQUE), type_="unique")
        batch.create_unique_constraint(
            op.f(f"{UNIQUE}_starts_fold"), ["event_id", "day", "starts", "starts_fold"]
        )


def downgrade() -> None:
    # What ends on the next day has no place in the older tables; it ends with its day there.
    for table, (first, last, _) in TIMES.items():
        op.execute(sa.text(f"UPDATE {table} SET {last} = '23:59:00' WHERE {last} <= {first}"))
    with op.batch_alter_table("slot") as batch:
        batch.drop_constraint(op.f(f"{UNIQUE}_starts_fold"), type_="unique")
        batch.create_unique_constraint(op.f(UNIQUE), ["event_id", "day", "starts"])
    for table, (first, last, check) in TIMES.items():
        with op.batch_alter_table(table) as batch:
            batch.create_check_constraint(op.f(f"ck_{table}_{check}"), f"{last} > {first}")
            for name in (first, last):
                batch.drop_column(f"{name}_fold")

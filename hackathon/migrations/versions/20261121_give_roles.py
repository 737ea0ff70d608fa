"""give roles"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_give_roles"
down_revision = "20261121_make_first_tables"
branch_labels = None
depends_on = None

_ROLE = sa.Enum(
    "attendee",
    "reviewer",
    "helper",
    "organizer",
    name="role",
    native_enum=False,
    create_constraint=True,
    length=32,
)
_JOINS = sa.table("join_proposal", sa.column("id", sa.Integer), sa.column("moved", sa.JSON))


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(
            sa.Column("is_administrator", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("person") as person:
        person.alter_column("is_administrator", server_default=None)

    with op.batch_alter_table("attendance") as attendance:
        attendance.add_column(sa.Column("role", _ROLE, nullable=False, server_default="attendee"))
    op.execute("UPDATE attendance SET role = 'organizer' WHERE is_organizer")
    with op.batch_alter_table("attendance") as attendance:
        attendance.alter_column("role", server_default=None)
        attendance.drop_column("is_organizer")
    _reword_joins(lambda was: {"role": "organizer" if was.pop("is_organizer", False) else "attendee"})


def downgrade() -> None:
    with op.batch_alter_table("attendance") as attendance:
        attendance.add_column(
            sa.Column("is_organizer", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute("UPDATE attendance SET is_organizer = (role = 'organizer')")
    with op.batch_alter_table("attendance") as attendance:
        attendance.alter_column("is_organizer", server_default=None)
        attendance.drop_column("role")
    with op.batch_alter_table("person") as person:
        person.drop_column("is_administrator")
    _reword_joins(lambda was: {"is_organizer": was.pop("role", "") == "organizer"})


def _reword_joins(say) -> None:
    """Write anew what an accepted join set aside, so that it can still be undone."""
    joins = op.get_bind().execute(sa.select(_JOINS)).all()
    for key, moved in joins:
        aside = ((moved or {}).get("attendance") or {}).get("set_aside")
        if aside:
            aside.update(say(aside))
            op.get_bind().execute(_JOINS.update().where(_JOINS.c.id == key).values(moved=moved))

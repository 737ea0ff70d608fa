"""keep versions of topics

Every topic that is there begins its history as it stands.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_keep_versions_of_topics"
down_revision = "20261121_order_topics"
branch_labels = None
depends_on = None

AS_THEY_ARE = (
    "title", "description", "outcomes", "steps", "references", "skills", "difficulty", "forum", "chat",
    "contact_note", "verified", "programme", "length", "needs", "is_plenary", "review_state",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "topic_version",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_topic_version_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_version_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "number", name=op.f("pk_topic_version")),
    )
    op.create_index(op.f("ix_topic_version_by_id"), "topic_version", ["by_id"])
    _begin_histories()


def _begin_histories() -> None:
    connection, tables = op.get_bind(), sa.MetaData()
    topic, area, contact, version = (
        sa.Table(name, tables, autoload_with=connection)
        for name in ("topic", "area", "contact", "topic_version")
    )
    contacts: dict[int, list[list[object]]] = {}
    in_order = sa.select(contact).order_by(contact.c.topic_id, contact.c.position, contact.c.id)
    for each in connection.execute(in_order).mappings():
        contacts.setdefault(each["topic_id"], []).append([each["person_id"], each["role"]])
    found = sa.select(topic, area.c.slug.label("area")).outerjoin(area, area.c.id == topic.c.area_id)
    versions = [
        {
            "topic_id": each["id"],
            "number": 1,
            "at": each["made_at"],
            "by_id": None,
            "because": "",
            "content": {
                **{name: each[name] for name in AS_THEY_ARE},
                "inserted_on": each["inserted_on"].isoformat() if each["inserted_on"] else None,
                "area": each["area"],
                "contacts": contacts.get(each["id"], []),
            },
        }
        for each in connection.execute(found).mappings()
    ]
    if versions:
        connection.execute(version.insert(), versions)


def downgrade() -> None:
    op.drop_index(op.f("ix_topic_version_by_id"), table_name="topic_version")
    op.drop_table("topic_version")

"""keep files

Files of topics, minutes of each session of a topic, and feedback on a topic's sessions.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261130_keep_files"
down_revision = "20261130_assess_promises"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_material_topic_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_material_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("form_key", name=op.f("uq_material_form_key")),
    )
    op.create_index(op.f("ix_material_topic_id"), "material", ["topic_id"])
    op.create_index(op.f("ix_material_person_id"), "material", ["person_id"])
    op.create_table(
        "material_part",
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["material_id"],
            ["material.id"],
            name=op.f("fk_material_part_material_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("material_id", "position", name=op.f("pk_material_part")),
    )
    with op.batch_alter_table("minutes") as minutes:
        minutes.add_column(sa.Column("occurrence", sa.Integer(), server_default="1", nullable=False))
        minutes.drop_constraint(op.f("pk_minutes"), type_="primary")
        minutes.create_primary_key(op.f("pk_minutes"), ["topic_id", "occurrence"])
    with op.batch_alter_table("minutes") as minutes:
        minutes.alter_column("occurrence", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("feedback") as feedback:
        feedback.add_column(sa.Column("topic_id", sa.Integer(), nullable=True))
        feedback.create_foreign_key(
            op.f("fk_feedback_topic_id"), "topic", ["topic_id"], ["id"], ondelete="CASCADE"
        )
        feedback.create_index(op.f("ix_feedback_topic_id"), ["topic_id"])


def downgrade() -> None:
    with op.batch_alter_table("feedback") as feedback:
        feedback.drop_index(op.f("ix_feedback_topic_id"))
        feedback.drop_constraint(op.f("fk_feedback_topic_id"), type_="foreignkey")
        feedback.drop_column("topic_id")
    op.execute("DELETE FROM minutes WHERE occurrence > 1")
    with op.batch_alter_table("minutes") as minutes:
        minutes.drop_constraint(op.f("pk_minutes"), type_="primary")
        minutes.create_primary_key(op.f("pk_minutes"), ["topic_id"])
        minutes.drop_column("occurrence")
    op.drop_table("material_part")
    op.drop_table("material")

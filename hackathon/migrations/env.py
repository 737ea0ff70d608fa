"""Connects Alembic to our database."""

from alembic import context

from hackathon.core.database.drift import compare_type, render_item
from hackathon.core.extensions import Base, db
from hackathon.migrations.references import left_alone
from hackathon.migrations.squashed import refuse_squashed

with db.engine.connect() as connection, left_alone(connection):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        compare_type=compare_type,
        render_as_batch=True,
    )
    refuse_squashed(context.get_context().get_current_revision())
    with context.begin_transaction():
        context.run_migrations()

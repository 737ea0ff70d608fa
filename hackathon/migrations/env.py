"""How Alembic reaches our database."""

from alembic import context

from hackathon.extensions import Base, db
from hackathon.migrations.comparing import compare_type, render_item
from hackathon.migrations.references import left_alone

with db.engine.connect() as connection, left_alone(connection):
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        compare_type=compare_type,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()

"""What Alembic executes: the migrations, inside the transaction of the connection that it is given."""

from alembic import context

from mailproc.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()

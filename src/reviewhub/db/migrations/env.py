"""Runs inside the program: the connection is handed over, nothing is read from a file."""

from alembic import context

from reviewhub.db import models
from reviewhub.db.base import Row

assert models.__all__  # noqa: S101 -- importing them fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

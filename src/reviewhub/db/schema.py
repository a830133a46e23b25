"""Bringing a database to the schema the program expects."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from reviewhub.db.engine import make_engine


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply every migration up to ``revision``, all or nothing."""
    with engine.begin() as connection:
        command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back down to ``revision``."""
    with engine.begin() as connection:
        command.downgrade(config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Tell whether the database stands at the newest migration."""
    with engine.connect() as connection:
        head = ScriptDirectory.from_config(config(connection)).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == head


def is_empty(engine: Engine) -> bool:
    """Tell whether the database has no table at all: nobody has worked in it yet."""
    with engine.connect() as connection:
        return not inspect(connection).get_table_names()


def write_migration(name: str) -> None:
    """Write the step from the newest migration to what the models say now, as ``make migration`` does."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'empty.db'}")
        upgrade(engine)
        with engine.begin() as connection:
            revision = f"{datetime.now(UTC):%Y%m%d_%H%M}"
            command.revision(config(connection), name, autogenerate=True, rev_id=revision)
        engine.dispose()


def config(connection: Connection) -> Config:
    """Alembic's settings with the connection it shall use."""
    settings = Config()
    settings.set_main_option("script_location", "reviewhub:db/migrations")
    settings.set_main_option(
        "file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    settings.attributes["connection"] = connection
    return settings

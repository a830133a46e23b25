"""Write a migration from what the models say now: ``python -m reviewhub.db.migrations add_recusals``."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command

from reviewhub.db.engine import make_engine
from reviewhub.db.schema import config, upgrade


def write(name: str) -> None:
    """Bring an empty database to the newest step, and write down what the models still want."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'empty.db'}")
        upgrade(engine)
        with engine.begin() as connection:
            revision = f"{datetime.now(UTC):%Y%m%d_%H%M}"
            command.revision(config(connection), name, autogenerate=True, rev_id=revision)
        engine.dispose()


if __name__ == "__main__":
    match sys.argv:
        case [_, name] if name:
            write(name)
        case _:
            sys.exit("name the step: make migration NAME=add_recusals")

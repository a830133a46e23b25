"""Databases for tests: migrated once, filled once, then copied for every test, on SQLite and PostgreSQL."""

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import Engine, create_engine, make_url

from integration.restored import Restorable
from reviewhub.db.engine import make_engine

Fill = Callable[[Engine], Any]


class Databases(Protocol):
    """Makes one database after another, each a copy of a template."""

    @property
    def kind(self) -> str:
        """Name the kind in the test's id."""

    def template(self, name: str, fill: Fill) -> Any:
        """Make the template ``name`` with ``fill``, unless it stands; gives what ``fill`` gave."""

    def copy(self, name: str) -> contextlib.AbstractContextManager[Engine]:
        """Give the engine of a fresh copy of the template, gone afterwards."""


@dataclass
class SqliteFiles:
    """A template is a file, a copy is a copy of it."""

    folder: Path
    kind: str = "sqlite"
    made: dict[str, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def template(self, name: str, fill: Fill) -> Any:
        """Write the file once; closing the engine folds the write-ahead log into it."""
        if name not in self.made:
            engine = make_engine(f"sqlite:///{self.folder / name}.db")
            self.made[name] = fill(engine)
            engine.dispose()
        return self.made[name]

    @contextlib.contextmanager
    def copy(self, name: str) -> Iterator[Engine]:
        """Copy the file and open it."""
        path = self.folder / f"{name}_{next(self.numbers)}.db"
        shutil.copyfile(self.folder / f"{name}.db", path)
        engine = make_engine(f"sqlite:///{path}")
        try:
            yield engine
        finally:
            engine.dispose()
            path.unlink()


@dataclass
class PostgresDatabases:
    """A template is a database; a copy is made of it by the server, and put back after use for the next."""

    server: str
    kind: str = "postgresql"
    made: dict[str, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    spare: dict[str, list[tuple[str, Restorable]]] = field(default_factory=dict)

    def template(self, name: str, fill: Fill) -> Any:
        """Create the database once; a template must have no connections when it is copied."""
        if name not in self.made:
            self._say(f'CREATE DATABASE "{self._named(name)}"')
            engine = make_engine(self._address(self._named(name)))
            self.made[name] = fill(engine)
            engine.dispose()
        return self.made[name]

    @contextlib.contextmanager
    def copy(self, name: str) -> Iterator[Engine]:
        """Give a copy that nobody uses, or let the server make one; what cannot be put back is dropped."""
        spare = self.spare.setdefault(name, [])
        copied, restorable = spare.pop() if spare else self._copied(name)
        engine = make_engine(self._address(copied))
        try:
            yield engine
        finally:
            engine.dispose()
            if restorable.restore():
                spare.append((copied, restorable))
            else:
                self._drop(copied, restorable)

    def close(self) -> None:
        """Drop copies and templates: the server may be somebody's own."""
        for copied, restorable in itertools.chain.from_iterable(self.spare.values()):
            self._drop(copied, restorable)
        for name in self.made:
            self._say(f'DROP DATABASE "{self._named(name)}" WITH (FORCE)')

    def _copied(self, name: str) -> tuple[str, Restorable]:
        copied = f"{self._named(name)}_{next(self.numbers)}"
        self._say(f'CREATE DATABASE "{copied}" TEMPLATE "{self._named(name)}"')
        return copied, Restorable(self._address(copied).replace("+psycopg", "", 1))

    def _drop(self, copied: str, restorable: Restorable) -> None:
        restorable.connection.close()
        self._say(f'DROP DATABASE "{copied}" WITH (FORCE)')

    def _named(self, name: str) -> str:
        return f"reviewhub_test_{os.getpid()}_{name}"

    def _address(self, database: str) -> str:
        return make_url(self.server).set(database=database).render_as_string(hide_password=False)

    def _say(self, statement: str) -> None:
        engine = create_engine(self.server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """Give the address of a server: the one that is named, or Debian's own, started for this run.

    Skips when there is none.
    """
    named = os.environ.get("REVIEWHUB_TEST_PG_URL")
    if named:
        yield named
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not binaries:
        pytest.skip("no PostgreSQL: set REVIEWHUB_TEST_PG_URL or install Debian's postgresql")
    with (
        tempfile.TemporaryDirectory(prefix="rh", ignore_cleanup_errors=True) as folder,
        _started(binaries[-1], Path(folder)) as address,
    ):
        yield address


@contextlib.contextmanager
def _started(binaries: Path, folder: Path) -> Iterator[str]:
    """Run a server that listens on a socket in ``folder`` only, so that no port can be taken."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(binaries / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    quick = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", quick, "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")

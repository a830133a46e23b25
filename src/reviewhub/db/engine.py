"""Connections: SQLite that survives a power cut and queues its writers fairly, or PostgreSQL."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from reviewhub.domain.errors import Unavailable

READING: Final = "reviewhub_reading"
# Earlier ones can lose a page when two connections write and checkpoint (WAL reset).
SAFE_SQLITE: Final = (3, 51, 3)
PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL loses acknowledged scores in a power cut
    "PRAGMA busy_timeout=15000",
    "PRAGMA foreign_keys=ON",
)


def make_engine(address: str) -> Engine:
    """Open the database at ``address`` with everything that keeps acknowledged writes.

    Errors say the statement and never its values, which can be names and scores on their way to a log.
    """
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, pool_size=10, max_overflow=20)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=_sqlite(), hide_parameters=True, pool_size=10, max_overflow=20)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def reading(engine: Engine) -> Engine:
    """The same pool, for transactions that only read and must not take the write lock."""
    return engine.execution_options(**{READING: True})


@contextlib.contextmanager
def writers_turn(engine: Engine) -> Iterator[None]:
    """Wait in line before a writing transaction; SQLite's own waiting is unfair under many writers."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 -- not there on Windows

    descriptor = os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise Unavailable("database.unavailable") from error
    finally:
        os.close(descriptor)


def _sqlite() -> ModuleType:
    if sys.platform == "linux":
        from pysqlite3 import dbapi2 as module  # noqa: PLC0415 -- only Linux has wheels, others bring a recent one
    else:
        import sqlite3 as module  # noqa: PLC0415 -- see above
    if module.sqlite_version_info < SAFE_SQLITE:
        raise Unavailable("database.old_sqlite", version=module.sqlite_version)
    loaded: ModuleType = module
    return loaded


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _on_begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

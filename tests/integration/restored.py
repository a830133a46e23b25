"""A PostgreSQL database that is put back as it was: far quicker than to let the server make another one."""

from typing import Final, LiteralString, cast

import psycopg
from psycopg import sql

VACUUM_EVERY: Final = 20
TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SHAPE: Final = (
    "SELECT count(*), max(oid::bigint), (SELECT count(*) FROM pg_attribute) FROM pg_class"
    " WHERE relnamespace IN ('public'::regnamespace, 'kept'::regnamespace)"
)
SOILED: Final = (
    "SELECT {name} WHERE EXISTS (SELECT FROM {table} WHERE xmin::text::bigint >= %(since)s)"
    " OR (SELECT count(*) FROM {table}) <> {count}"
)
KEEP_SEQUENCES: Final = (
    "CREATE TABLE kept.sequences AS SELECT sequencename AS name, last_value AS value FROM pg_sequences"
    " WHERE schemaname = 'public'"
)
REWIND: Final = (
    "SELECT setval(kept.name::regclass, coalesce(kept.value, 1), kept.value IS NOT NULL)"
    " FROM kept.sequences kept JOIN pg_sequences now ON now.sequencename = kept.name"
    " WHERE now.schemaname = 'public' AND now.last_value IS DISTINCT FROM kept.value"
)


class Restorable:
    """A copy of a template with a second copy of its rows inside; ``address`` is psycopg's.

    Which tables a test has written to, the rows themselves tell: by the transaction that wrote them, and by
    their number. From time to time the room of deleted rows is given back, while a table is empty, so that
    rows lie in the order in which they were written.
    """

    def __init__(self, address: str) -> None:
        self.connection = psycopg.connect(address, autocommit=True)
        self.connection.execute("SET lock_timeout = '3s'")
        self.connection.execute("CREATE SCHEMA kept")
        self.connection.execute(KEEP_SEQUENCES)
        tables = [name for (name,) in self.connection.execute(TABLES)]
        counts = {name: self._keep(name) for name in tables}
        self.filled = {name for name, count in counts.items() if count}
        each = [_about(SOILED, name, count=sql.Literal(count)) for name, count in counts.items()]
        self.soiled = sql.SQL(" UNION ALL ").join(each)
        self.dead: set[str] = set()
        self.times = 0
        self.shape = self.connection.execute(SHAPE).fetchone()
        self.since = self._moment()

    def restore(self) -> bool:
        """Put back what was written since; False when the schema changed or somebody still holds a table."""
        try:
            if self.connection.execute(SHAPE).fetchone() != self.shape:
                return False
            self._put_back()
        except psycopg.Error:
            return False
        return True

    def _put_back(self) -> None:
        soiled = {
            name for (name,) in self.connection.execute(self.soiled, {"since": self.since}, prepare=True)
        }
        self.times += 1
        self.dead |= soiled
        gives_room_back = self.times % VACUUM_EVERY == 0
        emptied = self.dead if gives_room_back else soiled
        self._each("DELETE FROM {table}", emptied)
        if gives_room_back and emptied:
            self.connection.execute(
                sql.SQL("VACUUM {}").format(sql.SQL(", ").join(map(sql.Identifier, sorted(emptied))))
            )
            self.dead = set()
        self._each("INSERT INTO {table} SELECT * FROM {kept}", emptied & self.filled)
        self.connection.execute(REWIND)
        self.since = self._moment()

    def _each(self, statement: LiteralString, names: set[str]) -> None:
        """Say the same of tables in one transaction that asks for no order among them."""
        with self.connection.transaction():
            self.connection.execute("SET LOCAL session_replication_role = replica")
            for name in sorted(names):
                self.connection.execute(_about(statement, name))

    def _keep(self, name: str) -> int:
        made = self.connection.execute(_about("CREATE TABLE {kept} AS TABLE {table}", name))
        if not made.rowcount:
            self.connection.execute(_about("DROP TABLE {kept}", name))
        return made.rowcount

    def _moment(self) -> int:
        row = self.connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
        return cast("tuple[int]", row)[0]


def _about(statement: LiteralString, name: str, **more: sql.Composable) -> sql.Composed:
    given = {"name": sql.Literal(name), "table": sql.Identifier(name), "kept": sql.Identifier("kept", name)}
    return sql.SQL(statement).format(**given, **more)

"""The unit of work: one transaction, one act in the ledger, told by one actor at one moment."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from random import Random, SystemRandom
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from reviewhub.db.base import Row, Versioned, place_of, row_digest
from reviewhub.db.engine import reading, writers_turn
from reviewhub.db.models import Entry, EntryRow
from reviewhub.db.session import SCOPE, TOUCHED, make_session
from reviewhub.domain.errors import StaleWrite, Unavailable
from reviewhub.domain.ledger import GENESIS, LedgerEntry
from reviewhub.domain.policy import Actor
from reviewhub.files.local import DocumentStore
from reviewhub.plugin.registry import Registry

DICE: Final = SystemRandom()
"""What codes are shuffled with in a running installation; a draw's own randomness never comes from here."""

USUAL_ZONE: Final = ZoneInfo("Asia/Shanghai")


def utc_now() -> datetime:
    """The clock of a running installation."""
    return datetime.now(UTC)


class Work:
    """Everything a service needs, passed in: the database, who acts, what is installed, what time it is."""

    def __init__(
        self,
        engine: Engine,
        registry: Registry,
        store: DocumentStore,
        actor: Actor | None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.engine = engine
        self.registry = registry
        self.store = store
        self.actor = actor
        self.now = now
        self.dice: Random = DICE
        self.zone: tzinfo = USUAL_ZONE  # of the bureau's days; an installation sets its own
        self._open = False
        self._act: tuple[str, Row | str, dict[str, object]] | None = None

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads."""
        with self._once(), self._guarded(), make_session(reading(self.engine), self._bureau) as session:
            yield session

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session, commit once with its ledger entry, roll back on any error.

        Raises :class:`StaleWrite` when somebody wrote in between and :class:`Unavailable` when the database
        does not answer.
        """
        self._act = None
        with (
            self._once(),
            self._guarded(),
            writers_turn(self.engine),
            make_session(self.engine, self._bureau) as session,
        ):
            yield session
            session.flush()
            self._write_ledger(session)
            session.commit()

    def record(self, act: str, subject: Row | str, **data: object) -> None:
        """Name the act of this transaction for the ledger; ``data`` holds no names of people."""
        if self._act is not None:
            raise RuntimeError(f"{act}: one transaction is one act, and it is already {self._act[0]}")
        self._act = (act, subject, data)

    @property
    def _bureau(self) -> int | None:
        return self.actor.bureau if self.actor else None

    @contextlib.contextmanager
    def _once(self) -> Iterator[None]:
        if self._open:
            raise RuntimeError("a service called a service")
        self._open = True
        try:
            yield
        finally:
            self._open = False

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (StaleDataError, IntegrityError) as error:
            raise StaleWrite("stale") from error
        except OperationalError as error:
            raise Unavailable("database.unavailable") from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise Unavailable("database.unavailable") from error
            raise

    def _write_ledger(self, session: Session) -> None:
        touched: list[Row] = list(session.info[TOUCHED].values())
        if self._act is None:
            if touched:
                raise RuntimeError(f"{place_of(touched[0])} changed without an act in the ledger")
            return
        act, subject, data = self._act
        bureau: int | None = session.info[SCOPE]
        number, previous = _last(session, bureau)
        moment = self.now()
        entry = LedgerEntry(
            number=number + 1,
            at=moment.astimezone(UTC).isoformat(),
            actor=f"account:{self.actor.account}" if self.actor else "nobody",
            act=act,
            subject=subject if isinstance(subject, str) else place_of(subject),
            data=data,
            rows={place_of(row): row_digest(row) for row in touched},
            previous=previous,
        )
        _append(session, bureau, moment, entry)


def require_version(row: Versioned, given: int) -> None:
    """Refuse a write that was made from another version than the one that stands."""
    if row.version != given:
        raise StaleWrite("stale", current=row.version, given=given)


def _last(session: Session, bureau: int | None) -> tuple[int, str]:
    """Give number and digest of the last entry, holding everybody else's next entry back until the commit."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": bureau or 0})
    found = session.execute(
        select(Entry.number, Entry.digest)
        .where(Entry.bureau_id == bureau if bureau is not None else Entry.bureau_id.is_(None))
        .order_by(Entry.number.desc())
        .limit(1)
    ).first()
    return (found.number, found.digest) if found else (0, GENESIS)


def _append(session: Session, bureau: int | None, moment: datetime, entry: LedgerEntry) -> None:
    row_id = session.execute(
        insert(Entry).returning(Entry.id),
        {
            "bureau_id": bureau,
            "number": entry.number,
            "at": moment,
            "actor": entry.actor,
            "act": entry.act,
            "subject": entry.subject,
            "data": entry.data,
            "previous": entry.previous,
            "digest": entry.digest(),
        },
    ).scalar_one()
    if entry.rows:
        session.execute(
            insert(EntryRow),
            [{"entry_id": row_id, "place": place, "digest": seen} for place, seen in entry.rows.items()],
        )

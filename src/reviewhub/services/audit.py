"""The ledger: reading it, and checking it against every row that stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from reviewhub.db import models
from reviewhub.db.base import Audited, Row, place_of, row_digest
from reviewhub.db.models import Bureau, Entry, EntryRow, TemplateRevision
from reviewhub.db.session import EVERY_BUREAU
from reviewhub.domain.ledger import Fault, LedgerEntry, check_chain, check_rows
from reviewhub.domain.policy import Act, require
from reviewhub.services.listing import Asked, Listing, count, window
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One act in the ledger as the auditor reads it."""

    number: int
    at: datetime
    actor: str
    act: str
    subject: str
    digest: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Outcome of a check: entries and rows looked at, the digest at the chain's end, and every fault."""

    entries: int
    rows: int
    head: str
    faults: tuple[Fault, ...]


def list_entries(work: Work, asked: Asked) -> Listing[EntryLine]:
    """List the bureau's acts, the newest first; filters: ``act``, ``subject``."""
    actor = require(work.actor, Act.READ_LEDGER)
    statement = select(Entry).where(Entry.bureau_id == actor.bureau).order_by(Entry.number.desc())
    if asked.filters.get("act"):
        statement = statement.where(Entry.act == asked.filters["act"])
    if asked.filters.get("subject"):
        statement = statement.where(Entry.subject == asked.filters["subject"])
    with work.reading() as session:
        total = count(session, statement)
        limit, offset = window(asked, total)
        rows = session.execute(statement.limit(limit).offset(offset)).scalars().all()
    lines = tuple(EntryLine(one.number, one.at, one.actor, one.act, one.subject, one.digest) for one in rows)
    return Listing(lines, total, asked)


def verify_ledger(work: Work) -> Checked:
    """Check every chain of the installation and every audited row against its last recorded digest."""
    with work.reading() as session:
        bureaus: list[int | None] = [None, *session.execute(select(Bureau.id)).scalars()]
        faults = [fault for bureau in bureaus for fault in check_chain(_entries(session, bureau))]
        recorded = _recorded(session)
        standing = dict(_standing(session))
        entries = session.execute(select(func.count(Entry.id))).scalar_one()
        head = session.execute(select(Entry.digest).order_by(Entry.id.desc()).limit(1)).scalar() or ""
    return Checked(entries, len(standing), head, (*faults, *check_rows(recorded, standing)))


def _entries(session: Session, bureau: int | None) -> Iterator[tuple[LedgerEntry, str]]:
    mine = Entry.bureau_id.is_(None) if bureau is None else Entry.bureau_id == bureau
    rows = _rows_by_entry(session)
    for one in session.execute(select(Entry).where(mine).order_by(Entry.number)).scalars():
        entry = LedgerEntry(
            number=one.number,
            at=one.at.astimezone(UTC).isoformat(),
            actor=one.actor,
            act=one.act,
            subject=one.subject,
            data=one.data,
            rows=rows.get(one.id, {}),
            previous=one.previous,
        )
        yield entry, one.digest


def _rows_by_entry(session: Session) -> dict[int, dict[str, str]]:
    grouped: dict[int, dict[str, str]] = {}
    for entry, place, seen in session.execute(select(EntryRow.entry_id, EntryRow.place, EntryRow.digest)):
        grouped.setdefault(entry, {})[place] = seen
    return grouped


def _recorded(session: Session) -> dict[str, str]:
    rows = session.execute(select(EntryRow.place, EntryRow.digest).order_by(EntryRow.id))
    return {place: seen for place, seen in rows}


def _standing(session: Session) -> Iterator[tuple[str, str]]:
    for model in audited_models():
        statement = select(model)
        if model is TemplateRevision:
            statement = statement.options(undefer(TemplateRevision.source))
        for row in session.execute(statement, execution_options=EVERY_BUREAU).scalars():
            yield place_of(row), row_digest(row)


def audited_models() -> Sequence[type[Row]]:
    """Every kind of row whose states the ledger records."""
    named = (getattr(models, name) for name in models.__all__)
    return [model for model in named if issubclass(model, Audited)]

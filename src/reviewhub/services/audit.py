"""Auditing: reading the ledger, checking it against every row that stands, recomputing every conclusion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, select, union
from sqlalchemy.orm import Session

from reviewhub.db import models
from reviewhub.db.base import Audited, Row
from reviewhub.db.models import (
    Account,
    Bureau,
    Campaign,
    Conclusion,
    EarlierRevision,
    Entry,
    EntryRow,
    Sheet,
    SheetAnswer,
    TailoringRecord,
    Task,
    TemplateRevision,
)
from reviewhub.db.queries.ledger import (
    DAMAGE,
    UNREADABLE,
    readable_rows,
    recorded_digests,
    standing_digests,
)
from reviewhub.db.session import EVERY_BUREAU, SCOPE
from reviewhub.domain.errors import NotAllowed, ReviewhubError
from reviewhub.domain.ledger import Fault, LedgerEntry, canonical_json, check_chain, check_rows, digest
from reviewhub.domain.policy import SYSTEM, Act, require
from reviewhub.domain.result import MoneyFacts, Result, snapshot
from reviewhub.domain.scoring.template import parse
from reviewhub.services.listing import Asked, Listing, count, window
from reviewhub.services.outcome.computed import frozen_result
from reviewhub.services.outcome.conclusions import columns_of
from reviewhub.services.outcome.recount import (
    AT_ONCE,
    Recount,
    beside_faults,
    recounted,
    recounted_ahead,
    sheet_faults,
)
from reviewhub.services.outcome.results import named_sheets, sheets_by_number
from reviewhub.services.scoring.rules import Ruling, fitted, require_as_concluded, ruling_of
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work

DIGEST_LENGTH: Final = 64


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
class Head:
    """The end of one chain; ``bureau`` is empty for the installation's own acts."""

    bureau: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Outcome of a check of the ledger: entries and rows looked at, where the chains end, every fault."""

    entries: int
    rows: int
    heads: tuple[Head, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """Outcome of recomputing conclusions: how many, and every place that does not fit."""

    checked: int
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


def acts_on_record(work: Work) -> tuple[str, ...]:
    """Give the kinds of acts that the bureau's ledger holds, for its filter."""
    actor = require(work.actor, Act.READ_LEDGER)
    with work.reading() as session:
        statement = select(Entry.act).where(Entry.bureau_id == actor.bureau).distinct().order_by(Entry.act)
        return tuple(session.execute(statement).scalars())


def chain_head(work: Work) -> Head:
    """Give the end of the bureau's chain, to be written down somewhere else."""
    actor = require(work.actor, Act.READ_LEDGER)
    with work.reading() as session:
        return _head(session, actor.bureau, "")


def verify_ledger(work: Work, known_head: str = "") -> Checked:
    """Check chains and audited rows: a bureau's own for its auditor, all of them for the system.

    ``known_head`` is a head digest that was written down earlier: the chain must still contain it. Only such
    a copy shows that the end was cut off together with its rows, or that the whole chain was written anew.
    """
    bureau = _bureau_of(work)
    with work.reading() as session:
        chains = _chains(session, bureau)
        faults = [fault for chain in chains for fault in _check_chain(session, chain)]
        mine = None if bureau is None else _places_of_chain(session, bureau)
        standing = dict(_standing(session, bureau))
        recorded = {
            place: seen
            for place, seen in recorded_digests(session).items()
            if mine is None or place in mine or place in standing
        }
        heads = tuple(_head(session, chain, name) for chain, name in chains.items())
        if known_head and not _contains(session, tuple(chains), known_head):
            faults.append(Fault("ledger", "ledger.unknown_head"))
    entries = sum(head.number for head in heads)
    return Checked(entries, len(standing), heads, (*faults, *check_rows(recorded, standing)))


def verify_conclusions(work: Work) -> Verified:
    """Recompute every conclusion from answers to yuan and compare every stored value it rests on.

    Beside that, every row a conclusion rests on must stand as the ledger recorded it. A bureau's auditor
    checks the bureau's own; the system checks all of them.
    """
    options = EVERY_BUREAU if _bureau_of(work) is None else {}
    faults: list[Fault] = []
    with work.reading() as session:
        rows = list(readable_rows(session, Conclusion, options=options))
        for first in range(0, len(rows), AT_ONCE):
            faults += _verify_several(work, session, rows[first : first + AT_ONCE])
        faults += _lost(session, options)
    return Verified(len(rows), tuple(dict.fromkeys(faults)))


def audited_models() -> Sequence[type[Row]]:
    """Every kind of row whose states the ledger records."""
    named = (getattr(models, name) for name in models.__all__)
    return [model for model in named if issubclass(model, Audited)]


def _bureau_of(work: Work) -> int | None:
    if work.actor == SYSTEM:
        return None
    bureau = require(work.actor, Act.READ_LEDGER).bureau
    if bureau is None:
        raise NotAllowed("not_allowed", act=Act.READ_LEDGER)
    return bureau


def _chains(session: Session, bureau: int | None) -> dict[int | None, str]:
    found = session.execute(select(Bureau.id, Bureau.name).order_by(Bureau.id))
    names: dict[int | None, str] = {None: "", **dict(iter(found))}
    return names if bureau is None else {bureau: names[bureau]}


def _of(bureau: int | None) -> ColumnElement[bool]:
    return Entry.bureau_id.is_(None) if bureau is None else Entry.bureau_id == bureau


def _head(session: Session, bureau: int | None, name: str) -> Head:
    statement = select(Entry.number, Entry.digest).where(_of(bureau)).order_by(Entry.number.desc()).limit(1)
    last = session.execute(statement).first()
    return Head(name, last.number, last.digest) if last else Head(name, 0, "")


def _contains(session: Session, chains: Sequence[int | None], known: str) -> bool:
    wanted = known.strip().lower()
    statement = select(Entry.bureau_id).where(Entry.digest == wanted)
    return len(wanted) == DIGEST_LENGTH and any(one in chains for one in session.execute(statement).scalars())


def _check_chain(session: Session, bureau: int | None) -> Iterator[Fault]:
    mine = _of(bureau)
    rows = _rows_by_entry(session, mine)
    entries: list[tuple[LedgerEntry, str]] = []
    for row_id, one in sorted(readable_rows(session, Entry, mine), key=lambda found: _number(found[1])):
        if one is None:
            yield Fault(f"ledger_entries:{row_id}", "row.unreadable")
        else:
            entries.append((_entry(one, rows.get(one.id, {})), one.digest))
    yield from check_chain(entries)


def _number(entry: Entry | None) -> int:
    return entry.number if entry and isinstance(entry.number, int) else 0


def _entry(one: Entry, rows: Mapping[str, str]) -> LedgerEntry:
    return LedgerEntry(
        number=one.number,
        at=one.at.astimezone(UTC).isoformat(),
        actor=one.actor,
        act=one.act,
        subject=one.subject,
        data=one.data,
        rows=rows,
        previous=one.previous,
    )


def _rows_by_entry(session: Session, which: ColumnElement[bool]) -> dict[int, dict[str, str]]:
    grouped: dict[int, dict[str, str]] = {}
    statement = select(EntryRow.entry_id, EntryRow.place, EntryRow.digest).join(
        Entry, Entry.id == EntryRow.entry_id
    )
    for entry, place, seen in session.execute(statement.where(which)):
        grouped.setdefault(entry, {})[place] = seen
    return grouped


def _places_of_chain(session: Session, bureau: int) -> set[str]:
    statement = select(EntryRow.place).join(Entry, Entry.id == EntryRow.entry_id)
    return set(session.execute(statement.where(Entry.bureau_id == bureau)).scalars())


def _standing(session: Session, bureau: int | None) -> Iterator[tuple[str, str]]:
    options = EVERY_BUREAU if bureau is None else {}
    for model in audited_models():
        which = Account.bureau_id == bureau if model is Account and bureau is not None else None
        yield from standing_digests(session, model, which, options)


def _verify_several(
    work: Work, session: Session, rows: Sequence[tuple[int, Conclusion | None]]
) -> Iterator[Fault]:
    ahead = recounted_ahead(work, session, [one for _, one in rows if one])
    for row_id, one in rows:
        unreadable = [Fault(f"conclusions:{row_id}", "row.unreadable")]
        yield from _verify(work, session, one, ahead) if one else unreadable


def _verify(work: Work, session: Session, one: Conclusion, ahead: Mapping[int, Recount]) -> list[Fault]:
    """Check one conclusion; whatever damage stops the recomputing is itself a fault of a named row."""
    faults: list[Fault] = []
    try:
        faults += _as_recorded(session, one)
        faults += _recompute(work, session, one, ahead)
    except ReviewhubError as error:
        faults.append(Fault(f"conclusions:{one.id}", error.code))
    except DAMAGE:
        faults.append(Fault(f"conclusions:{one.id}", "conclusion.cannot_recompute"))
    return faults


def _as_recorded(session: Session, one: Conclusion) -> Iterator[Fault]:
    """Compare every row under a conclusion with the last digest the ledger has of it."""
    standing: dict[str, str] = {}
    for model, which in _rests_on(one):
        standing.update(standing_digests(session, model, which, EVERY_BUREAU))
    recorded = recorded_digests(session, standing)
    for place, seen in standing.items():
        if seen == UNREADABLE:
            yield Fault(place, "row.unreadable")
        elif seen != recorded.get(place):
            yield Fault(place, "row.changed" if place in recorded else "row.unrecorded")


def _rests_on(one: Conclusion) -> list[tuple[type[Row], ColumnElement[bool]]]:
    """Name the rows under a conclusion, every revision of its sheets among them."""
    campaigns = select(Task.campaign_id).where(Task.id == one.task_id)
    revisions = union(
        select(Campaign.template_revision_id).where(Campaign.id.in_(campaigns)),
        select(EarlierRevision.template_revision_id).where(EarlierRevision.campaign_id.in_(campaigns)),
        select(Sheet.template_revision_id).where(Sheet.task_id == one.task_id),
    )
    sheets = select(Sheet.id).where(Sheet.task_id == one.task_id)
    return [
        (Conclusion, Conclusion.id == one.id),
        (Task, Task.id == one.task_id),
        (Campaign, Campaign.id.in_(campaigns)),
        (EarlierRevision, EarlierRevision.campaign_id.in_(campaigns)),
        (TailoringRecord, TailoringRecord.campaign_id.in_(campaigns)),
        (TemplateRevision, TemplateRevision.id.in_(revisions)),
        (Sheet, Sheet.task_id == one.task_id),
        (SheetAnswer, SheetAnswer.sheet_id.in_(sheets)),
    ]


def _recompute(
    work: Work, session: Session, one: Conclusion, ahead: Mapping[int, Recount]
) -> Iterator[Fault]:
    place = f"conclusions:{one.id}"
    if digest(one.snapshot) != one.digest:
        yield Fault(place, "conclusion.digest")
    [(_, task)] = readable_rows(session, Task, Task.id == one.task_id, EVERY_BUREAU)
    if task is None:
        return
    ruling = ruling_of(session, task, one.snapshot, EVERY_BUREAU)
    revision = ruling.revision
    template = parse(revision.source)
    if template.digest != revision.digest:
        yield Fault(f"template_revisions:{revision.id}", "template.digest")
    if f"{task.asked:f}" != one.snapshot["asked"]:
        yield Fault(f"tasks:{task.id}", "task.asked_changed")
    if template.digest == revision.digest:
        require_as_concluded(ruling, one.snapshot)
    sheets = sheets_by_number(session, task.id, named_sheets(one.snapshot), **EVERY_BUREAU)
    known = _known(work, session, ruling, [sheet.id for sheet in sheets.values()], ahead)
    for sheet in sheets.values():
        yield from sheet_faults(_sealed_under(session, sheet, ruling), sheet, known[sheet.id])
    yield from beside_faults(template, one, sheets, known)
    yield from _differences(one, place, frozen_result(ruling.rules(work.registry), one.snapshot, sheets))


def _known(
    work: Work, session: Session, ruling: Ruling, sheets: Sequence[int], ahead: Mapping[int, Recount]
) -> Mapping[int, Recount]:
    """Give the recounts of these sheets: made ahead with others, else now."""
    if ahead.keys() >= set(sheets):
        return ahead
    template = fitted(parse(ruling.revision.source), ruling.decided)
    return recounted(session, template, ruling.scorers(work.registry), sheets)


def _sealed_under(session: Session, sheet: Sheet, ruling: Ruling) -> str:
    """Give the digest of the template that a sheet's writer saw: the task's, or one it was moved from."""
    if sheet.template_revision_id == ruling.revision.id:
        return ruling.template.digest
    earlier = select(TemplateRevision).where(TemplateRevision.id == sheet.template_revision_id)
    revision = session.execute(earlier, execution_options=EVERY_BUREAU).scalar_one()
    return fitted(template_of(revision), ruling.decided).digest


def _differences(one: Conclusion, place: str, recomputed: tuple[Result, MoneyFacts]) -> Iterator[Fault]:
    result, money = recomputed
    if canonical_json(snapshot(result, money)) != canonical_json(one.snapshot):
        yield Fault(place, "conclusion.changed")
    for column, value in columns_of(result).items():
        if getattr(one, column) != value:
            yield Fault(f"{place} {column}", "conclusion.column")


def _lost(session: Session, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Name conclusions that the ledger recorded and that no longer stand."""
    recorded = select(EntryRow.place).where(EntryRow.place.startswith("conclusions:")).distinct()
    if not options:
        recorded = recorded.join(Entry, Entry.id == EntryRow.entry_id)
        recorded = recorded.where(Entry.bureau_id == session.info[SCOPE])
    standing = select(Conclusion.id).execution_options(every_bureau=True)
    present = {f"conclusions:{row_id}" for row_id in session.execute(standing).scalars()}
    for place in session.execute(recorded).scalars():
        if place not in present:
            yield Fault(place, "row.deleted")

"""Tables into rows, whatever they list: read, compare with what stands, show, then all or nothing."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite
from reviewhub.domain.ledger import digest
from reviewhub.domain.tables.cell import Rows
from reviewhub.domain.tables.header import Column, Header, find_header
from reviewhub.domain.tables.parsed import Parsed, Skipped, SkipReason, place
from reviewhub.files.tables import Table, read_table
from reviewhub.services.work import Work

Value: TypeAlias = str | int | Decimal | bool | tuple[str, ...] | None
Key: TypeAlias = tuple[str, ...]
Progress: TypeAlias = Callable[[int, int], None]

CHUNK: Final = 1_000
"""Rows written between two reports of progress."""

_DIGEST: Final = re.compile("[0-9a-f]{64}")


class FromTable(Protocol):
    """One row that a parser of ``domain.tables`` read."""

    @property
    def row(self) -> int:
        """The row of the spreadsheet, from 1."""


Read = TypeVar("Read", bound=FromTable)
Stored = TypeVar("Stored")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    data: bytes
    filename: str

    @property
    def sha256(self) -> str:
        """The digest under which the store keeps it."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an import sets anew; ``old`` and ``new`` as a person would compare them."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file that would be written: what it is called, and what changes if it stands already.

    ``details`` are fields of a new row by which a person recognises it.
    """

    row: int
    code: str
    name: str
    changes: tuple[Change, ...] = ()
    details: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would do, or did; ``totals`` are sums over the file's rows, money in yuan."""

    filename: str
    sha256: str
    added: tuple[PlannedRow, ...] = ()
    changed: tuple[PlannedRow, ...] = ()
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    totals: Mapping[str, int | Decimal] = field(default_factory=dict)

    @property
    def writes(self) -> int:
        """How many rows would be added or changed."""
        return len(self.added) + len(self.changed)

    @property
    def plan(self) -> str:
        """Digest of what would be done, to tell whether it is still what a person agreed to."""
        rows = [
            [one.row, one.code, one.name, [[change.field, change.old, change.new] for change in one.changes]]
            for one in (*self.added, *self.changed)
        ]
        return digest([self.sha256, len(self.added), self.unchanged, rows])

    def skipped_by_reason(self) -> Mapping[SkipReason, tuple[int, ...]]:
        """Give the spreadsheet rows left out, by reason."""
        rows: dict[SkipReason, list[int]] = defaultdict(list)
        for line in self.skipped:
            rows[line.reason].append(line.row)
        return {reason: tuple(found) for reason, found in rows.items()}


@dataclass(frozen=True, slots=True)
class Reading(Generic[Read]):
    """A file as its parser read it; ``header`` is None when there was none."""

    upload: Upload
    parsed: Parsed[Read]
    header: Header | None

    def has(self, column: str) -> bool:
        """Tell whether the file has a column; what it does not have, an import leaves as it stands."""
        return self.header is not None and column in self.header.positions

    def problem(self, row: int, column: str, code: str, **values: str | int) -> Problem:
        """Note a problem at a cell of the file."""
        title = self.header.title(column) if self.header is not None else column
        return Problem(place(row, title), code, values)


@dataclass(frozen=True, slots=True)
class Wanted(Generic[Read]):
    """A row of the file as it should stand; ``keys`` identify it, the surest first."""

    source: Read
    code: str
    name: str
    keys: tuple[Key, ...]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Update(Generic[Stored, Read]):
    """A standing row, what the file wants it to be, and how the two differ."""

    stored: Stored
    wanted: Wanted[Read]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Plan(Generic[Stored, Read]):
    """What an import would write."""

    added: tuple[Wanted[Read], ...]
    changed: tuple[Update[Stored, Read], ...]
    unchanged: int
    problems: tuple[Problem, ...] = ()


def quiet(done: int, total: int) -> None:
    """Report progress to nobody."""
    del done, total


def read_upload(
    upload: Upload,
    parse: Callable[[Rows], Parsed[Read]],
    columns: Sequence[Column],
    limits: Mapping[str, int],
) -> Reading[Read]:
    """Read a file with its noun's parser; whatever is wrong with it is in ``parsed.problems``.

    ``limits`` are the longest texts that the noun's fields hold.
    """
    try:
        table = read_table(upload.data, upload.filename)
    except Invalid as refused:
        return Reading(upload, Parsed(problems=refused.problems), None)
    parsed = parse(table.rows)
    reading = Reading(upload, _with_sheets(parsed, table), find_header(table.rows, columns)[0])
    return with_problems(reading, [*_too_long(reading, limits), *_nothing(parsed)])


def _with_sheets(parsed: Parsed[Read], table: Table) -> Parsed[Read]:
    """Say which sheets were not read: a problem where the one that was is no list, else to look at."""
    if parsed.header_row is None:
        return replace(parsed, problems=(*parsed.problems, *table.left_out()))
    return replace(parsed, warnings=(*parsed.warnings, *table.left_out()))


def _nothing(parsed: Parsed[Read]) -> list[Problem]:
    """Refuse a list without a single line, which would otherwise pass for one that stands already."""
    if parsed.rows or parsed.problems or parsed.header_row is None:
        return []
    return [Problem(place(parsed.header_row), "table.no_rows")]


def with_problems(reading: Reading[Read], problems: Iterable[Problem]) -> Reading[Read]:
    """Give the reading with more problems, in the order of the file."""
    parsed = reading.parsed
    found = Parsed(
        parsed.rows, (*parsed.problems, *problems), parsed.warnings, parsed.skipped, parsed.header_row
    )
    return Reading(reading.upload, found, reading.header)


def _too_long(reading: Reading[Read], limits: Mapping[str, int]) -> list[Problem]:
    return [
        reading.problem(one.row, name, "table.too_long", length=len(getattr(one, name)), limit=limit)
        for one in reading.parsed.rows
        for name, limit in limits.items()
        if len(getattr(one, name)) > limit
    ]


def make_plan(
    reading: Reading[Read],
    wanted: Sequence[Wanted[Read]],
    standing: Iterable[tuple[Stored, Sequence[Key]]],
    compare: Callable[[Stored, Wanted[Read]], tuple[Change, ...]],
) -> Plan[Stored, Read]:
    """Find for every wanted row the standing one that it means, by its surest key first, and compare.

    A key that two standing rows share means neither; that is a problem, as guessing could double a row.
    """
    found, problems = _match(reading, wanted, standing)
    added = [one for one in wanted if id(one) not in found]
    updates = [
        Update(stored, one, compare(stored, one))
        for one, stored in ((one, found[id(one)]) for one in wanted if id(one) in found)
    ]
    changed = tuple(one for one in updates if one.changes)
    return Plan(tuple(added), changed, len(updates) - len(changed), tuple(problems))


def _match(
    reading: Reading[Read],
    wanted: Sequence[Wanted[Read]],
    standing: Iterable[tuple[Stored, Sequence[Key]]],
) -> tuple[dict[int, Stored], list[Problem]]:
    """Go through all rows with their surest key before any row's weaker key may claim what stands."""
    by_key = _by_key(standing)
    found: dict[int, Stored] = {}
    claimed: set[int] = set()
    problems = []
    for depth in range(max((len(one.keys) for one in wanted), default=0)):
        for one in (one for one in wanted if id(one) not in found and depth < len(one.keys)):
            hits = [stored for stored in by_key[one.keys[depth]] if id(stored) not in claimed]
            if len(hits) == 1:
                found[id(one)] = hits[0]
                claimed.add(id(hits[0]))
            elif hits:
                problems.append(reading.problem(one.source.row, "name", "import.ambiguous", name=one.name))
    return found, problems


def _by_key(standing: Iterable[tuple[Stored, Sequence[Key]]]) -> defaultdict[Key, list[Stored]]:
    by_key: defaultdict[Key, list[Stored]] = defaultdict(list)
    for stored, keys in standing:
        for key in dict.fromkeys(keys):
            by_key[key].append(stored)
    return by_key


def differences(stored: object, values: Mapping[str, Any]) -> tuple[Change, ...]:
    """Compare the attributes of a row with the values wanted; organisations are compared by identity."""
    pairs = ((name, getattr(stored, name), new) for name, new in values.items())
    return tuple(Change(name, said(old), said(new)) for name, old, new in pairs if old != new)


def said(value: Any) -> Value:
    """Give a stored value in the form in which a preview shows it: an organisation by its name."""
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    if value is None or isinstance(value, str | int | Decimal):
        return value
    return str(value.name)


def preview_of(
    reading: Reading[Read],
    plan: Plan[Stored, Read],
    totals: Mapping[str, int | Decimal],
    details: Sequence[str],
    warnings: Iterable[Problem] = (),
) -> Preview:
    """Say in plain values what a plan would do; ``details`` names the fields shown of new rows."""
    parsed = reading.parsed
    return Preview(
        filename=reading.upload.filename,
        sha256=reading.upload.sha256,
        added=tuple(_added(one, details) for one in plan.added),
        changed=tuple(
            PlannedRow(one.wanted.source.row, one.wanted.code, one.wanted.name, one.changes)
            for one in plan.changed
        ),
        unchanged=plan.unchanged,
        skipped=parsed.skipped,
        problems=(*parsed.problems, *plan.problems),
        warnings=(*parsed.warnings, *warnings),
        totals=totals,
    )


def _added(wanted: Wanted[Read], details: Sequence[str]) -> PlannedRow:
    shown = {name: said(getattr(wanted.source, name)) for name in details}
    return PlannedRow(wanted.source.row, wanted.code, wanted.name, details=shown)


def refuse_unless(preview: Preview, agreed: str) -> None:
    """Refuse a file with problems, and a plan that is no longer the one that a person agreed to.

    Raises :class:`Invalid` with every problem, or :class:`StaleWrite`. ``agreed`` is the ``plan`` of the
    preview that was shown, "" when nobody was asked.
    """
    if preview.problems:
        raise Invalid(preview.problems)
    if agreed and agreed != preview.plan:
        raise StaleWrite("import.plan_changed")


def ledger_data(preview: Preview) -> dict[str, object]:
    """Give what the ledger keeps of an import: which file, and how much it wrote."""
    return {
        "file": preview.sha256,
        "added": len(preview.added),
        "changed": len(preview.changed),
        "unchanged": preview.unchanged,
    }


def keep(work: Work, preview: Preview, upload: Upload) -> Preview:
    """Keep the bytes of a file that can be imported, so that what was shown is what will be written."""
    if not preview.problems:
        work.store.put(upload.data)
    return preview


def kept_upload(work: Work, sha256: str, filename: str) -> Upload:
    """Give back a file that was kept for its preview; raises :class:`NotFound`."""
    if not _DIGEST.fullmatch(sha256):
        raise NotFound("document.gone")
    return Upload(work.store.get(sha256), filename)


def in_chunks(rows: Sequence[Stored], write: Callable[[Sequence[Stored]], None], progress: Progress) -> None:
    """Write rows a thousand at a time and tell how far it got."""
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        write(chunk)
        progress(start + len(chunk), len(rows))

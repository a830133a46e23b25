"""Documents: taking them in after every check, and handing them to those who may read them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session

from reviewhub.db.models import Assignment, Commission, Document, Report, ReportClaims
from reviewhub.db.queries.commissioning.readable import drafts_for, papers_of, supplied_by, supplied_to
from reviewhub.domain.conflicts.conflict import Severity
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.hosting import blamed, plain_reasons
from reviewhub.domain.policy import Act, Actor, may, require
from reviewhub.domain.workflow import AssignmentState
from reviewhub.files.kinds import MATERIAL as MATERIAL_KINDS
from reviewhub.files.kinds import FileKind, Inspected, inspect
from reviewhub.plugin.protocols import DocumentScanner, Finding
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work

MATERIAL = "material"
REPORT = "report"
EVIDENCE = "evidence"
PAPER = "paper"
SCORING_TABLE = "scoring_table"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document as its reader gets it; ``size`` in bytes."""

    id: int
    task: int
    purpose: str
    name: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that passed every check and lie in the store; ``warnings`` are codes the ledger notes."""

    name: str
    kind: FileKind
    size: int
    sha256: str
    warnings: tuple[str, ...]


def add_material(work: Work, task_id: int, name: str, data: bytes) -> int:
    """Add one document to read beside the score sheet; gives its id, the first one's when sent twice.

    Raises :class:`Invalid` with the sentence that names the remedy.
    """
    return add_materials(work, task_id, [(name, data)])[0]


def add_materials(work: Work, task_id: int, files: Sequence[tuple[str, bytes]]) -> tuple[int, ...]:
    """Add documents, all or none; gives their ids.

    Raises :class:`Invalid` with every refused file by its name.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        found_task(session, task_id)
    if not files:
        raise Invalid([Problem("", "document.none")])
    kept = keep(work, files, MATERIAL_KINDS)
    with work.transaction() as session:
        there = _present(session, task_id)
        fresh = {one.sha256: one for one in kept if one.sha256 not in there}
        rows = [document_row(work, actor, task_id, MATERIAL, one) for one in fresh.values()]
        session.add_all(rows)
        session.flush()
        there |= {row.sha256: row.id for row in rows}
        if rows:
            work.record(
                "add_material",
                f"tasks:{task_id}",
                documents=[one.sha256 for one in fresh.values()],
                **checks_of(work, kept),
            )
        return tuple(there[one.sha256] for one in kept)


def open_document(work: Work, document_id: int) -> tuple[DocumentLine, bytes]:
    """Give a document and its bytes, checked against their digest.

    Raises :class:`NotFound` alike for what is not there and for what this reader may not know of.
    """
    if work.actor is None or work.actor.bureau is None:
        raise NotFound("not_found")
    with work.reading() as session:
        row = session.execute(
            select(Document).where(Document.id == document_id, _readable(work.actor))
        ).scalar_one_or_none()
        if row is None:
            raise NotFound("not_found")
    line = DocumentLine(
        row.id, row.task_id, row.purpose, row.name, row.media_type, row.size, row.sha256, row.uploaded_at
    )
    return line, work.store.get(row.sha256)


def keep(work: Work, files: Sequence[tuple[str, bytes]], allowed: Collection[FileKind]) -> tuple[Kept, ...]:
    """Check files and put them into the store, none of them when one is refused; commits nothing."""
    problems: list[Problem] = []
    passed: list[tuple[Inspected, bytes, tuple[str, ...]]] = []
    for name, data in files:
        try:
            seen = inspect(name, data, allowed, work.store.max_bytes)
            passed.append((seen, data, _scanned(work, seen, data)))
        except Invalid as error:
            problems.extend(error.problems)
    if problems:
        raise Invalid(problems)
    return tuple(
        Kept(seen.name, seen.kind, len(data), work.store.put(data), warnings)
        for seen, data, warnings in passed
    )


def checks_of(work: Work, kept: Sequence[Kept]) -> dict[str, list[str]]:
    """Give what the ledger says of the checks: every scanner as ``key@version``, and what they warned of."""
    return {
        "scanners": [f"{key}@{one.version}" for key, one in sorted(work.registry.scanners.items())],
        "warnings": [code for one in kept for code in one.warnings],
    }


def document_row(work: Work, actor: Actor, task_id: int, purpose: str, kept: Kept) -> Document:
    """Make the row that says what the kept bytes are."""
    return Document(
        task_id=task_id,
        purpose=purpose,
        name=kept.name,
        media_type=kept.kind.media_type,
        size=kept.size,
        sha256=kept.sha256,
        account_id=actor.account,
        uploaded_at=work.now(),
    )


def _scanned(work: Work, seen: Inspected, data: bytes) -> tuple[str, ...]:
    """Ask every scanner; gives the codes of warnings, raises :class:`Invalid` for what blocks."""
    findings = [one for scanner in work.registry.scanners.values() for one in _findings(scanner, seen, data)]
    blocking = [one.reason for one in findings if one.severity is Severity.BLOCK]
    if blocking:
        raise Invalid([Problem(f"file {seen.name}", one.code, one.values) for one in blocking])
    return tuple(one.reason.code for one in findings)


def _findings(scanner: DocumentScanner, seen: Inspected, data: bytes) -> list[Finding]:
    """Ask one scanner; one that fails refuses the document rather than waving it through."""
    with blamed("scanner.failed", key=scanner.key):
        return [_plain(one) for one in scanner.scan(data, seen.kind.media_type)]


def _plain(given: Finding) -> Finding:
    [reason] = plain_reasons([given.reason])
    return Finding(Severity(given.severity), reason)


def _present(session: Session, task_id: int) -> dict[str, int]:
    rows = session.execute(
        select(Document.sha256, Document.id).where(Document.task_id == task_id, Document.purpose == MATERIAL)
    )
    return dict(rows.all())


def _readable(actor: Actor) -> ColumnElement[bool]:
    """Which documents a reader may know of.

    The bureau's people: all; scorers: the material of what they accepted; agencies also what they delivered
    and the evidence of their tasks; units what they themselves supplied and the drafts they comment on.
    """
    if may(actor, Act.READ_RESULTS):
        return true()
    if actor.expert is not None:
        return _material_of(Assignment.expert_id == actor.expert)
    if actor.agency is not None:
        return or_(
            _material_of(Assignment.agency_id == actor.agency),
            _delivered_by(actor.agency),
            supplied_to(actor.agency),
            papers_of(actor.agency),
            _claimed_by(actor.agency),
        )
    return false() if actor.unit is None else or_(supplied_by(actor.unit), drafts_for(actor.unit))


def _material_of(mine: ColumnElement[bool]) -> ColumnElement[bool]:
    accepted = select(Assignment.id).where(
        mine, Assignment.task_id == Document.task_id, Assignment.state == AssignmentState.ACCEPTED
    )
    return and_(Document.purpose == MATERIAL, accepted.exists())


def _delivered_by(agency: int) -> ColumnElement[bool]:
    return (
        select(Report.id)
        .join(Commission, Commission.id == Report.commission_id)
        .where(Report.document_id == Document.id, Commission.agency_id == agency)
        .exists()
    )


def _claimed_by(agency: int) -> ColumnElement[bool]:
    """Tell the scoring tables that an agency's reports were read from."""
    return (
        select(ReportClaims.id)
        .join(Report, Report.id == ReportClaims.report_id)
        .join(Commission, Commission.id == Report.commission_id)
        .where(ReportClaims.document_id == Document.id, Commission.agency_id == agency)
        .exists()
    )

"""Documents: taking them in after every check, and handing them to those who may read them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import Document
from reviewhub.db.queries.commissioning.documents import MATERIAL, document_for
from reviewhub.domain.conflicts.conflict import Severity
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.hosting import blamed, plain_reasons
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.files.kinds import MATERIAL as MATERIAL_KINDS
from reviewhub.files.kinds import FileKind, Inspected, inspect
from reviewhub.plugin.protocols import DocumentScanner, Finding
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work


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
    with work.reading() as session:
        line = line_of(document_for(session, work.actor, document_id))
    return line, work.store.get(line.sha256)


def line_of(row: Document) -> DocumentLine:
    """Give what a reader gets of a row."""
    return DocumentLine(
        row.id, row.task_id, row.purpose, row.name, row.media_type, row.size, row.sha256, row.uploaded_at
    )


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

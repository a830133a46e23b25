"""Checking a delivered report: sections, annexes, empty places, and what it repeats of the firm's others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, ChecklistItem, Document, ReportCheck
from reviewhub.db.queries.commissioning.checklists import listed_items
from reviewhub.db.queries.commissioning.claims import standing_claims
from reviewhub.db.queries.commissioning.report_checks import (
    OtherReport,
    StandingCheck,
    named_reports,
    newest_of_firm,
    standing_check,
)
from reviewhub.db.queries.commissions import Commissioned, ReportVersion
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.commissioning.checking.checked import CheckedReport, Elsewhere, elsewhere, frozen
from reviewhub.domain.commissioning.checking.completeness import completeness
from reviewhub.domain.commissioning.checking.repetition import repetition
from reviewhub.domain.commissioning.checking.report_text import Paragraph
from reviewhub.domain.commissioning.checking.structures import STRUCTURES, Structure, of_kind
from reviewhub.domain.errors import Invalid, Problem, ReviewhubError
from reviewhub.domain.policy import Act, Actor, may
from reviewhub.domain.scoring.template import Kind
from reviewhub.files.texts import read_text
from reviewhub.services.commissioning.sides import acting, reader_of, seen
from reviewhub.services.work import Work

MOST_OTHERS: Final = 20
"""Other reports of the firm that one check reads."""


@dataclass(frozen=True, slots=True)
class RepeatedReport:
    """What the report has in common with another one of the firm."""

    other: OtherReport
    found: Elsewhere


@dataclass(frozen=True, slots=True)
class ReportCheckPage:
    """The newest check of the newest version; ``report`` is None where nothing was delivered.

    ``structures`` are those that reports of this kind may have; ``checks`` tells whether this reader may
    check.
    """

    commission: Commissioned
    report: ReportVersion | None
    structures: tuple[Structure, ...]
    standing: StandingCheck | None
    structure: Structure | None
    repeated: tuple[RepeatedReport, ...]
    checks: bool


def report_check_page(work: Work, commission_id: int) -> ReportCheckPage:
    """Give the check of a commission's newest report; another firm's commission does not exist."""
    actor = reader_of(work)
    with work.reading() as session:
        one = seen(session, actor, commission_id)
        report = one.newest
        standing = standing_check(session, report.id) if report else None
        return ReportCheckPage(
            commission=one,
            report=report,
            structures=_structures(session, one),
            standing=standing,
            structure=STRUCTURES.get(standing.structure) if standing else None,
            repeated=_repeated(session, actor, standing) if standing else (),
            checks=may(actor, Act.DELIVER_REPORTS) or may(actor, Act.RUN_CAMPAIGNS),
        )


def check_report(work: Work, commission_id: int, structure: str) -> None:
    """Check the newest version against a structure, and against the firm's other reports.

    Raises :class:`Invalid` where no report was delivered (``claims.no_report``), for a structure that is none
    of this kind's (``report.no_structure``), and for a file without text (``report.no_text``).
    """
    actor = acting(work)
    report, checked = _checked(work, actor, commission_id, structure)
    with work.transaction() as session:
        last = standing_check(session, report.id)
        row = ReportCheck(
            report_id=report.id,
            number=last.number + 1 if last else 1,
            structure=structure,
            found=frozen(checked),
            account_id=actor.account,
            checked_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("check_report", row)


def _checked(
    work: Work, actor: Actor, commission_id: int, structure: str
) -> tuple[ReportVersion, CheckedReport]:
    """Read and compare outside of any transaction: twenty reports take seconds."""
    with work.reading() as session:
        one, report = _to_check(session, actor, commission_id)
        wanted = next((each for each in _structures(session, one) if each.key == structure), None)
        if wanted is None:
            raise Invalid([Problem("structure", "report.no_structure")])
        media_type = session.get_one(Document, report.document).media_type
        attached = _attached(session, one, report)
        others = newest_of_firm(session, one.agency, one.id, MOST_OTHERS)
    text = text_of_report(work.store.get(report.sha256), media_type)
    return report, CheckedReport(
        pages=max(each.page for each in text),
        characters=sum(len(each.text) for each in text),
        found=completeness(text, wanted, attached),
        elsewhere=tuple(_common(work, text, others)),
    )


def _attached(session: Session, one: Commissioned, report: ReportVersion) -> list[str]:
    """Name what the firm handed in beside the report: its scoring table, and what its check-list holds."""
    claims = standing_claims(session, report.id)
    names = [claims.file] if claims and claims.file else []
    for item in listed_items(session, ChecklistItem.commission_id == one.id):
        if item.files:
            names += [item.title.zh, *(each.name for each in item.files)]
    return names


def text_of_report(data: bytes, media_type: str) -> tuple[Paragraph, ...]:
    """Read a report's paragraphs; raises :class:`Invalid` where it has no text, as a scanned one."""
    pages = read_text(data, media_type)
    text = tuple(Paragraph(page.number, one.text, one.heading) for page in pages for one in page.paragraphs)
    if not text:
        raise Invalid([Problem("", "report.no_text")])
    return text


def _common(work: Work, text: tuple[Paragraph, ...], others: list[OtherReport]) -> Iterator[Elsewhere]:
    """Compare with every other report that can be read; what cannot was said when it was delivered."""
    for other in others:
        try:
            theirs = text_of_report(work.store.get(other.sha256), other.media_type)
        except ReviewhubError:
            continue
        found = repetition(text, theirs)
        if found.repeated:
            yield elsewhere(other.id, found)


def _repeated(session: Session, actor: Actor, standing: StandingCheck) -> tuple[RepeatedReport, ...]:
    """Name the other reports, the most alike first; a task that the reader keeps away from is left out."""
    found = {one.report: one for one in standing.checked.elsewhere}
    named = named_reports(session, list(found))
    walled = walled_tasks(session, actor.account, {one.task for one in named.values()})
    shown = [RepeatedReport(one, found[one.id]) for one in named.values() if one.task not in walled]
    return tuple(sorted(shown, key=lambda one: (-one.found.share, -one.other.id)))


def _structures(session: Session, one: Commissioned) -> tuple[Structure, ...]:
    return of_kind(Kind(session.get_one(Campaign, one.campaign).kind))


def _to_check(session: Session, actor: Actor, commission_id: int) -> tuple[Commissioned, ReportVersion]:
    one = seen(session, actor, commission_id)
    if one.newest is None:
        raise Invalid([Problem("", "claims.no_report")])
    return one, one.newest

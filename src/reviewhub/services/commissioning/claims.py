"""Claims of reports: reading them from a table or as typed, comparing, explaining what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from reviewhub.db.models import ClaimExplanation, Document, ReportClaims
from reviewhub.db.queries.commissioning.claims import standing_claims
from reviewhub.db.queries.commissioning.documents import SCORING_TABLE
from reviewhub.db.queries.commissions import Commissioned, ReportVersion
from reviewhub.domain.commissioning.claiming.claims import Claims, frozen
from reviewhub.domain.commissioning.claiming.reading import read_claims, tables_in
from reviewhub.domain.commissioning.claiming.typed import TypedClaims, claims_of
from reviewhub.domain.errors import Invalid, Problem, StaleWrite, WrongState
from reviewhub.domain.policy import Act, Actor
from reviewhub.domain.workflow import CommissionState
from reviewhub.files.kinds import FileKind
from reviewhub.files.tables import read_table
from reviewhub.files.texts import read_text
from reviewhub.services.commissioning.reconciling import Reconciliation, reconciliation
from reviewhub.services.commissioning.sides import States, acting, is_open_to, reader_of, seen
from reviewhub.services.documents import checks_of, document_row, keep
from reviewhub.services.work import Work

TABLES: Final = (FileKind.XLSX, FileKind.DOCX)
LONGEST: Final = 1000
# Who may give figures or explain them when: the agency until it is accepted, the officer while it is judged.
_GIVING: Final[States] = {
    Act.DELIVER_REPORTS: (CommissionState.TAKEN, CommissionState.RETURNED),
    Act.RUN_CAMPAIGNS: (CommissionState.DELIVERED,),
}
_EXPLAINING: Final[States] = {
    Act.DELIVER_REPORTS: (CommissionState.TAKEN, CommissionState.RETURNED, CommissionState.DELIVERED),
    Act.RUN_CAMPAIGNS: (CommissionState.DELIVERED,),
}


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """What a report claims beside what the platform says; the flags tell what this reader may do now.

    ``report`` is the version that is looked at, None where none was delivered or the newest was returned.
    """

    commission: Commissioned
    report: ReportVersion | None
    found: Reconciliation
    gives: bool
    explains: bool


def claims_page(work: Work, commission_id: int) -> ClaimsPage:
    """Give the reconciliation of the newest version; another firm's commission does not exist."""
    actor = reader_of(work)
    with work.reading() as session:
        one = seen(session, actor, commission_id)
        report = one.newest if one.facts.reported_at else None
        return ClaimsPage(
            commission=one,
            report=report,
            found=reconciliation(work, session, one, actor),
            gives=report is not None and is_open_to(actor, one, _GIVING),
            explains=is_open_to(actor, one, _EXPLAINING),
        )


def read_report(work: Work, commission_id: int) -> None:
    """Read the claims from the newest version's own file.

    Raises :class:`Invalid` for a file without a table (``claims.no_table``), or one that cannot be read.
    """
    with work.reading() as session:
        _, report = _to_give(work, session, commission_id)
        row = session.get_one(Document, report.document)
    claims = claims_in(report.name, work.store.get(row.sha256), row.media_type)
    with work.transaction() as session:
        _, report = _to_give(work, session, commission_id)
        _keep(work, session, report, claims, row if report.document == row.id else None)


def upload_table(work: Work, commission_id: int, name: str, data: bytes) -> None:
    """Read the claims from a scoring table that belongs to the newest version; the file is kept.

    Raises :class:`Invalid` for what is no .xlsx or .docx, or has no table of criteria and points.
    """
    with work.reading() as session:
        _to_give(work, session, commission_id)
    (kept,) = keep(work, [(name, data)], TABLES)
    claims = claims_in(kept.name, data, kept.kind.media_type)
    with work.transaction() as session:
        one, report = _to_give(work, session, commission_id)
        actor = acting(work)
        row = document_row(work, actor, one.task, SCORING_TABLE, kept)
        session.add(row)
        session.flush()
        _keep(work, session, report, claims, row, **checks_of(work, [kept]))


def record_typed(work: Work, commission_id: int, typed: TypedClaims) -> None:
    """Keep claims that were typed; raises :class:`Invalid` with every text that is no number."""
    with work.transaction() as session:
        one, report = _to_give(work, session, commission_id)
        rules = reconciliation(work, session, one, None).rules
        _keep(work, session, report, claims_of(typed, rules.template.criteria), None)


def explain(work: Work, commission_id: int, claims_id: int, reasons: Mapping[str, str]) -> int:
    """Say why differences are as they are, by their keys; gives how many reasons were new.

    Raises :class:`StaleWrite` when other claims stand by now, and :class:`Invalid` when nothing new is said.
    """
    actor = acting(work)
    with work.transaction() as session:
        one = seen(session, actor, commission_id)
        _require(actor, one, _EXPLAINING)
        found = reconciliation(work, session, one, actor)
        if found.standing is None or found.standing.id != claims_id:
            raise StaleWrite("stale")
        said = {
            each.difference.key: each.explanation.reason if each.explanation else "" for each in found.listed
        }
        new = {
            key: text
            for key, given in reasons.items()
            if (text := given.strip()[:LONGEST]) and text != said.get(key, text)
        }
        if not new:
            raise Invalid([Problem("", "claims.nothing_explained")])
        session.add_all(_explanation(work, actor, claims_id, pair) for pair in new.items())
        session.flush()
        work.record("explain_claims", f"report_claims:{claims_id}", differences=len(new))
        return len(new)


def _explanation(work: Work, actor: Actor, claims_id: int, said: tuple[str, str]) -> ClaimExplanation:
    difference, reason = said
    return ClaimExplanation(
        claims_id=claims_id,
        difference=difference,
        reason=reason,
        account_id=actor.account,
        explained_at=work.now(),
    )


def claims_in(name: str, data: bytes, media_type: str) -> Claims:
    """Read what a file claims in its tables and sentences.

    Raises :class:`Invalid` with every cell that cannot be read, and for a file that claims nothing
    (``claims.no_table``).
    """
    if media_type == FileKind.XLSX.media_type:
        claims, problems = read_claims(tuple(read_table(data, name).sheets.values()))
    else:
        texts = [one.text for page in read_text(data, media_type) for one in page.paragraphs]
        claims, problems = read_claims(tables_in(texts), texts)
    if problems:
        raise Invalid(problems)
    return claims


def _keep(
    work: Work,
    session: Session,
    report: ReportVersion,
    claims: Claims,
    file: Document | None,
    **checks: object,
) -> None:
    standing = standing_claims(session, report.id)
    row = ReportClaims(
        report_id=report.id,
        number=standing.number + 1 if standing else 1,
        document_id=file.id if file else None,
        claimed=frozen(claims),
        account_id=acting(work).account,
        claimed_at=work.now(),
    )
    session.add(row)
    session.flush()
    work.record("claim_figures", row, source=file.sha256 if file else "", **checks)


def _require(actor: Actor, one: Commissioned, states: States) -> None:
    if not is_open_to(actor, one, states):
        raise WrongState("claims.closed")


def _to_give(work: Work, session: Session, commission_id: int) -> tuple[Commissioned, ReportVersion]:
    """Give the commission and the version that figures may now be given of."""
    actor = acting(work)
    one = seen(session, actor, commission_id)
    _require(actor, one, _GIVING)
    if one.newest is None or one.facts.reported_at is None:
        raise Invalid([Problem("", "claims.no_report")])
    return one, one.newest

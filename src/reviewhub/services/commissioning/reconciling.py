"""A report's figures beside the platform's, as each side may see them, and whether acceptance may follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import Campaign, Project, Task
from reviewhub.db.queries.budget.money import UNKNOWN, known_money
from reviewhub.db.queries.commissioning.claims import (
    Explanation,
    StandingClaims,
    ever_claimed,
    explanations,
    standing_claims,
)
from reviewhub.db.queries.commissions import Commissioned
from reviewhub.db.queries.results import decimal_points, standing_sheets
from reviewhub.db.queries.sheets import is_concluded, latest_sheets, values_beside
from reviewhub.domain.commissioning.claiming.claims import Claims
from reviewhub.domain.commissioning.claiming.computed import Computed, computed
from reviewhub.domain.commissioning.claiming.difference import Difference
from reviewhub.domain.commissioning.claiming.reconciliation import ComparedLine, compared, differences
from reviewhub.domain.errors import Invalid, Problem, ReviewhubError
from reviewhub.domain.policy import Act, Actor, may
from reviewhub.domain.result import MoneyFacts, Rules, SubmittedSheet
from reviewhub.domain.scoring.sheet import marked
from reviewhub.domain.visibility import Fact, may_see
from reviewhub.services.phases import phase_of
from reviewhub.services.scoring.rules import standing_ruling
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class ListedDifference:
    """A difference with what was said of it, if anything was."""

    difference: Difference
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The claims that stand beside what the platform computed.

    ``computed`` is None while there is no sheet, or while this reader may not see it (``sealed``).
    """

    standing: StandingClaims | None
    computed: Computed | None
    sealed: bool
    lines: tuple[ComparedLine, ...]
    listed: tuple[ListedDifference, ...]
    rules: Rules

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        """The differences that nobody has explained yet."""
        return tuple(one.difference for one in self.listed if one.explanation is None)


def reconciliation(work: Work, session: Session, one: Commissioned, reader: Actor | None) -> Reconciliation:
    """Hold the newest version's claims against the sheet; ``reader`` None sees all that is known."""
    report = one.newest
    standing = standing_claims(session, report.id) if report else None
    task = _task(session, one.task)
    ruling = standing_ruling(session, task)
    rules = ruling.rules(work.registry)
    sealed = reader is not None and not _may_see_sheet(session, reader, one)
    against = None if sealed else _computed(session, rules, one)
    claims = standing.claims if standing else Claims()
    said: Mapping[str, Explanation] = explanations(session, standing.id) if standing else {}
    found = differences(claims, rules, against) if standing else ()
    return Reconciliation(
        standing=standing,
        computed=against,
        sealed=sealed,
        lines=tuple(compared(claims, rules.template.criteria, against)) if claims.lines else (),
        listed=tuple(ListedDifference(each, said.get(each.key)) for each in found),
        rules=rules,
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """How far the newest version's figures are: how many differ, and how many of those nobody explained."""

    given: bool
    listed: int
    unexplained: int


def figures_of(work: Work, session: Session, one: Commissioned, reader: Actor) -> Figures | None:
    """Tell how far a report's figures are; None without a report, and where rules are missing."""
    if one.newest is None:
        return None
    try:
        found = reconciliation(work, session, one, reader)
    except ReviewhubError:
        return None
    return Figures(found.standing is not None, len(found.listed), len(found.unexplained))


def require_reconciled(work: Work, session: Session, one: Commissioned) -> None:
    """Let a report be accepted; raises :class:`Invalid` while a difference is not explained.

    Where an earlier version had its figures given, those of the newest are asked for as well: a version that
    claims nothing would otherwise mend everything.
    """
    if not ever_claimed(session, one.id):
        return
    found = reconciliation(work, session, one, None)
    if found.standing is None:
        raise Invalid([Problem("", "claims.not_renewed")])
    if found.unexplained:
        raise Invalid([Problem("", "claims.open", {"count": len(found.unexplained)})])


def _task(session: Session, task: int) -> Task:
    return session.execute(
        select(Task)
        .where(Task.id == task)
        .options(
            joinedload(Task.campaign).joinedload(Campaign.revision),
            joinedload(Task.project).joinedload(Project.unit),
        )
    ).scalar_one()


def _may_see_sheet(session: Session, reader: Actor, one: Commissioned) -> bool:
    """An agency sees its own sheet at any time; the bureau sees no sheet before every sheet is in."""
    if not may(reader, Act.READ_RESULTS):
        return True
    phase = phase_of(standing_sheets(session, [one.task]), concluded=is_concluded(session, one.task))
    return may_see(reader.role, Fact.SHEETS_BY_CODE, phase)


def _computed(session: Session, rules: Rules, one: Commissioned) -> Computed | None:
    """Compute what the agency's own sheet says; None without one, or where it fits another template."""
    sheet, returned = latest_sheets(session, [one.assignment]).get(one.assignment, (None, None))
    if sheet is None or returned is not None:
        return None
    points = decimal_points(sheet.points)
    if len(points) != len(rules.template.criteria):
        return None
    beside = values_beside(session, [sheet.id], [each.id for each in rules.template.beside])
    vetoes, unmet = marked(rules.template, beside.get(sheet.id, {}))
    # What an envelope left to the task is the bureau's own matter; the rule alone is what a report can know.
    known = known_money(session, [one.task]).get(one.task, UNKNOWN).circumstances
    money = MoneyFacts(one.asked, circumstances=known)
    return computed(rules, SubmittedSheet(1, points, sheet.digest, "", vetoes, unmet), money)

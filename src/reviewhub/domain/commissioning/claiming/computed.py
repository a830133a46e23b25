"""What the platform makes of an agency's own sheet: the figures that its report is held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reviewhub.domain.errors import PluginError
from reviewhub.domain.grade import Band
from reviewhub.domain.money import round_half_up
from reviewhub.domain.recommendation import BudgetFacts, Recommendation, recommend
from reviewhub.domain.result import MoneyFacts, Rules, SubmittedSheet
from reviewhub.domain.scoring.sheet import total_of
from reviewhub.domain.scoring.veto import capped


@dataclass(frozen=True, slots=True)
class Computed:
    """Points by criterion (None: left out), printed total, grade; amounts in yuan.

    ``recommended`` and ``cut`` are None where no policy applies or it leaves the amount to an officer.
    """

    points: Mapping[str, Decimal | None]
    total: Decimal
    grade: Band
    asked: Decimal
    recommended: Decimal | None = None
    cut: Decimal | None = None


def computed(rules: Rules, sheet: SubmittedSheet, money: MoneyFacts) -> Computed:
    """Compute what one sheet alone says by the pinned rules.

    A veto that the sheet found caps its total, and the grade follows from the printed total.
    """
    criteria = rules.template.criteria
    total = round_half_up(total_of(sheet.points, [one.points for one in criteria]))
    total = capped(total, rules.template.vetoes, [sheet.vetoes])
    grade = rules.grade_scale.grade(total)
    given = _recommended(rules, money.judged(grade.id, total))
    return Computed(
        points={one.id: points for one, points in zip(criteria, sheet.points, strict=True)},
        total=total,
        grade=grade,
        asked=money.asked,
        recommended=given.amount if given else None,
        cut=given.cut if given else None,
    )


def _recommended(rules: Rules, facts: BudgetFacts) -> Recommendation | None:
    """Ask the policy; one that fails leaves nothing to compare and says so where results are computed."""
    if rules.policy is None:
        return None
    try:
        return recommend(rules.policy, facts)
    except PluginError:
        return None

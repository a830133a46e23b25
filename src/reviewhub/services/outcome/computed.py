"""Computing a task's result: from the sheets that stand, or again from what a conclusion froze."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy.orm import Session

from reviewhub.db.models import TemplateRevision
from reviewhub.db.queries.results import Standing, StoredPoints, decimal_points
from reviewhub.db.queries.sheets import Sheets, values_beside
from reviewhub.domain.budget.freezing import thawed_money
from reviewhub.domain.elsewhere import Elsewhere
from reviewhub.domain.errors import WrongState
from reviewhub.domain.result import MoneyFacts, Result, Rules, SubmittedSheet, review, thawed_totals
from reviewhub.domain.scoring.precondition import chosen_in, settled, thawed
from reviewhub.domain.scoring.sheet import marked
from reviewhub.services.templates import template_of

Beside = Mapping[int, Mapping[str, Mapping[str, str]]]


class Pointed(Protocol):
    """A sheet for what it gives: whole ten-thousandths of a point in the order of its template."""

    @property
    def points(self) -> StoredPoints:
        """None where a criterion was left out."""


def beside_of(session: Session, revision: TemplateRevision, sheets: Sheets) -> Beside:
    """Give what sheets say of vetoes and pre-conditions; no query where the template has neither."""
    return values_beside(session, sheets, [one.id for one in template_of(revision).beside])


def result_of(
    rules: Rules, sheets: Sequence[Standing], beside: Beside, money: MoneyFacts, elsewhere: Elsewhere
) -> Result:
    """Compute a task's result by its rules; raises :class:`WrongState` with too few sheets."""
    counted = [one for one in sheets if one.points is not None]
    submitted = [
        SubmittedSheet(
            one.number,
            decimal_points(one.points or []),
            one.digest,
            one.expert_class,
            *marked(rules.template, beside.get(one.sheet or 0, {})),
            elsewhere=elsewhere.experts[place] if elsewhere.experts else (),
        )
        for place, one in enumerate(counted)
    ]
    return review(rules, submitted, money, elsewhere.colleagues)


def frozen_result(
    rules: Rules, snapshot: Mapping[str, Any], sheets: Mapping[int, Pointed]
) -> tuple[Result, MoneyFacts]:
    """Compute again what a conclusion froze: from its sheets and its money, whatever stands today.

    The class of a writer is the frozen one too; conclusions from before classes were frozen name none. So
    are the vetoes and unmet pre-conditions of a sheet, which its digest covers, and what the writers gave
    elsewhere. The check-list is settled again from what the officer chose.
    """
    submitted = [
        SubmittedSheet(
            number,
            decimal_points(sheets[number].points),
            kept["digest"],
            kept.get("class", ""),
            tuple(kept.get("vetoes", ())),
            tuple(kept.get("unmet", ())),
            thawed_totals(kept.get("elsewhere", ())),
        )
        for kept in snapshot["sheets"]
        if (number := kept["number"]) in sheets
    ]
    if len(submitted) != len(snapshot["sheets"]):
        raise WrongState("conclusion.sheet_gone")
    cut = snapshot["officer_cut"]
    given = None if cut is None else Decimal(cut)
    reason, known = snapshot["officer_cut_reason"], thawed_money(snapshot)
    money = MoneyFacts(Decimal(snapshot["asked"]), given, reason, *known)
    result = review(rules, submitted, money, [thawed_totals(one) for one in snapshot.get("colleagues", ())])
    chosen = chosen_in(thawed(snapshot.get("preconditions", ())))
    return replace(result, preconditions=settled(result.proposed, chosen)), money

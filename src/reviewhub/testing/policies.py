"""Does a budget policy keep its contract? Every grade of a scale, amounts large and small, cuts and none."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reviewhub.domain.recommendation import recommend
from reviewhub.plugin.protocols import Action, BudgetFacts, BudgetPolicy, GradeScale, Recommendation
from reviewhub.testing.contract import asked_twice, check_identity, check_reasons, require

ASKED: Final = tuple(map(Decimal, ("0.01", "1", "99999.99", "12683500", "9999999999.99")))
CUT_SHARES: Final = tuple(map(Decimal, ("0.25", "1")))
FEN: Final = 2


def check_budget_policy(policy: BudgetPolicy, scale: GradeScale) -> list[Recommendation]:
    """Hold a budget policy to its contract on every grade of the scale it is meant for; gives what it said.

    Checked are: identity and the document it rests on; an answer to every grade, the same again; amounts in
    whole fen between nothing and what was asked, with the cut as the rest; a reason for every answer; a cut
    that waits for the officer's figure left open, and none that cancels but pays. Raises
    :class:`ContractBroken`.
    """
    check_identity(policy)
    require(bool(policy.basis.strip()), f"{policy.key}: names the document it rests on")
    return [_checked(policy, facts) for facts in _facts(scale)]


def _facts(scale: GradeScale) -> Iterator[BudgetFacts]:
    for band in scale.bands:
        for asked in ASKED:
            yield BudgetFacts(asked, band.id, band.lower)
            for share in CUT_SHARES:
                yield BudgetFacts(asked, band.id, band.lower, round(asked * share, FEN), "单价偏高")


def _checked(policy: BudgetPolicy, facts: BudgetFacts) -> Recommendation:
    key, place = policy.key, f"grade {facts.grade}, {facts.asked} asked"
    given = asked_twice(key, lambda: recommend(policy, facts))
    check_reasons(key, given.reasons)
    require(bool(given.reasons), f"{key}: gives no reason at {place}")
    if given.amount is None or given.cut is None:
        waits = given.amount is given.cut is None and given.action is Action.CUT and facts.cut is None
        require(waits, f"{key}: leaves an amount open that nobody has to fill in, at {place}")
        return given
    require(
        given.amount == round(given.amount, FEN), f"{key}: {given.amount} is not in whole fen, at {place}"
    )
    cancelled = given.action is not Action.CANCEL or given.amount == 0
    require(cancelled, f"{key}: cancels and still gives {given.amount}, at {place}")
    return given

"""Does a budget policy keep its contract? Every grade, amounts large and small, all and nothing known."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from reviewhub.domain.recommendation import NOTHING_KNOWN, Circumstances, recommend
from reviewhub.plugin.protocols import Action, BudgetFacts, BudgetPolicy, GradeScale, Recommendation
from reviewhub.testing.contract import asked_twice, check_identity, check_reasons, require

ASKED: Final = tuple(map(Decimal, ("0.01", "1", "99999.99", "12683500", "9999999999.99")))
CUT_SHARES: Final = tuple(map(Decimal, ("0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3", "0.5", "1")))
FEN: Final = 2


def check_budget_policy(policy: BudgetPolicy, scale: GradeScale) -> list[Recommendation]:
    """Hold a budget policy to its contract on every grade of the scale it is meant for; gives what it said.

    Checked are: identity and the document it rests on; an answer to every grade, the same again, whatever is
    known of the money; amounts in whole fen between nothing and what was asked, with the cut as the rest; a
    reason for every answer and a derivation that ends in its amount; an open amount only where the officer's
    figure or a fact is missing, which some figure closes; none that cancels or suspends but pays.
    Raises :class:`ContractBroken`.
    """
    check_identity(policy)
    require(bool(policy.basis.strip()), f"{policy.key}: names the document it rests on")
    tried = [(facts, _checked(policy, facts)) for facts in _facts(scale)]
    for (grade, asked), same in groupby(tried, key=lambda one: (one[0].grade, one[0].asked)):
        known = [given for facts, given in same if facts.circumstances != NOTHING_KNOWN]
        closed = any(one.amount is not None for one in known)
        require(
            closed, f"{policy.key}: leaves an amount open whatever is filled in, at grade {grade}, {asked}"
        )
    return [given for _, given in tried]


def _facts(scale: GradeScale) -> Iterator[BudgetFacts]:
    for band in scale.bands:
        for asked in ASKED:
            plain = BudgetFacts(asked, band.id, band.lower)
            full = Circumstances("project", asked, asked, Decimal(70), rectified=True, repeat=False)
            for known in (NOTHING_KNOWN, full):
                yield replace(plain, circumstances=known)
                for share in CUT_SHARES:
                    cut = round(asked * share, FEN)
                    yield replace(plain, circumstances=known, cut=cut, cut_reason="单价偏高")


def _checked(policy: BudgetPolicy, facts: BudgetFacts) -> Recommendation:
    key, place = policy.key, f"grade {facts.grade}, {facts.asked} asked"
    given = asked_twice(key, lambda: recommend(policy, facts))
    check_reasons(key, given.reasons)
    require(bool(given.reasons), f"{key}: gives no reason at {place}")
    if given.amount is None or given.cut is None:
        waits = given.action is Action.CUT or facts.circumstances == NOTHING_KNOWN
        both = given.amount is given.cut is None
        require(both and waits, f"{key}: leaves an amount open that nobody has to fill in, at {place}")
        return given
    require(
        given.amount == round(given.amount, FEN), f"{key}: {given.amount} is not in whole fen, at {place}"
    )
    stopped = given.action not in (Action.CANCEL, Action.SUSPEND) or given.amount == 0
    require(stopped, f"{key}: cancels or suspends and still gives {given.amount}, at {place}")
    return given

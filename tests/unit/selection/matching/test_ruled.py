from dataclasses import replace

import pytest

from reviewhub.selection.matching import ruled
from reviewhub.selection.matching.match import match
from reviewhub.selection.matching.values import Infeasible, Objective, Quota
from unit.selection.matching.made_cases import made

FINANCE = Quota("finance", frozenset(f"expert 0{at}" for at in range(5)), least=1)


def test_with_pairs_left_out_the_bound_is_that_of_the_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    case = replace(made(6, tasks=12, experts=9, most=4), quotas=(FINANCE,))
    whole = match(case)
    monkeypatch.setattr(ruled, "ALL_AT_ONCE", 10)
    part = match(case)
    assert part.value <= whole.value <= part.bound


def test_rules_that_hold_alone_and_not_together_are_refused() -> None:
    others = Quota("the others", frozenset(f"expert 0{at}" for at in range(5, 9)), least=1)
    both = replace(FINANCE, least=2)
    with pytest.raises(Infeasible) as refused:
        match(replace(made(12), quotas=(both, others)))
    assert refused.value.code == "rules"


def test_members_who_cannot_take_on_so_much_are_named_with_the_counts() -> None:
    few = Quota("one of two", frozenset({"expert 00", "expert 01"}), least=1)
    with pytest.raises(Infeasible) as refused:
        match(replace(made(12), quotas=(few,)))
    found = refused.value
    assert (found.code, found.name, found.needed, found.offered) == ("members", "one of two", 7, 6)


def test_the_fairest_keeps_its_quotas() -> None:
    found = match(replace(made(6), quotas=(FINANCE,)), Objective.FAIR)
    assert {pair.task for pair in found.pairs if pair.expert in FINANCE.members} == set(made(6).scores.tasks)
    assert found.proven

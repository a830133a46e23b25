from collections.abc import Sequence

import pytest

from reviewhub.selection.lottery.solving import solve
from reviewhub.selection.lottery.values import Bound, Person, Proof, Quota, Rules
from unit.selection.lottery.brute import all_panels
from unit.selection.lottery.made import TWISTED, people_of

TIGHT = (
    people_of("law f", "law m", "art f", "art m", "art m", "art m"),
    Rules(3, (Quota("class", "law", 2, 2), Quota("gender", "f", 0, 1))),
)
CASES = [TIGHT, TWISTED]


def counts(bound: Bound, person: Person) -> bool:
    return bound.kind == "size" or person.of(bound.feature) == bound.value


def ceiling_of(proof: Proof, people: Sequence[Person]) -> int:
    """Add a proof by rules up as its description says."""
    total = sum(bound.limit * times for bound, times in proof.multipliers)
    for person, weight in zip(sorted(people, key=lambda one: one.id), proof.weights, strict=True):
        total += max(0, weight - sum(times for bound, times in proof.multipliers if counts(bound, person)))
    return total


@pytest.mark.parametrize(("people", "rules"), CASES, ids=["rules", "panels"])
@pytest.mark.parametrize("solver", ["scipy", "highspy"])
def test_no_valid_panel_outweighs_the_ceiling_and_the_least_chance_reaches_the_bound(
    people: list[Person], rules: Rules, solver: str
) -> None:
    lottery = solve(people, rules, solver=solver)
    weight = dict(zip(lottery.people, lottery.proof.weights, strict=True))
    heaviest = max(sum(weight[id_] for id_ in panel) for panel in all_panels(people, rules))
    assert heaviest <= lottery.proof.ceiling
    assert float(lottery.least) == pytest.approx(float(lottery.proof.bound), abs=2e-6)


def test_a_proof_by_rules_needs_sums_only() -> None:
    proof = solve(*TIGHT).proof
    assert proof.kind == "rules"
    assert ceiling_of(proof, TIGHT[0]) == proof.ceiling
    assert all(times <= 0 for bound, times in proof.multipliers if bound.kind == "least")
    assert all(times >= 0 for bound, times in proof.multipliers if bound.kind in {"most", "one_per"})


def test_where_rules_alone_prove_nothing_the_heaviest_panel_does() -> None:
    assert solve(*TWISTED).proof.kind == "panels"

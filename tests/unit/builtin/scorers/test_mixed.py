"""Mixed: part of the points by a rate, part by a level."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.mixed import Mixed
from reviewhub.domain.errors import Invalid
from reviewhub.testing import check_scorer, criterion_for

SCORER = Mixed()
SHARES = {"good": "1", "fair": "0.6", "poor": "0"}
LEVELS = [
    {"id": id_, "label": {"zh": id_, "en": id_}, "share": Decimal(share)} for id_, share in SHARES.items()
]
DONE, PLANNED = {"zh": "完成", "en": "done", "fact": "trained"}, {"zh": "计划", "en": "planned"}
RATE = {"share": Decimal("0.6"), "numerator": DONE, "denominator": PLANNED}


def parameters(**rate: Any) -> dict[str, Any]:
    return {"measured": {**RATE, **rate}, "judged": {"share": Decimal("0.4"), "levels": LEVELS}}


# 定性与定量结合: 60 % number and 40 % judgement, here of 20 points (实施效益 in an example split).
CRITERION = criterion_for(SCORER.key, 20, parameters())
WHOLE = st.integers(0, 10**6)


def points(done: object, planned: object, level: str) -> Decimal:
    pair = {"numerator": Decimal(str(done)), "denominator": Decimal(str(planned))}
    found = SCORER.score(CRITERION, {**pair, "level": level})
    assert found is not None
    return found.value


@pytest.mark.parametrize(
    ("done", "level", "given"),
    [(100, "good", "20"), (90, "good", "18.8"), (90, "fair", "15.6"), (0, "poor", "0"), (130, "poor", "12")],
)
def test_sixty_percent_are_measured_and_forty_judged(done: int, level: str, given: str) -> None:
    assert points(done, 100, level) == Decimal(given)


def test_the_sum_is_rounded_once() -> None:
    assert points(1, 3, "fair") == Decimal("8.80")


def test_the_rate_counts_up_to_its_cap() -> None:
    capped = criterion_for(SCORER.key, 20, parameters(cap=Decimal("0.9")))
    (found,) = check_scorer(SCORER, capped, [{"numerator": "5", "denominator": "5", "level": "good"}])
    assert found is not None
    assert (found.value, found.reasons[0].values["rate"]) == (Decimal("18.80"), "100.00")


def test_a_rate_over_zero_is_refused_as_not_defined() -> None:
    with pytest.raises(Invalid) as refused:
        SCORER.score(CRITERION, {"numerator": Decimal(1), "denominator": Decimal(0), "level": "good"})
    assert refused.value.problems[0].code == "scorer.undefined"


@pytest.mark.parametrize("typed", [{}, {"numerator": Decimal(1), "denominator": Decimal(1)}])
def test_one_part_alone_is_not_scored(typed: dict[str, Any]) -> None:
    assert SCORER.score(CRITERION, typed) is None


def test_each_level_shows_what_it_is_worth_of_the_part_that_is_judged() -> None:
    above, _, level = SCORER.inputs(CRITERION)
    assert above.fact == "trained"
    assert [(one.id, str(one.points)) for one in level.choices] == [
        ("good", "8.00"),
        ("fair", "4.80"),
        ("poor", "0.00"),
    ]


def test_shares_that_do_not_sum_to_one_and_doubled_levels_are_named() -> None:
    broken = {
        **parameters(share=Decimal("0.5")),
        "judged": {"share": Decimal("0.4"), "levels": LEVELS[:1] * 2},
    }
    found = SCORER.problems(criterion_for(SCORER.key, 20, broken))
    assert [(one.path, one.code) for one in found] == [
        ("measured/share", "template.shares"),
        ("judged/levels", "template.doubled_part"),
    ]


@given(WHOLE, WHOLE, st.integers(1, 10**6), st.sampled_from(list(SHARES)))
def test_more_done_never_costs_points(one: int, other: int, planned: int, level: str) -> None:
    low, high = sorted((one, other))
    assert 0 <= points(low, planned, level) <= points(high, planned, level) <= 20
    assert points(low, planned, level) <= points(low, planned, "good")

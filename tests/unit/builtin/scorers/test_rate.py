"""Rates: a over b, capped at full marks, nothing below the pass mark."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.rate import register_scorers
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words

(SCORER,) = register_scorers()
LABELS = {"numerator": {"zh": "实际", "en": "actual"}, "denominator": {"zh": "计划", "en": "planned"}}


def criterion(**parameters: Any) -> Criterion:
    return Criterion("4", (), Words("", ""), Decimal(10), "builtin.rate", {**LABELS, **parameters})


def points(above: object, below: object, **parameters: Any) -> Decimal | None:
    values = {"numerator": Decimal(str(above)), "denominator": Decimal(str(below))}
    scored = SCORER.score(criterion(**parameters), values)
    return None if scored is None else scored.value


@pytest.mark.parametrize(
    ("above", "below", "value"),
    [(90, 100, "9.00"), (1, 3, "3.33"), (2, 3, "6.67"), (120, 100, "10.00"), (0, 5, "0.00")],
)
def test_the_rate_gives_its_share_and_never_more_than_full_marks(above: int, below: int, value: str) -> None:
    assert points(above, below) == Decimal(value)


def test_a_rate_over_zero_is_not_scored() -> None:
    assert points(5, 0) is None


def test_below_the_pass_mark_there_is_nothing() -> None:
    assert (points(59, 100, pass_mark=Decimal("0.6")), points(60, 100, pass_mark=Decimal("0.6"))) == (0, 6)


def test_a_cap_below_one_limits_the_points() -> None:
    assert points(100, 100, cap=Decimal("0.9")) == Decimal("9.00")


def test_reversed_less_is_better() -> None:
    assert points(125, 100, reverse=True) == Decimal("8.00")


def test_the_reason_prints_percent() -> None:
    scored = SCORER.score(criterion(), {"numerator": Decimal(1), "denominator": Decimal(3)})
    assert scored is not None
    assert scored.reasons == (Reason("scorer.rate", {"criterion": "4", "rate": "33.33"}),)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_points_lie_between_nothing_and_full_marks(above: int, below: int) -> None:
    given_points = points(above, below)
    assert given_points is not None
    assert 0 <= given_points <= 10


def test_either_value_can_name_its_fact() -> None:
    asked = SCORER.inputs(criterion(numerator={"zh": "实际", "en": "actual", "fact": "funds_spent"}))
    assert [one.fact for one in asked] == ["funds_spent", ""]

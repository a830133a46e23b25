"""Deductions: what every finding costs, never below zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.deductions import Deductions
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words
from reviewhub.testing import criterion_for

SCORER = Deductions()
TEXT = {"zh": "问题", "en": "finding"}
FINDINGS = [
    {"id": "late", "text": TEXT, "points": Decimal("0.5"), "most": 4},
    {"id": "wrong", "text": TEXT, "points": 2},
    {"id": "fraud", "text": TEXT, "zero": True},
]
CRITERION = Criterion("6", (), Words("", ""), Decimal(5), "builtin.deductions", {"findings": FINDINGS})
COUNTS = st.dictionaries(st.sampled_from(["d.late", "d.wrong", "d.fraud"]), st.integers(0, 9).map(Decimal))


def points(counts: dict[str, Decimal]) -> Decimal:
    scored = SCORER.score(CRITERION, counts)
    assert scored is not None
    return scored.value


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ({}, "5"),
        ({"d.late": 2}, "4.0"),
        ({"d.late": 2, "d.wrong": 1}, "2.0"),
        ({"d.wrong": 3}, "0"),
        ({"d.fraud": 1}, "0"),
    ],
)
def test_findings_cost_what_they_cost_and_the_floor_is_zero(counts: dict[str, int], value: str) -> None:
    assert points({key: Decimal(count) for key, count in counts.items()}) == Decimal(value)


def test_every_finding_made_is_named_with_its_cost() -> None:
    scored = SCORER.score(CRITERION, {"d.late": Decimal(3), "d.wrong": Decimal(0)})
    values: dict[str, str | int] = {"criterion": "6", "finding": "late", "count": 3, "cost": "1.5"}
    assert scored is not None
    assert scored.reasons == (Reason("scorer.deduction", values),)


def test_a_finding_can_be_counted_up_to_its_limit_in_whole_numbers() -> None:
    assert [(one.name, one.most, one.step) for one in SCORER.inputs(CRITERION)] == [
        ("d.late", Decimal(4), Decimal(1)),
        ("d.wrong", Decimal(1000), Decimal(1)),
        ("d.fraud", Decimal(1000), Decimal(1)),
    ]


@given(COUNTS, st.sampled_from(["d.late", "d.wrong", "d.fraud"]))
def test_one_more_finding_never_gains_points(counts: dict[str, Decimal], more: str) -> None:
    worse = {**counts, more: counts.get(more, Decimal(0)) + 1}
    assert 0 <= points(worse) <= points(counts) <= CRITERION.points


def test_a_finding_that_stands_twice_is_named() -> None:
    problems = SCORER.problems(criterion_for("builtin.deductions", 5, {"findings": FINDINGS[:1] * 2}))
    assert [(one.path, one.code) for one in problems] == [("findings", "template.doubled_part")]

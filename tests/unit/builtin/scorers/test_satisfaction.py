"""Satisfaction: bands or proportion, and how sure a sample of that size is."""

from decimal import Context, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.satisfaction import Satisfaction, wilson
from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.sheet import points_of
from reviewhub.testing import check_scorer, criterion_for

SCORER = Satisfaction()
LINEAR = {"method": "proportional", "between": "linear"}
BANDS = {
    "method": "bands",
    "bands": [{"at_least": 90, "share": 1}, {"at_least": 80, "share": Decimal("0.8")}],
}
PERCENT = st.integers(0, 10_000).map(lambda cents: Decimal(cents).scaleb(-2))
METHODS = st.sampled_from([{"method": "proportional"}, LINEAR, BANDS])


def points(percent: object, **parameters: Any) -> Decimal:
    criterion = criterion_for(SCORER.key, 10, parameters or {"method": "proportional"})
    found = SCORER.score(criterion, {"value": Decimal(str(percent))})
    assert found is not None
    return found.value


# 财预〔2021〕101号: from 90 % full marks, from 60 % in proportion, below 60 % nothing.
@pytest.mark.parametrize(
    ("percent", "proportional", "linear"),
    [
        ("100", "10", "10"),
        ("90", "10", "10"),
        ("89.99", "9", "10"),
        ("75", "7.5", "5"),
        ("60", "6", "0"),
        ("59.99", "0", "0"),
    ],
)
def test_between_the_marks_either_reading_of_in_proportion_can_be_had(
    percent: str, proportional: str, linear: str
) -> None:
    assert (points(percent), points(percent, **LINEAR)) == (Decimal(proportional), Decimal(linear))


def test_the_marks_can_be_moved() -> None:
    assert points(85, method="proportional", full_at=85, none_below=50) == 10
    assert points(50, method="proportional", full_at=85, none_below=50) == 5


@pytest.mark.parametrize(("percent", "left"), [(95, 10), (90, 10), (89, 8), (80, 8), (79, 0)])
def test_the_first_band_that_is_reached_counts(percent: int, left: int) -> None:
    assert points(percent, **BANDS) == left


def counted(satisfied: str, answers: str, **parameters: Any) -> Any:
    given = {"method": "proportional", "input": "counts", **parameters}
    (found,) = check_scorer(
        SCORER, criterion_for(SCORER.key, 10, given), [{"satisfied": satisfied, "answers": answers}]
    )
    return found


def test_counts_give_the_rate_the_size_of_the_sample_and_its_interval() -> None:
    found = counted("8", "10", least_answers=30)
    assert found.value == Decimal("8.00")
    assert [(one.code, dict(one.values)) for one in found.reasons] == [
        ("scorer.satisfaction", {"criterion": "1.1", "percent": "80.00"}),
        ("scorer.sample", {"criterion": "1.1", "answers": "10", "low": "49.02", "high": "94.33"}),
        ("scorer.small_sample", {"criterion": "1.1", "answers": "10", "least": 30}),
    ]


def test_enough_replies_need_no_word_about_it() -> None:
    assert [one.code for one in counted("28", "30", least_answers=30).reasons] == [
        "scorer.satisfaction",
        "scorer.sample",
    ]


# Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3: 81 of 263, 0 of 20, 1 of 29.
@pytest.mark.parametrize(
    ("satisfied", "answers", "low", "high"),
    [(81, 263, "0.2553", "0.3662"), (0, 20, "0", "0.1611"), (1, 29, "0.0061", "0.1718")],
)
def test_the_interval_is_that_of_the_published_table(
    satisfied: int, answers: int, low: str, high: str
) -> None:
    limits = [round(one, 4) for one in wilson(Decimal(satisfied), Decimal(answers))]
    assert limits == [Decimal(low), Decimal(high)]


def test_without_replies_nothing_is_scored() -> None:
    assert counted("", "") is None
    assert SCORER.score(criterion_for(SCORER.key, 10, {"method": "proportional"}), {}) is None


def test_more_satisfied_replies_than_replies_are_a_slip() -> None:
    criterion = criterion_for(SCORER.key, 10, {"method": "proportional", "input": "counts"})
    found = points_of(criterion, Answer({"satisfied": "11", "answers": "10"}), SCORER)
    assert found == [Problem("criterion 1.1", "answer.part_exceeds_whole", {"part": "11", "whole": "10"})]


def test_what_is_asked_for_can_be_named_and_carry_a_fact() -> None:
    named = {"zh": "群众满意率", "en": "public satisfaction", "fact": "satisfaction"}
    (asked,) = SCORER.inputs(criterion_for(SCORER.key, 10, {**LINEAR, "value": named}))
    assert (asked.label.zh, asked.fact, asked.most) == ("群众满意率", "satisfaction", 100)


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"method": "bands"}, [("bands", "template.only_with")]),
        ({**BANDS, "bands": BANDS["bands"][::-1]}, [("bands", "template.order")]),
        ({**LINEAR, "full_at": 60}, [("full_at", "template.order")]),
        ({**LINEAR, "least_answers": 30}, [("least_answers", "template.only_with")]),
        ({**LINEAR, "least_answers": 30, "input": "counts"}, []),
    ],
)
def test_what_does_not_go_together_is_named(parameters: dict[str, Any], found: list[tuple[str, str]]) -> None:
    problems = SCORER.problems(criterion_for(SCORER.key, 10, parameters))
    assert [(one.path, one.code) for one in problems] == found


@given(PERCENT, PERCENT, METHODS)
def test_more_satisfaction_never_costs_points(one: Decimal, other: Decimal, method: dict[str, Any]) -> None:
    low, high = sorted((one, other))
    assert 0 <= points(low, **method) <= points(high, **method) <= 10


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_nothing_and_all(sample: tuple[int, int]) -> None:
    satisfied, answers = map(Decimal, sample)
    low, high = wilson(satisfied, answers)
    with localcontext(Context(prec=50)):
        assert 0 <= low <= satisfied / answers <= high <= 1

"""The second round: exact thresholds, flagged criteria, who is asked, what came of it."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.aggregate import Row
from reviewhub.domain.errors import Invalid
from reviewhub.domain.result import MoneyFacts, Result, SubmittedSheet, review
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring_round import (
    Flag,
    Reply,
    Triggers,
    addressees,
    asked_again,
    convergences,
    fired,
    flagged_criteria,
    moved,
    outcome,
    read_flag,
    read_triggers,
    width,
)
from reviewhub.domain.words import Reason
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice

REGISTRY = load_plugins()
RULES = REGISTRY.rules(
    REGISTRY.templates["prior-assessment-national"], Choice("builtin.mean_of_totals", "", "", {})
)
CRITERIA = RULES.template.criteria
FIVE = Decimal(5)


def row(*points: str) -> Row:
    """Give these points of the first criteria, and full points of the rest."""
    return (*map(Decimal, points), *(FIVE,) * (len(CRITERIA) - len(points)))


def result(*rows: Row) -> Result:
    sheets = [SubmittedSheet(number, points) for number, points in enumerate(rows, start=1)]
    return review(RULES, sheets, MoneyFacts(Decimal(1)))


def codes(triggers: Triggers, given_result: Result) -> list[str]:
    return [one.why.code for one in fired(triggers, given_result)]


def test_no_trigger_is_set_by_default_and_none_fires() -> None:
    assert Triggers().are_off
    assert fired(Triggers(), result(row(), row("0", "0"), row("0"))) == ()


@pytest.mark.parametrize(("most", "fires"), [("2.99", True), ("3", False), ("3.01", False)])
def test_a_spread_fires_only_above_the_threshold(most: str, fires: bool) -> None:
    flags = fired(Triggers(spread=Decimal(most)), result(row(), row("4"), row("2")))
    assert [one.numbers for one in flags] == ([(1, 3)] if fires else [])


@pytest.mark.parametrize(("most", "fires"), [("2.49", True), ("2.5", False)])
def test_a_distance_is_measured_to_the_mean_of_the_others(most: str, fires: bool) -> None:
    flags = fired(Triggers(distance=Decimal(most)), result(row(), row("4"), row("2")))
    assert [one.numbers for one in flags] == ([(3,)] if fires else [])


def test_a_distance_that_no_decimal_ends_never_fires_at_its_own_threshold() -> None:
    panel = result(row(), row(), row("4"), row("2"))
    gap = Decimal(8) / 3  # 2.666…: of the fourth expert
    assert codes(Triggers(distance=gap.quantize(Decimal("0.0001"))), panel) == []
    assert codes(Triggers(distance=Decimal("2.6666")), panel) == ["round.distance"]


def test_of_two_experts_nobody_stands_apart() -> None:
    assert codes(Triggers(distance=Decimal(1)), result(row(), row("0", "0"))) == []


def test_a_grade_that_depends_on_one_expert_is_on_a_knife_edge() -> None:
    panel = result(row(), row(*["4.4"] * 20), row(*["4.3"] * 20))
    [flag] = fired(Triggers(knife_edge=True), panel)
    assert (flag.why.code, flag.numbers) == ("round.depends_on_one", (1,))


@pytest.mark.parametrize(("lost", "said"), [("0.5", ["round.knife_edge"]), ("0.51", [])])
def test_a_total_near_a_boundary_is_on_a_knife_edge(lost: str, said: list[str]) -> None:
    near = row(lost, "0")  # so much above 90, where the best grade begins
    assert codes(Triggers(knife_edge=True), result(near, near, near)) == said


def test_criteria_are_flagged_from_a_fifth_of_their_points_on() -> None:
    panel = result(row(), row("4", "4.01"), row("4.5", "4.5", "1"))
    assert flagged_criteria(panel) == ("1.1", "1.3")


def test_the_widest_criterion_is_flagged_where_none_is_wide() -> None:
    assert flagged_criteria(result(row(), row("4.5", "4.4", "4.4"))) == ("1.2", "1.3")


def test_nothing_is_flagged_where_all_agree() -> None:
    assert flagged_criteria(result(row(), row())) == ()


def test_a_criterion_left_out_by_all_but_one_is_not_wide() -> None:
    assert width((None, Decimal(3), None)) == 0
    assert width(()) == 0


def flag(code: str, *numbers: int) -> Flag:
    return Flag(numbers, Reason(code))


@pytest.mark.parametrize(
    ("reply", "flags", "asked"),
    [
        (Reply.ROUND, [flag("round.distance", 3)], (1, 2, 3)),
        (Reply.REASON, [flag("round.spread", 1, 3), flag("round.distance", 3)], (3,)),
        (Reply.REASON, [flag("round.spread", 1, 3)], (1, 3)),
        (Reply.REASON, [flag("round.depends_on_one")], (1, 2, 3)),
    ],
)
def test_who_is_asked_depends_on_the_reply(
    reply: Reply, flags: Sequence[Flag], asked: tuple[int, ...]
) -> None:
    assert addressees(reply, flags, [3, 1, 2]) == asked


@pytest.mark.parametrize("reply", Reply)
def test_triggers_are_read_as_they_were_written(reply: Reply) -> None:
    for triggers in (
        Triggers(reply=reply),
        Triggers(Decimal("5.5"), Decimal(3), knife_edge=True, reply=reply),
    ):
        assert read_triggers(triggers.written()) == triggers
    assert read_triggers(None) == Triggers()


def test_a_flag_is_read_as_it_was_written() -> None:
    [one] = fired(Triggers(spread=Decimal(1)), result(row(), row("2"), row()))
    assert read_flag(one.written()) == one


@pytest.mark.parametrize("threshold", ["-0.01", "100.01"])
def test_a_threshold_is_a_number_of_points(threshold: str) -> None:
    triggers = Triggers(spread=Decimal(threshold), distance=Decimal(threshold))
    assert [one.path for one in triggers.problems()] == ["spread", "distance"]
    assert list(Triggers(Decimal(0), Decimal(100)).problems()) == []


def test_only_the_flagged_criteria_are_asked_again() -> None:
    again = asked_again(RULES.template, ["1.2", "9.9"])
    assert ([one.id for one in again.criteria], again.beside) == (["1.2"], ())


def test_a_second_sheet_keeps_everything_but_values_and_reasons_of_the_flagged() -> None:
    first = {
        "1.1": Answer({"points": "1"}, reason="旧", evidence="第3页"),
        "1.2": Answer({}, not_applicable=True, reason="旧"),
        "2.1": Answer({"points": "5"}, reason="旧"),
    }
    second = {one: Answer({"points": "4"}, reason="新", evidence="x") for one in ("1.1", "1.2", "2.1")}
    assert moved(["1.1", "1.2"], first, second) == {
        "1.1": Answer({"points": "4"}, reason="新", evidence="第3页"),
        "1.2": Answer({}, not_applicable=True, reason="新"),
        "2.1": first["2.1"],
    }


def test_every_flagged_criterion_without_a_reason_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        moved(["1.1", "1.2"], {}, {"1.1": Answer({"points": "4"})})
    assert [one.path for one in refused.value.problems] == ["criterion 1.1", "criterion 1.2"]


def test_both_rounds_stand_side_by_side() -> None:
    before = {2: row("1"), 1: row("5")}
    [one] = convergences(CRITERIA, before, {1: row("5"), 2: row("4")}, ["1.1"])
    assert [(step.number, step.has_moved) for step in one.steps] == [(1, False), (2, True)]
    assert (one.width_before, one.width_after) == (4, 1)


@pytest.mark.parametrize(
    ("second", "code"), [("4", "round.closer"), ("0", "round.further"), ("1", "round.unchanged")]
)
def test_what_came_of_it_is_one_sentence(second: str, code: str) -> None:
    said = outcome(result(row(), row("1")), result(row(), row(second)))
    assert said.code == code
    assert said.values["total_was"] == "98.00"


@given(st.lists(st.integers(0, 50), min_size=3, max_size=6), st.integers(0, 60))
def test_a_distance_fires_exactly_where_fractions_say_so(tenths: list[int], threshold: int) -> None:
    rows = [row(str(Decimal(one) / 10)) for one in tenths]
    flags = fired(Triggers(distance=Decimal(threshold) / 10), result(*rows))
    others = len(tenths) - 1
    far = [
        number
        for number, one in enumerate(tenths, start=1)
        if abs(one * others - (sum(tenths) - one)) > threshold * others
    ]
    assert [number for flag_ in flags for number in flag_.numbers] == far

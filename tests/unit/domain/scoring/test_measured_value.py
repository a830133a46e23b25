"""Measured values: what they fill in, what contradicts them, and what keeps them out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.scoring.answer import Answer, Input, InputKind, Value
from reviewhub.domain.scoring.measured_value import (
    NOTHING,
    MeasuredValue,
    asked_facts,
    contradictions,
    fill_in,
    leave_blank,
    misfit,
    notes,
    unit_problems,
    unseen,
)
from reviewhub.domain.scoring.sheet import Points, read_flat, score, score_criterion, score_so_far
from reviewhub.domain.scoring.template import Criterion, Kind, NotApplicable, ReasonRule, ScoringTemplate
from reviewhub.domain.words import Reason, Words

WAN = Words("万元", "10,000 yuan")
WORDS = Words("资金", "Funds")
SPENT = MeasuredValue("funds_spent", Decimal(4500), "万元", "国库集中支付系统", "第 3 页")
BUDGET = MeasuredValue("funds_budgeted", Decimal(5000), "万元", "预算批复")
BOTH = {"funds_spent": SPENT, "funds_budgeted": BUDGET}


def money(name: str, fact: str, **more: Any) -> Input:
    return Input(name, InputKind.NUMBER, Words(name, name), **{"unit": WAN, "fact": fact, **more})


class Share:
    """Spent over budget, as points."""

    key = "test.share"
    version = "1"
    title = WORDS
    parameters: Mapping[str, Any] = {}
    asked: Sequence[Input] = (money("spent", "funds_spent"), money("budget", "funds_budgeted"))

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for both, or for what the criterion says."""
        return tuple(criterion.parameters.get("asked", self.asked))

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Divide."""
        spent, budget = values["spent"], values["budget"]
        assert isinstance(spent, Decimal)
        assert isinstance(budget, Decimal)
        return Points(min(criterion.points * spent / budget, criterion.points))


SCORERS = {"test.share": Share()}


def criterion(name: str = "1", *asked: Input, **more: Any) -> Criterion:
    parameters = {"asked": asked} if asked else {}
    rules = {"reason": ReasonRule.NEVER, **more}
    return Criterion(name, (), WORDS, Decimal(10), "test.share", parameters, **rules)


def template(*criteria: Criterion) -> ScoringTemplate:
    return ScoringTemplate(
        id="t",
        version=1,
        kind=Kind.KEY_EVALUATION,
        title=WORDS,
        basis="",
        grade_scale="",
        conclusion_scale="",
        criteria=criteria or (criterion(),),
        digest="",
        source="",
        written={},
        purpose=WORDS,
        standing="example",
        standing_note=WORDS,
    )


def scored(flat: Mapping[str, str], measured: Mapping[str, MeasuredValue], made: ScoringTemplate) -> Decimal:
    filled = fill_in(made, SCORERS, flat, measured)
    return score(made, read_flat(made, SCORERS, filled), SCORERS, measured).total


def test_a_criterion_whose_inputs_are_all_measured_is_answered_without_a_keystroke() -> None:
    assert scored({}, BOTH, template()) == Decimal("9.00")


def test_a_measured_value_that_nothing_asks_for_fills_nothing_in() -> None:
    assert fill_in(template(), SCORERS, {}, {"other": replace(SPENT, name="other")}) == {}


@pytest.mark.parametrize("blank", ["", "  ", "　"])
def test_a_blank_counts_as_the_measured_value_and_what_was_typed_stays(blank: str) -> None:
    filled = fill_in(template(), SCORERS, {"1.spent": blank, "1.budget": "6000"}, BOTH)
    assert filled == {"1.spent": "4500", "1.budget": "6000"}


@pytest.mark.parametrize("typed", ["4500", "4500.0", "４５００", "04500", " 4500 "])
def test_a_number_is_the_same_however_it_is_written(typed: str) -> None:
    made = template()
    assert scored({"1.spent": typed}, BOTH, made) == Decimal("9.00")
    assert leave_blank(made, SCORERS, {"1.spent": typed}, BOTH) == {}


def test_another_number_needs_a_reason_that_names_value_unit_and_source() -> None:
    with pytest.raises(Invalid) as caught:
        scored({"1.spent": "4000"}, BOTH, template())
    values = {
        "measured": "4,500 万元",
        "measured_en": "4,500 (10,000 yuan)",
        "source": "国库集中支付系统（第 3 页）",
    }
    assert caught.value.problems == (Problem("criterion 1", "answer.contradiction_needs_reason", values),)


def test_with_a_reason_another_number_counts() -> None:
    assert scored({"1.spent": "4000", "1.reason": "账实不符"}, BOTH, template()) == Decimal("8.00")


def test_a_contradiction_is_named_beside_whatever_else_is_wrong() -> None:
    found = score_criterion(criterion(), Answer({"spent": "4000"}), Share(), {"funds_spent": SPENT})
    assert isinstance(found, list)
    assert [one.code for one in found] == ["answer.missing", "answer.contradiction_needs_reason"]


def test_an_unfinished_sheet_misses_the_reason_rather_than_being_wrong() -> None:
    made = template()
    flat = fill_in(made, SCORERS, {"1.spent": "4000"}, BOTH)
    far = score_so_far(made, read_flat(made, SCORERS, flat), SCORERS, BOTH)
    assert (far.points["1"], far.missing, far.problems) == (Decimal(8), ("1",), ())


def test_a_criterion_that_does_not_apply_contradicts_nothing() -> None:
    one = criterion(not_applicable=NotApplicable.RESCALE)
    answer = Answer({"spent": "1"}, not_applicable=True)
    assert list(contradictions("criterion 1", Share().inputs(one), answer, BOTH)) == []
    assert list(
        contradictions("criterion 1", Share().inputs(one), replace(answer, not_applicable=False), BOTH)
    )


def test_without_measured_values_a_sheet_is_scored_as_it_stands() -> None:
    assert scored({"1.spent": "4000", "1.budget": "5000"}, NOTHING, template()) == Decimal("8.00")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"most": Decimal(100)}, "measured.out_of_range"),
        ({"least": Decimal(5000)}, "measured.out_of_range"),
        ({"step": Decimal(1000)}, "measured.out_of_range"),
        ({"unit": Words("元", "yuan")}, "measured.other_unit"),
        ({"unit": None}, "measured.other_unit"),
        ({"most": Decimal(4500)}, ""),
    ],
)
def test_a_value_fills_an_input_in_only_within_its_range_step_and_unit(
    changes: Mapping[str, Any], code: str
) -> None:
    one = replace(money("spent", "funds_spent"), **changes)
    made = template(criterion("1", one))
    assert misfit(one, SPENT) == code
    assert fill_in(made, SCORERS, {}, BOTH) == ({} if code else {"1.spent": "4500"})
    note = notes(made, SCORERS, {"1.spent": "7"}, BOTH)["1.spent"]
    assert (note.said.code, note.value) == (code or "measured.from", "" if code else "4500")
    assert note.contradicted is (code == "")


def test_a_count_left_blank_is_the_measured_one_and_no_longer_none() -> None:
    count = Input("n", InputKind.COUNT, WORDS, step=Decimal(1), fact="complaints")
    made = template(criterion("1", count))
    measured = {"complaints": MeasuredValue("complaints", Decimal(3), "", "信访台账")}
    assert fill_in(made, SCORERS, {}, measured) == {"1.n": "3"}
    broken = {"complaints": replace(measured["complaints"], value=Decimal("2.5"))}
    assert fill_in(made, SCORERS, {}, broken) == {}


def test_a_note_says_where_a_number_comes_from_and_if_it_is_contradicted() -> None:
    made = template()
    said = notes(made, SCORERS, {"1.spent": "4500", "1.budget": "1"}, BOTH)
    budget = Reason(
        "measured.from",
        {"measured": "5,000 万元", "measured_en": "5,000 (10,000 yuan)", "source": "预算批复"},
    )
    assert (said["1.spent"].contradicted, said["1.budget"].contradicted) == (False, True)
    assert (said["1.budget"].value, said["1.budget"].said) == ("5000", budget)


def test_what_was_sealed_as_not_applicable_has_no_note() -> None:
    assert notes(template(), SCORERS, {"1.na": "1"}, BOTH) == {}


def test_a_draft_keeps_what_contradicts_and_what_cannot_be_read() -> None:
    flat = {"1.spent": "4000", "1.budget": "五千", "1.reason": "x"}
    assert leave_blank(template(), SCORERS, flat, BOTH) == flat


@pytest.mark.parametrize(
    ("value", "plain"), [("4500.000000", "4500"), ("0.000000", "0"), ("123456789012.123456",) * 2]
)
def test_a_number_is_filled_in_as_a_person_would_type_it(value: str, plain: str) -> None:
    assert replace(SPENT, value=Decimal(value)).plain == plain


def test_facts_are_listed_once_with_every_criterion_that_uses_them() -> None:
    asked = asked_facts(template(criterion("1"), criterion("2", money("spent", "funds_spent"))), SCORERS)
    assert [(one.name, one.criteria) for one in asked.values()] == [
        ("funds_spent", ("1", "2")),
        ("funds_budgeted", ("1",)),
    ]
    assert asked["funds_spent"].unfit(replace(SPENT, unit="元")) == ("1", "2")


def test_one_fact_in_two_units_is_a_problem_of_the_second_criterion() -> None:
    yuan = money("spent", "funds_spent", unit=Words("元", "yuan"))
    values = {"fact": "funds_spent", "unit": "元", "first": "1", "first_unit": "万元"}
    found = list(unit_problems(template(criterion("1"), criterion("2", yuan)), SCORERS))
    assert found == [Problem("criterion 2", "template.fact_in_two_units", values)]


@pytest.mark.parametrize(
    ("typed", "shown", "named"),
    [
        ({}, BOTH, []),
        ({}, {**BOTH, "funds_spent": replace(SPENT, value=Decimal("4500.00"))}, []),
        ({}, {**BOTH, "funds_spent": replace(SPENT, value=Decimal(4400))}, ["criterion 1"]),
        ({}, {"funds_budgeted": BUDGET}, ["criterion 1"]),
        ({}, {**BOTH, "funds_spent": replace(SPENT, unit="元")}, ["criterion 1"]),
        ({"1.spent": "4400"}, {"funds_budgeted": BUDGET}, []),
        ({"1.na": "1"}, {}, []),
    ],
)
def test_only_a_value_that_would_count_and_was_not_shown_is_unseen(
    typed: dict[str, str], shown: Mapping[str, MeasuredValue], named: list[str]
) -> None:
    found = list(unseen(template(), SCORERS, typed, shown, BOTH))
    assert [one.path for one in found] == named
    assert {one.code for one in found} <= {"answer.measured_since"}

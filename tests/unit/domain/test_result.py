"""The heart: what a panel's sheets say, why, and that batches say exactly the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.domain.aggregate import Aggregate, Row, Scores
from reviewhub.domain.errors import WrongState
from reviewhub.domain.result import (
    MoneyFacts,
    Result,
    Rules,
    SubmittedSheet,
    printed_totals,
    review,
    snapshot,
)
from reviewhub.domain.scoring.precondition import Precondition
from reviewhub.domain.scoring.tailoring import OwnIndicator, Tailoring, points_of, tailored
from reviewhub.domain.scoring.template import Slot
from reviewhub.domain.scoring.veto import Veto, Votes
from reviewhub.domain.words import Words
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice

REGISTRY = load_plugins()
ASKED = MoneyFacts(Decimal(1_000_000))
AGGREGATORS = sorted(REGISTRY.aggregators)


def rules(aggregator: str = "builtin.mean_of_totals", template: str = "prior-assessment-national") -> Rules:
    choice = Choice(aggregator, "", "builtin.kunming_2021", {})
    return REGISTRY.rules(REGISTRY.templates[template], choice)


def sheets(*rows: Row) -> list[SubmittedSheet]:
    return [SubmittedSheet(number, row) for number, row in enumerate(rows, start=1)]


def flat(points: str) -> Row:
    """Give every one of the twenty criteria the same points."""
    return (Decimal(points),) * 20


def test_three_experts_agree_on_the_mean_of_their_totals() -> None:
    result = review(rules(), sheets(flat("5"), flat("4.5"), flat("4")), ASKED)
    assert (result.printed_total, result.grade.id) == (Decimal("90.00"), "excellent")


def test_the_grade_is_that_of_the_printed_total() -> None:
    rows = [(*flat("4.5")[:-1], Decimal("4.485")), flat("4.5"), flat("4.5")]
    result = review(rules(), sheets(*rows), ASKED)
    assert (result.printed_total, result.grade.id) == (Decimal("90.00"), "excellent")


def test_sheets_are_ordered_by_code_number_whatever_order_they_come_in() -> None:
    given_sheets = sheets(flat("5"), flat("4"))
    assert [one.number for one in review(rules(), given_sheets[::-1], ASKED).sheets] == [1, 2]


def test_leaving_out_the_one_generous_expert_changes_the_grade() -> None:
    result = review(rules(), sheets(flat("5"), flat("4.4"), flat("4.3")), ASKED)
    assert result.survives_without_any_expert is False
    assert [(one.number, one.total) for one in result.flips] == [(1, Decimal("87.00"))]


def test_an_unanimous_panel_survives_without_any_expert() -> None:
    assert review(rules(), sheets(*[flat("5")] * 3), ASKED).survives_without_any_expert is True


def test_a_single_expert_cannot_be_left_out() -> None:
    result = review(rules(), sheets(flat("5")), ASKED)
    assert (result.without, result.survives_without_any_expert) == ((), None)


def test_a_trimmed_mean_of_five_cannot_be_tried_without_one() -> None:
    result = review(rules("builtin.trimmed_mean"), sheets(*[flat("5")] * 5), ASKED)
    assert [one.total for one in result.without] == [None] * 5
    assert result.survives_without_any_expert is None


def test_too_few_sheets_are_said_and_not_averaged() -> None:
    with pytest.raises(WrongState) as refused:
        review(rules("builtin.trimmed_mean"), sheets(*[flat("5")] * 4), ASKED)
    assert (refused.value.code, refused.value.values) == ("result.too_few_sheets", {"count": 4, "least": 5})


def test_a_prior_assessment_has_a_conclusion_beside_its_grade() -> None:
    result = review(rules(), sheets(flat("4.3")), ASKED)
    assert result.conclusion is not None
    assert (result.grade.id, result.conclusion.id) == ("good", "support")


def test_explaining_names_every_step_in_order() -> None:
    result = review(rules(), sheets(flat("5"), flat("4.4"), flat("4.3")), ASKED)
    assert [reason.code for reason in result.explain()] == [
        "result.total",
        "result.grade",
        "result.conclusion",
        "result.flips",
        "policy.support",
    ]


def test_the_snapshot_holds_what_computed_it_and_what_it_says() -> None:
    result = review(rules(), sheets(flat("4"), flat("4")), ASKED)
    frozen = snapshot(result, ASKED)
    assert frozen["pins"] == result.rules.pins()
    said = {key: frozen[key] for key in ("total", "grade", "action", "amount", "cut", "asked")}
    assert said == {
        "total": "80.00",
        "grade": "good",
        "action": "support_after_rectification",
        "amount": "1000000",
        "cut": "0",
        "asked": "1000000",
    }


# A point is given in half steps or left out, as a template that rescales allows it.
POINTS = st.one_of(st.none(), st.integers(0, 10).map(lambda half: half * 5000))
PANEL = st.lists(st.lists(POINTS, min_size=20, max_size=20), min_size=1, max_size=7)
COMPLETE = st.lists(
    st.lists(st.integers(0, 50_000), min_size=20, max_size=20), min_size=1, max_size=7
)  # any ten-thousandth, as bands and rates give them


@pytest.mark.parametrize("aggregator", AGGREGATORS)
@settings(max_examples=40, deadline=None)
@given(panels=st.lists(st.one_of(PANEL, COMPLETE), min_size=1, max_size=4))
def test_a_batch_says_exactly_what_each_panel_says_alone(
    aggregator: str, panels: list[list[list[int | None]]]
) -> None:
    pinned = rules(aggregator)
    alone = [
        review(pinned, sheets(*_decimals(panel)), ASKED).printed_total
        if len(panel) >= pinned.aggregator.least_experts
        else None
        for panel in panels
    ]
    assert printed_totals(pinned, panels) == alone


def _decimals(panel: list[list[int | None]]) -> list[Row]:
    return [tuple(None if one is None else Decimal(one).scaleb(-4) for one in sheet) for sheet in panel]


FRAUD = Veto("V1", Words("虚报套取", "Fraud"))
ACCIDENT = Veto("V2", Words("重大事故", "Accident"), Decimal("59.50"), Votes.MAJORITY)
STUDY = Precondition("P1", Words("可研批复", "Approval of the study"))


def asking(pinned: Rules) -> Rules:
    """Give the rules a template with two vetoes and a pre-condition."""
    template = replace(pinned.template, vetoes=(FRAUD, ACCIDENT), preconditions=(STUDY,))
    return replace(pinned, template=template)


MARKS = st.sets(st.sampled_from(["V1", "V2"]))


@pytest.mark.parametrize("aggregator", AGGREGATORS)
@settings(max_examples=40, deadline=None)
@given(panels=st.lists(st.lists(st.tuples(st.integers(0, 10), MARKS), min_size=1, max_size=7), max_size=4))
def test_a_batch_with_vetoes_says_exactly_what_each_panel_says_alone(
    aggregator: str, panels: list[list[tuple[int, set[str]]]]
) -> None:
    pinned = asking(rules(aggregator))
    stored: list[list[list[int | None]]] = [[[half * 5000] * 20 for half, _ in panel] for panel in panels]
    found = [[marks for _, marks in panel] for panel in panels]
    alone = [
        review(
            pinned,
            [
                replace(sheet, vetoes=tuple(marks))
                for sheet, marks in zip(sheets(*_decimals(rows)), ticked, strict=True)
            ],
            ASKED,
        ).printed_total
        if len(rows) >= pinned.aggregator.least_experts
        else None
        for rows, ticked in zip(stored, found, strict=True)
    ]
    assert printed_totals(pinned, stored, None, found) == alone


def chosen() -> Rules:
    """Give rules whose template was fitted: a criterion left out, two indicators in the place of another."""
    pinned = asking(rules())
    first, second, *_ = [one.id for one in pinned.template.criteria]
    slots = {second: Slot("builtin.target", {})}
    template = replace(pinned.template, optional=frozenset({first}), slots=slots)
    worth = points_of(template, [first])[second]
    own = (
        OwnIndicator("种植乔木", worth - Decimal("0.01"), "=", Decimal(1)),
        OwnIndicator("改善", Decimal("0.01")),
    )
    return replace(pinned, template=tailored(template, Tailoring((first,), {second: own})))


SHEET = st.tuples(st.lists(POINTS, min_size=20, max_size=20), MARKS)


@settings(max_examples=100, deadline=None)
@given(panels=st.lists(st.lists(SHEET, min_size=1, max_size=5), min_size=1, max_size=3))
def test_choices_vetoes_and_what_is_left_out_together_count_alike_in_a_batch_and_alone(
    panels: list[list[tuple[list[int | None], set[str]]]],
) -> None:
    pinned = chosen()
    full = [int(one.points.scaleb(4)) for one in pinned.template.criteria]
    stored = [
        [
            [None if one is None else min(one, most) for one, most in zip(row, full, strict=True)]
            for row, _ in panel
        ]
        for panel in panels
    ]
    found = [[marks for _, marks in panel] for panel in panels]
    results = [
        review(
            pinned,
            [
                replace(one, vetoes=tuple(sorted(marks)))
                for one, marks in zip(sheets(*_decimals(rows)), ticked, strict=True)
            ],
            ASKED,
        )
        for rows, ticked in zip(stored, found, strict=True)
    ]
    assert printed_totals(pinned, stored, None, found) == [one.printed_total for one in results]
    without = [
        printed_totals(
            pinned,
            [rows[:place] + rows[place + 1 :] for place in range(len(rows))],
            None,
            [ticked[:place] + ticked[place + 1 :] for place in range(len(rows))],
        )
        for rows, ticked in zip(stored, found, strict=True)
        if len(rows) > 1
    ]
    assert without == [[one.total for one in result.without] for result in results if result.without]


def vetoed(*found: tuple[str, ...]) -> Result:
    """Let everybody give full marks and find these."""
    given_sheets = sheets(*[flat("5")] * len(found))
    return review(
        asking(rules()),
        [replace(one, vetoes=ids) for one, ids in zip(given_sheets, found, strict=True)],
        ASKED,
    )


def test_a_veto_caps_the_total_and_grade_conclusion_and_recommendation_follow() -> None:
    result = vetoed(("V1",), (), ())
    assert (result.aggregate.value, result.printed_total) == (Decimal(100), Decimal("0.00"))
    assert result.conclusion is not None
    assert result.recommendation is not None
    assert (result.grade.id, result.conclusion.id, result.recommendation.action) == (
        "poor",
        "no_support",
        "cancel",
    )


def test_the_sheets_own_totals_stay_what_their_writers_gave() -> None:
    assert vetoed(("V1",), (), ()).scores.totals == (100, 100, 100)


def test_leaving_out_the_one_who_found_it_gives_the_grade_back() -> None:
    result = vetoed(("V1",), (), ())
    assert [one.total for one in result.without] == [100, 0, 0]
    assert [one.number for one in result.flips] == [1]


def test_a_veto_is_explained_with_its_count_the_total_before_and_the_cap() -> None:
    [reason] = [one for one in vetoed((), ("V2",), ("V2",)).explain() if one.code == "result.veto"]
    named = {"id": "V2", "title": "重大事故", "title_en": "Accident"}
    assert reason.values == {**named, "found": 2, "count": 3, "total": "100.00", "cap": "59.50"}


def test_the_total_before_a_veto_is_what_the_aggregation_is_said_to_give() -> None:
    first = next(iter(vetoed(("V1",), ()).explain()))
    assert (first.code, first.values["total"]) == ("result.total", "100.00")


def test_a_veto_without_a_majority_is_said_and_changes_nothing() -> None:
    result = vetoed(("V2",), (), ())
    assert result.printed_total == 100
    assert "result.veto_not_upheld" in [one.code for one in result.explain()]


def test_a_snapshot_freezes_ticks_only_of_sheets_that_have_any() -> None:
    result = review(
        asking(rules()),
        [replace(one, unmet=("P1",)) if one.number == 2 else one for one in sheets(flat("5"), flat("5"))],
        ASKED,
    )
    assert snapshot(result, ASKED)["sheets"] == [
        {"number": 1, "digest": ""},
        {"number": 2, "digest": "", "unmet": ["P1"]},
    ]


def test_a_snapshot_without_any_check_list_does_not_mention_one() -> None:
    frozen = snapshot(review(rules(), sheets(flat("5")), ASKED), ASKED)
    assert not {"preconditions", "conditional"} & frozen.keys()


@pytest.mark.parametrize(("points", "conditional"), [("5", True), ("3", True), ("2.5", False)])
def test_a_conclusion_with_preconditions_is_conditional_unless_it_supports_nothing(
    points: str, *, conditional: bool
) -> None:
    result = review(asking(rules()), [SubmittedSheet(1, flat(points), unmet=("P1",))], ASKED)
    listed = replace(result, preconditions=result.proposed)
    assert listed.is_conditional is conditional
    assert snapshot(listed, ASKED)["conditional"] is conditional
    assert ("result.conditional" in [one.code for one in listed.explain()]) is conditional


def test_what_the_officer_dropped_makes_nothing_conditional() -> None:
    result = review(asking(rules()), [SubmittedSheet(1, flat("5"), unmet=("P1",))], ASKED)
    dropped = replace(result, preconditions=(replace(result.proposed[0], dropped="已补交"),))
    assert not dropped.is_conditional
    assert snapshot(dropped, ASKED)["preconditions"][0]["dropped"] == "已补交"


class Finance:
    """Takes the finance expert's total alone, and makes no number without one."""

    key, version, title, least_experts = "example.finance", "1", Words("财务专家", "The finance expert"), 1

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        del parameters
        if "财务" not in scores.classes:
            raise WrongState("aggregator.class_missing", aggregator=self.key, classes="财务")
        return Aggregate(scores.totals[scores.classes.index("财务")], tuple(range(len(scores.rows))))


BY_CLASS = replace(rules(), aggregator=Finance())


def classed(classes: Sequence[str], *rows: Row) -> list[SubmittedSheet]:
    return [replace(one, expert_class=kind) for one, kind in zip(sheets(*rows), classes, strict=True)]


def test_a_class_stays_with_its_sheet_whatever_order_they_come_in() -> None:
    given_sheets = classed(["业务", "财务", "管理"], flat("5"), flat("4"), flat("3"))
    assert review(BY_CLASS, given_sheets[::-1], ASKED).printed_total == Decimal("80.00")


def test_sheets_that_make_no_number_are_said_and_not_averaged() -> None:
    with pytest.raises(WrongState) as refused:
        review(BY_CLASS, sheets(flat("5")), ASKED)
    assert refused.value.code == "aggregator.class_missing"


def test_the_one_expert_without_whom_there_is_no_number_cannot_be_left_out() -> None:
    result = review(BY_CLASS, classed(["业务", "财务"], flat("5"), flat("4")), ASKED)
    assert [one.total for one in result.without] == [Decimal("80.00"), None]
    assert result.survives_without_any_expert is None


def test_a_batch_tells_every_panel_its_classes_and_has_no_total_where_there_is_none() -> None:
    panels = [[[50_000] * 20, [40_000] * 20]] * 3
    classes = [["财务", "业务"], ["业务", "财务"], ["业务", ""]]
    assert printed_totals(BY_CLASS, panels, classes) == [Decimal(100), Decimal(80), None]


def test_the_snapshot_names_the_class_of_a_sheet_where_it_is_known_and_only_there() -> None:
    frozen = snapshot(review(rules(), classed(["财务", ""], flat("4"), flat("4")), ASKED), ASKED)
    assert frozen["sheets"] == [{"number": 1, "digest": "", "class": "财务"}, {"number": 2, "digest": ""}]

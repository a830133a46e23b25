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
    Rules,
    SubmittedSheet,
    printed_totals,
    review,
    snapshot,
)
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

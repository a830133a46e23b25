from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.template import parse
from reviewhub.domain.tables.assessment import Assessed, assess, summarize
from reviewhub.domain.tables.score import ScoredProject, ScoredSheet
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice

REGISTRY = load_plugins()
ZH_EN = {"zh": "指标", "en": "criterion"}
POINTS = {"use": "builtin.points", "step": Decimal("0.5")}
LEVELS = {
    "use": "builtin.levels",
    "levels": [
        {"id": "a", "label": {"zh": "优", "en": "Excellent"}, "share": 1},
        {"id": "b", "label": {"zh": "良", "en": "Good"}, "share": Decimal("0.8")},
    ],
}
MET = {
    "use": "builtin.elements",
    "elements": [
        {"id": "a", "text": ZH_EN, "share": Decimal("0.6")},
        {"id": "b", "text": ZH_EN, "share": Decimal("0.4")},
    ],
}
RATE = {"use": "builtin.rate", "numerator": ZH_EN, "denominator": ZH_EN}


def criterion(number: str, points: int, scorer: Mapping[str, Any], **more: str) -> dict[str, Any]:
    return {"id": number, "path": [ZH_EN], "title": ZH_EN, "points": points, "scorer": scorer, **more}


def rules(*criteria: Mapping[str, Any], aggregator: str = "builtin.mean_of_criterion_means") -> Rules:
    source = {
        "id": "tiny",
        "version": 1,
        "kind": "prior_assessment",
        "title": ZH_EN,
        "basis": "",
        "grade_scale": "builtin.cn_90_80_60",
        "criterion": criteria,
    }
    choice = Choice(aggregator, "builtin.cn_90_80_60", "builtin.kunming_2021", {})
    return REGISTRY.rules(parse(source), choice)


TWO = rules(criterion("1.1", 60, POINTS), criterion("1.2", 40, POINTS, not_applicable="rescale"))


def project(*sheets: Mapping[str, str], name: str = "路") -> ScoredProject:
    given = [ScoredSheet(row, f"专家{row}", one) for row, one in enumerate(sheets, 2)]
    return ScoredProject(2, name, "", Decimal(1_000_000), tuple(given))


def assessed(rules: Rules, *projects: ScoredProject) -> tuple[Assessed, ...]:
    return assess(rules, REGISTRY.scorers, projects)


def problems_of(rules: Rules, projects: Sequence[ScoredProject]) -> tuple[Problem, ...]:
    with pytest.raises(Invalid) as refused:
        assess(rules, REGISTRY.scorers, projects)
    return refused.value.problems


def test_sheets_of_a_table_give_what_review_gives() -> None:
    (one,) = assessed(TWO, project({"1.1": "60", "1.2": "35"}, {"1.1": "５５.5", "1.2": "40"}))
    assert (one.experts, one.result.printed_total, one.result.grade.id) == (
        ("专家2", "专家3"),
        Decimal("95.25"),
        "excellent",
    )


def test_every_bad_score_is_named_by_row_and_criterion_at_once() -> None:
    bad = project({"1.1": "1e2", "1.2": "41"}, {"1.1": "", "1.2": "0.3"})
    assert [(one.path, one.code) for one in problems_of(TWO, [bad])] == [
        ("row 2 / 1.1", "answer.not_a_number"),
        ("row 2 / 1.2", "answer.out_of_range"),
        ("row 3 / 1.1", "answer.missing"),
        ("row 3 / 1.2", "answer.out_of_range"),
    ]


def test_the_range_stands_beside_the_score_that_leaves_it() -> None:
    (problem,) = problems_of(TWO, [project({"1.1": "61", "1.2": "1"})])
    assert problem.values == {"given": "61", "least": "0", "most": "60", "step": "0.5"}


def test_in_a_long_table_the_row_is_that_of_the_score() -> None:
    sheet = ScoredSheet(2, "甲", {"1.1": "60", "1.2": "-1"}, lines={"1.1": 2, "1.2": 3})
    (problem,) = problems_of(TWO, [ScoredProject(2, "路", "", Decimal(1), (sheet,))])
    assert problem.path == "row 3 / 1.2"


def test_a_column_that_no_criterion_has_and_one_that_is_missing_are_each_named_once() -> None:
    both = [project({"1.1": "60", "9.9": "1"}, {"1.1": "60", "9.9": "1"})]
    assert [(one.path, one.code) for one in problems_of(TWO, both)] == [
        ("criterion 1.2", "scores.criterion_missing"),
        ("column 9.9", "answer.unknown_criterion"),
    ]


def test_a_table_without_scores_is_refused() -> None:
    assert [one.code for one in problems_of(TWO, [])] == ["scores.none"]


def test_a_criterion_that_does_not_apply_is_left_out_and_the_rest_rescaled() -> None:
    (one,) = assessed(TWO, project({"1.1": "57", "1.2": "不适用"}))
    assert one.result.printed_total == Decimal("95.00")


def test_what_always_applies_cannot_be_left_out() -> None:
    (problem,) = problems_of(TWO, [project({"1.1": "不适用", "1.2": "40"})])
    assert (problem.path, problem.code) == ("row 2 / 1.1", "answer.always_applies")


def test_a_level_may_be_named_by_its_label_or_its_id() -> None:
    (one,) = assessed(rules(criterion("1", 100, LEVELS)), project({"1": "良"}, {"1": "a"}))
    assert one.result.scores.totals == (Decimal("80.00"), Decimal("100.00"))


def test_a_scorer_of_two_values_reads_two_columns() -> None:
    (one,) = assessed(rules(criterion("1", 100, RATE)), project({"1.numerator": "9", "1.denominator": "10"}))
    assert one.result.printed_total == Decimal("90.00")


@pytest.mark.parametrize(
    ("first", "second", "total"), [("是", "√", "100.00"), ("TRUE", "否", "60.00"), ("×", "FALSE", "0.00")]
)
def test_a_tick_may_be_a_word_or_a_sign(first: str, second: str, total: str) -> None:
    (one,) = assessed(rules(criterion("1", 100, MET)), project({"1.e.a": first, "1.e.b": second}))
    assert one.result.printed_total == Decimal(total)


def test_what_is_neither_yes_nor_no_is_refused_with_its_place() -> None:
    (problem,) = problems_of(rules(criterion("1", 100, MET)), [project({"1.e.a": "大概", "1.e.b": "1"})])
    assert (problem.path, problem.code) == ("row 2 / 1", "answer.not_a_check")


def test_one_column_for_two_values_is_refused_with_the_names_of_both() -> None:
    (problem,) = problems_of(rules(criterion("1", 100, RATE)), [project({"1": "90"})])
    assert (problem.code, problem.values) == (
        "scores.several_values",
        {"names": "1.numerator、1.denominator"},
    )


def test_a_panel_too_small_for_the_aggregator_is_named() -> None:
    trimmed = rules(criterion("1", 100, POINTS), aggregator="builtin.trimmed_mean")
    (problem,) = problems_of(trimmed, [project({"1": "90"})])
    assert (problem.path, problem.code) == ("row 2 / 路", "result.too_few_sheets")


def test_the_summary_counts_grades_and_adds_money() -> None:
    one = rules(criterion("1", 100, POINTS))
    summary = summarize(one, assessed(one, project({"1": "90"}), project({"1": "80.5"}, name="桥")))
    assert (summary.tasks, summary.mean, summary.excellent_share) == (2, Decimal("85.25"), Decimal("0.5000"))
    assert summary.grades == {"excellent": 1, "good": 1, "fair": 0, "poor": 0}
    assert (summary.asked, summary.recommended, summary.cut) == (2_000_000, 2_000_000, 0)


def test_a_sum_with_an_open_figure_is_not_known() -> None:
    one = rules(criterion("1", 100, POINTS))
    summary = summarize(one, assessed(one, project({"1": "90"}), project({"1": "70"}, name="桥")))
    assert (summary.recommended, summary.cut) == (None, None)

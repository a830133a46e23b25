"""Warnings: what a careful colleague would ask about a sound template."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Problem
from reviewhub.domain.grade import Band, GradeScale
from reviewhub.domain.scoring.lint import warnings
from reviewhub.domain.scoring.template import parse
from reviewhub.domain.words import Words

WORDS = {"zh": "字", "en": "word"}


def source(*weights: tuple[str, int], **others: Any) -> dict[str, Any]:
    leaves = [
        {
            "id": str(number),
            "path": [{"zh": title, "en": "heading"}],
            "title": WORDS,
            "points": points,
            "guidance": WORDS,
            "scorer": {"use": "builtin.points"},
        }
        for number, (title, points) in enumerate(weights, 1)
    ]
    return {
        "id": "test",
        "version": 1,
        "kind": "key_evaluation",
        "title": WORDS,
        "basis": "",
        "grade_scale": "builtin.cn_90_80_60",
        "criterion": leaves,
        **others,
    }


def warned(of: dict[str, Any]) -> list[Problem]:
    return list(warnings(parse(of), of))


def test_output_and_benefit_below_sixty_points_are_asked_about_with_the_rule() -> None:
    assert warned(source(("决策", 41), ("产出", 30), ("效益", 29))) == [
        Problem("", "lint.output_and_benefit", {"share": "59", "least": "60", "rule": "财预〔2020〕10号"})
    ]


@pytest.mark.parametrize("benefit", ["效益", "效果", "项目绩效"])
def test_sixty_points_are_enough(benefit: str) -> None:
    assert warned(source(("决策", 40), ("产出", 30), (benefit, 30))) == []


def test_a_prior_assessment_has_no_output_yet() -> None:
    assert warned(source(("立项必要性", 100), kind="prior_assessment")) == []


def test_a_warning_can_be_waived_by_its_name() -> None:
    assert warned(source(("决策", 100), waive=["output_and_benefit"])) == []


def test_an_id_that_a_spreadsheet_reads_as_a_number_is_named() -> None:
    of = source(("产出", 100))
    of["criterion"][0]["id"] = "2.10"
    assert warned(of) == [Problem("criterion 2.10", "lint.id_reads_as_number", {"id": "2.10"})]


def test_an_english_text_that_is_chinese_is_found_at_any_depth() -> None:
    of = source(("产出", 100))
    text = {"zh": "目的明确", "en": "目的明确"}
    of["criterion"][0]["scorer"] = {"use": "builtin.points", "anchor_texts": {"优": text}}
    assert warned(of) == [Problem("criterion 1", "lint.untranslated", {"text": "目的明确"})]


def test_what_an_imported_table_left_to_be_written_is_named() -> None:
    left = source(
        ("产出", 100), basis="（请填写文件名称和文号）", purpose={"zh": "（请说明用途）", "en": "x"}
    )
    assert [one.path for one in warned(left) if one.code == "lint.unfilled"] == [
        "field basis",
        "field purpose/zh",
    ]


def test_a_criterion_without_guidance_is_named() -> None:
    of = source(("产出", 100))
    del of["criterion"][0]["guidance"]
    assert warned(of) == [Problem("criterion 1", "lint.no_guidance", {"id": "1"})]


def test_chinese_names_inside_an_english_text_are_fine() -> None:
    text = {"zh": "优", "en": "Rules of document 财预〔2020〕10号 apply"}
    assert warned(source(("产出", 100), title=text)) == []


def test_what_is_said_of_a_heading_is_said_once() -> None:
    of = source(("产出", 60), ("产出", 40))
    for leaf in of["criterion"]:
        leaf["path"] = [{"zh": "产出", "en": "产出"}]
    assert [one.values["text"] for one in warned(of)] == ["产出"]


SCALE = GradeScale(
    "test",
    "1",
    Words("等级", "Grades"),
    (Band("good", Words("良", "Good"), Decimal(60)), Band("poor", Words("差", "Poor"), Decimal(0))),
)


@pytest.mark.parametrize(("most", "asked"), [(0, []), (Decimal("59.99"), []), (60, ["lint.veto_most"])])
def test_a_veto_that_leaves_more_than_the_worst_grade_is_asked_about(most: Any, asked: list[str]) -> None:
    of = source(("效益", 100), veto=[{"id": "V1", "title": WORDS, "most": most}])
    assert [one.code for one in warnings(parse(of), of, SCALE)] == asked
    assert [one.code for one in warnings(parse(of), {**of, "waive": ["veto_most"]}, SCALE)] == []


@pytest.mark.parametrize("kind", ["veto", "precondition"])
def test_an_untranslated_veto_or_precondition_is_named(kind: str) -> None:
    of = source(("效益", 100), **{kind: [{"id": "X1", "title": {"zh": "虚报", "en": "虚报套取"}}]})
    assert warned(of) == [Problem(f"{kind} X1", "lint.untranslated", {"text": "虚报"})]

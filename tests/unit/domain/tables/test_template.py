"""A template as a workbook: everything above the criteria, and the form of an office alone."""

from decimal import Decimal
from typing import Any

from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Cell
from reviewhub.domain.tables.template import CRITERIA_SHEET, HEAD_SHEET, parse_template, template_tables

SOURCE: dict[str, Any] = {
    "format": 1,
    "id": "test",
    "title": {"zh": "试", "en": "Test"},
    "group": [{"path": ["决策"], "percent": Decimal("12.5")}],
    "criterion": [
        {
            "id": "1.1",
            "path": [{"zh": "决策", "en": "Decision"}],
            "title": {"zh": "依据", "en": "Basis"},
            "percent": 100,
            "scorer": {"use": "builtin.points", "step": Decimal("0.5")},
        }
    ],
}


def written() -> dict[str, list[list[Cell]]]:
    return {
        name: [list(titles), *([Decimal(c) if isinstance(c, int) else c for c in row] for row in rows)]
        for name, titles, rows in template_tables(SOURCE)
    }


def test_a_template_written_out_and_read_in_again_is_the_same() -> None:
    parsed = parse_template(written(), {"id": "other"})
    assert (parsed.rows, parsed.problems) == ((SOURCE,), ())


def test_the_form_of_an_office_gets_the_usual_head() -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "说明": [[None]],
        "Sheet2": [["一级指标", "分值", "评分标准"], ["决策", Decimal(100), "有"]],
    }
    (source,) = parse_template(sheets, {"id": "usual", "version": 1}).rows
    assert (source["id"], source["criterion"][0]["points"]) == ("usual", 100)


def test_a_head_that_is_no_json_is_named_by_its_row() -> None:
    sheets = written()
    sheets[HEAD_SHEET][1][1] = "{"
    assert parse_template(sheets, {}).problems == (
        Problem("row 2 / format", "criteria.parameters", {"value": "{"}),
    )


def test_a_workbook_with_faults_gives_no_source() -> None:
    sheets = {CRITERIA_SHEET: [["一级指标", "分值"], ["决策", "多"]]}
    assert parse_template(sheets, {}).rows == ()

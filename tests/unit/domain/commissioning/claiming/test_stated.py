"""Figures beside the table: after their label, below it, or in a sentence; money with its unit."""

from decimal import Decimal

import pytest

from reviewhub.domain.commissioning.claiming.stated import Stated, first_of, stated_in_table, stated_in_text
from reviewhub.domain.errors import Problem
from reviewhub.domain.tables.cell import Rows


def read(rows: Rows) -> tuple[list[Stated], list[Problem]]:
    problems: list[Problem] = []
    return list(stated_in_table(rows, problems)), problems


@pytest.mark.parametrize(
    "rows",
    [
        [("申报金额（万元）", "2,304.60")],
        [("申报金额", None, "2304.6万元")],
        [("申报金额：2304.6万元",)],
        [("单位：万元",), ("申报金额", "核减金额"), (Decimal("2304.6"), Decimal(0))],
        [("申报金额（元）", "申报金额（元）", Decimal(23_046_000))],
    ],
)
def test_an_amount_is_found_beside_after_or_below_its_label(rows: Rows) -> None:
    found, problems = read(rows)
    asked = first_of(found, "asked")
    assert problems == []
    assert asked is not None
    assert asked.amount == Decimal(23_046_000)


def test_an_amount_without_a_unit_is_never_guessed() -> None:
    assert [one.code for one in read([("核减金额", Decimal(3))])[1]] == ["table.unit_missing"]
    assert [one.code for one in read([("核减金额（美元）", Decimal(3))])[1]] == ["table.unit_unknown"]
    assert [one.code for one in read([("核减金额（万元）", "待定")])[1]] == ["amount.unreadable"]


def test_grade_and_total_are_found_as_they_are_written() -> None:
    found, _ = read([("综合得分", "88.5分", "评价等级", "良"), ("备注", "评价等级")])
    assert [(one.key, one.said, one.amount) for one in found] == [
        ("total", "88.5分", Decimal("88.5")),
        ("grade", "良", None),
    ]


def test_an_amount_beyond_any_budget_is_refused() -> None:
    assert [one.code for one in read([("核减金额（万元）", Decimal("1E+300"))])[1]] == ["amount.too_large"]


@pytest.mark.parametrize(
    ("text", "total", "grade"),
    [
        ("该项目综合得分为88.5分，评价等级为“良好”。", "88.5", "良好"),
        ("总得分：90 分，绩效等级：优。", "90", "优"),
        ("满分100分，实际得分情况见附表。", None, None),
    ],
)
def test_sentences_state_total_and_grade(text: str, total: str | None, grade: str | None) -> None:
    found = list(stated_in_text([text]))
    said = {one.key: one.said for one in found}
    assert (said.get("total"), said.get("grade")) == (total, grade)

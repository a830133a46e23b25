"""One sound set of parameters for every built-in scorer, with every choice it offers taken once."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final


def words(text: str) -> dict[str, str]:
    """Say a text in both languages."""
    return {"zh": text, "en": f"{text} in English"}


def measured(text: str, fact: str = "funds_spent") -> dict[str, str]:
    """Name a measured value that the task keeps."""
    return {**words(text), "fact": fact}


def levels() -> list[dict[str, Any]]:
    """Give two levels, one with a text of two lines."""
    good = {"id": "good", "label": words("优"), "share": 1, "text": words("第一行\n第二行")}
    return [good, {"id": "poor", "label": words("差"), "share": Decimal("0.10")}]


def elements(*, gate: bool) -> list[dict[str, Any]]:
    """Give two elements, the first a gate or in so many words none."""
    return [
        {"id": "a", "text": words("有批复"), "share": Decimal("0.6"), "gate": gate},
        {"id": "b", "text": words("有“预算”＆<论证>"), "share": Decimal("0.4")},
    ]


FORMULA: Final = "if(received = 0, 0, spent / received)"
PARAMETERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "builtin.points": {
        "step": Decimal("0.1"),
        "pace": Decimal("0.5"),
        "anchors": {"优": 5, "中": Decimal("2.50")},
        "anchor_texts": {"优": words("好")},
    },
    "builtin.levels": {"levels": levels()},
    "builtin.elements": {"elements": elements(gate=False)},
    "builtin.elements alternatives": {
        "alternatives": [
            {"id": "new", "when": words("新增项目"), "elements": elements(gate=True)},
            {"id": "old", "when": words("延续项目"), "elements": elements(gate=False)},
        ]
    },
    "builtin.rate": {
        "numerator": measured("实际"),
        "denominator": words("计划"),
        "unit": words("万元"),
        "cap": 1,
        "pass_mark": Decimal("0.6"),
        "reverse": False,
    },
    "builtin.bands": {
        "value": measured("执行率", "execution_rate"),
        "unit": words("%"),
        "bands": [
            {"at_least": 90, "share": 1},
            {"at_least": 60, "at_most": 90, "share": Decimal("0.5")},
            {"share": 0},
        ],
    },
    "builtin.deductions": {
        "findings": [
            {"id": "late", "text": words("逾期"), "points": Decimal("0.5"), "most": 5},
            {"id": "false", "text": words("虚报"), "points": 1, "zero": True},
        ]
    },
    "builtin.excess": {
        "value": measured("三公经费"),
        "unit": words("万元"),
        "limit": Decimal("-2.5"),
        "direction": "above",
        "every": 1,
        "lose": Decimal("0.2"),
        "whole_steps": False,
        "change_of": True,
        "now": words("本年"),
        "before": words("上年"),
    },
    "builtin.target": {
        "operator": ">=",
        "target": 95,
        "unit": words("%"),
        "missed": "proportional",
        "pass_mark": Decimal("0.6"),
        "over": {"from": Decimal("1.3"), "rule": "by_deviation"},
        "fact": "graduates",
    },
    "builtin.ranges": {
        "ranges": [
            {"id": "a", "label": words("好"), "at_least": 3, "at_most": 5, "text": words("说明")},
            {"id": "b", "label": words("差"), "at_least": 0, "at_most": 3},
        ],
        "step": Decimal("0.5"),
    },
    "builtin.mixed": {
        "measured": {
            "share": Decimal("0.6"),
            "numerator": words("实际"),
            "denominator": words("计划"),
            "cap": 1,
        },
        "judged": {"share": Decimal("0.4"), "levels": levels()},
    },
    "builtin.satisfaction": {
        "method": "bands",
        "input": "counts",
        "bands": [{"at_least": 90, "share": 1}, {"at_least": 60, "share": Decimal("0.6")}],
        "least_answers": 30,
        "satisfied": words("满意"),
        "answers": words("有效"),
    },
    "builtin.votes": {
        "options": [
            {"id": "yes", "label": words("满意"), "value": 100},
            {"id": "no", "label": words("不满意"), "value": 0},
        ]
    },
    "builtin.formula": {
        "expression": FORMULA,
        "names": {"spent": {**measured("支出"), "unit": words("万元")}, "received": words("到位")},
        "gives": "share",
    },
}


def source_of(key: str, *names: str) -> dict[str, Any]:
    """Write a template with a criterion for each of these sets of parameters, or for all of them."""
    chosen = names or tuple(PARAMETERS)
    leaves = [
        {
            "id": f"1.{place}1",
            "path": [words("产出")],
            "title": words(name),
            "points": 5 if place < len(chosen) else 100 - 5 * (len(chosen) - 1),
            "guidance": words("看什么\n扣什么"),
            "scorer": {"use": name.partition(" ")[0], **PARAMETERS[name]},
        }
        for place, name in enumerate(chosen, start=1)
    ]
    return {
        "format": 1,
        "id": key,
        "version": 1,
        "kind": "key_evaluation",
        "title": words("各种评分方法"),
        "basis": "甲〔2026〕1号",
        "standing": "example",
        "standing_note": words("示例"),
        "weighting": "points",
        "grade_scale": "builtin.cn_90_80_60",
        "reason": "below_full",
        "purpose": words("试用"),
        "waive": ["untranslated"],
        "criterion": leaves,
    }

"""What does not fit a schema is named by its place, and said by what it should be."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.errors import Problem
from reviewhub.plugin.shape import Validator, shape_problems

WORDS = {"type": "object", "additionalProperties": False, "properties": {"zh": {"minLength": 1}}}
SCHEMA = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z]+$"},
        "title": WORDS,
        "criterion": {
            "items": {"properties": {"points": {"type": "number", "exclusiveMinimum": 0, "maximum": 100}}}
        },
        "group": {"items": {"properties": {"percent": {"type": "number"}}}},
        "kind": {"enum": ["a", "b"]},
    },
}


def found(
    value: Any, schema: dict[str, Any] = SCHEMA, place: str = ""
) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (one.path, one.code, {k: v for k, v in one.values.items() if k != "message"})
        for one in shape_problems(Validator(schema), value, place)
    ]


def test_an_exact_decimal_is_a_number_and_a_truth_value_is_none() -> None:
    assert found(Decimal("0.5"), {"type": "number"}) == []
    assert found(True, {"type": "number"}, "step") == [
        ("step", "shape.type", {"given": "True", "bound": "number"})
    ]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({}, ("", "shape.required", {"name": "id"})),
        ({"id": "A"}, ("field id", "shape.pattern", {"given": "A", "bound": "^[a-z]+$"})),
        (
            {"id": "a", "title": {"zh": "字", "en": ""}},
            ("field title", "shape.additionalProperties", {"names": "en", "known": "zh"}),
        ),
        (
            {"id": "a", "kind": "c"},
            ("field kind", "shape.enum", {"given": "c", "allowed": "a、b"}),
        ),
        (
            {"id": "a", "criterion": [{"id": "1.1", "points": 0}]},
            ("criterion 1.1 / points", "shape.exclusiveMinimum", {"given": "0", "bound": "0"}),
        ),
        (
            {"id": "a", "criterion": [{"points": Decimal("100.5")}]},
            ("criterion #1 / points", "shape.maximum", {"given": "100.5", "bound": "100"}),
        ),
        (
            {"id": "a", "group": [{"path": ["决策", "立项"], "percent": "x"}]},
            ("group 决策 › 立项 / percent", "shape.type", {"given": "x", "bound": "number"}),
        ),
    ],
)
def test_a_misfit_is_named_by_its_place(value: Any, problem: tuple[str, str, dict[str, str]]) -> None:
    assert found(value) == [problem]


def test_a_rule_without_a_sentence_of_its_own_keeps_what_the_validator_said() -> None:
    (problem,) = shape_problems(Validator({"not": {}}), 1)
    assert (problem.code, "message" in problem.values) == ("template.shape", True)


def test_all_misfits_are_named_in_the_order_of_their_places() -> None:
    problems = found({"title": {"en": ""}, "kind": "c"})
    assert [path for path, _, _ in problems] == ["", "field kind", "field title"]


def test_a_long_value_is_cut() -> None:
    (problem,) = shape_problems(Validator({"type": "number"}), "x" * 500)
    assert isinstance(problem, Problem)
    assert len(str(problem.values["given"])) <= 51

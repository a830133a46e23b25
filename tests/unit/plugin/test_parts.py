"""What scorers are made of: schemas that are closed, and inputs with their words, bounds and facts."""

from decimal import Decimal
from typing import Any

from reviewhub.plugin import parts
from reviewhub.plugin.protocols import InputKind, Value, Words
from reviewhub.plugin.shape import Validator

LABEL = {"zh": "支出", "en": "spent"}


def fits(schema: object, value: object) -> bool:
    return not list(Validator(schema).iter_errors(value))


def test_a_shape_takes_its_own_keys_and_no_others() -> None:
    schema = parts.shape(["a"], a=parts.SHARE, b=parts.WORDS)
    given = [{"a": 1}, {"a": 1, "b": LABEL}, {"a": 1, "c": 1}, {"b": LABEL}, {"a": Decimal("1.1")}]
    assert [fits(schema, one) for one in given] == [True, True, False, False, False]


def test_several_are_at_least_so_many() -> None:
    schema = parts.several(parts.PERCENT, 2)
    assert [fits(schema, one) for one in ([1], [1, 100], (1, 2), [1, 101])] == [False, True, True, False]


def test_a_measured_value_may_name_a_fact() -> None:
    facts = ["funds_spent", "Spent", ""]
    assert [fits(parts.MEASURED, {**LABEL, "fact": one}) for one in facts] == [True, False, False]
    asked = parts.measured("a", {**LABEL, "fact": "funds_spent"}, {"zh": "元", "en": "yuan"}, Decimal(9))
    assert (asked.kind, asked.fact, asked.unit, asked.most) == (
        InputKind.NUMBER,
        "funds_spent",
        Words("元", "yuan"),
        9,
    )


def test_a_count_goes_in_whole_numbers() -> None:
    asked = parts.counted("a", LABEL, most=Decimal(4))
    assert (asked.kind, asked.step, asked.most, asked.fact) == (InputKind.COUNT, 1, 4, "")


def test_a_choice_shows_what_each_item_is_worth_and_means() -> None:
    items: list[dict[str, Any]] = [
        {"id": "a", "label": LABEL, "text": LABEL, "share": "0.5"},
        {"id": "b", "label": LABEL, "share": 0},
    ]
    asked = parts.pick("level", Words("等级", "Level"), items, lambda one: parts.exact(one["share"]))
    assert [(one.id, one.points, one.text and one.text.en) for one in asked.choices] == [
        ("a", Decimal("0.5"), "spent"),
        ("b", 0, None),
    ]


def test_only_a_number_is_a_number() -> None:
    values: dict[str, Value] = {"a": Decimal(0), "b": "0", "c": False}
    assert [parts.number_in(values, name) for name in "abcd"] == [0, None, None, None]


def test_a_share_is_never_worth_more_than_everything() -> None:
    full = Decimal("7.125")
    assert [parts.worth(full, Decimal(one)) for one in ("1", "0.5", "0")] == [full, Decimal("3.56"), 0]

"""The language of formulas: what it understands, what it refuses and where, and that it costs little."""

from contextlib import suppress
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.expression import (
    DEEPEST,
    LONGEST,
    MOST_PARTS,
    Expression,
    Undefined,
    evaluate,
    names_in,
    parse,
)

VALUES = {"a": Decimal(7), "b": Decimal(3), "z": Decimal(0)}


def refusal(text: str) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Invalid) as refused:
        parse(text)
    (problem,) = refused.value.problems
    assert problem.path == "expression"
    return problem.code.removeprefix("expression."), dict(problem.values)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) × 3", "9"),
        ("a - b - 1", "3"),
        ("12 / 3 ÷ 2", "2"),
        ("-a + 10", "3"),
        ("2 * -b", "-6"),
        ("--a", "7"),
        ("min(a, b, 5)", "3"),
        ("max(a)", "7"),
        ("abs(b - a)", "4"),
        ("round(a / b, 2)", "2.33"),
        ("round(2.5, 0)", "3"),
        ("round(0 - 2.5, 0)", "-3"),
        ("（a，b）", ""),
        ("max（a，b）＋1", "8"),
    ],
)
def test_a_formula_is_worked_out_as_it_reads(text: str, value: str) -> None:
    if value:
        assert evaluate(parse(text), VALUES) == Decimal(value)
    else:
        assert refusal(text) == ("unexpected", {"position": 3, "found": ","})


@pytest.mark.parametrize(
    ("comparison", "holds"),
    [
        ("a > b", True),
        ("a < b", False),
        ("a >= 7", True),
        ("a ≥ 8", False),
        ("a <= 7", True),
        ("a ≤ 6", False),
        ("a = 7", True),
        ("a + 1 = b", False),
    ],
)
def test_if_takes_the_first_part_where_the_comparison_holds(comparison: str, holds: bool) -> None:
    assert evaluate(parse(f"if({comparison}, 1, 0)"), VALUES) == Decimal(holds)


def test_the_part_that_if_does_not_take_is_never_worked_out() -> None:
    assert evaluate(parse("if(z = 0, 5, a / z)"), VALUES) == 5


@pytest.mark.parametrize("text", ["a / z", "z / z", "1 / (b - 3)", f"round({'9' * 60}, 2)"])
def test_what_has_no_result_is_undefined_and_never_a_number(text: str) -> None:
    with pytest.raises(Undefined) as undefined:
        evaluate(parse(text), VALUES)
    assert [one.code for one in undefined.value.problems] == ["expression.undefined"]


def test_results_are_exact_to_fifty_digits_whatever_the_context_outside() -> None:
    with localcontext(Context(prec=3)):
        assert evaluate(parse("a / b * b"), {"a": Decimal(2), "b": Decimal("0.1")}) == 2
        assert len(str(evaluate(parse("a / b"), VALUES))) == 51


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "ends", 1),
        ("a +", "ends", 4),
        ("(a", "ends", 3),
        ("a b", "unexpected", 3),
        ("a + * b", "unexpected", 5),
        ("a ** b", "unexpected", 4),
        ("a)", "unexpected", 2),
        ("1.", "unexpected", 2),
        ("1e5", "unexpected", 2),
        ("a; b", "unexpected", 2),
        ("a.b", "unexpected", 2),
        ("a[0]", "unexpected", 2),
        ("'a'", "unexpected", 1),
        ("支出 / 2", "unexpected", 1),
        ("exec(a)", "unexpected", 5),
        ("1 < 2", "unexpected", 3),
        ("if(a, 1, 2)", "unexpected", 5),
        ("if(a < b < 1, 1, 2)", "unexpected", 10),
        ("min()", "unexpected", 5),
        ("min(a,, b)", "unexpected", 7),
        ("min", "ends", 4),
        ("1 + abs(a, b)", "arguments", 5),
        ("round(a)", "arguments", 1),
        ("round(a, b)", "arguments", 1),
        ("round(a, 0.5)", "arguments", 1),
        ("round(a, 11)", "arguments", 1),
        ("if(a < b, 1)", "arguments", 1),
    ],
)
def test_what_is_not_understood_is_refused_at_its_position(text: str, code: str, position: int) -> None:
    found, values = refusal(text)
    assert (found, values["position"]) == (code, position)


def test_length_parts_and_depth_are_bounded() -> None:
    assert refusal("1" + " " * LONGEST) == ("too_long", {"most": LONGEST})
    assert refusal("a" + "+a" * 149) == ("too_many", {"most": MOST_PARTS})
    nested = "(" * DEEPEST + "a" + ")" * DEEPEST
    assert refusal(nested) == ("too_deep", {"position": DEEPEST + 1, "most": DEEPEST})
    assert evaluate(parse(nested[1:-1]), VALUES) == 7
    assert evaluate(parse("-" * (LONGEST - 1) + "a"), VALUES) == -7


def test_the_names_a_formula_uses_are_known_before_it_has_values() -> None:
    assert names_in(parse("if(a > 1, b, max(c, abs(d))) + a")) == {"a", "b", "c", "d"}


LEAVES = st.one_of(st.sampled_from(["a", "b", "z"]), st.integers(0, 999).map(str))
TEXTS = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.tuples(below, st.sampled_from("+-*/×÷"), below).map(lambda one: f"({' '.join(one)})"),
        st.tuples(below, below).map(lambda one: f"min({one[0]}, {one[1]})"),
        st.tuples(below, below, below).map(lambda one: f"if({one[0]} <= {one[1]}, {one[2]}, 1)"),
    ),
    max_leaves=12,
)


def outcome(expression: Expression) -> Decimal | None:
    try:
        return evaluate(expression, VALUES)
    except Undefined:
        return None


@given(TEXTS)
def test_the_same_formula_gives_the_same_number_whatever_its_spaces(text: str) -> None:
    assert outcome(parse(text)) == outcome(parse(f" {text.replace(' ', '')} "))


@given(st.text(alphabet="ab1.+-*/()<=>, miniround", max_size=60))
def test_any_text_is_either_read_or_refused_with_a_problem(text: str) -> None:
    read = None
    with suppress(Invalid):
        read = parse(text)
    assert read is None or names_in(read) or outcome(read) is not None or "/" in text

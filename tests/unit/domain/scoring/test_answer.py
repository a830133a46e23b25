"""One rule by which numbers are read, everywhere."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.answer import (
    Answer,
    Choice,
    Input,
    InputKind,
    Value,
    plain_digits,
    read_number,
    read_values,
)
from reviewhub.domain.words import Words

WORDS = Words("得分", "Points")
POINTS = Input("points", InputKind.NUMBER, WORDS, most=Decimal(100), step=Decimal("0.5"))
LEVEL = Input("level", InputKind.CHOICE, WORDS, choices=(Choice("优", WORDS), Choice("差", WORDS)))
MET = Input("e.a", InputKind.CHECK, WORDS)
FOUND = Input("d.a", InputKind.COUNT, WORDS, most=Decimal(3), step=Decimal(1))
MEASURED = Input("value", InputKind.NUMBER, WORDS)
RANGE = {"least": "0", "most": "100", "step": "0.5"}


def read(one: Input, text: str) -> tuple[Mapping[str, Value], list[Problem]]:
    return read_values([one], Answer({one.name: text}), "criterion 1.1")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("95", "95"),
        ("95.5", "95.5"),
        ("95.50", "95.50"),
        ("0", "0"),
        ("007", "7"),
        ("９５", "95"),
        ("９５．５", "95.5"),
        (" 5 ", "5"),
        ("\u3000５\n", "5"),
    ],
)
def test_plain_and_full_width_digits_are_numbers(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-1", "+5", "1_0", "1e2", "NaN", "nan", "inf", "Infinity", "0x10", "1,000", "1，0"),
        *(
            ".5",
            "5.",
            "5..0",
            "5 5",
            "五",
            "²",
            "½",
            "٩٥",
            "९५",
            "Ⅴ",
            "5分",
            "－5",
            "5%",
            "1.1234567",
            "9" * 13,
        ),
    ],
)
def test_nothing_else_is_a_number(text: str) -> None:
    assert read_number(text) is None


@given(st.decimals(min_value=0, max_value=10**12 - 1, places=6))
def test_every_number_we_print_is_read_back(number: Decimal) -> None:
    assert read_number(f"{number:f}") == number


@given(st.text())
def test_what_is_read_is_what_decimal_reads_of_the_plain_digits(text: str) -> None:
    number = read_number(text)
    assert number is None or number == Decimal(plain_digits(text))


@given(st.text())
def test_a_number_is_never_negative_and_always_finite(text: str) -> None:
    number = read_number(text)
    assert number is None or (number.is_finite() and number >= 0)


@pytest.mark.parametrize("text", ["0", "100", "99.5", "５０", "50.50"])
def test_a_number_on_the_grid_inside_the_range_is_taken(text: str) -> None:
    assert read(POINTS, text) == ({"points": Decimal(plain_digits(text))}, [])


@pytest.mark.parametrize("text", ["101", "100.5", "99.7", "0.25"])
def test_a_number_off_the_grid_or_out_of_range_is_refused_with_the_range(text: str) -> None:
    problem = Problem("criterion 1.1", "answer.out_of_range", {**RANGE, "given": text})
    assert read(POINTS, text) == ({}, [problem])


@pytest.mark.parametrize("text", ["-1", "NaN", "1_0", "²"])
def test_what_is_no_number_is_refused_with_what_was_given(text: str) -> None:
    problem = Problem("criterion 1.1", "answer.not_a_number", {**RANGE, "given": text})
    assert read(POINTS, text) == ({}, [problem])


@pytest.mark.parametrize("text", ["", " ", "\u3000"])
def test_a_blank_number_is_missing_and_never_zero(text: str) -> None:
    assert read(POINTS, text) == ({}, [Problem("criterion 1.1", "answer.missing", RANGE)])


def test_an_answer_without_the_value_is_missing() -> None:
    assert read_values([POINTS], Answer(), "criterion 1.1")[1] == [
        Problem("criterion 1.1", "answer.missing", RANGE)
    ]


def test_a_blank_count_is_none_found() -> None:
    assert read(FOUND, "") == ({"d.a": Decimal(0)}, [])


def test_a_count_is_whole() -> None:
    assert [one.code for one in read(FOUND, "1.5")[1]] == ["answer.out_of_range"]


def test_a_measured_value_has_no_upper_end_and_no_grid() -> None:
    assert read(MEASURED, "123456.789") == ({"value": Decimal("123456.789")}, [])


def test_a_choice_is_one_of_those_offered() -> None:
    assert read(LEVEL, "优") == ({"level": "优"}, [])


def test_a_choice_that_is_not_offered_is_refused() -> None:
    assert [(one.code, one.values["given"]) for one in read(LEVEL, "良")[1]] == [
        ("answer.unknown_choice", "良")
    ]


def test_a_choice_that_is_not_offered_is_told_those_that_are_and_is_not_repeated_at_length() -> None:
    (problem,) = read(LEVEL, "良" * 100)[1]
    assert (problem.values["choices"], len(str(problem.values["given"]))) == ("优、差", 40)


@pytest.mark.parametrize(
    ("text", "met"), [("1", True), ("on", True), ("", False), ("0", False), (" ", False)]
)
def test_a_tick_is_there_or_not(text: str, met: bool) -> None:
    assert read(MET, text) == ({"e.a": met}, [])


@pytest.mark.parametrize("text", ["否", "FALSE", "no", "×", "2"])
def test_a_word_is_no_tick(text: str) -> None:
    values, problems = read(MET, text)
    assert (values, [(one.code, one.values["given"]) for one in problems]) == (
        {},
        [("answer.not_a_check", text)],
    )


def test_every_input_of_a_criterion_is_looked_at() -> None:
    _, problems = read_values([POINTS, LEVEL], Answer({"points": "x", "level": "x"}), "criterion 2")
    assert [one.code for one in problems] == ["answer.not_a_number", "answer.unknown_choice"]


def test_a_message_shows_no_more_than_forty_signs_of_what_was_given() -> None:
    assert [len(str(one.values["given"])) for one in read(POINTS, "x" * 500)[1]] == [40]

"""Fees by steps and by sum, the last part by the grade, and terms that cannot stand."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.commissioning.fee import (
    PRESETS,
    FeeTerms,
    fee_of,
    problems_of,
    read_steps,
    read_terms,
    write_steps,
)

USUAL = PRESETS["usual"][1]


def d(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        # Worked out by hand from 5 ‰ to a million, 3.5 to five, 2.5 to ten, 1.8 to fifty, 1 above.
        ("800000", "4000.00"),
        ("1000000", "5000.00"),
        ("3000000", "12000.00"),
        ("20000000", "49500.00"),
        ("60000000", "113500.00"),
    ],
)
def test_every_step_applies_to_its_part_of_the_amount_alone(amount: str, whole: str) -> None:
    fee = fee_of(USUAL, d(amount))
    assert fee.whole == d(whole) == sum(one.fee for one in fee.lines)
    assert sum(one.part for one in fee.lines) == d(amount)


def test_several_tasks_at_once_cost_five_percent_less_line_by_line() -> None:
    assert fee_of(PRESETS["batch"][1], d("3000000")).whole == d("11400.00")


@pytest.mark.parametrize(
    ("grade", "last_due", "kept_back"),
    [
        (None, None, "0"),
        ("agency_excellent", "2400.00", "0"),
        ("agency_pass", "1920.00", "480.00"),
        ("agency_fail", "0.00", "2400.00"),
    ],
)
def test_the_grade_decides_the_last_part_and_nothing_before_it(
    grade: str | None, last_due: str | None, kept_back: str
) -> None:
    fee = fee_of(USUAL, d("3000000"), grade)
    assert (fee.first, fee.last) == (d("9600.00"), d("2400.00"))
    assert (fee.last_due, fee.kept_back) == (None if last_due is None else d(last_due), d(kept_back))


def test_a_fixed_sum_asks_for_no_amount() -> None:
    fee = fee_of(FeeTerms(fixed=d("50000")), d("99"))
    assert (fee.lines, fee.whole, fee.last) == ((), d("50000.00"), d("0.00"))


@pytest.mark.parametrize("key", sorted(PRESETS))
def test_presets_are_sound_marked_as_examples_and_come_back_as_they_were_kept(key: str) -> None:
    title, terms = PRESETS[key]
    assert list(problems_of(terms)) == []
    assert ("示例" in title.zh, "example" in title.en) == (True, True)
    assert read_terms(terms.written()) == terms
    assert read_steps(write_steps(terms.steps)) == terms.steps


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["fee.nothing_agreed"]),
        ({"fixed": d("0")}, ["fee.sum_out_of_range"]),
        ({"steps": read_steps("500:3 100:5 :1")}, ["fee.steps_out_of_order"]),
        ({"steps": read_steps("100:5 500:3")}, ["fee.steps_out_of_order"]),
        ({"steps": read_steps(":5 :3")}, ["fee.steps_out_of_order"]),
        ({"steps": read_steps(":1001")}, ["fee.steps_out_of_order"]),
        (
            {"fixed": d("1"), "factor": d("0"), "last_part": d("101")},
            ["fee.factor_out_of_range", "fee.share_out_of_range"],
        ),
    ],
)
def test_terms_that_cannot_stand_say_why(changes: dict[str, Any], codes: list[str]) -> None:
    assert [one.code for one in problems_of(FeeTerms(**changes))] == codes


@pytest.mark.parametrize("text", ["100", "a:5", "100:", "100:NaN", "-100:5", "1e3:5", "100:5:6"])
def test_what_is_no_list_of_steps_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_steps(text)


def test_steps_are_read_as_offices_type_them() -> None:
    assert read_steps("100：5，500：3.5，:1") == read_steps("100:5 500:3.5 :1")

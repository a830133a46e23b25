"""Bank, account and ID number: read, checked, hidden."""

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.domain.experts.fee import Fees, hidden, is_id_number, read_fees

# The example printed in GB 11643-1999, and the one for the check character X.
EXAMPLES = ["11010519491231002X", "440524188001010014"]


@pytest.mark.parametrize("number", EXAMPLES)
def test_the_examples_of_the_standard_are_sound_and_any_other_check_character_is_not(number: str) -> None:
    assert [one for one in "0123456789X" if is_id_number(number[:17] + one)] == [number[17]]


def test_blanks_and_small_letters_are_tolerated() -> None:
    assert read_fees(" 中国银行 ", "6217 0000-1234 5678", "11010519491231002x") == Fees(
        "中国银行", "6217000012345678", EXAMPLES[0]
    )


def test_every_fault_is_named_and_none_repeats_what_was_typed() -> None:
    with pytest.raises(Invalid) as refused:
        read_fees("", "62x", "110105194912310021")
    assert [one.path for one in refused.value.problems] == ["bank", "account", "id_number"]
    assert [one.values for one in refused.value.problems] == [{}, {}, {}]


def test_its_owner_sees_the_last_four_and_a_trace_sees_nothing() -> None:
    fees = Fees("中国银行", "6217000012345678", EXAMPLES[0])
    assert fees.hidden() == Fees("中国银行", "•" * 12 + "5678", "•" * 14 + "002X")
    assert hidden("123") == "•••"
    assert "5678" not in f"{fees} {fees!r}"

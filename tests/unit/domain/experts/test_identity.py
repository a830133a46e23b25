"""Names, codes and telephones as they are compared."""

import pytest

from reviewhub.domain.experts.identity import (
    Person,
    fold_code,
    fold_person,
    fold_phone,
    names_of,
    people_named,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("马兰杰 副教授（校外）", "马兰杰"),
        ("张经理", "张经理"),
        ("  ", ""),
        ("Li Wei", "liwei"),
        ("王主任科员", "王主任科员"),
    ],
)
def test_titles_fold_as_long_as_a_name_is_left(written: str, folded: str) -> None:
    assert fold_person(written) == folded


def test_a_short_code_and_a_landline_tell_nobody_apart() -> None:
    assert (fold_code("12 3"), fold_phone("0871-68123456"), fold_phone("+86 139 8716 0001")) == (
        "",
        "",
        "13987160001",
    )


def test_one_field_can_name_several_people() -> None:
    assert people_named("马兰杰、李伟丽, 吴秀 ") == ("马兰杰", "李伟丽", "吴秀")


def test_who_has_no_code_and_no_phone_is_nobody_in_particular() -> None:
    assert not Person("马兰杰").is_same(Person("马兰杰"))


def test_a_name_of_one_letter_is_left_out() -> None:
    assert names_of(Person("马", ("马兰杰",))) == {"马兰杰"}

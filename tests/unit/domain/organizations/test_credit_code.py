"""The check character of GB 32100-2015, on codes that their bearers publish."""

import pytest

from reviewhub.domain.organizations.credit_code import (
    ALPHABET,
    check_character,
    is_credit_code,
    read_credit_code,
)

# The example that explanations of the standard use, and companies by their own imprints.
PUBLISHED = {
    "91350100M000100Y43": "example with the standard",
    "914403001922038216": "Huawei Technologies",
    "9144030071526726XG": "Tencent, Shenzhen",
    "91330100799655058B": "Alibaba (China)",
    "91110000802100433B": "Baidu Netcom",
}


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_published_code_is_sound(code: str) -> None:
    assert is_credit_code(code)


@pytest.mark.parametrize("code", PUBLISHED)
def test_every_single_wrong_character_is_caught(code: str) -> None:
    wrong = {code[:at] + one + code[at + 1 :] for at in range(18) for one in ALPHABET if one != code[at]}
    assert not any(map(is_credit_code, wrong))


@pytest.mark.parametrize("code", ["", "9135010", "91350100I000100Y43", "91350100m000100y43", "9" * 19])
def test_what_has_not_the_form_is_no_code(code: str) -> None:
    assert not is_credit_code(code)


def test_what_people_type_is_brought_to_form() -> None:
    assert read_credit_code(" ９１３５０１００-m000100 y43") == "91350100M000100Y43"
    assert check_character("91350100M000100Y4") == "3"

"""Texts in two languages."""

import pytest

from reviewhub.domain.words import Words, shown


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "优"), ("zh_Hans_CN", "优"), ("en", "Excellent"), ("en_US", "Excellent"), ("fr", "优")],
)
def test_the_language_decides(language: str, said: str) -> None:
    assert Words("优", "Excellent").in_language(language) == said


def test_without_english_the_chinese_stands() -> None:
    assert Words("优", "").in_language("en") == "优"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4.5", "4.5"),
        ("长" * 50, "长" * 39 + "…"),
        ("a\n\u3000b", "a b"),
        ("\x1b[31m\u202e", "\ufffd[31m\ufffd"),
    ],
)
def test_a_message_repeats_one_short_line_of_what_can_be_seen(text: str, said: str) -> None:
    assert shown(text) == said

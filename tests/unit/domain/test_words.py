"""Texts in two languages."""

import pytest

from reviewhub.domain.words import Words


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "优"), ("zh_Hans_CN", "优"), ("en", "Excellent"), ("en_US", "Excellent"), ("fr", "优")],
)
def test_the_language_decides(language: str, said: str) -> None:
    assert Words("优", "Excellent").in_language(language) == said


def test_without_english_the_chinese_stands() -> None:
    assert Words("优", "").in_language("en") == "优"

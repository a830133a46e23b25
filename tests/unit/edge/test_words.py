"""What a code becomes: the sentence fits the range that there is."""

import pytest

from reviewhub.edge.language.words import plain_speaker

CLOSED = {"given": "x", "least": "0", "most": "5", "step": "0.1"}
OPEN = {**CLOSED, "most": "", "step": ""}


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        ("answer.not_a_number", CLOSED, "“x”不是数字，请填 0 到 5 之间的数，例如 4 或 4.5。"),
        ("answer.not_a_number", OPEN, "“x”不是数字，请填不小于 0 的数，例如 4 或 4.5。"),
        ("answer.missing", CLOSED, "还没有填写，请填 0 到 5 之间的数。"),
        ("answer.missing", OPEN, "还没有填写，请填不小于 0 的数。"),
        ("answer.missing", {}, "还没有填写。"),
    ],
)
def test_the_range_is_named_as_far_as_there_is_one(
    code: str, values: dict[str, str | int], said: str
) -> None:
    assert plain_speaker(None, "zh").sentence(code, values) == said


@pytest.mark.parametrize(("language", "said"), [("zh", "4 万元"), ("en", "4 (10,000 yuan)")])
def test_a_value_in_both_languages_is_said_in_the_readers(language: str, said: str) -> None:
    values = {"measured": "4 万元", "measured_en": "4 (10,000 yuan)", "source": "S"}
    assert said in plain_speaker(None, language).sentence("measured.from", values)

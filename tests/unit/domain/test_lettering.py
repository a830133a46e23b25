"""One spelling for what can be written in several."""

from reviewhub.domain.lettering import plain_letters


def test_width_case_space_and_what_cannot_be_seen_fold() -> None:
    assert plain_letters(" ＡＢ　ｃ\u200b雲嶺 ") == "abc云岭"

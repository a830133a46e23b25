"""Levels: the chosen level's share of the full marks."""

from decimal import Decimal

import pytest

from reviewhub.builtin.scorers.levels import register_scorers
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words

(SCORER,) = register_scorers()
LEVELS = [
    {"id": id_, "label": {"zh": id_, "en": id_}, "share": Decimal(share)}
    for id_, share in (("优", "1"), ("良", "0.8"), ("中", "0.6"), ("差", "0"))
]
CRITERION = Criterion("2", (), Words("", ""), Decimal("4.56"), "builtin.levels", {"levels": LEVELS})


@pytest.mark.parametrize(
    ("level", "points"), [("优", "4.56"), ("良", "3.65"), ("中", "2.74"), ("差", "0.00")]
)
def test_a_level_gives_its_share_rounded_half_up(level: str, points: str) -> None:
    why = Reason("scorer.level", {"criterion": "2", "level": level})
    assert SCORER.score(CRITERION, {"level": level}) == Points(Decimal(points), (why,))


def test_the_choice_shows_what_each_level_gives() -> None:
    (asked,) = SCORER.inputs(CRITERION)
    shown = [(one.id, str(one.points)) for one in asked.choices]
    assert shown == [("优", "4.56"), ("良", "3.65"), ("中", "2.74"), ("差", "0.00")]


@pytest.mark.parametrize("values", [{}, {"level": "甲"}])
def test_no_level_or_an_unknown_one_is_not_scored(values: dict[str, str]) -> None:
    assert SCORER.score(CRITERION, values) is None

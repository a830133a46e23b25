"""Levels: the chosen level's share of the full marks."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.builtin.scorers.levels import Levels
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words
from reviewhub.testing import check_scorer, criterion_for

SCORER = Levels()
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


def steps(shares: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"id": id_, "label": {"zh": id_, "en": id_}, "share": Decimal(share)} for id_, share in shares.items()
    ]


# Three steps of a self-evaluation, four anchors of 100/75/60/0 in an older table, five steps 优良中低差.
@pytest.mark.parametrize(
    "shares",
    [
        {"met": "1", "partly": "0.8", "missed": "0.6"},
        {"a": "1", "b": "0.75", "c": "0.6", "d": "0"},
        {"excellent": "1", "good": "0.8", "fair": "0.6", "low": "0.4", "poor": "0.2"},
    ],
)
def test_there_can_be_three_four_or_five_levels(shares: dict[str, str]) -> None:
    criterion = criterion_for("builtin.levels", 10, {"levels": steps(shares)})
    found = check_scorer(SCORER, criterion, [{"level": id_} for id_ in shares])
    assert [one.value for one in found if one] == [10 * Decimal(share) for share in shares.values()]


def test_a_level_that_stands_twice_is_named() -> None:
    problems = SCORER.problems(criterion_for("builtin.levels", 10, {"levels": LEVELS[:1] * 2}))
    assert [(one.path, one.code) for one in problems] == [("levels", "template.doubled_part")]

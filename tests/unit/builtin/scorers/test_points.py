"""Direct points with anchors as handholds."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviewhub.builtin.scorers.points import register_scorers
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Words

(SCORER,) = register_scorers()
NAME = Words("实施目的", "Purpose")
CRITERION = Criterion(
    "1.1",
    (),
    NAME,
    Decimal(5),
    "builtin.points",
    {"step": Decimal("0.5"), "anchors": {"差": 1, "良": 4, "优": 5, "中": 3}},
)


def test_one_number_is_asked_for_up_to_full_marks_in_steps() -> None:
    (asked,) = SCORER.inputs(CRITERION)
    assert (asked.name, asked.least, asked.most, asked.step) == ("points", 0, Decimal(5), Decimal("0.5"))


def test_anchors_stand_best_first_with_their_points() -> None:
    (asked,) = SCORER.inputs(CRITERION)
    assert [(one.label.en, one.points) for one in asked.choices] == [
        ("Excellent", 5),
        ("Good", 4),
        ("Fair", 3),
        ("Poor", 1),
    ]


@given(st.integers(0, 10).map(lambda half: Decimal(half) / 2))
def test_points_are_given_as_they_are(points: Decimal) -> None:
    assert SCORER.score(CRITERION, {"points": points}) == Points(points)


def test_without_a_number_nothing_is_scored() -> None:
    assert SCORER.score(CRITERION, {}) is None

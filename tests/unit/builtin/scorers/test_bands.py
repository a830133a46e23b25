"""Bands: the share of the first band whose inclusive bounds hold."""

from decimal import Decimal

import pytest

from reviewhub.builtin.scorers.bands import register_scorers
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words

(SCORER,) = register_scorers()
BANDS = [
    {"at_least": 95, "share": 1},
    {"at_least": 80, "at_most": Decimal("94.99"), "share": Decimal("0.5")},
    {"at_most": 60, "share": 0},
]
LABEL = {"zh": "满意度", "en": "satisfaction"}
CRITERION = Criterion("5", (), Words("", ""), Decimal(5), "builtin.bands", {"value": LABEL, "bands": BANDS})


@pytest.mark.parametrize(
    ("value", "band", "points"),
    [("100", 1, "5"), ("95", 1, "5"), ("94.99", 2, "2.5"), ("80", 2, "2.5"), ("60", 3, "0")],
)
def test_bounds_are_inclusive(value: str, band: int, points: str) -> None:
    why = Reason("scorer.band", {"criterion": "5", "value": value, "band": band})
    assert SCORER.score(CRITERION, {"value": Decimal(value)}) == Points(Decimal(points), (why,))


@pytest.mark.parametrize("value", ["70", "94.995"])
def test_what_no_band_holds_is_not_scored(value: str) -> None:
    assert SCORER.score(CRITERION, {"value": Decimal(value)}) is None


def test_a_blank_value_is_not_scored() -> None:
    assert SCORER.score(CRITERION, {}) is None

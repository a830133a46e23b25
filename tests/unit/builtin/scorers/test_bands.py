"""Bands: the share of the first band whose inclusive bounds hold."""

from decimal import Decimal
from typing import Any

import pytest

from reviewhub.builtin.scorers.bands import Bands
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words
from reviewhub.testing import criterion_for

SCORER = Bands()
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


# 预算调整率 in a local table: 0 gives 5, up to 10 % gives 4, 20 % 3, 30 % 2, more than 30 % nothing.
ADJUSTED: list[dict[str, Any]] = [
    {"at_most": most, "share": Decimal(share)}
    for most, share in ((0, "1"), (10, "0.8"), (20, "0.6"), (30, "0.4"))
]


@pytest.mark.parametrize(
    ("value", "left"), [("0", 5), ("0.01", 4), ("10", 4), ("20", 3), ("30", 2), ("30.01", 0)]
)
def test_a_step_table_gives_the_points_of_its_step(value: str, left: int) -> None:
    parameters = {"value": LABEL, "bands": [*ADJUSTED, {"share": 0}]}
    scored = SCORER.score(criterion_for("builtin.bands", 5, parameters), {"value": Decimal(value)})
    assert scored is not None
    assert scored.value == left


@pytest.mark.parametrize(
    ("bands", "found"),
    [
        ([*ADJUSTED, {"share": 0}], []),
        ([{"at_least": 90, "share": 1}, {"at_least": 0, "share": 0}], []),
        (ADJUSTED, [("bands", "template.gap", {"value": "31"})]),
        (BANDS, [("bands", "template.gap", {"value": "70"})]),
        ([{"share": 0}, *ADJUSTED[:1]], [("bands/2", "template.never_reached", {})]),
        (
            [{"at_least": 60, "share": 1}, {"at_least": 80, "share": 1}, {"share": 0}],
            [("bands/2", "template.never_reached", {})],
        ),
    ],
)
def test_bands_that_nothing_reaches_and_values_that_reach_none_are_named(
    bands: list[dict[str, Any]], found: list[tuple[str, str, dict[str, str]]]
) -> None:
    problems = SCORER.problems(criterion_for("builtin.bands", 5, {"value": LABEL, "bands": bands}))
    assert [(one.path, one.code, dict(one.values)) for one in problems] == found


def test_the_measured_value_can_name_its_fact() -> None:
    (asked,) = SCORER.inputs(criterion_for("builtin.bands", 5, {"value": {**LABEL, "fact": "satisfaction"}}))
    assert asked.fact == "satisfaction"

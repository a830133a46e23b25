import json
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.stats.anova import MeanSquares, mean_squares
from reviewhub.stats.design import components, panel_of
from reviewhub.stats.generalizability import (
    Facets,
    NestedFacets,
    crossed_components,
    nested_components,
    panel_on_items,
    panel_on_tasks,
)
from reviewhub.stats.matrix import FloatArray, complete_rows
from reviewhub.stats.values import Undefined

ORACLES: Final = Path(__file__).parents[2] / "oracles" / "statistics_cases.json"
BRENNAN: Final = json.loads(ORACLES.read_text("utf-8"))["gtheory_open"][0]


def cube(seed: int, targets: int = 6, raters: int = 4, items: int = 5) -> FloatArray:
    random = np.random.default_rng(seed)
    return (
        random.normal(80, 8, (targets, 1, 1))
        + random.normal(0, 3, (1, raters, 1))
        + random.normal(0, 4, (1, 1, items))
        + random.normal(0, 3, (targets, raters, 1))
        + random.normal(0, 5, (targets, raters, items))
    )


def split(scores: FloatArray) -> Facets:
    parts = crossed_components(scores)
    assert isinstance(parts, Facets)
    return parts


def brennan() -> NestedFacets:
    scores = np.empty((10, 4, 3))
    for row in BRENNAN["data"]:
        rater = (int(row["Rater"]) - 1) % 4
        scores[int(row["Person"]) - 1, rater, int(row["Task"]) - 1] = row["Score"]
    parts = nested_components(scores)
    assert isinstance(parts, NestedFacets)
    return parts


def test_the_published_components_of_brennan_hold() -> None:
    parts, expected = brennan(), BRENNAN["published"]
    found = (parts.target, parts.task, parts.rater, parts.target_task, parts.residual)
    names = ("var_p", "var_t", "var_r:t", "var_pt", "var_pr:t")
    assert found == pytest.approx([expected[name] for name in names], abs=1e-4)


def test_the_published_coefficients_of_brennan_hold() -> None:
    panel, expected = panel_on_tasks(brennan(), 4), BRENNAN["published"]
    assert panel is not None
    assert (panel.relative, panel.absolute) == pytest.approx((expected["Erho2"], expected["Phi"]), abs=5e-4)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_means_over_fixed_items_are_an_ordinary_panel(seed: int) -> None:
    scores = cube(seed)
    parts = split(scores)
    squares = mean_squares(complete_rows(scores.mean(axis=2)))
    assert isinstance(squares, MeanSquares)
    means = components(squares)
    assert (
        parts.target + parts.target_item / 5,
        parts.rater + parts.rater_item / 5,
        parts.target_rater + parts.residual / 5,
    ) == pytest.approx((means.target, means.rater, means.residual))


def test_the_d_study_on_fixed_items_is_that_of_the_means() -> None:
    scores = cube(1)
    parts = split(scores)
    squares = mean_squares(complete_rows(scores.mean(axis=2)))
    assert isinstance(squares, MeanSquares)
    found, expected = panel_on_items(parts, 7), panel_of(components(squares), 7)
    assert found is not None
    assert expected is not None
    assert min(parts.target_rater, parts.rater, parts.rater_item, parts.target_item) > -1e9
    assert found.relative == pytest.approx(expected.relative, rel=0.02)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(-1000, 1000), st.permutations(range(6)), st.permutations(range(4)))
def test_renaming_and_shifting_change_nothing(
    seed: int, shift: float, targets: list[int], raters: list[int]
) -> None:
    scores = cube(seed)
    before, after = split(scores), split(scores[targets][:, raters] + shift)
    for name in ("target", "rater", "item", "target_rater", "target_item", "rater_item", "residual"):
        assert getattr(after, name) == pytest.approx(getattr(before, name), abs=1e-7)


def test_the_residual_is_that_of_all_lower_effects() -> None:
    scores = cube(2)
    places = list(product(range(6), range(4), range(5)))
    pairs = [(0, 1), (0, 2), (1, 2)]
    sizes = (6, 4, 5)
    columns = [
        [place[one] == a and place[other] == b for place in places]
        for one, other in pairs
        for a in range(sizes[one])
        for b in range(sizes[other])
    ]
    links = np.array(columns, dtype=float).T
    best, *_ = np.linalg.lstsq(links, scores.ravel(), rcond=None)
    square = ((scores.ravel() - links @ best) ** 2).sum()
    assert split(scores).residual == pytest.approx(square / (5 * 3 * 4))


def test_components_are_met_on_average() -> None:
    found = [split(cube(seed)) for seed in range(400)]
    assert np.mean([one.target_rater for one in found]) == pytest.approx(9, abs=1)
    assert np.mean([one.residual for one in found]) == pytest.approx(25, abs=1)
    assert np.mean([one.target_item for one in found]) == pytest.approx(0, abs=0.5)


def test_random_items_make_a_panel_less_sure() -> None:
    parts = split(cube(3))
    fixed, random = panel_on_items(parts, 5), panel_on_items(parts, 5, fixed=False)
    assert fixed is not None
    assert random is not None
    assert random.absolute < fixed.absolute


def test_alike_targets_cannot_be_told_apart_by_any_panel() -> None:
    parts = Facets(-5.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, raters=3, items=4)
    assert panel_on_items(parts, 5) is None


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        (np.full((3, 2, 2), np.nan), Undefined.INCOMPLETE),
        (np.arange(4.0).reshape(1, 2, 2), Undefined.ONE_TARGET),
        (np.arange(4.0).reshape(2, 1, 2), Undefined.ONE_RATER),
        (np.arange(4.0).reshape(2, 2, 1), Undefined.TOO_FEW_SCORES),
        (np.full((3, 2, 2), 80.0), Undefined.ALL_EQUAL),
    ],
)
def test_the_reason_is_given_instead_of_components(scores: FloatArray, reason: Undefined) -> None:
    assert (crossed_components(scores), nested_components(scores)) == (reason, reason)


@pytest.mark.parametrize("scores", [[[90.0, 80.0]], np.full((2, 2, 2), np.inf), np.empty((0, 2, 2))])
def test_what_is_no_cube_of_scores_is_an_error(scores: FloatArray) -> None:
    with pytest.raises(ValueError, match="scores must"):
        crossed_components(scores)

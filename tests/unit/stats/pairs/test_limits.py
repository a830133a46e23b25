import json
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from reviewhub.stats.pairs.limits import bland_altman, every_pair, limits_entry, two_panels
from reviewhub.stats.values import Undefined

ORACLES: Final = Path(__file__).parents[3] / "oracles" / "statistics_cases.json"


def test_the_published_limits_are_met() -> None:
    cases = json.loads(ORACLES.read_text("utf-8"))["cases"]
    [case] = [case for case in cases if case["name"] == "bland_altman_pefr_17x2"]
    found = bland_altman(*zip(*case["data"], strict=True))
    published = case["published_rounded"]
    assert round(found.difference.value or 0, 1) == published["mean_difference"]
    assert round(found.deviation or 0, 1) == published["sd"]
    # The article multiplies the rounded standard deviation by 2 for the limits it prints first.
    limits = [found.lower.value, found.upper.value]
    assert limits == pytest.approx([-2.1176 - 1.96 * 38.7651, -2.1176 + 1.96 * 38.7651], abs=1e-3)
    assert found.difference.n == 17


def test_a_limit_is_as_sure_as_its_standard_error() -> None:
    first = np.random.default_rng(2).normal(80, 5, 20)
    second = np.random.default_rng(3).normal(80, 5, 20)
    found = bland_altman(first, second)
    s = float((first - second).std(ddof=1))
    reach = 2.0930240544 * s * np.sqrt(1 / 20 + 1.96**2 / 38)
    assert found.upper.value is not None
    assert (found.upper.low, found.upper.high) == pytest.approx(
        (found.upper.value - reach, found.upper.value + reach)
    )


def test_turning_the_sides_round_turns_the_signs_round() -> None:
    there, back = bland_altman([88, 74, 91], [85, 75, 86]), bland_altman([85, 75, 86], [88, 74, 91])
    assert there.difference.value == -(back.difference.value or 0)
    assert there.lower.value == pytest.approx(-(back.upper.value or 0))


@pytest.mark.parametrize("second", [[1, 2, None], [None, None, None]])
def test_two_shared_targets_are_too_few(second: list[float | None]) -> None:
    found = bland_altman([1, 3, 5], second)
    assert {found.difference.undefined, found.lower.undefined} == {Undefined.TOO_FEW_SHARED_TARGETS}
    assert found.difference.dropped == sum(one is None for one in second)


def test_a_constant_difference_stands_without_limits() -> None:
    found = bland_altman([90.3, 80.3, 70.3], [88.1, 78.1, 68.1])
    assert found.difference.value == pytest.approx(2.2)
    assert (found.difference.low, found.deviation) == (None, None)
    assert found.upper.undefined == Undefined.NO_RESIDUAL_VARIANCE


def test_panels_are_compared_by_the_means_of_who_scored() -> None:
    found = two_panels([[90, None, 80], [80, 84, 80], [70, 72, None], [60, 62, 59]], [0, 1], [2])
    assert (found.difference.value, found.difference.dropped) == (pytest.approx((10 + 2 + 2) / 3), 1)


@pytest.mark.parametrize(("first", "second"), [([], [1]), ([0], []), ([0, 1], [1])])
def test_nobody_sits_in_both_panels_and_no_panel_is_empty(first: list[int], second: list[int]) -> None:
    with pytest.raises(ValueError, match="none of them twice"):
        two_panels([[1, 2], [3, 4], [5, 6]], first, second)


def test_every_pair_of_raters_is_compared_once() -> None:
    assert list(every_pair([[1, 2, 4], [2, 3, 3], [3, 4, 9]])) == [(0, 1), (0, 2), (1, 2)]


def test_an_entry_holds_the_pairs_that_share_enough() -> None:
    scores: list[list[float | None]] = [[90, 88, 1], [80, 81, None], [70, 75, None], [60, 61, 2]]
    entry = limits_entry(scores)
    assert not isinstance(entry, Undefined)
    assert isinstance(entry["value"], dict)
    assert list(entry["value"]) == ["0-1"]
    assert entry["value"]["0-1"]["mean_difference"] == pytest.approx(-1.25)


def test_an_entry_without_pairs_says_why() -> None:
    assert limits_entry([[90], [80], [70]]) == Undefined.ONE_RATER
    assert limits_entry([[90, 88], [80, 81]]) == Undefined.TOO_FEW_SHARED_TARGETS

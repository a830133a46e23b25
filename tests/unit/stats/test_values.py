import math
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from reviewhub.stats.values import Scale, Statistic, Undefined, finite, quotient


@pytest.mark.parametrize("name", ["value", "low", "high", "p", "test"])
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused_by_name(name: str, number: float) -> None:
    changes: dict[str, Any] = {name: number}
    with pytest.raises(ValueError, match=f"^{name} must be finite$"):
        replace(Statistic(0.5), **changes)


def test_a_statistic_has_a_value_or_a_reason() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Statistic(None)


def test_a_statistic_has_not_both_a_value_and_a_reason() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Statistic(0.5, Undefined.ALL_EQUAL)


def test_dividing_by_nothing_gives_nothing() -> None:
    assert (quotient(1, 0), quotient(0, 4), finite(math.nan)) == (None, 0.0, None)


@pytest.mark.parametrize(("low", "high", "step"), [(1, 1, 1), (5, 1, 1), (0, 1, 0), (0, 1, -1)])
def test_a_scale_without_room_is_refused(low: float, high: float, step: float) -> None:
    with pytest.raises(ValueError, match="a scale needs low < high"):
        Scale(low, high, step)


def test_half_steps_lie_between_whole_points_and_the_continuum() -> None:
    assert (Scale(0, 10, 0.5).discrete_variance, Scale(0, 10).continuous_variance) == (
        0.25 * (21**2 - 1) / 12,
        100 / 12,
    )


def test_values_are_read_without_numpy() -> None:
    check = "import sys, reviewhub.stats.values; print('numpy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"

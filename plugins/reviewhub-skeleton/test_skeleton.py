from collections.abc import Callable
from typing import Any

import pytest
import reviewhub_skeleton

from reviewhub.testing import criterion_for

Check = Callable[..., Any]
CRITERION = criterion_for("skeleton.reached", points=5, parameters={"full_at": 90})


def test_everything_it_offers_keeps_its_contract(check_plugin: Check) -> None:
    check_plugin(reviewhub_skeleton, [CRITERION])


@pytest.mark.parametrize(
    ("percent", "points"), [("0", "0.00"), ("45", "2.50"), ("90", "5.00"), ("100", "5.00")]
)
def test_points_grow_up_to_the_mark(check_scorer: Check, percent: str, points: str) -> None:
    (found,) = check_scorer(reviewhub_skeleton.Reached(), CRITERION, [{"percent": percent}])
    assert str(found.value) == points

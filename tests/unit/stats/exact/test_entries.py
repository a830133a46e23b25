import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from reviewhub.stats.exact.entries import bootstrap_entry, grade_entry, leave_one_out_entry
from reviewhub.stats.values import Undefined

Case = Mapping[str, Any]

ORACLES: Final = Path(__file__).parents[3] / "oracles" / "statistics_cases.json"
CASES: Final[Sequence[Case]] = [
    case for case in json.loads(ORACLES.read_text("utf-8"))["cases"] if "grade" in case["results"]
]
ENTRIES: Final = {
    "grade": grade_entry,
    "leave_one_rater_out": leave_one_out_entry,
    "grade_probability_exact_bootstrap": bootstrap_entry,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
@pytest.mark.parametrize("key", ENTRIES)
def test_the_published_numbers_are_met(case: Case, key: str) -> None:
    found = ENTRIES[key](case["data"], case["cutoffs"])
    assert not isinstance(found, Undefined)
    published = case["results"][key]
    for name in found:
        assert near(found[name], published[name]), name


def near(found: Any, published: Any) -> bool:
    """Compare trees of numbers and words."""
    if isinstance(published, list):
        return len(found) == len(published) and all(map(near, found, published))
    if isinstance(published, float):
        return bool(found == pytest.approx(published, rel=1e-8, abs=1e-15))
    return bool(found == published)


@pytest.mark.parametrize("entry", ENTRIES.values())
def test_what_cannot_be_told_has_a_reason(entry: Any) -> None:
    assert entry([[90, 80]], []) == Undefined.NO_CUTOFFS
    assert entry([[None, None]], [80]) == Undefined.NO_SCORES
    assert entry([[1e-300, 90]], [80]) == Undefined.GRID_TOO_FINE


def test_nobody_is_left_out_of_panels_of_one() -> None:
    assert leave_one_out_entry([[90, None], [None, 80]], [80]) == Undefined.TOO_FEW_SCORES


def test_a_grid_beyond_memory_has_no_bootstrap_but_a_grade() -> None:
    scores = [[0.000000001, 50.0, 90.0]]
    assert bootstrap_entry(scores, [40]) == Undefined.GRID_TOO_FINE
    assert grade_entry(scores, [40]) == {"value": ("A",)}


def test_a_target_without_scores_has_none_among_others() -> None:
    scores: list[list[float | None]] = [[90, 91], [None, None]]
    assert bootstrap_entry(scores, [80]) == {"value": ((1.0, 0.0), None), "order": ("A", "B")}
    assert grade_entry(scores, [80]) == {"value": ("A", None)}

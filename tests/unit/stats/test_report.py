"""Every published case, key by key; the numbers and their sources are in ``tests/oracles``."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.stats.report import CATALOGUE, report
from reviewhub.stats.values import Level, Report, Scale, Undefined

Case = Mapping[str, Any]

ORACLES: Final = Path(__file__).parents[2] / "oracles" / "statistics_cases.json"
CASES: Final[Sequence[Case]] = json.loads(ORACLES.read_text("utf-8"))["cases"]
DIGITS: Final = 1e-8
COMMENTS: Final = {
    "basis",
    "blup_note",
    "exact",
    "fleiss_complete_reference",
    "note",
    "reference",
    "robust_z_note",
    "se_confirmed",
    "se_note",
    "tolerance",
}
# What only one program prints, where the standard error is not confirmed by a second derivation.
UNCONFIRMED: Final = {"se", "p", "ci_low", "ci_high", "se_infinitesimal_jackknife"}
# What no other program agrees on, or nobody else prints.
OURS: Final = {
    "grade_probability_t_pooled",
    "limits_of_agreement",
    "rater_severity",
    "target_mean_t_interval",
    "target_mean_t_interval_pooled",
    "target_range",
}


def named(case: Case) -> str:
    return str(case["name"])


def report_on(case: Case) -> Report:
    scale = case["scale"]
    return report(
        case["data"],
        scale=Scale(scale["min"], scale["max"]) if scale else None,
        cutoffs=case["cutoffs"] or (),
    )


def flat(tree: Any, path: str) -> Iterator[tuple[str, Any]]:
    """List every leaf of a tree of JSON with its path, comments left out."""
    if isinstance(tree, Mapping):
        told = tree if tree.get("se_confirmed", True) else confirmed(tree)
        for key, value in told.items():
            if key not in COMMENTS:
                yield from flat(value, f"{path}/{key}")
    elif isinstance(tree, list | tuple):
        yield f"{path}/length", len(tree)
        for place, value in enumerate(tree):
            yield from flat(value, f"{path}/{place}")
    else:
        yield path, tree


def confirmed(tree: Case) -> Case:
    """Take the standard error of the second derivation, and leave out what follows from the first."""
    kept = {key: value for key, value in tree.items() if key not in UNCONFIRMED}
    return kept | {"se": tree["se_infinitesimal_jackknife"]}


def differences(key: str, expected: Case, found: object, size: float) -> list[str]:
    """Name every published number that is not met; ``size`` tells how small a difference of zero is."""
    mine = dict(flat(found, key))
    tolerance = expected.get("tolerance", DIGITS)
    return [
        f"{path}: {mine.get(path, 'absent')} instead of {value}"
        for path, value in flat(expected, key)
        if path not in mine or not is_met(value, mine[path], tolerance, size)
    ]


def is_met(expected: Any, found: Any, tolerance: float, size: float) -> bool:
    if isinstance(expected, float) and isinstance(found, float | int):
        return math.isclose(expected, found, rel_tol=tolerance, abs_tol=1e-12 * size)
    return bool(expected == found)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_published_number_is_met_to_eight_digits(case: Case) -> None:
    found = report_on(case)
    size = max(1.0, float(np.nanmax(np.abs(np.array(case["data"], dtype=float)))))
    wrong = [
        line
        for key, expected in case["results"].items()
        for line in differences(key, expected, found.results.get(key), size)
    ]
    assert wrong == []


def test_the_keys_are_those_of_the_cases_and_the_gaps_are_named() -> None:
    published = {key for case in CASES for key in case["results"]}
    built = {measure.key for measure in CATALOGUE}
    assert (published - built, built - published) == (set(), OURS)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_counts_and_connectedness_are_those_of_the_case(case: Case) -> None:
    found = report_on(case)
    counted = (found.n_targets, found.n_raters, found.missing, found.connected)
    assert counted == (case["n_targets"], case["n_raters"], case["missing"], case["connected"])


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_key_has_a_result_or_a_reason(case: Case) -> None:
    found = report_on(case)
    assert sorted([*found.results, *found.undefined]) == sorted(measure.key for measure in CATALOGUE)


def test_one_target_has_spread_and_no_reliability() -> None:
    found = report([[60, 40, 50]], scale=Scale(0, 100), cutoffs=(80,))
    assert {key for key, reason in found.undefined.items() if reason is not Undefined.ONE_TARGET} == set()
    assert found.results["ad_mean"] == {"value": (20 / 3,)}


def test_one_rater_cannot_agree_with_anybody() -> None:
    found = report([[90], [80], [70]], scale=Scale(0, 100), cutoffs=(80,))
    assert set(found.undefined.values()) == {Undefined.ONE_RATER, Undefined.NO_PAIRS}
    assert sorted(found.results) == ["grade", "mad_per_target", "target_mean"]


def test_equal_scores_say_nothing_about_agreement() -> None:
    found = report([[90, 90], [90, 90], [90, 90]])
    assert [found.undefined[key] for key in ("icc(A,k)", "krippendorff_alpha_interval", "d_study")] == [
        Undefined.ALL_EQUAL
    ] * 3


def test_no_score_at_all_is_a_reason_and_not_a_crash() -> None:
    found = report([[None, None], [None, None]], scale=Scale(0, 100), cutoffs=(80,))
    assert found.results == {}


def test_nominal_scores_get_agreement_on_names_only() -> None:
    assert list(report([[1, 2], [2, 2], [3, 3]], level=Level.NOMINAL).results) == [
        "krippendorff_alpha_nominal",
        "agreement_on_categories",
        "cohen_kappa_pairs",
    ]


def test_ordinal_scores_add_what_needs_only_an_order() -> None:
    assert list(report([[1, 2], [2, 2], [3, 3]], level=Level.ORDINAL).results) == [
        "kendall_w_tie_corrected",
        "krippendorff_alpha_nominal",
        "krippendorff_alpha_ordinal",
        "agreement_on_categories",
        "cohen_kappa_pairs",
    ]


scores = st.one_of(st.none(), st.integers(0, 100).map(float))
matrices = st.integers(1, 5).flatmap(
    lambda raters: st.lists(st.lists(scores, min_size=raters, max_size=raters), min_size=1, max_size=6)
)


@settings(max_examples=150, deadline=None)
@given(matrices)
def test_whatever_was_scored_the_report_is_valid_json_without_nan(matrix: list[list[float | None]]) -> None:
    found = report(matrix, scale=Scale(0, 100), cutoffs=(90, 80, 60))
    again = json.loads(json.dumps(dict(found.results), allow_nan=False))
    assert sorted([*again, *found.undefined]) == sorted(measure.key for measure in CATALOGUE)

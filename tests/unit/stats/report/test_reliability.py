"""Entries about another panel."""

from reviewhub.stats.report import report
from reviewhub.stats.report.reliability import PANEL_SIZES, RELIABILITY
from reviewhub.stats.values import Undefined


def test_panels_of_every_size_are_foretold() -> None:
    found = report([[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]])
    sizes = found.results["d_study"]["by_number_of_raters"]
    assert list(sizes) == [str(size) for size in PANEL_SIZES]  # type: ignore[arg-type]  # a mapping of JSON


def test_one_reason_holds_for_the_whole_family() -> None:
    found = report([[90, 80, 70]])
    assert {found.undefined[measure.key] for measure in RELIABILITY} == {Undefined.ONE_TARGET}


def test_a_small_panel_has_the_chance_of_its_order_by_permutation_beside_that_by_chi_square() -> None:
    small = report([[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2]]).results["kendall_w_tie_corrected"]
    large = report(
        [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7], [1, 2, 3, 4]]
    )
    assert small["p_permutation"] != small["p"]
    assert "p_permutation" not in large.results["kendall_w_tie_corrected"]

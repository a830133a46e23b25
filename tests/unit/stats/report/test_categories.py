"""Entries of agreement on grades."""

from reviewhub.stats.report import report
from reviewhub.stats.values import Level, Undefined


def test_with_cutoffs_agreement_is_that_on_grades_and_otherwise_on_scores() -> None:
    scores = [[95, 85], [70, 75], [80, 81]]
    grades = report(scores, cutoffs=(90, 80, 60)).results["agreement_on_categories"]
    assert (grades["basis"], grades["categories"]) == ("grades", (1, 2, 3, 4))
    assert report(scores).results["agreement_on_categories"]["categories"] == (70, 75, 80, 81, 85, 95)


def test_points_are_not_categories() -> None:
    scores = [[float(2 * target), float(2 * target + 1)] for target in range(15)]
    assert report(scores).undefined["cohen_kappa_pairs"] is Undefined.TOO_MANY_CATEGORIES


def test_names_have_no_distance_and_hence_no_weights() -> None:
    found = report([[1, 2], [2, 2], [3, 3]], level=Level.NOMINAL).results["agreement_on_categories"]
    assert {str(key).rsplit("_", 1)[1] for key in found["coefficients"]} == {"identity"}  # type: ignore[union-attr]  # a mapping of JSON


def test_a_coefficient_without_a_value_says_why_beside_the_others() -> None:
    found = report([[95, 91], [92, 99], [93, 95]], cutoffs=(90, 80)).results["agreement_on_categories"]
    coefficients = found["coefficients"]
    assert coefficients["gwet_ac_identity"]["value"] == 1  # type: ignore[index, call-overload]  # a mapping of JSON
    assert coefficients["fleiss_kappa_identity"]["undefined"] == "one_category"  # type: ignore[index, call-overload]  # the same

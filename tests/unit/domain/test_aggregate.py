"""A panel's points as a matrix: totals, means of criteria, and the panel without one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from reviewhub.domain.aggregate import Aggregate, Scores, aggregated
from reviewhub.domain.errors import PluginError, WrongState
from reviewhub.domain.words import Words

D = Decimal
FULL = (D(40), D(60))


def test_a_row_is_totalled_on_the_full_marks() -> None:
    assert Scores.of(FULL, [(D(30), D(50))]).totals == (D("80.00"),)


def test_a_left_out_criterion_is_rescaled_and_never_zero() -> None:
    assert Scores.of(FULL, [(D(30), None)]).totals == (D("75.00"),)


def test_the_mean_of_a_criterion_is_over_who_scored_it() -> None:
    scores = Scores.of(FULL, [(D(30), None), (D(31), D(50))])
    assert scores.criterion_means() == (D("30.50"), D("50.00"))


def test_a_criterion_that_nobody_scored_has_no_mean() -> None:
    assert Scores.of(FULL, [(D(30), None), (D(31), None)]).criterion_means() == (D("30.50"), None)


def test_means_are_rounded_half_up() -> None:
    scores = Scores.of((D(1),), [(D("0.12"),), (D("0.13"),)])
    assert scores.criterion_means() == (D("0.13"),)


def test_leaving_one_expert_out_keeps_the_others_in_order() -> None:
    scores = Scores.of((D(100),), [(D(1),), (D(2),), (D(3),)])
    assert scores.without(1).totals == (D("1.00"), D("3.00"))


def test_classes_stand_beside_the_rows_and_leave_with_them() -> None:
    scores = Scores.of((D(100),), [(D(1),), (D(2),), (D(3),)], ["业务", "", "财务"])
    assert (scores.classes, scores.without(0).classes) == (("业务", "", "财务"), ("", "财务"))


def test_nobody_s_class_is_known_unless_it_is_told() -> None:
    assert Scores.of((D(100),), [(D(1),), (D(2),)]).classes == ("", "")


def test_a_class_for_every_expert_or_for_none() -> None:
    with pytest.raises(ValueError, match="1 classes for 2 experts"):
        Scores.of((D(100),), [(D(1),), (D(2),)], ["业务"])


class Particular:
    """Makes no number, and says why in values that the test chooses."""

    key, version, title, least_experts = "example.particular", "1", Words("挑剔", "Particular"), 1

    def __init__(self, **values: Any) -> None:
        self.values = values

    def aggregate(self, scores: Scores, parameters: Mapping[str, Any]) -> Aggregate:
        del scores, parameters
        raise WrongState("aggregator.class_unknown", **self.values)


def test_that_sheets_make_no_number_is_no_failure_of_the_aggregator() -> None:
    with pytest.raises(WrongState) as refused:
        aggregated(Particular(count=2), Scores.of(FULL, [(D(30), D(50))]), {})
    assert (refused.value.code, refused.value.values) == ("aggregator.class_unknown", {"count": 2})


def test_a_refusal_in_values_that_cannot_be_said_is_a_failure() -> None:
    with pytest.raises(PluginError) as failed:
        aggregated(Particular(count=object()), Scores.of(FULL, [(D(30), D(50))]), {})
    assert failed.value.code == "aggregator.failed"

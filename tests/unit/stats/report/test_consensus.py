"""Entries of consensus."""

from reviewhub.stats.report import report
from reviewhub.stats.values import Scale, Undefined


def test_scores_off_the_scale_give_no_share_of_the_scale() -> None:
    found = report([[101, 90], [80, 70]], scale=Scale(0, 100))
    assert found.undefined["awg"] is Undefined.SCORES_OFF_SCALE


def test_means_at_the_end_of_the_scale_leave_no_room_for_consensus() -> None:
    found = report([[99, 98, 97], [98, 99, 99]], scale=Scale(0, 100))
    assert found.undefined["awg"] is Undefined.MEANS_NEAR_SCALE_END

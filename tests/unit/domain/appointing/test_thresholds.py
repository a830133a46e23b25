"""Published thresholds: none by default, exceeded only above the limit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reviewhub.domain.appointing.thresholds import Thresholds, read_thresholds, refusals, require_sensible
from reviewhub.domain.appointing.work_record import tally
from reviewhub.domain.errors import Invalid

NOTHING = tally([], datetime(2026, 3, 1, tzinfo=UTC))
BUSY = replace(NOTHING, declined_silently=2, late=1, missed=3)


def test_without_thresholds_nobody_is_left_out() -> None:
    assert refusals(read_thresholds(None), BUSY) == ()


def test_a_limit_is_exceeded_by_more_and_not_by_as_many() -> None:
    found = refusals(Thresholds(declined_silently=2, late=0, missed=2), BUSY)
    assert [one.code for one in found] == ["threshold.late", "threshold.missed"]
    assert found[1].values == {"count": 3, "limit": 2, "months": 12}


def test_thresholds_outlast_being_written_down() -> None:
    assert read_thresholds(Thresholds(late=0).written()) == Thresholds(late=0)


def test_a_limit_is_a_small_count() -> None:
    with pytest.raises(Invalid) as refused:
        require_sensible(Thresholds(late=-1, missed=101))
    assert [one.path for one in refused.value.problems] == ["late", "missed"]

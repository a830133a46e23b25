"""Bands with inclusive lower bounds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Problem
from reviewhub.domain.grade import Band, GradeScale
from reviewhub.domain.words import Words

NAME = Words("等级", "grade")


def scale(*bounds: int, ids: str = "abcdef") -> GradeScale:
    bands = tuple(Band(id_, NAME, Decimal(bound)) for id_, bound in zip(ids, bounds, strict=False))
    return GradeScale("test", "1", NAME, bands)


@pytest.mark.parametrize(
    ("total", "band"), [("100", "a"), ("90.00", "a"), ("89.99", "b"), ("80", "b"), ("60", "c"), ("0", "d")]
)
def test_a_bound_belongs_to_the_better_band(total: str, band: str) -> None:
    assert scale(90, 80, 60, 0).grade(Decimal(total)).id == band


@given(st.integers(0, 9999), st.integers(1, 1))
def test_a_higher_total_never_has_a_worse_band(hundredths: int, more: int) -> None:
    bands = scale(90, 80, 60, 0)
    lower, higher = (Decimal(one).scaleb(-2) for one in (hundredths, hundredths + more))
    assert bands.grade(higher).lower >= bands.grade(lower).lower


def test_a_good_scale_has_no_problems() -> None:
    assert list(scale(90, 80, 60, 0).problems()) == []


def test_every_fault_of_a_scale_is_named_at_once() -> None:
    faulty = scale(60, 80, 10, ids="aab")
    assert list(faulty.problems()) == [
        Problem("test", "scale.order"),
        Problem("test", "scale.gap"),
        Problem("test", "scale.doubled_id"),
    ]


def test_a_scale_without_bands_has_a_gap() -> None:
    assert list(scale().problems()) == [Problem("test", "scale.gap")]

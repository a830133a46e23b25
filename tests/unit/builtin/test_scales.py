"""The national scale and the conclusions of a prior assessment."""

from decimal import Decimal

import pytest

from reviewhub.builtin.scales import register_grade_scales
from reviewhub.domain.grade import GradeScale

SCALES = {one.key: one for one in register_grade_scales()}


@pytest.mark.parametrize(
    ("key", "total", "label"),
    [
        ("builtin.cn_90_80_60", "90", "优"),
        ("builtin.cn_90_80_60", "89.99", "良"),
        ("builtin.cn_90_80_60", "80", "良"),
        ("builtin.cn_90_80_60", "60", "中"),
        ("builtin.cn_90_80_60", "59.99", "差"),
        ("builtin.support_85_60", "85", "予以支持"),
        ("builtin.support_85_60", "84.99", "部分支持"),
        ("builtin.support_85_60", "60", "部分支持"),
        ("builtin.support_85_60", "59.99", "不予支持"),
    ],
)
def test_bounds_are_inclusive_as_published(key: str, total: str, label: str) -> None:
    assert SCALES[key].grade(Decimal(total)).label.zh == label


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_scale_that_ships_is_whole(scale: GradeScale) -> None:
    assert list(scale.problems()) == []

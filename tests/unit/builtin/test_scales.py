"""The grades of the nation, of places and of agencies, and the conclusions of a prior assessment."""

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
        ("builtin.shanghai_90_75_60", "90", "优"),
        ("builtin.shanghai_90_75_60", "89.99", "良"),
        ("builtin.shanghai_90_75_60", "75", "良"),
        ("builtin.shanghai_90_75_60", "74.99", "合格"),
        ("builtin.shanghai_90_75_60", "60", "合格"),
        ("builtin.shanghai_90_75_60", "59.99", "不合格"),
        ("builtin.guangdong_90_80_70_60", "90", "优"),
        ("builtin.guangdong_90_80_70_60", "80", "良"),
        ("builtin.guangdong_90_80_70_60", "70", "中"),
        ("builtin.guangdong_90_80_70_60", "69.99", "低"),
        ("builtin.guangdong_90_80_70_60", "60", "低"),
        ("builtin.guangdong_90_80_70_60", "59.99", "差"),
        ("builtin.three_steps", "80", "优良"),
        ("builtin.three_steps", "79.99", "一般"),
        ("builtin.three_steps", "60", "一般"),
        ("builtin.three_steps", "59.99", "较差"),
        ("builtin.agency_90_80_60", "90", "优秀"),
        ("builtin.agency_90_80_60", "89.99", "良好"),
        ("builtin.agency_90_80_60", "80", "良好"),
        ("builtin.agency_90_80_60", "60", "合格"),
        ("builtin.agency_90_80_60", "59.99", "不合格"),
        ("builtin.support_80_60", "80", "予以支持"),
        ("builtin.support_80_60", "79.99", "部分支持"),
        ("builtin.support_80_60", "60", "部分支持"),
        ("builtin.support_80_60", "59.99", "不予支持"),
    ],
)
def test_bounds_are_inclusive_as_published(key: str, total: str, label: str) -> None:
    assert SCALES[key].grade(Decimal(total)).label.zh == label


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_scale_that_ships_is_whole(scale: GradeScale) -> None:
    assert list(scale.problems()) == []


def test_the_id_of_a_band_is_called_the_same_in_every_scale() -> None:
    labels = {(band.id, band.label) for scale in SCALES.values() for band in scale.bands}
    assert len(labels) == len({id_ for id_, _ in labels})


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_bounds_that_no_rule_at_hand_gives_are_called_an_example(scale: GradeScale) -> None:
    called = "示例" in scale.title.zh and "example" in scale.title.en
    assert called is (scale.key not in {"builtin.cn_90_80_60", "builtin.support_85_60"})

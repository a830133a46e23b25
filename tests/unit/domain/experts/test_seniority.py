"""Levels of titles, as the series of 人力资源社会保障部 grade them."""

import pytest

from reviewhub.domain.experts.seniority import Seniority, seniority_of

GRADED = {
    Seniority.FULL: "教授 研究员 正高级工程师 教授级高级工程师 研究馆员 主任医师 编审 一级律师 高级记者",
    Seniority.ASSOCIATE: "副教授 副研究员 高级工程师 高级会计师 副主任医师 主任编辑 高级教师 副高级 二级律师",
    Seniority.INTERMEDIATE: "讲师 助理研究员 工程师 会计师 主治医师 馆员 一级教师 中级 主管护师 注册会计师",
    Seniority.OTHER: "助教 助理工程师 实习研究员 技术员 处长 一级建造师 初级",
}


@pytest.mark.parametrize(
    ("title", "level"), [(title, level) for level, titles in GRADED.items() for title in titles.split()]
)
def test_a_title_has_the_level_of_its_series(title: str, level: Seniority) -> None:
    assert seniority_of(title) is level


def test_of_several_titles_the_highest_counts() -> None:
    assert seniority_of("注册会计师、高级会计师") is Seniority.ASSOCIATE


@pytest.mark.parametrize("title", ["", "、", "院长"])
def test_what_a_title_does_not_settle_is_not_guessed_upwards(title: str) -> None:
    assert seniority_of(title) is Seniority.OTHER

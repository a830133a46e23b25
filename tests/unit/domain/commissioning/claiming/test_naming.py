"""A line finds its criterion by title and heading, however an office numbered or shortened it."""

from decimal import Decimal

import pytest

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints
from reviewhub.domain.commissioning.claiming.naming import bare, named
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Words
from unit.domain.commissioning.claiming.ruled import CRITERIA


def line(label: str, above: str = "") -> ClaimedPoints:
    return ClaimedPoints(label, Decimal(1), None, above)


def criterion(id_: str, title: str, *path: str) -> Criterion:
    words = tuple(Words(one, "") for one in path)
    return Criterion(id_, words, Words(title, f"Title {id_}"), Decimal(5), "builtin.points", {})


@pytest.mark.parametrize(
    "label",
    [
        "{title}",
        "{id} {title}",
        "{id}{title}（5分）",
        "1、{title}：",
        "（一）{title}",
        "{id} 别的说法",
        "{en}",
    ],
)
def test_every_way_of_writing_a_criterion_finds_it(label: str) -> None:
    third = CRITERIA[2]
    text = label.format(title=third.title.zh, id=third.id, en=third.title.en.upper())
    found, rest = named(CRITERIA, [line(text)])
    assert (list(found), rest) == ([third.id], ())


def test_of_two_criteria_with_one_title_the_heading_decides() -> None:
    twins = [criterion("A1", "完成率", "数量"), criterion("B1", "完成率", "质量")]
    found, _ = named(twins, [line("完成率", "质量"), line("完成率", "数量")])
    assert [found["B1"].above, found["A1"].above] == ["质量", "数量"]
    found, _ = named(twins, [line("完成率"), line("完成率")])
    assert list(found) == ["A1", "B1"]


def test_what_speaks_of_no_criterion_or_of_one_again_is_left_over() -> None:
    title = CRITERIA[0].title.zh
    found, rest = named(CRITERIA, [line(title), line(title), line("加分项")])
    assert (list(found), [one.label for one in rest]) == ([CRITERIA[0].id], [title, "加分项"])


def test_chinese_numerals_are_cut_only_as_numbering() -> None:
    assert bare("一般公共预算执行") == "一般公共预算执行"
    assert bare("一、一般公共预算执行") == "一般公共预算执行"

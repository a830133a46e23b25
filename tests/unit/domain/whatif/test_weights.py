"""Other weights: full marks stay, shares of them stay, and what is left out is left out."""

from decimal import Decimal

import pytest

from reviewhub.domain.whatif.weights import PARTS, reweighted
from reviewhub.plugin.manager import load_plugins

TEMPLATE = load_plugins().templates["prior-assessment-national"]
FIRST = TEMPLATE.groups[0].title.zh


def full_sheet() -> list[int]:
    return [int(one.points * PARTS) for one in TEMPLATE.criteria]


@pytest.mark.parametrize("weight", ["5", "33.3333", "70", "0"])
def test_full_marks_stay_what_they_were(weight: str) -> None:
    given = reweighted(TEMPLATE, {FIRST: Decimal(weight)})
    assert given.template.full_marks == TEMPLATE.full_marks == 100
    assert sum(one or 0 for one in given.points(full_sheet())) == 100 * PARTS


def test_the_same_weights_move_no_point() -> None:
    given = reweighted(TEMPLATE, {FIRST: TEMPLATE.groups[0].points})
    sheet = [one // 3 for one in full_sheet()]
    assert given.points(sheet) == sheet
    assert given.template.criteria == TEMPLATE.criteria


def test_a_heading_with_no_weight_counts_no_more() -> None:
    given = reweighted(TEMPLATE, {FIRST: Decimal(0)})
    lost = len(TEMPLATE.groups[0].criteria)
    assert given.kept == tuple(range(lost, len(TEMPLATE.criteria)))
    assert given.points([0] * lost + full_sheet()[lost:]) == given.points(full_sheet())


def test_doubling_one_of_five_equal_headings_scales_all_to_a_hundred() -> None:
    given = reweighted(TEMPLATE, {FIRST: Decimal(40)})  # 40 + 4 × 20 = 120 points in place of 100
    assert sum(one.points for one in given.template.groups[0].criteria) == Decimal("33.3332")
    assert given.points([25_000, *full_sheet()[1:]])[0] == 41_667  # half of 8.3333, rounded half up


def test_what_an_expert_left_out_stays_left_out() -> None:
    assert reweighted(TEMPLATE, {FIRST: Decimal(10)}).points([None] * len(TEMPLATE.criteria))[0] is None


def test_nothing_at_all_cannot_be_weighed() -> None:
    with pytest.raises(ValueError, match="no heading"):
        reweighted(TEMPLATE, {group.title.zh: Decimal(0) for group in TEMPLATE.groups})

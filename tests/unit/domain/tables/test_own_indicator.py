"""Own indicators as a table: offices write operator, value and unit into one cell or into three."""

from decimal import Decimal

import pytest

from reviewhub.domain.scoring.tailoring import OwnIndicator
from reviewhub.domain.tables.cell import Cell
from reviewhub.domain.tables.own_indicator import parse_own_indicators

HEADER = ("项目名称", "上级指标", "三级指标", "指标值", "分值")
SPLIT = ("项目编码", "上级指标", "指标名称", "符号", "指标值", "上限", "单位", "分值", "来源")


def cells(rows: tuple[tuple[object, ...], ...]) -> list[tuple[Cell, ...]]:
    """Give numbers as a spreadsheet has them."""
    return [tuple(Decimal(one) if isinstance(one, int) else one for one in row) for row in rows]  # type: ignore[misc]  # a test writes whole numbers


def read(*rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> list[OwnIndicator]:
    parsed = parse_own_indicators([header, *cells(rows)])
    assert parsed.problems == ()
    return [row.indicator for row in parsed.rows]


def problems(*rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in parse_own_indicators([header, *cells(rows)]).problems]


@pytest.mark.parametrize(
    ("written", "operator", "target", "upper", "unit"),
    [
        ("≥95%", ">=", "95", None, "%"),
        (">=3,000 株", ">=", "3000", None, "株"),
        ("≤ 10.5万元", "<=", "10.5", None, "万元"),
        ("＝100％", "=", "100", None, "%"),
        ("80-90分", "between", "80", "90", "分"),
        ("80～90", "between", "80", "90", ""),
    ],
)
def test_a_cell_may_say_operator_value_and_unit(
    written: str, operator: str, target: str, upper: str | None, unit: str
) -> None:
    [own] = read(("绿化", "效益", "成活率", written, 5))
    assert (own.operator, own.target, own.unit) == (operator, Decimal(target), unit)
    assert own.upper == (None if upper is None else Decimal(upper))


def test_columns_of_their_own_say_the_same() -> None:
    row = ("530122", "3", "种植乔木", "不低于", 3000, None, "株", "12.5", "绩效目标申报表")
    assert read(row, header=SPLIT) == [
        OwnIndicator("种植乔木", Decimal("12.5"), ">=", Decimal(3000), None, "株", "绩效目标申报表")
    ]
    between = ("530122", "3", "满意度", "区间", 80, 95, "%", 5, "")
    assert read(between, header=SPLIT)[0].upper == 95


def test_an_indicator_without_a_value_is_judged() -> None:
    [own] = read(("绿化", "效益", "居民出行改善", None, 8))
    assert (own.operator, own.target) == ("", None)


def test_everything_that_cannot_be_read_is_named_by_its_cell() -> None:
    assert problems(
        (None, "效益", "成活率", "≥95%", 5),
        ("绿化", None, "成活率", "≥95%", 5),
        ("绿化", "效益", "成活率", "显著提高", 5),
        ("绿化", "效益", "成活率", ">95%", 5),
        ("绿化", "效益", "成活率", "≥95%", "五"),
        ("绿化", "效益", "成活率", "≥95%", None),
    ) == [
        ("row 2 / 项目名称", "table.value_missing"),
        ("row 3 / 上级指标", "table.value_missing"),
        ("row 4 / 指标值", "tailoring.aim"),
        ("row 5 / 指标值", "tailoring.aim"),
        ("row 6 / 分值", "answer.not_a_number"),
        ("row 7 / 分值", "table.value_missing"),
    ]


def test_an_operator_that_is_none_is_refused() -> None:
    row = ("530122", "3", "种植乔木", "大于", 3000, None, "株", 12, "")
    assert problems(row, header=SPLIT) == [("row 2 / 符号", "tailoring.operator")]

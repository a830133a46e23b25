"""The summary of a campaign's pack: the ranked tasks with their money, as a table and with live sums."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from flask_babel import gettext as _

from reviewhub.domain.money import in_wan, round_half_up
from reviewhub.domain.packing.raw import RawPack, digest_of
from reviewhub.edge.packing.sections import verdict
from reviewhub.edge.shown import label, words
from reviewhub.files.packing.workbook import BookSheet, Cell, Formula, Line, span
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.packing.recounting import Counted

HEAD: Final = 4
GRADE: Final = 5
MONEY: Final = (8, 9, 10)
SHARE_PLACES: Final = 2


def ranked(counted: Sequence[Counted]) -> list[Counted]:
    """Put tasks in the order of their totals, equal ones in that of their numbers."""
    return sorted(counted, key=lambda one: (-one.result.printed_total, one.task.number))


def summary(pack: RawPack, counted: Sequence[Counted]) -> ReportTable:
    """Lay out the ranked tasks with total, grade and money; the last row adds up."""
    rows = [tuple(_row(rank, one)) for rank, one in enumerate(ranked(counted), 1)]
    sums = [sum((_money(one)[at] for one in counted), Decimal(0)) for at in range(len(MONEY))]
    last = (_("合计"), "", "", "", "", "", "", "", *map(in_wan, sums))
    return ReportTable(
        title=_("评审结果汇总表"),
        facts=[
            (_("评审批次"), pack.campaign.name),
            (_("预算年度"), str(pack.campaign.fiscal_year)),
            (_("组织单位"), pack.campaign.bureau),
            (_("项目个数"), str(len(counted))),
            (_("原始数据摘要"), digest_of(pack)),
        ],
        header=_header(_("申报（万元）"), _("建议安排（万元）"), _("核减（万元）")),
        rows=[
            *((*row, *map(in_wan, _money(one))) for row, one in zip(rows, ranked(counted), strict=True)),
            last,
        ],
    )


def summary_book(pack: RawPack, counted: Sequence[Counted]) -> tuple[BookSheet]:
    """Lay the same table out with sums, count and share of the best grade as formulas; money in yuan."""
    last = HEAD + len(counted)
    lines: list[Line] = [
        [Cell(_("评审结果汇总表"), "title")],
        [Cell(_("评审批次"), "label"), Cell(pack.campaign.name)],
        [Cell(_("原始数据摘要"), "label"), Cell(digest_of(pack))],
        [],
        [Cell(name, "head") for name in _header(_("申报（元）"), _("建议安排（元）"), _("核减（元）"))],
        *(_line(rank, one) for rank, one in enumerate(ranked(counted), 1)),
        _sums(counted, last),
        [],
        _share(counted, last),
    ]
    return (BookSheet(_("汇总"), lines, [10, 22, 36, 24, 10, 10, 16, 20, 18, 18, 18], HEAD + 1),)


def _header(*money: str) -> list[str]:
    named = (_("名次"), _("项目编码"), _("项目名称"), _("项目单位"), _("总分"), _("等级"))
    return [*named, _("评审结论"), _("预算调整建议"), *money]


def _row(rank: int, one: Counted) -> Sequence[Decimal | int | str]:
    given = one.result.recommendation
    task = one.task
    named = (rank, task.code, task.project, task.unit)
    judged = (one.result.printed_total, words(one.result.grade.label), verdict(one))
    return (*named, *judged, label(given.action) if given else "—")


def _money(one: Counted) -> tuple[Decimal, Decimal, Decimal]:
    given = one.result.recommendation
    asked = one.money.asked
    if given is None or given.amount is None or given.cut is None:
        return asked, asked, Decimal(0)
    return asked, given.amount, given.cut


def _line(rank: int, one: Counted) -> Line:
    cells = [Cell(value, "number" if isinstance(value, Decimal) else "text") for value in _row(rank, one)]
    return [*cells, *(Cell(yuan, "money") for yuan in _money(one))]


def _sums(counted: Sequence[Counted], last: int) -> Line:
    cells = [Cell(_("合计"), "head"), *(Cell("") for _column in range(1, MONEY[0]))]
    for at, column in enumerate(MONEY):
        value = sum((_money(one)[at] for one in counted), Decimal(0))
        cells.append(Cell(Formula(f"SUM({span((HEAD + 1, column), (last, column))})", value), "computed"))
    return cells


def _share(counted: Sequence[Counted], last: int) -> Line:
    """Count the tasks of the best grade, in percent of all."""
    best = counted[0].result.rules.grade_scale.bands[0]
    name, grades = words(best.label), span((HEAD + 1, GRADE), (last, GRADE))
    share = sum(one.result.grade.id == best.id for one in counted) * Decimal(100) / len(counted)
    text = f'ROUND(COUNTIF({grades},"{name}")*100/COUNTA({grades}),{SHARE_PLACES})'
    value = round_half_up(share)
    return [Cell(_("“%(grade)s”占比（%%）", grade=name), "label"), Cell(Formula(text, value), "computed")]

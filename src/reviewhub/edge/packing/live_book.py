"""The workbook of a task: raw scores as numbers, and formulas from them to total, grade and money."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flask_babel import gettext as _

from reviewhub.domain.money import round_half_up
from reviewhub.domain.packing.steps import Step, steps_of
from reviewhub.domain.scoring.veto import Veto, Votes
from reviewhub.edge.packing.formulas import Ranges, aggregate_formula, mean, rescaled
from reviewhub.edge.reports import code_name, criterion_name
from reviewhub.edge.shown import label, said, words
from reviewhub.files.packing.workbook import BookSheet, Cell, Formula, Line, place, span
from reviewhub.services.packing.recounting import Counted

FIRST: Final = 3  # the column of the first expert
HEAD: Final = 7  # the line of the table's head
ASKED: Final = (4, 1)
STEPS_HEAD: Final = 2


def live_book(counted: Counted, data: str) -> tuple[BookSheet, ...]:
    """Lay out the scores with their formulas, the staircase from total to money, and what is to be known.

    ``data`` is the digest of the raw data.
    """
    steps = steps_of(counted.result.rules, counted.money)
    return _Scores(counted, steps).sheet(), _staircase(counted, steps), _notes(counted, data)


@dataclass(frozen=True, slots=True)
class _Scores:
    """The sheet of scores: where everything stands follows from how many experts and criteria there are."""

    counted: Counted
    steps: Sequence[Step]

    def sheet(self) -> BookSheet:
        experts = len(self.counted.result.sheets)
        return BookSheet(
            name=_("打分与结果"),
            lines=[
                *self._top(),
                self._head(),
                *self._criteria(),
                self._totals(),
                *self._vetoes(),
                [],
                *self._outcome(),
            ],
            widths=[24, 44, 12, *[11] * experts, 12],
            frozen=HEAD + 1,
        )

    @property
    def _experts(self) -> int:
        return len(self.counted.result.sheets)

    @property
    def _mean(self) -> int:
        return FIRST + self._experts

    @property
    def _last(self) -> int:
        return HEAD + len(self.counted.result.rules.template.criteria)

    @property
    def _ranges(self) -> Ranges:
        sums = self._last + 1
        return Ranges(
            totals=span((sums, FIRST), (sums, self._mean - 1)),
            means=span((HEAD + 1, self._mean), (self._last, self._mean)),
            full=self._full,
            full_marks=place(sums, 2, fixed=True),
        )

    @property
    def _full(self) -> str:
        return span((HEAD + 1, 2), (self._last, 2), fixed=True)

    def _top(self) -> Iterator[Line]:
        task, rules = self.counted.task, self.counted.result.rules
        yield [Cell(_("打分与结果"), "title")]
        for name, told in (
            (_("项目名称"), task.project),
            (_("项目单位"), task.unit),
            (_("主管部门"), task.department or "—"),
        ):
            yield [Cell(name, "label"), Cell(told)]
        yield [Cell(_("申报金额（元）"), "label"), Cell(self.counted.money.asked, "money")]
        method = f"{label(rules.aggregator.key)}（{rules.pins()['aggregator']}）"
        yield [Cell(_("汇总方法"), "label"), Cell(method)]
        yield [Cell(_("黄底单元格是原始数据，可以改动；其余由公式算出。"), "plain")]

    def _head(self) -> Line:
        names = [
            _("指标编号"),
            _("指标名称"),
            _("分值"),
            *(code_name(one.number) for one in self.counted.result.sheets),
            _("平均分"),
        ]
        return [Cell(name, "head") for name in names]

    def _criteria(self) -> Iterator[Line]:
        result = self.counted.result
        for at, one in enumerate(result.rules.template.criteria):
            row = HEAD + 1 + at
            points = span((row, FIRST), (row, self._mean - 1))
            given = result.criterion_means[at]
            yield [
                Cell(one.id),
                Cell(criterion_name(one)),
                Cell(one.points, "number"),
                *(_typed(sheet.points[at]) for sheet in result.sheets),
                Cell(Formula(mean(points, _("不适用")), _or_not(given)), "number"),
            ]

    def _totals(self) -> Line:
        result = self.counted.result
        columns = [span((HEAD + 1, FIRST + at), (self._last, FIRST + at)) for at in range(self._experts)]
        totals = [
            Cell(Formula(rescaled(points, self._full, self._ranges.full_marks), total), "computed")
            for points, total in zip(columns, result.scores.totals, strict=True)
        ]
        full = Formula(f"SUM({self._full})", result.rules.template.full_marks)
        return [Cell(_("合计"), "head"), Cell(""), Cell(full, "computed"), *totals, self._aggregate()]

    def _aggregate(self) -> Cell:
        """Give the panel's number; a plugin whose formula nobody knows gives a number that does not move."""
        result = self.counted.result
        value = round_half_up(result.aggregate.value)
        formula = aggregate_formula(result.rules.pins()["aggregator"], self._ranges)
        return Cell(Formula(formula, value) if formula else value, "computed")

    def _vetoes(self) -> Iterator[Line]:
        result = self.counted.result
        for row, one in enumerate(result.rules.template.vetoes, self._last + 2):
            found = [int(one.id in sheet.vetoes) for sheet in result.sheets]
            cells = span((row, FIRST), (row, self._mean - 1))
            yield [
                Cell(one.id),
                Cell(_("一票否决：%(title)s（1 为认定）", title=words(one.title))),
                Cell(one.most, "number"),
                *(Cell(given, "typed") for given in found),
                Cell(Formula(f"SUM({cells})", sum(found)), "count"),
            ]

    def _outcome(self) -> Iterator[Line]:
        result = self.counted.result
        row = self._last + 3 + len(result.rules.template.vetoes)
        total = place(row, 1, fixed=True)
        yield _line(_("总分"), Formula(self._printed(), result.printed_total))
        yield _line(_("等级"), self._looked_up(total, 1, words(result.grade.label)))
        if result.conclusion:
            yield _line(_("评审结论"), self._looked_up(total, 2, words(result.conclusion.label)))
        given = result.recommendation
        if given:
            yield _line(_("预算调整建议"), self._looked_up(total, 3, label(given.action)))
            yield _line(_("建议安排（元）"), self._looked_up(total, 4, _open(given.amount)))
            yield _line(_("核减（元）"), self._looked_up(total, 5, _open(given.cut)))
            if given.amount is not None:
                wan = Formula(f"ROUND({place(row + self._money_line, 1)}/10000,2)", _wan(given.amount))
                yield _line(_("建议安排（万元）"), wan)

    @property
    def _money_line(self) -> int:
        return 4 if self.counted.result.conclusion else 3

    def _printed(self) -> str:
        """Cap the panel's number by the vetoes that enough sheets found."""
        at = place(self._last + 1, self._mean)
        vetoes = self.counted.result.rules.template.vetoes
        caps = [self._cap(one, row) for row, one in enumerate(vetoes, self._last + 2)]
        return f"MIN({','.join([at, *caps])})" if caps else at

    def _cap(self, veto: Veto, row: int) -> str:
        found = place(row, self._mean)
        upheld = f"{found}*2>{self._experts}" if veto.votes is Votes.MAJORITY else f"{found}>0"
        return f"IF({upheld},{place(row, 2)},{self._ranges.full_marks})"

    def _looked_up(self, total: str, column: int, value: Decimal | str) -> Formula:
        last = STEPS_HEAD + len(self.steps)
        sheet = f"'{_staircase_name()}'!"
        lowers, told = (sheet + span((STEPS_HEAD + 1, at), (last, at), fixed=True) for at in (0, column))
        return Formula(f"LOOKUP({total},{lowers},{told})", value)


def _line(name: str, formula: Formula) -> Line:
    return [Cell(name, "label"), Cell(formula, "computed")]


def _typed(points: Decimal | None) -> Cell:
    return Cell(_("不适用"), "typed") if points is None else Cell(points, "typed")


def _or_not(value: Decimal | None) -> Decimal | str:
    return _("不适用") if value is None else value


def _open(value: Decimal | None) -> Decimal | str:
    return _("待定") if value is None else value


def _wan(yuan: Decimal) -> Decimal:
    return round_half_up(yuan / 10_000)


def _staircase_name() -> str:
    return str(_("等级与金额"))


def _staircase(counted: Counted, steps: Sequence[Step]) -> BookSheet:
    """Lay out what follows from which total on; what is asked is named, not repeated."""
    asked = f"'{_('打分与结果')}'!{place(*ASKED, fixed=True)}"
    lines: list[Line] = [
        [Cell(_staircase_name(), "title")],
        [Cell(_("总分达到下限（含）时适用该行；金额按本任务的申报金额和结果应用规则算出。"), "plain")],
        [
            Cell(name, "head")
            for name in (
                _("总分下限"),
                _("等级"),
                _("评审结论"),
                _("预算调整建议"),
                _("建议安排（元）"),
                _("核减（元）"),
            )
        ],
    ]
    lines += [_step(one, counted.money.asked, asked) for one in steps]
    return BookSheet(_staircase_name(), lines, [14, 14, 18, 26, 20, 20])


def _step(one: Step, asked: Decimal, cell: str) -> Line:
    return [
        Cell(one.lower, "number"),
        Cell(words(one.grade.label)),
        Cell(words(one.conclusion.label) if one.conclusion else "—"),
        Cell(label(one.action) if one.action else "—"),
        *_amounts(one, asked, cell),
    ]


def _amounts(step: Step, asked: Decimal, cell: str) -> tuple[Cell, Cell]:
    if step.action is None:
        return Cell("—"), Cell("—")
    return _amount(step.amount, asked, cell), _amount(step.cut, asked, cell)


def _amount(yuan: Decimal | None, asked: Decimal, cell: str) -> Cell:
    """Give an amount; the whole of what is asked moves with it."""
    if yuan is None:
        return Cell(_("待定"))
    return Cell(Formula(cell, yuan) if yuan == asked and yuan else yuan, "computed")


def _notes(counted: Counted, data: str) -> BookSheet:
    result = counted.result
    pins = [f"{name} = {pin}" for name, pin in result.rules.pins().items() if pin]
    known = aggregate_formula(result.rules.pins()["aggregator"], Ranges("A1", "A1", "A1", "A1"))
    told = [
        *(said(reason) for reason in result.explain()),
        *([] if known else [_("汇总得分由插件算出，不随单元格改动。")]),
        _("结论摘要：%(digest)s", digest=counted.task.conclusion.digest),
        _("原始数据摘要：%(digest)s", digest=data),
        *pins,
    ]
    lines: list[Line] = [[Cell(_("说明"), "title")], *([Cell(one, "plain")] for one in told)]
    return BookSheet(_("说明"), lines, [120])

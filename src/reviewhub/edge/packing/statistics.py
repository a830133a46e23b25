"""The statistics page of a task's documents: the six questions of its page, answered from the raw totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from reviewhub.domain.packing.raw import RawPanel
from reviewhub.domain.robustness import deciding_criteria, nearest_boundary
from reviewhub.domain.words import Reason
from reviewhub.edge.figures.drawing import WIDE
from reviewhub.edge.figures.task import drawings
from reviewhub.edge.language import findings
from reviewhub.edge.shown import said
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.agreement.assurance import Assurance, assurance_of
from reviewhub.services.agreement.consistency import Consistency, consistency_of
from reviewhub.services.packing.recounting import Counted

DRAWN: Final = ("totals", "agreement", "without", "distance", "severity")
MANY: Final = 1_000_000  # columns without a code number on this task are told apart from here on


@dataclass(frozen=True, slots=True)
class _Total:
    """One total of a panel, as agreement is measured on it."""

    task: int
    scorer: int
    number: int
    total: int | None


def statistics_table(counted: Counted) -> ReportTable | None:
    """Answer how sure the grade is, with figures; None where no panel scored."""
    panel = counted.task.panel
    if panel is None:
        return None
    rows = list(_totals(panel))
    measured = consistency_of(rows, panel.row)
    sure = assurance_of(rows, panel.row, counted.result.rules.grade_scale)
    if sure is None:
        return None
    drawn = drawings(counted.result, measured, sure)
    return ReportTable(
        title=_("评分统计"),
        facts=[
            (_("项目名称"), counted.task.project),
            (_("项目 × 专家"), f"{measured.projects} × {measured.experts}"),
        ],
        header=(_("问题"), _("回答")),
        rows=[
            (question, "\n".join(map(said, answers)))
            for question, answers in _answers(counted, measured, sure)
            if answers
        ],
        notes=(_("这些数字只作说明，不参与计分。分数在 data.json 中，可以重算。"),),
        figures=[(drawn[name].caption, drawn[name].draw(WIDE)) for name in DRAWN if name in drawn],
    )


def _totals(panel: RawPanel) -> Iterator[_Total]:
    for task, row in enumerate(panel.totals):
        for column, total in enumerate(row):
            if total is not None:
                yield _Total(task, column, panel.numbers[column] or MANY + column, total)


def _answers(counted: Counted, measured: Consistency, sure: Assurance) -> Iterator[tuple[str, list[Reason]]]:
    result = counted.result
    nearest = nearest_boundary(result.rules.grade_scale.bands, result.printed_total)
    edge = [findings.boundary(nearest, result.grade)] if nearest else []
    yield _("等级会不会变"), [*findings.grade_chance(sure, result), *edge]
    yield _("换一组专家，得分会不会一致"), [findings.agreement(measured)]
    deciding = findings.criterion_decides(deciding_criteria(result), result.grade)
    yield _("是不是一个人、一项指标说了算"), [findings.leaving_out(result), deciding]
    yield _("专家相差多远"), list(findings.distances(measured))
    if measured.projects > 1:
        yield _("谁偏严、谁偏宽、谁忽高忽低"), list(findings.habits(sure))
    yield _("要几位专家才够"), [findings.experts_needed(sure.needed, measured.experts)]

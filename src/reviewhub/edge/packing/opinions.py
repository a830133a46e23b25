"""The opinion forms of a pack: each expert's own, and the panel's together."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from reviewhub.domain.packing.raw import RawPerson, RawSheet
from reviewhub.domain.scoring.answer import Answer
from reviewhub.edge.reports import code_name, opinion
from reviewhub.edge.shown import label, points, wan, words
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.exports import OpinionLine, OpinionMark, OpinionSheet
from reviewhub.services.packing.recounting import Counted


def own_opinions(counted: Counted) -> Iterator[ReportTable]:
    """Lay out the opinion form of every sheet that counts."""
    people = {one.number: one for one in counted.task.people}
    for sheet in counted.task.sheets:
        yield opinion(_opinion(counted, sheet, people[sheet.number]))


def group_opinion(counted: Counted) -> ReportTable:
    """Lay out the panel's opinion form: every expert's total, verdict and opinion under the code numbers."""
    task, result = counted.task, counted.result
    scale = result.rules.conclusion_scale or result.rules.grade_scale
    totals = zip(task.sheets, result.scores.totals, strict=True)
    rows: list[Sequence[object]] = [
        (code_name(sheet.number), total, words(scale.grade(total).label), sheet.opinion or _("无"))
        for sheet, total in totals
    ]
    rows.append((_("专家组"), result.printed_total, words((result.conclusion or result.grade).label), ""))
    return ReportTable(
        title=_("%(kind)s专家组评估意见书", kind=label(result.rules.template.kind)),
        facts=[
            (_("项目名称"), task.project),
            (_("申请单位"), task.unit),
            (_("预算金额（万元）"), wan(counted.money.asked)),
            (_("评审专家人数"), str(len(task.sheets))),
        ],
        header=(_("专家"), _("总分"), _("评估结论"), _("意见与建议")),
        rows=rows,
        notes=(
            _(
                "专家组汇总得分 %(total)s 分，等级为%(grade)s。",
                total=points(result.printed_total),
                grade=words(result.grade.label),
            ),
        ),
    )


def _opinion(counted: Counted, sheet: RawSheet, person: RawPerson) -> OpinionSheet:
    result = counted.result
    template = result.rules.template
    given = next(one for one in result.sheets if one.number == sheet.number)
    scale = result.rules.conclusion_scale or result.rules.grade_scale
    total = Decimal(sheet.total)
    lines = zip(template.criteria, given.points, strict=True)
    return OpinionSheet(
        number=sheet.number,
        name=person.name,
        employer=person.employer,
        title=person.title,
        kind=template.kind,
        project=counted.task.project,
        unit=counted.task.unit,
        asked=counted.money.asked,
        lines=tuple(
            OpinionLine(one, earned, sheet.answers.get(one.id, Answer()).reason) for one, earned in lines
        ),
        marks=tuple(OpinionMark(one, sheet.answers.get(one.id, Answer())) for one in template.beside),
        full=template.full_marks,
        total=total,
        conclusion=scale.grade(total),
        opinion=sheet.opinion,
        submitted_at=datetime.fromisoformat(sheet.submitted_at),
        digest=sheet.digest,
        voided=False,
    )

"""Two reports that do not fit: one whose table is wrong, one that lacks parts and copies from another."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.commissioning.checking.structures import EVALUATION
from reviewhub.services.commissioning import claims, commissions, report_checks
from reviewhub.services.commissioning.commissions import CommissionLine

WRONG: Final = "市政道路养护"
COPIED_FROM: Final = "安全生产专项"
COPYING: Final = "税务审计清算"
LESS: Final = ("4.1", Decimal(3))  # what the report's table gives less than the sheet
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
PROBLEMS: Final = (
    "项目单位没有建立专项资金管理台账，部分支出凭证所附资料不齐全，报销审批单缺少经办人和验收人签字，"
    "评价工作组无法核实其中三笔支出与项目内容的对应关系。"
)
ADVICE: Final = (
    "建议项目单位尽快完善内部控制制度，按合同逐笔建立台账，补齐验收资料和签字手续；"
    "主管部门每季度抽查一次凭证，并把抽查结果作为安排下一年度预算的参考。"
)


def claimed(stage: Stage) -> Iterator[str]:
    """Let an officer read a table with a wrong sum and grade, and a firm have its report checked."""
    stage.set_clock(-3)
    _wrong_table(stage, _commission(stage, WRONG))
    yield "claims"
    for project, sections in ((COPIED_FROM, 7), (COPYING, 6)):
        _word_report(stage, _commission(stage, project), sections)
    yield "report checks"


def _commission(stage: Stage, project: str) -> CommissionLine:
    lines = commissions.list_commissions(stage.work())
    return next(one for one in lines if one.commission.project == project and one.commission.stands)


def _login(stage: Stage, line: CommissionLine) -> str:
    return next(login for login, who in stage.people.items() if who.agency == line.commission.agency)


def _wrong_table(stage: Stage, line: CommissionLine) -> None:
    """Plant a lower score, a sum that does not add up and a grade that does not follow; one is explained."""
    one = line.commission
    found = claims.claims_page(stage.work(), one.id).found
    rows: list[Sequence[str]] = [("一级指标", "三级指标", "分值", "得分")]
    for each in found.rules.template.criteria:
        given = found.computed.points[each.id] if found.computed else None
        points = (given or Decimal(0)) - (LESS[1] if each.id == LESS[0] else 0)
        rows.append((each.path[0].zh, f"{each.id} {each.title.zh}", f"{each.points:f}", f"{points.normalize():f}"))
    rows += [("合计", "", "100", "94.41"), ("评价等级", "良", "", "")]
    rows.append(("申报金额（万元）", f"{one.asked / 10000:.2f}", "", ""))
    table = word_file("".join(map(_row, rows)), table=True)
    claims.upload_table(stage.work(), one.id, f"{one.project}评分表.docx", table)
    found = claims.claims_page(stage.work(), one.id).found
    lower = next(each for each in found.unexplained if each.subject == LESS[0])
    reason = "报告按复核前的得分填写，以打分表为准，将在终稿中更正。"
    if found.standing:
        claims.explain(stage.work(_login(stage, line)), one.id, found.standing.id, {lower.key: reason})


def _word_report(stage: Stage, line: CommissionLine, sections: int) -> None:
    """Deliver a Word report of so many of the seven sections, and have it checked."""
    one, firm = line.commission, _login(stage, line)
    if one.state == "offered":
        commissions.take(stage.work(firm), one.id, one.version, pledged=True)
    bodies = [f"{one.project}由{one.unit}组织实施，评价工作组查阅了账册和合同，走访了实施地点。"] * 7
    bodies[4], bodies[5] = PROBLEMS, ADVICE
    text = [f"{one.project}绩效评价报告"]
    for number, (part, body) in enumerate(zip(EVALUATION.sections[:sections], bodies, strict=False)):
        text += [f"{'一二三四五六七'[number]}、{part.title.zh}", body]
    text += ["附件：", *(each.title.zh for each in EVALUATION.annexes[: sections - 1])]
    data = word_file("".join(map(_paragraph, text)))
    commissions.deliver(stage.work(firm), one.id, f"{one.project}绩效评价报告.docx", data, "Word 版")
    report_checks.check_report(stage.work(firm), one.id, EVALUATION.key)


def word_file(body: str, *, table: bool = False) -> bytes:
    """Pack paragraphs, or the rows of a table, into a Word document; the same bytes every time."""
    inside = f"<w:tbl>{body}</w:tbl>" if table else body
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _row(cells: Sequence[str]) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"

"""The desks of the demo's firms: schedules, material asked for, supplied and returned, a draft handed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.commissioning.milestone import WITH_DOCUMENT, proposed_terms
from reviewhub.services.commissioning import commissions
from reviewhub.services.commissioning.desk import checklists, clarifications, comments, evidence, milestones, supplying
from reviewhub.services.commissioning.desk.clarifications import NewEntry, NewClarification
from reviewhub.services.commissioning.desk.comments import NewAnswer, NewComment
from reviewhub.services.commissioning.desk.evidence import NewProof
from reviewhub.services.commissioning.desk.milestones import NewAct, NewSchedule
from reviewhub.services.commissioning.desk.supplying import Judged, Supplied

# Whose commission is how far: one gathers its evidence, the other has its draft out for comments.
GATHERING: Final = "水环境综合治理"
COMMENTED: Final = "公共卫生服务"
FROM_UNIT: Final = (
    *("绩效目标申报表", "立项和预算批复", "单位自评报告", "资金拨付和使用凭证"),
    *("项目和资金管理制度", "合同和验收资料", "产出和效益佐证材料"),
)
PROVEN: Final = 3
FROM_FIRM: Final = ("问卷及统计", "访谈记录", "现场核查底稿")


@dataclass(frozen=True, slots=True)
class Desk:
    """One commission with who works on it: the logins of firm and unit."""

    commission: int
    task: int
    project: str
    firm: str
    unit: str


def desks(stage: Stage) -> Iterator[str]:
    """Let two firms take their work, and bring it along its schedule."""
    yield from _gathering(stage, _take(stage, GATHERING, "unit2"))
    yield from _commented(stage, _take(stage, COMMENTED, "unit1"))


def _gathering(stage: Stage, desk: Desk) -> Iterator[str]:
    """Have some of the material there, one of it sent back, and one day of it over."""
    stage.set_clock(-8)
    _supply(stage, desk, desk.unit, FROM_UNIT[:4])
    stage.set_clock(-6)
    _judge(stage, desk, FROM_UNIT[:2], "accept")
    _judge(stage, desk, FROM_UNIT[2:3], "return", "自评报告缺盖章页，请补扫描件。")
    due = stage.at.date() + timedelta(days=4)
    to_unit = NewClarification("unit", "二期工程的验收时间晚于合同约定，请说明原因并提供延期批复。", due)
    clarifications.ask(stage.work(desk.firm), desk.task, to_unit)
    other = NewClarification("agency", "问卷准备在哪几个点位发放？请在方案中补充。", due)
    clarifications.ask(stage.work(), desk.task, other)
    stage.set_clock(-5)
    reply = NewEntry("answer", "在四个河段和两个社区发放，共200份，已补入方案第6页。", 0)
    clarifications.reply(stage.work(desk.firm), desk.task, 2, reply)
    yield desk.project


def _commented(stage: Stage, desk: Desk) -> Iterator[str]:
    """Have everything there, and the draft with the unit."""
    stage.set_clock(-8)
    _supply(stage, desk, desk.unit, FROM_UNIT)
    _supply(stage, desk, desk.firm, FROM_FIRM)
    stage.set_clock(-6)
    _judge(stage, desk, (*FROM_UNIT, *FROM_FIRM), "accept")
    _prove(stage, desk)
    _step(stage, desk, desk.firm, "complete_evidence")
    stage.set_clock(-4)
    _step(stage, desk, desk.firm, "hand_in_draft", "评价指标体系按方案第3版。")
    _step(stage, desk, "officer", "open_comments", "请卫生健康局在期限内反馈意见。")
    stage.set_clock(-2)
    _comment(stage, desk, (desk.unit, "unit"), "第8页", "“服务覆盖率”应按常住人口口径计算，表中用的是户籍人口。")
    _comment(stage, desk, (desk.unit, "unit"), "第15页", "宣传活动延期是因场地调整，建议不作为问题列出。")
    _comment(stage, desk, ("officer", "expert"), "第三章", "满意度调查没有写明抽样方法和样本量。")
    stage.set_clock(-1)
    answers = (("adopted", "已按常住人口重新计算，得分不变。"), ("not_adopted", "延期两个月，影响当年目标完成。"))
    for number, (adoption, reason) in enumerate(answers, start=1):
        comments.answer_comment(stage.work(desk.firm), desk.commission, number, NewAnswer(adoption, reason, 0))
    yield desk.project


def _take(stage: Stage, project: str, unit: str) -> Desk:
    """Let the firm take the work, plan it, ask for its material, and approve how the firm goes about it."""
    lines = commissions.list_commissions(stage.work())
    one = next(line.commission for line in lines if line.commission.project == project)
    firm = next(login for login, who in stage.people.items() if who.agency == one.agency)
    stage.set_clock(-13)
    commissions.take(stage.work(firm), one.id, one.version, pledged=True)
    desk = Desk(one.id, one.task, project, firm, unit)
    start = stage.at.date()
    terms = proposed_terms(start, start + timedelta(days=18))
    milestones.set_schedule(stage.work(), one.id, NewSchedule(terms, "", 0))
    checklists.ask_preset(stage.work(), one.task, "key_evaluation", start + timedelta(days=10))
    stage.set_clock(-11)
    _step(stage, desk, firm, "hand_in_plan")
    stage.set_clock(-10)
    _step(stage, desk, "officer", "approve_plan", "同意。请把满意度调查的样本量增加到200份。")
    return desk


def _step(stage: Stage, desk: Desk, login: str, act: str, remark: str = "") -> None:
    found = milestones.open_schedule(stage.work(), desk.commission).scheduled
    standing = len(found.acts) if found else 0
    facts = (("评价对象", desk.project), ("步骤", act))
    name = f"{desk.project}{'工作方案' if act == 'hand_in_plan' else '评价报告初稿'}.pdf"
    paper = (name, stage.paper("绩效评价工作文件", *facts)) if act in WITH_DOCUMENT else None
    milestones.advance(stage.work(login), desk.commission, NewAct(act, remark, standing, paper))


def _comment(stage: Stage, desk: Desk, who: tuple[str, str], place: str, text: str) -> None:
    login, source = who
    comments.comment(stage.work(login), desk.commission, NewComment(source, place, text))


def _prove(stage: Stage, desk: Desk) -> None:
    """Say for some of the criteria which page proves them."""
    page = evidence.open_evidence(stage.work(desk.firm), desk.commission)
    for number, (line, document) in enumerate(zip(page.lines[:PROVEN], page.documents, strict=False)):
        proof = NewProof(line.criterion.id, document.id, 1, None, "", number)
        evidence.link_evidence(stage.work(desk.firm), desk.commission, proof)


def _supply(stage: Stage, desk: Desk, login: str, titles: tuple[str, ...]) -> None:
    files = [
        (f"{desk.project} {title}.pdf", stage.paper(title, ("项目", desk.project), ("材料", title)))
        for title in titles
    ]
    supplying.supply(stage.work(login), desk.task, Supplied(None, files))


def _judge(stage: Stage, desk: Desk, titles: tuple[str, ...], act: str, reason: str = "") -> None:
    for line in checklists.open_checklist(stage.work(), desk.task).lines:
        if line.item.title.zh in titles:
            judged = Judged(act, reason, len(line.item.acts))
            supplying.judge(stage.work(), desk.task, line.item.id, judged)

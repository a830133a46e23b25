"""What follows a released result: three items to mend, one verified, one overdue with a payment hold."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.rectifying.rectification import Escalation, HoldKind, ItemAct, Source
from reviewhub.services.rectifying import drafting, entering, holds, notices, reading
from reviewhub.services.rectifying.entering import Entered
from reviewhub.services.releasing import own

UNIT: Final = "unit1"
AT_ONCE: Final = 2  # days for what can be mended at once
NOTE: Final = "请对照评价报告整改，完成后逐项上传证明材料。"
ACCOUNTS: Final = ("抗疫物资领用台账登记不全。", "补齐 2020 年领用台账并附签收单。")
IDLE: Final = ("部分设备到货后闲置超过半年。", "提出调剂方案，闲置设备投入使用。")
EFFECT: Final = ("部分效益指标缺少佐证材料。", "补充效益指标的统计口径和数据来源。")
LATE: Final = "方案涉及三家医院的资产划转，须报国资部门批复，申请延期。"


def rectified(stage: Stage) -> Iterator[str]:
    """Let the unit answer one item in time, ask for more time for another, and miss the third."""
    stage.set_clock(-4)
    mine = own.own_results(stage.work(UNIT))[0].result
    terms = drafting.draft_page(stage.work(), mine.task)
    soon = terms.today + timedelta(days=AT_ONCE)
    new = (("3.1", *ACCOUNTS, soon), ("3.1", *IDLE, terms.due_on), ("4.1", *EFFECT, soon))
    listed = [notices.NewItem(*one) for one in new]
    proposed = notices.NewNotice(Source.EVALUATION, NOTE, listed)
    notice = notices.propose_rectification(stage.work(), mine.task, proposed)
    notices.issue_rectification(stage.work(), notice)
    stage.set_clock(-3)
    _enter(stage, UNIT, (notice, 1), ItemAct.PLAN, text="由物资科补登，两日内完成。")
    _enter(stage, UNIT, (notice, 2), ItemAct.PLAN, text="两个月内完成调剂，资产科负责。")
    proof = ("2020年物资领用台账.pdf", stage.paper("物资领用台账", ("年度", "2020"), ("份数", "126")))
    _enter(stage, UNIT, (notice, 1), ItemAct.REPORT, text="台账已补齐，共 126 份，附签收单。", proof=proof)
    stage.set_clock(-1)
    _enter(stage, "officer", (notice, 1), ItemAct.VERIFY, text="台账与签收单核对一致。")
    later = terms.due_on + timedelta(days=30)
    _enter(stage, UNIT, (notice, 2), ItemAct.ASK_EXTENSION, text=LATE, due_on=later)
    urged = "已电话催办两次，请于三日内报送整改完成情况。"
    _enter(stage, "officer", (notice, 3), ItemAct.ESCALATE, text=urged, escalation=Escalation.URGED)
    reason = "第 3 项逾期未整改，整改到位前缓拨下一年度资金。"
    held = holds.NewHold(HoldKind.DELAY, stage.at.date(), reason, notice)
    holds.place_hold(stage.work(), mine.task, held)
    yield "rectification"


def _enter(stage: Stage, login: str, which: tuple[int, int], act: ItemAct, **given: Any) -> None:
    notice, number = which
    item = reading.notice_page(stage.work(), notice).items[number - 1]
    entering.enter(stage.work(login), notice, item.line.id, Entered(act, item.version, **given))

"""Experts for many tasks at once, proposed and not yet applied; and what is noted of one expert's work."""

from collections.abc import Iterator
from typing import Final

from reviewhub.cli.demo.prior import opened
from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.appointing.demand import Demand
from reviewhub.domain.appointing.duty import VERSION, DutyAnswer, DutyForm, DutyLevel, Said, items_of
from reviewhub.services.matchings import proposing
from reviewhub.services.records import duties, work_records
from reviewhub.services.records.work_records import Years

PROJECTS: Final = ("垃圾分类（专项）", "税务审计清算（专项）", "校舍维修（专项）", "环卫保洁（一期）")
WANTED: Final = Demand(5, {"财务": 1, "管理": 1}, balance=500)
REMARK: Final = "两项指标的扣分理由没有写明材料页码。"
REPLY: Final = "页码写在附件说明里，以后改在扣分理由中写明。"


def matched(stage: Stage) -> Iterator[str]:
    """Propose who does what; the officer has still to look at it."""
    stage.set_clock(-2)
    proposing.propose(stage.work(), opened(stage, "2021年度储备项目事前绩效评估", PROJECTS, days=20), WANTED)
    yield "matching"


def noted(stage: Stage) -> Iterator[str]:
    """Fill in a duty check-list of a concluded task, and let the expert answer it."""
    own = work_records.own_record(stage.work("expert1"), Years())
    entry = next(one.assignment for one in own.entries if one.concluded)
    said = {item.key: Said(DutyAnswer.YES) for item in items_of(VERSION)}
    said |= {"reasons": Said(DutyAnswer.NO, REMARK), "second_round": Said(DutyAnswer.NOT_APPLICABLE)}
    duties.check_duties(stage.work(), entry, DutyForm(said, DutyLevel.QUALIFIED, "总体认真，个别理由不全。"), 0)
    duties.reply(stage.work("expert1"), entry, REPLY)
    yield "record"

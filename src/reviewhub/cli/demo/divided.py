"""A panel that is not of one mind: a severe expert, an erratic one, a grade on a knife's edge, missing sheets."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reviewhub.cli.demo.prior import TEMPLATE, answers_of, assignment_of, opened, paneled, tasks_of
from reviewhub.cli.demo.stage import Stage
from reviewhub.services.panels import invitations
from reviewhub.services.scoring import sheets

LOGINS: Final = ("expert1", "expert2", "expert3", "expert4", "expert6")
STEP: Final = Decimal("0.1")
# Totals by project and expert: the third takes seven points off everything, the last follows no order, the
# fourth project ends a breath above 80, and two experts step back from one project each.
TOTALS: Final = {
    "中小企业发展扶持（年度）": ("94", "93", "86", "95", "84"),
    "税务审计清算（运维）": ("89", "91", "82", "90", "97"),
    "水环境综合治理（运维）": ("87", "86", "79", "88", "76"),
    "绿化养护（运维）": ("82", "81", "74", "83", "80.5"),
    "招商引资（一期）": ("79", "78", "70", "77", "88"),
    "政府采购服务（二期）": ("85", None, "76", "86", "73"),
    "社区网格化管理（一期）": ("73", "72", "66", None, "83"),
    "社区网格化管理（专项）": ("91", "92", "85", "93", "81"),
}
STEPS_BACK: Final = "曾参与该项目的前期论证，申请回避。"


def divided(stage: Stage) -> Iterator[str]:
    """Seal eight projects that wait for an officer who asks how sure their grades are."""
    stage.set_clock(-12)
    campaign = opened(stage, "2021年度延续项目事前绩效评估", list(TOTALS), days=25)
    tasks = tasks_of(stage, campaign)
    panel = paneled(stage, campaign, LOGINS)
    yield "panel"
    stage.set_clock(-11)
    for place, login in enumerate(LOGINS):
        invitations.accept_invitation(stage.work(login), panel, pledged=True)
        for project, totals in TOTALS.items():
            assignment = assignment_of(stage, login, tasks[project])
            given = totals[place]
            if given is None:
                invitations.recuse(stage.work(login), assignment, STEPS_BACK)
            else:
                flat = {**_sheet(stage, Decimal(given)), "opinion": "按评审要点逐项核对材料后打分。"}
                sheets.submit_sheet(stage.work(login), assignment, flat, 0, f"demo-{assignment}")
    yield "sheets"


def _sheet(stage: Stage, total: Decimal) -> dict[str, str]:
    """Spread a total over the criteria as evenly as tenths of a point allow."""
    template = stage.parts.registry.templates[TEMPLATE]
    steps, count = int(total / STEP), len(template.criteria)
    points = [steps // count + (place < steps % count) for place in range(count)]
    given = zip(template.criteria, points, strict=True)
    return answers_of(template, {one.id: str(number * STEP) for one, number in given})

"""An agency's work done and accepted, and sheets about how good it was."""

from datetime import timedelta

from integration.world import World
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.commissioning.offers import NewCommission
from reviewhub.services.scoring import sheets
from uploads import pdf

# 14 + 15 + 18 + 22 + 20 = 89 of 100, each below full marks with its reason.
GOOD = {
    "1.1.range": "high",
    "1.1.points": "14",
    "1.1.reason": "个别资料重复索要",
    "1.2.level": "stable",
    "2.1.range": "high",
    "2.1.points": "18",
    "2.1.reason": "沟通较充分",
    "3.1.range": "high",
    "3.1.points": "22",
    "3.1.reason": "一处数据未注明来源",
    "3.2.range": "high",
    "3.2.points": "20",
    "3.2.reason": "建议可再具体",
}


def accepted(world: World, report: bytes = b"", agency: str = "agency1") -> int:
    """Let an agency evaluate a project of unit1 and its report be accepted; gives the commission."""
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["宝象河水环境整治"])
    (task,) = world.tasks(campaign).values()
    due = (world.parts.now() + timedelta(days=20)).date()
    new = NewCommission(world.facts.agencies[agency], "绩效评价报告", due, "熟悉行业")
    commission = offers.offer(world.work("officer"), task, new)
    commissions.take(world.work(agency), commission, 1, pledged=True)
    commissions.deliver(world.work(agency), commission, "报告.pdf", report or pdf())
    one = commissions.open_commission(world.work(agency), commission).line.commission
    sheets.submit_sheet(world.work(agency), one.assignment, world.answers(task), 0, "key")
    for act, who in ((commissions.submit, agency), (commissions.approve, "officer")):
        version = commissions.open_commission(world.work("officer"), commission).line.commission.version
        act(world.work(who), commission, version)
    return commission

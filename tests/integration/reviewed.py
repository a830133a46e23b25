"""A campaign of goal review, with what a third party recommends of its projects."""

from datetime import timedelta
from decimal import Decimal

from integration.tables import table
from integration.world import YEAR, World
from reviewhub.domain.money import in_wan
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import campaigns
from reviewhub.services.goals import reviewed_amounts
from reviewhub.services.listing import Asked
from reviewhub.services.pool.importing import Upload

HEADER = ("项目编码", "项目名称", "申报金额（万元）", "审核建议金额（万元）", "审减金额（万元）")


def goal_review(world: World, year: int = YEAR) -> int:
    """Make a campaign of all projects of a year; gives its id."""
    now = world.parts.now()
    new = campaigns.NewCampaign(
        name=f"{year}年度预算绩效目标审核",
        kind=Kind.GOAL_REVIEW,
        fiscal_year=year,
        template="goal-review",
        aggregator="builtin.mean_of_criterion_means",
        policy="",
        opens_at=now,
        closes_at=now + timedelta(days=30),
    )
    campaign = campaigns.create_campaign(world.work("officer"), new)
    campaigns.add_all_tasks(world.work("officer"), campaign, Asked())
    return campaign


def result_table(world: World, campaign: int, cuts: dict[int, str]) -> Upload:
    """Write a result for the first lines of a campaign's form: by place, what is cut in 万元."""
    lines = reviewed_amounts.review_form(world.work("officer"), campaign).lines
    rows = [
        (line.code, line.project, asked, asked - Decimal(cut), cut)
        for place, cut in cuts.items()
        for line in [lines[place]]
        for asked in [in_wan(line.asked)]
    ]
    return table(HEADER, *rows, name="审核结果.csv")


def leave_reviewed(world: World) -> int:
    """Leave the row of a goal review; gives the campaign."""
    campaign = goal_review(world)
    result = result_table(world, campaign, {0: "10.00"})
    reviewed_amounts.import_reviewed_amounts(world.work("officer"), result, campaign)
    return campaign

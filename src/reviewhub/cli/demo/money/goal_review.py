"""The goal review of one department, as the third party's table of 2021 has it."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from reviewhub.cli.demo.stage import OFFICE_HOURS, YEAR, Stage, case_file
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.tables.cell import text_of
from reviewhub.files.tables import read_table
from reviewhub.services import campaigns
from reviewhub.services.goals import reviewed_amounts
from reviewhub.services.listing import Asked
from reviewhub.services.pool.importing import Upload

DEPARTMENT: Final = "消防救援大队"


def reviewed(stage: Stage) -> Iterator[str]:
    """Make the campaign of one department's projects and import what was recommended of them."""
    stage.set_clock(-9)
    new = campaigns.NewCampaign(
        name=f"{YEAR}年度{DEPARTMENT}预算绩效目标审核",
        kind=Kind.GOAL_REVIEW,
        fiscal_year=YEAR,
        template="goal-review",
        aggregator="builtin.mean_of_criterion_means",
        policy="",
        opens_at=stage.at,
        closes_at=stage.at + timedelta(days=8) + OFFICE_HOURS,
    )
    campaign = campaigns.create_campaign(stage.work(), new)
    campaigns.add_all_tasks(stage.work(), campaign, Asked({"q": DEPARTMENT}))
    codes = {one.code for one in reviewed_amounts.review_form(stage.work(), campaign).lines}
    stage.set_clock(-8)
    reviewed_amounts.import_reviewed_amounts(stage.work(), _of(codes), campaign)
    yield "goal review"


def _of(codes: set[str]) -> Upload:
    """Cut the department's lines out of the whole table, under its titles."""
    whole = case_file("goal_review_result.xlsx")
    rows = [[text_of(cell) for cell in row] for row in read_table(whole.data, whole.filename).rows]
    titles = next(row for row in rows if row[0] == "项目编码")
    written = io.StringIO()
    csv.writer(written).writerows([titles, *(row for row in rows if row[0] in codes)])
    return Upload(written.getvalue().encode(), f"{DEPARTMENT}绩效目标审核结果.csv")

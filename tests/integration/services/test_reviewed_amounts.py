"""The goal review of 2021 as a campaign's result: published figures, what-if on 665 projects, bad tables."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from integration.reviewed import HEADER, goal_review, leave_reviewed, result_table
from integration.tables import reference, table
from integration.world import World
from reviewhub.db.models import ReviewedAmount
from reviewhub.db.queries.goals.reviewed_amounts import standing_amounts
from reviewhub.domain.errors import Invalid, NotAllowed, WrongState
from reviewhub.domain.money import in_wan, print_wan, round_half_up
from reviewhub.domain.whatif.limits import Limits
from reviewhub.services.goals import reviewed_amounts
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.results import review_result
from reviewhub.services.pool import projects
from reviewhub.services.pool.importing import Preview, Upload
from reviewhub.services.whatif.assumed import Assumed
from reviewhub.services.whatif.assumptions import what_if

ALL = Asked(everything=True)


def bring(world: World, campaign: int, upload: Upload) -> Preview:
    return reviewed_amounts.import_reviewed_amounts(world.work("officer"), upload, campaign)


def refused(world: World, campaign: int, *rows: tuple[object, ...]) -> set[str]:
    """Give the codes of what stands against a table, and hold that it is refused as a whole."""
    upload = table(HEADER, *rows)
    preview = reviewed_amounts.preview_reviewed_amounts(world.work("officer"), upload, campaign)
    with pytest.raises(Invalid):
        bring(world, campaign, upload)
    return {one.code for one in preview.problems}


def _rows(world: World, campaign: int) -> list[ReviewedAmount]:
    with world.reading() as session:
        return list(standing_amounts(session, campaign).values())


def test_the_goal_review_of_2021_is_a_campaign_with_the_published_figures(world: World) -> None:
    projects.import_projects(world.work("officer"), reference("projects.xlsx"), 2021)
    campaign = goal_review(world, 2021)
    done = bring(world, campaign, reference("goal_review_result.xlsx"))
    assert (len(done.added), done.warnings, done.totals["missing"]) == (665, (), 0)

    page = campaign_overview(world.work("leader"), campaign, ALL)
    sums = page.summary
    assert [print_wan(one) for one in (sums.asked, sums.recommended, sums.cut)] == [
        "497578.64",
        "457230.14",
        "40348.50",
    ]
    assert (sums.tasks, sums.undecided, sums.unassigned, f"{page.rate}") == (665, 0, 0, "8.11")

    less = what_if(world.work("leader"), campaign, Assumed(limits=Limits(less=Decimal(2))), ALL)
    plain = sum(round_half_up(in_wan(row.amount) * 98 / 100) for row in _rows(world, campaign))
    assert abs(plain - in_wan(less.movement.after)) <= Decimal("0.01") * 665 / 2  # halves round the other way
    assert less.rates == (Decimal("8.11"), Decimal("9.95"))
    shared = what_if(world.work("leader"), campaign, Assumed(limits=Limits(share=Decimal(90))), ALL)
    assert all(one.after <= min(one.before, one.asked * 90 / 100) for one in shared.departments)
    exact = Limits(envelope=Decimal(4_500_000_000))
    met = what_if(world.work("leader"), campaign, Assumed(limits=exact), ALL)
    assert print_wan(met.movement.after) == "450000.00"
    assert bring(world, campaign, reference("goal_review_result.xlsx")).unchanged == 665


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_table_that_does_not_add_up_is_refused_line_by_line(world: World) -> None:
    campaign = goal_review(world)
    first, second, *_ = reviewed_amounts.review_form(world.work("officer"), campaign).lines
    asked = Decimal(print_wan(first.asked))
    assert refused(world, campaign, (first.code, first.project, asked, asked - 10, 20)) == {
        "goals.cut_differs"
    }
    assert refused(world, campaign, (first.code, first.project, asked, asked + 10, "")) == {
        "goals.more_than_asked"
    }
    assert refused(world, campaign, (first.code, first.project, asked - 5, 1, "")) == {"goals.asked_differs"}
    assert refused(world, campaign, ("X1", "没有这个项目", 5, 5, 0)) == {"measured.unknown_project"}
    twice = (second.code, second.project, print_wan(second.asked), 1, "")
    assert refused(world, campaign, twice, twice) == {"goals.twice"}
    with world.reading() as session:
        assert session.execute(select(ReviewedAmount)).scalars().all() == []


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_later_table_counts_and_nothing_is_overwritten(world: World) -> None:
    campaign = leave_reviewed(world)
    task = next(iter(world.tasks(campaign).values()))
    bring(world, campaign, result_table(world, campaign, {0: "30.00"}))
    with world.reading() as session:
        rows = session.execute(select(ReviewedAmount).order_by(ReviewedAmount.number)).scalars()
        assert [one.asked - one.amount for one in rows] == [100_000, 300_000]
    page = review_result(world.work("officer"), task)
    assert page.reviewed is not None
    assert page.asked - page.reviewed.amount == 300_000
    assert campaign_overview(world.work("officer"), campaign, ALL).summary.undecided == 5


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_only_a_campaign_of_goal_review_takes_a_result_and_only_from_an_officer(world: World) -> None:
    upload = table(HEADER)
    with pytest.raises(WrongState):
        bring(world, world.open_campaign(), upload)
    with pytest.raises(NotAllowed):
        reviewed_amounts.preview_reviewed_amounts(world.work("leader"), upload, goal_review(world))

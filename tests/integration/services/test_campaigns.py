"""Campaigns: what is pinned, which projects become tasks, when scoring begins and ends."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from integration.world import START, World
from reviewhub.db.models import Project
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.workflow import CampaignState
from reviewhub.services import campaigns
from reviewhub.services.campaigns import NewCampaign
from reviewhub.services.listing import Asked

NEW = NewCampaign(
    name="2026年度事前评估",
    kind=Kind.PRIOR_ASSESSMENT,
    fiscal_year=2026,
    template="prior-assessment-national",
    aggregator="builtin.mean_of_criterion_means",
    policy="builtin.kunming_2021",
    opens_at=START,
    closes_at=START + timedelta(days=10),
)
Counting = Callable[[], AbstractContextManager[list[str]]]


def faults(world: World, new: NewCampaign) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        campaigns.create_campaign(world.work("officer"), new)
    return [(one.path, one.code) for one in refused.value.problems]


def version(world: World, campaign: int) -> int:
    return campaigns.campaign_head(world.work("officer"), campaign).version


def names(world: World, campaign: int, **filters: str) -> list[str]:
    page = campaigns.choosing(world.work("officer"), campaign, Asked(filters))
    return [one.name for one in page.projects.items]


def test_a_campaign_pins_key_and_version_of_everything_that_computes(world: World) -> None:
    head = campaigns.campaign_head(
        world.work("officer"), campaigns.create_campaign(world.work("officer"), NEW)
    )
    template = world.parts.registry.templates[NEW.template]
    assert (head.template.digest, head.state) == (template.digest, CampaignState.PREPARING)
    assert (head.aggregator, head.policy, head.grade_scale, head.conclusion_scale) == (
        "builtin.mean_of_criterion_means@1",
        "builtin.kunming_2021@1",
        "builtin.cn_90_80_60@1",
        "builtin.support_85_60@1",
    )
    assert (head.scorers, head.conflict_rules) == (
        ("builtin.points@1",),
        tuple(f"{key}@{rule.version}" for key, rule in sorted(world.parts.registry.conflict_rules.items())),
    )


def test_two_campaigns_share_one_published_revision(world: World) -> None:
    first, second = (campaigns.create_campaign(world.work("officer"), NEW) for _ in range(2))
    with world.reading() as session:
        assert (
            campaigns.found(session, first).template_revision_id
            == campaigns.found(session, second).template_revision_id
        )


def test_every_fault_of_a_choice_is_named_at_once(world: World) -> None:
    wrong = replace(
        NEW,
        template="project-evaluation-national",
        aggregator="gone.mean",
        policy="gone.rule",
        closes_at=START,
    )
    assert faults(world, wrong) == [
        ("template", "campaign.template_of_other_kind"),
        ("aggregator", "campaign.unknown_method"),
        ("policy", "campaign.unknown_method"),
        ("closes_at", "campaign.ends_before_start"),
    ]


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_only_an_officer_makes_campaigns(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        campaigns.create_campaign(world.work(role), NEW)


def test_projects_are_chosen_by_name_unit_nature_and_threshold(world: World) -> None:
    campaign = world.new_campaign()
    assert names(world, campaign, q="水务") == ["宝象河水环境整治"]
    assert names(world, campaign, nature="延续") == []
    assert names(world, campaign, nature="新增", above="1,580.56") == [
        "新加坡产业园片区道路建设",
        "主干道市容环境整治",
    ]
    assert len(names(world, campaign, above="not a number")) == 6


def test_a_percent_sign_is_looked_for_and_matches_not_everything(world: World) -> None:
    assert names(world, world.new_campaign(), q="%") == []


def test_a_chosen_project_is_offered_no_more_and_added_once(world: World) -> None:
    campaign = world.new_campaign()
    one = world.facts.projects["公厕提升改造"]
    officer = world.work("officer")
    assert [
        campaigns.add_tasks(officer, campaign, [one, one]),
        campaigns.add_tasks(officer, campaign, [one]),
    ] == [1, 0]
    assert "公厕提升改造" not in names(world, campaign)


def test_all_that_the_filters_leave_can_be_added(world: World) -> None:
    campaign = world.new_campaign()
    added = campaigns.add_all_tasks(world.work("officer"), campaign, Asked({"q": "城市管理局"}))
    assert (added, sorted(world.tasks(campaign))) == (2, ["主干道市容环境整治", "公厕提升改造"])


def test_a_neighbours_projects_are_neither_offered_nor_added(world: World) -> None:
    campaign = world.new_campaign()
    with world.work("neighbour").reading() as session:
        from_beside = list(session.execute(select(Project.id)).scalars())
    assert from_beside
    assert "邻局项目" not in names(world, campaign)
    assert campaigns.add_tasks(world.work("officer"), campaign, from_beside) == 0


def test_a_campaign_of_another_bureau_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        campaigns.campaign_head(world.work("neighbour"), world.new_campaign())


def test_an_empty_campaign_cannot_be_opened(world: World) -> None:
    campaign = world.new_campaign()
    with pytest.raises(Invalid) as refused:
        campaigns.open_campaign(world.work("officer"), campaign, version(world, campaign))
    assert [one.code for one in refused.value.problems] == ["campaign.no_tasks"]


def test_a_closed_campaign_stays_closed_and_takes_no_tasks(world: World) -> None:
    campaign = world.open_campaign(projects=["公厕提升改造"])
    campaigns.close_campaign(world.work("officer"), campaign, version(world, campaign))
    with pytest.raises(WrongState):
        campaigns.open_campaign(world.work("officer"), campaign, version(world, campaign))
    with pytest.raises(WrongState):
        campaigns.add_tasks(world.work("officer"), campaign, list(world.facts.projects.values()))


def test_opening_from_an_old_page_is_refused(world: World) -> None:
    campaign = world.open_campaign()
    with pytest.raises(StaleWrite):
        campaigns.close_campaign(world.work("officer"), campaign, version(world, campaign) - 1)


def test_the_list_counts_tasks_and_yuan(world: World) -> None:
    world.open_campaign(projects=["公厕提升改造", "主干道市容环境整治"])
    (line,) = campaigns.list_campaigns(world.work("leader"), Asked()).items
    assert (line.tasks, line.asked, line.state) == (2, 26_496_000, CampaignState.OPEN)


def test_the_list_can_be_filtered_and_sorted(world: World) -> None:
    officer = world.work("officer")
    small, large = world.open_campaign(projects=["公厕提升改造"]), world.open_campaign()
    other = campaigns.create_campaign(officer, replace(NEW, name="预研"))
    listed = {
        name: [one.id for one in campaigns.list_campaigns(officer, asked).items]
        for name, asked in {
            "newest first": Asked(),
            "by yuan": Asked(sort="asked", descending=True),
            "by name": Asked({"q": "预研"}),
            "open": Asked({"state": "open"}),
            "of another kind": Asked({"kind": "key_evaluation"}),
        }.items()
    }
    by_yuan = [
        one for one in listed.pop("by yuan") if one != other
    ]  # nulls stand where the database puts them
    assert (by_yuan, listed) == (
        [large, small],
        {
            "newest first": [other, large, small],
            "by name": [other],
            "open": [large, small],
            "of another kind": [],
        },
    )


def test_the_list_costs_the_same_with_one_and_with_three(world: World, count_statements: Counting) -> None:
    counts = []
    for _ in range(3):
        world.open_campaign()
        with count_statements() as sent:
            campaigns.list_campaigns(world.work("officer"), Asked())
        counts.append(len(sent))
    assert counts == [counts[0]] * 3

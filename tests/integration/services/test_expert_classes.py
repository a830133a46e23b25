"""The class of an expert from the pool to the frozen conclusion, for an aggregator that weighs by it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from reviewhub_class_weights import EQUAL
from sqlalchemy import select

from integration.concluded import small_case
from integration.world import TEMPLATES, World
from reviewhub.db.models import Conclusion, Expert
from reviewhub.domain.errors import WrongState
from reviewhub.domain.result import snapshot
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import campaigns
from reviewhub.services.audit import verify_conclusions
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.computed import frozen_result
from reviewhub.services.outcome.conclusions import Concluding, conclude, preview_conclusions
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.results import (
    found_task,
    named_sheets,
    review_result,
    sheets_by_number,
)
from reviewhub.services.scoring.rules import ruling_of

GIVEN = {"ZJ0001": "5", "ZJ0002": "5", "ZJ0003": "4", "ZJ0005": "4.5"}  # 业务, 业务, 管理, 财务
WEIGHED = Decimal("90.00")  # (100 + 80 + 90) / 3; the mean of the four would be 92.50


@pytest.fixture
def weighed(world: World) -> tuple[World, int, int]:
    """Let four experts of three classes score a project whose campaign weighs by class."""
    known = world.parts.registry
    registry = replace(known, aggregators={**known.aggregators, EQUAL.key: EQUAL})
    world.parts = replace(world.parts, registry=registry)
    officer, now = world.work("officer"), world.parts.now()
    new = campaigns.NewCampaign(
        name="按类别加权",
        kind=Kind.PRIOR_ASSESSMENT,
        fiscal_year=2026,
        template=TEMPLATES[Kind.PRIOR_ASSESSMENT],
        aggregator=EQUAL.key,
        policy="builtin.kunming_2021",
        opens_at=now,
        closes_at=now + timedelta(days=30),
    )
    campaign = campaigns.create_campaign(officer, new)
    campaigns.add_tasks(officer, campaign, [world.facts.projects["果林路管网改造"]])
    campaigns.open_campaign(officer, campaign, campaigns.campaign_head(officer, campaign).version)
    world.accept_all(world.form_panel(campaign, list(GIVEN)))
    (task,) = world.tasks(campaign).values()
    for code, points in GIVEN.items():
        world.submit(code, task, [points] * 20)
    return world, campaign, task


def reclass(world: World, code: str, expert_class: str) -> None:
    """Let the pool say another class of an expert from now on."""
    work = world.work("officer")
    with work.transaction() as session:
        expert = session.get_one(Expert, world.facts.experts[code])
        expert.expert_class = expert_class
        session.flush()
        work.record("import_experts", expert)


def frozen(world: World) -> dict[str, Any]:
    with world.reading() as session:
        return session.execute(select(Conclusion)).scalar_one().snapshot


def test_the_task_s_page_and_the_campaign_s_weigh_by_class_alike(weighed: tuple[World, int, int]) -> None:
    world, campaign, task = weighed
    page = review_result(world.work("officer"), task)
    (line,) = campaign_overview(world.work("officer"), campaign, Asked()).lines.items
    assert page.result is not None
    assert (page.result.printed_total, line.total) == (WEIGHED, WEIGHED)
    assert line.survives is page.result.survives_without_any_expert is None  # nobody else of two classes


def test_a_change_in_the_pool_changes_what_is_not_concluded(weighed: tuple[World, int, int]) -> None:
    world, campaign, task = weighed
    campaign_overview(world.work("officer"), campaign, Asked())
    reclass(world, "ZJ0002", "管理")
    page = review_result(world.work("officer"), task)
    (line,) = campaign_overview(world.work("officer"), campaign, Asked()).lines.items
    assert page.result is not None
    assert page.result.printed_total == line.total == Decimal("93.33")  # (100 + 90 + 90) / 3


def test_without_a_class_there_is_no_result_and_the_page_says_why(weighed: tuple[World, int, int]) -> None:
    world, campaign, task = weighed
    reclass(world, "ZJ0005", "")
    page = review_result(world.work("officer"), task)
    assert page.result is None
    assert page.why is not None
    assert (page.why.code, page.why.values["count"]) == ("aggregator.class_unknown", 1)
    (line,) = campaign_overview(world.work("officer"), campaign, Asked()).lines.items
    assert (line.total, line.grade) == (None, None)
    (left,) = preview_conclusions(world.work("officer"), campaign).left
    assert left.why.code == "aggregator.class_unknown"
    with pytest.raises(WrongState):
        conclude(world.work("officer"), task, Concluding(standing=0))


def test_a_conclusion_freezes_the_classes_and_stands_when_the_pool_changes(
    weighed: tuple[World, int, int],
) -> None:
    world, _, task = weighed
    conclude(world.work("officer"), task, Concluding(standing=0))
    classes = [kept["class"] for kept in frozen(world)["sheets"]]
    assert sorted(classes) == sorted(["业务", "业务", "管理", "财务"])
    reclass(world, "ZJ0005", "业务")
    page = review_result(world.work("officer"), task)
    assert page.result is not None
    assert page.result.printed_total == WEIGHED
    checked = verify_conclusions(world.work("auditor"))
    assert (checked.checked, checked.faults) == (1, ())


def test_a_conclusion_from_before_classes_were_frozen_comes_out_as_it_was(world: World) -> None:
    _, task_id = small_case(world)
    conclude(world.work("officer"), task_id, Concluding(standing=0))
    now = frozen(world)
    assert all("class" in kept for kept in now["sheets"])
    older = {
        **now,
        "sheets": [{"number": kept["number"], "digest": kept["digest"]} for kept in now["sheets"]],
    }
    work = world.work("officer")
    with work.reading() as session:
        task = found_task(session, task_id)
        sheets = sheets_by_number(session, task_id, named_sheets(older))
        rules = ruling_of(session, task, older).rules(work.registry)
        assert snapshot(*frozen_result(rules, older, sheets)) == older

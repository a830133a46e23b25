"""The made bureau itself: what other tests take for granted."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from integration.world import EXPERTS, PROJECTS, TEMPLATES, World
from reviewhub.db.models import Entry, Project, Sheet
from reviewhub.domain.scoring.template import Kind


def test_the_six_projects_of_the_reference_case_ask_for_9104_71_wan(world: World) -> None:
    with world.reading() as session:
        asked = session.execute(select(func.sum(Project.asked))).scalar_one()
    assert asked == Decimal("91047100.00")


def test_a_panel_of_five_can_score_everything(world: World) -> None:
    campaign, panel = world.under_way()
    tasks = world.tasks(campaign)
    receipts = [world.submit(code, task) for code in world.members(panel) for task in tasks.values()]
    assert list(tasks) == [name for _, name, _, _ in sorted(PROJECTS)]
    assert [receipt.total for receipt in receipts] == [Decimal("100.00")] * 30


@pytest.mark.parametrize("kind", TEMPLATES)
def test_each_kind_of_campaign_can_be_scored_in_full(world: World, kind: Kind) -> None:
    campaign = world.open_campaign(kind, ["果林路管网改造"])
    panel = world.form_panel(campaign, ["ZJ0001"])
    world.accept_all(panel)
    (task,) = world.tasks(campaign).values()
    assert world.submit("ZJ0001", task).total == Decimal("100.00")


def test_every_test_begins_with_a_copy_of_its_own(world: World) -> None:
    with world.reading() as session:
        counts = (
            session.execute(select(func.count(Sheet.id))).scalar_one(),
            session.execute(
                select(func.count(Entry.id)).where(Entry.bureau_id == world.facts.bureau)
            ).scalar_one(),
        )
    assert counts == (0, 3)
    assert len(world.facts.experts) == len(EXPERTS)

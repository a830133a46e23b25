"""The first page: what waits, counted where the campaign's page would show it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from integration.drawn import drawn, new_draw, seated
from integration.world import Clock, World
from reviewhub.domain.errors import NotAllowed
from reviewhub.domain.policy import Role
from reviewhub.services import home
from reviewhub.services.panels import invitations

THREE = ["ZJ0001", "ZJ0002", "ZJ0003"]
Counting = Callable[[], AbstractContextManager[list[str]]]


def test_an_empty_bureau_has_nothing_to_do(world: World) -> None:
    assert home.todo(world.work("officer")) == home.Todo((), ())
    assert home.todo(world.work("officer")).waiting == 0


def test_invitations_wait_until_they_are_answered_and_a_refusal_waits_for_another_expert(
    world: World,
) -> None:
    campaign = world.open_campaign()
    panel = world.form_panel(campaign, THREE)
    (before,) = home.todo(world.work("officer")).campaigns
    world.accept(panel, THREE[0])
    invitations.decline_invitation(world.work(THREE[1]), panel, "出差")
    (after,) = home.todo(world.work("officer")).campaigns
    assert (before.unanswered, before.vacant) == (18, 0)
    assert (after.unanswered, after.vacant) == (6, 6)


def test_a_seat_of_a_draw_that_an_alternate_took_waits_for_an_answer_only(world: World, clock: Clock) -> None:
    campaign = world.open_campaign(projects=["公厕提升改造"])
    draw = drawn(world, campaign, new_draw(world, campaign))
    clock.move(hours=1)
    invitations.decline_invitation(world.work(seated(world, draw)[0]), 1, "出差")
    (card,) = home.todo(world.work("officer")).campaigns
    assert (card.unanswered, card.vacant) == (3, 0)


def test_a_refusal_on_a_task_that_is_complete_waits_no_more(world: World) -> None:
    campaign = world.open_campaign(projects=["公厕提升改造"])
    panel = world.form_panel(campaign, THREE)
    (task,) = world.tasks(campaign).values()
    invitations.decline_invitation(world.work(THREE[2]), panel, "出差")
    for expert in THREE[:2]:
        world.accept(panel, expert)
        world.submit(expert, task)
    (card,) = home.todo(world.work("officer")).campaigns
    assert (card.vacant, card.to_conclude) == (0, 1)


def test_what_is_late_sealed_and_doubtful_is_counted(world: World, clock: Clock) -> None:
    campaign, _ = world.under_way(THREE)
    first, second, *_ = world.tasks(campaign).values()
    for expert, points in zip(THREE, ("5", "4.5", "4"), strict=True):
        world.submit(expert, first, [points] * 20)
        world.submit(expert, second, ["3.5"] * 20)
    clock.move(days=30)
    todo = home.todo(world.work("officer"))
    (card,) = todo.campaigns
    assert (card.to_conclude, card.doubtful, card.summary.late) == (2, 1, 4)
    assert todo.waiting == 6


def test_the_first_page_costs_the_same_with_one_campaign_and_with_three(
    world: World, count_statements: Counting
) -> None:
    counts = []
    for _ in range(3):
        world.under_way(THREE)
        with count_statements() as sent:
            home.todo(world.work("leader"))
        counts.append(len(sent))
    assert counts == [counts[0]] * 3


def test_an_auditor_sees_how_much_can_be_verified(world: World) -> None:
    before = home.verifiable(world.work(Role.AUDITOR)).entries
    world.new_campaign()
    after = home.verifiable(world.work(Role.AUDITOR))
    assert (after.entries, after.conclusions, after.last_at) == (before + 1, 0, world.parts.now())


def test_an_operator_sees_accounts_by_role_and_that_the_schema_fits(world: World) -> None:
    found = home.installation(world.work(Role.OPERATOR))
    assert found.schema_is_current
    assert found.accounts == {
        Role.AGENCY: 2,
        Role.AUDITOR: 1,
        Role.EXPERT: 9,
        Role.LEADER: 1,
        Role.OFFICER: 2,
        Role.OPERATOR: 1,
        Role.UNIT: 3,
    }
    assert (found.locked, found.disabled) == (0, 0)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_who_may_not_read_results_gets_no_sums(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        home.todo(world.work(role))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.EXPERT])
def test_accounts_are_the_operators_business_and_the_ledger_the_auditors(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        home.installation(world.work(role))
    with pytest.raises(NotAllowed):
        home.verifiable(world.work(role))

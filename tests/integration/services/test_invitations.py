"""Invitations: asked once, answered once, with the pledge or a reason."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from integration.world import Clock, World
from reviewhub.db.models import Assignment, Entry
from reviewhub.domain.appointing.panel import PLEDGE, PLEDGE_VERSION, RECUSAL_GROUNDS
from reviewhub.domain.errors import Invalid, NotFound, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services.panels import invitations

EXPERT, OTHER, STRANGER = "ZJ0001", "ZJ0002", "ZJ0007"


@pytest.fixture
def panel(world: World) -> int:
    """Three experts invited to six tasks."""
    return world.form_panel(world.open_campaign(), [EXPERT, OTHER, "ZJ0003"])


def rows(world: World, panel: int, expert: str = EXPERT) -> list[Assignment]:
    with world.reading() as session:
        statement = select(Assignment).where(
            Assignment.panel_id == panel, Assignment.expert_id == world.facts.experts[expert]
        )
        return list(session.execute(statement.order_by(Assignment.id)).scalars())


def states(world: World, panel: int, expert: str = EXPERT) -> set[str]:
    return {row.state for row in rows(world, panel, expert)}


def test_an_invitation_names_campaign_panel_tasks_and_terms(world: World, panel: int) -> None:
    (one,) = invitations.invitations(world.work(EXPERT))
    assert (one.panel, one.panel_name, one.campaign, one.state) == (
        panel,
        "第一评审组",
        "2026年度评审",
        AssignmentState.INVITED,
    )
    assert sorted(task.project for task in one.tasks) == sorted(world.facts.projects)
    assert one.tasks[0] == invitations.InvitedTask("主干道市容环境整治", "城市管理局", Decimal(23_046_000))
    assert (one.closes_at - one.opens_at).days == 30


def test_looking_at_an_invitation_changes_nothing(world: World, panel: int) -> None:
    seen = [invitations.invitation(world.work(EXPERT), panel) for _ in range(2)]
    assert seen[0] == seen[1]
    assert states(world, panel) == {AssignmentState.INVITED}


def test_accepting_signs_the_pledge_as_it_was_shown(world: World, panel: int) -> None:
    invitations.accept_invitation(world.work(EXPERT), panel, pledged=True)
    found = rows(world, panel)
    assert {row.state for row in found} == {AssignmentState.ACCEPTED}
    assert [row.pledge for row in found] == [
        {
            "version": PLEDGE_VERSION,
            "text": PLEDGE.zh,
            "grounds": [ground.zh for ground in RECUSAL_GROUNDS],
            "signed_at": world.parts.now().isoformat(),
        }
    ] * len(found)


def test_without_the_pledge_nothing_is_accepted(world: World, panel: int) -> None:
    with pytest.raises(Invalid) as caught:
        invitations.accept_invitation(world.work(EXPERT), panel, pledged=False)
    assert [(one.path, one.code) for one in caught.value.problems] == [("pledge", "pledge.missing")]
    assert states(world, panel) == {AssignmentState.INVITED}


def test_declining_keeps_the_reason_and_signs_nothing(world: World, panel: int) -> None:
    invitations.decline_invitation(world.work(EXPERT), panel, " 时间冲突 ")
    assert {(row.state, row.answer_reason, row.pledge) for row in rows(world, panel)} == {
        (AssignmentState.DECLINED, "时间冲突", None)
    }


def test_declining_needs_a_reason(world: World, panel: int) -> None:
    with pytest.raises(Invalid):
        invitations.decline_invitation(world.work(EXPERT), panel, "  ")
    assert states(world, panel) == {AssignmentState.INVITED}


def test_an_answer_is_one_act_in_the_ledger(world: World, panel: int) -> None:
    invitations.accept_invitation(world.work(EXPERT), panel, pledged=True)
    with world.reading() as session:
        entry = session.execute(select(Entry).order_by(Entry.number.desc())).scalars().first()
    assert entry is not None
    assert (entry.act, entry.subject, entry.data) == ("accept_invitation", f"panels:{panel}", {"tasks": 6})


@pytest.mark.parametrize("first", ["accept", "decline"])
def test_an_invitation_is_answered_once(world: World, panel: int, first: str) -> None:
    work = world.work(EXPERT)
    if first == "accept":
        invitations.accept_invitation(work, panel, pledged=True)
    else:
        invitations.decline_invitation(work, panel, "时间冲突")
    before = states(world, panel)
    with pytest.raises(WrongState):
        invitations.accept_invitation(work, panel, pledged=True)
    with pytest.raises(WrongState):
        invitations.decline_invitation(work, panel, "又不行了")
    assert states(world, panel) == before


def test_an_answered_invitation_is_no_longer_open_but_can_be_read(world: World, panel: int) -> None:
    world.accept(panel, EXPERT)
    assert invitations.invitations(world.work(EXPERT)) == ()
    assert invitations.invitation(world.work(EXPERT), panel).state == AssignmentState.ACCEPTED


def test_one_expert_answers_for_nobody_else(world: World, panel: int) -> None:
    invitations.decline_invitation(world.work(EXPERT), panel, "时间冲突")
    assert states(world, panel, OTHER) == {AssignmentState.INVITED}


@pytest.mark.parametrize("who", [STRANGER, Role.AGENCY])
def test_the_invitation_of_others_does_not_exist(world: World, panel: int, who: str | Role) -> None:
    work = world.work(who)
    with pytest.raises(NotFound):
        invitations.invitation(work, panel)
    with pytest.raises(NotFound):
        invitations.accept_invitation(work, panel, pledged=True)
    with pytest.raises(NotFound):
        invitations.decline_invitation(work, panel, "x")
    assert invitations.invitations(work) == ()


def test_an_invitation_is_not_accepted_after_the_term(world: World, panel: int, clock: Clock) -> None:
    clock.move(days=30)
    with pytest.raises(WrongState, match=r"campaign\.over"):
        invitations.accept_invitation(world.work(EXPERT), panel, pledged=True)


def test_stepping_back_from_one_task_leaves_the_others(world: World, panel: int) -> None:
    world.accept(panel, EXPERT)
    first, *others = rows(world, panel)
    invitations.recuse(world.work(EXPERT), first.id, " 近亲属任职 ")
    first, *others = rows(world, panel)
    assert (first.state, first.ended_reason) == (AssignmentState.RECUSED, "近亲属任职")
    assert {row.state for row in others} == {AssignmentState.ACCEPTED}


def test_stepping_back_needs_a_reason(world: World, panel: int) -> None:
    with pytest.raises(Invalid):
        invitations.recuse(world.work(EXPERT), rows(world, panel)[0].id, " ")


def test_nobody_steps_back_for_another(world: World, panel: int) -> None:
    with pytest.raises(NotFound):
        invitations.recuse(world.work(OTHER), rows(world, panel)[0].id, "x")

"""What a scorer finds on the desk: own tasks, own sheets, nothing of others."""

import contextlib
from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select

from integration.world import Clock, World
from reviewhub.db.models import Sheet
from reviewhub.domain.errors import NotAllowed, NotFound
from reviewhub.domain.policy import Role
from reviewhub.services import campaigns
from reviewhub.services.panels import invitations
from reviewhub.services.scoring import desk, sheets
from reviewhub.services.scoring.desk import DeskState

Counting = Callable[[], contextlib.AbstractContextManager[list[str]]]
EXPERT, OTHER = "ZJ0001", "ZJ0002"


@pytest.fixture
def tasks(world: World) -> list[int]:
    """Six tasks in an open campaign, accepted by three experts."""
    campaign, _ = world.under_way([EXPERT, OTHER, "ZJ0003"])
    return list(world.tasks(campaign).values())


def mine(world: World, who: str | Role = EXPERT) -> dict[int, desk.TaskToScore]:
    return {one.task: one for one in desk.my_tasks(world.work(who))}


def send_back(world: World, task: int, reason: str = "理由不充分") -> None:
    with world.reading() as session:
        sheet = session.execute(select(Sheet.id).where(Sheet.task_id == task)).scalar_one()
    sheets.return_sheet(world.work(Role.OFFICER), sheet, reason)


def save(world: World, task: int, **flat: str) -> None:
    sheets.save_draft(world.work(EXPERT), world.assignment(EXPERT, task), flat, 0)


def test_the_desk_lists_every_accepted_task_with_its_facts(world: World, tasks: list[int]) -> None:
    listed = mine(world)
    assert list(listed) == tasks
    one = listed[tasks[0]]
    assert (one.project, one.unit, one.asked) == ("主干道市容环境整治", "城市管理局", Decimal(23_046_000))
    assert (one.state, one.answered, one.criteria, one.total) == (DeskState.NOT_BEGUN, 0, 20, None)


def test_an_invitation_that_was_not_answered_is_no_task(world: World) -> None:
    world.form_panel(world.open_campaign(), [EXPERT, OTHER, "ZJ0003"])
    assert desk.my_tasks(world.work(EXPERT)) == ()


def test_a_draft_counts_the_criteria_that_are_done(world: World, tasks: list[int]) -> None:
    save(
        world,
        tasks[0],
        **{"1.1.points": "5", "1.2.points": "4", "1.3.points": "4", "1.3.reason": "x", "1.4.points": "9"},
    )
    one = mine(world)[tasks[0]]
    assert (one.state, one.answered) == (DeskState.BEGUN, 2)


def test_a_submitted_task_shows_its_own_total_and_moves_to_the_end(world: World, tasks: list[int]) -> None:
    world.submit(EXPERT, tasks[0])
    listed = desk.my_tasks(world.work(EXPERT))
    last = listed[-1]
    assert (last.task, last.state, last.total, last.answered) == (
        tasks[0],
        DeskState.SUBMITTED,
        Decimal(100),
        20,
    )


def test_a_returned_task_says_why(world: World, tasks: list[int]) -> None:
    world.submit(EXPERT, tasks[0])
    send_back(world, tasks[0])
    one = mine(world)[tasks[0]]
    assert (one.state, one.returned, one.total, one.answered) == (
        DeskState.SENT_BACK,
        "理由不充分",
        None,
        20,
    )


def test_a_task_whose_term_passed_is_missed(world: World, tasks: list[int], clock: Clock) -> None:
    clock.move(days=31)
    assert {one.state for one in mine(world).values()} == {DeskState.MISSED}


def test_a_task_waits_until_its_campaign_opens(world: World) -> None:
    campaign = world.new_campaign()
    campaigns.add_tasks(world.work(Role.OFFICER), campaign, list(world.facts.projects.values())[:1])
    world.accept_all(world.form_panel(campaign, [EXPERT, OTHER, "ZJ0003"]))
    assert [one.state for one in mine(world).values()] == [DeskState.WAITING]


@pytest.mark.parametrize("submitted", [0, 3])
def test_the_desk_costs_one_query_however_much_there_is(
    world: World, tasks: list[int], submitted: int, count_statements: Counting
) -> None:
    for task in tasks[:submitted]:
        world.submit(EXPERT, task)
    desk.my_tasks(world.work(EXPERT))
    with count_statements() as sent:
        desk.my_tasks(world.work(EXPERT))
    assert len([one for one in sent if one.startswith("SELECT")]) == 1


def test_the_form_costs_two_queries(world: World, tasks: list[int], count_statements: Counting) -> None:
    save(world, tasks[0], opinion="x")
    assignment = world.assignment(EXPERT, tasks[0])
    desk.open_sheet(world.work(EXPERT), assignment)
    with count_statements() as sent:
        desk.open_sheet(world.work(EXPERT), assignment)
    assert len([one for one in sent if one.startswith("SELECT")]) == 2


def test_the_form_is_filled_with_the_draft(world: World, tasks: list[int]) -> None:
    save(world, tasks[0], **{"1.1.points": "４", "opinion": "尚可"})
    page = desk.open_sheet(world.work(EXPERT), world.assignment(EXPERT, tasks[0]))
    assert (page.flat, page.version, page.number) == ({"1.1.points": "４", "opinion": "尚可"}, 1, 1)
    assert (page.so_far.points["1.1"], page.closed, page.sealed) == (Decimal(4), "", None)


def test_a_submitted_sheet_reads_as_it_was_submitted(world: World, tasks: list[int]) -> None:
    receipt = world.submit(EXPERT, tasks[0], [4] * 20)
    page = desk.open_sheet(world.work(EXPERT), world.assignment(EXPERT, tasks[0]))
    assert page.sealed == receipt
    assert (page.flat["5.4.points"], page.flat["5.4.reason"]) == ("4", "依据申报材料第3页")
    assert (page.so_far.total, page.number) == (Decimal(80), 1)


def test_a_returned_sheet_is_a_form_again_filled_with_what_was_submitted(
    world: World, tasks: list[int]
) -> None:
    world.submit(EXPERT, tasks[0], [4] * 20)
    send_back(world, tasks[0])
    page = desk.open_sheet(world.work(EXPERT), world.assignment(EXPERT, tasks[0]))
    assert (page.sealed, page.returned, page.version, page.number) == (None, "理由不充分", 0, 2)
    assert page.flat["1.1.points"] == "4"


def test_a_sheet_that_cannot_be_written_says_so(world: World, tasks: list[int], clock: Clock) -> None:
    clock.move(days=31)
    page = desk.open_sheet(world.work(EXPERT), world.assignment(EXPERT, tasks[0]))
    assert page.closed == "campaign.over"


def test_the_receipt_names_the_next_unfinished_task(world: World, tasks: list[int]) -> None:
    for task in (tasks[1], tasks[0]):
        world.submit(EXPERT, task)
    receipt = desk.receipt(world.work(EXPERT), world.assignment(EXPERT, tasks[0]))
    assert receipt.next_assignment == world.assignment(EXPERT, tasks[2])


def test_the_last_task_is_followed_by_the_first_unfinished_one(world: World, tasks: list[int]) -> None:
    assignment = world.assignment(EXPERT, tasks[-1])
    assert desk.next_assignment(world.work(EXPERT), assignment) == world.assignment(EXPERT, tasks[0])


def test_after_all_tasks_there_is_no_next(world: World, tasks: list[int]) -> None:
    for task in tasks:
        world.submit(EXPERT, task)
    assert desk.receipt(world.work(EXPERT), world.assignment(EXPERT, tasks[0])).next_assignment is None


def test_there_is_no_receipt_before_a_submission_nor_after_a_return(world: World, tasks: list[int]) -> None:
    assignment = world.assignment(EXPERT, tasks[0])
    with pytest.raises(NotFound):
        desk.receipt(world.work(EXPERT), assignment)
    world.submit(EXPERT, tasks[0])
    send_back(world, tasks[0])
    with pytest.raises(NotFound):
        desk.receipt(world.work(EXPERT), assignment)


def test_who_lost_a_race_gets_the_draft_that_stands(world: World, tasks: list[int]) -> None:
    save(world, tasks[0], opinion="theirs")
    theirs = desk.standing_draft(world.work(EXPERT), world.assignment(EXPERT, tasks[0]))
    assert (theirs.version, theirs.answers) == (1, {"opinion": "theirs"})


@pytest.mark.parametrize("who", [OTHER, Role.AGENCY])
def test_the_sheet_of_another_does_not_exist(world: World, tasks: list[int], who: str | Role) -> None:
    save(world, tasks[0], opinion="secret")
    assignment = world.assignment(EXPERT, tasks[0])
    for look in (desk.open_sheet, desk.receipt, desk.standing_draft):
        with pytest.raises(NotFound):
            look(world.work(who), assignment)


def test_stepping_back_ends_sight_at_once(world: World, tasks: list[int]) -> None:
    assignment = world.assignment(EXPERT, tasks[0])
    invitations.recuse(world.work(EXPERT), assignment, "近亲属任职")
    assert tasks[0] not in mine(world)
    with pytest.raises(NotFound):
        desk.open_sheet(world.work(EXPERT), assignment)


def test_the_submissions_of_others_change_nothing_one_sees(world: World, tasks: list[int]) -> None:
    assignment = world.assignment(EXPERT, tasks[0])
    before = (desk.my_tasks(world.work(EXPERT)), desk.open_sheet(world.work(EXPERT), assignment))
    world.submit(OTHER, tasks[0], [1] * 20)
    world.submit("ZJ0003", tasks[0], [2] * 20)
    assert (desk.my_tasks(world.work(EXPERT)), desk.open_sheet(world.work(EXPERT), assignment)) == before


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.AUDITOR, Role.OPERATOR])
def test_only_scorers_have_a_desk(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        desk.my_tasks(world.work(role))

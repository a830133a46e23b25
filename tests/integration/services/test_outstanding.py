"""What is due and what is missing, counted for whoever's desk it is, at a constant number of queries."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from integration.commissioned import ask_all, plan, step, taken_commission, until
from integration.world import Clock, World
from reviewhub.services.commissioning import commissions
from reviewhub.services.commissioning.desk import clarifications, comments, supplying
from reviewhub.services.commissioning.desk.clarifications import NewClarification
from reviewhub.services.commissioning.desk.comments import NewComment
from reviewhub.services.commissioning.desk.outstanding import Outstanding
from reviewhub.services.commissioning.desk.supplying import Supplied
from uploads import pdf

# What the databases do differently is played in test_milestones and test_checklists.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True, scope="session")


def waits(world: World, who: str) -> Outstanding:
    (line,) = commissions.list_commissions(world.work(who))
    return line.outstanding


def test_a_desk_without_a_schedule_and_a_list_has_nothing_waiting(world: World) -> None:
    taken_commission(world)
    assert waits(world, "agency1").is_empty
    assert waits(world, "agency1").schedule is None


def test_each_party_reads_what_waits_for_it(world: World, clock: Clock) -> None:
    task, commission = taken_commission(world)
    plan(world, commission)
    ask_all(world, task)
    clarifications.ask(world.work("officer"), task, NewClarification("agency", "样本量？", None))
    files = [("单位自评报告.pdf", pdf("1")), ("访谈记录.pdf", pdf("2"))]
    supplying.supply(world.work("agency1"), task, Supplied(None, files))
    firm, bureau = waits(world, "agency1"), waits(world, "officer")
    assert (firm.acts, bureau.acts) == (("hand_in_plan",), ())
    assert (firm.own, firm.from_unit, firm.to_judge, firm.unanswered) == (2, 6, 1, 1)
    assert (bureau.own, bureau.from_unit, bureau.to_judge, bureau.unanswered) == (2, 6, 2, 0)
    step(world, commission, "hand_in_plan")
    assert waits(world, "officer").acts == ("approve_plan", "return_plan")


def test_comments_wait_until_it_is_said_what_becomes_of_them(
    world: World, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    _, commission = taken_commission(world)
    plan(world, commission)
    until(world, commission, "open_comments")
    with count_statements() as few:
        waits(world, "agency1")
    for text in ("口径有误", "缺少附件"):
        comments.comment(world.work("unit1"), commission, NewComment("unit", "", text))
    with count_statements() as many:
        assert waits(world, "agency1").comments == 2
    assert len(many) == len(few)

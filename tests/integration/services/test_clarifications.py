"""Questions between bureau, firm and unit: seen by whom they concern, settled by who asked."""

from datetime import timedelta

import pytest

from integration.commissioned import taken_commission
from integration.world import Clock, World
from reviewhub.domain.errors import Invalid, NotFound, StaleWrite, WrongState
from reviewhub.services import audit
from reviewhub.services.commissioning.desk import clarifications
from reviewhub.services.commissioning.desk.asked import asked_of_unit
from reviewhub.services.commissioning.desk.clarifications import NewClarification, NewEntry, ThreadLine

# What the databases do differently is played in test_milestones and test_checklists.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True, scope="session")


def ask(world: World, task: int, who: str, asked: str, days: int = 5) -> None:
    due = world.parts.now().date() + timedelta(days=days)
    clarifications.ask(world.work(who), task, NewClarification(asked, "项目验收时间为何晚于合同？", due))


def reply(world: World, task: int, who: str, act: str, standing: int) -> None:
    text = "" if act == "settle" else "因汛期停工三个月。"
    clarifications.reply(world.work(who), task, 1, NewEntry(act, text, standing))


def lines(world: World, task: int, who: str) -> tuple[ThreadLine, ...]:
    return clarifications.open_clarifications(world.work(who), task).lines


def test_a_question_goes_back_and_forth_until_whoever_asked_is_content(world: World, clock: Clock) -> None:
    task, _ = taken_commission(world)
    ask(world, task, "agency1", "unit")
    (todo,) = asked_of_unit(world.work("unit1"))
    assert (todo.unanswered, todo.answer_due) == (1, (world.parts.now() + timedelta(days=5)).date())
    clock.move(days=6)
    assert lines(world, task, "unit1")[0].late
    reply(world, task, "unit1", "answer", 0)
    reply(world, task, "agency1", "ask_again", 1)
    reply(world, task, "unit1", "answer", 2)
    with pytest.raises(StaleWrite):
        reply(world, task, "agency1", "settle", 2)
    reply(world, task, "agency1", "settle", 3)
    (line,) = lines(world, task, "officer")
    assert [(one.party, one.act) for one in line.thread.entries] == [
        *[("unit", "answer"), ("agency", "ask_again"), ("unit", "answer"), ("agency", "settle")],
    ]
    assert (line.thread.state, line.acts) == ("settled", frozenset())
    assert not asked_of_unit(world.work("unit1"))[0].is_open
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_a_question_is_seen_by_the_two_it_concerns_and_the_bureau(world: World) -> None:
    task, _ = taken_commission(world)
    ask(world, task, "officer", "agency")
    assert [len(lines(world, task, who)) for who in ("officer", "leader", "agency1")] == [1, 1, 1]
    for stranger in ("unit1", "unit2", "agency2"):
        with pytest.raises(NotFound):
            lines(world, task, stranger)
    ask(world, task, "officer", "unit")
    assert [one.thread.number for one in lines(world, task, "unit1")] == [2]
    assert [one.thread.number for one in lines(world, task, "agency1")] == [1]
    with pytest.raises(NotFound):
        reply(world, task, "unit1", "answer", 0)


def test_nobody_answers_for_another_or_asks_itself(world: World) -> None:
    task, _ = taken_commission(world)
    ask(world, task, "agency1", "unit")
    for who, act in (("agency1", "answer"), ("officer", "answer"), ("unit1", "settle")):
        with pytest.raises(WrongState):
            reply(world, task, who, act, 0)
    with pytest.raises(Invalid) as caught:
        ask(world, task, "agency1", "agency", days=-1)
    assert [one.code for one in caught.value.problems] == ["commission.due_past", "clarification.no_asked"]
    with pytest.raises(Invalid):
        clarifications.reply(world.work("unit1"), task, 1, NewEntry("answer", " ", 0))

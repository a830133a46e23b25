"""What a unit is asked to mend: issued after the release, answered, verified, reminded of; payment waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from integration.released import concluded_pair, released_case
from integration.world import Clock, World
from reviewhub.db.models import Notification
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import SYSTEM
from reviewhub.domain.rectifying.rectification import Escalation, HoldKind, ItemAct, Source
from reviewhub.jobs.sweep import take_steps
from reviewhub.services import documents, home
from reviewhub.services.audit import verify_ledger
from reviewhub.services.rectifying import drafting, entering, holds, notices, reading
from reviewhub.services.rectifying.entering import Entered
from reviewhub.services.rectifying.holds import NewHold
from reviewhub.services.rectifying.notices import NewItem, NewNotice
from uploads import pdf

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
WATER = "宝象河水环境整治"
DUE = date(2026, 5, 2)  # two months after the release on 2 March
ITEMS = (NewItem("1.1", "目标不细", "细化目标", DUE), NewItem("", "台账不全", "补齐台账", DUE))


@dataclass
class Case:
    """A notice of two items, and verbs of both sides."""

    world: World
    task: int
    notice: int

    def page(self, who: str = "officer") -> reading.NoticePage:
        return reading.notice_page(self.world.work(who), self.notice)

    def enter(
        self, who: str, act: ItemAct, text: str = "情况说明", *, number: int = 1, **more: object
    ) -> None:
        item = self.page().items[number - 1]
        given = Entered(act, item.version, text, **more)  # type: ignore[arg-type]  # as a form sends it
        entering.enter(self.world.work(who), self.notice, item.line.id, given)

    def state(self, number: int = 1) -> str:
        return self.page().items[number - 1].line.state

    def told(self, login: str) -> list[str]:
        account = self.world.actor(login).account
        with self.world.reading() as session:
            said = select(Notification.purpose).where(Notification.account_id == account)
            return [
                one for one in session.execute(said.order_by(Notification.id)).scalars() if one != "released"
            ]


def proposed(world: World, campaign: int) -> Case:
    task = world.tasks(campaign)[WATER]
    new = NewNotice(Source.EVALUATION, "", ITEMS)
    return Case(world, task, notices.propose_rectification(world.work("officer"), task, new))


@pytest.fixture
def case(world: World) -> Case:
    """A released result with its notice issued."""
    found = proposed(world, released_case(world)[0])
    notices.issue_rectification(world.work("officer"), found.notice)
    return found


def refused(act: Callable[[], object]) -> str:
    with pytest.raises((WrongState, NotAllowed, StaleWrite, NotFound)) as error:
        act()
    return error.value.code


def problems(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Invalid) as error:
        act()
    return [one.code for one in error.value.problems]


def test_a_notice_is_the_bureau_s_alone_until_it_is_issued_and_never_another_unit_s(world: World) -> None:
    case = proposed(world, concluded_pair(world))
    early = refused(lambda: notices.issue_rectification(world.work("officer"), case.notice))
    assert early == "rectification.not_released"
    assert refused(lambda: case.page("unit1")) == "not_found"
    officer, second = world.work("officer"), case.page().items[1].line.id
    assert refused(lambda: notices.drop_item(officer, case.notice + 1, second, 1)) == "not_found"
    notices.drop_item(officer, case.notice, second, 1)
    assert case.state(2) == "dropped"
    assert drafting.draft_page(world.work("officer"), case.task).due_on == DUE


def test_two_items_are_issued_answered_sent_back_and_verified(case: Case) -> None:
    assert [one.line.number for one in case.page("unit1").items] == [1, 2]
    assert refused(lambda: case.page("unit2")) == "not_found"
    assert refused(lambda: case.enter("unit2", ItemAct.PLAN)) == "not_found"
    assert refused(lambda: case.enter("unit1", ItemAct.VERIFY)) == "not_allowed"
    case.enter("unit1", ItemAct.PLAN, "六月底前完成")
    case.enter("unit1", ItemAct.REPORT, "已细化", proof=("目标表.pdf", pdf()))
    assert refused(lambda: case.enter("unit1", ItemAct.PROGRESS)) == "state.no_such_move"
    case.enter("officer", ItemAct.SEND_BACK, "缺少时间节点")
    case.enter("unit1", ItemAct.REPORT, "已补充")
    case.enter("officer", ItemAct.VERIFY, "")
    assert (case.state(1), case.state(2)) == ("verified", "issued")
    entries = case.page("unit1").items[0].entries
    assert [one.act for one in entries] == ["issue", "plan", "report", "send_back", "report", "verify"]
    document = entries[2].document or 0
    line, _ = documents.open_document(case.world.work("unit1"), document)
    assert line.name == "目标表.pdf"
    assert refused(lambda: documents.open_document(case.world.work("unit2"), document)) == "not_found"
    assert case.told("unit1") == ["rectify", "rectify_answered", "rectify_answered"]
    assert case.told("officer") == ["rectify_came"] * 3
    assert verify_ledger(case.world.parts.work(SYSTEM)).faults == ()


def test_a_later_term_is_asked_for_and_granted_or_refused(case: Case) -> None:
    later = DUE + timedelta(days=30)
    assert problems(lambda: case.enter("unit1", ItemAct.ASK_EXTENSION, " ", due_on=DUE)) == [
        "rectification.needs_text",
        "rectification.later_term",
    ]
    assert (
        refused(lambda: case.enter("officer", ItemAct.GRANT_EXTENSION, due_on=later))
        == "rectification.not_now"
    )
    case.enter("unit1", ItemAct.ASK_EXTENSION, due_on=later)
    assert (
        refused(lambda: case.enter("unit1", ItemAct.ASK_EXTENSION, due_on=later)) == "rectification.not_now"
    )
    case.enter("officer", ItemAct.GRANT_EXTENSION, "", due_on=later)
    first, second = case.page().items
    assert (first.line.due_on, first.extension, second.line.due_on) == (later, None, DUE)


def test_units_are_reminded_once_a_step_and_officers_hear_of_the_overdue(case: Case, clock: Clock) -> None:
    work = case.world.work("officer")
    assert take_steps(work) == 0
    clock.move(days=47)
    assert (take_steps(work), take_steps(work)) == (2, 0)
    assert case.told("unit1") == ["rectify", "rectify_due", "rectify_due"]
    case.enter("unit1", ItemAct.REPORT, number=2)
    clock.move(days=15)
    assert home.todo(work).items == (1, 1, 0)
    assert (take_steps(work), take_steps(work)) == (1, 0)
    assert case.told("unit1")[3:] == case.told("officer")[1:] == ["rectify_late"]
    assert [one.line.overdue for one in case.page().items] == [True, False]
    assert problems(lambda: case.enter("officer", ItemAct.ESCALATE)) == ["rectification.needs_escalation"]
    case.enter("officer", ItemAct.ESCALATE, escalation=Escalation.SUMMONED)
    assert case.page("unit1").items[0].entries[-1].detail == "summoned"


def test_payment_waits_from_one_day_to_another_and_is_held_once(case: Case) -> None:
    officer, today = case.world.work("officer"), case.world.parts.now().date()
    assert problems(lambda: holds.place_hold(officer, case.task, NewHold(None, None, ""))) == [
        "hold.needs_kind",
        "hold.needs_from",
        "hold.needs_reason",
    ]
    hold = holds.place_hold(officer, case.task, NewHold(HoldKind.STOP, today, "逾期未整改", case.notice))
    again = NewHold(HoldKind.DELAY, today, "再次")
    assert refused(lambda: holds.place_hold(officer, case.task, again)) == "hold.already_held"
    assert [one.project for one in holds.list_holds(case.world.work("unit1"), only_open=True)] == [WATER]
    assert holds.list_holds(case.world.work("unit2")) == ()
    before = today - timedelta(days=1)
    assert problems(lambda: holds.end_hold(officer, hold, before, "")) == [
        "hold.needs_reason",
        "hold.needs_end",
    ]
    holds.end_hold(officer, hold, today, "整改到位")
    assert refused(lambda: holds.end_hold(officer, hold, today, "整改到位")) == "hold.ended"
    assert [one.end_reason for one in holds.list_holds(officer)] == ["整改到位"]
    assert case.told("unit1") == ["rectify", "hold", "hold"]


def test_a_notice_without_words_is_refused_with_every_place(world: World) -> None:
    campaign = concluded_pair(world)
    empty = NewNotice(Source.MONITORING, "", [NewItem("", "", " ", None, place=3)])
    task = world.tasks(campaign)[WATER]
    with pytest.raises(Invalid) as error:
        notices.propose_rectification(world.work("officer"), task, empty)
    assert [one.path for one in error.value.problems] == ["problem3", "demand3", "due3"]

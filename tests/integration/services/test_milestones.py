"""A commission along its schedule: each step in its turn, sent back with a reason, nothing overwritten."""

from datetime import timedelta

import pytest

from integration.commissioned import ask_all, judge, plan, step, taken_commission, until
from integration.world import Clock, World
from reviewhub.domain.commissioning.milestone import Milestone, MilestoneState, proposed_terms
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.services import audit
from reviewhub.services.commissioning import commissions
from reviewhub.services.commissioning.desk import checklists, milestones
from reviewhub.services.commissioning.desk.milestones import NewAct, NewSchedule, SchedulePage
from reviewhub.services.scoring import sheets
from uploads import docx, pdf


def page(world: World, commission: int, who: str = "officer") -> SchedulePage:
    return milestones.open_schedule(world.work(who), commission)


def state(world: World, commission: int) -> MilestoneState:
    found = page(world, commission).scheduled
    assert found is not None
    return found.state


def codes(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in caught.value.problems]


def submit(world: World, commission: int, name: str, data: bytes) -> None:
    commissions.deliver(world.work("agency1"), commission, name, data)
    version = commissions.open_commission(world.work("agency1"), commission).line.commission.version
    commissions.submit(world.work("agency1"), commission, version)


def score(world: World, task: int, commission: int) -> None:
    assignment = page(world, commission).commission.assignment
    sheets.submit_sheet(world.work("agency1"), assignment, world.answers(task), 0, "key")


def test_a_schedule_is_followed_to_the_archive_and_every_step_stays(world: World, clock: Clock) -> None:
    task, commission = taken_commission(world)
    plan(world, commission)
    step(world, commission, "hand_in_plan")
    step(world, commission, "return_plan", "补充抽样方法")
    until(world, commission, "open_comments")
    clock.move(days=18)
    step(world, commission, "close_comments")
    score(world, task, commission)
    submit(world, commission, "终稿.pdf", pdf("final"))
    version = commissions.open_commission(world.work("officer"), commission).line.commission.version
    commissions.return_report(world.work("officer"), commission, version, "补充满意度数据")
    assert state(world, commission) is MilestoneState.FINISHING
    submit(world, commission, "终稿2.docx", docx())
    commissions.approve(world.work("officer"), commission, version + 2, "内容完整")
    step(world, commission, "archive", "档案号 2026-17")
    found = page(world, commission)
    assert found.scheduled is not None
    assert [one.act for one in found.scheduled.acts] == [
        *("hand_in_plan", "return_plan", "hand_in_plan", "approve_plan", "complete_evidence"),
        *("hand_in_draft", "open_comments", "close_comments", "hand_in_final", "return_final"),
        *("hand_in_final", "accept_final", "archive"),
    ]
    assert [one.remark for one in found.scheduled.acts if one.remark] == [
        *("补充抽样方法", "补充满意度数据", "内容完整", "档案号 2026-17"),
    ]
    assert len({one.sha256 for one in found.scheduled.acts if one.document}) == 3
    assert all(one.at is not None for one in found.line)
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_a_step_is_its_party_s_alone_and_made_once(world: World) -> None:
    _, commission = taken_commission(world)
    plan(world, commission)
    with pytest.raises(WrongState):
        milestones.advance(world.work("officer"), commission, NewAct("hand_in_plan", "", 0, ("a.pdf", pdf())))
    with pytest.raises(Invalid) as caught:
        milestones.advance(world.work("agency1"), commission, NewAct("hand_in_plan", "", 0))
    assert codes(caught) == [("paper", "document.none")]
    step(world, commission, "hand_in_plan")
    with pytest.raises(Invalid) as caught:
        milestones.advance(world.work("officer"), commission, NewAct("return_plan", " ", 1))
    assert codes(caught) == [("remark", "reason.missing")]
    with pytest.raises(StaleWrite):
        milestones.advance(world.work("officer"), commission, NewAct("approve_plan", "", 0))
    with pytest.raises(NotAllowed):
        milestones.open_schedule(world.work("zj0001"), commission)
    for stranger in ("agency2", "unit1"):
        with pytest.raises(NotFound):
            milestones.open_schedule(world.work(stranger), commission)


def test_the_final_report_waits_for_the_milestones_before_it(world: World) -> None:
    task, commission = taken_commission(world)
    plan(world, commission)
    score(world, task, commission)
    with pytest.raises(Invalid) as caught:
        submit(world, commission, "终稿.pdf", pdf())
    assert codes(caught) == [("", "milestone.final_too_early")]
    assert page(world, commission).commission.state == "taken"


def test_evidence_is_complete_when_nothing_required_is_open(world: World) -> None:
    task, commission = taken_commission(world)
    plan(world, commission)
    ask_all(world, task)
    until(world, commission, "approve_plan")
    with pytest.raises(Invalid) as caught:
        step(world, commission, "complete_evidence")
    assert codes(caught) == [("", "milestone.items_open")]
    assert [one.code for one in page(world, commission, "agency1").lacks] == ["milestone.items_open"]
    for line in checklists.open_checklist(world.work("officer"), task).lines:
        judge(world, task, line.item.title.zh, "waive", "与本项目无关")
    step(world, commission, "complete_evidence")
    assert state(world, commission) is MilestoneState.DRAFTING


def test_terms_are_changed_for_a_reason_and_the_earlier_ones_stay(world: World, clock: Clock) -> None:
    _, commission = taken_commission(world)
    plan(world, commission)
    today = world.parts.now().date()
    later = proposed_terms(today + timedelta(days=5), today + timedelta(days=30))
    with pytest.raises(Invalid) as caught:
        milestones.set_schedule(world.work("officer"), commission, NewSchedule(later, "", 1))
    assert codes(caught) == [("reason", "reason.missing")]
    with pytest.raises(StaleWrite):
        milestones.set_schedule(world.work("officer"), commission, NewSchedule(later, "延期", 0))
    milestones.set_schedule(world.work("officer"), commission, NewSchedule(later, "延期", 1))
    clock.move(days=9)
    found = page(world, commission)
    assert found.scheduled is not None
    assert (found.scheduled.number, found.scheduled.reason, found.late) == (2, "延期", True)
    backwards = later | {Milestone.EVIDENCE: today}
    with pytest.raises(Invalid) as caught:
        milestones.set_schedule(world.work("officer"), commission, NewSchedule(backwards, "改", 2))
    assert codes(caught) == [("evidence", "milestone.before_earlier")]

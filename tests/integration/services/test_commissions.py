"""An agency's path: offered, taken, reported, scored, handed in, returned, approved; and who sees it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from integration.world import Clock, World
from reviewhub.db.models import Assignment, Organization, SheetReturn, Task
from reviewhub.domain.appointing.commission import StepState
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import audit
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.commissioning.commissions import CommissionLine
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.results import review_result
from reviewhub.services.panels import panels
from reviewhub.services.scoring import sheets
from uploads import HTML, PNG, docx, pdf, xlsx

DONE, CURRENT, LATE, TODO = StepState.DONE, StepState.CURRENT, StepState.LATE, StepState.TODO


@pytest.fixture
def task(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    return task


@pytest.fixture
def offered(world: World, task: int) -> int:
    return offers.offer(world.work("officer"), task, new_commission(world))


@pytest.fixture
def taken(world: World, offered: int) -> int:
    commissions.take(world.work("agency1"), offered, 1, pledged=True)
    return offered


@pytest.fixture
def handed_in(world: World, taken: int) -> int:
    commissions.deliver(world.work("agency1"), taken, "成果报告.pdf", pdf(), "第一稿")
    score(world, taken)
    commissions.submit(world.work("agency1"), taken, 2)
    return taken


def new_commission(world: World, agency: str = "agency1", **changes: object) -> offers.NewCommission:
    given = {
        "agency": world.facts.agencies.get(agency) or world.facts.organizations[agency],
        "scope": "绩效评价报告",
        "due": (world.parts.now() + timedelta(days=20)).date(),
        "reason": "公开招标中选",
    }
    return offers.NewCommission(**{**given, **changes})  # type: ignore[arg-type]  # the test's own values


def line_of(world: World, commission: int, who: str | Role = Role.OFFICER) -> CommissionLine:
    return commissions.open_commission(world.work(who), commission).line


def steps(world: World, commission: int) -> tuple[StepState, ...]:
    return tuple(one.state for one in line_of(world, commission).milestones)


def score(world: World, commission: int, who: str = "agency1", key: str = "first") -> sheets.Receipt:
    one = line_of(world, commission).commission
    flat = world.answers(one.task)
    return sheets.submit_sheet(world.work(who), one.assignment, flat, 0, key)


def codes(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in caught.value.problems]


def test_the_whole_path_ends_with_an_approved_report(world: World, handed_in: int) -> None:
    assert steps(world, handed_in) == (DONE, DONE, DONE, DONE, CURRENT)
    commissions.approve(world.work("officer"), handed_in, 3, "内容完整")
    line = line_of(world, handed_in)
    (report,) = line.commission.reports
    assert steps(world, handed_in) == (DONE, DONE, DONE, DONE, DONE)
    assert (report.number, report.remark, report.approved, report.remarks) == (1, "第一稿", True, "内容完整")
    assert line.commission.state == "approved"
    assert (line.missing, line.acts) == ((), frozenset())


def test_the_ledger_fits_every_row_on_the_way(world: World, handed_in: int) -> None:
    commissions.return_report(world.work("officer"), handed_in, 3, "补充数据来源", sheet_too=True)
    commissions.deliver(world.work("agency1"), handed_in, "成果报告.pdf", docx())
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_the_agencys_sheet_is_number_one_of_the_task(world: World, taken: int) -> None:
    receipt = score(world, taken)
    with world.reading() as session:
        assignment = session.execute(select(Assignment)).scalar_one()
    assert (assignment.number, assignment.panel_id, assignment.expert_id) == (1, None, None)
    assert (receipt.assignment, receipt.total) == (assignment.id, Decimal("100.00"))


def test_the_pledge_is_kept_as_it_was_signed(world: World, taken: int) -> None:
    with world.reading() as session:
        assignment = session.execute(select(Assignment)).scalar_one()
    assert assignment.pledge is not None
    assert assignment.pledge["signed_at"] == world.parts.now().isoformat()
    assert len(assignment.pledge["grounds"]) == 5


def test_nothing_is_taken_without_the_pledge(world: World, offered: int) -> None:
    with pytest.raises(Invalid) as caught:
        commissions.take(world.work("agency1"), offered, 1, pledged=False)
    assert codes(caught) == [("pledge", "pledge.missing")]


def test_declining_needs_a_reason_and_frees_the_task(world: World, task: int, offered: int) -> None:
    with pytest.raises(Invalid):
        commissions.decline(world.work("agency1"), offered, 1, "  ")
    commissions.decline(world.work("agency1"), offered, 1, "人手不足")
    assert line_of(world, offered).commission.answer_reason == "人手不足"
    assert offers.offer_page(world.work("officer"), task).standing is None
    second = offers.offer(world.work("officer"), task, new_commission(world, "agency2"))
    assert [one.commission.id for one in commissions.list_commissions(world.work("officer"), task)] == [
        offered,
        second,
    ]


def test_an_answer_is_given_once(world: World, taken: int) -> None:
    with pytest.raises(WrongState):
        commissions.decline(world.work("agency1"), taken, 2, "反悔")


def test_a_page_made_from_an_older_version_changes_nothing(world: World, offered: int) -> None:
    commissions.take(world.work("agency1"), offered, 1, pledged=True)
    with pytest.raises(StaleWrite):
        commissions.take(world.work("agency1"), offered, 1, pledged=True)


def test_every_fault_of_an_offer_is_named_at_once(world: World, task: int) -> None:
    yesterday = (world.parts.now() - timedelta(days=1)).date()
    with pytest.raises(Invalid) as caught:
        offers.offer(world.work("officer"), task, new_commission(world, "水务局", due=yesterday, reason=" "))
    assert codes(caught) == [
        ("agency", "commission.no_agency"),
        ("due", "commission.due_past"),
        ("reason", "reason.missing"),
    ]


def test_the_term_leaves_time_for_the_sheet(world: World, task: int) -> None:
    late = (world.parts.now() + timedelta(days=31)).date()
    with pytest.raises(Invalid) as caught:
        offers.offer(world.work("officer"), task, new_commission(world, due=late))
    assert codes(caught) == [("due", "commission.due_after_close")]


@pytest.mark.parametrize("tie", ["itself", "parent"])
def test_who_is_or_belongs_to_the_unit_cannot_judge_it(world: World, task: int, tie: str) -> None:
    unit, agency = world.facts.organizations["规划建设局"], world.facts.agencies["agency1"]
    changed = (
        update(Organization).where(Organization.id == unit).values(is_agency=True)
        if tie == "itself"
        else update(Organization).where(Organization.id == agency).values(parent_id=unit)
    )
    with world.work("officer").transaction() as session:
        session.execute(changed)
    wanted, name = (unit, "规划建设局") if tie == "itself" else (agency, "agency1")
    with pytest.raises(Invalid) as caught:
        offers.offer(world.work("officer"), task, new_commission(world, name))
    assert codes(caught) == [("agency", "commission.tied")]
    assert caught.value.problems[0].values["organization"] == "规划建设局"
    shown = {one.id: one.tie for one in offers.offer_page(world.work("officer"), task).agencies}
    assert shown[wanted] == "规划建设局"


def test_a_task_is_given_to_one_agency_at_a_time(world: World, task: int, offered: int) -> None:
    with pytest.raises(WrongState) as caught:
        offers.offer(world.work("officer"), task, new_commission(world, "agency2"))
    assert caught.value.code == "commission.already_given"
    assert offers.offer_page(world.work("officer"), task).standing == offered


def test_a_prior_assessment_is_for_experts(world: World) -> None:
    campaign = world.open_campaign(Kind.PRIOR_ASSESSMENT, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    with pytest.raises(WrongState) as caught:
        offers.offer(world.work("officer"), task, new_commission(world))
    assert caught.value.code == "commission.not_key_evaluation"


@pytest.mark.parametrize(
    ("data", "code"),
    [(HTML, "document.other_kind"), (PNG, "document.other_kind"), (b"", "document.empty")],
)
def test_what_is_no_report_is_not_taken_for_one(world: World, taken: int, data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        commissions.deliver(world.work("agency1"), taken, "成果报告.pdf", data)
    assert codes(caught) == [("file 成果报告.pdf", code)]
    assert line_of(world, taken).commission.reports == ()


def test_all_versions_stay_with_their_digests(world: World, taken: int) -> None:
    numbers = [
        commissions.deliver(world.work("agency1"), taken, f"报告{n}.pdf", data)
        for n, data in enumerate((pdf(), docx(), xlsx()), start=1)
    ]
    reports = line_of(world, taken).commission.reports
    assert numbers == [1, 2, 3] == [one.number for one in reports]
    assert [one.name for one in reports] == ["报告1.pdf", "报告2.pdf.docx", "报告3.pdf.xlsx"]
    assert len({one.sha256 for one in reports}) == 3


def test_the_same_file_again_is_no_new_version(world: World, taken: int) -> None:
    commissions.deliver(world.work("agency1"), taken, "报告.pdf", pdf())
    with pytest.raises(Invalid) as caught:
        commissions.deliver(world.work("agency1"), taken, "报告（修改）.pdf", pdf())
    assert codes(caught) == [("file", "commission.same_report")]
    assert caught.value.problems[0].values == {"number": 1}


def test_no_report_is_taken_before_the_work_is(world: World, offered: int) -> None:
    with pytest.raises(WrongState) as caught:
        commissions.deliver(world.work("agency1"), offered, "报告.pdf", pdf())
    assert caught.value.code == "commission.not_open_for_reports"


def test_handing_in_says_all_that_is_missing(world: World, taken: int) -> None:
    with pytest.raises(Invalid) as caught:
        commissions.submit(world.work("agency1"), taken, 2)
    assert [code for _, code in codes(caught)] == ["commission.report_missing", "commission.sheet_missing"]
    assert line_of(world, taken).commission.state == "taken"


def test_what_was_handed_in_rests_with_the_officer(world: World, handed_in: int) -> None:
    with pytest.raises(WrongState):
        commissions.deliver(world.work("agency1"), handed_in, "报告2.pdf", docx())


def test_a_returned_report_asks_for_a_new_version(world: World, handed_in: int) -> None:
    commissions.return_report(world.work("officer"), handed_in, 3, "补充满意度数据")
    line = line_of(world, handed_in, "agency1")
    assert (line.missing, line.commission.reports[0].remarks) == (
        ("commission.report_missing",),
        "补充满意度数据",
    )
    assert steps(world, handed_in) == (DONE, DONE, CURRENT, DONE, TODO)
    commissions.deliver(world.work("agency1"), handed_in, "报告2.pdf", docx())
    commissions.submit(world.work("agency1"), handed_in, line.commission.version)
    commissions.approve(world.work("officer"), handed_in, line.commission.version + 1)
    approved = [one.approved for one in line_of(world, handed_in).commission.reports]
    assert approved == [False, True]


def test_the_sheet_goes_back_with_the_report_when_the_officer_says_so(world: World, handed_in: int) -> None:
    commissions.return_report(world.work("officer"), handed_in, 3, "指标3.2依据不足", sheet_too=True)
    line = line_of(world, handed_in, "agency1")
    assert line.missing == ("commission.report_missing", "commission.sheet_missing")
    assert line.commission.sheet_returned == "指标3.2依据不足"
    assert score(world, handed_in, key="second").number == 2


def test_a_sheet_is_not_returned_when_it_could_not_come_back(
    world: World, handed_in: int, clock: Clock
) -> None:
    clock.move(days=31)
    with pytest.raises(WrongState) as caught:
        commissions.return_report(world.work("officer"), handed_in, 3, "重评", sheet_too=True)
    assert caught.value.code == "campaign.over"
    with world.reading() as session:
        assert session.execute(select(SheetReturn)).first() is None
    assert line_of(world, handed_in).commission.state == "delivered"


def test_a_return_needs_remarks(world: World, handed_in: int) -> None:
    with pytest.raises(Invalid) as caught:
        commissions.return_report(world.work("officer"), handed_in, 3, " ")
    assert codes(caught) == [("remarks", "reason.missing")]


def test_nothing_is_approved_whose_sheet_was_returned_meanwhile(world: World, handed_in: int) -> None:
    sheet = line_of(world, handed_in).commission.sheet
    assert sheet is not None
    sheets.return_sheet(world.work("officer"), sheet, "指标2.1")
    with pytest.raises(Invalid) as caught:
        commissions.approve(world.work("officer"), handed_in, 3)
    assert [code for _, code in codes(caught)] == ["commission.sheet_missing"]


def test_a_task_is_concluded_only_after_its_report_is_approved(
    world: World, task: int, handed_in: int
) -> None:
    decided = conclusions.Concluding(standing=0)
    with pytest.raises(WrongState) as caught:
        conclusions.conclude(world.work("officer"), task, decided)
    assert caught.value.code == "conclusion.report_not_approved"
    with world.reading() as session:
        campaign = session.get_one(Task, task).campaign_id
    (left,) = conclusions.preview_conclusions(world.work("officer"), campaign).left
    assert left.why.code == "conclusion.report_not_approved"
    assert review_result(world.work("officer"), task).waits_for_report
    commissions.approve(world.work("officer"), handed_in, 3)
    assert not review_result(world.work("officer"), task).waits_for_report
    (ready,) = conclusions.preview_conclusions(world.work("officer"), campaign).ready
    assert conclusions.conclude(world.work("officer"), task, decided) == ready.digest


def test_a_task_taken_from_an_agency_waits_for_no_report_of_it(
    world: World, task: int, handed_in: int
) -> None:
    panels.exclude(world.work("officer"), line_of(world, handed_in).commission.assignment, "合同终止", 2)
    with world.reading() as session:
        campaign = session.get_one(Task, task).campaign_id
    world.accept_all(world.form_panel(campaign, ["ZJ0001"]))
    world.submit("ZJ0001", task)
    assert conclusions.conclude(world.work("officer"), task, conclusions.Concluding(standing=0))


def test_work_is_late_after_its_day(world: World, taken: int, clock: Clock) -> None:
    clock.move(days=21)
    assert steps(world, taken) == (DONE, DONE, LATE, LATE, TODO)
    assert line_of(world, taken).late


@pytest.mark.parametrize("act", ["open", "take", "deliver", "submit", "decline"])
def test_a_firm_does_not_know_of_another_firms_work(world: World, taken: int, act: str) -> None:
    work = world.work("agency2")
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: commissions.open_commission(work, taken),
        "take": lambda: commissions.take(work, taken, 2, pledged=True),
        "deliver": lambda: commissions.deliver(work, taken, "a.pdf", pdf()),
        "submit": lambda: commissions.submit(work, taken, 2),
        "decline": lambda: commissions.decline(work, taken, 2, "无"),
    }
    with pytest.raises(NotFound):
        acts[act]()
    assert commissions.list_commissions(work) == ()


def test_a_firm_taken_off_a_task_loses_sight_of_it(world: World, taken: int) -> None:
    assignment = line_of(world, taken).commission.assignment
    panels.exclude(world.work("officer"), assignment, "合同终止", 2)
    with pytest.raises(NotFound):
        commissions.open_commission(world.work("agency1"), taken)
    assert line_of(world, taken).acts == frozenset()


def test_the_reason_for_the_choice_is_not_the_agencys(world: World, taken: int) -> None:
    assert line_of(world, taken, "officer").commission.reason == "公开招标中选"
    assert line_of(world, taken, "agency1").commission.reason == ""


@pytest.mark.parametrize("who", ["expert", "operator"])
def test_others_have_no_business_here(world: World, taken: int, who: str) -> None:
    with pytest.raises(NotAllowed):
        commissions.list_commissions(world.work(Role(who)))


@pytest.mark.parametrize("who", [Role.LEADER, Role.AUDITOR, Role.AGENCY])
def test_only_an_officer_offers_and_approves(world: World, task: int, handed_in: int, who: Role) -> None:
    with pytest.raises(NotAllowed):
        offers.offer(world.work(who), task, new_commission(world))
    with pytest.raises(NotAllowed):
        commissions.approve(world.work(who), handed_in, 3)


def test_a_leader_reads_without_a_move_to_make(world: World, handed_in: int) -> None:
    assert line_of(world, handed_in, "leader").acts == frozenset()
    assert line_of(world, handed_in, "officer").acts == frozenset({"approve", "return"})


def test_three_commissions_cost_no_more_questions_than_one(
    world: World, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    campaign = world.open_campaign(Kind.KEY_EVALUATION)
    tasks = list(world.tasks(campaign).values())
    counts = []
    for chunk in (tasks[:1], tasks[1:3]):
        for task in chunk:
            commission = offers.offer(world.work("officer"), task, new_commission(world))
            commissions.take(world.work("agency1"), commission, 1, pledged=True)
            commissions.deliver(world.work("agency1"), commission, "报告.pdf", pdf())
            score(world, commission, key=f"key-{task}")
        with count_statements() as sent:
            assert commissions.list_commissions(world.work("agency1"))
        counts.append(len(sent))
    assert counts[0] == counts[1]

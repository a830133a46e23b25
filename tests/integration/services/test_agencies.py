"""The register of agencies, and what it does to who can be given a task."""

from datetime import date, timedelta
from typing import Any, Final

import pytest

from integration.world import World
from reviewhub.domain.commissioning.selection import Method
from reviewhub.domain.errors import Invalid, NotFound, WrongState
from reviewhub.domain.scoring.template import Kind
from reviewhub.selection.draw.sources import Balls
from reviewhub.selection.verify import examine
from reviewhub.services import audit
from reviewhub.services.agencies import agencies, lead_evaluators, violations
from reviewhub.services.agencies.agencies import Profile
from reviewhub.services.agencies.lead_evaluators import NewLead
from reviewhub.services.agencies.violations import NewViolation
from reviewhub.services.commissioning import commissions, lots, offers
from reviewhub.services.commissioning.offers import NewCommission

FIT: Final[dict[str, Any]] = {
    "title": "高级会计师",
    "working_since": date(2015, 7, 1),
    "evaluating_since": date(2019, 7, 1),
}


@pytest.fixture
def task(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    return task


def agency(world: World, which: str = "agency1") -> int:
    return world.facts.agencies[which]


def new(world: World, which: str = "agency1", **changes: object) -> NewCommission:
    due = (world.parts.now() + timedelta(days=20)).date()
    given: dict[str, object] = {"reason": "熟悉行业", **changes}
    return NewCommission(agency(world, which), "绩效评价报告", due, **given)  # type: ignore[arg-type]  # the test's own values


def refused(world: World, task: int, offer: NewCommission) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        offers.offer(world.work("officer"), task, offer)
    return [(one.path, one.code) for one in caught.value.problems]


def against(world: World, task: int) -> dict[int, str]:
    found = offers.offer_page(world.work("officer"), task).agencies
    return {one.id: one.against.code for one in found if one.against is not None}


def test_what_is_noted_of_an_agency_is_shown_to_it_without_the_remark_and_to_no_other_firm(
    world: World,
) -> None:
    before = agencies.open_agency(world.work("officer"), agency(world))
    noted = Profile("accountant", "段法人", registered=True, phone="0871-1", remark="两次延期")
    agencies.save_profile(world.work("officer"), agency(world), noted, before.version)
    lead_evaluators.add_lead(world.work("officer"), agency(world), NewLead("杨主评", **FIT))
    page = agencies.open_agency(world.work("officer"), agency(world))
    assert (page.profile, page.leads[0].lacks) == (noted, ())
    own = agencies.open_agency(world.work("agency1"))
    assert (own.id, own.profile.remark, own.profile.kind) == (agency(world), "", "accountant")
    assert own.accounts
    with pytest.raises(NotFound):
        agencies.open_agency(world.work("agency2"), agency(world))


def test_a_major_violation_keeps_an_agency_from_work_until_it_is_lifted_or_three_years_are_over(
    world: World, task: int
) -> None:
    found = date(2025, 6, 1)
    one = violations.note_violation(
        world.work("officer"), agency(world), NewViolation("major", "出具虚假报告", "财监罚 3 号", found)
    )
    assert refused(world, task, new(world)) == [("agency", "agency.barred")]
    assert against(world, task) == {agency(world): "agency.barred"}
    violations.lift_violation(world.work("officer"), one, "复议撤销")
    with pytest.raises(WrongState):
        violations.lift_violation(world.work("officer"), one, "复议撤销")
    assert against(world, task) == {}
    assert agencies.open_agency(world.work("officer"), agency(world)).violations[0].lifted == "复议撤销"


def test_a_lead_evaluator_who_came_from_the_unit_or_lacks_years_cannot_sign_and_another_can(
    world: World, task: int
) -> None:
    officer, firm = world.work("officer"), agency(world)
    came = NewLead("杨主评", came_from="规划建设局", came_on=date(2025, 1, 1), **FIT)
    tied = lead_evaluators.add_lead(officer, firm, came)
    young = lead_evaluators.add_lead(world.work("officer"), firm, NewLead("李新人", title="会计师"))
    assert against(world, task) == {firm: "agency.no_fit_lead"}
    fit = lead_evaluators.add_lead(world.work("officer"), firm, NewLead("周主评", **FIT))
    assert [path for path, _ in refused(world, task, new(world, lead=tied))] == ["lead"]
    assert refused(world, task, new(world, lead=young)) == [("lead", "lead.work_short")]
    assert refused(world, task, new(world, "agency2", lead=fit)) == [("lead", "lead.of_another_agency")]
    assert offers.offer(world.work("officer"), task, new(world, lead=fit))


def test_the_ties_that_a_lead_evaluator_has_as_an_expert_count_too(world: World, task: int) -> None:
    known = NewLead("冯艳平", expert="ZJ0008", **FIT)
    lead = lead_evaluators.add_lead(world.work("officer"), agency(world), known)
    assert against(world, task) == {agency(world): "agency.no_fit_lead"}
    page = lead_evaluators.open_lead(world.work("officer"), lead)
    assert page.expert_code == "ZJ0008"


def test_a_department_does_not_commission_the_evaluation_of_itself_and_a_list_must_be_named(
    world: World, task: int
) -> None:
    own = offers.offer_page(world.work("officer"), task)
    departments = {name: one for one, name in own.departments}
    itself = departments.get(own.department)
    listed = new(world, method=Method.LISTED, reason="", principal=itself)
    expected = [("basis", "selection.list_missing")]
    if itself is not None:
        expected.append(("principal", "commission.evaluates_itself"))
    assert refused(world, task, listed) == expected


def test_a_lot_is_fixed_then_drawn_and_its_certificate_holds_and_who_declines_is_followed(
    world: World, task: int
) -> None:
    with pytest.raises(Invalid) as caught:
        lots.commit_lot(world.work("officer"), task, Balls(2, 10))
    assert [one.code for one in caught.value.problems] == ["draw.too_few_outcomes"]
    digest = lots.commit_lot(world.work("officer"), task, Balls(10, 10))
    with pytest.raises(Invalid):
        lots.draw_lot(world.work("officer"), task, "1-2-3")
    assert refused(world, task, new(world, method=Method.LOT)) == [("method", "selection.no_lot")]
    lots.draw_lot(world.work("officer"), task, "3-1-4-1-5-9-2-6-5-3")
    lot = lots.lot_page(world.work("officer"), task).lots[-1]
    verdict = examine(lots.lot_certificate(world.work("officer"), lot.id), digest)
    assert (verdict.valid, verdict.notes) == (True, [])
    first, second = _logins(world, lot.order)
    assert refused(world, task, new(world, second, method=Method.LOT)) == [
        ("agency", "selection.not_its_turn")
    ]
    one = offers.offer(world.work("officer"), task, new(world, first, method=Method.LOT, reason=""))
    commissions.decline(world.work(first), one, 1, "人手不足")
    assert offers.offer_page(world.work("officer"), task).next_by_lot == agency(world, second)
    assert offers.offer(world.work("officer"), task, new(world, second, method=Method.LOT, reason=""))
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def _logins(world: World, order: tuple[str, ...]) -> list[str]:
    names = {agencies.open_agency(world.work(one)).name: one for one in ("agency1", "agency2")}
    return [names[name] for name in order]


def test_a_second_lot_needs_a_reason_and_says_which_it_replaces(world: World, task: int) -> None:
    first = lots.commit_lot(world.work("officer"), task, Balls(10, 10))
    with pytest.raises(Invalid) as caught:
        lots.commit_lot(world.work("officer"), task, Balls(10, 10))
    assert [one.code for one in caught.value.problems] == ["selection.again_needs_reason"]
    lots.commit_lot(world.work("officer"), task, Balls(10, 10), "摇号设备故障")
    lots.draw_lot(world.work("officer"), task, "0-0-0-0-0-0-0-0-0-0")
    lot = lots.lot_page(world.work("officer"), task).lots[-1]
    verdict = examine(lots.lot_certificate(world.work("officer"), lot.id))
    assert verdict.certificate["commitment"]["subject"]["earlier"] == [first]
    assert "earlier" in verdict.notes

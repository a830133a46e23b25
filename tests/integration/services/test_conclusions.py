"""Concluding: what is frozen, what is refused, and a campaign at once, all or nothing."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from integration.concluded import SEVEN, reference_case, small_case
from integration.world import World
from reviewhub.db.models import Conclusion, Entry
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.ledger import digest
from reviewhub.domain.policy import Role
from reviewhub.services.audit import verify_conclusions
from reviewhub.services.outcome.conclusions import (
    Concluding,
    conclude,
    conclude_many,
    preview_conclusions,
)
from reviewhub.services.outcome.results import review_result
from reviewhub.services.scoring import sheets

MIDDLING = [Decimal("3.5")] * 20
ASKED = Decimal(12_683_500)


def conclusions_of(world: World) -> list[Conclusion]:
    with world.reading() as session:
        return list(session.execute(select(Conclusion).order_by(Conclusion.id)).scalars())


def problems_of(world: World, task: int, decided: Concluding) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        conclude(world.work("officer"), task, decided)
    return [(one.path, one.code) for one in refused.value.problems]


def test_a_conclusion_freezes_the_result_with_its_digest(world: World) -> None:
    _, task = small_case(world)
    given = conclude(world.work("officer"), task, Concluding(standing=0))
    (one,) = conclusions_of(world)
    assert (one.total, one.grade, one.conclusion, one.action) == (100, "excellent", "support", "support")
    assert (one.asked, one.amount, one.cut) == (ASKED, ASKED, 0)
    assert given == one.digest == digest(one.snapshot)
    assert one.snapshot["pins"]["aggregator"] == "builtin.mean_of_totals@1"


def test_a_fair_grade_takes_the_officer_s_figure_and_reason(world: World) -> None:
    _, task = small_case(world, MIDDLING)
    decided = Concluding(standing=0, cut=Decimal("2683500.01"), cut_reason="单价偏高")
    conclude(world.work("officer"), task, decided)
    (one,) = conclusions_of(world)
    assert (one.action, one.cut, one.amount) == ("cut", Decimal("2683500.01"), Decimal("9999999.99"))
    assert verify_conclusions(world.work("auditor")).faults == ()


def test_a_fair_grade_without_figure_and_reason_is_refused_with_both(world: World) -> None:
    _, task = small_case(world, MIDDLING)
    assert problems_of(world, task, Concluding(standing=0)) == [
        ("cut", "conclusion.cut_missing"),
        ("cut_reason", "conclusion.cut_needs_reason"),
    ]


@pytest.mark.parametrize("cut", [Decimal(0), Decimal(-1), ASKED + Decimal("0.01"), Decimal("0.001")])
def test_a_cut_outside_what_was_asked_is_refused(world: World, cut: Decimal) -> None:
    _, task = small_case(world, MIDDLING)
    assert problems_of(world, task, Concluding(standing=0, cut=cut, cut_reason="单价偏高")) == [
        ("cut", "conclusion.cut_out_of_range")
    ]


def test_a_cut_that_nobody_asked_for_is_refused(world: World) -> None:
    _, task = small_case(world)
    decided = Concluding(standing=0, cut=Decimal(1), cut_reason="x")
    assert problems_of(world, task, decided) == [("cut", "conclusion.cut_not_asked")]
    assert conclusions_of(world) == []


def test_a_task_with_a_missing_sheet_cannot_be_concluded(world: World) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    with pytest.raises(WrongState, match=r"conclusion\.sheets_missing"):
        conclude(world.work("officer"), task, Concluding(standing=0))


def test_a_correction_needs_a_reason_and_names_its_predecessor(world: World) -> None:
    _, task = small_case(world, MIDDLING)
    conclude(world.work("officer"), task, Concluding(standing=0, cut=Decimal(100), cut_reason="甲"))
    second = Concluding(standing=1, cut=Decimal(200), cut_reason="乙")
    assert problems_of(world, task, second) == [("reason", "conclusion.correction_needs_reason")]
    conclude(world.work("officer"), task, Concluding(1, Decimal(200), "乙", "金额有误"))
    first, corrected = conclusions_of(world)
    assert (corrected.number, corrected.supersedes_id, corrected.reason) == (2, first.id, "金额有误")
    assert [line.cut for line in review_result(world.work("leader"), task).conclusions] == [100, 200]
    assert verify_conclusions(world.work("auditor")).checked == 2


def test_two_officers_cannot_conclude_unaware_of_each_other(world: World) -> None:
    _, task = small_case(world)
    conclude(world.work("officer"), task, Concluding(standing=0))
    with pytest.raises(StaleWrite) as refused:
        conclude(world.work("officer"), task, Concluding(standing=0))
    assert refused.value.values == {"current": 1, "given": 0}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_only_officers_conclude(world: World, role: Role) -> None:
    campaign, task = small_case(world)
    with pytest.raises(NotAllowed):
        conclude(world.work(role), task, Concluding(standing=0))
    with pytest.raises(NotAllowed):
        conclude_many(world.work(role), campaign, {task: ""})


def test_a_sheet_handed_in_again_unchanged_is_no_fault(world: World) -> None:
    _, task = small_case(world)
    page = review_result(world.work("officer"), task)
    sheets.return_sheet(world.work("officer"), page.sheets[0].sheet, "请补充")
    world.submit(SEVEN[0], task)
    conclude(world.work("officer"), task, Concluding(standing=0))
    assert verify_conclusions(world.work("auditor")).faults == ()


def test_the_dry_run_lists_what_would_be_concluded_and_why_the_rest_would_not(world: World) -> None:
    campaign, panel = world.under_way(SEVEN[:3])
    tasks = world.tasks(campaign)
    ready, fair, _ = list(tasks.values())[:3]
    for code in world.members(panel):
        world.submit(code, ready)
        world.submit(code, fair, MIDDLING)
    run = preview_conclusions(world.work("officer"), campaign)
    assert [one.task for one in run.ready] == [ready]
    assert {one.task: one.why.code for one in run.left} == {
        task: "conclusion.cut_missing" if task == fair else "conclusion.sheets_missing"
        for task in tasks.values()
        if task != ready
    }
    assert conclusions_of(world) == []


def test_a_campaign_is_concluded_at_once_as_it_was_shown(world: World) -> None:
    campaign = reference_case(world)
    run = preview_conclusions(world.work("officer"), campaign)
    done = conclude_many(world.work("officer"), campaign, {one.task: one.digest for one in run.ready})
    assert len(done) == 6
    assert [one.digest for one in conclusions_of(world)] == [one.digest for one in run.ready]
    assert verify_conclusions(world.work("auditor")).faults == ()
    assert preview_conclusions(world.work("officer"), campaign).ready == ()
    with world.reading() as session:
        acts = session.execute(select(func.count(Entry.id)).where(Entry.act == "conclude_many"))
        assert acts.scalar_one() == 1


def test_nothing_is_concluded_when_one_result_has_changed_since_it_was_shown(world: World) -> None:
    campaign = reference_case(world)
    run = preview_conclusions(world.work("officer"), campaign)
    changed = run.ready[3]
    page = review_result(world.work("officer"), changed.task)
    sheets.return_sheet(world.work("officer"), page.sheets[0].sheet, "请补充")
    with pytest.raises(StaleWrite) as refused:
        conclude_many(world.work("officer"), campaign, {one.task: one.digest for one in run.ready})
    assert refused.value.values == {"project": changed.project}
    assert conclusions_of(world) == []


def test_concluding_nothing_is_refused(world: World) -> None:
    campaign, _ = small_case(world)
    with pytest.raises(Invalid):
        conclude_many(world.work("officer"), campaign, {})


def test_another_bureau_s_campaign_does_not_exist(world: World) -> None:
    campaign, task = small_case(world)
    with pytest.raises(NotFound):
        preview_conclusions(world.work("neighbour"), campaign)
    with pytest.raises(NotFound):
        conclude(world.work("neighbour"), task, Concluding(standing=0))

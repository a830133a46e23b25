"""Fitting a template to a campaign or a task: decided before scoring opens, on record, obeyed everywhere."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine, delete

from integration import fitting
from integration.burglar import Burglar, table_of
from integration.world import EXPERTS, World
from reviewhub.db.base import Row
from reviewhub.db.models import Campaign, EarlierRevision, TailoringRecord
from reviewhub.domain.errors import Invalid, NotAllowed, StaleWrite, WrongState
from reviewhub.domain.policy import SYSTEM, Role
from reviewhub.domain.scoring.tailoring import OwnIndicator, Tailoring
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import CampaignState
from reviewhub.services import audit
from reviewhub.services.campaign_revisions import revision_move
from reviewhub.services.exports import opinion_sheet
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.results import review_result
from reviewhub.services.scoring import desk, sheets, tailorings
from reviewhub.services.scoring.measured_tables import measured_form
from reviewhub.services.scoring.measured_values import Typed, measured_page, record_measured_values
from reviewhub.services.scoring.tailorings import Subject, TailoringPage
from reviewhub.services.template_drafts import publish_source

FIVE = [code for code, *_ in EXPERTS[:5]]
TREES, ROADS = "主干道市容环境整治", "新加坡产业园片区道路建设"
# Of the forty points of benefit the ten of 2.1 go to 2.2 and 2.3, one third and two thirds.
FITTED = {"1": "40", "2.2": "13.33", "2.3": "26.67", "3-1": "12", "3-2": "8"}


@pytest.fixture
def case(world: World) -> tuple[int, dict[str, int]]:
    return fitting.prepared(world)


def page(world: World, campaign: int, task: int | None = None, who: str | Role = "officer") -> TailoringPage:
    return tailorings.tailoring_page(world.work(who), Subject(None, task) if task else Subject(campaign))


def points(shown: TailoringPage) -> dict[str, str]:
    return {one.id: f"{one.points.normalize():f}" for one in shown.fitted.criteria}


def test_what_is_decided_for_a_task_counts_for_it_alone(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    assert points(page(world, campaign, tasks[TREES])) == FITTED
    assert len(points(page(world, campaign, tasks[ROADS]))) == 5
    assert page(world, campaign).past == ()


def test_what_is_decided_for_a_campaign_counts_for_tasks_without_a_decision_of_their_own(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, None, Tailoring(("2.2",)))
    fitting.fit(world, campaign, tasks[TREES], Tailoring())
    assert points(page(world, campaign, tasks[ROADS]))["2.1"] == "13.33"
    assert points(page(world, campaign, tasks[TREES]))["2.2"] == "10"
    fitting.fit(world, campaign, tasks[TREES], None, 1)
    shown = page(world, campaign, tasks[TREES])
    assert (shown.own, "2.2" in points(shown)) == (False, False)


def test_decisions_stay_on_record_with_reason_and_person(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    fitting.fit(world, campaign, tasks[TREES], Tailoring(("2.2",)), 1)
    past = page(world, campaign, tasks[TREES], Role.AUDITOR).past
    assert [(one.number, one.reason, one.by) for one in past] == [
        (2, fitting.REASON, "郑经办"),
        (1, fitting.REASON, "郑经办"),
    ]
    assert past[1].tailoring == fitting.CHOSEN
    assert "tailor" in audit.acts_on_record(world.work(Role.AUDITOR))


def test_two_officers_do_not_overwrite_each_other(world: World, case: tuple[int, dict[str, int]]) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    with pytest.raises(StaleWrite):
        fitting.fit(world, campaign, tasks[TREES], Tailoring())


def test_a_decision_needs_a_reason(world: World, case: tuple[int, dict[str, int]]) -> None:
    _, tasks = case
    with pytest.raises(Invalid) as refused:
        tailorings.tailor(world.work("officer"), Subject(task=tasks[TREES]), Tailoring(("2.1",)), 0, " ")
    assert [one.path for one in refused.value.problems] == ["reason"]


def test_what_the_scorer_of_own_indicators_cannot_take_is_named_by_its_place(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    wrong = replace(fitting.TREES, target=Decimal(-1), points=Decimal(20))
    with pytest.raises(Invalid) as refused:
        fitting.fit(world, campaign, tasks[TREES], Tailoring((), {"3": (wrong,)}))
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("criterion 3-1 / scorer/target", "shape.minimum")
    ]


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_readers_of_results_see_what_was_decided_and_decide_nothing(
    world: World, case: tuple[int, dict[str, int]], role: Role
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    assert points(page(world, campaign, tasks[TREES], role)) == FITTED
    with pytest.raises(NotAllowed):
        tailorings.tailor(world.work(role), Subject(task=tasks[TREES]), None, 1, "x")


def test_nothing_is_decided_once_scoring_has_opened(world: World, case: tuple[int, dict[str, int]]) -> None:
    campaign, tasks = case
    fitting.score(world, campaign)
    with pytest.raises(WrongState) as refused:
        fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    assert refused.value.code == page(world, campaign, tasks[TREES]).refusal == "tailoring.scoring_open"


def test_a_task_that_joins_later_is_decided_until_somebody_is_asked_to_score_it(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    del case
    campaign = world.open_campaign(projects=[TREES], template=fitting.KEY)
    (task,) = world.tasks(campaign).values()
    fitting.fit(world, campaign, task, fitting.CHOSEN)
    world.form_panel(campaign)
    with pytest.raises(WrongState):
        fitting.fit(world, campaign, task, Tailoring(), 1)
    with pytest.raises(WrongState):
        fitting.fit(world, campaign, None, Tailoring(("2.1",)))


def test_a_template_without_choices_has_none(world: World) -> None:
    campaign = world.new_campaign()
    assert page(world, campaign).refusal == "tailoring.nothing_to_choose"


def test_experts_score_the_criteria_of_the_task_and_totals_count_on_its_points(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    fitting.score(world, campaign)
    sheet = desk.open_sheet(world.work("zj0001"), world.assignment("ZJ0001", tasks[TREES]))
    assert [one.criterion.id for one in sheet.forms] == list(FITTED)
    assert sheet.forms[3].inputs[0].label.zh == "实际完成值（目标 ≥3000）"
    answers = world.answers(tasks[TREES]) | {"2.2.points": "5", "3-1.value": "1500", "3-2.points": "10"}
    mine = world.assignment("ZJ0001", tasks[TREES])
    receipt = sheets.submit_sheet(world.work("zj0001"), mine, answers, 0, "fitted")
    # 5 of 10 count half of 13.33, 1500 of 3000 trees half of 12, and 10 of 20 half of 8: 6.665 + 6 + 4
    assert receipt.total == Decimal(40) + Decimal("26.67") + Decimal("16.67")
    other = desk.open_sheet(world.work("zj0001"), world.assignment("ZJ0001", tasks[ROADS]))
    assert [one.criterion.id for one in other.forms] == ["1", "2.1", "2.2", "2.3", "3"]


def test_results_lists_papers_and_verification_follow_the_criteria_of_each_task(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    fitting.score(world, campaign)
    for task in (tasks[TREES], tasks[ROADS]):
        for code in FIVE:
            world.submit(code, task)
    result = review_result(world.work("officer"), tasks[TREES]).result
    assert result is not None
    assert [one.id for one in result.rules.template.criteria] == list(FITTED)
    lines = campaign_overview(world.work("officer"), campaign, Asked()).lines.items
    scored = {one.project: one.total for one in lines if one.total is not None}
    assert scored == {TREES: Decimal("88.40"), ROADS: Decimal(100)}  # 100 trees of 3000 earn 0.40 of 12
    assert result.printed_total == scored[TREES]
    for task in (tasks[TREES], tasks[ROADS]):
        conclusions.conclude(world.work("officer"), task, conclusions.Concluding(standing=0))
    paper = opinion_sheet(world.work("officer"), world.assignment("ZJ0001", tasks[TREES]))
    assert [one.criterion.id for one in paper.lines] == list(FITTED)
    assert audit.verify_conclusions(world.work(Role.AUDITOR)).faults == ()
    assert audit.verify_ledger(world.parts.work(SYSTEM)).faults == ()


def test_a_campaign_moves_on_only_where_every_choice_still_fits(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    misfit = fitting.publish(world, c1=30, c3=30)  # the own indicators sum to twenty
    with pytest.raises(WrongState) as refused:
        fitting.move(world, campaign, misfit)
    assert refused.value.code == "campaign.tailoring_misfits"
    fits = fitting.publish(world, c1=30, c2_3=30)
    assert fitting.move(world, campaign, fits) == 0
    assert points(page(world, campaign, tasks[TREES]))["2.3"] == "37.5"


def test_own_indicators_may_be_all_measured(world: World, case: tuple[int, dict[str, int]]) -> None:
    campaign, tasks = case
    one = OwnIndicator("完工率", Decimal(20), "between", Decimal(90), Decimal(100), "%")
    fitting.fit(world, campaign, tasks[TREES], Tailoring((), {"3": (one,)}))
    assert points(page(world, campaign, tasks[TREES]))["3-1"] == "20"


def test_what_an_own_indicator_achieved_can_be_measured_under_its_name(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, tasks[TREES], fitting.CHOSEN)
    fitting.score(world, campaign)
    (line,) = measured_page(world.work("officer"), tasks[TREES]).lines
    assert (line.label.zh, line.unit.zh) == ("种植乔木 实际完成值（目标 ≥3000）", "株")
    given = {line.name: Typed("1500", "林业局验收单")}
    assert record_measured_values(world.work("officer"), tasks[TREES], given, 0) == 1
    sheet = desk.open_sheet(world.work("zj0001"), world.assignment("ZJ0001", tasks[TREES]))
    assert (sheet.flat["3-1.value"], sheet.so_far.points["3-1"]) == ("1500", 6)
    assert measured_page(world.work("officer"), tasks[ROADS]).lines == ()
    overview = campaign_overview(world.work("officer"), campaign, Asked())
    assert overview.asks_for_measured_values  # else the campaign's page would not offer the table for them


def test_a_concluded_task_keeps_its_criteria_where_its_campaign_moved_to_what_they_do_not_fit(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    task = tasks[TREES]
    fitting.fit(world, campaign, task, fitting.CHOSEN)
    fitting.score(world, campaign)
    for code in FIVE:
        world.submit(code, task)
    conclusions.conclude(world.work("officer"), task, conclusions.Concluding(standing=0))
    for version, points_of_slot in ((1, 30), (2, 40)):
        fitting.move(world, campaign, fitting.publish(world, c1=60 - points_of_slot, c3=points_of_slot))
        assert points(page(world, campaign, task)) == FITTED
        assert [one.name for one in measured_page(world.work("officer"), task).lines] == ["achieved_3_1"]
        assert measured_form(world.work("officer"), campaign).lines == ()
        again = conclusions.Concluding(standing=version, reason="补充说明")
        conclusions.conclude(world.work("officer"), task, again)
        lines = campaign_overview(world.work("officer"), campaign, Asked()).lines.items
        assert [one.total for one in lines if one.id == task] == [Decimal("88.40")]
    assert audit.verify_conclusions(world.work(Role.AUDITOR)).faults == ()
    assert audit.verify_ledger(world.parts.work(SYSTEM)).faults == ()


def test_a_campaign_does_not_move_to_what_its_own_choice_does_not_fit_though_no_task_follows_it_now(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    fitting.fit(world, campaign, None, fitting.CHOSEN)
    for task in tasks.values():
        fitting.fit(world, campaign, task, Tailoring())
    misfit = fitting.publish(world, c1=30, c3=30)
    assert revision_move(world.work("officer"), campaign).refusal == "campaign.tailoring_misfits"
    with pytest.raises(WrongState):
        fitting.move(world, campaign, misfit)


def test_a_choice_that_waited_while_the_campaign_opened_comes_too_late(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, _ = case
    with ThreadPoolExecutor(1) as threads:
        opening = world.work("officer")
        with opening.transaction() as session:
            row = session.get_one(Campaign, campaign)
            row.state = CampaignState.OPEN
            session.flush()
            choice = threads.submit(fitting.fit, world, campaign, None, fitting.CHOSEN)
            wait([choice], timeout=1)
            opening.record("open_campaign", row)
        with pytest.raises(WrongState):
            choice.result()


def test_a_campaign_does_not_move_to_where_an_own_indicator_could_not_be_scored(
    world: World, case: tuple[int, dict[str, int]]
) -> None:
    campaign, tasks = case
    exact = OwnIndicator("完工率", Decimal(20), "=", Decimal(100), unit="%")
    fitting.fit(world, campaign, tasks[TREES], Tailoring((), {"3": (exact,)}))
    newer = fitting.written()
    newer["criterion"][-1]["self_defined"]["over"] = {"from": Decimal("1.3"), "rule": "by_deviation"}
    digest = publish_source(world.work("officer"), newer).digest
    with pytest.raises(WrongState) as refused:
        fitting.move(world, campaign, digest)
    assert refused.value.code == "campaign.tailoring_misfits"


@pytest.mark.parametrize("model", [TailoringRecord, EarlierRevision])
def test_a_conclusion_whose_rules_were_deleted_is_said_to_be_so_and_never_computed_by_others(
    world: World, engine: Engine, model: type[Row]
) -> None:
    task = fitting.concluded_and_moved_on(world)
    assert review_result(world.work("officer"), task).result is not None
    Burglar(engine).run(delete(table_of(model)))
    page = review_result(world.work("officer"), task)
    assert (page.result, page.why) == (None, Reason("conclusion.rules_gone"))
    with pytest.raises(WrongState) as refused:
        conclusions.conclude(world.work("officer"), task, conclusions.Concluding(1, reason="更正"))
    assert refused.value.code == "conclusion.rules_gone"
    faults = audit.verify_conclusions(world.work(Role.AUDITOR)).faults
    assert [(one.place, one.code) for one in faults] == [("conclusions:1", "conclusion.rules_gone")]
    lost = audit.verify_ledger(world.parts.work(SYSTEM)).faults
    assert [(one.place, one.code) for one in lost] == [(f"{model.__tablename__}:1", "row.deleted")]

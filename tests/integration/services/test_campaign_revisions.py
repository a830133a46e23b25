"""Moving an open campaign to a newer revision: said beforehand, an explicit step, nothing overwritten."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from integration.world import EXPERTS, World
from reviewhub.builtin.scorers.points import DirectPoints
from reviewhub.db.models import Sheet
from reviewhub.domain.errors import Invalid, NotAllowed, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring_round import Triggers
from reviewhub.services import audit, campaign_revisions, campaigns, template_drafts
from reviewhub.services.exports import opinion_sheet
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.results import review_result
from reviewhub.services.rounds import scoring_rounds
from reviewhub.services.scoring import desk, sheets

FIVE = [code for code, *_ in EXPERTS[:5]]
OWN = "own-assessment"
FORM = "一级指标,二级指标,三级指标,分值,评分标准\n决策,立项,依据,60,有文件\n,,程序,40,有程序\n"
USUAL = {"id": OWN, "kind": "prior_assessment", "title": {"zh": "本区模板", "en": "Our template"}}


@pytest.fixture
def campaign(world: World) -> int:
    """An open campaign by the bureau's own template, with a panel that accepted."""
    draft = template_drafts.import_draft(world.work("officer"), FORM.encode(), "指标.csv", USUAL).id
    publish(world, draft)
    made, _ = world.under_way(template=OWN)
    return made


def publish(world: World, draft: int) -> str:
    version = template_drafts.draft_page(world.work("officer"), draft).version
    return template_drafts.publish_draft(world.work("officer"), draft, version).digest


def revise(world: World, **points: Any) -> str:
    """Publish the next version with other points by criterion id; gives its digest."""
    draft = template_drafts.clone_template(world.work("officer"), OWN, OWN)
    shown = template_drafts.draft_page(world.work("officer"), draft)
    leaves = deepcopy(shown.source["criterion"])
    for leaf in leaves:
        leaf["points"] = points.get(leaf["id"].replace(".", "_"), leaf["points"])
    source = {**shown.source, "criterion": leaves}
    template_drafts.save_draft(world.work("officer"), draft, source, shown.version)
    return publish(world, draft)


def revise_words(world: World) -> str:
    """Publish the next version with another word of guidance; gives its digest."""
    draft = template_drafts.clone_template(world.work("officer"), OWN, OWN)
    shown = template_drafts.draft_page(world.work("officer"), draft)
    leaves = deepcopy(shown.source["criterion"])
    leaves[0]["guidance"] = {"zh": "有现行有效的文件", "en": "A document in force"}
    source = {**shown.source, "criterion": leaves}
    template_drafts.save_draft(world.work("officer"), draft, source, shown.version)
    return publish(world, draft)


def move(world: World, campaign: int, digest: str, reason: str = "指标分值调整") -> int:
    version = campaigns.campaign_head(world.work("officer"), campaign).version
    return campaign_revisions.move_to_revision(world.work("officer"), campaign, digest, version, reason)


def test_without_a_newer_revision_there_is_nowhere_to_go(world: World, campaign: int) -> None:
    shown = campaign_revisions.revision_move(world.work("officer"), campaign)
    assert (shown.newer, shown.changes, shown.redo, shown.refusal) == (None, (), (), "")


def test_whose_sheets_must_be_redone_is_said_before(world: World, campaign: int) -> None:
    task = next(iter(world.tasks(campaign).values()))
    world.submit("ZJ0001", task, ["50", "30"])
    revise(world, **{"1_1_1": 50, "1_1_2": 50})
    shown = campaign_revisions.revision_move(world.work("officer"), campaign)
    assert [one.reason.values["after"] for one in shown.changes] == ["50", "50"]
    assert [one.scorer for one in shown.redo] == [EXPERTS[0][1]]


def test_moving_sends_sheets_back_and_overwrites_nothing(world: World, campaign: int) -> None:
    task = next(iter(world.tasks(campaign).values()))
    world.submit("ZJ0001", task, ["50", "30"])
    digest = revise(world, **{"1_1_1": 50, "1_1_2": 50})
    assert move(world, campaign, digest) == 1
    page = desk.open_sheet(world.work("zj0001"), world.assignment("ZJ0001", task))
    assert (page.template.digest, page.returned, page.sealed) == (digest, "指标分值调整", None)
    assert page.flat["1.1.1.points"] == "50"
    with world.reading() as session:
        assert session.execute(select(func.count(Sheet.id))).scalar_one() == 1


def test_a_move_needs_a_reason(world: World, campaign: int) -> None:
    digest = revise(world, **{"1_1_1": 50, "1_1_2": 50})
    with pytest.raises(Invalid):
        move(world, campaign, digest, " ")


def test_a_revision_that_was_overtaken_is_not_moved_to(world: World, campaign: int) -> None:
    first = revise(world, **{"1_1_1": 50, "1_1_2": 50})
    revise(world, **{"1_1_1": 70, "1_1_2": 30})
    with pytest.raises(StaleWrite):
        move(world, campaign, first)


def test_a_closed_campaign_stays_as_it_was(world: World, campaign: int) -> None:
    digest = revise(world, **{"1_1_1": 50, "1_1_2": 50})
    version = campaigns.campaign_head(world.work("officer"), campaign).version
    campaigns.close_campaign(world.work("officer"), campaign, version)
    with pytest.raises(WrongState):
        move(world, campaign, digest)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.LEADER, Role.AUDITOR])
def test_only_officers_move_a_campaign(world: World, campaign: int, role: Role) -> None:
    with pytest.raises(NotAllowed):
        campaign_revisions.revision_move(world.work(role), campaign)


def test_sheets_stay_sealed_under_the_words_that_were_seen_and_verify(world: World, campaign: int) -> None:
    task = next(iter(world.tasks(campaign).values()))
    for code in ("ZJ0001", "ZJ0002", "ZJ0003"):
        world.submit(code, task, ["50", "30"])
    assert move(world, campaign, revise_words(world)) == 0
    for code in ("ZJ0004", "ZJ0005"):
        world.submit(code, task, ["50", "30"])
    conclusions.conclude(world.work("officer"), task, conclusions.Concluding(standing=0))
    assert audit.verify_conclusions(world.work(Role.AUDITOR)).faults == ()


def test_what_was_concluded_stays_byte_for_byte_and_the_rest_moves_on(world: World, campaign: int) -> None:
    concluded, open_, *_ = world.tasks(campaign).values()
    for task in (concluded, open_):
        for code in FIVE:
            world.submit(code, task, ["50", "30"])
    conclusions.conclude(world.work("officer"), concluded, conclusions.Concluding(standing=0))
    before = review_result(world.work("officer"), concluded)
    digest = revise(world, **{"1_1_1": 50, "1_1_2": 50})
    shown = campaign_revisions.revision_move(world.work("officer"), campaign)
    assert (shown.concluded, {one.project for one in shown.redo}) == (1, {name_of(world, campaign, open_)})
    assert move(world, campaign, digest) == 5
    after = review_result(world.work("officer"), concluded)
    assert (after.result, after.conclusions) == (before.result, before.conclusions)
    sheet = desk.open_sheet(world.work("zj0001"), world.assignment("ZJ0001", concluded))
    assert [one.points for one in sheet.template.criteria] == [60, 40]
    paper = opinion_sheet(world.work("officer"), world.assignment("ZJ0001", concluded))
    assert [one.criterion.points for one in paper.lines] == [60, 40]
    assert audit.verify_conclusions(world.work(Role.AUDITOR)).faults == ()


def test_a_list_has_every_task_under_its_own_revision(world: World, campaign: int) -> None:
    concluded, open_, *_ = world.tasks(campaign).values()
    for code in FIVE:
        world.submit(code, concluded, ["60", "30"])
    conclusions.conclude(world.work("officer"), concluded, conclusions.Concluding(standing=0))
    move(world, campaign, revise(world, **{"1_1_1": 50, "1_1_2": 50}))
    for code in FIVE:
        world.submit(code, open_, ["50", "20"])
    overview = campaign_overview(world.work("officer"), campaign, Asked())
    lines, (version,) = overview.lines.items, overview.earlier.items()
    assert version == (1, 1)  # one task stays with version 1
    totals = {one.id: (one.total, one.grade.id, one.survives) for one in lines if one.total and one.grade}
    assert totals == {concluded: (Decimal(90), "excellent", True), open_: (Decimal(70), "fair", True)}


def test_a_conclusion_under_an_older_revision_is_corrected_by_its_rules(world: World, campaign: int) -> None:
    task = next(iter(world.tasks(campaign).values()))
    for code in FIVE:
        world.submit(code, task, ["60", "30"])
    conclusions.conclude(world.work("officer"), task, conclusions.Concluding(standing=0))
    move(world, campaign, revise(world, **{"1_1_1": 50, "1_1_2": 50}))
    again = conclusions.Concluding(standing=1, reason="补充说明")
    conclusions.conclude(world.work("officer"), task, again)
    first, second = review_result(world.work("officer"), task).conclusions
    assert first.digest == second.digest
    assert audit.verify_conclusions(world.work(Role.AUDITOR)).faults == ()


def test_a_scorer_that_was_pinned_then_and_is_gone_now_is_said_and_never_guessed(
    world: World, campaign: int
) -> None:
    task = next(iter(world.tasks(campaign).values()))
    for code in FIVE:
        world.submit(code, task, ["60", "30"])
    conclusions.conclude(world.work("officer"), task, conclusions.Concluding(standing=0))
    registry, newer = world.parts.registry, DirectPoints()
    newer.version = "2"
    scorers = {**registry.scorers, newer.key: newer}
    world.parts = replace(world.parts, registry=replace(registry, scorers=scorers))
    move(world, campaign, revise(world, **{"1_1_1": 50, "1_1_2": 50}))
    assert campaigns.campaign_head(world.work("officer"), campaign).scorers == ("builtin.points@2",)
    faults = audit.verify_conclusions(world.work(Role.AUDITOR)).faults
    assert [one.code for one in faults] == ["plugin.other_version"]


def test_sheets_that_another_version_of_a_scorer_counted_are_redone_though_only_words_changed(
    world: World, campaign: int
) -> None:
    task = next(iter(world.tasks(campaign).values()))
    world.submit("ZJ0001", task, ["60", "30"])
    registry, newer = world.parts.registry, DirectPoints()
    newer.version = "2"
    scorers = {**registry.scorers, newer.key: newer}
    world.parts = replace(world.parts, registry=replace(registry, scorers=scorers))
    digest = revise_words(world)
    shown = campaign_revisions.revision_move(world.work("officer"), campaign)
    assert [one.scorer for one in shown.redo] == [EXPERTS[0][1]]
    assert shown.changes[-1].reason.values["after"] == "builtin.points@2"
    assert move(world, campaign, digest) == 1


def test_a_newer_revision_whose_plugin_is_gone_is_not_moved_to_and_the_plugin_is_named(
    world: World, campaign: int
) -> None:
    digest = revise_words(world)
    registry = world.parts.registry
    scorers = {key: one for key, one in registry.scorers.items() if key != "builtin.points"}
    world.parts = replace(world.parts, registry=replace(registry, scorers=scorers))
    assert campaign_revisions.revision_move(world.work("officer"), campaign).refusal == ""
    with pytest.raises(WrongState) as refused:
        move(world, campaign, digest)
    assert refused.value.values["keys"] == "builtin.points"


def name_of(world: World, campaign: int, task: int) -> str:
    return next(name for name, one in world.tasks(campaign).items() if one == task)


def test_an_expert_who_joins_a_concluded_task_scores_it_by_the_revision_it_was_concluded_under(
    world: World, campaign: int
) -> None:
    task = next(iter(world.tasks(campaign).values()))
    for code in FIVE:
        world.submit(code, task, ["60", "30"])
    conclusions.conclude(world.work("officer"), task, conclusions.Concluding(standing=0))
    move(world, campaign, revise(world, **{"1_1_1": 50, "1_1_2": 50}))
    world.accept_all(world.form_panel(campaign, ["ZJ0006"], [task]))
    sheet = desk.open_sheet(world.work("zj0006"), world.assignment("ZJ0006", task))
    assert [one.points for one in sheet.template.criteria] == [60, 40]
    world.submit("ZJ0006", task, ["60", "24"])
    again = conclusions.Concluding(standing=1, reason="增补一名专家")
    conclusions.conclude(world.work("officer"), task, again)
    assert review_result(world.work("officer"), task).conclusions[-1].total == Decimal(89)
    assert audit.verify_conclusions(world.work(Role.AUDITOR)).faults == ()


def test_a_sheet_that_is_submitted_while_its_campaign_moves_waits_and_meets_the_newer_revision(
    world: World, campaign: int
) -> None:
    task = next(iter(world.tasks(campaign).values()))
    digest = revise(world, **{"1_1_1": 50, "1_1_2": 50})
    answers, mine = world.answers(task, ["60", "30"]), world.assignment("ZJ0001", task)
    started: list[Future[sheets.Receipt]] = []
    with ThreadPoolExecutor(1) as threads:

        def now_and_then_somebody_submits() -> datetime:
            if not started:
                expert = replace(world.parts, now=clock).work(world.actor("zj0001"))
                started.append(threads.submit(sheets.submit_sheet, expert, mine, answers, 0, "meanwhile"))
                wait(started, timeout=1)
            return clock()

        clock = world.parts.now
        world.parts = replace(world.parts, now=now_and_then_somebody_submits)
        assert move(world, campaign, digest) == 0
        with pytest.raises(Invalid) as refused:
            started[0].result()
    assert [one.code for one in refused.value.problems] == ["answer.out_of_range"]


def test_while_experts_are_asked_again_the_campaign_stays(world: World, campaign: int) -> None:
    officer, project = world.work("officer"), next(iter(world.tasks(campaign)))
    asking = world.new_campaign(template=OWN, triggers=Triggers(spread=Decimal(5)))
    campaigns.add_tasks(officer, asking, [world.facts.projects[project]])
    campaigns.open_campaign(officer, asking, campaigns.campaign_head(officer, asking).version)
    world.accept_all(world.form_panel(asking, FIVE[:3]))
    task = world.tasks(asking)[project]
    for code, points in zip(FIVE, ([60, 40], [60, 40], [20, 10]), strict=False):
        world.submit(code, task, points)
    scoring_rounds.open_round(officer, task, "分歧较大")
    digest = revise(world, **{"1_1_1": 50, "1_1_2": 50})
    assert campaign_revisions.revision_move(officer, asking).refusal == "campaign.round_open"
    with pytest.raises(WrongState, match=r"campaign\.round_open"):
        move(world, asking, digest)

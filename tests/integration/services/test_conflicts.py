"""Conflicts of interest from the tie that is declared to what follows once a second person confirmed it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from integration.world import World
from reviewhub.db.models import Assignment, ConflictFinding, InvolvedPerson, Sheet, TaskRedo
from reviewhub.db.queries.conflicts import facts_of
from reviewhub.db.queries.findings import redos
from reviewhub.domain.conflicts.declaring import NewObjection, NewPerson, NewTie
from reviewhub.domain.conflicts.finding import FindingState, Outcome
from reviewhub.domain.errors import Invalid, ReviewhubError, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.workflow import AssignmentState
from reviewhub.services import findings
from reviewhub.services.conflicts import objections, ties
from reviewhub.services.findings import Deciding, FindingLine
from reviewhub.services.outcome import conclusions, results
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.panels import invitations, panels

PROJECT = "果林路管网改造"
UNIT = "规划建设局"
EXPERT, OTHER, THIRD = "ZJ0001", "ZJ0002", "ZJ0003"
PANEL = (EXPERT, OTHER, THIRD)


def begin(world: World) -> tuple[int, int]:
    """Open one task with a panel of three who accepted; gives campaign and task."""
    campaign = world.open_campaign(projects=[PROJECT])
    world.accept_all(world.form_panel(campaign, PANEL))
    return campaign, world.tasks(campaign)[PROJECT]


def waiting(world: World) -> tuple[FindingLine, ...]:
    return findings.list_findings(world.work(Role.LEADER), open_only=True)


def decide(world: World, who: str | Role, outcome: Outcome, finding: int | None = None) -> FindingState:
    finding = waiting(world)[0].id if finding is None else finding
    return findings.decide(world.work(who), finding, Deciding(outcome, "经核实", 0))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(ReviewhubError) as caught:
        act()
    return caught.value.code


def state(world: World, expert: str, task: int) -> tuple[str, str]:
    with world.reading() as session:
        row = session.get_one(Assignment, world.assignment(expert, task))
        return row.state, row.ended_reason


def late(world: World) -> tuple[int, int]:
    """Let everybody submit, then learn that one of them advises the unit; gives task and finding."""
    _, task = begin(world)
    for code in PANEL:
        world.submit(code, task)
    expert = world.facts.experts[EXPERT]
    ties.enter_tie(world.work("officer"), expert, NewTie("adviser", organization="规划 建设局（盖章）"))
    return task, waiting(world)[0].id


def test_a_tie_that_is_declared_opens_a_finding_and_refuses_the_sheet(world: World) -> None:
    _, task = begin(world)
    ties.declare_tie(world.work(EXPERT), NewTie("director", organization=UNIT))
    assert refusal(lambda: world.submit(EXPERT, task)) == "sheet.conflict"
    (line,) = waiting(world)
    assert (line.rule, line.severity, line.stage, line.record) == (
        "builtin.office",
        "block",
        "later",
        "ties:1",
    )
    with world.reading() as session:
        assert session.execute(select(Sheet.id)).first() is None


def test_a_sheet_is_refused_for_what_only_its_submission_brings_to_light(world: World) -> None:
    _, task = begin(world)
    work, project = world.work("officer"), world.facts.projects[PROJECT]
    with work.transaction() as session:  # as an import writes it: nothing is checked then
        known = {"part": "applicant", "name": "某人", "code": "zj-0001"}
        stamp = {"account_id": world.actor("officer").account, "entered_at": work.now()}
        session.add(InvolvedPerson(project_id=project, **known, **stamp))
        session.flush()
        work.record("import_people", f"projects:{project}")
    assert refusal(lambda: world.submit(EXPERT, task)) == "sheet.conflict"
    with world.reading() as session:
        rules = session.execute(select(ConflictFinding.rule)).scalars().all()
    assert rules == ["builtin.same_person"]


def test_a_second_person_decides_and_what_is_pinned_cannot_be_cleared(world: World) -> None:
    _, task = begin(world)
    ties.enter_tie(world.work("officer"), world.facts.experts[EXPERT], NewTie("avoided", organization=UNIT))
    assert refusal(lambda: decide(world, "officer", Outcome.CONFIRMED)) == "finding.second_person"
    assert refusal(lambda: decide(world, Role.LEADER, Outcome.CLEARED)) == "finding.pinned"
    assert decide(world, Role.LEADER, Outcome.CONFIRMED) is FindingState.CONFIRMED
    assert state(world, EXPERT, task) == (AssignmentState.EXCLUDED, "经核实")
    assert waiting(world) == ()


def test_what_blocked_can_be_cleared_once_its_record_was_withdrawn(world: World) -> None:
    _, task = begin(world)
    ties.enter_tie(world.work("officer"), world.facts.experts[EXPERT], NewTie("avoided", organization=UNIT))
    ties.withdraw_tie(world.work("officer"), 1, "张冠李戴")
    assert decide(world, Role.LEADER, Outcome.CLEARED) is FindingState.CLEARED
    assert world.submit(EXPERT, task).number == 1


def test_a_namesake_is_asked_about_invited_when_accepted_and_stays_cleared(world: World) -> None:
    project = world.facts.projects[PROJECT]
    objections.enter_person(world.work("officer"), project, NewPerson("responsible", "马 兰 杰（局长）"))
    campaign, task = begin(world)
    for code in PANEL:
        world.submit(code, task)
    concluding = Concluding(standing=0)
    waits = refusal(lambda: conclusions.conclude(world.work("officer"), task, concluding))
    assert waits == "conclusion.conflict_undecided"
    decide(world, Role.LEADER, Outcome.CLEARED)
    expert = world.facts.experts[EXPERT]
    (hit,) = panels.preview_panel(world.work("officer"), campaign, [expert], [task]).conflicts
    assert (hit[0].rule, hit[0].severity) == ("builtin.namesake", "note")
    assert conclusions.conclude(world.work("officer"), task, concluding)


def test_a_confirmed_hit_bars_from_the_next_panel_too(world: World) -> None:
    project = world.facts.projects[PROJECT]
    campaign, task = begin(world)
    expert = world.facts.experts[EXPERT]
    objections.enter_objection(
        world.work("officer"), project, NewObjection(expert, "曾与本单位发生诉讼", world.parts.now().date())
    )
    decide(world, Role.LEADER, Outcome.CONFIRMED)
    preview = panels.preview_panel(world.work("officer"), campaign, [expert], [task])
    assert (preview.blocked, [hit.found.rule for hit in preview.hits]) == (True, ["builtin.objection"])


def test_a_late_conflict_voids_the_sheet_and_asks_for_the_task_anew(world: World) -> None:
    task, finding = late(world)
    before = results.review_result(world.work("officer"), task)
    decide(world, Role.LEADER, Outcome.CONFIRMED, finding)
    after = results.review_result(world.work("officer"), task)
    assert (len(before.sheets), len(after.sheets)) == (3, 2)
    assert (before.redo, after.redo and after.redo.reason) == (None, "经核实")
    left = conclusions.preview_conclusions(world.work("officer"), 1).left
    assert [(one.task, one.why.code) for one in left] == [(task, "conclusion.to_redo")]
    gone = next(one for one in after.members if one.state == AssignmentState.EXCLUDED)
    assert (gone.submitted, gone.voided) == (True, True)
    with world.reading() as session:
        assert session.execute(select(TaskRedo.task_id)).scalars().all() == [task]
        assert len(session.execute(select(Sheet.id)).all()) == 3


def test_a_conclusion_stays_frozen_and_flagged_until_a_new_one(world: World) -> None:
    task, finding = late(world)
    project = world.facts.projects[PROJECT]
    findings.decide(world.work(Role.LEADER), finding, Deciding(Outcome.CONFIRMED, "聘为顾问", 0))
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    with world.reading() as session:
        assert redos(session, [task]) == {}
    world.parts.now.move(hours=1)  # type: ignore[attr-defined]  # the tests' clock
    objections.enter_person(world.work("officer"), project, NewPerson("planned", "赵明敏"))
    decide(world, Role.LEADER, Outcome.CONFIRMED)
    page = results.review_result(world.work("officer"), task)
    assert (len(page.conclusions), page.redo is not None) == (1, True)
    world.parts.now.move(hours=1)  # type: ignore[attr-defined]  # the tests' clock
    conclusions.conclude(world.work("officer"), task, Concluding(standing=1, reason="重做"))
    assert results.review_result(world.work("officer"), task).redo is None


def test_who_declares_nothing_is_told_what_is_missing(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        ties.declare_tie(world.work(EXPERT), NewTie("kin"))
    assert [(one.path, one.code) for one in caught.value.problems] == [("person", "tie.person_missing")]
    assert refusal(lambda: ties.withdraw_tie(world.work("officer"), 9, "x")) == "not_found"


def test_an_expert_cannot_withdraw_and_a_tie_is_withdrawn_once(world: World) -> None:
    ties.declare_tie(world.work(EXPERT), NewTie("kin", person="李某", organization=UNIT))
    assert refusal(lambda: ties.withdraw_tie(world.work(EXPERT), 1, "x")) == "not_allowed"
    ties.withdraw_tie(world.work("officer"), 1, "同名同姓")
    with pytest.raises(WrongState):
        ties.withdraw_tie(world.work("officer"), 1, "再来")
    (line,) = ties.my_ties(world.work(EXPERT)).ties
    assert (line.own, line.withdrawn) == (True, "同名同姓")


def test_facts_cost_the_same_number_of_queries_for_one_pair_and_for_all(
    world: World, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    campaign = world.open_campaign()
    tasks = list(world.tasks(campaign).values())
    experts = list(world.facts.experts.values())
    sent = []
    for chosen in ((experts[:1], tasks[:1]), (experts, tasks)):
        with world.reading() as session, count_statements() as statements:
            facts = facts_of(session, *chosen)
        sent.append((len(facts.scorers), len(facts.subjects), len(statements)))
    queries = sent[0][-1]
    assert sent == [(1, 1, queries), (9, 6, queries)]


def test_a_campaign_can_be_checked_anew_and_finds_nothing_twice(world: World) -> None:
    campaign, _ = begin(world)
    objections.enter_person(
        world.work("officer"), world.facts.projects[PROJECT], NewPerson("designed", "马兰杰")
    )
    assert findings.recheck(world.work("officer"), campaign) == 0
    assert len(waiting(world)) == 1


@pytest.mark.parametrize("scored", [False, True])
def test_a_recusal_after_scoring_is_a_confirmed_conflict_and_one_before_leaves_nothing(
    world: World, scored: bool
) -> None:
    _, task = begin(world)
    if scored:
        world.submit(EXPERT, task)
    invitations.recuse(world.work(EXPERT), world.assignment(EXPERT, task), "近亲属任职")
    kept = findings.list_findings(world.work("officer"), open_only=False)
    assert [(one.rule, one.state) for one in kept] == [("recusal", FindingState.CONFIRMED)] * scored
    redo = results.review_result(world.work("officer"), task).redo
    assert (redo.reason if redo else "") == "近亲属任职" * scored

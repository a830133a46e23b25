"""Conditional conclusions: settling the check-list, freezing it, and following it until everything is met."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from integration.concluded import SEVEN
from integration.world import World
from reviewhub.db.models import Conclusion, Entry, PreconditionCheck, SheetAnswer
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.precondition import Chosen
from reviewhub.services import documents
from reviewhub.services.audit import verify_conclusions, verify_ledger
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.concluded import Line
from reviewhub.services.outcome.conclusions import (
    Concluding,
    conclude,
    conclude_many,
    preview_conclusions,
)
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.preconditions import Noted, fulfil_precondition, reopen_precondition
from reviewhub.services.outcome.results import review_result
from uploads import pdf

TEMPLATE = "special-bond-prior-assessment"
KEEP_BOTH = Concluding(standing=0, preconditions=Chosen(kept=frozenset({"P1", "P2"})))
TODAY = date(2026, 3, 2)
NOTED = Noted(0, TODAY, "昆发改投资〔2026〕12号")


@pytest.fixture
def sealed(world: World) -> tuple[int, int]:
    """Two experts score one project: P1 is unmet for both, P2 for one; gives campaign and task."""
    campaign = world.open_campaign(projects=["果林路管网改造"], template=TEMPLATE)
    panel = world.form_panel(campaign, SEVEN[:2])
    world.accept_all(panel)
    (task,) = world.tasks(campaign).values()
    world.submit(SEVEN[0], task, P1_met="no", P1_reason="只有受理通知")
    world.submit(SEVEN[1], task, P1_met="no", P2_met="no")
    return campaign, task


@pytest.fixture
def conditional(world: World, sealed: tuple[int, int]) -> int:
    """Conclude it with both pre-conditions; gives the task."""
    conclude(world.work("officer"), sealed[1], KEEP_BOTH)
    return sealed[1]


def checklist(world: World, task: int) -> tuple[Line, ...]:
    return review_result(world.work("officer"), task).checklist


def snapshot(world: World) -> dict[str, Any]:
    with world.reading() as session:
        newest = select(Conclusion).order_by(Conclusion.id.desc()).limit(1)
        return session.execute(newest).scalar_one().snapshot


def problems(world: World, task: int, chosen: Chosen) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        conclude(world.work("officer"), task, Concluding(standing=0, preconditions=chosen))
    return [(one.path, one.code) for one in refused.value.problems]


def test_what_a_sheet_calls_unmet_is_proposed_with_how_many_do(world: World, sealed: tuple[int, int]) -> None:
    result = review_result(world.work("officer"), sealed[1]).result
    assert result is not None
    assert [(one.id, one.unmet, one.sheets) for one in result.proposed] == [("P1", 2, 2), ("P2", 1, 2)]


def test_a_conclusion_wants_a_word_on_every_proposal(world: World, sealed: tuple[int, int]) -> None:
    assert problems(world, sealed[1], Chosen(kept=frozenset({"P1"}), dropped={"P2": ""})) == [
        ("precondition P2", "conclusion.drop_needs_reason")
    ]
    assert problems(world, sealed[1], Chosen()) == [
        ("precondition P1", "conclusion.required_undecided"),
        ("precondition P2", "conclusion.required_undecided"),
    ]


def test_a_conditional_conclusion_freezes_what_was_kept_dropped_and_added(
    world: World, sealed: tuple[int, int]
) -> None:
    chosen = Chosen(frozenset({"P1"}), {"P2": "已当场补交"}, ["落实运营单位"])
    conclude(world.work("officer"), sealed[1], Concluding(standing=0, preconditions=chosen))
    frozen = snapshot(world)
    assert [(one["id"], one.get("dropped")) for one in frozen["preconditions"]] == [
        ("P1", None),
        ("P2", "已当场补交"),
        ("+1", None),
    ]
    assert frozen["conditional"] is True
    assert [one.required.id for one in checklist(world, sealed[1])] == ["P1", "+1"]
    assert verify_conclusions(world.work("auditor")).faults == ()


def test_a_campaign_at_once_leaves_what_has_unmet_preconditions(
    world: World, sealed: tuple[int, int]
) -> None:
    campaign, task = sealed
    run = preview_conclusions(world.work("officer"), campaign)
    assert [(one.task, one.why.code, one.why.values["count"]) for one in run.left] == [
        (task, "conclusion.preconditions_unmet", 2)
    ]
    with pytest.raises(StaleWrite):
        conclude_many(world.work("officer"), campaign, {task: "0" * 64})


def test_a_conclusion_without_any_is_as_before(world: World) -> None:
    campaign = world.open_campaign(projects=["果林路管网改造"], template=TEMPLATE)
    world.accept_all(world.form_panel(campaign, SEVEN[:1]))
    (task,) = world.tasks(campaign).values()
    world.submit(SEVEN[0], task)
    conclude(world.work("officer"), task, Concluding(standing=0))
    assert not {"preconditions", "conditional"} & snapshot(world).keys()
    assert checklist(world, task) == ()


def test_a_line_is_noted_as_met_with_who_when_and_the_proof(world: World, conditional: int) -> None:
    paper = documents.add_material(world.work("officer"), conditional, "批复.pdf", pdf())
    fulfil_precondition(world.work("officer"), conditional, "P1", replace(NOTED, document=paper))
    met, still_open = checklist(world, conditional)
    assert (met.is_fulfilled, still_open.is_fulfilled) == (True, False)
    (check,) = met.checks
    assert (check.by, check.fulfilled_on, check.proof, check.document_name) == (
        "郑经办",
        TODAY,
        "昆发改投资〔2026〕12号",
        "批复.pdf",
    )


def test_taking_it_back_keeps_the_earlier_note(world: World, conditional: int) -> None:
    fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)
    reopen_precondition(world.work("officer"), conditional, "P1", "批复已被撤销", 1)
    fulfil_precondition(world.work("officer"), conditional, "P1", replace(NOTED, standing=2))
    line = checklist(world, conditional)[0]
    assert [one.fulfilled for one in line.checks] == [True, False, True]
    assert line.checks[1].reason == "批复已被撤销"


def test_every_note_is_an_act_in_the_ledger(world: World, conditional: int) -> None:
    fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)
    reopen_precondition(world.work("officer"), conditional, "P1", "批复已被撤销", 1)
    with world.reading() as session:
        acts = session.execute(select(Entry.act).order_by(Entry.number.desc()).limit(2)).scalars().all()
    assert acts == ["reopen_precondition", "fulfil_precondition"]
    assert verify_ledger(world.work("auditor")).faults == ()


def test_a_note_without_date_and_proof_is_refused_with_both(world: World, conditional: int) -> None:
    with pytest.raises(Invalid) as refused:
        fulfil_precondition(world.work("officer"), conditional, "P1", Noted(0, None, " "))
    assert [one.code for one in refused.value.problems] == [
        "precondition.needs_date",
        "precondition.needs_proof",
    ]


def test_a_day_to_come_is_refused(world: World, conditional: int) -> None:
    with pytest.raises(Invalid) as refused:
        fulfil_precondition(
            world.work("officer"), conditional, "P1", replace(NOTED, fulfilled_on=date(2026, 3, 4))
        )
    assert [one.code for one in refused.value.problems] == ["precondition.date_to_come"]


def test_a_document_of_another_task_proves_nothing(world: World, conditional: int) -> None:
    other = world.tasks(world.open_campaign(projects=["公厕提升改造"]))["公厕提升改造"]
    paper = documents.add_material(world.work("officer"), other, "批复.pdf", pdf())
    with pytest.raises(Invalid) as refused:
        fulfil_precondition(world.work("officer"), conditional, "P1", replace(NOTED, document=paper))
    assert [one.code for one in refused.value.problems] == ["precondition.no_such_document"]


def test_two_officers_cannot_note_unaware_of_each_other(world: World, conditional: int) -> None:
    fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)
    with pytest.raises(StaleWrite):
        fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)


def test_what_is_met_cannot_be_met_again_nor_what_is_open_taken_back(world: World, conditional: int) -> None:
    with pytest.raises(WrongState):
        reopen_precondition(world.work("officer"), conditional, "P1", "无", 0)
    fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)
    with pytest.raises(WrongState):
        fulfil_precondition(world.work("officer"), conditional, "P1", replace(NOTED, standing=1))


def test_taking_back_needs_a_reason(world: World, conditional: int) -> None:
    fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)
    with pytest.raises(Invalid):
        reopen_precondition(world.work("officer"), conditional, "P1", " ", 1)


@pytest.mark.parametrize("precondition", ["P3", "P9", "+1", ""])
def test_what_is_not_on_the_list_does_not_exist(world: World, conditional: int, precondition: str) -> None:
    with pytest.raises(NotFound):
        fulfil_precondition(world.work("officer"), conditional, precondition, NOTED)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_only_officers_note(world: World, conditional: int, role: Role) -> None:
    with pytest.raises(NotAllowed):
        fulfil_precondition(world.work(role), conditional, "P1", NOTED)


def test_another_bureaus_check_list_does_not_exist(world: World, conditional: int) -> None:
    neighbour = replace(world.actor("officer"), bureau=world.facts.neighbour)
    with pytest.raises(NotFound):
        fulfil_precondition(world.work(neighbour), conditional, "P1", NOTED)


def test_the_campaign_counts_what_is_still_open(
    world: World, sealed: tuple[int, int], conditional: int
) -> None:
    def counted() -> tuple[int, int] | None:
        overview = campaign_overview(world.work("officer"), sealed[0], Asked(everything=True))
        return overview.lines.items[0].conditions

    assert counted() == (2, 2)
    fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)
    assert counted() == (1, 2)


def test_a_correction_begins_a_list_of_its_own(
    world: World, sealed: tuple[int, int], conditional: int
) -> None:
    fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)
    chosen = Chosen(frozenset({"P1"}), {"P2": "已补交"})
    corrected = Concluding(standing=1, reason="P2 已补交", preconditions=chosen)
    conclude(world.work("officer"), conditional, corrected)
    assert [(one.required.id, one.checks) for one in checklist(world, conditional)] == [("P1", ())]
    overview = campaign_overview(world.work("officer"), sealed[0], Asked(everything=True))
    assert overview.lines.items[0].conditions == (1, 1)


def test_a_tampered_answer_is_found_though_its_row_is_all_that_changed(
    world: World, conditional: int, engine: Engine
) -> None:
    changed = update(SheetAnswer).where(SheetAnswer.criterion == "P1").values(given={"met": "yes"})
    with engine.begin() as connection:
        connection.execute(changed)
    faults = {one.code for one in verify_conclusions(world.work("auditor")).faults}
    assert {"row.changed", "sheet.digest", "conclusion.changed"} <= faults


def test_a_tampered_note_is_found_by_the_ledger(world: World, conditional: int, engine: Engine) -> None:
    fulfil_precondition(world.work("officer"), conditional, "P1", NOTED)
    with engine.begin() as connection:
        connection.execute(update(PreconditionCheck).values(fulfilled=False))
    assert [one.code for one in verify_ledger(world.work("auditor")).faults] == ["row.changed"]

"""The second round: off unless a campaign sets triggers, first values untouchable, both rounds kept."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from sqlalchemy import select

from integration.concluded import SEVEN
from integration.rounds import CRITERIA, THREE, WIDE, answer, disagreement, flat, opened, sheet
from integration.world import World
from reviewhub.db.base import row_digest
from reviewhub.db.models import RoundSheet, Sheet, SheetAnswer
from reviewhub.db.queries.results import vetoes_found
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, ReviewhubError, WrongState
from reviewhub.domain.policy import SYSTEM, Role
from reviewhub.domain.scoring_round import Reply, Triggers
from reviewhub.services import exports
from reviewhub.services.audit import verify_conclusions, verify_ledger
from reviewhub.services.outcome import conclusions
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.outcome.results import review_result
from reviewhub.services.rounds import answers, convergence, scoring_rounds
from reviewhub.services.rounds.scoring_rounds import RoundCard, RoundState
from reviewhub.services.scoring import desk, sheets


def card(world: World, task: int) -> RoundCard:
    found = scoring_rounds.round_card(world.work("officer"), task)
    assert found is not None
    return found


def rows(world: World, task: int) -> Sequence[Sheet]:
    with world.reading() as session:
        return session.execute(select(Sheet).where(Sheet.task_id == task).order_by(Sheet.id)).scalars().all()


def totals(world: World, task: int) -> list[Decimal]:
    result = review_result(world.work("officer"), task).result
    return list(result.scores.totals) if result else []


def problems_of(world: World, task: int, given: dict[str, str]) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        answers.answer_round(world.work(THREE[2]), world.assignment(THREE[2], task), given, "key")
    return {(one.path, one.code) for one in refused.value.problems}


def test_a_campaign_without_triggers_offers_nothing_and_opens_nothing(world: World) -> None:
    _, task = disagreement(world, Triggers())
    assert scoring_rounds.round_card(world.work("officer"), task) is None
    with pytest.raises(WrongState, match=r"round\.no_trigger"):
        scoring_rounds.open_round(world.work("officer"), task, "分歧较大")


def test_a_trigger_that_does_not_fire_offers_nothing(world: World) -> None:
    _, task = disagreement(world, Triggers(spread=Decimal(8), distance=Decimal(7)))
    assert scoring_rounds.round_card(world.work("officer"), task) is None


def test_triggers_that_fire_are_said_with_the_criteria_and_the_experts(world: World) -> None:
    _, task = disagreement(world)
    found = card(world, task)
    assert [one.why.code for one in found.flags] == ["round.spread", "round.distance"]
    assert [one.numbers for one in found.flags] == [(1, 3), (3,)]
    assert (found.state, [one.id for one in found.criteria]) == (RoundState.OFFERED, list(CRITERIA))
    assert found.numbers == (1, 2, 3)


def test_asking_for_a_reason_asks_only_whoever_stands_apart(world: World) -> None:
    task = opened(world, Triggers(distance=Decimal(6), reply=Reply.REASON))
    assert card(world, task).numbers == (3,)
    assert [len(answers.rounds_to_answer(world.work(one))) for one in THREE] == [0, 0, 1]
    with pytest.raises(NotFound):
        answers.round_page(world.work(THREE[0]), world.assignment(THREE[0], task))


@pytest.mark.parametrize(("reason", "days"), [(" ", 3), ("分歧", 0), ("分歧", 31)])
def test_a_round_needs_a_reason_and_a_period(world: World, reason: str, days: int) -> None:
    _, task = disagreement(world)
    with pytest.raises(Invalid):
        scoring_rounds.open_round(world.work("officer"), task, reason, days)


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.EXPERT])
def test_only_the_officer_opens_and_closes(world: World, role: Role) -> None:
    _, task = disagreement(world)
    with pytest.raises(NotAllowed):
        scoring_rounds.open_round(world.work(role), task, "分歧较大")
    with pytest.raises(NotAllowed):
        scoring_rounds.close_round(world.work(role), task)


def test_a_task_has_one_second_round(world: World) -> None:
    task = opened(world)
    scoring_rounds.close_round(world.work("officer"), task)
    with pytest.raises(WrongState, match=r"round\.already"):
        scoring_rounds.open_round(world.work("officer"), task, "再来")
    with pytest.raises(WrongState, match=r"round\.not_open"):
        scoring_rounds.close_round(world.work("officer"), task)


def test_an_expert_sees_the_own_points_and_the_unsigned_points_and_reasons_of_all(world: World) -> None:
    task = opened(world, order=(1, 2, 0))
    page = answers.round_page(world.work(THREE[0]), world.assignment(THREE[0], task))
    assert [one.criterion.id for one in page.criteria] == list(CRITERIA)
    first = page.criteria[0]
    assert (first.own, list(first.points)) == (4, [1, 4, 5])
    assert list(first.reasons) == sorted(["理由甲", "理由丙"])
    assert page.flat == {f"{one}.points": "4" for one in CRITERIA}


def test_first_sheets_stay_as_they_were_to_the_last_digit(world: World) -> None:
    task = opened(world)
    before = {one.id: row_digest(one) for one in rows(world, task)}
    answer(world, THREE[2], task, 4)
    scoring_rounds.close_round(world.work("officer"), task)
    assert {one.id: row_digest(one) for one in rows(world, task) if one.id in before} == before


def test_only_the_flagged_criteria_change(world: World) -> None:
    task = opened(world)
    answer(world, THREE[2], task, 4)
    *_, second = rows(world, task)
    assert second.points == [40000, 40000, *[50000] * 18]
    assert second.number == 2
    with world.reading() as session:
        given = session.execute(select(SheetAnswer).where(SheetAnswer.sheet_id == second.id)).scalars()
        said = {one.criterion: one.reason for one in given}
    assert {said.pop(one) for one in CRITERIA} == {"看过其他专家的理由"}
    assert set(said.values()) == {"依据申报材料第3页"}


@pytest.mark.parametrize("name", ["2.1.points", "opinion", "1.1.na", "1.1.evidence", "V1.found", "x"])
def test_an_answer_to_anything_else_is_refused(world: World, name: str) -> None:
    task = opened(world)
    assert problems_of(world, task, {**flat(4), name: "1"}) == {(f"field {name!a}", "answer.unknown_name")}


def test_moving_and_staying_need_a_reason_for_every_criterion(world: World) -> None:
    task = opened(world)
    assert problems_of(world, task, flat(1, " ")) == {
        (f"criterion {one}", "round.reason_missing") for one in CRITERIA
    }


def test_points_out_of_range_are_refused(world: World) -> None:
    task = opened(world)
    assert {path for path, _ in problems_of(world, task, flat(6))} == {f"criterion {one}" for one in CRITERIA}


def test_a_repeated_answer_changes_nothing_and_a_second_one_is_refused(world: World) -> None:
    task = opened(world)
    answer(world, THREE[2], task, 4, "same")
    answer(world, THREE[2], task, 4, "same")
    assert len(rows(world, task)) == 4
    with pytest.raises(WrongState, match=r"round\.answered"):
        answer(world, THREE[2], task, 3, "other")


def test_no_answer_is_taken_from_the_deadline_on(world: World) -> None:
    task = opened(world)
    world.parts.now.move(days=3)  # type: ignore[attr-defined]  # the tests' clock
    with pytest.raises(WrongState, match=r"round\.over"):
        answer(world, THREE[2], task, 4)


def test_the_round_has_a_deadline_of_its_own_after_the_campaign_ended(world: World) -> None:
    _, task = disagreement(world)
    world.parts.now.move(days=40)  # type: ignore[attr-defined]  # the tests' clock
    scoring_rounds.open_round(world.work("officer"), task, "分歧较大")
    answer(world, THREE[2], task, 4)
    assert card(world, task).answered == 1


def test_answers_count_from_the_closing_on(world: World) -> None:
    task = opened(world)
    answer(world, THREE[2], task, 4)
    assert totals(world, task) == [100, 98, 92]
    scoring_rounds.close_round(world.work("officer"), task)
    assert totals(world, task) == [100, 98, 98]


def test_nothing_is_concluded_while_a_round_is_open(world: World) -> None:
    task = opened(world)
    with pytest.raises(WrongState, match=r"conclusion\.round_open"):
        conclusions.conclude(world.work("officer"), task, Concluding(standing=0))


def test_a_campaign_concluded_at_once_leaves_out_a_task_in_a_round(world: World) -> None:
    task = opened(world)
    page = review_result(world.work("officer"), task)
    run = conclusions.preview_conclusions(world.work("officer"), page.campaign.id)
    assert (run.ready, [one.why.code for one in run.left]) == ((), ["conclusion.round_open"])


def test_a_sheet_is_not_returned_once_there_was_a_round(world: World) -> None:
    task = opened(world)
    with pytest.raises(WrongState, match=r"round\.sheets_stay"):
        sheets.return_sheet(world.work("officer"), rows(world, task)[0].id, "请补充")


def test_both_rounds_are_laid_side_by_side_by_code(world: World) -> None:
    task = opened(world)
    answer(world, THREE[0], task, 5)
    answer(world, THREE[2], task, 4)
    with pytest.raises(WrongState, match=r"round\.still_open"):
        convergence.convergence_page(world.work("officer"), task)
    scoring_rounds.close_round(world.work("officer"), task)
    page = convergence.convergence_page(world.work("leader"), task)
    first = page.criteria[0]
    assert (first.width_before, first.width_after) == (4, 1)
    assert [(one.number, one.before, one.after, one.has_moved) for one in first.steps] == [
        (1, 5, 5, False),
        (2, 4, 4, False),
        (3, 1, 4, True),
    ]
    assert page.reasons == {one: dict.fromkeys(CRITERIA, "看过其他专家的理由") for one in (1, 3)}
    assert page.says.code == "round.closer"
    assert (page.before.scores.totals[2], page.after.scores.totals[2]) == (92, 98)


def test_a_task_without_a_round_has_nothing_to_compare(world: World) -> None:
    _, task = disagreement(world)
    with pytest.raises(NotFound):
        convergence.convergence_page(world.work("officer"), task)


def test_ledger_and_conclusion_hold_after_a_round(world: World) -> None:
    task = opened(world)
    answer(world, THREE[2], task, 4)
    scoring_rounds.close_round(world.work("officer"), task)
    conclusions.conclude(world.work("officer"), task, Concluding(standing=0))
    system = world.work(SYSTEM)
    assert verify_ledger(system).faults == ()
    verified = verify_conclusions(system)
    assert (verified.checked, verified.faults) == (1, ())


def test_the_desk_shows_the_second_sheet_and_its_receipt(world: World) -> None:
    task = opened(world)
    assignment = world.assignment(THREE[2], task)
    answer(world, THREE[2], task, 4)
    assert desk.open_sheet(world.work(THREE[2]), assignment).flat["1.1.points"] == "4"
    assert desk.receipt(world.work(THREE[2]), assignment).number == 2
    assert answers.rounds_to_answer(world.work(THREE[2])) == ()


def test_a_stranger_to_the_task_finds_no_round(world: World) -> None:
    task = opened(world)
    for stranger in ("ZJ0004", "agency1"):
        with pytest.raises(ReviewhubError):
            answers.round_page(world.work(stranger), world.assignment(THREE[0], task))


def test_thresholds_out_of_range_are_refused_with_the_campaign(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.new_campaign(triggers=Triggers(spread=Decimal(101), distance=Decimal(-1)))
    assert {one.path for one in refused.value.problems} == {"spread", "distance"}
    assert scoring_rounds.campaign_triggers(world.work("officer"), world.new_campaign(triggers=WIDE)) == WIDE


def test_every_second_sheet_names_its_round(world: World) -> None:
    task = opened(world)
    answer(world, THREE[2], task, sheet(1)[0])
    with world.reading() as session:
        assert len(session.execute(select(RoundSheet)).scalars().all()) == 1


def test_vetoes_of_first_sheets_count_on_while_a_round_is_open(world: World) -> None:
    task = opened(world)
    answer(world, THREE[2], task, 4)
    page = review_result(world.work("officer"), task)
    with world.reading() as session:
        found = vetoes_found(session, page.campaign.id, [CRITERIA[0]])
    given = {who: values[CRITERIA[0]]["points"] for (_, who), values in found.items()}
    assert sorted(given.values()) == ["1", "4", "5"]


def test_what_was_answered_is_read_by_nobody_before_the_closing(world: World) -> None:
    task = opened(world)
    answer(world, THREE[2], task, 4)
    for reader, total in (("leader", Decimal(92)), (THREE[2], Decimal(92))):
        paper = exports.opinion_sheet(world.work(reader), world.assignment(THREE[2], task))
        assert paper.total == total
    scoring_rounds.close_round(world.work("officer"), task)
    paper = exports.opinion_sheet(world.work("leader"), world.assignment(THREE[2], task))
    assert paper.total == Decimal(98)


def test_while_experts_are_asked_nobody_is_added(world: World) -> None:
    campaign, task = disagreement(world)
    scoring_rounds.open_round(world.work("officer"), task, "分歧较大")
    with pytest.raises(WrongState, match=r"panel\.round_open"):
        world.form_panel(campaign, SEVEN[3:4])

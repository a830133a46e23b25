"""Measured values of a task: recording, correcting and withdrawing them, and what sheets make of them."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from integration.world import Clock, World
from reviewhub.db.models import Draft, Entry, MeasuredValue, SheetAnswer
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import audit, documents
from reviewhub.services.outcome import conclusions, results
from reviewhub.services.scoring import desk, measured_values, sheets
from reviewhub.services.scoring.measured_values import Typed
from uploads import pdf

Counting = Callable[[], contextlib.AbstractContextManager[list[str]]]
EXPERTS = ["ZJ0001", "ZJ0002", "ZJ0003"]
EXPERT, OTHER, THIRD = EXPERTS
SPENT, RECEIVED = "2.2.numerator", "2.2.denominator"
SOURCE = "国库集中支付系统"


@pytest.fixture
def task(world: World) -> int:
    """A task whose template asks for measured values, accepted by three experts."""
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    world.accept_all(world.form_panel(campaign, EXPERTS))
    (task,) = world.tasks(campaign).values()
    return task


def record(world: World, task: int, version: int = 0, /, **given: str | Typed) -> int:
    typed = {name: one if isinstance(one, Typed) else Typed(one, SOURCE) for name, one in given.items()}
    return measured_values.record_measured_values(world.work(Role.OFFICER), task, typed, version)


def page(world: World, task: int) -> measured_values.MeasuredPage:
    return measured_values.measured_page(world.work(Role.OFFICER), task)


def stands(world: World, task: int) -> dict[str, Decimal | None]:
    return {one.name: one.standing.value for one in page(world, task).lines if one.standing}


def refused(world: World, task: int, **given: str | Typed) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        record(world, task, **given)
    return [(one.path, one.code) for one in caught.value.problems]


def without(flat: dict[str, str], *names: str) -> dict[str, str]:
    return {name: text for name, text in flat.items() if name not in names}


def submit(world: World, task: int, who: str = EXPERT, /, **changes: str) -> sheets.Receipt:
    """Submit full marks with the funds spent and received left blank, but for changes."""
    flat = without(world.answers(task), SPENT, RECEIVED, "2.2.reason", "2.1.numerator")
    flat |= {name.replace("_", "."): text for name, text in changes.items()}
    return sheets.submit_sheet(world.work(who), world.assignment(who, task), flat, 0, f"{who}-key")


def form(world: World, task: int, who: str = EXPERT) -> desk.SheetPage:
    return desk.open_sheet(world.work(who), world.assignment(who, task))


def given(world: World, criterion: str = "2.2") -> dict[str, str] | None:
    with world.reading() as session:
        statement = select(SheetAnswer.given).where(SheetAnswer.criterion == criterion)
        return session.execute(statement.order_by(SheetAnswer.id.desc()).limit(1)).scalar_one()


def send_back(world: World, task: int) -> None:
    sheet = next(one.sheet for one in results.review_result(world.work("officer"), task).members if one.sheet)
    sheets.return_sheet(world.work("officer"), sheet, "数据已更正")


def test_the_page_lists_what_the_template_asks_for_with_unit_and_criteria(world: World, task: int) -> None:
    listed = {one.name: (one.label.zh, one.unit.zh, one.criteria) for one in page(world, task).lines}
    assert listed["funds_received"] == ("实际到位资金", "万元", ("2.1", "2.2"))
    assert listed["funds_spent"] == ("实际支出资金", "万元", ("2.2",))
    assert page(world, task).history == ()


def test_a_recorded_value_stands_with_source_evidence_writer_and_moment(world: World, task: int) -> None:
    document = documents.add_material(world.work("officer"), task, "支付明细.pdf", pdf())
    typed = Typed("４５００.５０", SOURCE, "第 3 页", document)
    assert record(world, task, funds_spent=typed) == 1
    one = page(world, task).history[0]
    assert (one.value, one.unit, one.source) == (Decimal("4500.5"), "万元", SOURCE)
    assert (one.shown_by, one.by, one.recorded_at) == ("支付明细.pdf，第 3 页", "郑经办", world.parts.now())
    assert str(one.value) == "4500.5"


def test_recording_is_one_act_in_a_ledger_that_still_verifies(world: World, task: int) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    with world.reading() as session:
        entry = session.execute(select(Entry).order_by(Entry.number.desc()).limit(1)).scalar_one()
    assert (entry.act, entry.subject) == ("record_measured_values", f"tasks:{task}")
    assert entry.data == {"names": ["funds_received", "funds_spent"]}
    assert audit.verify_ledger(world.work(Role.AUDITOR)).faults == ()


def test_an_edited_value_is_found_by_the_ledger(world: World, task: int) -> None:
    record(world, task, funds_spent="4500")
    with world.parts.engine.begin() as connection:
        connection.execute(update(MeasuredValue).values(value=Decimal(1)))
    assert [one.code for one in audit.verify_ledger(world.work(Role.AUDITOR)).faults] == ["row.changed"]


def test_a_correction_is_a_new_revision_and_what_stands_already_is_none(world: World, task: int) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    assert record(world, task, 2, funds_spent="4600", funds_received="5000.00") == 1
    assert [(one.name, one.number, one.value) for one in page(world, task).history[:1]] == [
        ("funds_spent", 2, Decimal(4600))
    ]
    assert stands(world, task) == {"funds_received": Decimal(5000), "funds_spent": Decimal(4600)}


def test_a_withdrawal_is_a_revision_without_a_value_and_needs_a_reason(world: World, task: int) -> None:
    record(world, task, funds_spent="4500")
    with pytest.raises(Invalid) as caught:
        record(world, task, 1, funds_spent=Typed("", ""))
    assert [one.code for one in caught.value.problems] == ["measured.withdrawal_needs_reason"]
    record(world, task, 1, funds_spent=Typed("", SOURCE, reason="口径有误"))
    assert stands(world, task) == {"funds_spent": None}
    assert (page(world, task).history[0].source, page(world, task).history[0].reason) == ("", "口径有误")
    assert form(world, task).notes == {}
    record(world, task, 2, funds_spent="4500")
    assert stands(world, task) == {"funds_spent": Decimal(4500)}


def test_every_problem_is_named_and_nothing_is_written(world: World, task: int) -> None:
    elsewhere = world.open_campaign(Kind.KEY_EVALUATION, ["宝象河水环境整治"])
    (other,) = world.tasks(elsewhere).values()
    foreign = documents.add_material(world.work("officer"), other, "别处.pdf", pdf())
    assert refused(
        world,
        task,
        funds_spent=Typed("-1", ""),
        funds_received=Typed("", SOURCE),
        outputs_planned=Typed("3", SOURCE, "页" * 301, foreign),
        no_such_fact="3",
    ) == [
        ("fact funds_spent", "measured.not_a_number"),
        ("fact funds_spent", "measured.source_missing"),
        ("fact funds_received", "measured.value_missing"),
        ("fact outputs_planned", "table.too_long"),
        ("fact outputs_planned", "measured.other_document"),
        ("fact no_such_fact", "measured.not_asked"),
    ]
    assert stands(world, task) == {}


def test_values_from_an_older_page_are_refused(world: World, task: int) -> None:
    record(world, task, funds_spent="4500")
    with pytest.raises(StaleWrite):
        record(world, task, 0, funds_spent="4600")
    assert stands(world, task) == {"funds_spent": Decimal(4500)}


@pytest.mark.parametrize("who", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_records(world: World, task: int, who: Role) -> None:
    with pytest.raises(NotAllowed):
        measured_values.record_measured_values(world.work(who), task, {}, 0)
    with pytest.raises(NotAllowed):
        measured_values.measured_page(world.work(who), task)


def test_a_task_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        page(world, 9999)


def test_the_form_is_filled_in_and_says_whence(world: World, task: int) -> None:
    record(world, task, funds_spent=Typed("4500", SOURCE, "第 3 页"), funds_received="5000")
    shown = form(world, task)
    assert (shown.flat[SPENT], shown.flat[RECEIVED]) == ("4500", "5000")
    assert shown.notes[SPENT].said.values["source"] == f"{SOURCE}（第 3 页）"
    assert shown.so_far.points["2.2"] == Decimal("4.50")
    assert desk.my_tasks(world.work(EXPERT))[0].answered == 0


def test_a_sheet_is_sealed_with_the_number_that_counted(world: World, task: int) -> None:
    record(world, task, funds_spent="4750", funds_received="5000")
    submit(world, task, **{"2_2_reason": "结余已交回"})
    assert given(world) == {"numerator": "4750", "denominator": "5000"}
    sealed = form(world, task)
    assert {sealed.notes[name].said.code for name in (SPENT, RECEIVED)} == {"measured.from"}
    assert not any(one.contradicted for one in sealed.notes.values())


def test_another_number_is_refused_without_a_reason_and_told_as_a_contradiction_once_sealed(
    world: World, task: int, clock: Clock
) -> None:
    record(world, task, funds_spent="5000", funds_received="5000")
    with pytest.raises(Invalid) as caught:
        submit(world, task, **{"2_2_numerator": "5001"})
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("criterion 2.2", "answer.contradiction_needs_reason")
    ]
    submit(world, task, **{"2_2_numerator": "5001", "2_2_reason": "账上另有一笔"})
    clock.move(minutes=5)
    record(world, task, 2, funds_spent="5001", funds_received="5000")
    note = form(world, task).notes[SPENT]
    assert (note.contradicted, note.value) == (True, "5000")


def test_a_draft_follows_a_correction_and_keeps_what_was_typed_otherwise(world: World, task: int) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    assignment = world.assignment(EXPERT, task)
    saved = sheets.save_draft(world.work(EXPERT), assignment, {SPENT: "4500", RECEIVED: "4999"}, 0)
    assert saved.so_far.missing[:1] == ("1.1",)
    assert saved.notes[RECEIVED].contradicted
    with world.reading() as session:
        assert session.execute(select(Draft.answers)).scalar_one() == {RECEIVED: "4999"}
    record(world, task, 2, funds_spent="4600")
    assert (form(world, task).flat[SPENT], form(world, task).flat[RECEIVED]) == ("4600", "4999")
    standing = desk.standing_draft(world.work(EXPERT), assignment)
    assert (standing.answers[SPENT], standing.answers[RECEIVED]) == ("4600", "4999")


def test_the_desk_counts_what_a_draft_leaves_to_the_measured_values(world: World, task: int) -> None:
    record(world, task, funds_spent="5000", funds_received="5000", funds_budgeted="5000")
    assignment = world.assignment(EXPERT, task)
    sheets.save_draft(world.work(EXPERT), assignment, {"1.1.reason": "x"}, 0)
    (mine,) = desk.my_tasks(world.work(EXPERT))
    bare = dict(sheets.save_draft(world.work(EXPERT), assignment, {"1.1.reason": "x"}, 1).so_far.points)
    assert {"2.1", "2.2"} <= {name for name, points in bare.items() if points is not None}
    assert mine.answered >= 2


def test_a_returned_sheet_takes_the_corrected_value_where_it_had_taken_the_earlier(
    world: World, task: int, clock: Clock
) -> None:
    record(world, task, funds_spent="5000", funds_received="5000")
    submit(world, task, **{"2_2_denominator": "5001", "2_2_reason": "含利息"})
    clock.move(minutes=5)
    record(world, task, 2, funds_spent="4800")
    send_back(world, task)
    flat = form(world, task).flat
    assert (flat[SPENT], flat[RECEIVED]) == ("4800", "5001")


def test_a_value_that_does_not_fit_is_not_used_in_silence(world: World, task: int) -> None:
    record(world, task, funds_spent="4500")
    with world.parts.engine.begin() as connection:
        connection.execute(update(MeasuredValue).values(unit="元"))
    shown = form(world, task)
    assert (SPENT in shown.flat, shown.notes[SPENT].said.code) == (False, "measured.other_unit")
    assert next(one for one in page(world, task).lines if one.name == "funds_spent").unfit == ("2.2",)
    assert record(world, task, 1, funds_spent="4500") == 1
    assert form(world, task).flat[SPENT] == "4500"


def test_submitted_sheets_stay_and_are_listed_by_name_as_resting_on_another_value(
    world: World, task: int, clock: Clock
) -> None:
    record(world, task, funds_spent="5000", funds_received="5000")
    submit(world, task)
    assert page(world, task).resting == ()
    clock.move(minutes=5)
    record(world, task, 2, funds_spent="4800")
    clock.move(minutes=5)
    submit(world, task, OTHER, **{"2_2_reason": "按更正后的数据"})
    (resting,) = page(world, task).resting
    assert (resting.scorer, [one.zh for one in resting.values]) == ("马兰杰", ["实际支出资金"])
    assert form(world, task).flat[SPENT] == "5000"


def contradicted(world: World, task: int, who: Role) -> dict[str, int | None]:
    lines = results.review_result(world.work(who), task).measured
    return {one.name: one.contradicted for one in lines}


@pytest.mark.parametrize("who", [Role.OFFICER, Role.LEADER, Role.AUDITOR])
def test_how_many_sheets_contradict_shows_only_once_sheets_do(world: World, task: int, who: Role) -> None:
    record(world, task, funds_spent="5000", funds_received="5000")
    for expert in (EXPERT, OTHER):
        submit(world, task, expert, **{"2_2_numerator": "4000", "2_2_reason": "账实不符"})
    assert set(contradicted(world, task, who).values()) == {None}
    submit(world, task, THIRD)
    counts = contradicted(world, task, who)
    assert (counts["funds_spent"], counts["funds_received"], counts["outputs_planned"]) == (2, 0, 0)


def test_a_concluded_task_keeps_its_values_and_recounts_to_the_digit_without_them(
    world: World, task: int, clock: Clock
) -> None:
    record(world, task, funds_spent="4750", funds_received="5000")
    for expert in EXPERTS:
        submit(world, task, expert, **{"2_2_reason": "结余已交回"})
    clock.move(minutes=5)
    record(world, task, 2, funds_spent="1")
    conclusions.conclude(world.work("officer"), task, conclusions.Concluding(standing=0))
    with pytest.raises(WrongState, match="concluded"):
        record(world, task, 3, funds_spent="2")
    checked = audit.verify_conclusions(world.work(Role.AUDITOR))
    assert (checked.checked, checked.faults) == (1, ())


def test_the_form_costs_one_query_more_where_values_are_asked_for(
    world: World, task: int, count_statements: Counting
) -> None:
    record(world, task, funds_spent="4750", funds_received="5000")
    assignment = world.assignment(EXPERT, task)
    sheets.save_draft(world.work(EXPERT), assignment, {"1.1.reason": "x"}, 0)
    form(world, task)
    with count_statements() as sent:
        desk.open_sheet(world.work(EXPERT), assignment)
    assert len([one for one in sent if one.startswith("SELECT")]) == 3
    with count_statements() as sent:
        desk.my_tasks(world.work(EXPERT))
    assert len([one for one in sent if one.startswith("SELECT")]) == 2


def test_the_moment_of_a_change_decides_and_not_the_order_of_the_rows(
    world: World, task: int, clock: Clock
) -> None:
    record(world, task, funds_spent="5000", funds_received="5000")
    submit(world, task)
    sealed_at = world.parts.now()
    clock.move(seconds=1)
    record(world, task, 2, funds_spent="4000")
    assert form(world, task).notes[SPENT].value == "5000"
    assert world.parts.now() - sealed_at == timedelta(seconds=1)


def test_a_sheet_whose_writer_has_not_seen_a_correction_comes_back_filled_in_anew(
    world: World, task: int
) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    flat = {**world.answers(task), SPENT: "4500", RECEIVED: "5000", "measured": "2"}
    record(world, task, 2, funds_spent="4600")
    assignment = world.assignment(EXPERT, task)
    with pytest.raises(Invalid) as caught:
        sheets.submit_sheet(world.work(EXPERT), assignment, {**flat, "3.1.numerator": ""}, 0, "k")
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("criterion 2.2", "answer.measured_since"),
        ("criterion 3.1", "answer.missing"),
    ]
    with pytest.raises(Invalid):
        sheets.submit_sheet(world.work(EXPERT), assignment, flat, 0, "k")
    shown = desk.open_sheet(world.work(EXPERT), assignment, flat)
    assert (shown.flat[SPENT], shown.known, shown.notes[SPENT].contradicted) == ("4600", 3, False)
    seen = {**shown.flat, "measured": "3"}
    sheets.submit_sheet(world.work(EXPERT), assignment, seen, 0, "k")
    assert given(world) == {"numerator": "4600", "denominator": "5000"}


def test_what_was_typed_against_an_earlier_value_stays_a_contradiction(world: World, task: int) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    flat = {**world.answers(task), SPENT: "4550", RECEIVED: "5000", "measured": "2"}
    record(world, task, 2, funds_spent="4600")
    sheets.submit_sheet(world.work(EXPERT), world.assignment(EXPERT, task), flat, 0, "k")
    assert form(world, task).notes[SPENT].contradicted


@pytest.mark.parametrize("known", ["", "x", "-1", "٣", "9" * 5000, "2.0"])
def test_a_made_up_count_of_revisions_harms_nobody(world: World, task: int, known: str) -> None:
    record(world, task, funds_spent="4500", funds_received="5000")
    flat = {**world.answers(task), SPENT: "", RECEIVED: "", "measured": known}
    sheets.submit_sheet(world.work(EXPERT), world.assignment(EXPERT, task), flat, 0, "k")
    assert given(world) == {"numerator": "4500", "denominator": "5000"}


def test_a_value_recorded_after_a_sheet_was_sealed_does_not_concern_it(
    world: World, task: int, clock: Clock
) -> None:
    flat = {**world.answers(task), SPENT: "4000", RECEIVED: "5000"}
    sheets.submit_sheet(world.work(EXPERT), world.assignment(EXPERT, task), flat, 0, "k")
    clock.move(minutes=1)
    record(world, task, funds_spent="1")
    assert form(world, task).notes == {}

"""Drafts, submissions, receipts and returns of score sheets, on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from sqlalchemy import func, select

from integration.world import Clock, World
from reviewhub.builtin.scorers.points import DirectPoints
from reviewhub.db.models import Draft, Entry, Sheet, SheetAnswer, SheetReturn
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite, WrongState
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.answer import Value
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion
from reviewhub.services import campaigns
from reviewhub.services.scoring import sheets

EXPERT, OTHER = "ZJ0001", "ZJ0002"


class Broken(DirectPoints):
    """A scorer that breaks its contract: it gives what it should not, or fails."""

    def __init__(self, given: Points | Exception) -> None:
        self.given = given

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give or raise it."""
        del criterion, values
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


@pytest.fixture
def task(world: World) -> int:
    """A task in an open campaign whose three experts have accepted."""
    campaign, _ = world.under_way([EXPERT, OTHER, "ZJ0003"])
    return next(iter(world.tasks(campaign).values()))


@pytest.fixture
def assignment(world: World, task: int) -> int:
    """The first expert's part in it."""
    return world.assignment(EXPERT, task)


def save(world: World, assignment: int, version: int, **flat: str) -> sheets.Saved:
    return sheets.save_draft(world.work(EXPERT), assignment, flat, version)


def submit(
    world: World,
    assignment: int,
    task: int,
    changes: Mapping[str, str] = MappingProxyType({}),
    *,
    version: int = 0,
    key: str = "k",
) -> sheets.Receipt:
    flat = {**world.answers(task), **changes}
    return sheets.submit_sheet(world.work(EXPERT), assignment, flat, version, key)


def count(world: World, kind: type[Draft | Sheet | SheetAnswer | SheetReturn | Entry]) -> int:
    with world.reading() as session:
        return session.execute(select(func.count()).select_from(kind)).scalar_one()


def newest(world: World) -> Sheet:
    with world.reading() as session:
        return session.execute(select(Sheet).order_by(Sheet.id.desc())).scalars().first() or Sheet()


def test_a_draft_is_kept_right_or_wrong(world: World, assignment: int) -> None:
    saved = save(world, assignment, 0, **{"1.1.points": "4", "1.2.points": "9"})
    assert (saved.version, saved.so_far.points["1.1"], saved.so_far.total) == (1, Decimal(4), Decimal(4))
    assert [one.path for one in saved.so_far.problems] == ["criterion 1.2"]


def test_a_draft_enters_no_ledger(world: World, assignment: int) -> None:
    before = count(world, Entry)
    save(world, assignment, 0)
    save(world, assignment, 1)
    assert (count(world, Draft), count(world, Entry)) == (1, before)


@pytest.mark.parametrize("version", [0, 2])
def test_a_draft_made_from_another_version_is_refused_and_nothing_is_overwritten(
    world: World, assignment: int, version: int
) -> None:
    save(world, assignment, 0, opinion="first")
    with pytest.raises(StaleWrite):
        save(world, assignment, version, opinion="second")
    with world.reading() as session:
        assert session.execute(select(Draft.answers)).scalars().all() == [{"opinion": "first"}]


def test_a_draft_with_unknown_names_is_refused_whole(world: World, assignment: int) -> None:
    with pytest.raises(Invalid) as caught:
        save(world, assignment, 0, **{"1.1.points": "4", "9.9.points": "4"})
    assert ([one.code for one in caught.value.problems], count(world, Draft)) == (["answer.unknown_name"], 0)


def test_a_sheet_is_sealed_with_every_answer_as_typed(world: World, assignment: int, task: int) -> None:
    receipt = submit(world, assignment, task, {"1.1.points": "４．５", "opinion": " 同意立项 "})
    sheet = newest(world)
    assert (receipt.total, receipt.number, receipt.digest) == (sheet.total, 1, sheet.digest)
    assert (sheet.points[0], sheet.opinion) == (45000, "同意立项")
    with world.reading() as session:
        rows = session.execute(select(SheetAnswer).order_by(SheetAnswer.id)).scalars().all()
    assert (len(rows), rows[0].given, rows[0].reason) == (20, {"points": "４．５"}, "依据申报材料第3页")


def test_a_submission_ends_the_draft(world: World, assignment: int, task: int) -> None:
    save(world, assignment, 0, opinion="draft")
    submit(world, assignment, task, version=1)
    assert count(world, Draft) == 0


def test_a_submission_is_one_act_in_the_ledger_with_its_digest(
    world: World, assignment: int, task: int
) -> None:
    receipt = submit(world, assignment, task)
    with world.reading() as session:
        entry = session.execute(select(Entry).order_by(Entry.number.desc())).scalars().first()
    assert entry is not None
    assert (entry.act, entry.data) == ("submit_sheet", {"digest": receipt.digest})


def test_a_repeated_request_gets_the_first_receipt(world: World, assignment: int, task: int) -> None:
    first = submit(world, assignment, task, key="same")
    second = submit(world, assignment, task, {"1.1.points": "1"}, key="same")
    assert (second, count(world, Sheet)) == (first, 1)


def test_a_second_submission_is_refused_while_the_first_stands(
    world: World, assignment: int, task: int
) -> None:
    submit(world, assignment, task, key="one")
    with pytest.raises(WrongState, match="already_submitted"):
        submit(world, assignment, task, key="two")


def test_a_submission_from_an_older_draft_is_refused_with_the_version_that_stands(
    world: World, assignment: int, task: int
) -> None:
    save(world, assignment, 0, opinion="from another tab")
    with pytest.raises(StaleWrite) as caught:
        submit(world, assignment, task)
    assert (caught.value.values["current"], count(world, Sheet), count(world, Draft)) == (1, 0, 1)


def test_a_faulty_sheet_is_refused_with_every_problem_and_nothing_is_written(
    world: World, assignment: int, task: int
) -> None:
    before = count(world, Entry)
    with pytest.raises(Invalid) as caught:
        submit(world, assignment, task, {"1.1.points": "101", "1.2.points": "NaN", "1.3.points": ""})
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("criterion 1.1", "answer.out_of_range"),
        ("criterion 1.2", "answer.not_a_number"),
        ("criterion 1.3", "answer.missing"),
    ]
    assert (count(world, Sheet), count(world, Entry)) == (0, before)


def test_every_part_of_a_sheet_changes_its_digest(world: World, assignment: int, task: int) -> None:
    digests: set[str] = set()
    changes: list[dict[str, str]] = [
        {},
        {"1.1.points": "4"},
        {"1.1.reason": "x"},
        {"1.1.evidence": "x"},
        {"opinion": "x"},
    ]
    for change in changes:
        receipt = submit(world, assignment, task, change, key=f"k{len(digests)}")
        digests.add(receipt.digest)
        sheets.return_sheet(world.work(Role.OFFICER), newest(world).id, "再看看")
    assert len(digests) == 5


def test_a_returned_sheet_stays_and_a_new_revision_follows_it(
    world: World, assignment: int, task: int
) -> None:
    first = submit(world, assignment, task, key="one")
    kept = newest(world)
    assert sheets.return_sheet(world.work(Role.OFFICER), kept.id, " 理由不充分 ") == task
    second = submit(world, assignment, task, key="two")
    assert (first.number, second.number, newest(world).supersedes_id) == (1, 2, kept.id)
    with world.reading() as session:
        assert session.get_one(Sheet, kept.id).digest == first.digest
        assert session.execute(select(SheetReturn.reason)).scalars().all() == ["理由不充分"]


def test_a_return_needs_a_reason(world: World, assignment: int, task: int) -> None:
    submit(world, assignment, task)
    with pytest.raises(Invalid):
        sheets.return_sheet(world.work(Role.OFFICER), newest(world).id, "  ")


def test_a_sheet_is_returned_once(world: World, assignment: int, task: int) -> None:
    submit(world, assignment, task)
    sheets.return_sheet(world.work(Role.OFFICER), newest(world).id, "一")
    with pytest.raises(WrongState):
        sheets.return_sheet(world.work(Role.OFFICER), newest(world).id, "二")


def test_an_unknown_sheet_cannot_be_returned(world: World, assignment: int) -> None:
    with pytest.raises(NotFound):
        sheets.return_sheet(world.work(Role.OFFICER), 999, "x")


@pytest.mark.parametrize("role", [Role.EXPERT, Role.LEADER, Role.AUDITOR, Role.OPERATOR])
def test_only_an_officer_returns_sheets(world: World, assignment: int, task: int, role: Role) -> None:
    submit(world, assignment, task)
    with pytest.raises(NotAllowed):
        sheets.return_sheet(world.work(role), newest(world).id, "x")


@pytest.mark.parametrize("who", [OTHER, Role.AGENCY])
def test_anothers_assignment_does_not_exist(
    world: World, assignment: int, task: int, who: str | Role
) -> None:
    with pytest.raises(NotFound):
        sheets.save_draft(world.work(who), assignment, {}, 0)
    with pytest.raises(NotFound):
        sheets.submit_sheet(world.work(who), assignment, world.answers(task), 0, "k")


def test_who_does_not_score_is_refused(world: World, assignment: int) -> None:
    with pytest.raises(NotAllowed):
        sheets.save_draft(world.work(Role.OFFICER), assignment, {}, 0)


def test_nothing_is_taken_from_the_deadline_on(
    world: World, assignment: int, task: int, clock: Clock
) -> None:
    clock.move(days=30, seconds=-1)
    save(world, assignment, 0)
    clock.move(seconds=1)
    for act in (lambda: save(world, assignment, 1), lambda: submit(world, assignment, task, version=1)):
        with pytest.raises(WrongState, match=r"campaign\.over"):
            act()


def test_nothing_is_taken_after_the_campaign_was_closed(world: World, assignment: int, task: int) -> None:
    campaign = 1
    head = campaigns.campaign_head(world.work(Role.OFFICER), campaign)
    campaigns.close_campaign(world.work(Role.OFFICER), campaign, head.version)
    with pytest.raises(WrongState, match=r"campaign\.over"):
        submit(world, assignment, task)


@pytest.mark.parametrize("given", [Points(Decimal(6)), Points(Decimal(-1)), ZeroDivisionError()])
def test_a_scorer_that_breaks_its_contract_leaves_the_sheet_untouched(
    world: World, assignment: int, task: int, given: Points | Exception
) -> None:
    registry = world.parts.registry
    broken = replace(registry, scorers={**registry.scorers, "builtin.points": Broken(given)})
    with pytest.raises(Invalid) as refused:
        submit(World(world.facts, replace(world.parts, registry=broken)), assignment, task)
    assert {one.values["key"] for one in refused.value.problems} == {"builtin.points"}
    assert count(world, Sheet) == 0

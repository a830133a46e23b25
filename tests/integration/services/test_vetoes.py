"""Vetoes from the sheet to the verification: stored, capped, listed, frozen, and found when tampered."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select, update

from integration.concluded import SEVEN
from integration.world import World
from reviewhub.db.models import Conclusion, SheetAnswer
from reviewhub.domain.errors import Invalid
from reviewhub.domain.ledger import digest
from reviewhub.domain.result import MoneyFacts, review, snapshot
from reviewhub.domain.scoring.template import Kind
from reviewhub.services.audit import verify_conclusions
from reviewhub.services.exports import opinion_sheet
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.conclusions import Concluding, columns_of, conclude
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.results import review_result
from reviewhub.services.scoring import desk, sheets

TEMPLATE = "project-evaluation-national-b"
FRAUD = {"V1_found": "1", "V1_reason": "合同系伪造"}
ACCIDENT = {"V2_found": "1", "V2_reason": "调查报告认定负主要责任"}


@pytest.fixture
def scoring(world: World) -> tuple[int, int]:
    """Three experts have accepted one project; gives campaign and task."""
    campaign = world.open_campaign(Kind.KEY_EVALUATION, projects=["果林路管网改造"], template=TEMPLATE)
    world.accept_all(world.form_panel(campaign, SEVEN[:3]))
    (task,) = world.tasks(campaign).values()
    return campaign, task


def submit(world: World, task: int, *found: dict[str, str]) -> None:
    for code, beside in zip(SEVEN, found, strict=False):
        world.submit(code, task, **beside)


@pytest.mark.parametrize(
    ("found", "total", "survives"),
    [
        (({}, {}, {}), Decimal(100), True),
        ((FRAUD, {}, {}), Decimal(0), False),
        ((FRAUD, FRAUD, {}), Decimal(0), True),
        ((ACCIDENT, {}, {}), Decimal(100), True),
        ((ACCIDENT, ACCIDENT, {}), Decimal(59), False),
    ],
)
def test_the_campaigns_list_says_what_the_page_of_the_task_says(
    world: World,
    scoring: tuple[int, int],
    found: tuple[dict[str, str], ...],
    total: Decimal,
    *,
    survives: bool,
) -> None:
    campaign, task = scoring
    submit(world, task, *found)
    result = review_result(world.work("officer"), task).result
    (line,) = campaign_overview(world.work("officer"), campaign, Asked(everything=True)).lines.items
    assert result is not None
    assert line.grade is not None
    assert result.printed_total == line.total == total
    assert result.survives_without_any_expert is line.survives is survives
    assert result.grade.id == line.grade.id


def test_a_sheet_of_a_returned_revision_no_longer_vetoes(world: World, scoring: tuple[int, int]) -> None:
    campaign, task = scoring
    submit(world, task, FRAUD, {}, {})
    returned = review_result(world.work("officer"), task).sheets[0].sheet
    sheets.return_sheet(world.work("officer"), returned, "请补充证据")
    world.submit(SEVEN[0], task)
    result = review_result(world.work("officer"), task).result
    (line,) = campaign_overview(world.work("officer"), campaign, Asked(everything=True)).lines.items
    assert result is not None
    assert result.printed_total == line.total == 100


def test_a_tick_without_a_reason_is_refused_at_its_place(world: World, scoring: tuple[int, int]) -> None:
    with pytest.raises(Invalid) as refused:
        world.submit(SEVEN[0], scoring[1], V1_found="1")
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("veto V1", "answer.veto_needs_reason")
    ]


def test_a_tick_changes_the_digest_and_not_the_total_of_its_sheet(
    world: World, scoring: tuple[int, int]
) -> None:
    without, ticked = world.submit(SEVEN[0], scoring[1]), world.submit(SEVEN[1], scoring[1], **FRAUD)
    assert without.total == ticked.total == 100
    assert without.digest != ticked.digest


def test_the_receipt_and_the_opinion_sheet_name_what_was_found(
    world: World, scoring: tuple[int, int]
) -> None:
    world.submit(SEVEN[0], scoring[1], **FRAUD)
    assignment = world.assignment(SEVEN[0], scoring[1])
    receipt = desk.receipt(world.work(SEVEN[0]), assignment)
    assert [one.zh for one in receipt.vetoes] == ["虚报、套取、骗取财政资金"]
    marks = opinion_sheet(world.work(SEVEN[0]), assignment).marks
    assert [(one.asked.id, one.answer.values, one.answer.reason) for one in marks] == [
        ("V1", {"found": "1"}, "合同系伪造"),
        ("V2", {}, ""),
    ]


def test_what_was_found_comes_back_when_a_sheet_is_opened_again(
    world: World, scoring: tuple[int, int]
) -> None:
    world.submit(SEVEN[0], scoring[1], **FRAUD)
    page = desk.open_sheet(world.work(SEVEN[0]), world.assignment(SEVEN[0], scoring[1]))
    assert (page.flat["V1.found"], page.flat["V1.reason"]) == ("1", "合同系伪造")
    assert page.so_far.missing == ()


def test_a_vetoed_conclusion_names_the_ticks_of_their_sheets_and_is_verified(
    world: World, scoring: tuple[int, int]
) -> None:
    submit(world, scoring[1], FRAUD, {}, {})
    conclude(world.work("officer"), scoring[1], Concluding(standing=0))
    with world.reading() as session:
        conclusion = session.execute(select(Conclusion)).scalar_one()
    assert [one.get("vetoes") for one in conclusion.snapshot["sheets"]] == [["V1"], None, None]
    assert (conclusion.total, conclusion.grade) == (0, "poor")
    assert conclusion.digest == digest(conclusion.snapshot)
    assert verify_conclusions(world.work("auditor")).faults == ()


@pytest.mark.parametrize("given", [{}, {"found": "1", "more": "1"}])
def test_a_tampered_tick_is_found(
    world: World, scoring: tuple[int, int], engine: Engine, given: dict[str, str]
) -> None:
    submit(world, scoring[1], FRAUD, {}, {})
    conclude(world.work("officer"), scoring[1], Concluding(standing=0))
    tampered = update(SheetAnswer).where(SheetAnswer.criterion == "V1", SheetAnswer.reason != "")
    with engine.begin() as connection:
        connection.execute(tampered.values(given=given))
    faults = {one.code for one in verify_conclusions(world.work("auditor")).faults}
    assert {"row.changed", "sheet.digest"} <= faults


def test_a_conclusion_forged_with_ticks_that_no_sheet_has_is_found(
    world: World, scoring: tuple[int, int], engine: Engine
) -> None:
    submit(world, scoring[1], {}, {}, {})
    conclude(world.work("officer"), scoring[1], Concluding(standing=0))
    result = review_result(world.work("officer"), scoring[1]).result
    assert result is not None
    money = MoneyFacts(result.asked)
    forged = review(result.rules, [replace(one, vetoes=("V1",)) for one in result.sheets], money)
    frozen = snapshot(forged, money)
    with engine.begin() as connection:
        connection.execute(
            update(Conclusion).values(snapshot=frozen, digest=digest(frozen), **columns_of(forged))
        )
    faults = [one.code for one in verify_conclusions(world.work("auditor")).faults]
    assert faults == ["row.changed", "conclusion.changed"]

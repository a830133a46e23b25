"""How good an agency's work was: bureau and unit each hand in a sheet; fee and register follow."""

from decimal import Decimal

import pytest

from integration.agency import GOOD, accepted
from integration.world import World
from reviewhub.domain.commissioning.fee import PRESETS, FeeTerms
from reviewhub.domain.commissioning.quality import Side
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite
from reviewhub.services import audit
from reviewhub.services.agencies import agencies, fee_agreements, quality
from reviewhub.services.agencies.quality import Judged

BUREAU, UNIT = Side.BUREAU, Side.UNIT
WEAK = {**GOOD, "3.1.range": "low", "3.1.points": "0", "2.1.range": "low", "2.1.points": "0"}


@pytest.fixture
def commission(world: World) -> int:
    return accepted(world)


def codes(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in caught.value.problems]


def test_both_sheets_give_the_grade_which_the_register_keeps_and_the_last_part_of_the_fee_follows(
    world: World, commission: int
) -> None:
    fee_agreements.agree_fee(world.work("officer"), commission, PRESETS["usual"][1], 0)
    before = fee_agreements.fee_page(world.work("agency1"), commission)
    assert before.fee is not None
    assert (before.fee.whole, before.fee.last_due) == (Decimal("41950.08"), None)
    quality.judge(world.work("officer"), commission, BUREAU, Judged(GOOD, 0))
    assert quality.open_quality(world.work("officer"), commission).line.grade is None
    quality.judge(world.work("unit1"), commission, UNIT, Judged(WEAK, 0))
    line = quality.open_quality(world.work("officer"), commission).line
    assert (line.total, line.grade and line.grade.id) == (Decimal("69.00"), "agency_pass")
    after = fee_agreements.fee_page(world.work("officer"), commission)
    assert after.fee is not None
    assert (after.fee.last, after.fee.last_due) == (Decimal("8390.02"), Decimal("6712.02"))
    record = agencies.open_agency(world.work("agency1")).record[0]
    assert (record.quality, record.grade and record.grade.id) == (Decimal("69.00"), "agency_pass")
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_a_unit_judges_what_was_done_about_its_own_projects_and_sees_its_own_sheet_only(
    world: World, commission: int
) -> None:
    quality.judge(world.work("officer"), commission, BUREAU, Judged(GOOD, 0))
    own = quality.open_quality(world.work("unit1"), commission)
    assert (own.sheets, own.line.total, own.may_fill) == ((), None, (UNIT,))
    with pytest.raises(NotAllowed):
        quality.judge(world.work("unit1"), commission, BUREAU, Judged(GOOD, 1, correction="改"))
    with pytest.raises(NotFound):
        quality.open_quality(world.work("unit2"), commission)
    assert quality.list_qualities(world.work("unit2")) == ()
    with pytest.raises(NotAllowed):
        quality.open_quality(world.work("agency1"), commission)


def test_another_sheet_needs_its_reason_and_an_officer_who_types_the_unit_s_needs_the_paper(
    world: World, commission: int
) -> None:
    with pytest.raises(Invalid) as caught:
        quality.judge(world.work("officer"), commission, UNIT, Judged(GOOD, 0))
    assert codes(caught) == [("paper", "quality.paper_missing")]
    assert quality.judge(world.work("officer"), commission, UNIT, Judged(GOOD, 0, "盖章评价表")) == 1
    with pytest.raises(StaleWrite):
        quality.judge(world.work("unit1"), commission, UNIT, Judged(GOOD, 0))
    with pytest.raises(Invalid) as caught:
        quality.judge(world.work("unit1"), commission, UNIT, Judged(GOOD, 1))
    assert codes(caught) == [("correction", "quality.correction_missing")]
    assert quality.judge(world.work("unit1"), commission, UNIT, Judged(GOOD, 1, correction="代录有误")) == 2


def test_what_is_missing_on_a_sheet_is_named_criterion_by_criterion(world: World, commission: int) -> None:
    partial = {name: text for name, text in GOOD.items() if not name.startswith("3.2")}
    with pytest.raises(Invalid) as caught:
        quality.judge(world.work("officer"), commission, BUREAU, Judged(partial, 0))
    assert {path for path, _ in codes(caught)} == {"criterion 3.2"}


def test_a_fee_is_agreed_anew_for_a_reason_and_the_other_firm_sees_none(
    world: World, commission: int
) -> None:
    with pytest.raises(Invalid):
        fee_agreements.agree_fee(world.work("officer"), commission, FeeTerms(), 0)
    fee_agreements.agree_fee(world.work("officer"), commission, FeeTerms(fixed=Decimal(50_000)), 0)
    with pytest.raises(StaleWrite):
        fee_agreements.agree_fee(world.work("officer"), commission, FeeTerms(fixed=Decimal(1)), 0)
    with pytest.raises(Invalid) as caught:
        fee_agreements.agree_fee(world.work("officer"), commission, FeeTerms(fixed=Decimal(60_000)), 1)
    assert codes(caught) == [("reason", "fee.again_needs_reason")]
    with pytest.raises(NotFound):
        fee_agreements.fee_page(world.work("agency2"), commission)

"""Who may open whose opinion sheet, and when."""

from decimal import Decimal

import pytest

from integration.concluded import SEVEN, concluded_case, small_case
from integration.world import World
from reviewhub.domain.errors import NotFound
from reviewhub.services.exports import opinion_sheet


def test_an_expert_reads_the_own_sheet_once_it_is_submitted(world: World) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    mine = world.assignment("ZJ0001", task)
    with pytest.raises(NotFound):
        opinion_sheet(world.work("zj0001"), mine)
    world.submit("ZJ0001", task, [Decimal("4.5")] * 20)
    sheet = opinion_sheet(world.work("zj0001"), mine)
    assert (sheet.name, sheet.employer, sheet.total) == ("马兰杰", "云岭财政科学研究所", Decimal("90.00"))
    assert sheet.conclusion.id == "support"
    assert [line.reason for line in sheet.lines] == ["依据申报材料第3页"] * 20


@pytest.mark.parametrize(
    "who", ["zj0002", "agency1", "operator", "neighbour", "officer", "leader", "auditor"]
)
def test_nobody_else_reads_it_before_the_panel_is_sealed(world: World, who: str) -> None:
    campaign, _ = world.under_way(SEVEN[:3])
    task = next(iter(world.tasks(campaign).values()))
    world.submit("ZJ0001", task)
    with pytest.raises(NotFound):
        opinion_sheet(world.work(who), world.assignment("ZJ0001", task))


def test_a_sealed_sheet_goes_by_code_to_who_knows_no_names_and_not_at_all_to_who_does(world: World) -> None:
    _, task = small_case(world)
    sheet = world.assignment("ZJ0002", task)
    for who in ("leader", "auditor"):
        read = opinion_sheet(world.work(who), sheet)
        assert (read.number, read.name, read.employer, read.title) == (2, "", "", "")
    for who in ("officer", "zj0001"):
        with pytest.raises(NotFound):
            opinion_sheet(world.work(who), sheet)


def test_after_the_conclusion_officer_and_auditor_read_it_with_its_name(world: World) -> None:
    task = concluded_case(world)
    sheet = world.assignment("ZJ0002", task)
    assert [opinion_sheet(world.work(who), sheet).name for who in ("officer", "auditor", "leader")] == [
        "赵明敏",
        "赵明敏",
        "",
    ]
    with pytest.raises(NotFound):
        opinion_sheet(world.work("zj0001"), sheet)


def test_there_is_nothing_to_read_for_nobody_and_of_nothing(world: World) -> None:
    concluded_case(world)
    for work, assignment in ((world.parts.work(None), 1), (world.work("officer"), 999)):
        with pytest.raises(NotFound):
            opinion_sheet(work, assignment)

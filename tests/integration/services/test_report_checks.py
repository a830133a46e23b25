"""Checking reports of one firm: what is missing, what is copied from another report, who may see it."""

import pytest

from integration.world import World
from reviewhub.domain.errors import Invalid, NotFound
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import audit
from reviewhub.services.commissioning import commissions, offers, report_checks
from reviewhub.services.commissioning.desk import checklists, supplying
from reviewhub.services.commissioning.desk.checklists import NewItem
from reviewhub.services.commissioning.desk.supplying import Supplied
from unit.domain.commissioning.checking.papers import BODY, report
from unit.files.papers import docx, par
from uploads import pdf

COPIED = "经现场核查，项目单位未建立专项资金管理台账，支出凭证不齐全，建议尽快完善内部控制制度并补齐资料。"


def paper(*left_out: str, copied: str = BODY) -> bytes:
    """Write a report as a Word document; its sixth section has a text of its own."""
    text = report(*left_out, bodies=(*(BODY[n:] for n in range(5)), copied, BODY[5:]))
    level = '<w:outlineLvl w:val="{}"/>'
    return docx("".join(par(one.text, level.format(one.level - 1) if one.level else "") for one in text))


@pytest.fixture
def delivered(world: World) -> list[int]:
    """Two reports of one firm and one of another; gives the commissions."""
    campaign = world.open_campaign(
        Kind.KEY_EVALUATION, ["果林路管网改造", "公厕提升改造", "宝象河水环境整治"]
    )
    firms = ("agency1", "agency1", "agency2")
    due, given = world.parts.now().date(), []
    for task, firm in zip(world.tasks(campaign).values(), firms, strict=True):
        new = offers.NewCommission(world.facts.agencies[firm], "评价", due, "中选")
        given.append(offers.offer(world.work("officer"), task, new))
        commissions.take(world.work(firm), given[-1], 1, pledged=True)
        commissions.deliver(world.work(firm), given[-1], "成果报告.docx", paper("问卷", copied=COPIED + firm))
    return given


def test_what_is_missing_and_what_is_copied_is_shown_to_the_firm_and_the_bureau_alone(
    world: World, delivered: list[int]
) -> None:
    first, second, foreign = delivered
    report_checks.check_report(world.work("agency1"), second, "evaluation_2020_10")
    page = report_checks.report_check_page(world.work("officer"), second)
    assert page.standing is not None
    found = page.standing.checked.found
    assert [one.title.zh for one in found.annexes if one.page is None] == ["问卷及统计"]
    assert all(one.page for one in found.sections)
    (repeated,) = page.repeated
    assert (repeated.other.commission, repeated.found.count) == (first, 7)
    assert COPIED in {each.here.text.removesuffix("agency1") for each in repeated.found.repeated}
    with pytest.raises(NotFound):
        report_checks.report_check_page(world.work("agency2"), second)
    with pytest.raises(NotFound):
        report_checks.check_report(world.work("agency1"), foreign, "evaluation_2020_10")
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def lacking(world: World, commission: int) -> list[str]:
    """Have a report checked; gives the annexes that it lacks."""
    report_checks.check_report(world.work("agency1"), commission, "evaluation_2020_10")
    standing = report_checks.report_check_page(world.work("agency1"), commission).standing
    assert standing is not None
    return [one.title.zh for one in standing.checked.found.annexes if one.page is None]


def test_what_the_firm_handed_in_on_its_check_list_is_an_annex(world: World, delivered: list[int]) -> None:
    first = delivered[0]
    task = commissions.open_commission(world.work("officer"), first).line.commission.task
    checklists.ask_item(world.work("officer"), task, NewItem("满意度问卷", "agency", required=True, due=None))
    assert lacking(world, first) == ["问卷及统计"]
    supplying.supply(world.work("agency1"), task, Supplied(1, [("汇总.pdf", pdf())]))
    assert lacking(world, first) == []


def test_a_check_is_of_the_newest_version_and_of_a_structure_of_its_kind(
    world: World, delivered: list[int]
) -> None:
    first = delivered[0]
    for structure in ("prior_assessment", "", "'"):
        with pytest.raises(Invalid) as caught:
            report_checks.check_report(world.work("officer"), first, structure)
        assert [one.code for one in caught.value.problems] == ["report.no_structure"]
    report_checks.check_report(world.work("officer"), first, "evaluation_short")
    commissions.deliver(world.work("agency1"), first, "成果报告.pdf", pdf(""))
    page = report_checks.report_check_page(world.work("agency1"), first)
    assert (page.standing, page.checks) == (None, True)
    with pytest.raises(Invalid) as caught:
        report_checks.check_report(world.work("agency1"), first, "evaluation_short")
    assert [one.code for one in caught.value.problems] == ["report.no_text"]

"""Material of a task: asked for, supplied by unit and firm, judged by who may, seen by who takes part."""

from collections.abc import Sequence

import pytest

from integration.commissioned import PROJECT, ask_all, item_of, judge, taken_commission
from integration.world import World
from reviewhub.domain.commissioning.checklist import ItemState
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite
from reviewhub.services import audit, documents
from reviewhub.services.commissioning import commissions
from reviewhub.services.commissioning.desk import checklists, supplying
from reviewhub.services.commissioning.desk.checklists import NewItem
from reviewhub.services.commissioning.desk.supplying import Judged, Supplied
from uploads import HTML, docx, pdf, xlsx


def supply(world: World, who: str, task: int, files: Sequence[tuple[str, bytes]], title: str = "") -> int:
    item = item_of(world, task, title).item.id if title else None
    return supplying.supply(world.work(who), task, Supplied(item, files))


def state(world: World, task: int, title: str) -> ItemState:
    return item_of(world, task, title).item.state


def codes(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in caught.value.problems]


def test_many_files_find_their_items_and_the_rest_has_one(world: World) -> None:
    task, _ = taken_commission(world)
    ask_all(world, task)
    files = [
        ("01 绩效目标申报表.pdf", pdf("1")),
        ("单位自评报告（盖章）.docx", docx()),
        ("扫描件.xlsx", xlsx()),
    ]
    assert supply(world, "unit1", task, files) == 3
    assert [state(world, task, one) for one in ("绩效目标申报表", "单位自评报告", "其他材料")] == [
        "received"
    ] * 3
    assert state(world, task, "合同和验收资料") is ItemState.MISSING


def test_versions_are_kept_by_digest_and_nothing_is_registered_twice(world: World) -> None:
    task, _ = taken_commission(world)
    ask_all(world, task)
    first = ("单位自评报告.pdf", pdf("1"))
    supply(world, "unit1", task, [first])
    with pytest.raises(Invalid) as caught:
        supply(world, "unit1", task, [first])
    assert codes(caught) == [("file", "checklist.same_files")]
    judge(world, task, "单位自评报告", "return", "缺盖章页")
    assert supply(world, "unit1", task, [first, ("单位自评报告.pdf", pdf("2"))]) == 1
    item = item_of(world, task, "单位自评报告").item
    assert [(one.version, one.name) for one in item.files] == [
        (1, "单位自评报告.pdf"),
        (2, "单位自评报告.pdf"),
    ]
    assert [(one.act, one.party, one.reason) for one in item.acts] == [
        ("supply", "unit", ""),
        ("return", "bureau", "缺盖章页"),
        ("supply", "unit", ""),
    ]


def test_one_refused_file_stops_them_all(world: World) -> None:
    task, _ = taken_commission(world)
    ask_all(world, task)
    with pytest.raises(Invalid) as caught:
        supply(world, "unit1", task, [("单位自评报告.pdf", pdf()), ("合同.pdf", HTML)])
    assert codes(caught) == [("file 合同.pdf", "document.other_kind")]
    assert state(world, task, "单位自评报告") is ItemState.MISSING


def test_what_is_accepted_of_a_unit_is_read_beside_the_sheet(world: World) -> None:
    task, commission = taken_commission(world)
    ask_all(world, task)
    supply(world, "unit1", task, [("单位自评报告.pdf", pdf("1"))])
    supply(world, "agency1", task, [("访谈记录.docx", docx())])
    judge(world, task, "单位自评报告", "accept")
    judge(world, task, "访谈记录", "accept")
    materials = commissions.open_commission(world.work("agency1"), commission).materials
    assert [one.name for one in materials] == ["单位自评报告.pdf"]
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_parties_see_and_judge_what_is_theirs(world: World) -> None:
    task, _ = taken_commission(world)
    with pytest.raises(NotFound):
        checklists.open_checklist(world.work("unit1"), task)
    ask_all(world, task)
    supply(world, "agency1", task, [("访谈记录.docx", docx())], "访谈记录")
    supply(world, "unit1", task, [("自评.pdf", pdf("1"))], "单位自评报告")
    seen = {line.item.supplier for line in checklists.open_checklist(world.work("unit1"), task).lines}
    assert seen == {"unit"}
    for stranger in ("agency2", "unit2"):
        with pytest.raises(NotFound):
            checklists.open_checklist(world.work(stranger), task)
    interview = item_of(world, task, "访谈记录").item
    for who, refused in (("unit1", NotAllowed), ("agency1", NotAllowed), ("agency2", NotFound)):
        with pytest.raises(refused):
            supplying.judge(world.work(who), task, interview.id, Judged("accept", "", 1))
    readers = {
        "unit1": [False, True],
        "unit2": [False, False],
        "agency1": [True, True],
        "agency2": [False] * 2,
    }
    paper, evidence = interview.files[0].document, item_of(world, task, "单位自评报告").item.files[0].document
    found = {who: [can_read(world, who, paper), can_read(world, who, evidence)] for who in readers}
    assert found == readers


def test_the_firm_sends_back_what_the_unit_supplied(world: World) -> None:
    task, _ = taken_commission(world)
    ask_all(world, task)
    supply(world, "unit1", task, [("自评.pdf", pdf("1"))], "单位自评报告")
    item = item_of(world, task, "单位自评报告", "agency1").item
    with pytest.raises(Invalid) as caught:
        supplying.judge(world.work("agency1"), task, item.id, Judged("return", " ", 1))
    assert codes(caught) == [("reason", "reason.missing")]
    with pytest.raises(StaleWrite):
        supplying.judge(world.work("agency1"), task, item.id, Judged("return", "不清晰", 0))
    supplying.judge(world.work("agency1"), task, item.id, Judged("return", "不清晰", 1))
    assert state(world, task, "单位自评报告") is ItemState.RETURNED


def test_every_fault_of_one_more_item_is_named(world: World) -> None:
    campaign = world.open_campaign(projects=[PROJECT])
    (task,) = world.tasks(campaign).values()
    yesterday = world.parts.now().date().replace(year=2020)
    with pytest.raises(Invalid) as caught:
        checklists.ask_item(world.work("officer"), task, NewItem(" ", "agency", required=True, due=yesterday))
    assert codes(caught) == [
        ("title", "checklist.no_title"),
        ("supplier", "checklist.no_agency"),
        ("due", "commission.due_past"),
    ]
    asked = checklists.ask_preset(world.work("officer"), task, "prior_assessment_project", None)
    again = checklists.ask_preset(world.work("officer"), task, "prior_assessment_project", None)
    assert (asked, again) == (15, 0)


def can_read(world: World, who: str, document: int) -> bool:
    try:
        documents.open_document(world.work(who), document)
    except NotFound:
        return False
    return True

"""Documents go in whole or not at all, and come out only to those who may read them."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import func, select

from integration.world import World
from reviewhub.db.models import Document, Entry, Task
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, PluginError, Unavailable
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.edge.unit import Parts
from reviewhub.services import documents
from reviewhub.services.commissioning import commissions, offers
from reviewhub.services.panels import invitations, panels
from uploads import HTML, docx, pdf, xlsx

BUREAU_PEOPLE = (Role.OFFICER, Role.LEADER, Role.AUDITOR)


@pytest.fixture
def task(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    return task


@pytest.fixture
def material(world: World, task: int) -> int:
    return documents.add_material(world.work("officer"), task, "可研报告.pdf", pdf())


def campaign_of(world: World, task: int) -> int:
    with world.reading() as session:
        return session.get_one(Task, task).campaign_id


def take_commission(world: World, task: int, agency: str = "agency1") -> int:
    work = world.work("officer")
    due = world.parts.now().date()
    new = offers.NewCommission(world.facts.agencies[agency], "绩效评价", due, "公开招标中选")
    commission = offers.offer(work, task, new)
    commissions.take(world.work(agency), commission, 1, pledged=True)
    return commission


def test_material_is_kept_by_its_digest_and_given_back_whole(world: World, task: int, parts: Parts) -> None:
    data = docx()
    document = documents.add_material(world.work("officer"), task, "C:\\附件\\方案.docx", data)
    line, given = documents.open_document(world.work("officer"), document)
    name = hashlib.sha256(data).hexdigest()
    assert (line.name, line.size, line.sha256, line.purpose) == ("方案.docx", len(data), name, "material")
    assert line.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert given == data
    stored = [path.name for path in parts.store.folder.rglob("*") if path.is_file()]
    assert stored == [name]


def test_the_ledger_names_the_scanners_that_let_it_pass(world: World, material: int) -> None:
    with world.reading() as session:
        entry = session.execute(select(Entry).where(Entry.act == "add_material")).scalar_one()
    assert entry.data["scanners"] == ["builtin.office_package@1", "builtin.pdf_actions@1"]
    assert entry.data["documents"] == [hashlib.sha256(pdf()).hexdigest()]


def test_the_same_file_sent_twice_is_there_once(world: World, task: int, material: int) -> None:
    again = documents.add_materials(
        world.work("officer"), task, [("改名.pdf", pdf()), ("表.xlsx", xlsx()), ("又一份.xlsx", xlsx())]
    )
    with world.reading() as session:
        count = session.execute(select(func.count(Document.id))).scalar_one()
    assert again == (material, again[1], again[1])
    assert count == 2


def test_one_bad_file_keeps_all_of_them_out(world: World, task: int, parts: Parts) -> None:
    files = [("好.pdf", pdf()), ("坏.pdf", HTML), ("宏.docx", docx({"word/vbaProject.bin": b"x"}))]
    with pytest.raises(Invalid) as caught:
        documents.add_materials(world.work("officer"), task, files)
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("file 坏.pdf", "document.other_kind"),
        ("file 宏.docx", "document.macros"),
    ]
    with world.reading() as session:
        assert session.execute(select(func.count(Document.id))).scalar_one() == 0
    assert not parts.store.folder.exists()


def test_nothing_chosen_is_said(world: World, task: int) -> None:
    with pytest.raises(Invalid) as caught:
        documents.add_materials(world.work("officer"), task, [])
    assert caught.value.problems[0].code == "document.none"


def test_the_installation_sets_the_largest_document(world: World, task: int, parts: Parts) -> None:
    parts.store.max_bytes = 100
    with pytest.raises(Invalid) as caught:
        documents.add_material(world.work("officer"), task, "a.pdf", pdf())
    assert caught.value.problems[0].code == "document.too_large"


def test_a_scanner_that_fails_lets_nothing_pass(
    world: World, task: int, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise OSError

    scanner = parts.registry.scanners["builtin.pdf_actions"]
    monkeypatch.setattr(type(scanner), "scan", fail)
    with pytest.raises(PluginError):
        documents.add_material(world.work("officer"), task, "a.pdf", pdf())


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR])
def test_only_an_officer_adds_material(world: World, task: int, role: Role) -> None:
    with pytest.raises(NotAllowed):
        documents.add_material(world.work(role), task, "a.pdf", pdf())


def test_material_goes_to_a_task_that_there_is(world: World) -> None:
    with pytest.raises(NotFound):
        documents.add_material(world.work("officer"), 4_711, "a.pdf", pdf())


@pytest.mark.parametrize("role", BUREAU_PEOPLE)
def test_the_bureau_reads_its_material(world: World, material: int, role: Role) -> None:
    assert documents.open_document(world.work(role), material)[1] == pdf()


def test_the_bureau_next_door_does_not_know_of_it(world: World, material: int) -> None:
    require_hidden(world, "neighbour", material)


def test_an_expert_reads_from_acceptance_until_stepping_back(world: World, task: int, material: int) -> None:
    campaign = campaign_of(world, task)
    panel = world.form_panel(campaign, ["ZJ0001", "ZJ0002", "ZJ0003"])
    require_hidden(world, "zj0001", material)
    world.accept(panel, "ZJ0001")
    assert documents.open_document(world.work("zj0001"), material)[1] == pdf()
    invitations.recuse(world.work("zj0001"), world.assignment("ZJ0001", task), "与单位负责人有近亲属关系")
    require_hidden(world, "zj0001", material)


def test_an_expert_who_declined_or_was_excluded_or_is_of_another_task_does_not_know_of_it(
    world: World, task: int, material: int
) -> None:
    campaign = campaign_of(world, task)
    panel = world.form_panel(campaign, ["ZJ0001", "ZJ0002", "ZJ0003"])
    invitations.decline_invitation(world.work("zj0001"), panel, "出差")
    world.accept(panel, "ZJ0002")
    panels.exclude(world.work("officer"), world.assignment("ZJ0002", task), "查实存在利益关系", 2)
    for expert in ("zj0001", "zj0002", "zj0004"):
        require_hidden(world, expert, material)


def test_an_agency_reads_the_material_of_what_it_took_and_its_own_reports(
    world: World, task: int, material: int
) -> None:
    require_hidden(world, "agency1", material)
    commission = take_commission(world, task)
    assert documents.open_document(world.work("agency1"), material)[1] == pdf()
    commissions.deliver(world.work("agency1"), commission, "成果报告.docx", docx())
    (report,) = commissions.open_commission(world.work("agency1"), commission).line.commission.reports
    for reader in ("agency1", "officer", "leader"):
        assert documents.open_document(world.work(reader), report.document)[1] == docx()
    for hidden in (material, report.document):
        require_hidden(world, "agency2", hidden)


def test_an_agencys_report_is_not_for_the_experts_of_the_task(world: World, task: int) -> None:
    commission = take_commission(world, task)
    world.accept_all(world.form_panel(campaign_of(world, task), ["ZJ0001"]))
    commissions.deliver(world.work("agency1"), commission, "成果报告.docx", docx())
    (report,) = commissions.open_commission(world.work("agency1"), commission).line.commission.reports
    require_hidden(world, "zj0001", report.document)


def test_damaged_bytes_are_not_handed_out(world: World, material: int, parts: Parts) -> None:
    (stored,) = (path for path in parts.store.folder.rglob("*") if path.is_file())
    Path(stored).write_bytes(b"other")
    with pytest.raises(Unavailable):
        documents.open_document(world.work("officer"), material)


def require_hidden(world: World, who: str, document: int) -> None:
    """What is hidden answers exactly like what is not there."""
    answers = []
    for wanted in (document, 999_999):
        with pytest.raises(NotFound) as caught:
            documents.open_document(world.work(who), wanted)
        answers.append((caught.value.code, caught.value.values))
    assert answers[0] == answers[1]

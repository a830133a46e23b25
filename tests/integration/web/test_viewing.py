"""Documents to look at and to take away: pages with a mark, versions compared, nothing of others."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import documents
from reviewhub.services.commissioning import commissions, offers
from unit.files.papers import pdf as printed
from uploads import PNG, pdf

WAYS = ("", "/view", "/read", "/pages/1")
BROKEN = pdf().replace(b"/Pages 2 0 R", b"/Pages 9 0 R")
Sign = Callable[[str | Role], Visitor]


@pytest.fixture
def task(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    return task


@pytest.fixture
def commission(world: World, task: int) -> int:
    new = offers.NewCommission(
        world.facts.agencies["agency1"], "绩效评价", world.parts.now().date(), "公开招标中选"
    )
    given = offers.offer(world.work("officer"), task, new)
    commissions.take(world.work("agency1"), given, 1, pledged=True)
    return given


def deliver(world: World, commission: int, *versions: bytes) -> list[int]:
    """Deliver versions of a report; gives their documents."""
    for data in versions:
        commissions.deliver(world.work("agency1"), commission, "报告.pdf", data)
    page = commissions.open_commission(world.work("agency1"), commission)
    return [one.document for one in page.line.commission.reports]


def text_of(data: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def test_what_a_scorer_takes_away_names_the_scorer_and_the_bureau_gets_the_original(
    world: World, task: int, commission: int, client_for: Sign
) -> None:
    data = printed(["资金到位率"])
    material = documents.add_material(world.work("officer"), task, "申报书.pdf", data)
    (report,) = deliver(world, commission, data)
    agency, officer = client_for("agency1"), client_for(Role.OFFICER)
    for way in ("", "/view"):
        taken = text_of(agency.get(f"/documents/{material}{way}").data)
        assert "资金到位率" in taken
        assert "内部评审" in taken
        assert world.parts.now().date().isoformat() in taken
        assert officer.get(f"/documents/{material}{way}").data == data
        assert agency.get(f"/documents/{report}{way}").data == data


def test_pages_are_pictures_in_a_frame_that_runs_nothing(world: World, task: int, client_for: Sign) -> None:
    material = documents.add_material(world.work("officer"), task, "申报书.pdf", printed(["甲"], ["乙"]))
    officer = client_for(Role.OFFICER)
    frame = officer.get(f"/documents/{material}/read")
    assert frame.text.count('<img class="reader__page"') == 2
    assert "<script" not in frame.text
    policy = frame.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; img-src 'self'; style-src 'self'; frame-ancestors 'self'")
    assert "script-src" not in policy
    page = officer.get(f"/documents/{material}/pages/2")
    assert (page.headers["Content-Type"], page.data[:4]) == ("image/png", b"\x89PNG")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert [officer.get(f"/documents/{material}/pages/{n}").status_code for n in (0, 3)] == [404, 404]


def test_what_has_no_pages_is_shown_itself_or_can_be_taken_away(
    world: World, task: int, client_for: Sign
) -> None:
    officer = client_for(Role.OFFICER)
    files = [("照片.png", PNG), ("坏.pdf", BROKEN)]
    picture, broken = documents.add_materials(world.work("officer"), task, files)
    assert f'src="/documents/{picture}/view"' in officer.get(f"/documents/{picture}/read").text
    assert "请下载后用本机的软件打开" in officer.get(f"/documents/{broken}/read").text


def test_two_versions_are_compared_word_by_word(world: World, commission: int, client_for: Sign) -> None:
    old, new = deliver(world, commission, printed(["核减1,250.00万元。"]), printed(["核减1,280.50万元。"]))
    for who in ("agency1", Role.OFFICER):
        page = client_for(who).get(f"/documents/{old}/changes/{new}").text
        assert "<del>1,250.00</del><ins>1,280.50</ins>" in page


def test_a_version_that_cannot_be_read_is_named(world: World, commission: int, client_for: Sign) -> None:
    fine, broken = deliver(world, commission, printed(["甲"]), BROKEN)
    answer = client_for("agency1").get(f"/documents/{fine}/changes/{broken}")
    assert answer.status_code == 200
    assert "报告.pdf：文件不完整或已损坏" in answer.text


@pytest.mark.parametrize("who", ["agency2", "zj0001", "unit1", "operator", "neighbour"])
def test_documents_of_others_are_not_found_by_id_or_digest(
    world: World, task: int, commission: int, client_for: Sign, who: str
) -> None:
    material = documents.add_material(world.work("officer"), task, "申报书.pdf", printed(["甲"]))
    old, new = deliver(world, commission, printed(["乙"]), printed(["丙"]))
    digests = [documents.open_document(world.work("officer"), one)[0].sha256 for one in (material, old, new)]
    there = [f"/documents/{one}{way}" for one in (material, old, new) for way in WAYS]
    there += [f"/documents/{old}/changes/{new}", f"/documents/{material}/changes/{old}"]
    there += [f"/documents/{digest}" for digest in digests]
    browser, officer = client_for(who), client_for(Role.OFFICER)
    assert {path: browser.get(path).status_code for path in there} == dict.fromkeys(there, 404)
    assert officer.get(there[0]).status_code == 200

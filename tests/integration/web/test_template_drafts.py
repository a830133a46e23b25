"""Writing a template in the browser, from a copy or an office's own table to a published version."""

import html
import re
from collections.abc import Callable

import pytest

from integration.drafts import LINES, OWN, address, keep, published, save, sheet_of, source, upload, workbook
from integration.pageforms import form_with
from integration.scorers import source_of
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role
from reviewhub.plugin.templates import read_toml
from reviewhub.services import template_drafts, templates

ClientFor = Callable[[str | Role], Visitor]

NATIONAL = "prior-assessment-national"


@pytest.fixture
def officer(client_for: ClientFor) -> Visitor:
    return client_for(Role.OFFICER)


@pytest.fixture
def draft(world: World) -> int:
    return template_drafts.clone_template(world.work("officer"), NATIONAL, OWN)


def test_a_copy_is_begun_under_an_id_of_its_own(officer: Visitor, world: World) -> None:
    answer = officer.send(f"/templates/{NATIONAL}/copy", key=OWN)
    (line,) = template_drafts.list_drafts(world.work("officer"))
    assert answer.location == f"/templates/drafts/{line.id}"
    assert line.title["zh"] in officer.get("/templates").text.split("正在编写的草稿")[1]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "请填写模板编号"),
        ("Own Template", "不能用"),
        (NATIONAL, "随系统安装"),
        (OWN, "已有编号为"),
        ("a" * 65, "64"),
    ],
)
def test_an_id_that_cannot_be_used_is_refused_at_its_field(
    officer: Visitor, draft: int, key: str, said: str
) -> None:
    page = officer.send(f"/templates/{NATIONAL}/copy", key=key).text
    error = re.search(r'id="key-error">([^<]+)<', page)
    assert error is not None
    assert said in error.group(1)
    assert f'value="{key}"' in page


@pytest.mark.parametrize(
    ("data", "name"),
    [(sheet_of(LINES), "指标.csv"), (workbook(LINES), "指标.xlsx")],
    ids=["csv", "merged cells"],
)
def test_the_table_of_an_office_becomes_a_draft(
    officer: Visitor, world: World, data: bytes, name: str
) -> None:
    answer = upload(officer, data, name)
    page = officer.get(answer.location).text
    (line,) = template_drafts.list_drafts(world.work("officer"))
    leaves = source(world, line.id)["criterion"]
    assert [(one["id"], one["title"]["zh"], one["points"]) for one in leaves] == [
        ("1.1.1", "依据", 60),
        ("1.1.2", "程序", 40),
    ]
    assert "导入了 2 项指标。 第 " in page
    assert "没有导入" in page
    assert "检查通过，可以发布" in page
    assert "<output data-total>100</output>" in page


def test_a_table_with_faults_says_all_of_them_by_place_and_begins_nothing(
    officer: Visitor, world: World
) -> None:
    lines = (
        ("决策", "立项", "依据", "六十", "有文件"),
        (None, None, "程序", None, "有程序"),
        ("过程", None, "预算", "-3", ""),
    )
    answer = upload(officer, workbook(lines), "指标.xlsx")
    assert answer.status_code == 422
    said = re.findall(r"<li>([^<]+)</li>", answer.text.split("error-summary")[1].split("</ul>")[0])
    assert [one for one in said if one.startswith("第 3 行") and "分值" in one and "六十" in one]
    assert [one for one in said if one.startswith("第 5 行") and "-3" in one]
    assert 'value="本区模板"' in answer.text
    assert template_drafts.list_drafts(world.work("officer")) == ()


@pytest.mark.parametrize("key", ["", NATIONAL, "Own Template"])
def test_a_table_under_an_id_that_cannot_be_used_begins_nothing(
    officer: Visitor, world: World, key: str
) -> None:
    assert upload(officer, sheet_of(LINES), "指标.csv", key).status_code == 422
    assert template_drafts.list_drafts(world.work("officer")) == ()


def test_two_officers_see_each_others_work_and_lose_nothing(
    officer: Visitor, world: World, draft: int
) -> None:
    fields = form_with(officer.get(address(draft, 0)).text, "was")
    save(officer, draft, 1, title__zh="同事改的")
    answer = officer.post(address(draft, 0), data={**fields, "title.zh": "我改的"})
    assert answer.status_code == 409
    assert "另一位同事刚保存过这份草稿" in answer.text
    assert "同事改的" in answer.text
    shown = form_with(answer.text, "was")
    assert shown["title.zh"] == "我改的"
    assert source(world, draft)["criterion"][0]["title"]["zh"] != "我改的"
    assert officer.post(address(draft, 0), data=shown).status_code == 302
    titles = [one["title"]["zh"] for one in source(world, draft)["criterion"]]
    assert titles[:2] == ["我改的", "同事改的"]


def test_what_was_typed_never_lands_in_another_criterion(officer: Visitor, world: World, draft: int) -> None:
    fields = form_with(officer.get(address(draft, 1)).text, "was")
    save(officer, draft, 0, act="delete")
    before = source(world, draft)
    assert officer.post(address(draft, 1), data={**fields, "title.zh": "我改的"}).status_code == 409
    assert source(world, draft) == before


@pytest.mark.parametrize("version", ["0", "", "x"])
def test_nothing_is_published_or_discarded_from_an_old_page(
    officer: Visitor, draft: int, version: str
) -> None:
    for act in ("publish", "discard"):
        assert officer.send(f"/templates/drafts/{draft}/{act}", version=version).status_code == 409


def test_a_sound_draft_is_published_and_offered(officer: Visitor, world: World, draft: int) -> None:
    answer = published(world, officer, draft)
    page = officer.get(answer.location).text
    assert (answer.location, "已发布 own-assessment 第 1 版" in page) == (f"/templates/{OWN}", True)
    assert officer.get(address(draft)).status_code == 404
    assert f'value="{OWN}"' in officer.get("/campaigns/new").text


def test_an_unsound_draft_is_not_published(officer: Visitor, world: World, draft: int) -> None:
    save(officer, draft, 0, points="6")
    page = officer.get(address(draft)).text
    assert "各一级指标之和是 101，应为 100" in page
    assert f"/templates/drafts/{draft}/publish" not in page
    assert published(world, officer, draft).status_code == 422
    assert templates.revisions_of(world.work("officer"), OWN) == ()


def test_the_next_version_says_in_words_what_changed(officer: Visitor, world: World, draft: int) -> None:
    published(world, officer, draft)
    assert "编写下一版" in officer.get("/templates").text
    answer = officer.send(f"/templates/{OWN}/copy", key=OWN)
    (line,) = template_drafts.list_drafts(world.work("officer"))
    assert published(world, officer, line.id).status_code == 409
    save(officer, line.id, 0, points="4")
    save(officer, line.id, 1, points="6", title__zh="改了名")
    assert "与已发布的第 1 版相比" in officer.get(answer.location).text
    published(world, officer, line.id)
    page = html.unescape(officer.get(f"/templates/{OWN}").text)
    assert "第 2 版" in page
    assert "分值由“5”改为“4”" in page
    assert "名称的文字有改动" in page
    assert "已按旧版提交的打分表须重新填写" in page


def test_a_draft_is_thrown_away(officer: Visitor, world: World, draft: int) -> None:
    version = template_drafts.draft_page(world.work("officer"), draft).version
    answer = officer.send(f"/templates/drafts/{draft}/discard", version=version)
    assert "草稿已删除" in officer.get(answer.location).text
    assert template_drafts.list_drafts(world.work("officer")) == ()


@pytest.mark.parametrize("at", ["99", "-1", "x", "²"])
def test_a_place_that_is_not_there_is_not_found(officer: Visitor, draft: int, at: str) -> None:
    assert officer.get(address(draft, at)).status_code == 404


def test_a_trial_gives_points_and_reasons_and_keeps_nothing(
    officer: Visitor, world: World, draft: int
) -> None:
    keep(world, draft, source_of(OWN))
    path = f"/templates/drafts/{draft}/try"
    fields = form_with(officer.get(path).text, "opinion")
    typed = {"1.41.set": "old", "1.41.e.old.a": "1", "1.51.numerator": "50", "1.51.denominator": "100"}
    before = source(world, draft)
    answer = officer.post(path, data={**fields, **typed})
    said = html.unescape(answer.text.split("计分结果")[1].split("</dl>")[0])
    shown = re.findall(r"<dt>(\S+) [^<]*</dt><dd>(\S+) / 5<br><span class=\"muted\">([^<]+)<", said)
    assert {name: points for name, points, _ in shown} == {"1.41": "3.00", "1.51": "0.00"}
    assert all("scorer." not in reason for *_, reason in shown)
    assert source(world, draft) == before
    again = form_with(officer.get(path).text, "opinion")
    assert {**again, "csrf_token": ""} == {**fields, "csrf_token": ""}


def test_a_trial_waits_until_the_draft_is_sound(officer: Visitor, draft: int) -> None:
    save(officer, draft, 0, points="6")
    answer = officer.get(f"/templates/drafts/{draft}/try")
    assert (answer.status_code, "改好之后才能试算" in answer.text) == (409, True)


def pages(draft: int) -> tuple[str, ...]:
    return (f"/templates/drafts/{draft}", f"/templates/drafts/{draft}/try")


def test_another_bureau_finds_nothing(client_for: ClientFor, draft: int) -> None:
    neighbour = client_for("neighbour")
    assert [neighbour.get(path).status_code for path in pages(draft)] == [404, 404]
    for act in ("", "/publish", "/discard"):
        assert neighbour.send(f"/templates/drafts/{draft}{act}", version=1).status_code == 404
    assert OWN not in neighbour.get("/templates").text


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AGENCY, Role.LEADER, Role.AUDITOR, Role.OPERATOR])
def test_only_officers_write(client_for: ClientFor, draft: int, role: Role) -> None:
    browser = client_for(role)
    addresses = ("/templates/import", f"/templates/{NATIONAL}/copy", *pages(draft))
    assert [browser.get(path).status_code for path in addresses] == [403] * 4
    for act in ("", "/publish", "/discard", "/try"):
        assert browser.send(f"/templates/drafts/{draft}{act}", version=1).status_code == 403


@pytest.mark.parametrize("format_", ["xlsx", "toml"])
def test_what_is_exported_is_read_in_again_as_the_same(
    officer: Visitor, world: World, draft: int, format_: str
) -> None:
    keep(world, draft, source_of(OWN))
    before = source(world, draft)
    assert published(world, officer, draft).status_code == 302
    answer = officer.get(f"/templates/{OWN}/export.{format_}")
    if format_ == "toml":
        assert read_toml(answer.text) == before
        return
    upload(officer, answer.data, "模板.xlsx", "own-again")
    (line,) = template_drafts.list_drafts(world.work("officer"))
    assert source(world, line.id) == {**before, "id": "own-again"}


def test_an_export_in_another_format_is_not_found(officer: Visitor) -> None:
    assert officer.get(f"/templates/{NATIONAL}/export.pdf").status_code == 404


@pytest.fixture
def vetoing(world: World) -> int:
    return template_drafts.clone_template(world.work("officer"), "project-evaluation-national-b", "vetoing")


def beside(browser: Visitor, draft: int, **typed: str) -> dict[str, str]:
    """Open the form of vetoes and pre-conditions and type something; gives what it sends."""
    fields = form_with(browser.get(address(draft, "beside")).text, "precondition.0.title.zh")
    named = {name.replace("__", "."): value for name, value in typed.items()}
    return {**fields, **named}


def test_a_form_of_vetoes_that_nobody_changed_keeps_everything(
    officer: Visitor, world: World, vetoing: int
) -> None:
    before = source(world, vetoing)
    assert officer.post(address(vetoing, "beside"), data=beside(officer, vetoing)).status_code == 302
    assert source(world, vetoing) == before


def test_vetoes_and_preconditions_are_written_without_knowing_toml(
    officer: Visitor, world: World, draft: int
) -> None:
    typed = {
        "veto__0__title__zh": "骗取资金",
        "veto__0__title__en": "Fraud",
        "veto__0__most": "59.5",
        "veto__0__votes": "majority",
        "precondition__0__title__zh": "可研批复",
        "precondition__0__title__en": "Approval of the study",
    }
    officer.post(address(draft, "beside"), data=beside(officer, draft, **typed))
    page = template_drafts.draft_page(world.work("officer"), draft)
    assert page.checked.template is not None
    (veto,), (precondition,) = page.checked.template.vetoes, page.checked.template.preconditions
    assert (veto.id, veto.title.zh, veto.votes, f"{veto.most}") == ("V1", "骗取资金", "majority", "59.50")
    assert (precondition.id, precondition.title.en) == ("P1", "Approval of the study")


def test_a_veto_ticked_for_removal_is_gone_and_the_next_one_gets_a_free_number(
    officer: Visitor, world: World, vetoing: int
) -> None:
    typed = {"veto__0__remove": "1", "veto__2__title__zh": "拒不配合评价"}
    officer.post(address(vetoing, "beside"), data=beside(officer, vetoing, **typed))
    assert [(one["id"], one["title"]["zh"][:4]) for one in source(world, vetoing)["veto"]] == [
        ("V2", "发生重大"),
        ("V1", "拒不配合"),
    ]


def test_a_cap_that_is_none_is_named_with_a_link_to_its_veto(
    officer: Visitor, world: World, vetoing: int
) -> None:
    answer = officer.post(
        address(vetoing, "beside"),
        data=beside(officer, vetoing, veto__0__most="很低"),
        follow_redirects=True,
    )
    assert f'href="/templates/drafts/{vetoing}?at=beside#veto-V1"' in answer.text
    assert "一票否决 V1 / 否决后最高分：“很低”的类型不对" in answer.text
    assert 'value="很低"' in answer.text
    answer = officer.post(
        address(vetoing, "beside"),
        data=beside(officer, vetoing, veto__0__most="150"),
        follow_redirects=True,
    )
    assert "150 太大，必须小于 100。" in answer.text


def test_a_trial_asks_for_vetoes_and_says_what_is_wrong_with_them(officer: Visitor, vetoing: int) -> None:
    address_of_trial = f"/templates/drafts/{vetoing}/try"
    assert "一票否决事项" in officer.get(address_of_trial).text
    answer = officer.send(address_of_trial, token_from=address_of_trial, **{"V1.found": "否"})
    assert "一票否决 V1：“否”既不是“是”也不是“否”" in answer.text


def test_a_workbook_brings_vetoes_and_preconditions_back(
    officer: Visitor, world: World, vetoing: int
) -> None:
    long = {**source(world, vetoing)["veto"][0], "guidance": {"zh": "虚报" * 9000, "en": "fraud " * 4000}}
    keep(world, vetoing, {**source(world, vetoing), "veto": [long, *source(world, vetoing)["veto"][1:]]})
    template_drafts.publish_draft(world.work("officer"), vetoing, 2)
    book = officer.get("/templates/vetoing/export.xlsx").data
    answer = upload(officer, book, "模板.xlsx", "again")
    (line,) = template_drafts.list_drafts(world.work("officer"))
    assert answer.location == f"/templates/drafts/{line.id}"
    assert source(world, line.id)["veto"][0] == long

"""Documents over HTTP: attachments that no page can run, and one answer for hidden and missing."""

import io
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from integration.visitor import Visitor
from integration.world import World
from reviewhub.db.models import Task
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind
from reviewhub.services import documents
from uploads import HTML, PNG, docx, pdf, xlsx

NAME = "字" * 196 + ".pdf"


@pytest.fixture
def task(world: World) -> int:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    (task,) = world.tasks(campaign).values()
    return task


@pytest.fixture
def officer(client_for: Callable[[str | Role], Visitor]) -> Visitor:
    return client_for(Role.OFFICER)


def upload(browser: Visitor, task: int, *files: tuple[str, bytes]) -> TestResponse:
    fields = {
        "csrf_token": browser.token(),
        "file": [(io.BytesIO(data), name) for name, data in files],
    }
    return browser.post(f"/tasks/{task}/documents", data=fields, content_type="multipart/form-data")


def test_a_document_is_handed_out_to_be_saved_and_never_run(
    world: World, task: int, officer: Visitor
) -> None:
    document = documents.add_material(world.work("officer"), task, NAME, pdf())
    answer = officer.get(f"/documents/{document}")
    assert answer.data == pdf()
    headers = {
        name: answer.headers[name]
        for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    }
    assert headers == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": (
            "sandbox; default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
        ),
        "Cache-Control": "private, no-store",
    }
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert disposition.endswith(f"filename*=UTF-8''{quote(NAME)}")


@pytest.mark.parametrize(
    ("name", "data", "way"),
    [("a.pdf", pdf(), "inline"), ("a.png", PNG, "inline"), ("a.docx", docx(), "attachment")],
)
def test_only_pdf_and_pictures_are_shown_and_without_an_origin(
    world: World, task: int, officer: Visitor, name: str, data: bytes, way: str
) -> None:
    document = documents.add_material(world.work("officer"), task, name, data)
    answer = officer.get(f"/documents/{document}/view")
    assert answer.headers["Content-Disposition"] == f"{way}; filename={name}"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_several_files_are_added_at_once(world: World, task: int, officer: Visitor) -> None:
    answer = upload(officer, task, ("C:/资料/可研报告.pdf", pdf()), ("测算表.xlsx", xlsx()))
    assert (answer.status_code, answer.location) == (302, f"/tasks/{task}#material")
    names = [documents.open_document(world.work("officer"), n)[0].name for n in (1, 2)]
    assert names == ["可研报告.pdf", "测算表.xlsx"]


def test_a_refusal_names_the_file_and_the_remedy(task: int, officer: Visitor) -> None:
    upload(officer, task, ("好.docx", docx()), ("坏.pdf", HTML))
    with officer.session_transaction() as session:
        said = [text for _, text in session["_flashes"]]
    assert said == [
        "没有上传任何文件，请处理后重试。",
        "坏.pdf：按内容判断这是 html 文件，这里只接收 PDF、DOCX、XLSX、PNG、JPEG。请转换格式后再上传。",
    ]
    assert officer.get("/documents/1").status_code == 404


def test_nothing_chosen_is_said(task: int, officer: Visitor) -> None:
    answer = officer.send(f"/tasks/{task}/documents")
    with officer.session_transaction() as session:
        assert session["_flashes"][-1] == ("bad", "请先选择要上传的文件。")
    assert answer.status_code == 302


def test_an_upload_over_the_limit_is_answered_in_words(
    task: int, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(officer.application.config, "MAX_CONTENT_LENGTH", 2_000)
    answer = upload(officer, task, ("大.pdf", pdf() + b"\n" * 3_000))
    assert answer.status_code == 413
    assert "文件太大，请压缩或拆分后再上传。" in answer.text


@pytest.mark.parametrize("who", ["zj0001", "agency1", "operator", "neighbour"])
def test_hidden_and_missing_look_the_same(
    world: World, task: int, client_for: Callable[[str | Role], Visitor], who: str
) -> None:
    document = documents.add_material(world.work("officer"), task, "可研报告.pdf", pdf())
    browser = client_for(who)
    for way in ("", "/view"):
        hidden, missing = browser.get(f"/documents/{document}{way}"), browser.get(f"/documents/999999{way}")
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert plain(hidden, document) == plain(missing, 999_999)


def test_an_expert_of_the_task_reads_on(
    world: World, task: int, client_for: Callable[[str | Role], Visitor]
) -> None:
    document = documents.add_material(world.work("officer"), task, "可研报告.pdf", pdf())
    with world.reading() as session:
        campaign = session.get_one(Task, task).campaign_id
    world.accept_all(world.form_panel(campaign, ["ZJ0001"]))
    assert client_for("zj0001").get(f"/documents/{document}").status_code == 200


@pytest.mark.parametrize("who", ["zj0001", "agency1", "leader"])
def test_only_an_officer_adds_material(
    task: int, client_for: Callable[[str | Role], Visitor], who: str
) -> None:
    assert upload(client_for(who), task, ("a.pdf", pdf())).status_code == 403


def test_a_stranger_is_asked_to_sign_in(stranger: Visitor) -> None:
    assert stranger.get("/documents/1").location == "/sign-in?next=/documents/1"


def plain(answer: TestResponse, document: int) -> str:
    """The page without what differs from answer to answer: tokens, numbers, the address asked for."""
    text = re.sub(r'(nonce|content|value)="[^"]*"|请求编号 \w+', "", answer.text)
    return text.replace(f"/documents/{document}", "")

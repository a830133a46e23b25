"""Bad uploads at every door: refused with a reason, nothing kept, nothing written outside the store."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from integration.commissioned import taken_commission
from integration.visitor import Visitor
from integration.world import World
from reviewhub.builtin.clamav import ClamAV
from reviewhub.db.models import Document
from reviewhub.domain.policy import Role
from reviewhub.files.packages import ALWAYS_ALLOWED
from uploads import HTML, JPEG, docx, package, pdf, relationships
from viruses import EICAR, clam_daemon

LONG = "字" * 251 + ".pdf"
CLIMBING = "../" * 9 + "tmp/climbed.pdf"
GOOD = "可研报告.pdf"
RELS = "word/_rels/document.xml.rels"
BAD = {
    "polyglot.pdf": (pdf() + package({"evil.js": b"alert(1)"}), "同时是 PDF 和 ZIP"),
    "polyglot.jpg": (JPEG + HTML, "同时是 JPEG 和 HTML|这里只接收"),
    "empty.pdf": (b"", "文件没有内容"),
    "bomb.docx": (docx({"word/media/a.bin": bytes(ALWAYS_ALLOWED + 1)}), "解压后异常庞大"),
    "external.docx": (
        docx({RELS: relationships("attachedTemplate", "http://198.51.100.7/t.dotm")}),
        "外部读取",
    ),
    "field.docx": (docx({"word/a.xml": b"<w:instrText>DDEAUTO cmd</w:instrText>"}), "外部读取"),
    "macro.docx": (docx({"word/vbaProject.bin": b"x"}), "含有宏"),
    "eicar.com": (EICAR, "这里只接收"),
    "virus.docx": (docx({"word/media/a.bin": EICAR}), "含有病毒"),
    LONG: (pdf(), "最多 200 个字"),
    CLIMBING: (pdf(), "上级文件夹"),
}
Sign = Callable[[str | Role], Visitor]


def everything_in(folder: Path) -> set[Path]:
    """Name all files but those of the database."""
    return {path for path in folder.rglob("*") if path.is_file() and ".db" not in path.name}


def said_by(browser: Visitor, answer: TestResponse) -> str:
    """Give what a page said at once or, after a redirect, on the next page."""
    with browser.session_transaction() as session:
        return answer.text + " ".join(text for _, text in session.pop("_flashes", []))


def test_bad_uploads_are_refused_with_a_reason_at_every_door(
    world: World, client_for: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, commission = taken_commission(world)
    officer, agency = client_for(Role.OFFICER), client_for("agency1")
    doors = (
        (officer, f"/tasks/{task}/documents", "file"),
        (agency, f"/commissions/{commission}/reports", "report-file"),
        (agency, f"/tasks/{task}/checklist/files", "file"),
    )
    folder = world.parts.settings.data_dir
    before = everything_in(folder)
    with clam_daemon() as address:
        monkeypatch.setitem(dict_of(world), "builtin.clamav", ClamAV(address))
        for browser, door, field in doors:
            for name, (data, reason) in BAD.items():
                sent: dict[str, Any] = {field: (io.BytesIO(data), name)}
                answer = browser.send(door, **sent)
                assert answer.status_code in (302, 422), (door, name)
                assert re.search(reason, said_by(browser, answer)), (door, name)
        good = officer.send(doors[0][1], file=(io.BytesIO(pdf()), GOOD))
        assert good.status_code == 302
    with world.reading() as session:
        names = session.execute(select(Document.name)).scalars().all()
        assert session.execute(select(func.count(Document.id))).scalar_one() == 1
    assert names == [GOOD]
    assert {path.parent.parent.name for path in everything_in(folder) - before} == {"documents"}


def dict_of(world: World) -> dict[str, object]:
    """Give the scanners of this installation, to put one more beside them for a test."""
    scanners = world.parts.registry.scanners
    assert isinstance(scanners, dict)
    return scanners

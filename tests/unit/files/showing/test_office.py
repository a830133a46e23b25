import hashlib
import io
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from reviewhub.files.kinds import FileKind
from reviewhub.files.showing.office import Office
from unit.files.papers import docx, par

WORD = FileKind.DOCX.media_type
DIGEST = hashlib.sha256(b"").hexdigest()


def test_a_word_document_becomes_pages_once(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (on Debian: libreoffice-writer-nogui, libreoffice-calc-nogui)")
    office = Office("soffice", tmp_path)
    made = office.as_pdf(docx(par("水环境综合治理绩效评价报告")), DIGEST, WORD)
    assert made is not None
    (page,) = PdfReader(io.BytesIO(made)).pages
    assert "水环境综合治理" in page.extract_text()
    assert office.as_pdf(b"the same digest is asked for", DIGEST, WORD) == made


def test_without_the_program_there_are_no_pages_and_nothing_is_kept(tmp_path: Path) -> None:
    assert Office("no-such-program", tmp_path).as_pdf(docx(par("报告")), DIGEST, WORD) is None
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_makes_nothing_is_asked_once(tmp_path: Path) -> None:
    assert Office("true", tmp_path).as_pdf(docx(par("报告")), DIGEST, WORD) is None
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert (kept.name, kept.read_bytes()) == (f"{DIGEST}.pdf", b"")


def test_other_kinds_are_none_of_its_business(tmp_path: Path) -> None:
    assert Office("true", tmp_path).as_pdf(b"", DIGEST, FileKind.PNG.media_type) is None

"""What is let in, and what each refusal is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Invalid
from reviewhub.files.kinds import (
    LONGEST_NAME,
    MATERIAL,
    MEGABYTE,
    REPORT,
    FileKind,
    clean_name,
    inspect,
)
from uploads import HTML, JPEG, PNG, SVG, docx, package, pdf, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024
LIMIT = 50 * MEGABYTE


def refusal(data: bytes, name: str = "报告.pdf", limit: int = LIMIT) -> tuple[str, str, dict[str, str | int]]:
    with pytest.raises(Invalid) as caught:
        inspect(name, data, REPORT, limit)
    (problem,) = caught.value.problems
    return problem.code, problem.path, dict(problem.values)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(), FileKind.PDF),
        (docx(), FileKind.DOCX),
        (xlsx(), FileKind.XLSX),
        (PNG, FileKind.PNG),
        (JPEG, FileKind.JPEG),
    ],
    ids=list(FileKind),
)
def test_the_content_tells_the_kind_whatever_the_name_says(data: bytes, kind: FileKind) -> None:
    assert inspect("a.exe", data, MATERIAL, LIMIT).kind is kind


def test_a_picture_is_evidence_but_no_report() -> None:
    code, path, values = refusal(PNG, "现场.png")
    assert (code, path) == ("document.other_kind", "file 现场.png")
    assert values == {"found": "png", "allowed": "PDF、DOCX、XLSX"}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (HTML, "html"),
        (SVG, "svg"),
        (package({"a.txt": b"a"}), "zip"),
        (package({"word/document.xml": b"<document/>"}), "zip"),
        ("项目名称,金额\n道路,12\n".encode(), "txt"),
        (b"\x01\x02\x03\x04" * 9, "?"),
    ],
    ids=["html", "svg", "zip", "zip that has one part of a document", "csv", "noise"],
)
def test_what_only_calls_itself_pdf_is_named_for_what_it_is(data: bytes, found: str) -> None:
    assert refusal(data)[::2] == ("document.other_kind", {"found": found, "allowed": "PDF、DOCX、XLSX"})


@pytest.mark.parametrize("data", [b"", b"\0" * 4096, b" \r\n"], ids=["no bytes", "holes", "blank"])
def test_a_file_without_content_is_empty(data: bytes) -> None:
    assert refusal(data)[0] == "document.empty"


def test_a_file_over_the_limit_is_told_the_limit() -> None:
    assert refusal(pdf() + b"\n" * MEGABYTE, limit=MEGABYTE)[::2] == ("document.too_large", {"limit_mb": 1})


@pytest.mark.parametrize(
    "data",
    [pdf()[:200], b"%PDF-1.7\n" + HTML, HTML + pdf(), docx()[:-30], docx()[:60]],
    ids=["cut off", "page behind the mark", "page before the mark", "no directory", "half a package"],
)
def test_what_is_not_whole_is_not_taken(data: bytes) -> None:
    assert refusal(data)[0] in ("document.broken", "document.other_kind")


def test_an_old_office_file_is_told_how_to_become_a_new_one() -> None:
    assert refusal(OLE, "报告.doc")[0] == "document.old_office"


def test_a_package_behind_a_password_is_not_mistaken_for_an_old_file() -> None:
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le"))[0] == "document.password"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("成果报告.pdf", "成果报告.pdf"),
        ("成果报告.PDF", "成果报告.PDF"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("C:\\资料\\报告.pdf", "报告.pdf"),
        ("报告.pdf.html", "报告.pdf.html.pdf"),
        ("报\0告\r\nX-Evil: 1.pdf", "报告X-Evil: 1.pdf"),
        ("发票\u202efdp.exe", "发票fdp.exe.pdf"),
        ("\ud800", "未命名.pdf"),
        (".pdf", "pdf.pdf"),
        ("..", "未命名.pdf"),
        ("", "未命名.pdf"),
        ("报 告\u3000\u2028.pdf", "报 告 .pdf"),
    ],
)
def test_a_name_is_shown_without_folders_traps_and_invisible_signs(given: str, shown: str) -> None:
    assert clean_name(given, FileKind.PDF) == shown


def test_a_photograph_keeps_the_ending_it_has() -> None:
    assert [clean_name(name, FileKind.JPEG) for name in ("a.jpg", "a.JPEG", "a")] == [
        "a.jpg",
        "a.JPEG",
        "a.jpg",
    ]


def test_a_long_chinese_name_is_kept_whole_or_refused_with_its_length() -> None:
    name = "字" * (LONGEST_NAME - 4) + ".pdf"
    assert clean_name(name, FileKind.PDF) == name
    assert refusal(pdf(), "字" * 251 + ".pdf")[0::2] == (
        "document.long_name",
        {"length": 255, "most": LONGEST_NAME},
    )


@pytest.mark.parametrize("name", ["../报告.pdf", "资料\\..\\报告.pdf"])
def test_a_name_that_leads_to_a_folder_above_is_refused(name: str) -> None:
    assert refusal(pdf(), name)[0] == "document.climbing_name"


@given(st.text(max_size=400), st.sampled_from(list(FileKind)))
def test_every_name_becomes_one_that_can_be_stored_and_shown(name: str, kind: FileKind) -> None:
    shown = clean_name(name, kind)
    shown.encode()
    assert 0 < len(shown) <= LONGEST_NAME
    assert not any(sign in shown for sign in "/\\\0\r\n")
    assert clean_name(shown, kind) == shown


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n"]))
def test_noise_is_refused_and_never_an_accident(data: bytes, start: bytes) -> None:
    code, _, _ = refusal(start + data)
    assert code.startswith("document.")

"""What would run, or call elsewhere, is found; what only looks like it is left alone."""

import zlib

import pytest

from reviewhub.builtin.scanners import OfficePackage, PdfActions, register_document_scanners
from reviewhub.files.kinds import FileKind
from reviewhub.plugin.protocols import Finding, Severity
from uploads import docx, pdf, relationships, xlsx

RELS = "word/_rels/document.xml.rels"


def office(data: bytes) -> list[tuple[Severity, str, dict[str, str | int]]]:
    return plain(OfficePackage().scan(data, FileKind.DOCX.media_type))


def portable(data: bytes) -> list[tuple[Severity, str, dict[str, str | int]]]:
    return plain(PdfActions().scan(data, FileKind.PDF.media_type))


def plain(findings: object) -> list[tuple[Severity, str, dict[str, str | int]]]:
    assert not isinstance(findings, Finding)
    return [(one.severity, one.reason.code, dict(one.reason.values)) for one in findings]  # type: ignore[attr-defined]  # any iterable of findings


def packed(objects: bytes) -> bytes:
    """Hide objects in a compressed object stream."""
    stream = zlib.compress(objects)
    return b"9 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream\nendobj\n"


@pytest.mark.parametrize("data", [docx(), xlsx()], ids=["docx", "xlsx"])
def test_an_honest_document_gives_no_finding(data: bytes) -> None:
    assert office(data) == []


@pytest.mark.parametrize(
    "part",
    ["word/vbaProject.bin", "xl/VBAPROJECT.BIN", "word/activeX/activeX1.bin", "xl/macrosheets/sheet1.xml"],
)
def test_whatever_runs_is_blocked(part: str) -> None:
    assert office(docx({part: b"x"})) == [(Severity.BLOCK, "document.macros", {})]


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "externalLinkPath"])
def test_what_is_fetched_from_elsewhere_on_opening_is_blocked(kind: str) -> None:
    data = docx({RELS: relationships(kind, "http://198.51.100.7/t.dotm")})
    assert office(data) == [(Severity.BLOCK, "document.external", {"kinds": kind})]


def test_a_hyperlink_waits_for_a_click() -> None:
    assert office(docx({RELS: relationships("hyperlink", "https://www.gov.cn/")})) == []


def test_a_relationship_inside_the_package_is_no_matter() -> None:
    assert office(docx({RELS: relationships("image", "media/a.png", "Internal")})) == []


def test_another_encoding_hides_no_relationship() -> None:
    text = relationships("image", "http://198.51.100.7/").decode().replace('version="1.0"', 'version="1.0" ')
    assert office(docx({RELS: text.encode("utf-16")})) == [
        (Severity.BLOCK, "document.external", {"kinds": "image"})
    ]


def test_entities_hide_no_relationship() -> None:
    text = b'<!DOCTYPE d [<!ENTITY m "External">]>' + b'<r TargetMode="&m;" Type="x/image"/>'
    assert [code for _, code, _ in office(docx({RELS: text}))] == ["document.external"]


def test_relationships_that_cannot_be_read_are_not_trusted() -> None:
    assert office(docx({RELS: b"<Relationships"})) == [(Severity.BLOCK, "document.broken", {})]


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("xl/connections.xml", "connections"),
        ("xl/externalLinks/externalLink1.xml", "externalLinks"),
        ("xl/queryTables/queryTable1.xml", "queryTables"),
    ],
)
def test_data_that_a_workbook_fetches_is_blocked(part: str, kind: str) -> None:
    assert office(xlsx({part: b"<x/>"})) == [(Severity.BLOCK, "document.external", {"kinds": kind})]


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        (b'<w:instrText> DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText>', "DDEAUTO"),
        (b"<w:instrText>DDEA</w:instrText><w:r/><w:instrText>UTO c:\\\\cmd.exe</w:instrText>", "DDEAUTO"),
        (b'<w:fldSimple w:instr=" INCLUDEPICTURE \\\\198.51.100.7\\a.png "/>', "INCLUDEPICTURE"),
    ],
)
def test_a_field_that_fetches_is_blocked_also_when_cut_into_runs(written: bytes, kinds: str) -> None:
    assert office(docx({"word/footnotes.xml": written})) == [
        (Severity.BLOCK, "document.external", {"kinds": kinds})
    ]


def test_a_field_that_counts_pages_is_no_matter() -> None:
    fields = b'<w:instrText>PAGE </w:instrText><w:instrText>HYPERLINK "https://a/dde"</w:instrText>'
    assert office(docx({"word/footer1.xml": fields})) == []


def test_an_honest_pdf_gives_no_finding() -> None:
    assert portable(pdf("JavaScript and Launch as words")) == []


@pytest.mark.parametrize(
    ("written", "action"),
    [
        (b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>", "JavaScript"),
        (b"<< /S /J#61vaScript >>", "JavaScript"),
        (b"<</S/Launch/F(cmd.exe)>>", "Launch"),
    ],
)
def test_an_action_is_found_however_it_is_written(written: bytes, action: str) -> None:
    expected = [(Severity.BLOCK, "document.pdf_action", {"actions": action})]
    assert portable(pdf(objects=b"8 0 obj\n" + written + b"\nendobj\n")) == expected
    assert portable(pdf(objects=packed(written))) == expected


def test_objects_that_unpack_without_end_are_not_waited_for() -> None:
    assert portable(pdf(objects=packed(bytes(70 * 1024 * 1024)))) == [(Severity.BLOCK, "document.bomb", {})]


def test_a_stream_that_is_not_compressed_is_read_as_it_stands() -> None:
    assert portable(pdf(objects=b"9 0 obj\n<< /Type /ObjStm >>\nstream\nplain\nendstream\nendobj\n")) == []


def test_each_scanner_leaves_other_kinds_alone() -> None:
    scanners = register_document_scanners()
    assert [list(one.scan(b"/JavaScript", "image/png")) for one in scanners] == [[], []]

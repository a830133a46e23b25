import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.files.kinds import MATERIAL, MEGABYTE, inspect
from reviewhub.files.polyglots import second_kind
from uploads import HTML, JPEG, PNG, docx, package, pdf, xlsx

ARCHIVE = package({"evil.js": b"alert(1)"})


@pytest.mark.parametrize(
    ("data", "kind", "other"),
    [
        (pdf() + ARCHIVE, "pdf", "zip"),
        (JPEG + ARCHIVE, "jpeg", "zip"),
        (PNG + ARCHIVE, "png", "zip"),
        (JPEG + pdf(), "jpeg", "pdf"),
        (JPEG + HTML, "jpeg", "html"),
        (b"%PDF-1.7\n" + HTML + pdf()[9:], "pdf", "html"),
    ],
)
def test_what_is_of_two_kinds_is_named_and_not_taken(data: bytes, kind: str, other: str) -> None:
    assert second_kind(data, kind) == other
    with pytest.raises(Invalid) as refused:
        inspect("a", data, MATERIAL, MEGABYTE)
    assert refused.value.code in ("document.two_kinds", "document.broken")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(), "pdf"),
        (pdf() + b"PK\x05\x06" + bytes(18), "pdf"),
        (docx(), "docx"),
        (xlsx(), "xlsx"),
        (PNG, "png"),
        (JPEG, "jpeg"),
    ],
)
def test_an_honest_file_is_of_one_kind(data: bytes, kind: str) -> None:
    assert second_kind(data, kind) == ""

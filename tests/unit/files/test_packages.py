"""Packages that lie, swell or hide."""

import io
import struct
import zipfile

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.files.packages import ALWAYS_ALLOWED, MAX_PARTS, check_ole, check_package
from uploads import docx, package

LOCAL_SIZE, DIRECTORY_SIZE = 22, 24


def code_of(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        check_package(data)
    return caught.value.code


def understated(data: bytes, size: int) -> bytes:
    """Make the directory and the local header of the last part claim another unpacked size."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, data.rindex(b"PK\x01\x02") + DIRECTORY_SIZE, size)
    struct.pack_into("<I", changed, data.rindex(b"PK\x03\x04") + LOCAL_SIZE, size)
    return bytes(changed)


def flagged(data: bytes) -> bytes:
    """Mark every part as encrypted."""
    changed = bytearray(data)
    struct.pack_into("<H", changed, data.index(b"PK\x03\x04") + 6, 1)
    struct.pack_into("<H", changed, data.index(b"PK\x01\x02") + 8, 1)
    return bytes(changed)


def twice(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(name, b"second")
    return out.getvalue()


def test_an_honest_package_names_its_parts() -> None:
    assert check_package(docx()) == {"[Content_Types].xml", "word/document.xml"}


def test_a_bomb_is_told_by_what_its_directory_says() -> None:
    assert code_of(docx({"word/media/a.bin": bytes(ALWAYS_ALLOWED + 1)})) == "document.bomb"


def test_a_bomb_whose_directory_lies_does_not_go_off() -> None:
    bomb = package({"word/document.xml": bytes(ALWAYS_ALLOWED + 1)})
    assert code_of(understated(bomb, 100)) in ("document.bomb", "document.broken")


def test_much_text_that_shrinks_well_is_no_bomb() -> None:
    text = b"<w:p>" * (ALWAYS_ALLOWED // 10)
    assert "word/document.xml" in check_package(docx({"word/settings.xml": text}))


def test_a_hundred_thousand_parts_are_not_looked_at() -> None:
    assert code_of(package({f"{n}": b"" for n in range(MAX_PARTS + 1)})) == "document.bomb"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "word/..\\..\\evil.xml"])
def test_a_part_that_points_outside_breaks_the_package(name: str) -> None:
    assert code_of(docx({name: b"x"})) == "document.broken"


def test_two_parts_of_one_name_break_the_package() -> None:
    assert code_of(twice("word/document.xml")) == "document.broken"


def test_an_encrypted_part_needs_its_password_taken_off() -> None:
    assert code_of(flagged(package({"a": b"a"}))) == "document.password"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_any_parser_sees_it(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><document>&a;</document>'.encode(encoding)
    assert code_of(docx({"word/settings.xml": bomb})) == "document.doctype"


def test_a_document_type_in_a_picture_is_no_matter() -> None:
    assert "word/media/a.bin" in check_package(docx({"word/media/a.bin": b"<!DOCTYPE d>"}))


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500], ids=["mark", "noise"])
def test_what_is_no_package_is_broken(data: bytes) -> None:
    assert code_of(data) == "document.broken"


def test_an_old_container_is_told_apart_from_a_locked_one() -> None:
    for hidden, code in (("", "document.old_office"), ("EncryptedPackage", "document.password")):
        with pytest.raises(Invalid) as caught:
            check_ole(hidden.encode("utf-16-le"))
        assert caught.value.code == code


@pytest.mark.parametrize("beside", [b"\n", b"%PDF-1.7", package({"a": b"b"})])
def test_what_stands_before_or_after_a_package_is_not_taken_with_it(beside: bytes) -> None:
    assert code_of(docx() + beside) == "document.broken"
    assert code_of(beside + docx()) == "document.broken"


def test_a_package_with_a_comment_is_whole() -> None:
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"made by hand"
    assert "word/document.xml" in check_package(out.getvalue())

"""Zip packages from outside, inflated into nothing and counted before anybody reads them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final, NoReturn

from reviewhub.domain.errors import Invalid, Problem

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_PARTS: Final = 5_000
MAX_UNPACKED: Final = 200 * 1024 * 1024
# An honest document of much text shrinks to a twentieth; only what is small in any case may shrink further.
MAX_RATIO: Final = 200
ALWAYS_ALLOWED: Final = 20 * 1024 * 1024

_CHUNK: Final = 256 * 1024
_ENCRYPTED: Final = 0x1
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE: Final = b"<!doctype"
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_BEYOND: Final = 0xFFFFFFFF  # the offset stands in a longer record, as in packages over four gigabytes
_DAMAGED: Final = (
    *(struct.error, zipfile.BadZipFile, zlib.error),
    *(EOFError, NotImplementedError, ValueError, OSError),
)


def check_package(data: bytes) -> frozenset[str]:
    """Check a package and give the names of its parts.

    Raises :class:`Invalid` with ``document.broken``, ``document.bomb``, ``document.password`` or
    ``document.doctype``; nothing is written to disk, and no more than a chunk is held at a time.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _require_nothing_beside(data, parts)
            _check_directory(parts, len(data))
            _inflate(archive, parts, _most(len(data)))
            return frozenset(part.filename for part in parts)
    except _DAMAGED:
        refuse("document.broken")


def check_ole(data: bytes) -> NoReturn:
    """Refuse the container of old office files, saying whether it hides a new one behind a password."""
    refuse("document.password" if _ENCRYPTED_PACKAGE in data else "document.old_office")


def refuse(code: str) -> NoReturn:
    """Refuse the file at hand; its name is put before the sentence by who knows it."""
    raise Invalid([Problem("file", code)], code)


def _most(packed: int) -> int:
    return min(MAX_UNPACKED, max(ALWAYS_ALLOWED, packed * MAX_RATIO))


def _check_directory(parts: Sequence[zipfile.ZipInfo], packed: int) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > _most(packed):
        refuse("document.bomb")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        refuse("document.password")
    if len(set(names)) < len(names) or any(_escapes(name) for name in names):
        refuse("document.broken")


def _require_nothing_beside(data: bytes, parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse what has anything before its first part or after its directory: there another file can hide."""
    end = data.rfind(_END)
    size, offset, comment = struct.unpack_from("<IIH", data, end + 12)
    begins = min((part.header_offset for part in parts), default=-1) == 0
    adjoins = offset == _BEYOND or offset + size == end
    if not begins or not adjoins or end + _END_SIZE + comment != len(data):
        refuse("document.broken")


def _escapes(name: str) -> bool:
    """Tell whether a part names a place outside the package; nothing honest does."""
    return name.startswith("/") or ".." in name.replace("\\", "/").split("/")


def _inflate(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], most: int) -> None:
    """Count what really comes out, because the directory may lie about sizes."""
    unpacked = 0
    for part in parts:
        with archive.open(part) as stream:
            first = True
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > most:
                    refuse("document.bomb")
                if first and _defines_entities(chunk, part.filename):
                    refuse("document.doctype")
                first = False


def _defines_entities(head: bytes, name: str) -> bool:
    """Tell whether an XML part brings a document type: the format forbids it, entity bombs need it."""
    return name.lower().endswith((".xml", ".rels")) and _DOCTYPE in head.replace(b"\0", b"").lower()

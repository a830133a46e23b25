import io
import zipfile

import pytest

from reviewhub.domain.errors import Invalid
from reviewhub.files.packing.zipped import stored, unzipped, zipped
from uploads import package

FILES = {"乙/数据.json": b"{}" * 50, "甲.txt": b"1"}


def test_the_same_files_give_the_same_bytes_in_whatever_order() -> None:
    assert zipped(FILES) == zipped(dict(reversed(FILES.items())))
    assert unzipped(zipped(FILES)) == FILES


def test_a_document_loses_its_dates_and_its_compression_and_nothing_else() -> None:
    plain = stored(package(FILES))
    assert unzipped(plain) == FILES
    assert {one.compress_type for one in zipfile.ZipFile(io.BytesIO(plain)).infolist()} == {0}


def doubled() -> bytes:
    """An archive that names one file twice."""
    return zipped({"甲.txt": b"1", "乙.txt": b"2"}).replace("乙".encode(), "甲".encode())


SPOILT = zipped({"甲.txt": b"12345"}, packed=False).replace(b"12345", b"12346")


@pytest.mark.parametrize("bad", [b"", zipped(FILES)[:-30], SPOILT, doubled()])
def test_what_cannot_be_read_whole_is_refused(bad: bytes) -> None:
    with pytest.raises(Invalid):
        unzipped(bad)


def test_what_would_inflate_beyond_reason_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewhub.files.packing.zipped.LARGEST", 1000)
    with pytest.raises(Invalid):
        unzipped(package({"零.bin": b"\0" * 1001}))

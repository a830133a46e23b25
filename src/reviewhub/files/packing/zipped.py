"""Archives whose bytes depend on nothing but what is in them, and careful reading of those of others."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from reviewhub.domain.errors import Invalid, Problem

FIXED: Final = (2000, 1, 1, 0, 0, 0)
READABLE: Final = 0o100644 << 16
LARGEST: Final = 256 * 1024 * 1024
MOST_FILES: Final = 10_000


def zipped(files: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """Write an archive of files in the order of their names; the same files give the same bytes.

    What is not ``packed`` is stored as it is: such bytes are the same on every machine, whatever compresses.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            entry.external_attr = READABLE
            entry.create_system = 3
            archive.writestr(entry, files[name])
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Read an archive whole; raises :class:`Invalid` for what is damaged, doubled, encrypted or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {one.filename for one in entries}
            size = sum(one.file_size for one in entries)
            if len(names) != len(entries) or len(entries) > MOST_FILES or size > LARGEST:
                raise _refused()
            return {one.filename: archive.read(one) for one in entries}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise _refused() from error
    except zlib.error as error:
        raise _refused() from error


def stored(archive: bytes) -> bytes:
    """Write an archive (a document of an office program) anew without compressing and without its dates."""
    return zipped(unzipped(archive), packed=False)


def _refused() -> Invalid:
    return Invalid([Problem("", "pack.archive_unreadable")], "pack.archive_unreadable")

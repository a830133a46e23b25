"""All files of a pack, made of its raw data and nothing else; what makes them also checks them."""

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Final

from flask_babel import gettext as _

import reviewhub
from reviewhub.domain.hosting import blamed
from reviewhub.domain.packing.manifest import DATA, MANIFEST, manifest_of
from reviewhub.domain.packing.raw import RawPack, written
from reviewhub.edge.packing.live_book import live_book
from reviewhub.edge.packing.sections import sections
from reviewhub.edge.unit import parts
from reviewhub.files.packing.workbook import write_book
from reviewhub.files.packing.zipped import stored, zipped
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.packing.recounting import Counted

NOT_IN_A_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
PROGRAMS: Final = ("docxtpl", "matplotlib", "numpy", "python-docx", "scipy", "typst", "xlsxwriter")


def made_with() -> dict[str, str]:
    """Name the programs whose versions decide the bytes of documents."""
    return {"reviewhub": reviewhub.__version__, **{name: version(name) for name in PROGRAMS}}


def documents(pack: RawPack, counted: Sequence[Counted]) -> Iterator[tuple[str, bytes]]:
    """Make every document of a pack, task by task, with its name."""
    for one in counted:
        folder = "" if pack.single else f"{_folder(one)}/"
        yield f"{folder}{_('打分与结果')}.xlsx", write_book(live_book(one))
        tables = list(sections(pack, one))
        yield f"{folder}{_('成果汇编')}.docx", stored(_rendered("builtin.docx", tables))
        yield f"{folder}{_('成果汇编')}.pdf", _rendered("builtin.pdf", tables)


def archive_of(pack: RawPack, made: dict[str, bytes]) -> bytes:
    """Put documents, raw data and manifest into one archive; the same pack gives the same bytes."""
    files = {**made, DATA: written(pack)}
    return zipped({**files, MANIFEST: manifest_of(files, made_with())})


def _rendered(key: str, tables: Sequence[ReportTable]) -> bytes:
    with blamed("renderer.failed", key=key):
        return parts().registry.renderers[key].render(tables)


def _folder(one: Counted) -> str:
    return NOT_IN_A_NAME.sub("_", f"{one.task.number:02d}-{one.task.code}")

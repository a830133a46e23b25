"""All files of a pack, made of its raw data and nothing else; what makes them also checks them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Final

from flask_babel import gettext as _

import reviewhub
from reviewhub.domain.errors import Invalid
from reviewhub.domain.hosting import blamed
from reviewhub.domain.packing.manifest import DATA, MANIFEST, TEMPLATE, manifest_of
from reviewhub.domain.packing.raw import RawPack, digest_of, written
from reviewhub.edge.packing.live_book import live_book
from reviewhub.edge.packing.sections import sections
from reviewhub.edge.packing.summary import summary, summary_book
from reviewhub.edge.unit import parts
from reviewhub.files.packing.workbook import write_book
from reviewhub.files.packing.zipped import stored, zipped
from reviewhub.plugin.protocols import ReportTable, TemplatedRenderer
from reviewhub.services.packing.recounting import Counted

NOT_IN_A_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
WORD: Final = "builtin.docx"
PDF: Final = "builtin.pdf"
EACH: Final = 3  # a workbook, and the same text to be edited and to be printed
PROGRAMS: Final = ("docxtpl", "matplotlib", "numpy", "python-docx", "scipy", "typst", "xlsxwriter")


def made_with() -> dict[str, str]:
    """Name the programs whose versions decide the bytes of documents."""
    return {"reviewhub": reviewhub.__version__, **{name: version(name) for name in PROGRAMS}}


def documents(
    pack: RawPack, counted: Sequence[Counted], template: bytes | None = None
) -> Iterator[tuple[str, bytes]]:
    """Make every document of a pack with its name: of the whole campaign first, then task by task."""
    if not pack.single:
        yield f"{_('汇总')}.xlsx", write_book(summary_book(pack, counted))
        yield from _printed(_("汇总"), [summary(pack, counted)], template)
    for one in counted:
        folder = "" if pack.single else f"{_folder(one)}/"
        yield f"{folder}{_('打分与结果')}.xlsx", write_book(live_book(one, digest_of(pack)))
        yield from _printed(f"{folder}{_('成果汇编')}", list(sections(pack, one)), template)


def count_of(tasks: int, *, single: bool) -> int:
    """Tell how many documents a pack of so many tasks has."""
    return EACH * (tasks if single else tasks + 1)


def archive_of(pack: RawPack, made: Mapping[str, bytes], template: bytes | None = None) -> bytes:
    """Put documents, raw data and manifest into one archive; the same pack gives the same bytes."""
    look = {} if template is None else {TEMPLATE: template}
    files = {**made, **look, DATA: written(pack)}
    return zipped({**files, MANIFEST: manifest_of(files, made_with())})


def _printed(name: str, tables: Sequence[ReportTable], template: bytes | None) -> Iterator[tuple[str, bytes]]:
    """Write the same tables to be edited and to be printed."""
    renderers = parts().registry.renderers
    words = renderers[WORD]
    with blamed("renderer.failed", Invalid, key=WORD):
        if template is not None and isinstance(words, TemplatedRenderer):
            yield f"{name}.docx", stored(words.render_with(tables, template))
        else:
            yield f"{name}.docx", stored(words.render(tables))
    with blamed("renderer.failed", key=PDF):
        yield f"{name}.pdf", renderers[PDF].render(tables)


def _folder(one: Counted) -> str:
    return NOT_IN_A_NAME.sub("_", f"{one.task.number:02d}-{one.task.code}")

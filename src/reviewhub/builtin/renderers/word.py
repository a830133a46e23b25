"""DOCX to be edited: the look of official documents (GB/T 9704), from a template that can be replaced."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Invalid, Problem, ReportRenderer, ReportTable

TEMPLATE: Final = Path(__file__).with_name("official.docx")
FIXED_DATE: Final = (2000, 1, 1, 0, 0, 0)
WIDTH: Final = 156  # millimetres of text on a page of an official document
WIDE: Final = 8  # from this many columns on, the sheet lies across
LONGEST: Final = 40  # letters that a column is given room for
AROUND: Final = 4
FIRST_BROAD: Final = "\u2e80"  # from here on, letters take the room of two
DOTS: Final = 200  # per inch of a picture
# XML takes none of these.
NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Worded:
    """DOCX; users' text goes in as data and is never read as markup, nor as a command of the template."""

    key = "builtin.docx"
    suffix = "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @property
    def template(self) -> bytes:
        """The standard look."""
        return TEMPLATE.read_bytes()

    def render(self, tables: Sequence[ReportTable]) -> bytes:
        """Write every table from a page of its own on; the same tables give the same bytes."""
        return self.render_with(tables, self.template)

    def render_with(self, tables: Sequence[ReportTable], template: bytes) -> bytes:
        """Fill a template, which gets ``tables``; see the manual for what each of them has.

        Raises :class:`Invalid` where it is no DOCX or names what there is not.
        """
        from docxtpl import DocxTemplate  # noqa: PLC0415 -- takes a moment to load, and few requests write one
        from jinja2 import StrictUndefined, TemplateError  # noqa: PLC0415 -- comes with it
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 -- comes with it

        filler = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        out = io.BytesIO()
        try:
            document = DocxTemplate(io.BytesIO(template))
            document.init_docx()
            context = {"tables": [_plain(document, one) for one in tables]}
            document.render(context, filler, autoescape=True)
            _widen(document.docx, tables)
            document.save(out)
        except (TemplateError, zipfile.BadZipFile, KeyError, ValueError) as error:
            raise Invalid([Problem("", "renderer.template", {"message": str(error)})]) from error
        return _dateless(out.getvalue())


def _plain(document: Any, table: ReportTable) -> dict[str, Any]:
    return {
        "title": _text(table.title),
        "facts": [{"name": _text(name), "value": _text(value)} for name, value in table.facts],
        "heading": _text(table.heading),
        "is_wide": len(table.header) >= WIDE,
        "header": [_text(one) for one in table.header],
        "rows": [[_text(cell) for cell in row] for row in table.rows],
        "notes": [list(_note(note)) for note in table.notes],
        "figures": [
            {"caption": _text(caption), "picture": _picture(document, svg)} for caption, svg in table.figures
        ],
    }


def _note(note: str) -> Iterator[dict[str, Any]]:
    lines = note.split("\n")
    for place, line in enumerate(lines):
        yield {"text": _text(line), "is_heading": place == 0 and len(lines) > 1}


def _widen(document: Any, tables: Sequence[ReportTable]) -> None:
    """Give the columns of each table as much room as their longest words ask for."""
    headed = {tuple(map(_text, one.header)): one for one in tables if one.header}
    for table in document.tables:
        found = headed.get(tuple(cell.text for cell in table.rows[0].cells))
        if found is None:
            continue
        weights = [_weight(found, column) for column in range(len(found.header))]
        room = _room(document, table, is_wide=len(weights) >= WIDE)
        table.autofit = False
        for column, weight in zip(table.columns, weights, strict=True):
            column.width = room * weight // sum(weights)
        widths = [one.width for one in table.columns]
        for row in table._tbl.tr_lst:  # noqa: SLF001 -- the library builds the whole row anew for each cell
            for cell, width in zip(row.tc_lst, widths, strict=True):
                cell.width = width


def _room(document: Any, table: Any, *, is_wide: bool) -> int:
    """Give the width to share out: that of the table in the template, or of a sheet that lies across."""
    across = [one for one in document.sections if one.page_width > one.page_height]
    if is_wide and across:
        return int(across[0].page_width - across[0].left_margin - across[0].right_margin)
    return sum(int(one.width) for one in table.columns if one.width)


def _weight(table: ReportTable, column: int) -> int:
    """Measure the longest text in narrow letters, with the room around it."""
    cells = (table.header[column], *(row[column] for row in table.rows))
    longest = max(sum(1 + (letter >= FIRST_BROAD) for letter in _text(one)) for one in cells)
    return min(longest, LONGEST) + AROUND


def _text(cell: object) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:,.2f}"
    return NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", "" if cell is None else str(cell))


def _picture(document: Any, svg: str) -> Any:
    """Make a picture of dots, which every office program shows."""
    import typst  # noqa: PLC0415 -- see above
    from docx.shared import Mm  # noqa: PLC0415 -- see above
    from docxtpl import InlineImage  # noqa: PLC0415 -- see above

    page = '#set page(width: 156mm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    dots = typst.compile(page.encode(), format="png", ppi=DOTS, sys_inputs={"svg": svg})
    return InlineImage(document, io.BytesIO(dots), width=Mm(WIDTH))


def _dateless(document: bytes) -> bytes:
    """Write a document anew without the moment at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as given, zipfile.ZipFile(out, "w") as archive:
        for name in sorted(given.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, given.read(name))
    return out.getvalue()


@hookimpl
def register_report_renderers() -> list[ReportRenderer]:
    """Offer the form to be edited."""
    return [Worded()]

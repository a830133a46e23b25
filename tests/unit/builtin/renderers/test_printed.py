import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from reviewhub.builtin.renderers.printed import Printed
from reviewhub.plugin.protocols import ReportTable

HOSTILE = '#strong[x] $1$ *y* #import "/etc/passwd" <label> @ref \\ ` // /* "'


def table(columns: int = 4, reason: str = "依据不足") -> ReportTable:
    header = ("评估指标", "分值", "得分", "扣分理由", *(f"列{n}" for n in range(columns - 4)))
    row = ("1.1 实施目的明确", Decimal(5), Decimal("4.5"), reason, *("" for _ in range(columns - 4)))
    notes = ("二、评估结论\n予以支持", "专家签字：")
    return ReportTable(
        "专家评估意见书", [("项目名称", "果林路管网改造")], header, [row] * 3, notes, "一、评分情况"
    )


def read(*tables: ReportTable) -> PdfReader:
    return PdfReader(io.BytesIO(Printed().render(tables)))


def text_of(reader: PdfReader) -> str:
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def test_everything_said_is_printed() -> None:
    text = text_of(read(table()))
    for words in (
        "专家评估意见书",
        "果林路管网改造",
        "一、评分情况",
        "扣分理由",
        "4.50",
        "予以支持",
        "专家签字",
    ):
        assert words in text


def test_the_sheet_is_a4_and_lies_across_for_wide_tables() -> None:
    upright, across = (read(table(columns)).pages[0].mediabox for columns in (4, 9))
    assert (round(upright.width), round(upright.height)) == (595, 842)
    assert (round(across.width), round(across.height)) == (842, 595)


def test_two_runs_give_the_same_bytes() -> None:
    assert Printed().render([table()]) == Printed().render([table()])


def test_users_text_is_printed_as_it_stands_and_never_read_as_markup() -> None:
    assert "".join(HOSTILE.split()) in text_of(read(table(reason=HOSTILE)))


def test_only_fonts_of_our_own_are_used() -> None:
    fonts = read(table()).pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # a dictionary of the format
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts.values()}
    assert names <= {
        "NotoSerifSC-Regular-Identity-H",
        "NotoSansSC-Regular-Identity-H",
        "NotoSerifSC-Regular",
        "NotoSansSC-Regular",
    }


def test_every_table_begins_a_page() -> None:
    assert len(read(table(), table(9)).pages) == 2


@pytest.mark.parametrize("rows", [[], [("", None, "", "")]])
def test_a_table_without_numbers_is_printed(rows: list[tuple[object, ...]]) -> None:
    empty = ReportTable("空表", [], ("甲", "乙", "丙", "丁"), rows)
    assert "空表" in text_of(read(empty))


def test_a_digest_breaks_inside_its_cell_instead_of_leaving_the_sheet() -> None:
    report = ReportTable("表", [("摘要", "0123456789abcdef" * 4)], (), [])
    printed = read(report).pages[0].extract_text(extraction_mode="layout").splitlines()
    assert sum("0123456789abcdef" in line for line in printed) == 2


def test_a_source_breaks_after_the_registrant_of_its_doi() -> None:
    row = (*("甲" * 30 for _ in range(9)), "doi:10.1037/1082-989X.1.1.30")
    report = ReportTable("表", [], tuple("一二三四五六七八九十"), [row])
    printed = read(report).pages[0].extract_text(extraction_mode="layout").splitlines()
    first, second = (next(line for line in printed if one in line) for one in ("10.1037/", "1082-989X"))
    assert first != second


def test_a_dash_among_numbers_leaves_them_in_line_and_long_heads_leave_others_their_room() -> None:
    names = ("专家甲", "专家乙")
    rows = [
        (name, number, "−1.11 … 4.91") for name, number in zip(names, (Decimal("1.892"), "—"), strict=True)
    ]
    heads = ("专家", "Difference from the other experts' mean in points of the total", "95% 区间")
    text = text_of(read(ReportTable("表", [], heads, rows)))
    for words in ("专家甲", "1.89", "−1.11…4.91"):
        assert words in text

"""Does a report renderer keep its contract? Tables as reports have them, and as they can come to be."""

import re
from collections.abc import Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Final

from reviewhub.plugin.protocols import ReportRenderer, ReportTable
from reviewhub.testing.contract import ContractBroken, check_key, require

MEDIA_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]+(; ?[a-z]+=[A-Za-z0-9-]+)?")
FULL: Final = ReportTable(
    title="2026 年度评审结果",
    facts=[("单位", "经开区财政分局"), ("申报", "1,268.35 万元")],
    header=["项目", "得分", "等级", "备注"],
    rows=[
        ["主干道市容环境整治", Decimal("91.50"), "优", None],
        ["=1+1", Decimal("-0.01"), "<b>良</b>", '逗号,引号"换行\n'],
        ["𠮷", 3, "", "#[link]* $x$ \\"],
    ],
    notes=["第一条\n说明", "第二条"],
    heading="各项目",
)
EMPTY: Final = ReportTable("没有结果", [], ["项目", "得分"], [])


def check_report_renderer(renderer: ReportRenderer, tables: Sequence[ReportTable] = ()) -> bytes:
    """Hold a report renderer to its contract on made tables and on ``tables`` of your own; gives the file.

    Checked are: a key with a package, a suffix and a media type; a file for one table, for several, and for
    one without rows; tables left as they were; text that looks like a formula or a command of the format
    taken as text, as far as that it does not fail. Raises :class:`ContractBroken`.
    """
    key = renderer.key
    check_key(key)
    require(renderer.suffix.isalnum(), f"{key}: a suffix is letters without a dot, not {renderer.suffix!r}")
    typed = bool(MEDIA_TYPE.fullmatch(renderer.media_type))
    require(typed, f"{key}: {renderer.media_type!r} is not a media type")
    for sample in ([FULL], [EMPTY]):
        _rendered(renderer, sample)
    return _rendered(renderer, [EMPTY, FULL, *tables])


def _rendered(renderer: ReportRenderer, tables: Sequence[ReportTable]) -> bytes:
    before = deepcopy(tables)
    try:
        written: object = renderer.render(tables)
    except Exception as error:
        raise ContractBroken(
            f"{renderer.key}: cannot write {[one.title for one in tables]}: {error!r}"
        ) from error
    require(tables == before, f"{renderer.key}: changed the tables it was given")
    if not isinstance(written, bytes) or not written:
        raise ContractBroken(f"{renderer.key}: writes bytes, and some of them")
    return written

"""Which lines under a header are no data: blanks, totals, notes, the header printed again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.tables.cell import Row, Rows, fold, text_of
from reviewhub.domain.tables.header import Header
from reviewhub.domain.tables.line import Line, first_words
from reviewhub.domain.tables.parsed import Skipped, SkipReason

_TOTAL: Final = re.compile(
    r"(?:总合计|合计|总计|共计|累计|total|grandtotal|sum|平均|平均分|均值|average|mean):?"
)
_SUBTOTAL: Final = re.compile(r"(?:本页|单位|部门)?(?:小计|subtotal|sub-total):?|本页合计:?")
_ENDS_IN_SUM: Final = re.compile(r".*(?:小计|合计|总计|共计):?")
_WHOLE_AREA: Final = re.compile(r"(?:.*总计|全[区市县省州]合计):?")
_NOTE: Final = re.compile(
    r"(?:注|说明|备注|(?:填表|填报|制表|审核|复核|经办|编制|联系).{0,4}|.{0,4}负责人):.*|第.{1,10}页"
)
_EXAMPLE: Final = frozenset({"示例", "样例", "example"})
_NUMBER: Final = re.compile(r"[-¥]?[0-9][0-9,]*(?:\.[0-9]+)?%?")


@dataclass(frozen=True, slots=True)
class Marks:
    """The columns by which a line shows what it is: its name, code, owner and values."""

    name: str
    code: str = ""
    owner: str = ""
    values: tuple[str, ...] = ()


def data_lines(rows: Rows, header: Header, marks: Marks, skipped: list[Skipped]) -> Iterator[Line]:
    """Give the lines of data below the header; the others are added to ``skipped`` with their reason."""
    titles = _folded(header.titles)
    for number, cells in enumerate(rows[header.row :], header.row + 1):
        line = Line(header, number, cells)
        reason = SkipReason.HEADER if _folded(cells) == titles else why_skipped(line, marks)
        if reason is None:
            yield line
        else:
            skipped.append(Skipped(number, reason, first_words(cells)))


def _folded(cells: Row) -> list[str]:
    folded = [fold(text_of(cell)) for cell in cells]
    while folded and not folded[-1]:
        folded.pop()
    return folded


def why_skipped(line: Line, marks: Marks) -> SkipReason | None:
    """Tell why a line is no data, or None when it must be read as data.

    A line with a code is data whatever it is called, and so is one whose name merely contains 合计; only one
    that begins with the single word 示例 is the example in a form to fill in.
    """
    texts = [text for text in (fold(text_of(cell)) for cell in line.cells) if text]
    if not texts:
        return SkipReason.BLANK
    if texts[0] in _EXAMPLE:
        return SkipReason.NOTE
    if _is_code(fold(line.glance(marks.code)), texts):
        return None
    words = [text for text in texts if not _NUMBER.fullmatch(text)]
    name, owner = fold(line.glance(marks.name)), fold(line.glance(marks.owner))
    if _is_sum(name, owner, words):
        return _kind_of_sum(words)
    if owner or any(line.glance(key) for key in marks.values):
        return None
    return _kind_of_remark(texts, words, name)


def is_sum_word(folded: str) -> bool:
    """Tell whether a folded text as a whole means a sum or a mean: 合计, 小计, total."""
    return bool(_TOTAL.fullmatch(folded) or _SUBTOTAL.fullmatch(folded))


def _is_code(text: str, texts: list[str]) -> bool:
    """Tell a code from a sum's word or a remark that stands in its column because that is the first."""
    if not text or is_sum_word(text) or _ENDS_IN_SUM.fullmatch(text) or _NOTE.fullmatch(text):
        return False
    return len(texts) > 1 or text.isascii()


def _is_sum(name: str, owner: str, words: list[str]) -> bool:
    if is_sum_word(name) or is_sum_word(owner):
        return True
    if name:
        return not owner and bool(_ENDS_IN_SUM.fullmatch(name))
    return any(is_sum_word(word) or _ENDS_IN_SUM.fullmatch(word) for word in words)


def _kind_of_sum(words: list[str]) -> SkipReason:
    whole = len(words) == 1 and (_TOTAL.fullmatch(words[0]) or _WHOLE_AREA.fullmatch(words[0]))
    return SkipReason.TOTAL if whole else SkipReason.SUBTOTAL


def _kind_of_remark(texts: list[str], words: list[str], name: str) -> SkipReason | None:
    if not words:
        return SkipReason.BLANK  # only the running number that was filled down in advance
    if _NOTE.fullmatch(texts[0]) or (not name and len(texts) == 1):
        return SkipReason.NOTE
    return None

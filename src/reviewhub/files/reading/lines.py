"""What makes a paragraph of lines, and a heading of a paragraph."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

Line: TypeAlias = tuple[str, int]

LONGEST_HEADING: Final = 40

_HAN: Final = "[一二三四五六七八九十百]"
_LEVELS: Final = (
    (re.compile(rf"第{_HAN}+[章编]|第{_HAN}+部分|{_HAN}+、"), 1),
    (re.compile(rf"第{_HAN}+节|[（(]{_HAN}+[）)]"), 2),
    (re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}(?![.0-9%])"), 3),
    (re.compile(r"[0-9]{1,2}\.[0-9]{1,2}(?![.0-9%]|\s*[万亿元%])"), 2),
    (re.compile(r"[0-9]{1,2}[.．、](?![0-9])"), 3),
    (re.compile(r"[（(][0-9]{1,2}[）)]"), 4),
)
_ENDS: Final = tuple("。！？；：…!?;:")
_NO_HEADING: Final = (*_ENDS, "，", ",")
# A line this much shorter than the widest of its page ends its paragraph.
_FULL: Final = 0.8


def heading_of(text: str) -> int:
    """Tell the level of a heading by its numbering; 0 is body text.

    >>> heading_of("二、项目绩效情况"), heading_of("（一）决策情况"), heading_of("1.项目立项")
    (1, 2, 3)
    >>> heading_of("一、项目资金按时到位，全年执行率较高。")
    0
    """
    if len(text) > LONGEST_HEADING or text.endswith(_NO_HEADING) or "\t" in text:
        return 0
    return next((level for pattern, level in _LEVELS if pattern.match(text)), 0)


def paragraphs(lines: Iterable[str]) -> list[Line]:
    """Join the lines of one printed page to paragraphs, each with its level as a heading."""
    plain = [" ".join(line.split()) for line in lines]
    filled = [line for line in plain if line]
    widest = max(map(_width, filled), default=0)
    return [(text, heading_of(text)) for text in _joined(filled, widest)]


def _joined(lines: Sequence[str], widest: int) -> Iterator[str]:
    kept = ""
    for line in lines:
        if kept and heading_of(line):
            yield kept
            kept = ""
        kept = _glued(kept, line)
        if heading_of(line) or line.endswith(_ENDS) or _width(line) < _FULL * widest:
            yield kept
            kept = ""
    if kept:
        yield kept


def _glued(before: str, after: str) -> str:
    """Put a blank where words with blanks between them met at the end of a line."""
    words = before and before[-1].isascii() and after[0].isascii()
    return f"{before} {after}" if words else before + after


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "FW" else 1 for one in line)

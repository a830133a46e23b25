"""Which criterion a line of a report's table speaks of, however the office numbered or shortened it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reviewhub.domain.commissioning.claiming.claims import ClaimedPoints
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.tables.amount import BRACKETS
from reviewhub.domain.tables.cell import fold

Named = tuple[Mapping[str, ClaimedPoints], tuple[ClaimedPoints, ...]]

_NUMBERING: Final = re.compile(r"^(?:[0-9]+(?:[.-][0-9]+)*[.、)]?|[一二三四五六七八九十]+[、.)])")
_ID: Final = re.compile(r"^[a-z]?[0-9]+(?:\.[0-9]+)*")


def named(criteria: Sequence[Criterion], lines: Iterable[ClaimedPoints]) -> Named:
    """Give the line of every criterion by its id, and the lines that speak of none or of one twice.

    A line is taken for the criterion whose title it has, of several the one under the same heading, else
    the first that is still free; a line without any title that fits, for the one whose number it begins with.
    """
    found: dict[str, ClaimedPoints] = {}
    rest: list[ClaimedPoints] = []
    for line in lines:
        free = [one for one in criteria if one.id not in found]
        criterion = next((one for choices in _choices(free, line) for one in choices), None)
        if criterion is None:
            rest.append(line)
        else:
            found[criterion.id] = line
    return found, tuple(rest)


def bare(title: str) -> str:
    """Give the words of a title, folded, without numbering, brackets and closing marks.

    >>> bare("1.2 立项程序规范性（4分）"), bare("（一）项目立项：")
    ('立项程序规范性', '项目立项')
    """
    plain = BRACKETS.sub("", fold(title))
    return _NUMBERING.sub("", plain).strip(":：*、.")


def _choices(free: Sequence[Criterion], line: ClaimedPoints) -> Iterable[Sequence[Criterion]]:
    """Give the criteria a line may mean, the surest first."""
    wanted, above = bare(line.label), bare(line.above)
    titled = [one for one in free if wanted and wanted in (bare(one.title.zh), bare(one.title.en))]
    yield [one for one in titled if above and above in _headings(one)]
    yield titled
    number = _ID.match(fold(line.label))
    yield [one for one in free if number and one.id.lower() == number.group()]


def _headings(criterion: Criterion) -> set[str]:
    return {bare(text) for words in criterion.path for text in (words.zh, words.en)}

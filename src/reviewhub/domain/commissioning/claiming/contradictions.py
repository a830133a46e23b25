"""What a report gets wrong by itself: sums that do not add up, a grade that does not follow."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reviewhub.domain.commissioning.claiming.claims import Claims
from reviewhub.domain.commissioning.claiming.difference import Difference, plain
from reviewhub.domain.grade import Band, GradeScale
from reviewhub.domain.money import print_wan
from reviewhub.domain.scoring.sheet import total_of
from reviewhub.domain.tables.cell import fold

# The long words of reports for the labels of scales.
_SAME: Final = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差", "合格": "中", "不合格": "差"}
_TAILS: Final = ("等级", "等次", "级", "等")


def within(claims: Claims, scale: GradeScale) -> Iterator[Difference]:
    """Find what contradicts itself in a report, whatever the platform says."""
    yield from _points(claims)
    yield from _sums(claims)
    yield from _grade(claims, scale)
    yield from _money(claims)


def graded(word: str, scale: GradeScale) -> Band | None:
    """Give the band that a report's word names; None for a word that the scale does not know."""
    plain_word = fold(word)
    for tail in _TAILS:
        plain_word = plain_word.removesuffix(tail) or plain_word
    labels = {fold(text): band for band in scale.bands for text in (band.label.zh, band.label.en)}
    return labels.get(plain_word) or labels.get(_SAME.get(plain_word, ""))


def _points(claims: Claims) -> Iterator[Difference]:
    for one in claims.lines:
        if one.points is not None and one.full is not None and one.points > one.full:
            values = {"line": one.label, "claimed": plain(one.points), "full": plain(one.full)}
            yield Difference("claims.above_full", one.label, values)


def _sums(claims: Claims) -> Iterator[Difference]:
    for one in claims.subtotals:
        if one.said != one.added:
            values = {"line": one.label, "claimed": plain(one.said), "added": plain(one.added)}
            yield Difference("claims.subtotal_wrong", one.label, values)
    given = [one.points for one in claims.lines if one.points is not None]
    if claims.total is None or not given:
        return
    added = sum(given, Decimal(0))
    if claims.total not in (added, _rescaled(claims)):
        values = {"claimed": plain(claims.total), "added": plain(added)}
        yield Difference("claims.sum_wrong", "total", values)


def _rescaled(claims: Claims) -> Decimal | None:
    """Give the total where lines were left out and the others count for all, as the platform does it."""
    full = [one.full for one in claims.lines if one.full is not None]
    if len(full) < len(claims.lines):
        return None
    return total_of([one.points for one in claims.lines], full)


def _grade(claims: Claims, scale: GradeScale) -> Iterator[Difference]:
    if not claims.grade:
        return
    band = graded(claims.grade, scale)
    if band is None:
        yield Difference("claims.grade_unknown", "grade", {"claimed": claims.grade})
    elif claims.total is not None and scale.grade(claims.total) != band:
        follows = scale.grade(claims.total).id
        values = {"claimed": claims.grade, "total": plain(claims.total), "grade": follows}
        yield Difference("claims.grade_not_following", "grade", values)


def _money(claims: Claims) -> Iterator[Difference]:
    asked, recommended, cut = claims.asked, claims.recommended, claims.cut
    if asked is None or recommended is None or cut is None or asked - cut == recommended:
        return
    values = {"asked": print_wan(asked), "cut": print_wan(cut), "recommended": print_wan(recommended)}
    yield Difference("claims.money_wrong", "recommended", values)

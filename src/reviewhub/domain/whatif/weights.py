"""Other weights for the level-1 headings of a template, and points turned into them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from reviewhub.domain.money import round_half_up
from reviewhub.domain.scoring.template import PLACES, Criterion, ScoringTemplate

PARTS: Final = 10**PLACES


@dataclass(frozen=True, slots=True)
class Reweighted:
    """A template whose headings weigh otherwise, and how stored points follow.

    ``kept`` are the places of the criteria that still count; ``before`` and ``after`` their full marks in
    whole ten-thousandths of a point.
    """

    template: ScoringTemplate
    kept: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]

    def points(self, sheet: Sequence[int | None]) -> list[int | None]:
        """Turn stored points, keeping the share of full marks; rounded half up as sheets keep points."""
        places = zip(self.kept, self.before, self.after, strict=True)
        return [_share(sheet[place], before, after) for place, before, after in places]


def _share(points: int | None, before: int, after: int) -> int | None:
    return None if points is None else (2 * points * after + before) // (2 * before)


def reweighted(template: ScoringTemplate, weights: Mapping[str, Decimal]) -> Reweighted:
    """Give headings other weights; full marks stay what they were, so all are brought to that sum.

    ``weights`` are points by the Chinese title of a heading, 0 for one that is left out; headings it does not
    name keep theirs. Criteria share their heading's points as before; what rounding to ten-thousandths leaves
    goes to the last one. Raises :class:`ValueError` where nothing would count.
    """
    wanted = list(_wanted(template, weights))
    total = sum((points for _, _, points in wanted), Decimal(0))
    if not total:
        raise ValueError("no heading has any weight")
    full = template.full_marks
    scaled = [round_half_up(points * full / total, PLACES) for _, _, points in wanted]
    scaled[-1] += full - sum(scaled, Decimal(0))
    criteria = [replace(one, points=points) for (_, one, _), points in zip(wanted, scaled, strict=True)]
    return Reweighted(
        replace(template, criteria=tuple(criteria)),
        tuple(place for place, _, _ in wanted),
        tuple(_parts(one.points) for _, one, _ in wanted),
        tuple(_parts(one.points) for one in criteria),
    )


def _wanted(
    template: ScoringTemplate, weights: Mapping[str, Decimal]
) -> Iterator[tuple[int, Criterion, Decimal]]:
    """Give place, criterion and unscaled points of everything that still counts."""
    place = -1
    for group in template.groups:
        weight, own = weights.get(group.title.zh, group.points), group.points
        for one in group.criteria:
            place += 1
            if weight:
                yield place, one, one.points * weight / own


def _parts(points: Decimal) -> int:
    return int(points * PARTS)

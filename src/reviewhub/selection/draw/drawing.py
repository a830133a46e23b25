"""From a commitment and revealed values to a panel, its alternates, and who takes a seat that is given up."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from reviewhub.selection.draw.canonical import digest
from reviewhub.selection.draw.seating import next_in_order
from reviewhub.selection.draw.sources import seed_of
from reviewhub.selection.draw.stream import blocks, in_order, uniform


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the randomness gave.

    Attributes
    ----------
    seed
        In hexadecimal.
    index
        The number below 10**9 that picked the panel.
    panel
        Ids in order.
    alternates
        Everybody else who may be drawn, in the order in which they are asked.

    """

    seed: str
    index: int
    panel: tuple[str, ...]
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seats:
    """How a panel stands: who sits, who waits in order, and how many seats nobody could take."""

    seated: tuple[str, ...]
    waiting: tuple[str, ...]
    empty: int = 0


def draw(document: Mapping[str, Any], values: Sequence[str]) -> Drawing:
    """Draw the panel of a commitment document with what its sources revealed, in their order.

    Raises
    ------
    ValueError
        When a value does not match its source; nothing is drawn then.

    """
    seed = seed_of(digest(document), document["sources"], values)
    key = bytes.fromhex(seed)
    weights, panels = document["lottery"]["weights"], document["lottery"]["panels"]
    index = uniform(blocks(key, "panel"), sum(weights))
    panel = tuple(panels[place_of(index, weights)])
    rest = set(document["eligible"]) - set(panel)
    return Drawing(seed, index, panel, in_order(key, "alternates", rest))


def place_of(index: int, weights: Sequence[int]) -> int:
    """Find the panel to which a number belongs: the first one whose cumulated weight is above it."""
    return bisect_right(list(accumulate(weights)), index)


def leave(document: Mapping[str, Any], seats: Seats, id_: str) -> tuple[Seats, str | None]:
    """Take somebody out and give the one who follows; None where nobody fits or no seat fell empty.

    The one who follows is the first in order who keeps the rules with those who stay. Who left never returns.

    Raises
    ------
    ValueError
        When the person neither sits nor waits.

    """
    if id_ in seats.waiting:
        return replace(seats, waiting=_without(seats.waiting, id_)), None
    if id_ not in seats.seated:
        raise ValueError(f"{id_} neither sits nor waits")
    stayers = _without(seats.seated, id_)
    follower = next_in_order(document, stayers, seats.waiting, seats.empty)
    if follower is None:
        return Seats(stayers, seats.waiting, seats.empty + 1), None
    return Seats((*stayers, follower), _without(seats.waiting, follower), seats.empty), follower


def seats_after(document: Mapping[str, Any], drawing: Drawing, left: Iterable[str]) -> Seats:
    """Replay who left, in order, from the panel as it was drawn."""
    seats = Seats(drawing.panel, drawing.alternates)
    for id_ in left:
        seats, _ = leave(document, seats, id_)
    return seats


def _without(ids: Iterable[str], gone: str) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ != gone)

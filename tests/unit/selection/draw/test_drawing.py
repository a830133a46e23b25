import hashlib
from collections import Counter
from itertools import accumulate

import pytest

from reviewhub.selection.draw.drawing import Seats, draw, leave, place_of, seats_after
from reviewhub.selection.draw.seating import keeps_rules
from reviewhub.selection.draw.stream import blocks, in_order, uniform
from unit.selection.draw.made import WORDS, committed_to, outcome

DOCUMENT = committed_to().document


def test_panel_and_alternates_are_everybody_who_may_be_drawn() -> None:
    drawing = outcome()
    assert list(drawing.panel) in DOCUMENT["lottery"]["panels"]
    assert sorted((*drawing.panel, *drawing.alternates)) == sorted(DOCUMENT["eligible"])


def test_a_panel_has_the_numbers_from_the_sum_before_it_to_its_own() -> None:
    assert [place_of(index, [2, 1, 3]) for index in range(6)] == [0, 0, 1, 2, 2, 2]


def test_a_hundred_thousand_draws_fit_the_published_weights() -> None:
    weights = [4, 1, 9, 16, 2, 7, 11, 50]
    ends = list(accumulate(weights))
    seeds = (hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(100_000))
    counted = Counter(place_of(uniform(blocks(seed, "panel"), ends[-1]), weights) for seed in seeds)
    expected = [1000 * weight for weight in weights]
    found = sum((counted[place] - many) ** 2 / many for place, many in enumerate(expected))
    # chi-square with 7 degrees of freedom: 1.24 and 20.28 leave half a percent on either side
    assert 0.989 < found < 20.28


def test_the_one_who_follows_is_the_first_in_order_who_keeps_the_rules() -> None:
    drawing = outcome()
    seats, follower = leave(DOCUMENT, Seats(drawing.panel, drawing.alternates), drawing.panel[0])
    fitting = [id_ for id_ in drawing.alternates if keeps_rules(DOCUMENT, [*drawing.panel[1:], id_])]
    assert follower == fitting[0]
    assert seats.seated == (*drawing.panel[1:], follower)
    assert follower not in seats.waiting
    assert drawing.panel[0] not in (*seats.seated, *seats.waiting)


def who_fit(stayers: tuple[str, ...]) -> set[str]:
    return {id_ for id_ in DOCUMENT["eligible"] if keeps_rules(DOCUMENT, [*stayers, id_])}


def test_everybody_who_fits_is_equally_likely_to_follow() -> None:
    panel = max(DOCUMENT["lottery"]["panels"], key=lambda panel: len(who_fit(tuple(panel[1:]))))
    rest = set(DOCUMENT["eligible"]) - set(panel)
    fitting = who_fit(tuple(panel[1:])) - {panel[0]}
    followers: Counter[str | None] = Counter()
    for number in range(3000):
        seed = hashlib.sha256(number.to_bytes(4, "big")).digest()
        seats = Seats(tuple(panel), in_order(seed, "alternates", rest))
        followers[leave(DOCUMENT, seats, panel[0])[1]] += 1
    each = followers.total() / len(fitting)
    assert set(followers) == fitting
    assert len(fitting) == 4
    # chi-square with 3 degrees of freedom: 12.84 leaves half a percent
    assert sum((many - each) ** 2 / each for many in followers.values()) < 12.84


def test_where_nobody_fits_the_seat_stays_empty_and_the_next_is_sought_around_it() -> None:
    seats = Seats(("D00", "D02", "D08"), ("D01",))
    after, follower = leave(DOCUMENT, seats, "D02")
    assert (follower, after) == ("D01", Seats(("D00", "D08", "D01"), ()))
    last, nobody = leave(DOCUMENT, after, "D00")
    assert (nobody, last) == (None, Seats(("D08", "D01"), (), empty=1))


def test_somebody_who_waits_leaves_the_order_and_no_seat() -> None:
    drawing = outcome()
    seats = seats_after(DOCUMENT, drawing, [drawing.alternates[0]])
    assert seats == Seats(drawing.panel, drawing.alternates[1:])


def test_nobody_leaves_twice() -> None:
    drawing = outcome()
    with pytest.raises(ValueError, match="neither"):
        seats_after(DOCUMENT, drawing, [drawing.panel[0], drawing.panel[0]])


def test_a_reveal_that_does_not_match_draws_nothing() -> None:
    with pytest.raises(ValueError, match="match"):
        draw(DOCUMENT, WORDS[::-1])

import hashlib
import hmac

import numpy as np

from reviewhub.selection.matching.ties import Tickets


def test_a_ticket_is_the_start_of_the_draws_ticket() -> None:
    expected = hmac.digest(b"seed", b"match/task\0road", hashlib.sha256)[:8]
    assert int(Tickets.of(b"seed", ["road"], []).task[0]) == int.from_bytes(expected, "big")


def test_ties_follow_names_and_seed_and_not_places() -> None:
    one = Tickets.of(b"a", ["x", "y"], ["p", "q"])
    turned = Tickets.of(b"a", ["y", "x"], ["q", "p"])
    other = Tickets.of(b"b", ["x", "y"], ["p", "q"])
    first, second = np.array([0, 1]), np.array([1, 0])
    assert one.ties(first, second, 30).tolist() == turned.ties(second, first, 30).tolist()
    assert one.ties(first, second, 30).tolist() != other.ties(first, second, 30).tolist()


def test_ties_have_so_many_bits_and_are_spread() -> None:
    tickets = Tickets.of(b"", map(str, range(100)), map(str, range(100)))
    ties = tickets.ties(np.arange(100)[:, None], np.arange(100), 8)
    assert (ties.min(), ties.max()) == (0, 255)
    assert abs(ties.mean() - 127.5) < 3

import hashlib
from itertools import islice, repeat
from typing import Final

import pytest

from reviewhub.selection.draw.stream import SPACE, blocks, in_order, uniform

# The known answer of the design of the draw: the seed is the digest of these words.
SEED: Final = hashlib.sha256(b"reviewhub test seed").digest()


def test_the_stream_gives_the_known_answer() -> None:
    stream = blocks(SEED, "panel")
    assert SEED.hex() == "fcc355c4c8b00b31cab7264512130a8c70d5e7eb8d08218842332441a4b1a028"
    assert [uniform(stream, 10**9) for _ in range(3)] == [772438182, 983546420, 20457018]
    assert [uniform(stream, 537) for _ in range(5)] == [333, 43, 304, 316, 29]


def test_labels_give_different_streams() -> None:
    assert next(blocks(SEED, "panel")) != next(blocks(SEED, "alternates"))


def test_what_would_make_some_remainders_likelier_is_rejected() -> None:
    below = (1 << 255) + 1
    assert uniform(iter([below, SPACE - 1, 7]), below) == 7


def test_half_of_all_blocks_are_rejected_just_above_half_of_the_space() -> None:
    below = (1 << 255) + 1
    first = list(islice(blocks(SEED, "bias"), 4000))
    kept = [block for block in first if block < below]
    stream = iter(first)
    assert [uniform(stream, below) for _ in kept] == kept
    assert 1800 < len(kept) < 2200
    low = sum(value < below // 2 for value in kept)
    assert abs(low - len(kept) / 2) < 4 * (len(kept) / 4) ** 0.5


@pytest.mark.parametrize("below", [0, -1, SPACE + 1])
def test_there_is_no_uniform_number_below_nothing_or_above_the_space(below: int) -> None:
    with pytest.raises(ValueError, match="below"):
        uniform(repeat(0), below)


def test_the_order_does_not_depend_on_how_the_ids_come() -> None:
    ids = [f"p{number}" for number in range(50)]
    order = in_order(SEED, "alternates", ids)
    assert order == in_order(SEED, "alternates", reversed(ids))
    assert sorted(order) == sorted(ids)
    assert list(order) != sorted(ids)

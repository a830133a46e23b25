import hashlib

import pytest

from reviewhub.selection.draw.sources import Balls, Beacon, Given, Sealed, Source, matches, seed_of, suffice
from unit.selection.draw.made import SOURCES, WORDS

C = "ab" * 32
DOCUMENTS = [one.document() for one in SOURCES]


def test_the_seed_is_made_of_the_commitment_and_every_value_with_its_length() -> None:
    told = b"".join(len(word).to_bytes(8, "big") + word.encode() for word in WORDS)
    expected = hashlib.sha256(b"reviewhub/draw/1" + bytes.fromhex(C) + told).hexdigest()
    assert seed_of(C, DOCUMENTS, WORDS) == expected


def test_a_given_seed_is_taken_as_it_is() -> None:
    assert seed_of(C, [Given().document()], ["00ff"]) == "00ff"


@pytest.mark.parametrize("values", [WORDS[::-1], (WORDS[0], WORDS[1] + " "), WORDS[:1], (*WORDS, "x")])
def test_a_reveal_that_does_not_match_gives_no_seed(values: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"match|zip"):
        seed_of(C, DOCUMENTS, values)


@pytest.mark.parametrize("value", ["3-0", "3-0-10", "03-0-1", "3-0-x", "", "٣-0-1", "3--1", "3-0-1-2"])
def test_balls_are_so_many_numbers_in_their_range(value: str) -> None:
    balls = Balls(3, 10).document()
    assert not matches(balls, value)
    assert matches(balls, "3-0-9")


@pytest.mark.parametrize(
    ("sources", "enough"),
    [
        ((), False),
        ((Sealed("officer", C),), False),
        ((Sealed("officer", C), Sealed("officer", "cd" * 32)), False),
        ((Sealed("officer", C), Sealed("supervisor", C)), True),
        ((Beacon("drand", 12),), True),
        ((Balls(3, 10),), False),
        ((Balls(9, 10),), True),
        ((Balls(3, 10), Sealed("officer", C)), False),
        ((Given(),), True),
        ((Given(), Beacon("drand", 12)), False),
    ],
)
def test_nobody_may_fix_the_seed_alone(sources: tuple[Source, ...], enough: bool) -> None:
    assert suffice(sources) is enough

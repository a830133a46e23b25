"""Pools of people for the tests of the lottery: published, tiny, and made."""

import csv
from pathlib import Path
from typing import Final

from reviewhub.selection.lottery.values import Person, Quota, Rules

SENATE: Final = Path(__file__).parents[3] / "oracles" / "senate_9"


def read(name: str) -> list[dict[str, str]]:
    with (SENATE / name).open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


def senate() -> tuple[list[Person], Rules]:
    """Give the published pool of 100 with at most one a state."""
    people = [
        Person(row["id"], {name: value for name, value in row.items() if name != "id"})
        for row in read("people.csv")
    ]
    quotas = tuple(
        Quota(row["feature"], row["value"], int(row["min"]), int(row["max"])) for row in read("quotas.csv")
    )
    return people, Rules(9, quotas, ("state",))


def people_of(*features: str, names: str = "class gender") -> list[Person]:
    """Make people p0, p1, … from words like ``"finance f"``; ``-`` is no value."""
    known = names.split()
    return [
        Person(
            f"p{number}",
            {name: "" if value == "-" else value for name, value in zip(known, one.split(), strict=True)},
        )
        for number, one in enumerate(features)
    ]


# Each two of the first three share something that may occur once. On average 2 in 5 for everybody would keep
# all rules, but no panel holds two of the three.
TWISTED: Final = (
    people_of("x - z", "x y -", "- y z", "- - -", "- - -", names="first second third"),
    Rules(2, one_per=("first", "second", "third")),
)

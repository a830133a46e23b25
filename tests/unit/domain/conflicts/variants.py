"""The table of name variants: how offices write whom they mean, and whom they do not mean."""

import csv
from pathlib import Path
from typing import Final, NamedTuple

TABLE: Final = Path(__file__).with_name("name_variants.csv")


class Variant(NamedTuple):
    """One way of writing, and whether it means who or what is known."""

    kind: str
    known: str
    written: str
    same: str
    why: str


def variants(*kinds: str) -> list[Variant]:
    """Read the table, or the lines of some kinds."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        every = [Variant(**line) for line in csv.DictReader(file)]
    return [one for one in every if not kinds or one.kind in kinds]

"""Answers to try a scorer with: for every input its ends and something between, in every combination."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice, product
from typing import Final

from reviewhub.plugin.protocols import Input, InputKind

MOST: Final = 400
BEYOND: Final = Decimal(1000)


def made_answers(inputs: Sequence[Input]) -> list[dict[str, str]]:
    """Make what experts could type, by the names of the inputs; the same every time."""
    names = [one.name for one in inputs]
    combined = list(islice(product(*(_texts(one) for one in inputs)), MOST))
    whole = zip(*(_texts(one)[::-1] for one in inputs), strict=False)
    return [dict(zip(names, texts, strict=True)) for texts in (*combined, *whole)]


def _texts(one: Input) -> list[str]:
    if one.kind is InputKind.CHECK:
        return ["0", "1"]
    if one.kind is InputKind.CHOICE:
        return [choice.id for choice in one.choices]
    most = BEYOND if one.most is None else one.most
    step = one.step or Decimal("0.01")
    middle = one.least + (most - one.least) / 3 // step * step
    numbers = dict.fromkeys(
        f"{number:f}" for number in (one.least, min(one.least + step, most), middle, most)
    )
    return ["", *numbers] if one.kind is InputKind.COUNT else list(numbers)

"""What an expert fills in: the inputs a scorer asks for, and the one rule by which numbers are read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.words import Words, shown

FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．", "0123456789.")
TICKED: Final = ("1", "on")
NUMBER: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")

Value = Decimal | str | bool


class InputKind(StrEnum):
    """How a person gives a value."""

    NUMBER = "number"
    CHOICE = "choice"
    CHECK = "check"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: the stored id and what the page shows; ``points`` when picking sets a number."""

    id: str
    label: Words
    points: Decimal | None = None
    text: Words | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One value a scorer asks for; numbers lie in ``least`` … ``most`` (inclusive) in whole ``step``.

    ``pace`` is how far one press of an arrow key goes where that is more than a step. ``fact`` names a
    measured value of the task, which counts where the input is left blank.
    """

    name: str
    kind: InputKind
    label: Words
    unit: Words | None = None
    least: Decimal = Decimal(0)
    most: Decimal | None = None
    step: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    pace: Decimal | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one expert filled in for one criterion, as typed; a blank value is missing, never zero."""

    values: Mapping[str, str] = field(default_factory=dict)
    not_applicable: bool = False
    reason: str = ""
    evidence: str = ""


def plain_digits(text: str) -> str:
    """Turn full-width digits into plain ones and drop surrounding space; nothing else is forgiven."""
    return text.translate(FULL_WIDTH).strip()


def read_number(text: str) -> Decimal | None:
    """Read a plain decimal number, or give None.

    One rule for page, file and API: digits with at most one point. Full-width digits count; signs,
    exponents, underscores, thousands commas, ``NaN`` and ``inf`` do not.
    """
    plain = plain_digits(text)
    return Decimal(plain) if NUMBER.fullmatch(plain) else None


def read_values(
    inputs: Sequence[Input], answer: Answer, place: str
) -> tuple[dict[str, Value], list[Problem]]:
    """Read every input of one criterion; the problems name ``place`` and the range that is allowed."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for one in inputs:
        value = _read(one, answer.values.get(one.name, ""))
        if isinstance(value, Problem):
            allowed = {} if one.kind is InputKind.CHOICE else _range(one)
            problems.append(Problem(place, value.code, {**allowed, **value.values}))
        else:
            values[one.name] = value
    return values, problems


def _read(one: Input, text: str) -> Value | Problem:
    if one.kind is InputKind.CHECK:
        return _check(text)
    if not text.strip():
        return Decimal(0) if one.kind is InputKind.COUNT else Problem("", "answer.missing")
    if one.kind is InputKind.CHOICE:
        ids = [choice.id for choice in one.choices]
        values = {"given": shown(text), "choices": "、".join(ids)}
        return text if text in ids else Problem("", "answer.unknown_choice", values)
    return _number(one, text)


def _check(text: str) -> bool | Problem:
    """Read a tick as a browser sends it, or none; a word (否, FALSE) is neither and must not count."""
    plain = plain_digits(text)
    if plain in ("", "0", *TICKED):
        return plain in TICKED
    return Problem("", "answer.not_a_check", {"given": shown(text)})


def _number(one: Input, text: str) -> Decimal | Problem:
    number = read_number(text)
    if number is None:
        return Problem("", "answer.not_a_number", {"given": shown(text)})
    if any(_faults(one, number)):
        return Problem("", "answer.out_of_range", {"given": shown(text)})
    return number


def _faults(one: Input, number: Decimal) -> Iterator[bool]:
    yield number < one.least
    yield one.most is not None and number > one.most
    yield one.step is not None and (number - one.least) % one.step != 0


def _range(one: Input) -> dict[str, str]:
    return {
        "least": f"{one.least:f}",
        "most": "" if one.most is None else f"{one.most:f}",
        "step": "" if one.step is None else f"{one.step:f}",
    }

"""Specialities in three levels: area, discipline, speciality; a code says by its length which it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.experts.catalogue import CATALOGUE
from reviewhub.domain.words import Words

LENGTHS: Final = (1, 3, 5)
"""Length of a code by level: ``K``, ``K01``, ``K0101``."""


@dataclass(frozen=True, slots=True)
class Speciality:
    """One entry of the catalogue; ``level`` runs from 1 to 3, ``parent`` is "" for an area."""

    code: str
    title: Words
    level: int
    parent: str


def read_catalogue(text: str) -> Mapping[str, Speciality]:
    """Read a catalogue, one entry a line: code, Chinese, English.

    Raises :class:`ValueError` for a code twice, of another length, or before its parent.
    """
    found: dict[str, Speciality] = {}
    for line in text.split("\n"):
        if line.strip():
            one = _entry(line)
            if one.code in found or (one.parent and one.parent not in found):
                raise ValueError(f"catalogue of specialities: {line}")
            found[one.code] = one
    return found


def _entry(line: str) -> Speciality:
    code, zh, en = line.split(maxsplit=2)
    if len(code) not in LENGTHS:
        raise ValueError(f"catalogue of specialities: {line}")
    level = LENGTHS.index(len(code)) + 1
    return Speciality(code, Words(zh, en), level, code[: LENGTHS[level - 2]] if level > 1 else "")


SPECIALITIES: Final = read_catalogue(CATALOGUE)


def path_of(code: str) -> tuple[Speciality, ...]:
    """Give a speciality with what it lies in, the area first; empty for an unknown code."""
    parts = [code[:length] for length in LENGTHS if length <= len(code)]
    return tuple(SPECIALITIES[one] for one in parts) if code in SPECIALITIES else ()


def covers(codes: Iterable[str], wanted: str) -> bool:
    """Tell whether somebody with ``codes`` knows ``wanted``: a code also speaks for the levels above it."""
    return any(one.startswith(wanted) for one in codes if one in SPECIALITIES)


def unknown(codes: Iterable[str]) -> tuple[str, ...]:
    """List the codes that are not in the catalogue."""
    return tuple(one for one in codes if one not in SPECIALITIES)


def find(text: str) -> str:
    """Give the code that a register means, by code or by Chinese name; "" when there is none."""
    wanted = text.strip()
    if wanted.upper() in SPECIALITIES:
        return wanted.upper()
    # A name that stands at two levels means the upper one, which holds the lower.
    return next((one.code for one in SPECIALITIES.values() if one.title.zh == wanted), "")

"""Specialities of the catalogue in the reader's language."""

from reviewhub.domain.experts.specialities import SPECIALITIES, path_of
from reviewhub.edge.language.words import speaker


def speciality_choices(levels: int) -> list[tuple[str, str]]:
    """Give codes with names down to a level, in the reader's language, as a filter offers them."""
    return [(one.code, named(one.code)) for one in SPECIALITIES.values() if one.level <= levels]


def named(code: str) -> str:
    """Name a speciality with what it lies in; a code that is in no catalogue stands for itself."""
    path = [speaker().words(one.title) for one in path_of(code)]
    return f"{code} {' · '.join(path)}" if path else code

"""What may be made public: no secret project, and no report that names experts or shows personal numbers."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from reviewhub.domain.experts.fee import is_id_number
from reviewhub.domain.lettering import plain_letters
from reviewhub.domain.words import Reason

_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_ID: Final = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
LONGEST_NAME: Final = 60


def personal_data(text: str, names: Iterable[str]) -> Iterator[Reason]:
    """Say what personal data a text shows, each kind once: names of experts, mobile and ID numbers.

    Width, case and white space do not hide a name. What was found is counted, never repeated.
    """
    packed, plain = plain_letters(text), unicodedata.normalize("NFKC", text)
    named = sum(bool(one) and plain_letters(one) in packed for one in set(names))
    numbers = {one for one in _ID.findall(plain) if is_id_number(one.upper())}
    found = {
        "disclosure.names": named,
        "disclosure.mobiles": len(set(_MOBILE.findall(plain))),
        "disclosure.id_numbers": len(numbers),
    }
    for code, count in found.items():
        if count:
            yield Reason(code, {"count": count})


def file_name(number: int, project: str, suffix: str) -> str:
    """Name a file after a project so that every system takes it; the number keeps names apart."""
    plain = _NOT_IN_NAMES.sub("_", project).strip(" ._")[:LONGEST_NAME]
    return f"{number:03d}-{plain}.{suffix}" if plain else f"{number:03d}.{suffix}"

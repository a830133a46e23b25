"""What is said to people: text in two languages, and reasons as codes that edges turn into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LONGEST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Chinese and in English; the page picks by the reader's language."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the text for ``language`` (``zh…`` or ``en…``); without English, the Chinese."""
        return self.en if language.startswith("en") and self.en else self.zh


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so: a stable code and the values its sentence needs, never a sentence itself.

    Values are strings or whole numbers, so that a reason can be stored, compared and digested;
    amounts and points are given as the string that is printed.
    """

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


def shown(text: str) -> str:
    """Give what somebody wrote as a message repeats it: one short line, a mark for what cannot be seen."""
    line = " ".join(text.split())
    short = line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in short)

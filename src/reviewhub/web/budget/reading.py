"""What forms about money send: amounts in 万元 and percentages, read exactly or refused by name."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.money import FEN, YUAN_PER_WAN
from reviewhub.domain.scoring.answer import read_number

MOST: Final = Decimal(10) ** 8
SHOWN: Final = 40


class Typed:
    """Reads the fields of one form, and collects what cannot be read."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.problems: list[Problem] = []

    def yuan(self, name: str) -> Decimal | None:
        """Read 万元 as yuan, exact to the fen; nothing typed is None."""
        number = self.number(name)
        if number is None:
            return None
        yuan = number * YUAN_PER_WAN
        if yuan % FEN:
            self.problems.append(Problem(name, "budget_facts.not_an_amount"))
        return yuan

    def number(self, name: str) -> Decimal | None:
        """Read a number; nothing typed is None."""
        text = self.given.get(name, "").strip()
        number = read_number(text.replace(",", "").replace("，", ""))
        if text and (number is None or number >= MOST):
            self.problems.append(Problem(name, "budget_facts.not_a_number", {"given": text[:SHOWN]}))
            return None
        return number

    def require(self) -> None:
        """Raise :class:`Invalid` with all that could not be read."""
        if self.problems:
            raise Invalid(self.problems)

    def yes_or_no(self, name: str) -> bool | None:
        """Read yes or no; anything else is not known."""
        return {"yes": True, "no": False}.get(self.given.get(name, ""))

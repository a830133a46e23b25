"""Reading what is assumed from the address: every field by itself, what cannot be read named and left out."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import YUAN_PER_WAN, round_half_up
from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.tables.amount import MAX_YUAN, read_amount
from reviewhub.domain.whatif.limits import Limits
from reviewhub.domain.words import shown
from reviewhub.edge.received import whole
from reviewhub.services.whatif.assumed import Assumed

NAMES: Final = ("aggregator", "scale", "policy", "without", "less", "share", "envelope")
PREFIXES: Final = ("bound-", "weight-", "ceiling-")
HUNDRED: Final = Decimal(100)
MOST_POINTS: Final = Decimal(1000)


def asked_names(given: Mapping[str, str]) -> tuple[str, ...]:
    """Name the fields of an address that ask something."""
    return tuple(name for name in given if name in NAMES or name.startswith(PREFIXES))


class Reader:
    """The fields of one address; ``problems`` has what is wrong with them, by field."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = {name: given[name].strip() for name in asked_names(given) if given[name].strip()}
        self.problems: list[Problem] = []

    def assumed(self) -> Assumed:
        """Give what is asked, without the fields that cannot be read."""
        return Assumed(
            aggregator=self.given.get("aggregator", ""),
            scale=self.given.get("scale", ""),
            policy=self.given.get("policy", ""),
            bounds=self._points("bound-", self._keys("bound-")),
            weights={int(key): found for key, found in self._points("weight-", self._ids("weight-")).items()},
            without=self._seat(),
            limits=Limits(
                less=self._percent("less"),
                share=self._percent("share"),
                ceilings={int(key): found for key, found in self._amounts().items()},
                envelope=self._amount("envelope"),
            ),
        )

    def _keys(self, prefix: str) -> list[str]:
        return [name.removeprefix(prefix) for name in self.given if name.startswith(prefix)]

    def _points(self, prefix: str, keys: list[str]) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for key in keys:
            number = read_number(self.given[prefix + key])
            if number is None or number > MOST_POINTS:
                self._refuse(prefix + key, "whatif.not_points", self.given[prefix + key])
            else:
                found[key] = number
        return found

    def _amounts(self) -> dict[str, Decimal]:
        found = {key: self._amount("ceiling-" + key) for key in self._ids("ceiling-")}
        return {key: amount for key, amount in found.items() if amount is not None}

    def _ids(self, prefix: str) -> list[str]:
        """Give the keys that are ids; an address with others was not made by the page."""
        return [key for key in self._keys(prefix) if _is_id(key)]

    def _percent(self, name: str) -> Decimal | None:
        text = self.given.get(name)
        number = None if text is None else read_number(text.rstrip("%％"))
        if text is not None and (number is None or not 0 <= number <= HUNDRED):
            self._refuse(name, "whatif.not_percent", text)
            return None
        return number

    def _amount(self, name: str) -> Decimal | None:
        """Read 万元, given back in yuan, whole fen."""
        text = self.given.get(name)
        if text is None:
            return None
        try:
            yuan = round_half_up(read_amount(text) * YUAN_PER_WAN)
        except ValueError:
            yuan = None
        if yuan is None or yuan > MAX_YUAN:
            self._refuse(name, "whatif.not_amount", text)
            return None
        return yuan

    def _seat(self) -> tuple[int, int] | None:
        panel, _, place = self.given.get("without", "").partition("-")
        if _is_id(panel) and _is_id(place):
            return int(panel), int(place)
        if panel or place:
            self.problems.append(Problem("without", "whatif.unknown_seat"))
        return None

    def _refuse(self, name: str, code: str, text: str) -> None:
        self.problems.append(Problem(name, code, {"value": shown(text)}))


def _is_id(text: str) -> bool:
    try:
        whole(text)
    except ValueError:
        return False
    return True

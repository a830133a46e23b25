"""The totals of many panels at once: those that are judged by the same rules in one batch."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from reviewhub.db.queries.results import StoredPoints
from reviewhub.domain.elsewhere import Elsewhere
from reviewhub.domain.result import Rules, printed_totals


class PanelSheets(NamedTuple):
    """The sheets of one task that count, and their rules.

    ``classes`` has the class of every writer; ``vetoes`` what each sheet found, empty where nothing is asked;
    ``elsewhere`` what the panel gave on its other tasks.
    """

    rules: Rules
    sheets: list[StoredPoints]
    classes: list[str]
    vetoes: list[list[str]]
    elsewhere: Elsewhere

    def without(self, place: int) -> "PanelSheets":
        """Give the panel without one sheet."""
        rules, sheets, classes, vetoes, elsewhere = self
        rest = slice(place + 1, None)
        found = vetoes[:place] + vetoes[rest] if vetoes else vetoes
        kept, known = sheets[:place] + sheets[rest], classes[:place] + classes[rest]
        return PanelSheets(rules, kept, known, found, elsewhere.without(place) if rules.adjust else elsewhere)


def panel_totals(panels: Sequence[PanelSheets]) -> list[Decimal | None]:
    """Give the printed total of every panel; None where the aggregator makes no number of its sheets."""
    groups: dict[int, list[int]] = {}
    for place, panel in enumerate(panels):
        groups.setdefault(id(panel.rules), []).append(place)
    totals: list[Decimal | None] = [None] * len(panels)
    for places in groups.values():
        alike = [panels[place] for place in places]
        rules = alike[0].rules
        vetoes = [one.vetoes for one in alike] if rules.template.vetoes else None
        given = [one.sheets for one in alike], [one.classes for one in alike]
        elsewhere = [one.elsewhere for one in alike]
        for place, total in zip(places, printed_totals(rules, *given, vetoes, elsewhere), strict=True):
            totals[place] = total
    return totals

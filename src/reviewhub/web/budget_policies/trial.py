"""The made facts of a trial, as its form sends them: amounts in 万元, yes, no or not known."""

from collections.abc import Mapping
from decimal import Decimal

from reviewhub.domain.budget.object_kind import ObjectKind
from reviewhub.domain.errors import Problem
from reviewhub.domain.money import FEN, YUAN_PER_WAN
from reviewhub.domain.recommendation import BudgetFacts, Circumstances
from reviewhub.domain.scoring.answer import read_number

USUAL: Mapping[str, str] = {"asked": "100"}
SAID: Mapping[str, bool] = {"yes": True, "no": False}
WHY = "—"


def read_trial(given: Mapping[str, str]) -> tuple[BudgetFacts, list[Problem]]:
    """Make facts of what was typed; what is no number is left out and named."""
    problems: list[Problem] = []
    asked = _yuan(given, "asked", problems)
    known = Circumstances(
        object_kind=given.get("object_kind", "") if given.get("object_kind", "") in set(ObjectKind) else "",
        last_year=_yuan(given, "last_year", problems),
        approved=_yuan(given, "approved", problems),
        execution_rate=_number(given, "execution_rate", problems),
        rectified=SAID.get(given.get("rectified", "")),
        repeat=SAID.get(given.get("repeat", "")),
    )
    cut = _yuan(given, "cut", problems)
    return BudgetFacts(asked or Decimal(0), "", Decimal(0), cut, WHY, known), problems


def _yuan(given: Mapping[str, str], name: str, problems: list[Problem]) -> Decimal | None:
    number = _number(given, name, problems)
    return None if number is None else (number * YUAN_PER_WAN).quantize(FEN)


def _number(given: Mapping[str, str], name: str, problems: list[Problem]) -> Decimal | None:
    text = given.get(name, "").strip()
    number = read_number(text.replace(",", "").replace("，", ""))
    if text and (number is None or number >= Decimal(10) ** 9):
        problems.append(Problem(name, "budget_facts.not_a_number", {"given": text[:40]}))
        return None
    return number

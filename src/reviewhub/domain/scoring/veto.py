"""One-vote veto (一票否决): what caps the panel's total once enough sheets have found it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Final

from reviewhub.domain.errors import Problem
from reviewhub.domain.money import round_half_up
from reviewhub.domain.scoring.answer import TICKED, Answer, Input, InputKind, plain_digits, read_values
from reviewhub.domain.scoring.tree import FULL_MARKS, number
from reviewhub.domain.words import Reason, Words

FOUND: Final = Input("found", InputKind.CHECK, Words("发现", "Found"))


class Votes(StrEnum):
    """How many sheets must find it: any one, or more than half of them."""

    ONE = "one"
    MAJORITY = "majority"


@dataclass(frozen=True, slots=True)
class Veto:
    """Something so grave that the panel's total is at most ``most`` points once it is found."""

    id: str
    title: Words
    most: Decimal = Decimal("0.00")
    votes: Votes = Votes.ONE
    guidance: Words | None = None
    needs_evidence: bool = False

    inputs: ClassVar[tuple[Input, ...]] = (FOUND,)
    extras: ClassVar[tuple[str, ...]] = ("reason", "evidence")

    @property
    def place(self) -> str:
        """Name it as problems do."""
        return f"veto {self.id}"

    def said(self, answer: Answer) -> list[Reason]:
        """Say what an answer means, once nothing is wrong with it."""
        return [Reason("sheet.found" if is_found(answer.values) else "sheet.not_found")]

    def problems(self, answer: Answer) -> list[Problem]:
        """Say what is wrong with an answer: what was found needs a reason, and evidence where it is asked."""
        values, problems = read_values(self.inputs, answer, self.place)
        if problems or not values[FOUND.name]:
            return problems
        owed = [] if answer.reason.strip() else [Problem(self.place, "answer.veto_needs_reason")]
        if self.needs_evidence and not answer.evidence.strip():
            owed.append(Problem(self.place, "answer.evidence_missing"))
        return owed


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the panel's sheets found a veto."""

    veto: Veto
    found: int
    sheets: int

    @property
    def is_upheld(self) -> bool:
        """Tell whether these are enough to cap the total."""
        return self.found * 2 > self.sheets if self.veto.votes is Votes.MAJORITY else self.found > 0


def is_found(values: Mapping[str, str]) -> bool:
    """Tell whether the answer to a veto says that it was found."""
    return plain_digits(values.get(FOUND.name, "")) in TICKED


def count_vetoes(vetoes: Sequence[Veto], sheets: Sequence[Collection[str]]) -> tuple[Count, ...]:
    """Count the vetoes that any sheet found; ``sheets`` holds the ids that each of them found."""
    counts = (Count(veto, sum(veto.id in one for one in sheets), len(sheets)) for veto in vetoes)
    return tuple(one for one in counts if one.found)


def capped(total: Decimal, vetoes: Sequence[Veto], sheets: Sequence[Collection[str]]) -> Decimal:
    """Give the total that is printed: no more than the lowest cap of the vetoes that enough sheets found."""
    return min([total, *(one.veto.most for one in count_vetoes(vetoes, sheets) if one.is_upheld)])


def read_vetoes(source: Mapping[str, Any], *, needs_evidence: bool) -> tuple[Veto, ...]:
    """Read the vetoes of a template's source whose shape and sense were checked."""
    return tuple(
        Veto(
            id=one["id"],
            title=Words(**one["title"]),
            most=round_half_up(number(one.get("most")) or Decimal(0)),
            votes=Votes(one.get("votes", Votes.ONE)),
            guidance=Words(**one["guidance"]) if "guidance" in one else None,
            needs_evidence=needs_evidence,
        )
        for one in source.get("veto", ())
    )


def veto_problems(source: Mapping[str, Any]) -> Iterator[Problem]:
    """Find caps that could not be printed as they are, or that cap nothing."""
    for one in source.get("veto", ()):
        most = number(one.get("most", 0))
        if most is None or not 0 <= most < FULL_MARKS or most != round_half_up(most):
            values = {"given": str(one.get("most")), "full": f"{FULL_MARKS:f}"}
            yield Problem(f"veto {one['id']}", "template.veto_most", values)

"""A budget policy as versioned data: the first of its terms that applies decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewhub.domain.budget.deriving import derive
from reviewhub.domain.budget.terms import Rounding, Term
from reviewhub.domain.recommendation import BudgetFacts, Recommendation
from reviewhub.domain.words import Reason, Words


@dataclass(frozen=True, slots=True)
class TermPolicy:
    """A policy for one fiscal year and region; ``fiscal_year`` None is for any.

    ``grades`` are the ids it answers to, empty for a policy by points alone; ``example`` marks figures that
    no document gives. ``exemptions`` come before all terms. ``digest`` is that of the text it was read from.
    """

    key: str
    version: str
    title: Words
    basis: str
    region: Words
    fiscal_year: int | None
    example: bool
    grades: tuple[str, ...]
    exemptions: tuple[Term, ...]
    terms: tuple[Term, ...]
    rounding: Rounding
    digest: str

    @property
    def every_term(self) -> tuple[Term, ...]:
        """Exemptions and terms in the order in which they are asked."""
        return (*self.exemptions, *self.terms)

    def deciding(self, facts: BudgetFacts) -> Term:
        """Give the first term that applies; raises KeyError for a grade the policy does not know."""
        if self.grades and facts.grade not in self.grades:
            raise KeyError(facts.grade)
        return next(one for one in self.every_term if one.when.applies(facts))

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        """Derive the amounts by the deciding term, and say what was not known on the way to it."""
        term = self.deciding(facts)
        given = derive(term, facts, self.rounding)
        unknown = tuple(
            Reason("policy.unknown_fact", {"what": f"fact.{one}"}) for one in self._unknown(facts)
        )
        return replace(given, reasons=(*given.reasons, *unknown))

    def _unknown(self, facts: BudgetFacts) -> Iterator[str]:
        """Name every fact, once, that an earlier term asked for and nobody said."""
        term = self.deciding(facts)
        before = self.every_term[: self.every_term.index(term)]
        yield from dict.fromkeys(name for one in before for name in one.when.unknown(facts))

"""Reading a budget policy from the mapping that TOML gives, once its shape has been checked."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from reviewhub.domain.budget.term_policy import TermPolicy
from reviewhub.domain.budget.terms import Base, Effect, Rounding, Term, Way, When
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.ledger import digest
from reviewhub.domain.money import FEN, YUAN_PER_WAN
from reviewhub.domain.words import Words

WITHOUT_BASE: Final = frozenset({Effect.SUSPEND, Effect.CANCEL})
USUAL_BASE: Final = {Effect.HOLD: Base.LAST_YEAR, Effect.RECOVER: Base.APPROVED}


def parse(source: Mapping[str, Any]) -> TermPolicy:
    """Make the policy; raises :class:`Invalid` with every fault: doubled ids, bounds, gaps between terms."""
    policy = TermPolicy(
        key=source["id"],
        version=str(source["version"]),
        title=_words(source["title"]),
        basis=source["basis"].strip(),
        region=_words(source.get("region", {"zh": ""})),
        fiscal_year=source.get("fiscal_year"),
        example=source.get("example", False),
        grades=tuple(source.get("grades", ())),
        exemptions=tuple(_exemption(one, place) for place, one in enumerate(source.get("exemption", ()), 1)),
        terms=tuple(_term(one) for one in source["term"]),
        rounding=_rounding(source.get("rounding", {})),
        digest=digest(source),
    )
    problems = [*_rounding_problems(policy.rounding), *_term_problems(policy), *_gaps(policy)]
    if problems:
        raise Invalid(problems, "budget_policy.invalid")
    return policy


def _words(given: Mapping[str, str]) -> Words:
    return Words(given["zh"].strip(), given.get("en", "").strip())


def _rounding(given: Mapping[str, Any]) -> Rounding:
    usual = Rounding()
    to = _decimal(given.get("to_wan"))
    way = Way(given.get("way", usual.way))
    return Rounding(usual.to if to is None else to * YUAN_PER_WAN, way)


def _exemption(given: Mapping[str, Any], place: int) -> Term:
    """An exemption is a term that supports what was asked."""
    when = When(kinds=tuple(given["kinds"]), grades=tuple(given.get("grades", ())))
    return Term(f"豁免{place}", _words(given["text"]), Effect.SUPPORT, when)


def _term(given: Mapping[str, Any]) -> Term:
    effect = Effect(given["effect"])
    least, most = _percent(given.get("percent", 100 if effect is Effect.CUT_RANGE else 0), effect)
    base = given.get("base", USUAL_BASE.get(effect, Base.ASKED))
    amount = _decimal(given.get("amount_wan")) or Decimal(0)
    return Term(
        id=given["id"],
        text=_words(given["text"]),
        effect=effect,
        when=_when(given),
        base=Base(base),
        least=least,
        most=most,
        amount=amount * YUAN_PER_WAN,
    )


def _when(given: Mapping[str, Any]) -> When:
    return When(
        grades=tuple(given.get("grades", ())),
        points_from=_decimal(given.get("points_from")),
        points_below=_decimal(given.get("points_below")),
        kinds=tuple(given.get("kinds", ())),
        rectified=given.get("rectified"),
        repeat=given.get("repeat"),
        execution_from=_decimal(given.get("execution_from")),
        execution_below=_decimal(given.get("execution_below")),
    )


def _percent(given: Any, effect: Effect) -> tuple[Decimal, Decimal]:
    """Read ``10`` as a fixed share and ``[10, 30]`` as a range; a range without figures is open to all."""
    if isinstance(given, Sequence):
        return Decimal(given[0]), Decimal(given[1])
    share = Decimal(given)
    return (Decimal(0), share) if effect is Effect.CUT_RANGE else (share, share)


def _decimal(given: Any) -> Decimal | None:
    return None if given is None else Decimal(given)


def _rounding_problems(rounding: Rounding) -> Iterator[Problem]:
    if rounding.to < FEN or rounding.to % FEN:
        yield Problem("field rounding/to_wan", "budget_policy.rounding_of_part_fen")


def _term_problems(policy: TermPolicy) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in policy.every_term:
        place = f"term {one.id}"
        if one.id in seen:
            yield Problem(place, "budget_policy.doubled_term", {"id": one.id})
        seen.add(one.id)
        for grade in one.when.grades:
            if grade not in policy.grades:
                yield Problem(place, "budget_policy.unknown_grade", {"given": grade})
        yield from (Problem(place, code) for code in _figures(one))


def _figures(term: Term) -> Iterator[str]:
    when = term.when
    if term.effect is Effect.CUT and not term.most:
        yield "budget_policy.cut_without_percent"
    if term.effect is Effect.CUT_AMOUNT and not term.amount:
        yield "budget_policy.cut_without_amount"
    if term.least > term.most:
        yield "budget_policy.range_upside_down"
    bands = ((when.points_from, when.points_below), (when.execution_from, when.execution_below))
    if any(least is not None and below is not None and least >= below for least, below in bands):
        yield "budget_policy.band_upside_down"
    if term.effect in WITHOUT_BASE and (term.most or term.base is not Base.ASKED):
        yield "budget_policy.nothing_to_compute"


def _gaps(policy: TermPolicy) -> Iterator[Problem]:
    """List the grades that no term without conditions decides at every number of points."""
    for grade in policy.grades or ("",):
        bands = [
            (one.when.points_from or Decimal(0), one.when.points_below)
            for one in policy.terms
            if one.when.is_open and (not one.when.grades or grade in one.when.grades)
        ]
        reached = _reached(sorted(bands, key=lambda one: one[0]))
        if reached is not None:
            yield Problem("field term", "budget_policy.gap", {"grade": grade, "points": f"{reached:f}"})


def _reached(bands: Sequence[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """Give the points from which on nothing is decided; None where there is no gap."""
    reached = Decimal(0)
    for least, below in bands:
        if least > reached:
            break
        if below is None:
            return None
        reached = max(reached, below)
    return reached

"""Satisfaction (满意度赋分): a percentage from a survey becomes points, by bands or in proportion.

财预〔2021〕101号 gives an example: from 90 % full marks, from 60 % in proportion, below that nothing.
Two readings of "in proportion" are met: points × the percentage, which leaps at the upper mark (the default
here), and even growth from nothing at the lower mark to full marks at the upper (``between = "linear"``).
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any, Final

from reviewhub.domain.money import round_half_up
from reviewhub.plugin import faults, parts
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, Points, Problem, Reason, Scorer, Value, Words

Z: Final = Decimal("1.959963985")  # of a 95 % interval
WORDS_FOR: Final = {
    "value": {"zh": "满意度（%）", "en": "Satisfaction (%)"},
    "satisfied": {"zh": "满意的份数", "en": "Satisfied replies"},
    "answers": {"zh": "有效答卷份数", "en": "Valid replies"},
}
BANDS: Final = parts.several(parts.shape(["at_least", "share"], at_least=parts.PERCENT, share=parts.SHARE))


class Satisfaction:
    """Points are the share that the percentage earns; a reason gives the sample and its interval."""

    key = "builtin.satisfaction"
    version = "1"
    title = Words("满意度", "Satisfaction")
    parameters: Mapping[str, Any] = parts.shape(
        ["method"],
        method={"enum": ["bands", "proportional"]},
        input={"enum": ["percent", "counts"]},
        bands=BANDS,
        full_at=parts.PERCENT,
        none_below=parts.PERCENT,
        between={"enum": ["proportional", "linear"]},
        least_answers={"type": "integer", "minimum": 1},
        value=parts.MEASURED,
        satisfied=parts.MEASURED,
        answers=parts.MEASURED,
    )

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the percentage, or for how many replies there were and how many of them were satisfied."""
        named = {**WORDS_FOR, **criterion.parameters}
        if criterion.parameters.get("input", "percent") == "percent":
            return [parts.measured("value", named["value"], most=parts.HUNDRED)]
        return [parts.counted(name, named[name]) for name in ("satisfied", "answers")]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the share earned, rounded half up to two decimals; without a reply nothing is scored.

        Raises :class:`Invalid` when more replies are satisfied than there are.
        """
        percent, reasons = parts.number_in(values, "value"), []
        satisfied, answers = parts.number_in(values, "satisfied"), parts.number_in(values, "answers")
        if satisfied is not None and answers:
            if satisfied > answers:
                raise faults.refusal("answer.part_exceeds_whole", part=f"{satisfied:f}", whole=f"{answers:f}")
            percent = parts.EXACT.divide(satisfied * parts.HUNDRED, answers)
            reasons = _sample(criterion, satisfied, answers)
        if percent is None:
            return None
        rate = Reason("scorer.satisfaction", {"criterion": criterion.id, "percent": _printed(percent)})
        return Points(parts.worth(criterion.points, _share(criterion, percent)), (rate, *reasons))

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """Bands stand best first, marks the right way round, and a least number of replies needs counts."""
        given = criterion.parameters
        if (given["method"] == "bands") != ("bands" in given):
            yield Problem("bands", "template.only_with", {"name": "method = bands"})
        yield from faults.out_of_order([band["at_least"] for band in given.get("bands", ())], "bands")
        yield from faults.out_of_order(_marks(criterion), "full_at")
        if given.get("input") != "counts":
            yield from faults.misplaced(given, ["least_answers"], "input = counts")


def wilson(satisfied: Decimal, answers: Decimal) -> tuple[Decimal, Decimal]:
    """Give the limits of the 95 % interval of a share (Wilson 1927, JASA 22, 209-212), as shares."""
    with localcontext(parts.EXACT):
        share, square = satisfied / answers, Z * Z
        middle, whole = share + square / (2 * answers), 1 + square / answers
        reach = Z * (share * (1 - share) / answers + square / (4 * answers * answers)).sqrt()
        low, high = (middle - reach) / whole, (middle + reach) / whole
        return min(max(low, Decimal(0)), share), max(min(high, Decimal(1)), share)


def _sample(criterion: Criterion, satisfied: Decimal, answers: Decimal) -> list[Reason]:
    low, high = (_printed(limit * parts.HUNDRED) for limit in wilson(satisfied, answers))
    facts = {"criterion": criterion.id, "answers": f"{answers:f}"}
    reasons = [Reason("scorer.sample", {**facts, "low": low, "high": high})]
    least = criterion.parameters.get("least_answers", 0)
    if answers < least:
        reasons.append(Reason("scorer.small_sample", {**facts, "least": least}))
    return reasons


def _marks(criterion: Criterion) -> tuple[Decimal, Decimal]:
    given = criterion.parameters
    return parts.exact(given.get("full_at", 90)), parts.exact(given.get("none_below", 60))


def _share(criterion: Criterion, percent: Decimal) -> Decimal:
    """Give the share of the points, between 0 and 1, that a percentage earns."""
    given, (full, none) = criterion.parameters, _marks(criterion)
    if given["method"] == "bands":
        reached = (
            parts.exact(band["share"]) for band in given["bands"] if percent >= parts.exact(band["at_least"])
        )
        return next(reached, Decimal(0))
    if percent >= full:
        return Decimal(1)
    if percent < none:
        return Decimal(0)
    linear = given.get("between") == "linear"
    return parts.EXACT.divide(percent - none, full - none) if linear else percent / parts.HUNDRED


def _printed(percent: Decimal) -> str:
    return f"{round_half_up(percent):f}"


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer satisfaction."""
    return [Satisfaction()]

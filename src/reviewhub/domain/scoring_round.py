"""The second round: what triggers it, which criteria it is about, and what came of it. Exact throughout."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from reviewhub.domain.aggregate import Row
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.money import round_half_up
from reviewhub.domain.result import Result
from reviewhub.domain.robustness import KNIFE_EDGE, nearest_boundary
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.scoring.template import Criterion, ScoringTemplate
from reviewhub.domain.words import Reason

SECOND: Final = 2
LEAST_PANEL: Final = 3  # of two experts neither is nearer to the others
WIDE_PARTS: Final = 5  # a criterion is flagged from a fifth of its full points on
MOST: Final = Decimal(100)


class Reply(StrEnum):
    """What follows when a trigger fires: the experts concerned are asked for a reason, or all score again."""

    REASON = "reason"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Triggers:
    """When the officer is offered a second round: rules of a campaign, none of them set by default.

    ``spread`` fires when the highest and the lowest total differ by more, ``distance`` when an expert's total
    is further from the mean of the others' (both in points of the full marks), ``knife_edge`` when the total
    is half a point or less from a grade's boundary or the grade depends on one expert.
    """

    spread: Decimal | None = None
    distance: Decimal | None = None
    knife_edge: bool = False
    reply: Reply = Reply.ROUND

    @property
    def are_off(self) -> bool:
        """Tell whether nothing can fire."""
        return self.spread is None and self.distance is None and not self.knife_edge

    def problems(self) -> Iterator[Problem]:
        """Say which threshold is no number of points between 0 and 100."""
        for name in ("spread", "distance"):
            given = getattr(self, name)
            if given is not None and not 0 <= given <= MOST:
                yield Problem(name, "round.threshold_out_of_range")

    def written(self) -> dict[str, Any]:
        """Give plain values to keep; the reverse of :func:`read_triggers`."""
        return {
            "spread": None if self.spread is None else f"{self.spread:f}",
            "distance": None if self.distance is None else f"{self.distance:f}",
            "knife_edge": self.knife_edge,
            "reply": self.reply.value,
        }


def read_triggers(written: Mapping[str, Any] | None) -> Triggers:
    """Read what :meth:`Triggers.written` wrote; None stands for a campaign that has none."""
    if written is None:
        return Triggers()
    spread, distance = written["spread"], written["distance"]
    return Triggers(
        None if spread is None else Decimal(spread),
        None if distance is None else Decimal(distance),
        bool(written["knife_edge"]),
        Reply(written["reply"]),
    )


@dataclass(frozen=True, slots=True)
class Flag:
    """One trigger that fired: the code numbers of the experts it is about, and why, as a reason."""

    numbers: tuple[int, ...]
    why: Reason

    def written(self) -> dict[str, Any]:
        """Give plain values to keep."""
        return {"numbers": list(self.numbers), "code": self.why.code, "values": dict(self.why.values)}


def read_flag(written: Mapping[str, Any]) -> Flag:
    """Read what :meth:`Flag.written` wrote."""
    return Flag(tuple(written["numbers"]), Reason(written["code"], written["values"]))


def fired(triggers: Triggers, result: Result) -> tuple[Flag, ...]:
    """Give the triggers that fire on a result, in the order spread, knife-edge, distance."""
    totals = dict(zip([one.number for one in result.sheets], result.scores.totals, strict=True))
    flags: list[Flag] = []
    if triggers.spread is not None:
        flags.extend(_spread(triggers.spread, totals))
    if triggers.knife_edge:
        flags.extend(_knife_edge(result))
    if triggers.distance is not None and len(totals) >= LEAST_PANEL:
        flags.extend(_distance(triggers.distance, totals))
    return tuple(flags)


def flagged_criteria(result: Result) -> tuple[str, ...]:
    """Name the criteria that a second round is about.

    They are those whose highest and lowest points differ by a fifth of the full points or more; where there
    are none, those that differ most; where the experts agree on every criterion, none.
    """
    criteria = result.rules.template.criteria
    gaps = [width(column) for column in zip(*(sheet.points for sheet in result.sheets), strict=True)]
    wide = [one.id for one, gap in zip(criteria, gaps, strict=True) if gap and gap * WIDE_PARTS >= one.points]
    widest = max(gaps, default=Decimal(0))
    if wide or not widest:
        return tuple(wide)
    return tuple(one.id for one, gap in zip(criteria, gaps, strict=True) if gap == widest)


def addressees(reply: Reply, flags: Sequence[Flag], numbers: Iterable[int]) -> tuple[int, ...]:
    """Name by code number who is asked: everybody, or only whom the flags are about.

    An expert who stands apart is asked before those who merely mark the ends of a spread.
    """
    everybody = tuple(sorted(numbers))
    if reply is Reply.ROUND:
        return everybody
    apart = {number for one in flags if one.why.code == "round.distance" for number in one.numbers}
    return tuple(sorted(apart or {number for one in flags for number in one.numbers})) or everybody


def asked_again(template: ScoringTemplate, criteria: Sequence[str]) -> ScoringTemplate:
    """Give the template of a second round: only these criteria, and nothing beside them."""
    kept = tuple(one for one in template.criteria if one.id in set(criteria))
    return replace(template, criteria=kept, vetoes=(), preconditions=())


def width(column: Sequence[Decimal | None]) -> Decimal:
    """Give the difference of the highest and the lowest points; 0 where fewer than two were given."""
    given = [one for one in column if one is not None]
    return max(given) - min(given) if given else Decimal(0)


def moved(
    criteria: Sequence[str], first: Mapping[str, Answer], second: Mapping[str, Answer]
) -> dict[str, Answer]:
    """Give a second sheet: the first one's answers, with new values and reasons for these criteria only.

    What was called not applicable stays so, and evidence stays. Raises :class:`Invalid` naming every one of
    the criteria without a reason for moving or staying.
    """
    again = {one: second.get(one, Answer()) for one in criteria}
    problems = [
        Problem(f"criterion {one}", "round.reason_missing") for one, new in again.items() if not new.reason
    ]
    if problems:
        raise Invalid(problems, "sheet.invalid")
    return {**first, **{one: _moved(first.get(one, Answer()), new) for one, new in again.items()}}


def _moved(first: Answer, second: Answer) -> Answer:
    values = first.values if first.not_applicable else second.values
    return replace(first, values=values, reason=second.reason)


@dataclass(frozen=True, slots=True)
class Step:
    """One expert's points of one criterion in both rounds, by code number; None where left out."""

    number: int
    before: Decimal | None
    after: Decimal | None

    @property
    def has_moved(self) -> bool:
        """Tell whether the points differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Convergence:
    """One flagged criterion: every expert's step, and how wide the points were and are."""

    criterion: Criterion
    steps: tuple[Step, ...]

    @property
    def width_before(self) -> Decimal:
        """How far the first points lay apart."""
        return width([one.before for one in self.steps])

    @property
    def width_after(self) -> Decimal:
        """How far the points lie apart that count now."""
        return width([one.after for one in self.steps])


def convergences(
    criteria: Sequence[Criterion], before: Mapping[int, Row], after: Mapping[int, Row], flagged: Sequence[str]
) -> tuple[Convergence, ...]:
    """Lay both rounds side by side, criterion by criterion and code by code.

    ``before`` and ``after`` give points by code number, in the order of ``criteria``.
    """
    return tuple(
        Convergence(
            one,
            tuple(Step(number, row[place], after[number][place]) for number, row in sorted(before.items())),
        )
        for place, one in enumerate(criteria)
        if one.id in flagged
    )


def outcome(before: Result, after: Result) -> Reason:
    """Say in one sentence what the round did to the spread of the totals and to the panel's total."""
    was, now = width(before.scores.totals), width(after.scores.totals)
    values = {
        "was": f"{was:f}",
        "now": f"{now:f}",
        "total_was": f"{before.printed_total:f}",
        "total_now": f"{after.printed_total:f}",
    }
    if now == was:
        return Reason("round.unchanged", values)
    return Reason("round.closer" if now < was else "round.further", values)


def _spread(most: Decimal, totals: Mapping[int, Decimal]) -> Iterator[Flag]:
    low, high = min(totals.values()), max(totals.values())
    if high - low > most:
        ends = tuple(number for number, total in sorted(totals.items()) if total in {low, high})
        yield Flag(ends, Reason("round.spread", {"range": f"{high - low:f}", "most": f"{most:f}"}))


def _knife_edge(result: Result) -> Iterator[Flag]:
    flips = tuple(one.number for one in result.flips)
    if flips:
        numbers = "、".join(map(str, flips))
        yield Flag(flips, Reason("round.depends_on_one", {"numbers": numbers, "grade": result.grade.id}))
        return
    nearest = nearest_boundary(result.rules.grade_scale.bands, result.printed_total)
    if nearest is not None and nearest.distance <= KNIFE_EDGE:
        values = {"total": f"{result.printed_total:f}", "gap": f"{nearest.distance:f}"}
        yield Flag(tuple(one.number for one in result.sheets), Reason("round.knife_edge", values))


def _distance(most: Decimal, totals: Mapping[int, Decimal]) -> Iterator[Flag]:
    others, sum_ = len(totals) - 1, sum(totals.values(), Decimal(0))
    gaps = {number: abs(total * others - (sum_ - total)) for number, total in sorted(totals.items())}
    for number, gap in gaps.items():
        if gap > most * others:  # no division, so that a gap of exactly the threshold never fires
            shown = f"{round_half_up(gap / others):f}"
            yield Flag(
                (number,), Reason("round.distance", {"number": number, "gap": shown, "most": f"{most:f}"})
            )

"""Computing a what-if: totals where they move, grades, amounts, limits, and what differs from now."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reviewhub.domain.errors import PluginError, Problem, ReviewhubError
from reviewhub.domain.grade import Band, GradeScale
from reviewhub.domain.recommendation import BudgetPolicy, recommend
from reviewhub.domain.result import Rules
from reviewhub.domain.whatif.limits import Amount, limited
from reviewhub.domain.whatif.movement import Move, Side, cut_rate, movement
from reviewhub.domain.whatif.other_rules import OtherRules, bound_problems
from reviewhub.domain.words import Reason, Words
from reviewhub.plugin.registry import Registry, pinned
from reviewhub.services.listing import Asked, Listing, window
from reviewhub.services.whatif.assumed import Assumed, DepartmentLine, MovedLine, WhatIf
from reviewhub.services.whatif.cases import Case, Cases
from reviewhub.services.whatif.totals import Recounting, other_rules, other_totals


def answer(registry: Registry, found: Cases, assumed: Assumed, asked: Asked) -> WhatIf:
    """Answer a what-if of a loaded campaign; what cannot be asked is named and changes nothing."""
    problems = list(_unknown(registry, found, assumed))
    if problems:
        assumed = Assumed()
    recounting = _recounting(registry, found, assumed)
    scale = recounting.rules.scale(_scale(registry, found))
    problems += bound_problems(scale, found.campaign.template.full_marks)
    if problems:
        recounting = Recounting(OtherRules())
    trial = _Trial(found.cases, recounting)
    moves = trial.moves(Assumed() if problems else assumed)
    policies = {key: one.title for key, one in registry.policies.items()}
    return _laid_out(found, (scale, for_grades(registry), policies), trial, moves, (tuple(problems), asked))


class _Trial:
    """One run over all tasks; collects on the way why amounts are missing."""

    def __init__(self, cases: Sequence[Case], asked: Recounting) -> None:
        self.cases = cases
        self.asked = asked
        self.unsuited: dict[str, Reason] = {}
        self.uncounted = 0

    def moves(self, assumed: Assumed) -> list[Move]:
        """Set every task beside what it would be."""
        after = self._sides()
        if not assumed.limits.are_off:
            amounts = [
                Amount(case.department.id, case.line.asked, side.amount)
                for case, side in zip(self.cases, after, strict=True)
            ]
            kept = limited(amounts, assumed.limits)
            after = [side._replace(amount=amount) for side, amount in zip(after, kept, strict=True)]
        return [Move(_before(case), side) for case, side in zip(self.cases, after, strict=True)]

    def _sides(self) -> list[Side]:
        tasks = [one.task for one in self.cases if one.task is not None]
        try:
            totals = iter(other_totals(tasks, self.asked) if self.asked.moves_totals else ())
        except ReviewhubError as error:  # an aggregator that cannot work on these sheets, or fails
            self.unsuited[error.code] = Reason(error.code, error.values)
            return [_before(case) for case in self.cases]
        rules = other_rules(tasks, self.asked)
        return [
            _before(case)
            if case.task is None
            else self._side(case, rules[id(case.task.rules)], next(totals, case.line.total))
            for case in self.cases
        ]

    def _side(self, case: Case, rules: Rules, total: Decimal | None) -> Side:
        if total is None:
            self.uncounted += case.line.total is not None
            return Side(None, None, None)
        grade = rules.grade_scale.grade(total)
        return Side(total, grade, self._amount(case, rules, total, grade))

    def _amount(self, case: Case, rules: Rules, total: Decimal, grade: Band) -> Decimal | None:
        """Ask the policy, with the cut that an officer decided; what did not change keeps its amount."""
        line = case.line
        same = case.task is not None and rules.policy is case.task.rules.policy
        if same and (total, grade.id) == (line.total, line.grade.id if line.grade else ""):
            return line.amount
        return None if rules.policy is None else self._recommended(rules.policy, case, total, grade)

    def _recommended(self, policy: BudgetPolicy, case: Case, total: Decimal, grade: Band) -> Decimal | None:
        try:
            return recommend(policy, case.money.judged(grade.id, total)).amount
        except PluginError:
            values = {"policy": policy.title.zh, "policy_en": policy.title.en}
            named = {"grade": grade.label.zh, "grade_en": grade.label.en}
            self.unsuited[grade.id] = Reason("whatif.policy_lacks_grade", {**values, **named})
            return None


def _before(case: Case) -> Side:
    return Side(case.line.total, case.line.grade, case.line.amount)


def _unknown(registry: Registry, found: Cases, assumed: Assumed) -> Iterable[Problem]:
    """Say what was chosen and is not offered; addresses can be typed by hand or be old."""
    offered = (
        ("aggregator", assumed.aggregator, registry.aggregators),
        ("scale", assumed.scale, registry.grade_scales),
        ("policy", assumed.policy, registry.policies),
    )
    for name, key, known in offered:
        if key and key not in known:
            yield Problem(name, "campaign.unknown_method", {"key": key})
    if assumed.without is not None and assumed.without not in found.seats:
        yield Problem("without", "whatif.unknown_seat")
    groups = found.campaign.template.groups
    if not any(assumed.weights.get(place, one.points) for place, one in enumerate(groups, 1)):
        yield Problem("weights", "whatif.no_weight")


def _scale(registry: Registry, found: Cases) -> GradeScale:
    return pinned(registry.grade_scales, found.campaign.grade_scale)


def _recounting(registry: Registry, found: Cases, assumed: Assumed) -> Recounting:
    own = _scale(registry, found)
    pinned_key = found.campaign.aggregator.partition("@")[0]
    other = OtherRules(
        aggregator=registry.aggregators[assumed.aggregator]
        if assumed.aggregator not in ("", pinned_key)
        else None,
        grade_scale=registry.grade_scales[assumed.scale] if assumed.scale not in ("", own.key) else None,
        policy=registry.policies[assumed.policy] if assumed.policy else None,
        bounds=assumed.bounds,
    )
    seat = assumed.without
    without = None if seat is None else (seat[0], found.seats[seat])
    return Recounting(other, _other_weights(found, assumed), without)


def _other_weights(found: Cases, assumed: Assumed) -> dict[str, Decimal]:
    """Keep only weights that differ, so that a form sent back unchanged moves nothing."""
    groups = enumerate(found.campaign.template.groups, 1)
    asked = ((one, assumed.weights.get(place, one.points)) for place, one in groups)
    return {one.title.zh: points for one, points in asked if points != one.points}


def _laid_out(
    found: Cases,
    offered: tuple[GradeScale, tuple[str, ...], Mapping[str, Words]],
    trial: _Trial,
    moves: Sequence[Move],
    said: tuple[tuple[Problem, ...], Asked],
) -> WhatIf:
    (scale, scales, policies), (problems, asked) = offered, said
    lines = [
        MovedLine(case.line, case.department.name, move)
        for case, move in zip(found.cases, moves, strict=True)
        if not move.is_still
    ]
    limit, offset = window(asked, len(lines))
    shown = lines[offset:] if limit is None else lines[offset : offset + limit]
    bands = {one.id: one for one in (*scale.bands, *found.standings.bands)}
    return WhatIf(
        campaign=found.campaign,
        problems=problems,
        scale=scale,
        scales=scales,
        policies=policies,
        bands=tuple(sorted(bands.values(), key=lambda one: -one.lower)),
        seats=tuple((found.panels[panel], (panel, place)) for panel, place in found.seats),
        departments=_departments(found.cases, moves),
        graded=sum(one.line.grade is not None for one in found.cases),
        asked=sum((one.line.asked for one in found.cases), Decimal(0)),
        rates=(
            _rate(found.cases, [one.before for one in moves]),
            _rate(found.cases, [one.after for one in moves]),
        ),
        movement=movement(moves),
        uncounted=trial.uncounted,
        unsuited=tuple(trial.unsuited.values()),
        lines=Listing(tuple(shown), len(lines), asked),
    )


def _rate(cases: Sequence[Case], sides: Sequence[Side]) -> Decimal | None:
    return cut_rate((case.line.asked, side.amount) for case, side in zip(cases, sides, strict=True))


def for_grades(registry: Registry) -> tuple[str, ...]:
    """Leave out scales that name their bands as the conclusion of some template does."""
    used = {one.conclusion_scale for one in registry.templates.values()}
    scales = registry.grade_scales
    conclusions = {band.id for key in used if key and key in scales for band in scales[key].bands}
    return tuple(key for key, one in scales.items() if conclusions.isdisjoint(band.id for band in one.bands))


def _departments(cases: Sequence[Case], moves: Sequence[Move]) -> tuple[DepartmentLine, ...]:
    """Add up every department; what has no amount adds nothing."""
    zero = Decimal(0)
    sums: dict[int, DepartmentLine] = {}
    for case, move in zip(cases, moves, strict=True):
        id_, name = case.department
        one = sums.get(id_, DepartmentLine(id_, name, zero, zero, zero))
        sums[id_] = one._replace(
            asked=one.asked + case.line.asked,
            before=one.before + (move.before.amount or zero),
            after=one.after + (move.after.amount or zero),
        )
    return tuple(sorted(sums.values(), key=lambda one: -one.asked))

"""What a panel's agreement says in plain words, as reasons that the catalogue turns into sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from reviewhub.domain.grade import Band
from reviewhub.domain.money import round_half_up
from reviewhub.domain.result import Result
from reviewhub.domain.robustness import KNIFE_EDGE, Boundary, WithoutCriterion
from reviewhub.domain.words import Reason
from reviewhub.services.agreement.assurance import Assurance, Habit, Needed
from reviewhub.services.agreement.consistency import Consistency
from reviewhub.services.outcome.campaign_consistency import PanelLine
from reviewhub.stats.design import MOST_RATERS, USUAL_TARGET
from reviewhub.stats.robustness import GradeChances
from reviewhub.stats.values import Statistic, Undefined

Values: TypeAlias = dict[str, str | int]
Measured: TypeAlias = Assurance | PanelLine
# Koo & Li (2016), J. Chiropractic Medicine 15, 155-163, doi:10.1016/j.jcm.2016.02.012; said of the limits of
# the interval, never of the point alone.
BANDS: Final = (("band_excellent", 0.9), ("band_good", 0.75), ("band_moderate", 0.5), ("band_poor", -1e9))
MOST_OPEN: Final = 1  # limits more than one band apart leave open what the agreement is
UNLIKELY: Final = 0.05
LETTERS: Final = 26
SURE: Final = 0.95  # a grade that stays with such a chance is called sure
WORTH_NAMING: Final = 0.05  # another grade with a smaller chance is not named
LEAVING_OUT: Final = frozenset({"result.survives", "result.flips", "result.cannot_leave_out"})
SAME_TOTAL: Final = Decimal("0.1")  # what rounding criterion by criterion can add to a mean of totals
ALMOST: Final = 0.99  # from here on no nearer number is told
NOTEWORTHY_POINTS: Final = 5.0  # nearer to the mean than this, nobody stands out, whatever a test says


def agreement(measured: Consistency) -> Reason:
    """Say how far the mean of such a panel can be relied on, or why that cannot be told."""
    icc = measured.icc_a_k
    if measured.projects <= 1:
        return Reason("agreement.one_project")
    if icc.value is None or icc.low is None or icc.high is None:
        return Reason("agreement.undefined")
    if icc.value <= 0:
        return Reason("agreement.alike", {"value": _two(icc.value), "projects": measured.projects})
    if measured.is_alike:
        spreads = {"spread": _two(measured.between or 0.0), "error": _two(measured.error or 0.0)}
        return Reason("agreement.too_alike", {"value": _two(icc.value), **spreads})
    low, high = band(icc.low), band(icc.high)
    values = {"value": _two(icc.value), "low": _two(icc.low), "high": _two(icc.high)}
    values |= {"low_band": low, "high_band": high}
    if _rank(low) - _rank(high) > MOST_OPEN:
        return Reason("agreement.too_few", {**values, "projects": measured.projects})
    return Reason("agreement.between", values)


def distances(measured: Consistency) -> Iterator[Reason]:
    """Say how far apart the experts of one task are, and whether one of them stands out."""
    if measured.distance is None or measured.range is None:
        return
    yield Reason("agreement.spread", {"distance": _two(measured.distance), "range": _two(measured.range)})
    yield odd_one(measured)


def panel_distances(panel: PanelLine, projects: Mapping[int, str]) -> Iterator[Reason]:
    """Say how far apart the members of a panel are, and on which project the furthest."""
    if panel.distance is None or panel.widest is None:
        return
    values = {"distance": _two(panel.distance), "range": _two(panel.widest.range)}
    yield Reason("agreement.panel_spread", {**values, "project": projects.get(panel.widest.task, "")})


def odd_one(measured: Consistency) -> Reason:
    """Name the code of an expert whose total is too far away to be chance (Grubbs), if there is one."""
    odd, deviation = measured.odd_one, measured.deviation or 0.0
    if odd is None or measured.odd_number is None or odd.p >= UNLIKELY:
        return Reason("agreement.no_odd")
    distance = odd.g * deviation
    if distance < NOTEWORTHY_POINTS:
        return Reason("agreement.no_odd")
    return Reason("agreement.odd", {"number": measured.odd_number, "distance": _two(distance)})


def grade_chance(measured: Assurance, result: Result) -> Iterator[Reason]:
    """Say whether the grade would stay, and where the mean that this is told by is not the panel's total."""
    if any(one.is_upheld for one in result.vetoes):
        yield Reason("chance.veto", {"grade": result.grade.id})
        return
    yield chance(measured.chances, result.rules.grade_scale.bands, result.grade)
    mean = round_half_up(sum(result.scores.totals, Decimal(0)) / len(result.scores.totals))
    if abs(mean - result.printed_total) > SAME_TOTAL:
        yield Reason("chance.by_mean", {"mean": f"{mean:f}", "total": f"{result.printed_total:f}"})


def chance(chances: GradeChances, bands: Sequence[Band], grade: Band) -> Reason:
    """Say how probable it is that other experts of the same kind would give the same grade."""
    if chances.chances is None:
        return Reason("chance.undefined", {"because": f"stats.{chances.undefined}"})
    found = dict(zip((one.id for one in bands), chances.chances, strict=True))
    values: Values = {"grade": grade.id, "stays": _percent(found[grade.id])}
    if found[grade.id] >= ALMOST:
        return Reason("chance.almost_sure", values)
    if found[grade.id] >= SURE:
        return Reason("chance.sure", values)
    others = [(share, id_) for id_, share in found.items() if id_ != grade.id and share >= WORTH_NAMING]
    share, other = max(others, default=(0.0, grade.id))
    if not others:
        return Reason("chance.likely", values)
    return Reason("chance.open", {**values, "other": other, "share": _percent(share)})


def boundary(nearest: Boundary, grade: Band) -> Reason:
    """Say how many points lie between the total and the nearest boundary of a grade."""
    other = nearest.below if nearest.above.id == grade.id else nearest.above
    values = {"distance": f"{nearest.distance:f}", "at": f"{nearest.at:f}", "other": other.id}
    return Reason("boundary.near" if nearest.distance <= KNIFE_EDGE else "boundary.far", values)


def leaving_out(result: Result) -> Reason:
    """Say whether the grade stands without each single expert."""
    found = next(one for one in result.explain() if one.code in LEAVING_OUT)
    if len(result.flips) != 1 or found.code != "result.flips":
        return found
    (flip,) = result.flips
    other = flip.grade.id if flip.grade else ""
    return Reason("leaving_out.one", {"number": flip.number, "grade": result.grade.id, "other": other})


def criterion_decides(found: Sequence[WithoutCriterion], grade: Band) -> Reason:
    """Say whether the grade hangs on a single criterion."""
    if not found:
        return Reason("criterion.survives", {"grade": grade.id})
    ids = "、".join(one.criterion for one in found)
    return Reason("criterion.flips", {"criteria": ids, "grade": grade.id})


def letter(number: int) -> str:
    """Name a member of a panel where code numbers would mislead: A is the strictest."""
    return chr(ord("A") + number - 1) if number <= LETTERS else str(number)


def habits(measured: Measured, name: Callable[[int], str] = str) -> Iterator[Reason]:
    """Name the experts with a sheet here who are strict, lenient or erratic, or say that none is."""
    shown_ = [one for one in measured.habits if one.number is not None]
    found = [reason for one in shown_ for reason in _habit(one, name(one.number or 0))]
    why = next((one.severity.undefined for one in shown_ if one.severity.undefined), None)
    if why:
        yield Reason("habit.undefined", {"because": f"stats.{why}"})
    elif not found:
        yield Reason("habit.none")
    yield from found
    if any(one.steadiness.flagged is None for one in shown_) and not why:
        yield Reason("habit.steadiness_unknown")


def is_flagged(one: Habit) -> bool:
    """Tell whether an expert is strict or lenient beyond chance, judged over all tasks of the panel."""
    return one.severity.p is not None and one.severity.p < UNLIKELY


def _habit(one: Habit, number: str) -> Iterator[Reason]:
    strict = one.severity
    if is_flagged(one) and strict.value is not None and strict.low is not None and strict.high is not None:
        low, high = sorted((abs(strict.low), abs(strict.high)))
        values: Values = {
            "number": number,
            "points": _two(abs(strict.value)),
            "low": _two(low),
            "high": _two(high),
        }
        yield Reason("habit.strict" if strict.value < 0 else "habit.lenient", values)
    erratic = one.steadiness
    if erratic.flagged and erratic.spread.value is not None and erratic.others is not None:
        own, others = _two(erratic.spread.value), _two(erratic.others)
        yield Reason("habit.erratic", {"number": number, "points": own, "others": others})


def experts_needed(found: Needed | Undefined, experts: int) -> Reason:
    """Say how many experts make a dependable mean, and how many there were."""
    if isinstance(found, Undefined):
        return Reason("needed.undefined", {"because": f"stats.{found}"})
    likely, fewest, most = found.experts.likely, found.experts.fewest, found.experts.most
    if likely is None:
        return Reason("needed.too_many", {"limit": MOST_RATERS, "experts": experts})
    values: Values = {"needed": likely, "experts": experts, "target": f"{USUAL_TARGET:.2f}"}
    if most is None or fewest is None:
        return Reason("needed.at_least", {**values, "least": fewest or likely})
    return Reason("needed.between", {**values, "least": fewest, "most": most})


def missing(measured: Measured) -> Reason | None:
    """Say how many totals experts of the panel did not give, if any."""
    return Reason("agreement.missing", {"count": measured.missing}) if measured.missing else None


def band(value: float) -> str:
    """Name the band of an agreement coefficient."""
    return next(name for name, lower in BANDS if value >= lower)


def span(statistic: Statistic, full: Decimal | None = None) -> str:
    """Print the interval of a number of points, within 0 and full marks if these are given, or a dash."""
    low, high = statistic.low, statistic.high
    if low is None or high is None:
        return "—"
    if full is not None:
        low, high = max(low, 0.0), min(high, float(full))
    return f"{_two(low)} … {_two(high)}".replace("-", "−")


def one(value: float | None) -> str:
    """Print a number of points, or a dash."""
    return "—" if value is None else _two(value)


def shown(statistic: Statistic) -> str:
    """Print a coefficient with its interval, or a dash."""
    if statistic.value is None:
        return "—"
    if statistic.low is None or statistic.high is None:
        return _two(statistic.value)
    return f"{_two(statistic.value)}（{_two(statistic.low)}–{_two(statistic.high)}）"


def _rank(name: str) -> int:
    return [one for one, _ in BANDS].index(name)


def _percent(share: float) -> str:
    """Print a chance in percent: never 0 or 100, which nobody can promise."""
    return f"{min(99, max(1, round(100 * share)))}"


def _two(value: float) -> str:
    return f"{value:.2f}"

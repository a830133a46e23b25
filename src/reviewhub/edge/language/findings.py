"""What a panel's agreement says in plain words, as reasons that the catalogue turns into sentences."""

from collections.abc import Iterator
from typing import Final

from reviewhub.domain.words import Reason
from reviewhub.services.outcome.consistency import Consistency
from reviewhub.stats.values import Statistic

# Koo & Li (2016), J. Chiropractic Medicine 15, 155-163, doi:10.1016/j.jcm.2016.02.012; said of the limits of
# the interval, never of the point alone.
BANDS: Final = (("band_excellent", 0.9), ("band_good", 0.75), ("band_moderate", 0.5), ("band_poor", -1e9))
MOST_OPEN: Final = 1  # limits more than one band apart leave open what the agreement is
UNLIKELY: Final = 0.05
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


def odd_one(measured: Consistency) -> Reason:
    """Name the code of an expert whose total is too far away to be chance (Grubbs), if there is one."""
    odd, deviation = measured.odd_one, measured.deviation or 0.0
    if odd is None or measured.odd_number is None or odd.p >= UNLIKELY:
        return Reason("agreement.no_odd")
    distance = odd.g * deviation
    if distance < NOTEWORTHY_POINTS:
        return Reason("agreement.no_odd")
    return Reason("agreement.odd", {"number": measured.odd_number, "distance": _two(distance)})


def band(value: float) -> str:
    """Name the band of an agreement coefficient."""
    return next(name for name, lower in BANDS if value >= lower)


def shown(statistic: Statistic) -> str:
    """Print a coefficient with its interval, or a dash."""
    if statistic.value is None:
        return "—"
    if statistic.low is None or statistic.high is None:
        return _two(statistic.value)
    return f"{_two(statistic.value)}（{_two(statistic.low)}–{_two(statistic.high)}）"


def _rank(name: str) -> int:
    return [one for one, _ in BANDS].index(name)


def _two(value: float) -> str:
    return f"{value:.2f}"

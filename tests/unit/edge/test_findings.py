"""What agreement is said to be: by the limits of the interval, and never as an accusation."""

from decimal import Decimal

import pytest

from reviewhub.domain.grade import Band
from reviewhub.domain.words import Words
from reviewhub.edge.language.findings import agreement, band, chance, distances, odd_one, shown, span
from reviewhub.services.agreement.consistency import Consistency
from reviewhub.stats.robustness import GradeChances
from reviewhub.stats.spread import OddOne
from reviewhub.stats.values import Statistic, Undefined

NONE = Statistic(None, Undefined.ONE_TARGET)


def measured(
    icc: Statistic = NONE,
    *,
    projects: int = 6,
    odd: OddOne | None = None,
    deviation: float = 4.0,
    between: float = 6.0,
) -> Consistency:
    return Consistency(
        projects=projects,
        experts=7,
        icc_a_k=icc,
        kendall_w=NONE,
        alpha=NONE,
        between=between,
        error=2.0,
        deviation=deviation,
        distance=3.25,
        range=12.0,
        odd_one=odd,
        odd_number=None if odd is None else 5,
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "code"),
    [
        (0.81, 0.62, 0.88, "agreement.between"),
        (0.95, 0.91, 0.98, "agreement.between"),
        (0.81, 0.62, 0.93, "agreement.too_few"),
        (0.60, 0.10, 0.97, "agreement.too_few"),
        (-0.89, -6.1, 0.72, "agreement.alike"),
    ],
)
def test_the_limits_decide_what_is_said(value: float, low: float, high: float, code: str) -> None:
    assert agreement(measured(Statistic(value, low=low, high=high))).code == code


def test_the_sentence_carries_both_limits_with_their_bands() -> None:
    assert agreement(measured(Statistic(0.81, low=0.62, high=0.88))).values == {
        "value": "0.81",
        "low": "0.62",
        "low_band": "band_moderate",
        "high": "0.88",
        "high_band": "band_good",
    }


def test_projects_closer_than_a_mean_is_sure_are_too_alike_to_rank() -> None:
    said = agreement(measured(Statistic(0.4, low=0.1, high=0.6), between=1.5))
    assert (said.code, said.values) == (
        "agreement.too_alike",
        {"value": "0.40", "spread": "1.50", "error": "2.00"},
    )


def test_a_single_project_says_why_nothing_is_said() -> None:
    assert agreement(measured(projects=1)).code == "agreement.one_project"


def test_what_cannot_be_computed_is_said_as_such() -> None:
    assert agreement(measured()).code == "agreement.undefined"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (0.49, "band_poor"),
        (0.5, "band_moderate"),
        (0.75, "band_good"),
        (0.9, "band_excellent"),
        (-2.0, "band_poor"),
    ],
)
def test_bands_begin_at_their_lower_bound(value: float, name: str) -> None:
    assert band(value) == name


@pytest.mark.parametrize(
    ("odd", "deviation", "code"),
    [
        (OddOne(2.2, 0.003, 4), 4.0, "agreement.odd"),
        (OddOne(2.2, 0.06, 4), 4.0, "agreement.no_odd"),
        (OddOne(2.2, 0.0, 4), 0.5, "agreement.no_odd"),
        (None, 4.0, "agreement.no_odd"),
    ],
)
def test_who_stands_out_is_unlikely_to_be_chance_and_far_enough_to_matter(
    odd: OddOne | None, deviation: float, code: str
) -> None:
    assert odd_one(measured(odd=odd, deviation=deviation)).code == code


def test_the_spread_comes_first() -> None:
    assert [reason.code for reason in distances(measured())] == ["agreement.spread", "agreement.no_odd"]


def test_a_coefficient_is_printed_with_its_interval() -> None:
    printed = [shown(one) for one in (NONE, Statistic(0.5), Statistic(0.5, low=0.25, high=0.75))]
    assert printed == ["—", "0.50", "0.50（0.25–0.75）"]


BANDS = tuple(Band(id_, Words(id_, id_), Decimal(lower)) for id_, lower in (("good", 80), ("fair", 0)))


@pytest.mark.parametrize(
    ("good", "code"),
    [
        (0.999, "chance.almost_sure"),
        (0.97, "chance.sure"),
        (0.80, "chance.open"),
        (0.10, "chance.open"),
    ],
)
def test_no_chance_is_ever_called_a_hundred_percent(good: float, code: str) -> None:
    found = chance(GradeChances((good, 1 - good)), BANDS, BANDS[0])
    assert found.code == code
    assert "100" not in found.values.values()


def test_an_interval_of_points_ends_where_points_end() -> None:
    wide = Statistic(96.67, low=90.7, high=102.63)
    assert (span(wide), span(wide, Decimal(100))) == ("90.70 … 102.63", "90.70 … 100.00")

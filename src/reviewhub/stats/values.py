"""What statistics take and give back, in plain Python: importing this costs nothing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = "float | int | str | Sequence[Json] | Mapping[str, Json] | None"
Entry: TypeAlias = Mapping[str, Json]


class Level(StrEnum):
    """What the distance of two scores means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale the raters used: lowest and highest score and the step between scores.

    >>> Scale(0, 100).discrete_variance
    850.0
    """

    low: float
    high: float
    step: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a scale without room."""
        if not self.low < self.high or self.step <= 0:
            msg = "a scale needs low < high and a positive step"
            raise ValueError(msg)

    @property
    def discrete_variance(self) -> float:
        """Variance of a rater who picks any allowed score with equal chance: step^2 (A^2 - 1)/12."""
        options = (self.high - self.low) / self.step + 1
        return self.step**2 * (options**2 - 1) / 12

    @property
    def continuous_variance(self) -> float:
        """Variance of a rater who picks any point of the scale with equal chance: (high - low)^2 / 12."""
        return (self.high - self.low) ** 2 / 12


class Undefined(StrEnum):
    """Why a statistic has no value; the codes are stable, the words are made elsewhere."""

    NO_SCORES = "no_scores"
    ONE_TARGET = "one_target"
    ONE_RATER = "one_rater"
    TOO_FEW_COMPLETE_TARGETS = "too_few_complete_targets"
    INCOMPLETE = "incomplete"
    NO_PAIRS = "no_pairs"
    TOO_FEW_SCORES = "too_few_scores"
    TOO_FEW_SHARED_TARGETS = "too_few_shared_targets"
    ALL_EQUAL = "all_equal"
    NO_TARGET_VARIANCE = "no_target_variance"
    NO_RESIDUAL_VARIANCE = "no_residual_variance"
    NO_POSITIVE_VARIANCE = "no_positive_variance"
    RATERS_CONSTANT = "raters_constant"
    NEGATIVE_SCORES = "negative_scores"
    LEVEL_TOO_LOW = "level_too_low"
    NO_SCALE = "no_scale"
    MEANS_NEAR_SCALE_END = "means_near_scale_end"
    SCORES_OFF_SCALE = "scores_off_scale"
    NO_CUTOFFS = "no_cutoffs"
    NOT_CONNECTED = "not_connected"
    TOO_FEW_RATERS = "too_few_raters"
    GRID_TOO_FINE = "grid_too_fine"
    ONE_CATEGORY = "one_category"
    TOO_MANY_CATEGORIES = "too_many_categories"


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic of a matrix: exactly one of ``value`` and ``undefined`` is given.

    NaN, infinity and stand-ins such as 0 or 1 are refused, so that a reader never mistakes
    "cannot be computed" for a result.

    Attributes
    ----------
    value
        The number, or None.
    undefined
        Why there is no number, or None.
    n
        Targets that entered.
    k
        Raters that entered.
    low
        Lower limit of the 95 % interval, where there is one.
    high
        Upper limit of the 95 % interval, where there is one.
    p
        P value of ``test``.
    test
        The test statistic (F, chi-square or t, as ``method`` says).
    df
        Its degrees of freedom.
    method
        The formula in a few words.
    dropped
        Targets left out because a rater had not scored them.

    Examples
    --------
    >>> Statistic(0.8, n=6, k=4, method="ICC").value
    0.8
    >>> Statistic(float("nan"))
    Traceback (most recent call last):
    ...
    ValueError: value must be finite

    """

    value: float | None
    undefined: Undefined | None = None
    n: int = 0
    k: int = 0
    low: float | None = None
    high: float | None = None
    p: float | None = None
    test: float | None = None
    df: tuple[float, ...] = ()
    method: str = ""
    dropped: int = 0

    def __post_init__(self) -> None:
        """Refuse what would look like a number and is none."""
        if (self.value is None) == (self.undefined is None):
            msg = "exactly one of value and undefined must be given"
            raise ValueError(msg)
        for name in ("value", "low", "high", "p", "test"):
            number = getattr(self, name)
            if number is not None and not math.isfinite(number):
                msg = f"{name} must be finite"
                raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Report:
    """All statistics of one matrix.

    Attributes
    ----------
    n_targets
        Rows of the matrix.
    n_raters
        Columns of the matrix.
    missing
        Cells without a score.
    connected
        Whether shared scores link all targets and raters.
    results
        Key -> numbers; intervals are 95 %.
    undefined
        Key -> reason code, for every key that has no result.

    """

    n_targets: int
    n_raters: int
    missing: int
    connected: bool
    results: Mapping[str, Entry]
    undefined: Mapping[str, Undefined]


def finite(number: float) -> float | None:
    """Give the number, or None when it is NaN or infinite.

    >>> finite(0.5), finite(float("inf"))
    (0.5, None)
    """
    return float(number) if math.isfinite(number) else None


def quotient(numerator: float, denominator: float) -> float | None:
    """Divide, or give None when the denominator is zero.

    >>> quotient(1, 4), quotient(1, 0)
    (0.25, None)
    """
    return finite(numerator / denominator) if denominator else None

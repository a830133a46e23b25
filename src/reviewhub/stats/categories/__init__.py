"""Do the raters choose the same category? Agreement on a fixed list of categories, beyond chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from reviewhub.stats.batch import Batch, Codes, Statistics, first_reason
from reviewhub.stats.categories.chance import Coefficient, corrected
from reviewhub.stats.categories.parts import ROUNDING, Corrected
from reviewhub.stats.categories.tables import Table
from reviewhub.stats.categories.weights import Weights, category_list, weight_matrix
from reviewhub.stats.krippendorff.sums import blocks
from reviewhub.stats.matrix import FloatArray, Scores
from reviewhub.stats.tails import t_quantiles, t_two_sided_each
from reviewhub.stats.values import Statistic, Undefined, finite


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient of one matrix, and the shares it is made from.

    Attributes
    ----------
    statistic
        The coefficient with its 95 % interval and the t test of "no more than chance".
    observed
        Share of agreeing pairs of scores (weighted by how near their categories are), or None.
    expected
        The share that chance would give, or None.
    error
        Standard error of the coefficient, or None.

    """

    statistic: Statistic
    observed: float | None
    expected: float | None
    error: float | None


@dataclass(frozen=True, slots=True)
class Agreements:
    """A coefficient of every matrix, in columns of shape ``(matrices,)``; NaN where there is none."""

    statistics: Statistics
    observed: FloatArray
    expected: FloatArray
    errors: FloatArray

    def __getitem__(self, place: int) -> Agreement:
        """Give the coefficient of one matrix."""
        return Agreement(
            self.statistics[place],
            finite(self.observed[place]),
            finite(self.expected[place]),
            finite(self.errors[place]),
        )


def category_agreement(
    scores: Scores, categories: Sequence[float], weights: Weights = Weights.IDENTITY
) -> Mapping[Coefficient, Agreement]:
    """Tell how far the raters choose the same category, beyond what chance would do.

    Parameters
    ----------
    scores
        Category codes, shape ``(targets, raters)``; NaN is missing. Targets with one score tell how often a
        category is chosen, and not whether raters agree.
    categories
        The whole list, also those that nobody chose: AC and BP depend on it.
    weights
        How much different categories agree.

    Returns
    -------
    Every coefficient: Gwet's AC1 (weighted: AC2), Fleiss' kappa, Conger's kappa (of two raters: Cohen's),
    Krippendorff's alpha, Brennan & Prediger's. Where one category alone is used the kappas and alpha are
    0/0 and undefined, AC and BP are 1. Where nearly all choose one category kappa is near 0 however well
    they agree: read ``observed`` beside it.

    Raises
    ------
    ValueError
        Fewer than two categories, or a score that is none of them.

    Notes
    -----
    (po - pe)/(1 - pe) with po the mean over targets of sum_k r_k (r*_k - 1)/(r(r-1)), r* = W r. With p the
    mean of r_k/r: Fleiss pe = p'Wp; AC pe = T/(q(q-1)) sum p(1-p), T the sum of weights; BP pe = T/q^2;
    Conger pe = mean over pairs of raters of p_g'Wp_h. Standard errors by linearisation (infinitesimal
    jackknife), SE^2 = sum of squared influences/(n(n-1)); interval by Student's t on n-1, cut at 1.

    References
    ----------
    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48,
    doi:10.1348/000711006X126600
    Fleiss (1971), Psychological Bulletin 76, 378-382, doi:10.1037/h0031619
    Conger (1980), Psychological Bulletin 88, 322-328, doi:10.1037/0033-2909.88.2.322
    Brennan & Prediger (1981), Educational and Psychological Measurement 41, 687-699,
    doi:10.1177/001316448104100307

    Examples
    --------
    >>> grades = [[4, 4, 4], [3, 3, 2], [4, 3, 4], [2, 2, None]]
    >>> round(category_agreement(grades, (1, 2, 3, 4))[Coefficient.GWET].statistic.value, 3)
    0.574

    """
    many = category_agreement_many(Batch.of([scores]), categories, weights)
    return MappingProxyType({coefficient: found[0] for coefficient, found in many.items()})


def category_agreement_many(
    batch: Batch, categories: Sequence[float], weights: Weights = Weights.IDENTITY
) -> Mapping[Coefficient, Agreements]:
    """Tell it of every matrix of a batch; see :func:`category_agreement`."""
    listed = category_list(categories)
    nearness = weight_matrix(listed, weights)
    count, targets, raters = batch.scores.shape
    columns = {coefficient: np.empty((5, count)) for coefficient in Coefficient}
    for part in blocks(count, targets * max(raters, listed.size)):
        table = Table.of(batch.scores[part], listed)
        for coefficient, found in corrected(table, nearness).items():
            columns[coefficient][:, part] = _column(found, table)
    return _agreements(batch, columns)


def _column(found: Corrected, table: Table) -> FloatArray:
    pairable = (table.sizes > 1).any(axis=1)
    return np.stack(
        [
            found.values,
            found.errors,
            np.where(pairable, found.agreed, np.nan),
            np.where(pairable, found.expected.value, np.nan),
            np.where(pairable, found.n, 0),
        ]
    )


def _agreements(batch: Batch, columns: Mapping[Coefficient, FloatArray]) -> Mapping[Coefficient, Agreements]:
    """Add intervals and tests, for all coefficients at once."""
    values, errors, observed, expected, counted = np.stack(list(columns.values()), axis=1)
    n = counted.astype(np.int64)
    df = np.maximum(n - 1, 1)
    told = np.where(errors > ROUNDING, errors, np.nan)
    test = values / told
    reach = t_quantiles(df.ravel()).reshape(df.shape) * told
    low, high, p = values - reach, np.minimum(1, values + reach), t_two_sided_each(test, df)
    return MappingProxyType(
        {
            coefficient: Agreements(
                Statistics(
                    values[row],
                    _reasons(batch, values[row], observed[row]),
                    n[row],
                    batch.raters,
                    str(coefficient),
                    low=low[row],
                    high=high[row],
                    p=p[row],
                    test=test[row],
                    df=(df[row].astype(np.float64),),
                    dropped=batch.targets - n[row],
                ),
                observed[row],
                expected[row],
                errors[row],
            )
            for row, coefficient in enumerate(columns)
        }
    )


def _reasons(batch: Batch, values: FloatArray, observed: FloatArray) -> Codes:
    return first_reason(
        len(batch),
        [
            (batch.raters < 2, Undefined.ONE_RATER),  # noqa: PLR2004 -- two raters are what "agreement" means
            (batch.targets < 2, Undefined.ONE_TARGET),  # noqa: PLR2004 -- targets must be able to differ
            (np.isnan(observed), Undefined.NO_PAIRS),
            (np.isnan(values), Undefined.ONE_CATEGORY),
        ],
    )

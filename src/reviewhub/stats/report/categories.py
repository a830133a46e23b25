"""Entries of agreement on grades, or on scores of few different values."""

from collections.abc import Mapping
from typing import Final, TypeAlias

import numpy as np

from reviewhub.stats.batch import Batch
from reviewhub.stats.categories import Agreement, category_agreement
from reviewhub.stats.categories.chance import Coefficient, corrected
from reviewhub.stats.categories.pairs import cohen_kappas_many
from reviewhub.stats.categories.tables import Table
from reviewhub.stats.categories.weights import Weights, category_list
from reviewhub.stats.matrix import FloatArray, complete_rows
from reviewhub.stats.report.facts import Facts, Measure, interval, rows_used
from reviewhub.stats.values import Entry, Level, Undefined, finite

# Scores of more different values are points, not categories.
MOST_CATEGORIES: Final = 20
# Codes, the list of categories they are from, and what they are made from.
Coded: TypeAlias = tuple[FloatArray, tuple[float, ...], str]


def coded(facts: Facts) -> Coded | Undefined:
    """Read the scores as categories: grades by the cut-offs from 1 up, or every different score."""
    given = facts.scores[~np.isnan(facts.scores)]
    if facts.cutoffs and facts.level is not Level.NOMINAL:
        grades = 1.0 + np.searchsorted(sorted(facts.cutoffs), facts.scores, side="right")
        codes = np.where(np.isnan(facts.scores), np.nan, grades)
        return codes, tuple(range(1, len(facts.cutoffs) + 2)), "grades"
    present = np.unique(given)
    if present.size < 2:  # noqa: PLR2004 -- one category leaves no choice
        return Undefined.ALL_EQUAL if present.size else Undefined.NO_SCORES
    if present.size > MOST_CATEGORIES:
        return Undefined.TOO_MANY_CATEGORIES
    return facts.scores, tuple(present.tolist()), "scores"


def _categories(facts: Facts) -> Entry | Undefined:
    read = coded(facts)
    if isinstance(read, Undefined):
        return read
    codes, listed, basis = read
    kinds = (Weights.IDENTITY,) if facts.level is Level.NOMINAL else tuple(Weights)
    found = {kind: category_agreement(codes, listed, kind) for kind in kinds}
    # Chance by the list of categories alone is always defined where there is agreement at all.
    reason = found[Weights.IDENTITY][Coefficient.BRENNAN_PREDIGER].statistic.undefined
    return reason or {
        "basis": basis,
        "categories": listed,
        "coefficients": {
            f"{coefficient}_{kind}": _coefficient(one)
            for kind, coefficients in found.items()
            for coefficient, one in coefficients.items()
        },
        "fleiss_kappa_complete_rows": _fleiss_complete(codes, listed),
    }


def _coefficient(one: Agreement) -> Entry:
    """Give one coefficient; where it is undefined, the reason stands beside the shares."""
    reason: Mapping[str, str] = {"undefined": one.statistic.undefined} if one.statistic.undefined else {}
    return {
        "value": one.statistic.value,
        "se": one.error,
        "p": one.statistic.p,
        "pa": one.observed,
        "pe": one.expected,
        **interval(one.statistic),
        **reason,
    }


def _fleiss_complete(codes: FloatArray, listed: tuple[float, ...]) -> float | None:
    complete = complete_rows(codes)
    if not complete.n:
        return None
    table = Table.of(complete.scores[None], category_list(listed))
    return finite(corrected(table, np.eye(len(listed)), [Coefficient.FLEISS])[Coefficient.FLEISS].values[0])


def _kappas(facts: Facts) -> Entry | Undefined:
    read = coded(facts)
    if isinstance(read, Undefined):
        return read
    codes, listed, basis = read
    found = cohen_kappas_many(Batch.of([codes]), listed)
    mean = found.mean[0]
    if mean.undefined and np.isnan(found.values).all():
        return mean.undefined
    return {
        "basis": basis,
        "pairs": tuple(f"{first}-{second}" for first, second in found.pairs),
        "value": tuple(finite(kappa) for kappa in found.values[0].tolist()),
        "mean_light_kappa": mean.value,
        "rows_used": rows_used(mean.dropped),
        "dropped": mean.dropped,
    }


CATEGORIES: Final = (
    Measure("agreement_on_categories", Level.NOMINAL, _categories),
    Measure("cohen_kappa_pairs", Level.NOMINAL, _kappas),
)

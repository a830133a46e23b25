import numpy as np
import pytest

from reviewhub.stats.crossed.criterion import point_at
from reviewhub.stats.crossed.layout import Layout, layout_of
from reviewhub.stats.crossed.prediction import Fit
from reviewhub.stats.crossed.sums import sums_of


def fit_at(ratios: tuple[float, float]) -> Fit:
    layout = layout_of([[90, 84, None], [70, None, 68], [80, 76, 79], [None, 88, 92], [60, 57, 61]])
    assert isinstance(layout, Layout)
    sums = sums_of(layout)
    return Fit(layout, sums, ratios, point_at(sums, *ratios))


def test_effects_solve_the_mixed_model_equations() -> None:
    fit = fit_at((3.0, 0.5))
    rows, columns = np.nonzero(fit.layout.given)
    links = np.column_stack([np.ones(rows.size), np.eye(5)[rows], np.eye(3)[columns]])
    penalty = np.diag([0.0] + [1 / 3.0] * 5 + [1 / 0.5] * 3)
    best = np.linalg.solve(links.T @ links + penalty, links.T @ fit.layout.centred[fit.layout.given])
    assert fit.row_effects() == pytest.approx(best[1:6])
    assert fit.point.columns == pytest.approx(best[6:])


def test_predicted_effects_cancel() -> None:
    fit = fit_at((3.0, 0.5))
    assert (fit.row_effects().sum(), fit.point.columns.sum()) == pytest.approx((0, 0), abs=1e-9)


def test_without_a_variance_there_is_no_error() -> None:
    assert (fit_at((0.0, 0.5)).row_errors(), fit_at((3.0, 0.0)).column_errors()) == (None, None)

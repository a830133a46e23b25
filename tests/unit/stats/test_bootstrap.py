import numpy as np
import pytest

from reviewhub.stats.agreement import Form, intraclass
from reviewhub.stats.batch import Batch
from reviewhub.stats.bootstrap import bootstrap_many
from reviewhub.stats.krippendorff import krippendorff_alpha
from reviewhub.stats.matrix import FloatArray
from reviewhub.stats.values import Undefined

SHROUT_FLEISS: list[list[float | None]] = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]


def panels(count: int, n: int, k: int) -> FloatArray:
    random = np.random.default_rng(7)
    level = random.normal(75, 8, (count, n, 1)) + random.normal(0, 3, (count, 1, k))
    return np.clip(np.round(level + random.normal(0, 5, (count, n, k))), 0, 100)


def test_the_values_are_those_of_the_scores_as_they_are() -> None:
    made = panels(30, 8, 5)
    found = bootstrap_many(Batch.of(made), seed=1, resamples=50)
    for place, one in enumerate(made):
        forms = intraclass(one)
        mine = (found.absolute[place].value, found.consistent[place].value, found.alpha[place].value)
        theirs = (forms[Form.ABSOLUTE_SINGLE], forms[Form.CONSISTENT_SINGLE], krippendorff_alpha(one))
        assert mine == pytest.approx(tuple(alone.value for alone in theirs), rel=1e-10)


def test_the_limits_are_the_percentiles_of_targets_drawn_again() -> None:
    scores = panels(1, 12, 5)[0]
    found = bootstrap_many(Batch.of([scores]), seed=3, resamples=4000)
    random = np.random.default_rng(11)
    again = [scores[random.integers(0, 12, 12)] for _ in range(1500)]
    singles = [intraclass(one)[Form.ABSOLUTE_SINGLE].value for one in again]
    alphas = [krippendorff_alpha(one).value for one in again]
    for mine, drawn in ((found.absolute[0], singles), (found.alpha[0], alphas)):
        expected = np.percentile(np.array(drawn, dtype=np.float64), [2.5, 97.5])
        assert (mine.low, mine.high) == pytest.approx(tuple(expected), abs=0.04)


def test_one_seed_gives_one_result_and_a_matrix_does_not_depend_on_its_neighbours() -> None:
    made = panels(40, 6, 4)
    whole, alone = (bootstrap_many(Batch.of(one), seed=5, resamples=300) for one in (made, made[37:38]))
    assert whole.absolute[37].low == pytest.approx(alone.absolute[0].low, rel=1e-12)
    assert whole.alpha[37].high == pytest.approx(alone.alpha[0].high, rel=1e-12)


def test_matrices_of_many_sizes_keep_their_places() -> None:
    gap: list[list[float | None]] = [*SHROUT_FLEISS, [None, 3, 4, 5]]
    found = bootstrap_many(Batch.of([gap, [[1, 2]], [[9, 8], [4, 3], [5, 7]]]), seed=2, resamples=100)
    assert (found.absolute[0].n, found.absolute[0].dropped) == (6, 1)
    assert found.absolute[0].value == pytest.approx(0.2897637782465453)
    assert found.alpha[1].undefined is Undefined.ONE_TARGET
    assert found.consistent[2].value == pytest.approx(
        intraclass([[9, 8], [4, 3], [5, 7]])[Form("icc(C,1)")].value
    )


def test_without_differences_between_targets_there_is_no_consistency() -> None:
    found = bootstrap_many(Batch.of([[[90, 80, 70]] * 4, [[80, 80]] * 3]), seed=2, resamples=100)
    assert found.consistent[0].undefined is Undefined.NO_TARGET_VARIANCE
    assert found.alpha[1].undefined is Undefined.ALL_EQUAL


def test_resamples_of_one_target_alone_do_not_become_limits() -> None:
    agreeing = bootstrap_many(Batch.of([[[90, 90], [70, 70], [80, 80]]]), seed=2, resamples=200).consistent[0]
    assert (agreeing.value, agreeing.low, agreeing.high) == (1, 1, 1)

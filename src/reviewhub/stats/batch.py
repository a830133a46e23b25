"""Many matrices at once, and the statistics of all of them: a single matrix is a batch of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.values import Statistic, Undefined

BATCH_AXES: Final = 3
# No reason: the statistic has a value.
VALUED: Final = -1
REASONS: Final = tuple(Undefined)
Codes: TypeAlias = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Batch:
    """Matrices of scores side by side; a smaller one is padded with missing rows and columns.

    Attributes
    ----------
    scores
        Shape ``(matrices, targets, raters)``; NaN is missing or padding.
    targets
        Targets of each matrix, shape ``(matrices,)``.
    raters
        Raters of each matrix, shape ``(matrices,)``.

    Examples
    --------
    >>> batch = Batch.of([[[90, 80], [70, 75]], [[60, None, 65]]])
    >>> batch.scores.shape, batch.targets.tolist(), batch.raters.tolist()
    ((2, 2, 3), [2, 1], [2, 3])

    """

    scores: FloatArray
    targets: NDArray[np.int64]
    raters: NDArray[np.int64]

    @classmethod
    def of(cls, matrices: "Iterable[Scores] | NDArray[np.floating | np.integer]") -> "Batch":
        """Lay matrices side by side; an array of three axes is taken as it is, without a copy.

        Raises
        ------
        ValueError
            A matrix has not two axes, is empty, or holds an infinite score; there is no matrix at all.

        """
        if isinstance(matrices, np.ndarray) and matrices.ndim == BATCH_AXES:
            return cls._of_array(np.asarray(matrices, dtype=np.float64))
        checked = [score_matrix(one) for one in matrices]
        if not checked:
            raise ValueError("a batch needs at least one matrix")
        targets = np.array([one.shape[0] for one in checked])
        raters = np.array([one.shape[1] for one in checked])
        scores = np.full((len(checked), targets.max(), raters.max()), np.nan)
        for place, one in enumerate(checked):
            scores[place, : one.shape[0], : one.shape[1]] = one
        return cls(scores, targets, raters)

    @classmethod
    def _of_array(cls, scores: FloatArray) -> "Batch":
        if 0 in scores.shape:
            raise ValueError(f"scores must have matrices, targets and raters, not shape {scores.shape}")
        if np.isinf(scores).any():
            raise ValueError("scores must be finite")
        count, targets, raters = scores.shape
        return cls(scores, np.full(count, targets), np.full(count, raters))

    def __len__(self) -> int:
        """Count the matrices."""
        return int(self.scores.shape[0])


@dataclass(frozen=True, slots=True)
class Statistics:
    """One statistic of every matrix of a batch, in columns; read one of them as a :class:`Statistic`.

    All arrays have shape ``(matrices,)``, ``df`` holds one for each degree of freedom. A reason other than
    ``VALUED`` is a place in ``REASONS``, and the other columns of that matrix hold nothing to be read; NaN in
    ``low``, ``high``, ``p`` or ``test`` of a valued one says that there is none.
    """

    values: FloatArray
    reasons: Codes
    n: NDArray[np.int64]
    k: NDArray[np.int64]
    method: str
    low: FloatArray | None = None
    high: FloatArray | None = None
    p: FloatArray | None = None
    test: FloatArray | None = None
    df: tuple[FloatArray, ...] = ()
    dropped: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        """Count the matrices."""
        return int(self.values.size)

    def __getitem__(self, place: int) -> Statistic:
        """Give the statistic of one matrix."""
        code = int(self.reasons[place])
        undefined = None if code == VALUED else REASONS[code]
        return Statistic(
            float(self.values[place]) if undefined is None else None,
            undefined,
            n=int(self.n[place]),
            k=int(self.k[place]),
            low=self._at(self.low, place, undefined),
            high=self._at(self.high, place, undefined),
            p=self._at(self.p, place, undefined),
            test=self._at(self.test, place, undefined),
            df=tuple(float(one[place]) for one in self.df) if undefined is None else (),
            method=self.method,
            dropped=0 if self.dropped is None else int(self.dropped[place]),
        )

    @staticmethod
    def _at(column: FloatArray | None, place: int, undefined: Undefined | None) -> float | None:
        if column is None or undefined is not None or not np.isfinite(column[place]):
            return None
        return float(column[place])


def first_reason(size: int, faults: Sequence[tuple[NDArray[np.bool_], Undefined]]) -> Codes:
    """Give every matrix the first reason whose fault it has, or ``VALUED``.

    >>> first_reason(2, [(np.array([True, False]), Undefined.ONE_RATER)]).tolist()
    [2, -1]
    """
    codes: Codes = np.full(size, VALUED, dtype=np.int8)
    for fault, reason in reversed(faults):
        codes[fault] = REASONS.index(reason)
    return codes

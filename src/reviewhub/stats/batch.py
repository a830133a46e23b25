"""Many matrices at once, and the statistics of all of them: a single matrix is a batch of one."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewhub.stats.matrix import FloatArray, Scores, score_matrix
from reviewhub.stats.values import Statistic, Undefined, finite

BATCH_AXES: Final = 3
# Two raters are what "agreement" means, and targets must be able to differ.
FEWEST: Final = 2
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

    def stacked(self) -> FloatArray:
        """Lay the targets of all matrices below each other, for statistics of each target by itself.

        A rater who is only padding has scored none of a matrix's targets, which changes nothing there.

        >>> Batch.of([[[90, 80], [70, 75]], [[60, None, 65]]]).stacked().shape
        (3, 3)
        """
        rows: FloatArray = self.scores[np.arange(self.scores.shape[1]) < self.targets[:, None]]
        return rows


@dataclass(frozen=True, slots=True)
class Block:
    """Matrices of one size without gaps, shape ``(members, n, k)``, and their places in a batch."""

    places: NDArray[np.int64]
    scores: FloatArray


@dataclass(frozen=True, slots=True)
class Complete:
    """The targets of each matrix that all its raters scored, sorted into blocks of one size.

    Attributes
    ----------
    blocks
        The matrices on which two-way methods can be used; one whose scores are all equal is among them.
    reasons
        Why they cannot be used on the others, shape ``(matrices,)`` like all that follow.
    n
        Targets kept.
    k
        Raters.
    dropped
        Targets left out because a rater had not scored them.
    largest
        The largest score, whatever its sign; NaN for a matrix in no block.

    Examples
    --------
    >>> kept = Complete.of(Batch.of([[[90, 80], [70, 75], [None, 60]], [[60, 65, 70]]]))
    >>> kept.n.tolist(), kept.dropped.tolist(), [REASONS[code].value for code in kept.reasons if code >= 0]
    ([2, 1], [1, 0], ['one_target'])

    """

    blocks: tuple[Block, ...]
    reasons: Codes
    n: NDArray[np.int64]
    k: NDArray[np.int64]
    dropped: NDArray[np.int64]
    largest: FloatArray

    @classmethod
    def of(cls, batch: Batch) -> "Complete":
        """Drop the targets that lack a score and sort the matrices by what is left of them."""
        targets, raters = batch.targets, batch.raters
        if _without_gaps(batch):
            n, blocks = targets, [Block(np.arange(len(batch)), batch.scores)]
        else:
            whole = (~np.isnan(batch.scores)).sum(axis=2) == raters[:, None]
            n = whole.sum(axis=1)
            blocks = _blocks(batch, whole, n)
        usable = (n >= FEWEST) & (raters >= FEWEST)
        largest, equal = _extremes([one for one in blocks if usable[one.places[0]]], len(batch))
        reasons = first_reason(
            len(batch),
            [
                (raters < FEWEST, Undefined.ONE_RATER),
                (targets < FEWEST, Undefined.ONE_TARGET),
                (n < FEWEST, Undefined.TOO_FEW_COMPLETE_TARGETS),
                (equal, Undefined.ALL_EQUAL),
            ],
        )
        kept = tuple(one for one in blocks if usable[one.places[0]])
        return cls(kept, reasons, n, raters, targets - n, largest)


def _without_gaps(batch: Batch) -> bool:
    """Tell whether no score is missing and all matrices have one size; a sum tells it without a mask."""
    _, targets, raters = batch.scores.shape
    same = bool((batch.targets == targets).all() and (batch.raters == raters).all())
    return same and not math.isnan(batch.scores.sum())


def _blocks(batch: Batch, whole: NDArray[np.bool_], n: NDArray[np.int64]) -> list[Block]:
    codes = n * (batch.scores.shape[2] + 1) + batch.raters
    blocks = []
    for code in np.unique(codes[n > 0]):
        places = np.flatnonzero(codes == code)
        size, k = int(n[places[0]]), int(batch.raters[places[0]])
        rows = batch.scores[places][whole[places]][:, :k]
        blocks.append(Block(places, rows.reshape(places.size, size, k)))
    return blocks


def _extremes(blocks: Sequence[Block], size: int) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Give the largest score of every matrix by amount, and whether all its scores are equal."""
    largest, equal = np.full(size, np.nan), np.zeros(size, dtype=np.bool_)
    for block in blocks:
        flat = block.scores.reshape(block.places.size, -1)
        high, low = flat.max(axis=1), flat.min(axis=1)
        largest[block.places] = np.maximum(high, -low)
        equal[block.places] = high == low
    return largest, equal


@dataclass(frozen=True, slots=True)
class Statistics:
    """One statistic of every matrix of a batch, in columns; read one of them as a :class:`Statistic`.

    All arrays have shape ``(matrices,)``, ``df`` holds one a degree of freedom; ``method`` is one for all or
    one a matrix. Where ``reasons`` is not ``VALUED`` it is a place in ``REASONS``, and the other columns of
    that matrix hold nothing to be read; NaN in ``low``, ``high``, ``p`` or ``test`` of a valued one says that
    there is none.
    """

    values: FloatArray
    reasons: Codes
    n: NDArray[np.int64]
    k: NDArray[np.int64]
    method: str | tuple[str, ...]
    low: FloatArray | None = None
    high: FloatArray | None = None
    p: FloatArray | None = None
    test: FloatArray | None = None
    df: tuple[FloatArray | NDArray[np.int64], ...] = ()
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
            df=tuple(one[place].item() for one in self.df) if undefined is None else (),
            method=self.method if isinstance(self.method, str) else self.method[place],
            dropped=0 if self.dropped is None else int(self.dropped[place]),
        )

    @staticmethod
    def _at(column: FloatArray | None, place: int, undefined: Undefined | None) -> float | None:
        return None if column is None or undefined is not None else finite(column[place])


def first_reason(size: int, faults: Sequence[tuple[NDArray[np.bool_], Undefined]]) -> Codes:
    """Give every matrix the first reason whose fault it has, or ``VALUED``.

    >>> first_reason(2, [(np.array([True, False]), Undefined.ONE_RATER)]).tolist()
    [2, -1]
    """
    codes: Codes = np.full(size, VALUED, dtype=np.int8)
    for fault, reason in reversed(faults):
        codes[fault] = REASONS.index(reason)
    return codes


def quotients(numerators: FloatArray, denominators: FloatArray) -> FloatArray:
    """Divide; NaN where the denominator is zero or the quotient is not finite.

    >>> quotients(np.array([1.0, 1.0]), np.array([4.0, 0.0])).tolist()
    [0.25, nan]
    """
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        result: FloatArray = numerators / denominators
    result[~np.isfinite(result)] = np.nan
    return result

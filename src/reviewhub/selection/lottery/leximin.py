"""Chances as equal as the rules allow: the least as high as it can be, then the next, to the last."""

from collections.abc import Iterable

from reviewhub.selection.lottery.engines.programme import Engine, Floats
from reviewhub.selection.lottery.lifting import Found, Lift
from reviewhub.selection.lottery.pool import Pool
from reviewhub.selection.lottery.pricing import Counts


def leximin(pool: Pool, engine: Engine, panels: Iterable[Counts]) -> tuple[Found, Floats]:
    """Make the chances as equal as valid panels can, starting from some; with the prices of the least chance.

    References
    ----------
    Flanigan, Gölz, Gupta, Hennig & Procaccia (2021), Nature 596, 548-552, doi:10.1038/s41586-021-03788-6

    """
    run = Lift(pool, engine, pool.many.astype(float), panels)
    first = shares = run.lift()
    while run.rising.any():
        run.settle(shares)
        shares = run.lift() if run.rising.any() else run.master.solve()
    return run.found(shares), first.prices

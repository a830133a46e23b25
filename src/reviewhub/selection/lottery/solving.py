"""The lottery: the chances made as equal as the rules allow, panels of people, weights and proof."""

from collections.abc import Iterable

import numpy as np

from reviewhub.selection.lottery.checking import check
from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.engines.programme import Engine
from reviewhub.selection.lottery.leximin import Found, leximin
from reviewhub.selection.lottery.pool import Pool, pool_of
from reviewhub.selection.lottery.pricing import Pricing
from reviewhub.selection.lottery.proof import proof_of
from reviewhub.selection.lottery.rounding import rounded
from reviewhub.selection.lottery.spreading import spread
from reviewhub.selection.lottery.values import WHOLE, Infeasible, Lottery, Person, Rules


def solve(
    people: Iterable[Person], rules: Rules, *, objective: str = "leximin", solver: str = "auto"
) -> Lottery:
    """Make the lottery of panels whose chances are as equal as the rules allow.

    The order of people and rules does not matter.

    Raises
    ------
    Infeasible
        Where no panel keeps the rules.
    ValueError
        Where two people have one id.

    """
    known = tuple(people)
    pool, engine = pool_of(known, rules), engine_of(solver)
    start = Pricing(pool, engine).any_panel()
    if start is None:
        raise Infeasible(())
    found = leximin(pool, engine, start)
    lottery = lottery_of(pool, objective, found, engine)
    check(lottery.panels, known, rules)
    return lottery


def lottery_of(pool: Pool, objective: str, found: Found, engine: Engine) -> Lottery:
    """Give what was found for types to people, in whole numbers."""
    weights = rounded(found.shares, WHOLE)
    order = [index for index in np.lexsort(found.panels.T[::-1]).tolist() if weights[index]]
    made = sorted(spread(pool.types, found.panels[order], weights[order]).items())
    panels, units = tuple(panel for panel, _ in made), tuple(unit for _, unit in made)
    return Lottery(objective, pool.people, panels, units, proof_of(pool, engine, found.prices))

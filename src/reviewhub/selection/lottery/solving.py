"""The lottery: the chances made as equal as the rules allow, panels of people, weights and proof."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from reviewhub.selection.lottery.checking import check
from reviewhub.selection.lottery.engines.choice import engine_of
from reviewhub.selection.lottery.engines.programme import Engine
from reviewhub.selection.lottery.explaining import explained
from reviewhub.selection.lottery.goldilocks import goldilocks
from reviewhub.selection.lottery.leximin import leximin
from reviewhub.selection.lottery.lifting import Found
from reviewhub.selection.lottery.pool import Pool, pool_of
from reviewhub.selection.lottery.pricing import Counts, NoPanel, Pricing
from reviewhub.selection.lottery.proof import proof_by_panels, proof_by_rules
from reviewhub.selection.lottery.reaching import ENOUGH, reached
from reviewhub.selection.lottery.spreading import rounded, spread, without_light
from reviewhub.selection.lottery.target import Means, Target, equalised
from reviewhub.selection.lottery.values import WHOLE, Lottery, Person, Proof, Rules

OBJECTIVES: Final = ("leximin", "goldilocks")


def solve(
    people: Iterable[Person], rules: Rules, *, objective: str = "leximin", solver: str = "auto"
) -> Lottery:
    """Make the lottery of valid panels with the fairest chances; the order of what is given plays no part.

    ``leximin``: nobody's chance can be raised without lowering that of someone who has no more.
    ``goldilocks``: low and high chances are both kept near the equal share.

    Raises
    ------
    Infeasible
        Where no panel keeps the rules, with a smallest set of bounds in conflict and the least change.
    ValueError
        Where two people have one id, a panel nobody, or no objective or solver the name.

    """
    if objective not in OBJECTIVES:
        raise ValueError(f"no objective is called {objective}")
    if rules.size < 1:
        raise ValueError("a panel holds somebody")
    known, engine = tuple(people), engine_of(solver)
    pool = pool_of(known, rules)
    try:
        start = Pricing(pool, engine).any_panel()
    except NoPanel:
        raise explained(known, rules, engine) from None
    found, proof = _fairest(pool, engine, objective, start)
    panels = _concrete(pool, found)
    check(tuple(panels), known, rules)
    return Lottery(objective, pool.people, tuple(panels), tuple(panels.values()), proof)


def _fairest(pool: Pool, engine: Engine, objective: str, start: Counts) -> tuple[Found, Proof]:
    """Find the panels of types, and the proof of the highest least chance."""
    target = _target(pool, engine, objective)
    found, part = reached(pool, engine, target.chances, start)
    if objective == "leximin" and part < 1 - ENOUGH:
        found, prices = leximin(pool, engine, found.panels)
        return found, proof_by_panels(pool, Pricing(pool, engine), prices)
    return found, proof_by_rules(pool, target)


def _target(pool: Pool, engine: Engine, objective: str) -> Target:
    means = Means(pool, engine)
    if objective == "goldilocks":
        return goldilocks(means, pool.size / len(pool.people))
    return equalised(means)


def _concrete(pool: Pool, found: Found) -> dict[tuple[str, ...], int]:
    """Give panels of people, sorted, with weights that sum to the whole."""
    weights = rounded(found.shares, WHOLE)
    order = [index for index in np.lexsort(found.panels.T[::-1]).tolist() if weights[index]]
    return without_light(spread(pool.types, found.panels[order], weights[order]))

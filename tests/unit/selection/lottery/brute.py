"""The same answers by trying everything: all panels of tiny pools, and the chances they can give."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from reviewhub.selection.lottery.checking import faults_of
from reviewhub.selection.lottery.values import Person, Rules

Floats = NDArray[np.float64]


def all_panels(people: Sequence[Person], rules: Rules) -> list[tuple[str, ...]]:
    """Give every valid panel, people sorted by id."""
    known = {person.id: person for person in people}
    return [panel for panel in combinations(sorted(known), rules.size) if not faults_of(panel, known, rules)]


def leximin_chances(people: Sequence[Person], rules: Rules) -> dict[str, float]:
    """Give the leximin chances by asking for everyone at every stage how high they could still go."""
    ids = sorted(person.id for person in people)
    inside = np.array([[float(id_ in panel) for panel in all_panels(people, rules)] for id_ in ids])
    floors: dict[int, float] = {}
    while len(floors) < len(ids):
        rising = [one for one in range(len(ids)) if one not in floors]
        least = highest(inside, floors, rising, rising)
        held = dict.fromkeys(rising, least)
        stuck = [one for one in rising if highest(inside, floors | held, [one], []) < least + 1e-6]
        floors |= dict.fromkeys(stuck, least)
    return {id_: floors[one] for one, id_ in enumerate(ids)}


def highest(inside: Floats, floors: dict[int, float], lifted: list[int], free: list[int]) -> float:
    """Give how high the least chance of ``lifted`` can be while the others keep their floors."""
    people, panels = inside.shape
    limits = np.array([0.0 if one in free else floors.get(one, 0.0) for one in range(people)]) - 1e-9
    rows = [np.append(-inside[one], 0.0) for one in range(people)]
    lifts = [np.append(-inside[one], 1.0) for one in lifted]
    found = linprog(
        np.append(np.zeros(panels), -1.0),
        A_ub=np.array([*rows, *lifts]),
        b_ub=np.concatenate([-limits, np.zeros(len(lifted))]),
        A_eq=np.append(np.ones(panels), 0.0)[None],
        b_eq=[1.0],
    )
    return -float(found.fun or 0.0)

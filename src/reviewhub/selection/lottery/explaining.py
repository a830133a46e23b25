"""Why no panel keeps all the rules: a smallest set of bounds in conflict, and the least change that helps."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from reviewhub.selection.lottery.engines.programme import Box, Columns, Engine, Floats, Optimum, Programme
from reviewhub.selection.lottery.pool import Pool, pool_of
from reviewhub.selection.lottery.values import Bound, Change, Infeasible, Person, Rules

# How many sets of bounds are looked at to find a smaller conflict than the first.
LOOKS: Final = 24
# A change of the size counts for a little more than one of a quota; among equal ones the first is taken.
OF_SIZE: Final = 1.01
OF_LAST: Final = 0.001
# So many times what any count, limit or change can be: no bound at all.
FAR: Final = 4

Side = tuple[Bound, int, bool]


def explained(people: Iterable[Person], rules: Rules, engine: Engine) -> Infeasible:
    """Give the reason why no panel exists, as the error to raise."""
    pool = pool_of(people, rules, whole=True)
    if not pool.types:
        return Infeasible((Bound("size", limit=rules.size),))
    return Infeasible(Clashes(pool, engine).smallest(), least_change(pool, engine))


def sides(pool: Pool) -> list[Side]:
    """Give every bound with its row and whether it bounds from above; a rule may have several."""
    found: list[Side] = []
    for index, row in enumerate(pool.rows):
        if row.kind != "one_per":
            found.append((row.lower, index, False))
        found.append((row.upper if row.kind != "one_per" else Bound("one_per", row.feature), index, True))
    return found


def loosened(pool: Pool, given: Sequence[Side], extra: Iterable[dict[int, float]], most: float) -> Programme:
    """Give valid panels with one row a side, and extra columns that loosen sides."""
    at: dict[int, list[int]] = {}
    for place, (_, row, _) in enumerate(given):
        at.setdefault(row, []).append(place)
    types = [{place: 1.0 for row in touched for place in at.get(row, ())} for touched in pool.touches]
    columns = Columns.of([*types, *extra])
    people = float(len(pool.people))
    limits = np.array([pool.rows[row].most if above else pool.rows[row].least for _, row, above in given])
    above = np.array([above for _, _, above in given])
    amounts = np.concatenate([pool.many, np.full(len(columns) - len(types), most)])
    far = FAR * (people + np.abs(limits).max() + 1)
    return Programme(
        columns, np.where(above, -far, limits), np.where(above, limits, far), amounts, whole=True
    )


class Clashes:
    """Sets of bounds, and whether some panel keeps them."""

    def __init__(self, pool: Pool, engine: Engine) -> None:
        self.engine, given = engine, sides(pool)
        self.bounds = sorted({bound for bound, _, _ in given})
        far = float(len(pool.people) + max(abs(bound.limit) for bound in self.bounds))
        drops: list[dict[int, float]] = [{} for _ in self.bounds]
        for place, (bound, _, above) in enumerate(given):
            drops[self.bounds.index(bound)][place] = -1.0 if above else 1.0
        programme = loosened(pool, given, drops, far)
        self.types = len(pool.types)
        self.model, self.box = engine.model(programme), Box.of(programme)
        self.gains = np.concatenate([np.zeros(self.types), -np.ones(len(self.bounds))])

    def dropped(self, kept: Iterable[int]) -> set[int] | None:
        """Give bounds without which all others, ``kept`` among them, can be kept: the least short in sum."""
        found = self._best(self.gains, kept)
        return None if found is None else set(np.flatnonzero(np.rint(found.amounts[self.types :])).tolist())

    def _best(self, gains: Floats, kept: Iterable[int]) -> Optimum | None:
        most = self.box.most.copy()
        most[[self.types + bound for bound in kept]] = 0
        return self.model.best(gains, Box(self.box.least, most, self.box.lower, self.box.upper))

    def irreducible(self, order: Sequence[int]) -> list[int]:
        """Give a set of bounds in conflict from which none can be left out, leaving out in this order."""
        kept = sorted(order)
        for bound in order:
            rest = [one for one in kept if one != bound]
            if self._best(0 * self.gains, rest) is None:
                kept = rest
        return kept

    def smallest(self) -> tuple[Bound, ...]:
        """Give a smallest set of bounds in conflict, or an irreducible one where that takes too long.

        A conflict shares a bound with every set that, dropped, makes the rest possible.

        References
        ----------
        Ignatiev, Previti, Liffiton & Marques-Silva (2015), CP 2015, 173-182, doi:10.1007/978-3-319-23219-5_13

        """
        order = range(len(self.bounds))
        first = min((self.irreducible(one) for one in (order, order[::-1])), key=len)
        helping: list[set[int]] = []
        for _ in range(LOOKS):
            chosen = self._hitting(helping)
            if len(chosen) >= len(first):
                break
            found = self.dropped(chosen)
            if found is None:
                first = chosen
                break
            helping.append(found)
        return tuple(self.bounds[one] for one in first)

    def _hitting(self, sets: list[set[int]]) -> list[int]:
        """Give a smallest set that shares something with every one of some sets."""
        if not sets:
            return []
        count = len(self.bounds)
        columns = Columns.of(
            {row: 1.0 for row, one in enumerate(sets) if bound in one} for bound in range(count)
        )
        least, most = np.ones(len(sets)), np.full(len(sets), float(count))
        model = self.engine.model(Programme(columns, least, most, np.ones(count), whole=True))
        # Among equally small sets the same one every time.
        found = model.best(-1 - np.arange(count) / (count * count))
        return [] if found is None else np.flatnonzero(np.rint(found.amounts)).tolist()


def least_change(pool: Pool, engine: Engine) -> tuple[Change, ...]:
    """Give the changes of numbers, smallest in sum, after which a panel exists; none where none helps."""
    given = sides(pool)
    free = [place for place, (bound, _, _) in enumerate(given) if bound.kind != "one_per"]
    extra = [{place: -1.0 if given[place][2] else 1.0} for place in free]
    programme = loosened(
        pool, given, extra, float(len(pool.people) + max(abs(given[place][0].limit) for place in free))
    )
    costs = np.array([OF_SIZE if given[place][0].kind == "size" else 1.0 for place in free])
    costs += np.linspace(0, OF_LAST, len(free))
    found = engine.model(programme).best(np.concatenate([np.zeros(len(pool.types)), -costs]))
    if found is None:
        return ()
    changes = []
    for place, amount in zip(
        free, np.rint(found.amounts[len(pool.types) :]).astype(int).tolist(), strict=True
    ):
        bound, _, above = given[place]
        if amount:
            changes.append(Change(bound, bound.limit + (amount if above else -amount)))
    return tuple(sorted(changes, key=lambda change: change.bound))

"""Who stands above an organisation: the chain of parents."""

from collections.abc import Mapping


def ancestors(parents: Mapping[int, int | None], one: int) -> tuple[int, ...]:
    """Give parent, grandparent and so on, the nearest first; a circle in the data ends the chain."""
    chain: list[int] = []
    above = parents.get(one)
    while above is not None and above != one and above not in chain:
        chain.append(above)
        above = parents.get(above)
    return tuple(chain)


def would_circle(parents: Mapping[int, int | None], one: int, parent: int) -> bool:
    """Tell whether giving ``one`` this parent would put it above itself."""
    return parent == one or one in ancestors(parents, parent)

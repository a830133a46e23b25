"""Which engine answers: the fastest that is installed, or the one that is named."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final

from reviewhub.selection.lottery.engines.programme import Engine

# Loaded when chosen: one may be missing, the other takes a second to load.
ENGINES: Final = {
    "highspy": "reviewhub.selection.lottery.engines.with_highspy:HighspyEngine",
    "scipy": "reviewhub.selection.lottery.engines.with_scipy:ScipyEngine",
}


def engine_of(solver: str) -> Engine:
    """Give the engine of a name; ``auto`` is the fastest that is installed.

    Raises
    ------
    ValueError
        For a name that no engine has.

    """
    name = solver
    if solver == "auto":
        name = next(one for one in ENGINES if find_spec(one) is not None)
    if name not in ENGINES:
        raise ValueError(f"no solver is called {solver}")
    module, _, kind = ENGINES[name].partition(":")
    engine: Engine = getattr(import_module(module), kind)()
    return engine

from importlib.util import find_spec

import pytest

from reviewhub.selection.lottery.engines.choice import engine_of


def test_scipy_is_always_there() -> None:
    assert type(engine_of("scipy")).__name__ == "ScipyEngine"


def test_the_fastest_that_is_installed_is_taken() -> None:
    name = "HighspyEngine" if find_spec("highspy") else "ScipyEngine"
    assert type(engine_of("auto")).__name__ == name


def test_an_unknown_solver_is_refused() -> None:
    with pytest.raises(ValueError, match="abacus"):
        engine_of("abacus")

from reviewhub.selection.matching.solving.solvers import Means, available


def test_scipy_is_always_there_and_last() -> None:
    assert available()[-1] == "scipy"


def test_the_fastest_is_taken_unless_one_is_named() -> None:
    assert Means.within(1).solver == available()[0]
    assert Means.within(1, "scipy").solver == "scipy"


def test_time_runs_out_and_never_below_nothing() -> None:
    assert Means("scipy", 5.0, lambda: 3.0).left() == 2
    assert Means("scipy", 5.0, lambda: 9.0).left() == 0

from dataclasses import replace

import numpy as np
import pytest

from reviewhub.selection.matching.match import match
from reviewhub.selection.matching.values import Case, Infeasible, Loads
from unit.selection.matching.made_cases import made


def refusal(case: Case) -> Infeasible:
    with pytest.raises(Infeasible) as refused:
        match(case)
    return refused.value


def test_too_few_places_name_how_many_and_the_tasks() -> None:
    short = refusal(made(1, most=1))
    assert (short.code, short.needed, short.offered, short.lacking) == ("places", 14, 9, 5)


def test_only_the_tasks_that_share_too_few_experts_are_named() -> None:
    case = made(1, most=7)
    allowed = np.ones((7, 9), dtype=np.bool_)
    allowed[2, 1:] = False
    short = refusal(replace(case, scores=replace(case.scores, open=allowed)))
    assert (short.tasks, short.experts, short.lacking) == (("task 02",), ("expert 00",), 1)


def test_experts_who_cannot_get_their_least_are_named() -> None:
    case = made(1)
    allowed = case.scores.open.copy()
    allowed[:, 3] = False
    least = tuple(int(at == 3) for at in range(9))
    case = replace(case, scores=replace(case.scores, open=allowed), loads=Loads(least, (3,) * 9))
    short = refusal(case)
    assert (short.code, short.experts, short.lacking) == ("least", ("expert 03",), 1)


def test_kept_pairs_that_break_a_rule_are_refused() -> None:
    kept = frozenset(("task 00", f"expert 0{at}") for at in range(3))
    assert (refusal(replace(made(1), kept=kept)).code) == "kept"

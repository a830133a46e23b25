import numpy as np

from reviewhub.selection.matching.quotas import members_of, with_floor, with_quotas
from reviewhub.selection.matching.solving.program import program_of, solve
from reviewhub.selection.matching.values import Case, Quota
from unit.selection.matching import flows
from unit.selection.matching.made_cases import made

MEMBERS = frozenset({"expert 00", "expert 01", "expert 02", "expert 03", "expert 04"})


def case_with(**rules: object) -> Case:
    base = made(4)
    kept = rules.pop("kept", frozenset())
    quota = Quota("finance", MEMBERS, **rules)  # type: ignore[arg-type]  # the fields of a quota
    return Case(base.scores, base.demand, base.loads, quotas=(quota,), kept=kept)  # type: ignore[arg-type]  # the pairs that are kept


def counts(case: Case) -> list[int]:
    _, flow = flows.of(case, soft=False)
    answer = solve(with_quotas(program_of(flow), case, flow.arcs), "scipy", 60)
    assert answer.chosen is not None
    used = answer.chosen[: len(flow.arcs.task)] > 0
    inside = used & members_of(case, case.quotas[0])[flow.arcs.expert]
    return [int(count) for count in np.bincount(flow.arcs.task[inside], minlength=7)]


def test_every_task_has_from_least_to_most_of_the_members() -> None:
    assert set(counts(case_with(least=1, most=1))) == {1}


def test_a_quota_for_some_tasks_leaves_the_others_alone() -> None:
    found = counts(case_with(most=0, tasks=frozenset({"task 00", "task 01"})))
    assert found[:2] == [0, 0]
    assert sum(found) > 0


def test_what_is_kept_counts_towards_the_quota() -> None:
    kept = frozenset({("task 00", "expert 00")})
    assert counts(case_with(most=1, kept=kept))[0] == 0


def test_a_floor_holds_for_every_task() -> None:
    _, flow = flows.of(made(4), soft=False)
    answer = solve(with_floor(program_of(flow), flow.arcs, np.full(7, 2500)), "scipy", 60)
    assert answer.chosen is not None
    used = answer.chosen[: len(flow.arcs.task)]
    assert np.bincount(flow.arcs.task, flow.arcs.gain * used).min() >= 2500

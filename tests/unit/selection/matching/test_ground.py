from dataclasses import replace

import numpy as np

from reviewhub.selection.matching.ground import canonical, ground_of
from reviewhub.selection.matching.values import Loads, Scores
from unit.selection.matching.made_cases import employers, made


def test_tasks_and_experts_stand_in_the_order_of_their_names() -> None:
    case = made(1)
    turned = replace(
        case,
        scores=Scores(
            case.scores.tasks[::-1],
            case.scores.experts[::-1],
            case.scores.points[::-1, ::-1],
            case.scores.open[::-1, ::-1],
        ),
        loads=Loads((0,) * 9, tuple(range(9))),
    )
    back = canonical(turned)
    assert (back.scores.points == case.scores.points).all()
    assert back.loads.most == tuple(range(8, -1, -1))


def test_what_is_kept_is_taken_from_demand_and_load_and_shuts_out_colleagues() -> None:
    case = replace(made(1), employers=("A", "A", *("",) * 7), kept=frozenset({("task 02", "expert 00")}))
    ground = ground_of(case)
    assert (ground.demand[2], ground.most[0], ground.held[0]) == (1, 2, 1)
    assert not ground.open[2, :2].any()


def test_loads_become_steps_that_grow_dearer() -> None:
    ground = ground_of(replace(made(1), balance=10, loads=Loads((1,) * 9, (3,) * 9)))
    units = ground.units(soft=False)
    assert units.gain[:3].tolist() == [0, -10, -20]
    assert units.low[:3].tolist() == [1, 0, 0]
    assert ground.units().gain[0] == ground.spread()
    assert ground.premium() == 9 * ground.spread()


def test_a_sample_keeps_its_share_of_the_loads() -> None:
    sampled = ground_of(made(1)).sample(np.array([0, 3]))
    assert (sampled.points.shape, int(sampled.most.sum())) == ((2, 9), 27 * 2 // 7)


def test_doors_tell_employers_of_a_task_apart() -> None:
    ground = ground_of(replace(made(1), employers=employers(1)))
    every = np.arange(9)
    doors = ground.door(np.zeros(9, dtype=np.int64), every)
    assert [door >= 0 for door in doors.tolist()] == [bool(name) for name in employers(1)]
    assert not set(doors[doors >= 0].tolist()) & set(ground.door(every * 0 + 1, every).tolist())

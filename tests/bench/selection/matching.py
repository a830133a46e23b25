"""Time and memory of one large matching, made from a seed.

2,000 experts, 10,000 tasks, five a task, at most thirty an expert, three pairs in a hundred barred; the fit
of a pair is what eight made features have in common: the best experts are the best everywhere and loads bind.
With ``--employers`` an employer has at most one a task; the largest employ far more people than the rest.
"""

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3] / "src"))

from reviewhub.selection.matching.match import match
from reviewhub.selection.matching.solving.solvers import AUTO, SOLVERS
from reviewhub.selection.matching.values import SCALE, Case, Loads, Scores


def made(tasks: int, experts: int, *, employers: bool) -> Case:
    """Make the case."""
    rng = np.random.default_rng(5)
    wanted, offered = (rng.random((count, 8), dtype=np.float32) for count in (tasks, experts))
    points = np.rint((wanted @ offered.T) / 8 * SCALE).astype(np.int32)
    allowed = rng.random((tasks, experts), dtype=np.float32) > 0.03
    names = [tuple(f"{at:05}" for at in range(count)) for count in (tasks, experts)]
    where = tuple(f"u{int(400 * share**2)}" for share in rng.random(experts)) if employers else ()
    return Case(
        Scores(names[0], names[1], points, allowed),
        (5,) * tasks,
        Loads((0,) * experts, (30,) * experts),
        employers=where,
    )


def peak() -> float:
    """Give the largest memory so far in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Make the case, match it, print what that took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tasks", type=int, default=10_000)
    asked.add_argument("--experts", type=int, default=2_000)
    asked.add_argument("--employers", action="store_true")
    asked.add_argument("--solver", choices=(AUTO, *SOLVERS), default=AUTO)
    asked.add_argument("--seconds", type=float, default=600)
    told = asked.parse_args()
    case = made(told.tasks, told.experts, employers=told.employers)
    before, wall, cpu = peak(), time.perf_counter(), time.process_time()
    found = match(case, seed=b"bench", solver=told.solver, seconds=told.seconds)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{told.tasks} tasks x {told.experts} experts x 5, solver {found.solver}")
    print(f"total {found.total / SCALE:.4f}, bound {found.bound / SCALE:.4f}, proven: {found.proven}")
    print(f"{wall:.1f} s, {cpu:.1f} s of processor time; peak {peak():.0f} MB, {before:.0f} MB before")


if __name__ == "__main__":
    main()

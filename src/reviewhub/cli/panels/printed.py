"""What the command says of a match: JSON, lines for people, a table of pairs."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from reviewhub.cli.aligned import aligned
from reviewhub.selection.matching.values import SCALE, Case, Matching, Objective

MOST_BARS: Final = 40


def as_object(match: Matching, case: Case, seconds: float) -> dict[str, Any]:
    """Give the match as plain values; points are scores again."""
    whole = case.cap.of if case.cap else 1
    found: dict[str, Any] = {
        "objective": str(match.objective),
        "seed": match.seed,
        "solver": match.solver,
        "seconds": round(seconds, 2),
        "tasks": len(case.scores.tasks),
        "experts": len(case.scores.experts),
        "total": match.total / SCALE,
        "worst": match.worst / SCALE,
        "value": match.value / SCALE / whole,
        "bound": match.bound / SCALE / whole,
        "gap": match.gap / SCALE / whole,
        "proven": match.proven,
        "loads": match.loads(),
        "pairs": [
            {"task": pair.task, "expert": pair.expert, "score": pair.points / SCALE} for pair in match.pairs
        ],
    }
    if match.worst_bound is not None:
        found["worst_bound"] = match.worst_bound / SCALE
    if case.cap:
        found["chances"] = [
            {"task": one.task, "expert": one.expert, "parts": one.points, "of": whole}
            for one in match.chances
        ]
    return found


def as_json(match: Matching, case: Case, seconds: float) -> str:
    """Write all of it for programs."""
    return json.dumps(as_object(match, case, seconds), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_table(match: Matching) -> str:
    """Write the pairs as CSV."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["task", "expert", "score"])
    rows.writerows((pair.task, pair.expert, _score(pair.points)) for pair in match.pairs)
    return out.getvalue()


def as_lines(match: Matching, case: Case, seconds: float) -> Iterator[str]:
    """Sum the match up: totals, what is proven, how many experts have how many tasks."""
    whole = case.cap.of if case.cap else 1
    counts = (len(case.scores.tasks), len(match.pairs), len(match.loads()))
    yield f"任务 / tasks: {counts[0]}，分派 / assignments: {counts[1]}，专家 / experts: {counts[2]}"
    yield f"总分 / total: {_score(match.total)}，最差任务 / worst task: {_score(match.worst)}"
    yield _proof(match, whole)
    if case.cap:
        value, bound = (points / whole / SCALE for points in (match.value, match.bound))
        yield f"期望总分 / expected total: {value:.4f}（上界 / bound {bound:.4f}）"
    yield f"用时 / time: {seconds:.1f} s，{match.solver}"
    yield "每位专家的任务数 / tasks per expert:"
    yield from _bars(match, len(case.scores.experts))
    if case.cap is None and not match.seed:
        yield "同分时的先后由名称决定；用 --seed 公布种子 / ties follow the names alone; publish a --seed"


def _proof(match: Matching, whole: int) -> str:
    if match.proven:
        return "已证明没有更好的分派 / proven: there is no better match"
    gap = match.gap / whole / SCALE
    said = f"尚未证明：总分至多还能高 {gap:.4f} / not proven: the total could be up to {gap:.4f} higher"
    if match.objective is Objective.FAIR and match.worst_bound not in {None, match.worst}:
        best = _score(match.worst_bound or 0)
        said += f"；最差任务至多 {best} / the worst task at most {best}"
    return said


def _bars(match: Matching, experts: int) -> Iterator[str]:
    loads = match.loads()
    counts = Counter(loads.values()) + Counter({0: experts - len(loads)})
    most = max(counts.values(), default=1)
    rows = [
        (str(load), str(counts[load]), "▇" * -(-counts[load] * MOST_BARS // most)) for load in sorted(counts)
    ]
    yield from aligned(rows, words=frozenset({2}))


def _score(points: int) -> str:
    return f"{points / SCALE:.4f}".rstrip("0").rstrip(".")

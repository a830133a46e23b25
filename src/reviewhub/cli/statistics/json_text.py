"""The report as JSON under the keys of published cases: one object, or one a panel, written as they come."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reviewhub.cli.statistics.asked import Asked
from reviewhub.cli.statistics.summary import Summary
from reviewhub.cli.statistics.table import ScoreTable
from reviewhub.stats.values import Report, Statistic


def as_object(table: ScoreTable, result: Report, asked: Asked) -> dict[str, Any]:
    """Give names and counts, what was asked, ``results`` by key, ``undefined`` with reasons."""
    return {
        **_panel(table),
        "n_targets": result.n_targets,
        "n_raters": result.n_raters,
        "missing": result.missing,
        "connected": result.connected,
        **_asked(asked),
        "targets": table.targets,
        "raters": table.raters,
        "results": dict(result.results),
        "undefined": dict(result.undefined),
    }


def as_summary(one: Summary, asked: Asked) -> dict[str, Any]:
    """Give counts and the key numbers only."""
    told = {key: _entry(found) for key, found in one.whole.items() if not found.undefined}
    distance = {} if one.distance is None else {"ad_mean_of_targets": {"value": one.distance}}
    return {
        **_panel(one.table),
        "n_targets": len(one.table.targets),
        "n_raters": len(one.table.raters),
        "missing": one.missing,
        **_asked(asked),
        "results": told | distance,
        "undefined": {key: found.undefined for key, found in one.whole.items() if found.undefined},
    }


def written(objects: Iterable[Mapping[str, Any]], *, many: bool) -> Iterator[str]:
    """Write one object with its lines indented, or ``panels`` with one a line."""
    if not many:
        yield from (json.dumps(one, ensure_ascii=False, indent=2, allow_nan=False) + "\n" for one in objects)
        return
    yield '{"panels": ['
    for place, one in enumerate(objects):
        yield ("," if place else "") + "\n" + json.dumps(one, ensure_ascii=False, allow_nan=False)
    yield "\n]}\n"


def _panel(table: ScoreTable) -> dict[str, Any]:
    return {"panel": table.panel, "raters_left_out": table.left_out} if table.panel else {}


def _asked(asked: Asked) -> dict[str, Any]:
    scale = asked.scale
    return {
        "level": asked.level,
        "scale": {"min": scale.low, "max": scale.high, "step": scale.step} if scale else {},
        "cutoffs": asked.cutoffs or None,
    }


def _entry(found: Statistic) -> dict[str, Any]:
    interval = {} if found.low is None else {"ci_low": found.low, "ci_high": found.high}
    return {"value": found.value, **interval, "dropped": found.dropped}

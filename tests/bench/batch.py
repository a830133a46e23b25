"""How long it takes to score every sheet of a campaign anew, beside a plain weighted sum of as many cells.

A thousand tasks, seven experts, twenty criteria of six kinds: 140,000 answers as they were typed.
"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import numpy as np

from reviewhub.domain.scoring.answer import Answer, InputKind
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import score
from reviewhub.domain.scoring.template import Criterion, ReasonRule, ScoringTemplate
from reviewhub.domain.words import Words
from reviewhub.plugin.columns import Column
from reviewhub.plugin.registry import Registry
from reviewhub.services.scoring.batches import score_sheets
from reviewhub.services.scoring.typed import read_column

TASKS: Final = 1_000
EXPERTS: Final = 7
ROUNDS: Final = 5
ALONE: Final = 200
TEXT: Final = {"zh": "甲", "en": "A"}


def shares(*given: str, **others: Any) -> list[dict[str, Any]]:
    """Give parts of a criterion with ids and shares."""
    return [
        {"id": f"p{n}", "text": TEXT, "label": TEXT, "share": Decimal(one), **others}
        for n, one in enumerate(given)
    ]


KINDS: Final[Mapping[str, dict[str, Any]]] = {
    "points": {"step": Decimal("0.5")},
    "levels": {"levels": shares("1", "0.8", "0.6", "0.3")},
    "elements": {"elements": shares("0.25", "0.25", "0.25", "0.25")},
    "rate": {"numerator": TEXT, "denominator": TEXT},
    "bands": {
        "value": TEXT,
        "bands": [
            {"at_least": Decimal(95), "share": Decimal(1)},
            {"at_least": Decimal(80), "share": Decimal("0.6")},
            {"share": Decimal(0)},
        ],
    },
    "deductions": {"findings": [{"id": "a", "text": TEXT, "points": Decimal("0.5")}]},
}


def template(registry: Registry) -> ScoringTemplate:
    """Give twenty criteria of five points, the six kinds in turn."""
    kinds = [list(KINDS)[number % len(KINDS)] for number in range(20)]
    criteria = tuple(
        Criterion(
            f"c{number}", (), Words("", ""), Decimal(5), f"builtin.{kind}", KINDS[kind], ReasonRule.NEVER
        )
        for number, kind in enumerate(kinds)
    )
    return replace(registry.templates["prior-assessment-national"], criteria=criteria)


def sheets(made: ScoringTemplate, scorers: Mapping[str, HostedScorer]) -> list[dict[str, Answer]]:
    """Fill in every sheet at random, with a reason everywhere."""
    random.seed(20261122)
    return [
        {one.id: Answer(_typed(one, scorers[one.scorer]), reason="理由") for one in made.criteria}
        for _ in range(TASKS * EXPERTS)
    ]


def _typed(criterion: Criterion, scorer: HostedScorer) -> dict[str, str]:
    return {
        one.name: {
            InputKind.NUMBER: (
                f"{random.randrange(1, 11) * 0.5:g}"
                if one.most == criterion.points
                else str(random.randrange(60, 121))
            ),
            InputKind.CHOICE: f"p{random.randrange(4)}",
            InputKind.CHECK: random.choice(["1", ""]),
            InputKind.COUNT: str(random.randrange(4)),
        }[one.kind]
        for one in scorer.inputs(criterion)
        if one.kind is not InputKind.CHECK or random.random() < 0.8
    }


def fastest(act: Callable[[], object]) -> float:
    """Milliseconds of the fastest of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def columns_of(
    made: ScoringTemplate, given: Sequence[Mapping[str, Answer]], scorers: Mapping[str, HostedScorer]
) -> list[tuple[Any, Criterion, dict[str, Column]]]:
    """Read every column beforehand, to measure the scoring alone."""
    return [
        (
            scorers[one.scorer].scorer,
            one,
            {
                asked.name: read_column(asked, [sheet[one.id].values for sheet in given])
                for asked in scorers[one.scorer].inputs(one)
            },
        )
        for one in made.criteria
    ]


def scored(ready: Sequence[tuple[Any, Criterion, dict[str, Column]]]) -> Any:
    """Score columns that are read, and total every sheet."""
    return sum(scorer.score_many(criterion, columns).points for scorer, criterion, columns in ready)


def report(registry: Registry) -> None:
    """Print what the batch, single calls, and the plain sum take for the same cells."""
    made = template(registry)
    scorers = {key: HostedScorer(one) for key, one in registry.scorers.items()}
    given = sheets(made, scorers)
    cells = len(given) * len(made.criteria)
    points = np.array(
        [one[0] for one in score_sheets(made, given, scorers) if not isinstance(one, Exception)]
    )
    weights = np.array([float(one.points) for one in made.criteria])
    plain = fastest(lambda: points.astype(np.float64) @ weights)
    ready = columns_of(made, given, scorers)
    numbers = fastest(lambda: scored(ready))
    batch = fastest(lambda: score_sheets(made, given, scorers))
    single = fastest(lambda: [score(made, one, scorers) for one in given[:ALONE]]) * len(given) / ALONE
    print(f"{cells:,} cells".ljust(26) + f"{'ms':>12}{'of the plain sum':>20}")
    rows = {"plain weighted sum": plain, "columns in a batch": numbers, "answers in a batch": batch}
    for name, took in {**rows, "answers one by one": single}.items():
        print(f"{name:26}{took:12.2f}{took / plain:20.0f}")

"""What a what-if costs beside a plain recomputation, on 1,000 scored tasks and on the 665 of the goal review.

``python tests/bench/whatif.py`` prints CPU time and ratios; only the ratios mean anything. Plain is what a
person would write down: read the rows, compute every task once after the other by the same exact rules, add
up. The what-if does that twice, now and then, and lists what moves.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import select

from bench.made import make
from integration.bureau import build
from integration.databases import SqliteFiles
from integration.reviewed import goal_review
from integration.tables import reference
from integration.world import Clock, World
from reviewhub.db.models import Assignment, ReviewedAmount, Sheet, Task
from reviewhub.db.queries.results import decimal_points
from reviewhub.db.schema import upgrade
from reviewhub.domain.recommendation import BudgetFacts, recommend
from reviewhub.domain.result import MoneyFacts, Rules, SubmittedSheet, review
from reviewhub.domain.whatif.limits import Limits
from reviewhub.domain.whatif.other_rules import OtherRules
from reviewhub.edge.unit import Parts
from reviewhub.files.local import DocumentStore
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice
from reviewhub.services.goals import reviewed_amounts
from reviewhub.services.listing import Asked
from reviewhub.services.pool import projects
from reviewhub.services.whatif.assumed import Assumed
from reviewhub.services.whatif.assumptions import what_if
from reviewhub.settings import Settings

ROUNDS: Final = 5
ENVELOPE: Final = Decimal(4_500_000_000)
BOUNDS: Final = {"good": Decimal(79), "excellent": Decimal(88)}


def milliseconds(act: Callable[[], object]) -> float:
    """Take the median CPU time of some runs, after one that warms up."""
    act()
    taken = []
    for _ in range(ROUNDS):
        before = time.process_time()
        act()
        taken.append((time.process_time() - before) * 1000)
    return statistics.median(taken)


def plain_review(world: World, campaign: int, rules: Rules) -> Decimal:
    """Recompute every task by the one page of rules, and add up the amounts."""
    with world.reading() as session:
        rows = session.execute(
            select(Task.id, Task.asked, Assignment.number, Sheet.points)
            .join(Assignment, Assignment.task_id == Task.id)
            .join(Sheet, Sheet.assignment_id == Assignment.id)
            .where(Task.campaign_id == campaign)
        ).all()
    tasks: dict[int, tuple[Decimal, list[SubmittedSheet]]] = {}
    for task, asked, number, points in rows:
        tasks.setdefault(task, (asked, []))[1].append(SubmittedSheet(number, decimal_points(points)))
    results = [review(rules, sheets, MoneyFacts(asked)) for asked, sheets in tasks.values()]
    given = [one.recommendation.amount for one in results if one.recommendation]
    return sum((one for one in given if one is not None), Decimal(0))


def plain_grades(world: World, campaign: int, rules: Rules) -> Decimal:
    """Recompute means of totals by hand, grade them, ask the policy: no aggregator, no leaving out."""
    with world.reading() as session:
        rows = session.execute(
            select(Task.id, Task.asked, Sheet.points)
            .join(Sheet, Sheet.task_id == Task.id)
            .where(Task.campaign_id == campaign)
        ).all()
    tasks: dict[int, tuple[Decimal, list[Decimal]]] = {}
    for task, asked, points in rows:
        total = Decimal((sum(one or 0 for one in points) + 50) // 100).scaleb(-2)
        tasks.setdefault(task, (asked, []))[1].append(total)
    after = Decimal(0)
    for asked, totals in tasks.values():
        mean = round(sum(totals, Decimal(0)) / len(totals), 2)
        if rules.policy is not None:
            facts = BudgetFacts(asked, rules.grade_scale.grade(mean).id, mean)
            after += recommend(rules.policy, facts).amount or 0
    return after


def plain_envelope(world: World, campaign: int) -> Decimal:
    """Read what was recommended and cut it in proportion."""
    with world.reading() as session:
        amounts = (
            session.execute(
                select(ReviewedAmount.amount)
                .join(Task, Task.id == ReviewedAmount.task_id)
                .where(Task.campaign_id == campaign)
            )
            .scalars()
            .all()
        )
    total = sum(amounts, Decimal(0))
    return sum((round(one * ENVELOPE / total, 2) for one in amounts), Decimal(0))


def line(name: str, ours: Callable[[], object], plain: Callable[[], object]) -> None:
    """Print both times and their ratio."""
    first, second = milliseconds(ours), milliseconds(plain)
    print(f"{name:44}{first:12.1f}{second:12.1f}{first / second:8.2f}", flush=True)


def main() -> int:
    """Fill a database, ask, and compare."""
    registry = load_plugins()
    with tempfile.TemporaryDirectory() as folder:
        files = SqliteFiles(Path(folder))
        files.template("empty", upgrade)
        with files.copy("empty") as engine:
            settings = Settings(data_dir=Path(folder), secret_key="b" * 48, cookie_secure=False)
            parts = Parts(settings, engine, registry, DocumentStore(Path(folder)), Clock())
            world = World(build(parts.work(None)), parts)
            measure(world, make(world).campaign)
    return 0


def measure(world: World, campaign: int) -> None:
    """Print one line a question."""
    registry = world.parts.registry
    choice = Choice("builtin.mean_of_totals", "", "builtin.kunming_2021", {})
    rules = registry.rules(registry.templates["prior-assessment-national"], choice)
    moved = OtherRules(bounds=BOUNDS).applied(rules)
    median = OtherRules(aggregator=registry.aggregators["builtin.median"]).applied(rules)
    projects.import_projects(world.work("officer"), reference("projects.xlsx"), 2021)
    goals = goal_review(world, 2021)
    reviewed_amounts.import_reviewed_amounts(
        world.work("officer"), reference("goal_review_result.xlsx"), goals
    )

    def ask(asked: int, **assumed: object) -> Callable[[], object]:
        return lambda: what_if(world.work("officer"), asked, Assumed(**assumed), Asked())  # type: ignore[arg-type]  # fields of one value

    print(f"{'':44}{'what-if ms':>12}{'plain ms':>12}{'ratio':>8}")
    line(
        "boundaries, 1,000 tasks, review() each",
        ask(campaign, bounds=BOUNDS),
        lambda: plain_review(world, campaign, moved),
    )
    line(
        "boundaries, 1,000 tasks, by hand",
        ask(campaign, bounds=BOUNDS),
        lambda: plain_grades(world, campaign, moved),
    )
    line(
        "medians, 1,000 tasks, review() each",
        ask(campaign, aggregator="builtin.median"),
        lambda: plain_review(world, campaign, median),
    )
    line(
        "weights, 1,000 tasks, review() each",
        ask(campaign, weights={1: Decimal(40)}),
        lambda: plain_review(world, campaign, rules),
    )
    line(
        "envelope, 665 reviewed projects",
        ask(goals, limits=Limits(envelope=ENVELOPE)),
        lambda: plain_envelope(world, goals),
    )


if __name__ == "__main__":
    sys.exit(main())

"""What-if: what moves is what a plain recomputation says, in constantly many queries, and nothing is kept."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from integration.concluded import small_case
from integration.divided import divided_panel
from integration.world import World
from reviewhub.db.models import Assignment, Entry, Sheet
from reviewhub.db.queries.results import StoredPoints, decimal_points
from reviewhub.domain.errors import NotAllowed, NotFound
from reviewhub.domain.result import MoneyFacts, Rules, SubmittedSheet, review
from reviewhub.domain.whatif.limits import Limits
from reviewhub.domain.whatif.weights import reweighted
from reviewhub.plugin.registry import Choice
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.whatif.assumed import Assumed, WhatIf
from reviewhub.services.whatif.assumptions import what_if

# Databases differ in nothing that is asked here beyond the standings, which run on both.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
Statements = Callable[[], AbstractContextManager[list[str]]]
ALL = Asked(everything=True)
STRICTEST = "ZJ0003"
WAN = Decimal(10_000)


def ask(world: World, campaign: int, assumed: Assumed) -> WhatIf:
    return what_if(world.work("officer"), campaign, assumed, ALL)


def grades(found: WhatIf) -> dict[int, tuple[str, str]]:
    """Give grades before and after, by number, of the tasks whose grade is another."""
    moves = [(one.line.number, one.move.before.grade, one.move.after.grade) for one in found.lines.items]
    return {
        number: (one.id if one else "", two.id if two else "") for number, one, two in moves if one != two
    }


def pinned(world: World) -> Rules:
    registry = world.parts.registry
    choice = Choice("builtin.mean_of_totals", "", "builtin.kunming_2021", {})
    return registry.rules(registry.templates["prior-assessment-national"], choice)


def as_given(points: StoredPoints) -> StoredPoints:
    return points


def recomputed(
    world: World,
    campaign: int,
    rules: Rules,
    without: str = "",
    points: Callable[[StoredPoints], StoredPoints] = as_given,
) -> dict[int, Decimal]:
    """Compute every total by ``review()``, one task after the other, for the tasks that move."""
    left_out = world.facts.experts.get(without)
    totals = {}
    with world.reading() as session:
        for number, task in enumerate(world.tasks(campaign).values(), 1):
            rows = session.execute(
                select(Assignment.expert_id, Assignment.number, Sheet.points)
                .join(Sheet, Sheet.assignment_id == Assignment.id)
                .where(Assignment.task_id == task)
            )
            kept = [row for row in rows if row[0] != left_out]
            sheets = [SubmittedSheet(row[1], decimal_points(points(row[2]))) for row in kept]
            totals[number] = review(rules, sheets, MoneyFacts(WAN)).printed_total
    return totals


@pytest.fixture
def campaign(world: World) -> int:
    made, _ = divided_panel(world)
    return made


def test_what_moves_is_what_a_plain_recomputation_says(world: World, campaign: int) -> None:
    rules, registry = pinned(world), world.parts.registry
    now = recomputed(world, campaign, rules)
    median = replace(rules, aggregator=registry.aggregators["builtin.median"])
    titles = {group.title.zh: Decimal(10 * place) for place, group in enumerate(rules.template.groups)}
    heavier = reweighted(rules.template, titles)
    strictest = ask(world, campaign, Assumed()).seats[0][1]
    asked = (
        (Assumed(without=strictest), recomputed(world, campaign, rules, STRICTEST)),
        (Assumed(aggregator="builtin.median"), recomputed(world, campaign, median)),
        (
            Assumed(weights={place: Decimal(10 * place - 10) for place in range(1, 6)}),
            recomputed(world, campaign, replace(rules, template=heavier.template), points=heavier.points),
        ),
    )
    for assumed, then in asked:
        found = ask(world, campaign, assumed)
        grade = rules.grade_scale.grade
        expected = {n: (grade(now[n]).id, grade(then[n]).id) for n in now if grade(now[n]) != grade(then[n])}
        assert grades(found) == expected
        assert expected, "an assumption that moves nothing tests nothing"
        assert {one.line.number: one.move.after.total for one in found.lines.items}.items() <= then.items()


def test_a_boundary_moves_grades_and_opens_amounts(world: World, campaign: int) -> None:
    found = ask(world, campaign, Assumed(bounds={"good": Decimal("80.05")}))
    assert grades(found) == {6: ("good", "fair")}  # 80.00 points; 80.10 stay above
    assert (found.movement.opened, found.movement.net) == (1, 0)
    lowered = ask(world, campaign, Assumed(bounds={"fair": Decimal(79)}))
    assert grades(lowered) == {5: ("fair", "poor")}
    assert (lowered.movement.settled, lowered.movement.after) == (1, lowered.movement.before)


def test_what_does_not_go_together_is_said(world: World, campaign: int) -> None:
    found = ask(world, campaign, Assumed(scale="builtin.shanghai_90_75_60", policy="builtin.kunming_2021"))
    assert grades(found) == {5: ("fair", "good")}
    three = ask(world, campaign, Assumed(scale="builtin.three_steps"))
    assert {one.code for one in three.unsuited} == {"whatif.policy_lacks_grade"}
    assert three.movement.after == 0
    assert "builtin.support_85_60" not in found.scales
    too_few = ask(world, campaign, Assumed(aggregator="builtin.trimmed_mean"))
    assert too_few.uncounted == 1  # the sixth task has four sheets


def test_limits_are_kept_by_department_and_in_all(world: World, campaign: int) -> None:
    free = ask(world, campaign, Assumed())
    tight = ask(world, campaign, Assumed(limits=Limits(share=Decimal(50), envelope=2_000 * WAN)))
    assert tight.movement.after == 2_000 * WAN
    assert all(one.after <= one.asked / 2 for one in tight.departments)
    assert tight.movement.lost == free.movement.before - tight.movement.after


def test_what_cannot_be_asked_is_named_and_moves_nothing(world: World, campaign: int) -> None:
    asked = {
        "whatif.bounds_cross": Assumed(bounds={"good": Decimal(95)}),
        "campaign.unknown_method": Assumed(aggregator="builtin.gone", bounds={"good": Decimal(85)}),
        "whatif.unknown_seat": Assumed(without=(99, 1)),
        "whatif.no_weight": Assumed(weights=dict.fromkeys(range(1, 6), Decimal(0))),
    }
    for code, assumed in asked.items():
        found = ask(world, campaign, assumed)
        assert ({one.code for one in found.problems}, found.lines.items) == ({code}, ())


def test_nothing_is_kept_and_queries_do_not_grow(
    world: World, campaign: int, count_statements: Statements
) -> None:
    alone, _ = small_case(world)

    def entries() -> int:
        with world.reading() as session:
            return session.execute(select(func.count(Entry.id))).scalar_one()

    before, page = entries(), campaign_overview(world.work("officer"), campaign, ALL)
    counts = []
    for one in (alone, campaign):
        ask(world, one, Assumed())
        with count_statements() as sent:
            ask(world, one, Assumed(bounds={"good": Decimal(85)}, aggregator="builtin.median"))
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert entries() == before
    assert campaign_overview(world.work("officer"), campaign, ALL) == page


def test_only_who_reads_results_may_ask_and_nothing_shows_before_the_seal(world: World) -> None:
    campaign, _ = world.under_way()
    world.submit("ZJ0001", next(iter(world.tasks(campaign).values())))
    found = ask(world, campaign, Assumed(bounds={"excellent": Decimal(99)}))
    assert (found.graded, found.lines.items, found.seats) == (0, (), ())
    with pytest.raises(NotAllowed):
        what_if(world.work("ZJ0001"), campaign, Assumed(), ALL)
    with pytest.raises(NotFound):
        what_if(world.work("leader"), campaign + 1, Assumed(), ALL)

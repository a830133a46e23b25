"""A replay as a report: what stays, what moves, and the same bytes for the same outcome."""

import json
from dataclasses import replace
from decimal import Decimal

from reviewhub.domain.result import MoneyFacts, SubmittedSheet, review, snapshot
from reviewhub.domain.whatif.replay import Replayed, frozen_outcome, outcome_of, report
from reviewhub.domain.words import Reason
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice

REGISTRY = load_plugins()
RULES = REGISTRY.rules(
    REGISTRY.templates["prior-assessment-national"],
    Choice("builtin.mean_of_totals", "", "builtin.kunming_2021", {}),
)
MONEY = MoneyFacts(Decimal(1_000_000))
RESULT = review(RULES, [SubmittedSheet(1, (Decimal("4.5"),) * 20)], MONEY)
SAME = Replayed(
    task=7,
    number=1,
    code="P1",
    project="道路",
    asked=MONEY.asked,
    before=frozen_outcome(snapshot(RESULT, MONEY)),
    after=outcome_of(RESULT),
    why=None,
    identical=True,
)
WORSE = replace(
    SAME, after=replace(outcome_of(RESULT), grade="good", amount=Decimal(900_000)), identical=False
)
GONE = replace(SAME, after=None, why=Reason("conclusion.sheet_gone"), identical=False)


def test_what_a_conclusion_froze_is_what_its_result_comes_to() -> None:
    assert SAME.is_still
    assert (SAME.regrades, SAME.yuan) == (False, 0)


def test_a_move_is_told_in_grade_and_yuan() -> None:
    assert (WORSE.is_still, WORSE.regrades, WORSE.yuan) == (False, True, -100_000)
    assert (GONE.regrades, GONE.yuan) == (False, None)


def test_an_amount_that_an_officer_must_give_is_open() -> None:
    fair = review(RULES, [SubmittedSheet(1, (Decimal("3.5"),) * 20)], MONEY)
    assert (outcome_of(fair).action, outcome_of(fair).amount) == ("cut", None)
    assert frozen_outcome(snapshot(fair, MONEY)) == outcome_of(fair)


def test_the_report_adds_up_and_is_the_same_every_time() -> None:
    written = report({"name": "批次"}, {"aggregator": "a@1"}, [SAME, WORSE, GONE])
    assert written == report({"name": "批次"}, {"aggregator": "a@1"}, [SAME, WORSE, GONE])
    assert json.loads(written)["summary"] == {
        "tasks": 3,
        "identical": 1,
        "regraded": 1,
        "not_computed": 1,
        "before": "3000000.00",
        "after": "1900000.00",
    }

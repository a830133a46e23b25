"""Budget policies that ship: the rule of the reference case, and every file of the folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reviewhub.domain.money import print_wan
from reviewhub.plugin.budget_policies import shipped_policies
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Action, BudgetFacts, BudgetPolicy, Reason, Recommendation, Words


@dataclass(frozen=True)
class GradePolicy:
    """One action a grade: support as asked, support after rectification, a cut the officer sets, cancel."""

    key: str
    version: str
    title: Words
    basis: str
    actions: Mapping[str, Action]

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        """Derive the amounts in yuan; a cut without a figure is left open, never guessed."""
        action = self.actions[facts.grade]
        if action is Action.CUT:
            return self._cut(facts)
        amount = Decimal(0) if action is Action.CANCEL else facts.asked
        values = {"grade": facts.grade, "asked": print_wan(facts.asked), "amount": print_wan(amount)}
        return Recommendation(action, amount, facts.asked - amount, (Reason(f"policy.{action}", values),))

    def _cut(self, facts: BudgetFacts) -> Recommendation:
        values = {"grade": facts.grade, "asked": print_wan(facts.asked)}
        if facts.cut is None or not facts.cut_reason.strip():
            return Recommendation(Action.CUT, None, None, (Reason("policy.cut_needs_figure", values),))
        amount = facts.asked - facts.cut
        shown = {"cut": print_wan(facts.cut), "amount": print_wan(amount), "why": facts.cut_reason.strip()}
        return Recommendation(Action.CUT, amount, facts.cut, (Reason("policy.cut", {**values, **shown}),))


KUNMING_2021 = GradePolicy(
    key="builtin.kunming_2021",
    version="1",
    title=Words("昆明经开区 2021 年结果应用规则", "Kunming zone 2021: application of results"),
    basis="昆明经开区 2021 年公布的做法：优重点支持，良整改后支持，中核减，差取消",
    actions={
        "excellent": Action.SUPPORT,
        "good": Action.SUPPORT_AFTER_RECTIFICATION,
        "fair": Action.CUT,
        "poor": Action.CANCEL,
    },
)


@hookimpl
def register_budget_policies() -> list[BudgetPolicy]:
    """Offer the rule of the reference case, and those that ship as files."""
    return [KUNMING_2021, *shipped_policies()]

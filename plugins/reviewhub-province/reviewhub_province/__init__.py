"""示例省 (an invented province, example): its grades, what they mean for the money, and its template."""

from decimal import Decimal
from importlib.resources import files

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import (
    Action,
    Band,
    BudgetFacts,
    BudgetPolicy,
    GradeScale,
    Reason,
    Recommendation,
    TemplateSource,
    Words,
)
from reviewhub.plugin.templates import read_toml

FEN = Decimal("0.01")
WAN = Decimal(10_000)
CUT_SHARE = Decimal("0.2")

GRADES = GradeScale(
    key="province.grades_90_80_70",
    version="1",
    title=Words("示例省等级标准（90/80/70，示例）", "Example province: grades (90/80/70, example)"),
    bands=(
        Band("province.a", Words("优", "Excellent"), Decimal(90)),
        Band("province.b", Words("良", "Good"), Decimal(80)),
        Band("province.c", Words("中", "Fair"), Decimal(70)),
        Band("province.d", Words("差", "Poor"), Decimal(0)),
    ),
)


class ExamplePolicy:
    """优 as asked, 良 after rectification, 中 a fifth less or what the officer cuts, 差 nothing."""

    key = "province.policy"
    version = "1"
    title = Words("示例省结果应用规则（示例）", "Example province: application of results (example)")
    basis = "《示例省事前绩效评估结果应用办法》（虚构，仅作示例）"

    def recommend(self, facts: BudgetFacts) -> Recommendation:
        """Derive the amounts in yuan, the cut rounded half up to fen."""
        if facts.grade == "province.c":
            return self._cut(facts)
        action = {
            "province.a": Action.SUPPORT,
            "province.b": Action.SUPPORT_AFTER_RECTIFICATION,
            "province.d": Action.CANCEL,
        }[facts.grade]
        amount = Decimal(0) if action is Action.CANCEL else facts.asked
        return Recommendation(
            action, amount, facts.asked - amount, (_reason(f"policy.{action}", facts, amount),)
        )

    def _cut(self, facts: BudgetFacts) -> Recommendation:
        share = (facts.asked * CUT_SHARE).quantize(FEN, "ROUND_HALF_UP")
        cut = share if facts.cut is None else facts.cut
        why = facts.cut_reason.strip() or f"等级为中的，按申报金额核减 {CUT_SHARE * 100:.0f}%（示例）"
        amount = facts.asked - cut
        return Recommendation(Action.CUT, amount, cut, (_reason("policy.cut", facts, amount, why=why),))


def _reason(code: str, facts: BudgetFacts, amount: Decimal, **more: str) -> Reason:
    amounts = {"asked": facts.asked, "amount": amount, "cut": facts.asked - amount}
    printed = {name: f"{(yuan / WAN).quantize(FEN, 'ROUND_HALF_UP'):f}" for name, yuan in amounts.items()}
    return Reason(code, {"grade": facts.grade, **printed, **more})


@hookimpl
def register_grade_scales() -> list[GradeScale]:
    """Offer the province's grades."""
    return [GRADES]


@hookimpl
def register_budget_policies() -> list[BudgetPolicy]:
    """Offer what the grades mean for the money."""
    return [ExamplePolicy()]


@hookimpl
def register_scoring_templates() -> list[TemplateSource]:
    """Offer the province's template, read from the file beside this module."""
    template = files(__package__) / "template.toml"
    return [TemplateSource("reviewhub_province/template.toml", read_toml(template.read_text("utf-8")))]

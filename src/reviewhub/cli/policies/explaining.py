"""What a policy recommends on given facts: in sentences and steps, or as data."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import click

from reviewhub.cli import language, speaks
from reviewhub.cli.aligned import aligned
from reviewhub.cli.policies.reading import installed, named
from reviewhub.domain.budget.freezing import frozen_money
from reviewhub.domain.budget.object_kind import ObjectKind
from reviewhub.domain.budget.term_policy import TermPolicy
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.money import FEN, YUAN_PER_WAN, print_wan
from reviewhub.domain.recommendation import BudgetFacts, Circumstances, Recommendation, recommend
from reviewhub.domain.scoring.answer import read_number
from reviewhub.edge.language.words import Speaker, plain_speaker

WAN: Final = "万元"
USUAL_REASON: Final = "—"
KINDS: Final = ("", *(one.value for one in ObjectKind))


@click.command(
    "explain",
    epilog="\b\n例 Example:\n  reviewhub policies explain example_fixed --grade fair --asked 300",
)
@click.argument("policy")
@click.option("--grade", required=True, metavar="ID", help="等级 / id of the grade: excellent, good …")
@click.option("--asked", required=True, metavar=WAN, help="申报金额 / what is asked, in 10,000 yuan.")
@click.option("--points", default="0", metavar="N", help="得分 / the printed total.")
@click.option("--kind", default="", type=click.Choice(KINDS), help="支出类别 / what it is for.")
@click.option("--last-year", default="", metavar=WAN, help="上年安排 / last year's amount.")
@click.option("--approved", default="", metavar=WAN, help="批复金额 / the approved amount.")
@click.option("--execution", default="", metavar="%", help="预算执行率 / execution rate in percent.")
@click.option("--rectified/--not-rectified", default=None, help="是否整改到位 / whether rectified.")
@click.option("--repeat/--first", default=None, help="是否再次发现问题 / whether found again.")
@click.option("--cut", default="", metavar=WAN, help="经办人核减 / what the officer cuts.")
@click.option("--reason", default=USUAL_REASON, help="核减理由 / why.")
@click.option("--json", "as_json", is_flag=True, help="以数据给出 / as data.")
@speaks
def explain(policy: str, *, as_json: bool, **given: Any) -> None:
    """按给定情况推算金额 / Derive the amount from given facts, with every step."""
    registry = installed()
    found, facts = named(registry.policies, policy), _facts(given)
    known = found.grades if isinstance(found, TermPolicy) else ()
    if known and facts.grade not in known:
        raise NotFound("choice.unknown", key=facts.grade, known="、".join(known))
    said = recommend(found, facts)
    if as_json:
        click.echo(json.dumps(_data(said, facts), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(said, facts, plain_speaker(registry, language()))))


def _facts(given: dict[str, Any]) -> BudgetFacts:
    """Read the options; raises :class:`Invalid` naming every one that is no number."""
    names = ("asked", "points", "last_year", "approved", "execution", "cut")
    numbers = {name: read_number(given[name]) for name in names}
    wrong = [name for name in names if given[name] and numbers[name] is None]
    if wrong:
        code = "budget_facts.not_a_number"
        raise Invalid([Problem(f"field --{one}", code, {"given": given[one]}) for one in wrong])
    known = Circumstances(
        object_kind=given["kind"],
        last_year=_yuan(numbers["last_year"]),
        approved=_yuan(numbers["approved"]),
        execution_rate=numbers["execution"],
        rectified=given["rectified"],
        repeat=given["repeat"],
    )
    asked, cut = _yuan(numbers["asked"]) or Decimal(0), _yuan(numbers["cut"])
    return BudgetFacts(asked, given["grade"], numbers["points"] or Decimal(0), cut, given["reason"], known)


def _yuan(wan: Decimal | None) -> Decimal | None:
    return None if wan is None else (wan * YUAN_PER_WAN).quantize(FEN)


def _data(said: Recommendation, facts: BudgetFacts) -> dict[str, Any]:
    """Give what a conclusion would freeze of it."""
    steps = said.derivation(facts.asked)
    return {
        "action": said.action.value,
        "amount": None if said.amount is None else f"{said.amount:f}",
        "cut": None if said.cut is None else f"{said.cut:f}",
        "reasons": [{"code": one.code, "values": dict(one.values)} for one in said.reasons],
        "derivation": [{"name": one.name, "amount": f"{one.amount:f}"} for one in steps],
        **frozen_money(facts.circumstances, None, said),
    }


def _lines(said: Recommendation, facts: BudgetFacts, speaker: Speaker) -> Iterator[str]:
    amount = "—" if said.amount is None else f"{print_wan(said.amount)} {WAN}"
    yield f"{speaker.label(said.action)}  {amount}"
    yield from (speaker.reason(one) for one in said.reasons)
    rows = [
        [
            f"  {speaker.label(f'step.{one.name}')}",
            "" if one.percent is None else f"{one.percent:f}%",
            print_wan(one.amount),
        ]
        for one in said.derivation(facts.asked)
    ]
    if rows:
        yield from aligned(rows)

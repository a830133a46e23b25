"""What is installed, the terms of one, and whether files are sound."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from reviewhub.cli import language, speaks
from reviewhub.cli.aligned import aligned
from reviewhub.cli.policies.explaining import explain
from reviewhub.cli.policies.reading import from_file, installed, named
from reviewhub.domain.budget.term_policy import TermPolicy
from reviewhub.domain.budget.terms import Effect, Term, When
from reviewhub.domain.errors import Invalid
from reviewhub.domain.money import print_wan
from reviewhub.domain.recommendation import BudgetPolicy
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import Speaker, plain_speaker

HEAD: Final = (Words("编号", "Key"), Words("版本", "Version"), Words("名称", "Title"))
SOUND: Final = Words("没有问题", "no problems")


@click.group("policies")
def policies() -> None:
    """结果应用规则 / Budget policies: list, show, check, explain."""


policies.add_command(explain)


@policies.command("list", epilog="\b\n例 Example:\n  reviewhub policies list")
@speaks
def list_policies() -> None:
    """列出已安装的规则 / List the budget policies that are installed."""
    registry = installed()
    speaker = plain_speaker(registry, language())
    rows = [_line(one, speaker) for one in registry.policies.values()]
    click.echo("\n".join(aligned([[*map(speaker.words, HEAD)], *rows], words=frozenset({0, 2}))))


@policies.command("show", epilog="\b\n例 Example:\n  reviewhub policies show sichuan_2025")
@click.argument("policy")
@speaks
def show(policy: str) -> None:
    """显示一项规则的条款 / Show the terms of a policy in the order in which they are asked."""
    registry = installed()
    found = named(registry.policies, policy)
    click.echo("\n".join(_pages(found, plain_speaker(registry, language()))))


@policies.command("check", epilog="\b\n例 Example:\n  reviewhub policies check our_policy.toml")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@speaks
def check(files: tuple[Path, ...]) -> None:
    """检查规则文件 / Check files of policies: shape, bounds, and that every grade comes to a term."""
    speaker = plain_speaker(installed(), language())
    unsound = False
    for file in files:
        try:
            click.echo("  ".join([*_line(from_file(file), speaker), speaker.words(SOUND)]))
        except Invalid as error:
            unsound = True
            click.echo(f"{file}: {speaker.sentence(error.code, error.values)}", err=True)
            click.echo("\n".join(f"  {speaker.problem(one)}" for one in error.problems), err=True)
    if unsound:
        raise click.exceptions.Exit(1)


def _line(policy: BudgetPolicy, speaker: Speaker) -> list[str]:
    return [policy.key, policy.version, speaker.words(policy.title)]


def _pages(policy: BudgetPolicy, speaker: Speaker) -> Iterator[str]:
    yield f"{speaker.words(policy.title)}  {policy.key}@{policy.version}"
    yield policy.basis
    if not isinstance(policy, TermPolicy):
        return
    yield f"{speaker.words(policy.region)}  {policy.fiscal_year or ''}".rstrip()
    yield ""
    rows = [[f"  {one.id}", _when(one.when, speaker), _does(one, speaker)] for one in policy.every_term]
    yield from aligned(rows, words=frozenset({0, 1, 2}))


def _when(when: When, speaker: Speaker) -> str:
    """Name what a term asks for: ``良；执行率 < 60``."""
    label = speaker.label
    parts = [",".join(map(label, when.grades)), ",".join(label(f"object_kind.{one}") for one in when.kinds)]
    bounds = (
        ("≥", when.points_from, ""),
        ("<", when.points_below, ""),
        ("≥", when.execution_from, label("fact.execution_rate")),
        ("<", when.execution_below, label("fact.execution_rate")),
    )
    parts += [f"{name} {sign} {bound:f}".strip() for sign, bound, name in bounds if bound is not None]
    facts = (("rectified", when.rectified), ("repeat", when.repeat))
    parts += [f"{label(f'fact.{name}')} {'✓' if want else '✗'}" for name, want in facts if want is not None]
    return "; ".join(filter(None, parts)) or "—"


def _does(term: Term, speaker: Speaker) -> str:
    """Name what a term does, with its figures and its base."""
    done = speaker.label(f"effect.{term.effect}")
    if term.most:
        done += f" {term.most:f}%" if term.least == term.most else f" {term.least:f}%–{term.most:f}%"
    if term.amount:
        done += f" {print_wan(term.amount)}"
    based = term.effect not in (Effect.SUSPEND, Effect.CANCEL)
    return f"{done} ({speaker.label(f'fact.{term.base}')})" if based else done

"""The command: read, assess, print."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from reviewhub.cli import language, read_at_most, speaks
from reviewhub.cli.assess.agreement import agreement_of
from reviewhub.cli.assess.outcome import Outcome, as_json, as_lines
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.result import Rules
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.tables.assessment import Assessed, summarize
from reviewhub.domain.tables.assessment import assess as assess_projects
from reviewhub.domain.tables.cell import Rows
from reviewhub.domain.tables.parsed import Parsed
from reviewhub.domain.tables.score import ScoredProject, parse_scores
from reviewhub.edge.language.words import plain_speaker
from reviewhub.files.tables import MAX_BYTES, read_table
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Choice, Registry
from reviewhub.settings import Settings

BUILTIN: Final = "builtin."
EXAMPLE: Final = """\b
例 Example:
  reviewhub assess scores.csv --template prior-assessment-national --policy kunming_2021
  reviewhub assess scores.xlsx --template prior-assessment-national --format json > results.json"""


@dataclass(frozen=True, slots=True)
class Keys:
    """What the command line names: a template, and methods with or without ``builtin.`` before them."""

    template: str
    policy: str
    aggregator: str


@click.command("assess", epilog=EXAMPLE)
@click.argument("scores", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--template", required=True, metavar="ID", help="评分模板 / scoring template, by its id.")
@click.option("--policy", default="", metavar="ID", help="结果应用规则 / budget policy; none, no amounts.")
@click.option(
    "--aggregator",
    default="builtin.mean_of_criterion_means",
    show_default=True,
    metavar="ID",
    help="汇总方法 / how a panel's sheets become one number.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出格式 / what is printed.",
)
@speaks
def assess(scores: Path, template: str, policy: str, aggregator: str, form: str) -> None:
    """由评分表得出得分、等级和预算建议 / From a file of scores to totals, grades and a budget recommendation.

    SCORES is a table (CSV, .xlsx or .xls): wide, with one line a project and expert and one column a
    criterion of the template; or long, with one line a project, expert and criterion. Columns for the
    project, the amount asked for (元, 万元 or 亿元 in the title) and the expert are required; 类别 gives the
    expert's class (业务, 管理, 财务) to an aggregator that weighs by it. Every score is read by the rule
    that reads a page; reasons for points are not asked for.
    """
    settings = Settings.from_env()
    registry = load_plugins(settings.plugins_dir, settings.apart_seconds)
    speaker = plain_speaker(registry, language())
    table = read_table(read_at_most(scores, MAX_BYTES + 1), scores.name)
    for sheet in table.left_out():
        click.echo(speaker.problem(sheet), err=True)
    outcome = outcome_of(registry, table.rows, Keys(template, policy, aggregator))
    click.echo(as_json(outcome, speaker) if form == "json" else "\n".join(as_lines(outcome, speaker)))


def outcome_of(registry: Registry, rows: Rows, keys: Keys) -> Outcome:
    """Assess the rows of a file; raises :class:`Invalid` with everything wrong with it or the keys."""
    template = _known(registry.templates, keys.template, "template")
    choice = Choice(
        aggregator=_key(registry.aggregators, keys.aggregator, "aggregator"),
        grade_scale=template.grade_scale,
        policy=_key(registry.policies, keys.policy, "policy") if keys.policy else "",
        parameters={},
    )
    rules = registry.rules(template, choice)
    assessed = _assessed(rules, registry, parse_scores(rows))
    return Outcome(rules, assessed, summarize(rules, assessed), agreement_of(assessed))


def _assessed(rules: Rules, registry: Registry, parsed: Parsed[ScoredProject]) -> tuple[Assessed, ...]:
    """Review what was read; the problems of the table and those of the scores come in one list."""
    if parsed.problems and not parsed.rows:
        raise Invalid(parsed.problems, "scores.invalid")
    scorers = {key: HostedScorer(scorer) for key, scorer in registry.scorers.items()}
    try:
        assessed = assess_projects(rules, scorers, parsed.rows)
    except Invalid as error:
        raise Invalid((*parsed.problems, *error.problems), "scores.invalid") from error
    if parsed.problems:
        raise Invalid(parsed.problems, "scores.invalid")
    return assessed


def _key(offered: Mapping[str, Any], key: str, kind: str) -> str:
    """Complete a key that was given without ``builtin.``."""
    full = key if key in offered else BUILTIN + key
    _known(offered, full if full in offered else key, kind)
    return full


def _known(offered: Mapping[str, Any], key: str, kind: str) -> Any:
    if key not in offered:
        values = {"key": key, "known": "、".join(sorted(offered))}
        raise Invalid([Problem(f"field --{kind}", "choice.unknown", values)])
    return offered[key]

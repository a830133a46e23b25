"""``reviewhub plugins``: everything that can be chosen by key, wherever it was found."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from reviewhub.cli import language, speaks
from reviewhub.cli.aligned import aligned
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import Speaker, plain_speaker
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Registry
from reviewhub.settings import Settings


@click.group("plugins")
def plugins() -> None:
    """插件 / What plugins offer."""


@plugins.command("list", epilog="\b\n例 Example:\n  REVIEWHUB_PLUGINS_DIR=my_plugins reviewhub plugins list")
@speaks
def list_plugins() -> None:
    """列出可选的评分方法等 / List scorers, aggregators, scales and policies, with version and title."""
    settings = Settings.from_env()
    registry = load_plugins(settings.plugins_dir, settings.apart_seconds)
    click.echo("\n".join(_lines(registry, plain_speaker(registry, language()))))


def _lines(registry: Registry, speaker: Speaker) -> Iterator[str]:
    offered: Mapping[Words, Mapping[str, Any]] = {
        Words("评分方法", "Scorers"): registry.scorers,
        Words("汇总方法", "Aggregators"): registry.aggregators,
        Words("等级标准", "Grade scales"): registry.grade_scales,
        Words("结果应用规则", "Budget policies"): registry.policies,
        Words("回避规则", "Conflict rules"): registry.conflict_rules,
    }
    for title, found in offered.items():
        yield speaker.words(title)
        rows = [(f"  {key}", one.version, speaker.words(one.title)) for key, one in sorted(found.items())]
        yield from aligned(rows, words=frozenset({0, 2}))

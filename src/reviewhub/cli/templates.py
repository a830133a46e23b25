"""``reviewhub templates``: which scoring templates there are, what is in one, and whether a file is sound."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from reviewhub.cli import language, read_at_most, speaks
from reviewhub.cli.aligned import aligned
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.scoring.template import Group, ScoringTemplate
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import Speaker, plain_speaker
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.registry import Registry, check_template
from reviewhub.plugin.templates import load_template
from reviewhub.settings import Settings

LARGEST_FILE: Final = 5_000_000
HEAD: Final = (
    Words("编号", "Id"),
    Words("版本", "Version"),
    Words("用途", "For"),
    Words("指标数", "Criteria"),
    Words("名称", "Title"),
)
SOUND: Final = Words("没有问题", "no problems")


@click.group("templates")
def templates() -> None:
    """评分模板 / Scoring templates: list those installed, show one, check a file."""


@templates.command("list", epilog="\b\n例 Example:\n  reviewhub templates list")
@speaks
def list_templates() -> None:
    """列出已安装的模板 / List the templates that are installed."""
    registry = _installed()
    speaker = plain_speaker(registry, language())
    rows = [_line(one, speaker) for one in registry.templates.values()]
    click.echo("\n".join(aligned([[*map(speaker.words, HEAD)], *rows], words=frozenset({0, 2, 4}))))


@templates.command("show", epilog="\b\n例 Example:\n  reviewhub templates show prior-assessment-national")
@click.argument("template")
@speaks
def show(template: str) -> None:
    """显示一个模板的指标 / Show the criteria of a template, with points and scorers."""
    registry = _installed()
    found = registry.templates.get(template)
    if found is None:
        raise NotFound("choice.unknown", key=template, known="、".join(sorted(registry.templates)))
    click.echo("\n".join(_pages(found, plain_speaker(registry, language()))))


@templates.command(
    "check",
    epilog="\b\n例 Example:\n  reviewhub templates check scoring_templates/prior-assessment-national.toml",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@speaks
def check(file: Path) -> None:
    """检查模板文件 / Check a template file: shape, sums, ids, and that every scorer takes its parameters."""
    registry = _installed()
    template = load_template(TemplateSource(file.name, _mapping(file)))
    check_template(registry, template)
    speaker = plain_speaker(registry, language())
    click.echo("  ".join([*_line(template, speaker), template.digest]))
    click.echo(f"{file}: {speaker.words(SOUND)}")


def _installed() -> Registry:
    return load_plugins(Settings.from_env().plugins_dir)


def _mapping(file: Path) -> dict[str, object]:
    """Read TOML with exact decimals; raises :class:`Invalid` where it is not TOML."""
    data = read_at_most(file, LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise Invalid([Problem(f"file {file.name}", "file.too_large", {"limit_mb": LARGEST_FILE // 10**6})])
    try:
        return tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        problem = Problem(f"file {file.name}", "template.not_toml", {"message": str(error)[:200]})
        raise Invalid([problem], "template.invalid") from error


def _line(template: ScoringTemplate, speaker: Speaker) -> list[str]:
    return [
        template.id,
        str(template.version),
        speaker.label(template.kind),
        str(len(template.criteria)),
        speaker.words(template.title),
    ]


def _pages(template: ScoringTemplate, speaker: Speaker) -> Iterator[str]:
    yield f"{speaker.words(template.title)}  {template.id}@{template.version}"
    yield template.basis
    yield template.digest
    for group in template.groups:
        yield ""
        yield f"{speaker.words(group.title)}  {group.points:f}"
        yield from _criteria(group, speaker)


def _criteria(group: Group, speaker: Speaker) -> Iterator[str]:
    rows = [
        [f"  {one.id}", f"{one.points:f}", one.scorer, speaker.words(one.title)] for one in group.criteria
    ]
    yield from aligned(rows, words=frozenset({0, 2, 3}))

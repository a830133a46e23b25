"""What is installed, what is in one, and whether files are sound."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from reviewhub.cli import language, speaks
from reviewhub.cli.aligned import aligned
from reviewhub.cli.templates.reading import Read, from_file, installed, named
from reviewhub.cli.templates.revisions import diff, export, publish
from reviewhub.cli.templates.trial import try_
from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.precondition import Precondition
from reviewhub.domain.scoring.template import Criterion, Group, ScoringTemplate
from reviewhub.domain.scoring.veto import Veto
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import Speaker, plain_speaker

HEAD: Final = (
    Words("编号", "Id"),
    Words("版本", "Version"),
    Words("用途", "For"),
    Words("指标数", "Criteria"),
    Words("名称", "Title"),
)
SOUND: Final = Words("没有问题", "no problems")
OPTIONAL: Final = Words("可选", "optional")
OWN: Final = Words("可自设", "own indicators")
LOOK: Final = Words("请留意", "worth a look")


@click.group("templates")
def templates() -> None:
    """评分模板 / Scoring templates: list, show, check, compare, export, try, publish."""


for command in (diff, export, publish, try_):
    templates.add_command(command)


@templates.command("list", epilog="\b\n例 Example:\n  reviewhub templates list")
@speaks
def list_templates() -> None:
    """列出已安装的模板 / List the templates that are installed."""
    registry = installed()
    speaker = plain_speaker(registry, language())
    rows = [_line(one, speaker) for one in registry.templates.values()]
    click.echo("\n".join(aligned([[*map(speaker.words, HEAD)], *rows], words=frozenset({0, 2, 4}))))


@templates.command("show", epilog="\b\n例 Example:\n  reviewhub templates show prior-assessment-national")
@click.argument("template")
@speaks
def show(template: str) -> None:
    """显示一个模板的指标 / Show the criteria of a template, with points and scorers."""
    registry = installed()
    found = named(registry, template).template
    click.echo("\n".join(_pages(found, plain_speaker(registry, language()))))


@templates.command(
    "check",
    epilog="\b\n例 Example:\n  reviewhub templates check scoring_templates/*.toml",
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@speaks
def check(files: tuple[Path, ...]) -> None:
    """检查模板文件 / Check template files: shape, sums, ids, and that every scorer takes its parameters.

    Every problem is named with its place; what only deserves a second look does not fail the check.
    """
    registry = installed()
    speaker = plain_speaker(registry, language())
    unsound = False
    for file in files:
        try:
            click.echo("\n".join(_verdict(file, from_file(registry, file), speaker)))
        except Invalid as error:
            unsound = True
            click.echo(f"{file}: {speaker.sentence(error.code, error.values)}", err=True)
            click.echo("\n".join(f"  {speaker.problem(one)}" for one in error.problems), err=True)
    if unsound:
        raise click.exceptions.Exit(1)


def _verdict(file: Path, read: Read, speaker: Speaker) -> Iterator[str]:
    yield "  ".join([*_line(read.template, speaker), read.template.digest])
    for one in read.warnings:
        yield f"  {speaker.words(LOOK)}: {speaker.problem(one)}"
    yield f"{file}: {speaker.words(SOUND)}"


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
        yield from _criteria(template, group, speaker)
    for kind, beside in (("veto", template.vetoes), ("precondition", template.preconditions)):
        if beside:
            yield from ("", speaker.label(kind))
            yield from (_beside(one, speaker) for one in beside)


def _beside(one: Veto | Precondition, speaker: Speaker) -> str:
    """Lay out a veto with its cap and how many sheets must find it, or a pre-condition."""
    cap = [f"≤ {one.most:f}", speaker.label(f"votes.{one.votes}")] if isinstance(one, Veto) else []
    return "  ".join([f"  {one.id}", *cap, speaker.words(one.title)])


def _criteria(template: ScoringTemplate, group: Group, speaker: Speaker) -> Iterator[str]:
    rows = [
        [f"  {one.id}", f"{one.points:f}", one.scorer, _title(template, one, speaker)]
        for one in group.criteria
    ]
    yield from aligned(rows, words=frozenset({0, 2, 3}))


def _title(template: ScoringTemplate, criterion: Criterion, speaker: Speaker) -> str:
    """Name a criterion, and what a campaign or task may decide about it."""
    choices = ((OPTIONAL, template.optional), (OWN, template.slots))
    said = [f"[{speaker.words(words)}]" for words, ids in choices if criterion.id in ids]
    return " ".join([speaker.words(criterion.title), *said])

"""Trying a template out: sample answers in, points and reasons of every criterion out."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from reviewhub.cli import language, read_at_most, speaks
from reviewhub.cli.templates.reading import installed, named
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import flat_names, flat_problems, points_of, read_flat, score_so_far
from reviewhub.domain.scoring.template import Criterion, ScoringTemplate
from reviewhub.edge.language.words import Speaker, plain_speaker
from reviewhub.files.tables import MAX_BYTES

EXAMPLE = """\b
例 Example:
  reviewhub templates try goal-review              # 列出要填写的字段 / list what is asked for
  reviewhub templates try goal-review answers.csv  # 每行：字段,值 / a line each: field,value"""


@click.command("try", epilog=EXAMPLE)
@click.argument("template")
@click.argument("answers", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@speaks
def try_(template: str, answers: Path | None) -> None:
    """试算 / Try a template out with sample answers; TEMPLATE is an id or a file.

    ANSWERS is a CSV of two columns: the field as a form names it (1.1.points, 1.1.reason) and what is typed.
    Without it the fields are listed.
    """
    registry = installed()
    chosen = named(registry, template).template
    scorers = {key: HostedScorer(one) for key, one in registry.scorers.items()}
    if answers is None:
        click.echo("\n".join(_fields(chosen, scorers)))
        return
    flat = _flat(answers)
    problems = list(flat_problems(flat_names(chosen, scorers), flat))
    if problems:
        raise Invalid(problems)
    click.echo("\n".join(_outcome(chosen, scorers, flat, plain_speaker(registry, language()))))


def _flat(file: Path) -> dict[str, str]:
    try:
        text = read_at_most(file, MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid([Problem(f"file {file.name}", "file.encoding", {})]) from error
    return {row[0].strip(): row[1].strip() for row in csv.reader(io.StringIO(text)) if len(row) > 1}


def _fields(template: ScoringTemplate, scorers: Mapping[str, HostedScorer]) -> Iterator[str]:
    for criterion in template.criteria:
        for one in scorers[criterion.scorer].inputs(criterion.as_scored):
            yield f"{criterion.id}.{one.name}"
    yield from (f"{beside.id}.{one.name}" for beside in template.beside for one in beside.inputs)


def _outcome(
    template: ScoringTemplate, scorers: Mapping[str, HostedScorer], flat: Mapping[str, str], speaker: Speaker
) -> Iterator[str]:
    answers = read_flat(template, scorers, flat)
    for criterion in template.criteria:
        given = points_of(criterion, answers[criterion.id], scorers[criterion.scorer])
        said = given if isinstance(given, list) else given.reasons
        points = "—" if isinstance(given, list) else f"{given.value:f}"
        yield _line(criterion, points, [speaker.reason(one) for one in said])
    for beside in template.beside:
        said_of = beside.problems(answers[beside.id]) or beside.said(answers[beside.id])
        yield "  ".join([beside.id, *map(speaker.reason, said_of)])
    yield f"{score_so_far(template, answers, scorers).total:f}"


def _line(criterion: Criterion, points: str, said: list[str]) -> str:
    return "  ".join([criterion.id, f"{points} / {criterion.points.normalize():f}", *said])

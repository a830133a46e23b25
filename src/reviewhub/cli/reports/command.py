"""``reviewhub reports``: check a report before it is handed in, without a server."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from reviewhub.cli import language, read_at_most, speaks
from reviewhub.cli.reports.printed import Checked, lines
from reviewhub.cli.templates.reading import installed, named
from reviewhub.domain.commissioning.checking.completeness import completeness
from reviewhub.domain.commissioning.checking.repetition import Repetition, repetition
from reviewhub.domain.commissioning.checking.report_text import Paragraph
from reviewhub.domain.commissioning.checking.structures import EVALUATION, STRUCTURES
from reviewhub.domain.commissioning.claiming.claims import Claims
from reviewhub.domain.commissioning.claiming.difference import Difference
from reviewhub.domain.commissioning.claiming.reconciliation import differences
from reviewhub.domain.errors import Invalid
from reviewhub.edge.language.words import plain_speaker
from reviewhub.files.kinds import MEGABYTE, REPORT, FileKind, inspect
from reviewhub.plugin.registry import Choice, Registry
from reviewhub.services.commissioning.claims import claims_in
from reviewhub.services.commissioning.report_checks import text_of_report

LARGEST: Final = 100 * MEGABYTE
TEMPLATE: Final = "project-evaluation-national"


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes
    kind: FileKind

    @property
    def text(self) -> tuple[Paragraph, ...]:
        return text_of_report(self.data, self.kind.media_type)


@click.group("reports")
def reports() -> None:
    """成果报告 / Reports of agencies: check one before it is handed in."""


@reports.command(
    "check",
    epilog="\b\n例 Example:\n  reviewhub reports check report.docx\n"
    "  reviewhub reports check report.docx --scores scores.xlsx --against last_year.docx",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--structure",
    type=click.Choice(list(STRUCTURES)),
    default=EVALUATION.key,
    show_default=True,
    help="报告结构 / which sections and annexes are asked for.",
)
@click.option(
    "--scores",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="另附的评分表 / a scoring table beside the report.",
)
@click.option(
    "--template",
    default=TEMPLATE,
    show_default=True,
    metavar="ID",
    help="评分模板，其等级标准用来核对等级 / scoring template; its scale judges the grade.",
)
@click.option(
    "--against",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="与之比较的其他报告，可多次使用 / another report to compare with; may be repeated.",
)
@speaks
def check(file: Path, structure: str, scores: Path | None, template: str, against: tuple[Path, ...]) -> None:
    """检查报告：章节、附件、合计、等级、雷同 / Check sections, annexes, sums, grade, copied text.

    FILE is .docx, .pdf or .xlsx. Ends with exit status 1 when anything was found.
    """
    registry = installed()
    report = _opened(file)
    text, claims = report.text, _claims(_opened(scores) if scores else report)
    checked = Checked(
        structure=STRUCTURES[structure],
        found=completeness(text, STRUCTURES[structure], [scores.name] if scores else []),
        claims=claims,
        differences=_differences(registry, claims, template) if claims else (),
        repeated=tuple(_repeated(text, against)),
    )
    for line in lines(checked, plain_speaker(registry, language())):
        click.echo(line)
    if checked.count:
        raise click.exceptions.Exit(1)


def _opened(path: Path) -> _File:
    data = read_at_most(path, LARGEST + 1)
    seen = inspect(path.name, data, REPORT, LARGEST)
    return _File(seen.name, data, seen.kind)


def _claims(file: _File) -> Claims | None:
    """Read the figures; None where the file claims none, which is said and is no fault."""
    try:
        return claims_in(file.name, file.data, file.kind.media_type)
    except Invalid as error:
        if {one.code for one in error.problems} == {"claims.no_table"}:
            return None
        raise


def _differences(registry: Registry, claims: Claims, template: str) -> tuple[Difference, ...]:
    rules = registry.rules(named(registry, template).template, Choice("builtin.mean_of_totals", "", "", {}))
    return differences(claims, rules, None)


def _repeated(text: tuple[Paragraph, ...], against: tuple[Path, ...]) -> Iterator[tuple[str, Repetition]]:
    for path in against:
        found = repetition(text, _opened(path).text)
        if found.repeated:
            yield path.name, found

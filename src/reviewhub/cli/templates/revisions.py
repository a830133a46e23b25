"""Comparing two templates, writing one out, and publishing one for a bureau."""

from pathlib import Path

import click

from reviewhub.cli import language, speaks
from reviewhub.cli.session import open_work
from reviewhub.cli.templates.reading import from_file, installed, named
from reviewhub.domain.errors import Problem
from reviewhub.domain.scoring.difference import differences, must_redo
from reviewhub.domain.tables.template import template_tables
from reviewhub.edge.language.words import plain_speaker
from reviewhub.plugin.protocols import ReportTable
from reviewhub.plugin.templates import write_toml
from reviewhub.services.template_drafts import publish_source

XLSX = "builtin.xlsx"


@click.command(
    "diff", epilog="\b\n例 Example:\n  reviewhub templates diff prior-assessment-national mine.toml"
)
@click.argument("old")
@click.argument("new")
@speaks
def diff(old: str, new: str) -> None:
    """比较两个版本 / Say in words what changed from OLD to NEW, each an id or a file.

    The last line says whether sheets that were scored by OLD must be redone.
    """
    registry = installed()
    speaker = plain_speaker(registry, language())
    changes = differences(named(registry, old).template, named(registry, new).template)
    for one in changes:
        click.echo(speaker.problem(Problem(one.place, one.reason.code, one.reason.values)))
    verdict = "change.none" if not changes else "change.redo" if must_redo(changes) else "change.keep"
    click.echo(speaker.sentence(verdict, {}))


@click.command(
    "export",
    epilog="\b\n例 Example:\n  reviewhub templates export goal-review --format xlsx --output goals.xlsx",
)
@click.argument("template")
@click.option("--format", "form", type=click.Choice(["toml", "xlsx"]), default="toml", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="文件 / file to write.")
@speaks
def export(template: str, form: str, output: Path | None) -> None:
    """导出模板 / Write a template as TOML, or as the three-column form of offices.

    Without --output it goes to standard output.
    """
    registry = installed()
    source = named(registry, template).source
    if form == "toml":
        data = write_toml(source).encode()
    else:
        tables = [ReportTable(name, (), titles, rows) for name, titles, rows in template_tables(source)]
        data = registry.renderers[XLSX].render(tables)
    if output is None:
        click.echo(data, nl=False)
    else:
        output.write_bytes(data)


@click.command("publish", epilog="\b\n例 Example:\n  reviewhub templates publish mine.toml")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--bureau", metavar="NAME", help="财政局 / bureau, where there are several.")
@speaks
def publish(file: Path, bureau: str | None) -> None:
    """发布模板 / Publish a template file for a bureau: an immutable revision that campaigns can choose.

    Its version is counted from the last one that the bureau published under the same id.
    """
    work = open_work(bureau)
    template = publish_source(work, from_file(work.registry, file).source)
    click.echo(f"{template.id}@{template.version}  {template.digest}")

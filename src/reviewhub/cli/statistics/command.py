"""The command: read, compute, print."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from reviewhub.cli import language, speaks
from reviewhub.cli.statistics.asked import Asked
from reviewhub.cli.statistics.options import picked, read_numbers, read_scale
from reviewhub.cli.statistics.table import ScoreTable, read_tables
from reviewhub.stats.values import Level, Scale

# More panels than these are summed up; nobody reads twenty pages of numbers on a terminal.
MOST_IN_FULL: Final = 20
EXAMPLE: Final = """\b
例 Example:
  reviewhub statistics scores.csv --scale 0,100 --cutoffs 90,80,60
  reviewhub statistics scores.csv --json > statistics.json
  reviewhub statistics scores.csv --cutoffs 90,80,60 --format html --output cards.html
  reviewhub statistics panels.xlsx --panel 专家组 --summary"""


class Options(TypedDict):
    """What stands behind the file on the command line."""

    as_json: bool
    form: str
    output: Path | None
    panel: str | None
    only: tuple[str, ...]
    summary: bool
    cutoffs: tuple[float, ...]
    scale: Scale | None
    level: str


@click.command("statistics", epilog=EXAMPLE)
@click.argument("matrix", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="机器可读输出 / short for --format json.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="输出格式 / what is printed.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="写入文件 / write to a file instead."
)
@click.option("--panel", metavar="COLUMN", help="写明专家组的列 / title of the column that names the panel.")
@click.option("--only", multiple=True, metavar="NAME", help="只算这个专家组 / this panel only; repeatable.")
@click.option("--summary", is_flag=True, help="每组只列主要数字 / the key numbers of each panel only.")
@click.option("--cutoffs", callback=read_numbers, metavar="N,N…", help="分数线 / grade bounds, as 90,80,60.")
@click.option(
    "--scale",
    callback=read_scale,
    metavar="LOW,HIGH[,STEP]",
    help="评分范围 / lowest and highest score and the step (1 unless given), as 0,100.",
)
@click.option(
    "--level",
    type=click.Choice([str(level) for level in Level]),
    default=str(Level.INTERVAL),
    show_default=True,
    help="分数的含义 / what a score means.",
)
@speaks
def statistics(matrix: Path, **options: Unpack[Options]) -> None:
    """评分一致性统计 / Tell how far the raters of a table agree.

    MATRIX is a table (CSV in UTF-8 or GB18030, .xlsx, .xls): one row a project, one column an expert, an
    empty cell where a score is missing. A first row of words is read as the experts' names, a first column
    of words as the projects' names. Rows of several panels are told apart by a column titled 专家组, 组,
    批次, panel or group, or as --panel says; an expert without any score in a panel is left out of it. Of
    more than 20 panels the text shows the key numbers; --only picks one, and JSON holds them all.
    """
    asked = Asked(Level(options["level"]), options["scale"], options["cutoffs"])
    tables = picked(read_tables(matrix, asked.scale, options["panel"]), options["only"])
    write = _json if options["as_json"] else WRITERS[options["form"]]
    chunks = write(tables, asked, options)
    if options["output"] is None:
        for chunk in chunks:
            click.echo(chunk, nl=False)
        return
    with options["output"].open("w", encoding="utf-8") as out:
        out.writelines(chunks)


def _json(tables: Sequence[ScoreTable], asked: Asked, options: Options) -> Iterator[str]:
    # numpy would slow the start of every command
    from reviewhub.cli.statistics.json_text import as_object, as_summary, written  # noqa: PLC0415 -- said above
    from reviewhub.cli.statistics.reports import reports  # noqa: PLC0415 -- said above
    from reviewhub.cli.statistics.summary import summaries  # noqa: PLC0415 -- said above

    many = bool(tables[0].panel)
    if options["summary"]:
        return written((as_summary(one, asked) for one in summaries(tables, asked)), many=many)
    found = zip(tables, reports(tables, asked), strict=True)
    return written((as_object(table, result, asked) for table, result in found), many=many)


def _text(tables: Sequence[ScoreTable], asked: Asked, options: Options) -> Iterator[str]:
    from reviewhub.cli.statistics.printed import as_lines, as_overview  # noqa: PLC0415 -- said above
    from reviewhub.cli.statistics.reports import reports  # noqa: PLC0415 -- said above
    from reviewhub.cli.statistics.summary import summaries  # noqa: PLC0415 -- said above

    short = options["summary"] or len(tables) > MOST_IN_FULL
    if tables[0].panel or short:
        yield from (f"{line}\n" for line in as_overview(list(summaries(tables, asked)), asked))
    if short:
        return
    for table, result in zip(tables, reports(tables, asked), strict=True):
        yield "\n\n" if table.panel else ""
        yield from (f"{line}\n" for line in as_lines(table, result))


def _html(tables: Sequence[ScoreTable], asked: Asked, _options: Options) -> Iterator[str]:
    if not asked.allows(Level.INTERVAL):
        message = "html 只用于可以相减的分数 / html is for interval and ratio scores"
        raise click.BadParameter(message, param_hint="--format")
    from reviewhub.cli.statistics.page import as_page  # noqa: PLC0415 -- matplotlib loads slowly
    from reviewhub.edge.language.words import plain_speaker  # noqa: PLC0415 -- as do the packages of pages

    return iter([as_page(tables, asked, plain_speaker(None, language()))])


WRITERS: Final[Mapping[str, Callable[[Sequence[ScoreTable], Asked, Options], Iterator[str]]]] = {
    "text": _text,
    "json": _json,
    "html": _html,
}

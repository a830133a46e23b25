"""``reviewhub projects``: import the budget list, and look at it."""

from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from reviewhub.cli import importing, language, speaks
from reviewhub.cli.aligned import aligned
from reviewhub.cli.session import open_work
from reviewhub.domain.money import in_wan
from reviewhub.domain.tables.amount import read_amount
from reviewhub.domain.words import shown
from reviewhub.edge.language.words import plain_speaker
from reviewhub.services.listing import Asked
from reviewhub.services.pool import projects as service

FIELDS: Final = ("code", "name", "unit", "asked")


def _amount(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no amount, which would otherwise filter nothing."""
    try:
        return value and str(read_amount(value))
    except ValueError:
        message = f"“{shown(value or '')}”不是金额 / is no amount"
        raise click.BadParameter(message) from None


@click.group("projects")
def projects() -> None:
    """项目 / Projects: import a budget list, list what is there."""


@projects.command(
    "import",
    epilog="\b\n例 Example:\n  reviewhub projects import projects.xlsx --year 2021 --dry-run\n"
    "  reviewhub projects import projects.xlsx --year 2021",
)
@click.option("--year", type=int, required=True, help="预算年度 / fiscal year.")
@importing.table_file
@speaks
def import_(file: Path, year: int, dry_run: bool, bureau: str | None) -> None:  # noqa: FBT001 -- click passes a flag as a boolean
    """导入项目，要么全部写入，要么什么都不写 / Import projects, all or nothing.

    FILE is .xlsx, .xls or CSV with columns for project, unit and amount (its unit named).
    """
    work = open_work(bureau)
    importing.run(
        file,
        dry_run=dry_run,
        preview=lambda upload: service.preview_projects(work, upload, year),
        write=lambda upload, progress: service.import_projects(work, upload, year, progress=progress),
    )


@projects.command("list", epilog="\b\n例 Example:\n  reviewhub projects list --year 2021 --above 200")
@click.option("--query", "q", metavar="TEXT", help="名称、编码或单位 / part of name, code or unit.")
@click.option("--year", type=int, help="预算年度 / fiscal year.")
@click.option("--nature", metavar="TEXT", help="项目属性 / nature, as 新增.")
@click.option(
    "--above", metavar="WAN", callback=_amount, help="申报金额大于（万元）/ asked for more than, in 万元."
)
@click.option("--bureau", metavar="NAME", help="财政局 / bureau, where there are several.")
@speaks
def list_projects(bureau: str | None, **filters: str | int | None) -> None:
    """列出项目 / List projects, with their sum."""
    given = {name: str(value) for name, value in filters.items() if value}
    listing = service.list_projects(open_work(bureau), Asked(given, everything=True))
    speaker = plain_speaker(None, language())
    head = [speaker.label(f"field.{name}") for name in FIELDS]
    rows = [[one.code, one.name, one.unit, _wan(one.asked)] for one in listing.items]
    total: dict[str, str | int] = {
        "count": listing.total,
        "asked": _wan(listing.sum_asked),
        "general": _wan(listing.sum_general),
    }
    click.echo("\n".join(aligned([head, *rows], words=frozenset({0, 1, 2}))))
    click.echo(speaker.sentence("import.list_total", total))


def _wan(yuan: Decimal) -> str:
    return f"{in_wan(yuan):,.2f}"

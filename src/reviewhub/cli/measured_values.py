"""``reviewhub measured-values``: record what was measured of a campaign's projects."""

from pathlib import Path

import click

from reviewhub.cli import importing, speaks
from reviewhub.cli.session import open_work
from reviewhub.services.scoring import measured_tables as service


@click.group("measured-values")
def measured_values() -> None:
    """指标数据 / Measured values: import a table."""


@measured_values.command(
    "import",
    epilog="\b\n例 Example:\n  reviewhub measured-values import execution.xlsx --campaign 3 --dry-run\n"
    "  reviewhub measured-values import execution.xlsx --campaign 3",
)
@click.option(
    "--campaign", type=int, required=True, help="评审批次编号，见网页地址 / campaign, by its number."
)
@importing.table_file
@speaks
def import_(file: Path, campaign: int, dry_run: bool, bureau: str | None) -> None:  # noqa: FBT001 -- click passes a flag as a boolean
    """导入指标数据，要么全部写入，要么什么都不写 / Import measured values, all or nothing.

    FILE is .xlsx, .xls or CSV with columns for project, measured value, number, unit and source.
    """
    work = open_work(bureau)
    importing.run(
        file,
        dry_run=dry_run,
        preview=lambda upload: service.preview_measured_values(work, upload, campaign),
        write=lambda upload, progress: service.import_measured_values(
            work, upload, campaign, progress=progress
        ),
    )

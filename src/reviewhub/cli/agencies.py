"""``reviewhub agencies``: import third-party agencies."""

from pathlib import Path

import click

from reviewhub.cli import importing, speaks
from reviewhub.cli.session import open_work
from reviewhub.services.pool import organizations as service


@click.group("agencies")
def agencies() -> None:
    """第三方机构 / Third-party agencies: import a list."""


@agencies.command(
    "import",
    epilog="\b\n例 Example:\n  reviewhub agencies import key_evaluation.csv --dry-run\n"
    "  reviewhub agencies import key_evaluation.csv",
)
@importing.table_file
@speaks
def import_(file: Path, dry_run: bool, bureau: str | None) -> None:  # noqa: FBT001 -- click passes a flag so
    """导入第三方机构，要么全部写入，要么什么都不写 / Import agencies, all or nothing.

    FILE is .xlsx, .xls or CSV that names an agency in each row; a list of commissions will do.
    """
    work = open_work(bureau)
    importing.run(
        file,
        dry_run=dry_run,
        preview=lambda upload: service.preview_agencies(work, upload),
        write=lambda upload, progress: service.import_agencies(work, upload, progress=progress),
    )

"""``reviewhub experts``: import the register of experts."""

from pathlib import Path

import click

from reviewhub.cli import importing, speaks
from reviewhub.cli.session import open_work
from reviewhub.services.pool import experts as service


@click.group("experts")
def experts() -> None:
    """评审专家 / Experts: import the register."""


@experts.command(
    "import",
    epilog="\b\n例 Example:\n  reviewhub experts import experts.csv --dry-run\n"
    "  reviewhub experts import experts.csv",
)
@importing.table_file
@speaks
def import_(file: Path, dry_run: bool, bureau: str | None) -> None:  # noqa: FBT001 -- click passes a flag so
    """导入专家名册，要么全部写入，要么什么都不写 / Import experts, all or nothing.

    FILE is .xlsx, .xls or CSV with columns for code, name, class (业务, 管理, 财务) and employer.
    """
    work = open_work(bureau)
    importing.run(
        file,
        dry_run=dry_run,
        preview=lambda upload: service.preview_experts(work, upload),
        write=lambda upload, progress: service.import_experts(work, upload, progress=progress),
    )

"""What every ``… import FILE`` does: read, preview or write, and say what happened."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

from reviewhub.cli import language, read_at_most
from reviewhub.domain.money import in_wan
from reviewhub.edge.language.words import Speaker, plain_speaker
from reviewhub.files.tables import MAX_BYTES
from reviewhub.services.pool.importing import Change, Preview, Progress, Upload, Value

MOST_LINES: Final = 20
MONEY: Final = frozenset({"asked", "amount", "general_budget"})


def table_file(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its argument FILE and the options of every import."""
    options = (
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option(
            "--dry-run", is_flag=True, help="只预览，不写入 / say what would be done, write nothing."
        ),
        click.option("--bureau", metavar="NAME", help="财政局 / bureau, where there are several."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def run(
    file: Path,
    *,
    dry_run: bool,
    preview: Callable[[Upload], Preview],
    write: Callable[[Upload, Progress], Preview],
) -> None:
    """Preview or import one file and print what that did; ends with status 1 when it has problems."""
    upload = _read(file)
    speaker = plain_speaker(None, language())
    if dry_run:
        found = preview(upload)
    else:
        with _bar() as progress:
            found = write(upload, progress)
    click.echo("\n".join(_lines(found, speaker, dry_run=dry_run)))
    if found.problems:
        raise click.exceptions.Exit(1)


def _read(file: Path) -> Upload:
    """Read no more than is needed to know that a file is too large."""
    return Upload(read_at_most(file, MAX_BYTES + 1), file.name)


@contextlib.contextmanager
def _bar() -> Iterator[Progress]:
    """Show how far the writing got, once it is known how much there is; only to a person at a terminal."""
    with contextlib.ExitStack() as stack:
        bars: list[Any] = []

        def progress(done: int, total: int) -> None:
            if not bars:
                shown = click.progressbar(length=total, file=sys.stderr, hidden=not sys.stderr.isatty())
                bars.append(stack.enter_context(shown))
            bars[0].update(done - bars[0].pos)

        yield progress


def _lines(found: Preview, speaker: Speaker, *, dry_run: bool) -> Iterator[str]:
    if found.problems:
        yield speaker.sentence("import.refused", {"count": len(found.problems)})
        yield from _some(speaker, [speaker.problem(one) for one in found.problems])
        return
    yield speaker.sentence(
        "import.summary",
        {
            "rows": int(found.totals["rows"]),
            "added": len(found.added),
            "changed": len(found.changed),
            "unchanged": found.unchanged,
            "skipped": len(found.skipped),
        },
    )
    if "asked" in found.totals:
        yield speaker.sentence("import.amounts", _amounts(found))
    yield from _some(speaker, [speaker.problem(one) for one in found.warnings])
    yield from _some(speaker, _changes(found, speaker))
    if dry_run:
        yield from _some(speaker, _skips(found, speaker))
    yield speaker.sentence(_outcome(found, dry_run=dry_run), {})


def _amounts(found: Preview) -> dict[str, str | int]:
    asked, general = Decimal(found.totals["asked"]), Decimal(found.totals["general_budget"])
    return {
        "units": int(found.totals["units"]),
        "asked": f"{in_wan(asked):,.2f}",
        "general": f"{in_wan(general):,.2f}",
    }


def _outcome(found: Preview, *, dry_run: bool) -> str:
    if dry_run:
        return "import.dry_run"
    return "import.done" if found.writes else "import.nothing"


def _changes(found: Preview, speaker: Speaker) -> list[str]:
    return [
        speaker.sentence(
            "import.change",
            {
                "row": one.row,
                "name": one.name,
                "field": speaker.label(f"field.{change.field}"),
                "old": _said(change, change.old, speaker),
                "new": _said(change, change.new, speaker),
            },
        )
        for one in found.changed
        for change in one.changes
    ]


def _skips(found: Preview, speaker: Speaker) -> list[str]:
    return [
        speaker.sentence(
            "import.skip",
            {
                "why": speaker.label(f"skip.{reason}"),
                "count": len(rows),
                "rows": "、".join(map(str, rows[:MOST_LINES])) + ("…" if len(rows) > MOST_LINES else ""),
            },
        )
        for reason, rows in found.skipped_by_reason().items()
    ]


def _said(change: Change, value: Value, speaker: Speaker) -> str:
    if isinstance(value, bool):
        return speaker.label("yes" if value else "no")
    if isinstance(value, Decimal) and change.field in MONEY:
        return f"{in_wan(value):,.2f} 万元"
    if isinstance(value, tuple):
        return "、".join(value) or "—"
    return "—" if value is None or value == "" else str(value)


def _some(speaker: Speaker, lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from (f"  {line}" for line in every[:MOST_LINES])
    if len(every) > MOST_LINES:
        yield f"  {speaker.sentence('import.more', {'count': len(every) - MOST_LINES})}"

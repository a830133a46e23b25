"""Reading what the command line says."""

from collections.abc import Sequence

import click

from reviewhub.cli.statistics.table import ScoreTable
from reviewhub.domain.scoring.answer import read_number
from reviewhub.domain.tables.cell import fold
from reviewhub.domain.words import shown
from reviewhub.stats.values import Scale


def read_numbers(context: click.Context, option: click.Parameter, value: str | None) -> tuple[float, ...]:
    """Read plain numbers with commas between them."""
    if value is None:
        return ()
    numbers = tuple(read_number(part) for part in value.replace("，", ",").split(","))
    found = tuple(float(number) for number in numbers if number is not None)
    if len(found) < len(numbers):
        message = f"“{shown(value)}”应为逗号分隔的数字 / expected numbers with commas between them"
        raise click.BadParameter(message, context, option)
    return found


def read_scale(context: click.Context, option: click.Parameter, value: str | None) -> Scale | None:
    """Read LOW,HIGH or LOW,HIGH,STEP."""
    if value is None:
        return None
    try:
        low, high, *step = read_numbers(context, option, value)
        return Scale(low, high, *step)
    except (TypeError, ValueError):
        message = f"“{shown(value)}”应为 最低,最高[,步长] / expected LOW,HIGH[,STEP]"
        raise click.BadParameter(message, context, option) from None


def picked(tables: Sequence[ScoreTable], names: Sequence[str]) -> tuple[ScoreTable, ...]:
    """Keep the panels of these names; all of them where none is named."""
    if not names:
        return tuple(tables)
    known = {fold(table.panel) for table in tables}
    for name in names:
        if fold(name) not in known or not name:
            message = f"没有专家组“{shown(name)}” / there is no panel of this name"
            raise click.BadParameter(message, param_hint="--only")
    wanted = set(map(fold, names))
    return tuple(table for table in tables if fold(table.panel) in wanted)

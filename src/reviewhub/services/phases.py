"""How far tasks are, told by the sheets that stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reviewhub.db.queries.results import Standing
from reviewhub.domain.visibility import Phase


def phase_of(sheets: Sequence[Standing], *, concluded: bool) -> Phase:
    """Tell how far a task is: sealed once every active assignment has a sheet that counts."""
    if concluded:
        return Phase.CONCLUDED
    complete = bool(sheets) and all(one.sheet is not None for one in sheets)
    return Phase.SEALED if complete else Phase.SCORING


def by_task(rows: Iterable[Standing]) -> dict[int, list[Standing]]:
    """Group assignments by task."""
    grouped: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        grouped[row.task].append(row)
    return grouped

"""The report as aligned tables for reading."""

from collections.abc import Iterator, Sequence
from typing import Final

from reviewhub.cli.aligned import aligned
from reviewhub.cli.statistics.asked import Asked
from reviewhub.cli.statistics.summary import AGREEMENT, CONCORDANCE, Summary, alpha_key
from reviewhub.cli.statistics.table import ScoreTable
from reviewhub.domain.words import shown
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.stats.values import Entry, Report, Statistic

LEAST_PRINTED: Final = 0.0001
PER_TARGET: Final = ("target_mean", "target_sd", "target_range", "ad_mean", "ad_median")
PER_RATER: Final = ("rater_mean_deviation", "rater_minus_mean_of_others", "rater_rest_correlation")
HEAD_OF_PANELS: Final = (
    "专家组 panel",
    "对象 n",
    "评分人 k",
    "缺失 missing",
    "ICC(A,k)",
    "95 % 区间 interval",
)


def as_overview(found: Sequence[Summary], asked: Asked) -> Iterator[str]:
    """Give one line a panel."""
    head = (*HEAD_OF_PANELS, f"alpha {asked.level}", "W", "平均偏离 mean AD")
    rows = [_panel(one, asked) for one in found]
    yield from aligned([head, *rows])


def as_lines(table: ScoreTable, result: Report) -> Iterator[str]:
    """Give the whole, each target, each rater, what is missing."""
    if table.panel:
        yield f"专家组 panel：{shown(table.panel)}    未打分的列 columns left out {table.left_out}"
    yield (
        f"对象 targets {result.n_targets}    评分人 raters {result.n_raters}    缺失 missing {result.missing}"
        f"    连通 connected {'是 yes' if result.connected else '否 no'}"
    )
    whole = [
        _whole(key, entry)
        for key, entry in result.results.items()
        if isinstance(entry.get("value"), float | int)
    ]
    yield from _block(("统计量 statistic", "值 value", "95 % 区间 interval", "p", "未用 dropped"), whole)
    yield from _block(("对象 target", *PER_TARGET), _by_place(table.targets, PER_TARGET, result))
    yield from _chances(table.targets, result.results.get("mean_above_cutoff_probability_t", {}))
    yield from _block(("评分人 rater", *PER_RATER), _by_place(table.raters, PER_RATER, result))
    undefined = [
        (key, f"{why.value}  {SENTENCES[f'stats.{why.value}']}") for key, why in result.undefined.items()
    ]
    yield from _block(("无法计算 undefined", "原因 reason"), undefined)


def _panel(one: Summary, asked: Asked) -> tuple[str, ...]:
    icc, alpha, w = (one.whole.get(key) for key in (AGREEMENT, alpha_key(asked.level), CONCORDANCE))
    counts = (len(one.table.targets), len(one.table.raters), one.missing)
    return (
        shown(one.table.panel) or "—",
        *map(str, counts),
        _value(icc),
        span(icc.low, icc.high) if icc else "",
        _value(alpha),
        _value(w),
        number(one.distance),
    )


def _value(found: Statistic | None) -> str:
    return "" if found is None else number(found.value) or "—"


def _whole(key: str, entry: Entry) -> tuple[str, ...]:
    interval = span(entry.get("ci_low"), entry.get("ci_high"))
    return key, number(entry["value"]), interval, probability(entry.get("p")), number(entry.get("dropped"))


def span(low: object, high: object) -> str:
    """Print both limits of an interval, or nothing."""
    return f"{number(low)} … {number(high)}" if number(low) and number(high) else ""


def _by_place(names: Sequence[str], keys: Sequence[str], result: Report) -> list[tuple[str, ...]]:
    columns = [_column(result.results.get(key), len(names)) for key in keys]
    return list(zip(names, *columns, strict=True))


def _chances(names: Sequence[str], entry: Entry) -> Iterator[str]:
    """Show how probable it is that each target's mean reaches each cut-off."""
    cutoffs, value = entry.get("cutoffs"), entry.get("value")
    if isinstance(cutoffs, Sequence) and isinstance(value, Sequence):
        head = ("达到分数线的概率 P(mean ≥ cut-off)", *(number(cutoff) for cutoff in cutoffs))
        blank = [None] * len(cutoffs)
        rows = [[*(row if isinstance(row, Sequence) else blank)] for row in value]
        yield from _block(head, [(name, *map(number, row)) for name, row in zip(names, rows, strict=True)])


def _column(entry: Entry | None, length: int) -> list[str]:
    value = entry["value"] if entry else None
    return [number(one) for one in value] if isinstance(value, Sequence) else [""] * length


def number(value: object) -> str:
    """Print a count as it is, a number with four decimals, anything else as nothing."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.4f}" if isinstance(value, float) else ""


def probability(value: object) -> str:
    """Print p, a tiny one as less than the least that is printed."""
    return "<0.0001" if isinstance(value, float) and value < LEAST_PRINTED else number(value)


def _block(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Align one table under its head; nothing at all when it has no rows."""
    if rows:
        yield ""
        yield from aligned([head, *rows])

"""A scorer for satisfaction (满意度): counts from a survey become a rate, and the rate becomes points.

``reviewhub satisfaction`` counts the replies of a survey's table and says how far its rate can be trusted.
"""

import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import click

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Criterion, Input, InputKind, Points, Reason, Scorer, Value, Words

CENT = Decimal("0.01")
Z = Decimal("1.959963985")  # of a 95 % interval
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
COUNTS = {
    "satisfied": Words("满意（份）", "Satisfied (replies)"),
    "fairly": Words("基本满意（份）", "Fairly satisfied (replies)"),
    "dissatisfied": Words("不满意（份）", "Dissatisfied (replies)"),
}


class Satisfaction:
    """Points grow evenly between two marks, or follow bands; without replies there is nothing to score.

    The rate is (satisfied + fairly × ``fairly_counts``) ÷ all replies. With ``bands`` the first band whose
    ``at_least`` it reaches gives its share of the points; else none up to ``none_at``, all from ``full_at``.
    A reason gives the replies and the 95 % interval; with ``by = "lower"`` it is the lower limit that earns,
    so that five replies do not earn what five hundred do.
    """

    key = "satisfaction.rate"
    version = "1"
    title = Words("满意度", "Satisfaction rate")
    parameters: Mapping[str, Any] = {
        "type": "object",
        "properties": {
            "fairly_counts": SHARE,
            "none_at": SHARE,
            "full_at": SHARE,
            "by": {"enum": ["rate", "lower"]},
            "bands": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["at_least", "share"],
                    "properties": {"at_least": SHARE, "share": SHARE},
                    "additionalProperties": False,
                },
            },
        },
        "additionalProperties": False,
    }

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the three counts; one that is left blank is none."""
        del criterion
        return [Input(name, InputKind.COUNT, label, step=Decimal(1)) for name, label in COUNTS.items()]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the points, rounded half up to two decimals; the reasons are the rate and how sure it is."""
        satisfied, fairly, dissatisfied = (Decimal(values.get(name, 0)) for name in COUNTS)
        replies = satisfied + fairly + dissatisfied
        if not replies:
            return None
        rate = (satisfied + fairly * _number(criterion, "fairly_counts", "0.8")) / replies
        low, high = wilson(rate, replies)
        earning = low if criterion.parameters.get("by") == "lower" else rate
        points = (criterion.points * _share(criterion, earning)).quantize(CENT, "ROUND_HALF_UP")
        facts = {"criterion": criterion.id, "answers": f"{replies:f}"}
        sample = Reason("scorer.sample", {**facts, "low": _percent(low), "high": _percent(high)})
        return Points(
            points, (Reason("scorer.rate", {"criterion": criterion.id, "rate": _percent(rate)}), sample)
        )


def wilson(rate: Decimal, replies: Decimal) -> tuple[Decimal, Decimal]:
    """Give the limits of the 95 % interval of a share (Wilson 1927, JASA 22, 209-212).

    A reply that counts in part varies less than one that counts whole or not at all: for a rate with such
    replies the interval is on the wide side, never too narrow.
    """
    with localcontext(prec=50):
        square = Z * Z
        middle, whole = rate + square / (2 * replies), 1 + square / replies
        reach = Z * (rate * (1 - rate) / replies + square / (4 * replies * replies)).sqrt()
        return max((middle - reach) / whole, Decimal(0)), min((middle + reach) / whole, Decimal(1))


def _share(criterion: Criterion, rate: Decimal) -> Decimal:
    """Give the share of the points, between 0 and 1, that a rate earns."""
    bands = criterion.parameters.get("bands")
    if bands:
        reached = (band["share"] for band in bands if rate >= Decimal(str(band["at_least"])))
        return Decimal(str(next(reached, 0)))
    none, full = _number(criterion, "none_at", "0.6"), _number(criterion, "full_at", "0.9")
    if rate >= full:
        return Decimal(1)
    return max(Decimal(0), (rate - none) / (full - none)) if rate > none else Decimal(0)


def _number(criterion: Criterion, name: str, default: str) -> Decimal:
    return Decimal(str(criterion.parameters.get(name, default)))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(CENT, 'ROUND_HALF_UP'):f}"


PROJECT = ("项目名称", "项目", "project")
REPLY = ("满意度", "总体满意度", "是否满意", "reply")
KINDS = {
    **dict.fromkeys(("满意", "非常满意", "很满意", "satisfied"), "satisfied"),
    **dict.fromkeys(("基本满意", "比较满意", "较满意", "fairly satisfied"), "fairly"),
    **dict.fromkeys(("不满意", "很不满意", "非常不满意", "dissatisfied"), "dissatisfied"),
}
HEAD = ("项目", "满意", "基本满意", "不满意", "未作答", "满意率（%）", "95%区间下限", "95%区间上限")


def count_replies(data: bytes) -> tuple[dict[str, Counter[str]], list[str]]:
    """Count a survey's replies by project, a blank one as ``""``; gives what cannot be read, by line.

    What is between satisfied and not, 一般 say, is put on neither side: a survey says beforehand what it is.
    """
    lines = list(csv.reader(_text(data).splitlines()))
    titles = [title.strip().lower() for title in lines[0]] if lines else []
    places = [
        next((titles.index(name) for name in names if name in titles), None) for names in (PROJECT, REPLY)
    ]
    if None in places:
        return {}, [f"缺少列 / columns missing: {'、'.join((PROJECT[0], REPLY[0]))}"]
    counts: dict[str, Counter[str]] = {}
    faults: list[str] = []
    for number, cells in enumerate(lines[1:], 2):
        project, reply = (cells[at].strip() if at is not None and at < len(cells) else "" for at in places)
        kind = KINDS.get(reply.lower(), "" if not reply else None)
        if project and kind is not None:
            counts.setdefault(project, Counter())[kind] += 1
        elif any(map(str.strip, cells)):
            faults.append(f"第 {number} 行无法计入：{project} {reply} / line {number} cannot be counted")
    return counts, faults


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


@click.command("satisfaction", epilog="\b\n例 Example:\n  reviewhub satisfaction survey.csv > counts.csv")
@click.argument("survey", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--fairly-counts", type=click.FloatRange(0, 1), default=0.8, help="基本满意折算 / worth of fairly."
)
def satisfaction(survey: Path, fairly_counts: float) -> None:
    """满意度 / From a survey's table to the counts and the rate of every project, as CSV.

    SURVEY has a line a reply, with 项目名称 and 满意度 (满意, 基本满意, 不满意 and what means the same).
    """
    counts, faults = count_replies(survey.read_bytes())
    if faults or not counts:
        raise click.ClickException("\n".join(faults or ["没有答卷 / no replies"]))
    rows = [_row(project, counted, Decimal(str(fairly_counts))) for project, counted in counts.items()]
    csv.writer(sys.stdout, lineterminator="\n").writerows([HEAD, *rows])


def _row(project: str, counted: Counter[str], fairly_counts: Decimal) -> Sequence[str]:
    replies = Decimal(sum(counted[name] for name in COUNTS))
    numbers = [str(counted[name]) for name in (*COUNTS, "")]
    if not replies:
        return [project, *numbers, "", "", ""]
    rate = (counted["satisfied"] + counted["fairly"] * fairly_counts) / replies
    return [project, *numbers, *map(_percent, (rate, *wilson(rate, replies)))]


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer the satisfaction rate."""
    return [Satisfaction()]


@hookimpl
def register_commands() -> list[click.Command]:
    """Offer ``reviewhub satisfaction``."""
    return [satisfaction]

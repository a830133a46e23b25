"""``reviewhub execution``: a treasury's CSV in, rate and points of every project out."""

import csv
import sys
from decimal import Decimal
from pathlib import Path

import click

from reviewhub.plugin.protocols import Criterion, Words
from reviewhub_execution.scorer import ExecutionRate, printed, rate_of
from reviewhub_execution.treasury import Project, Unreadable, read_treasury

HEAD = ("项目编码", "项目名称", "预算数（元）", "支出数（元）", "执行率（%）", "得分")
POINTS, MARK = (click.FloatRange(0, most, min_open=True) for most in (1000, 100))
EXAMPLE = "\b\n例 Example:\n  reviewhub execution treasury.csv --points 10 > execution.csv"


@click.command("execution", epilog=EXAMPLE)
@click.argument("treasury", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--points", type=POINTS, default=10, show_default=True, help="指标分值 / points of the criterion."
)
@click.option(
    "--full-at", type=MARK, default=100, show_default=True, help="得满分的执行率 / all points from, %."
)
@click.option("--none-below", type=click.FloatRange(0, 100), default=0, help="低于此不得分 / none below, %.")
def execution(treasury: Path, points: float, full_at: float, none_below: float) -> None:
    """预算执行率 / From a treasury's CSV to the execution rate and the points of every project, as CSV.

    TREASURY has a line a payment or a line a project, with 项目编码, 预算数 and 支出数 (元, 万元 or 亿元 in
    brackets). Lines of one project are added up.
    """
    try:
        projects = read_treasury(treasury.read_bytes())
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    marks = {"full_at": Decimal(str(full_at)), "none_below": Decimal(str(none_below))}
    words = Words("预算执行率", "Budget execution rate")
    criterion = Criterion("1", (words,), words, Decimal(str(points)), ExecutionRate.key, marks)
    csv.writer(sys.stdout, lineterminator="\n").writerows([HEAD, *(_row(criterion, one) for one in projects)])


def _row(criterion: Criterion, one: Project) -> tuple[str, ...]:
    scored = ExecutionRate().score(criterion, {"budget": one.budget, "spent": one.spent})
    gained = f"{scored.value:f}" if scored else ""
    rate = printed(rate_of(one.budget, one.spent))
    return one.code, one.name, f"{one.budget:.2f}", f"{one.spent:.2f}", rate, gained

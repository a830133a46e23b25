"""The command: read, match, print."""

import re
import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import click

from reviewhub.cli import speaks
from reviewhub.domain.scoring.answer import read_number

if TYPE_CHECKING:
    from reviewhub.selection.matching.values import Case, Matching

FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
SEED: Final = re.compile("(?:[0-9a-f]{2}){0,64}")
MOST_PARTS: Final = 1_000
MOST_BALANCE: Final = 1_000


class Rules(TypedDict):
    """The files of a match, by what they say, and its numbers."""

    tasks: Path | None
    experts: Path | None
    keep: Path | None
    conflicts: Path | None
    quotas: Path | None
    demand: int
    max_load: int
    balance: Decimal
    cap: Fraction | None


class Options(Rules):
    """What stands behind the file on the command line."""

    objective: str
    seed: str
    solver: str
    time_limit: float
    as_json: bool
    out: Path | None


def _seed(context: click.Context, option: click.Parameter, value: str) -> str:
    told = value.strip().lower()
    if not SEED.fullmatch(told):
        message = "应为成对的十六进制数字，最多 64 对 / expected pairs of hexadecimal digits, up to 64"
        raise click.BadParameter(message, context, option)
    return told


def _cap(context: click.Context, option: click.Parameter, value: str | None) -> Fraction | None:
    if value is None:
        return None
    over, _, under = value.partition("/")
    numbers = read_number(over), read_number(under or "1")
    if None not in numbers and numbers[1]:
        found = Fraction(numbers[0] or 0) / Fraction(numbers[1] or 1)
        if 0 < found <= 1 and found.denominator <= MOST_PARTS:
            return found
    message = (
        f"应为大于 0、不大于 1 的数或分数，分母不超过 {MOST_PARTS}，如 0.5 或 2/3"
        f" / expected a number or fraction up to 1, of at most {MOST_PARTS} parts, as 0.5 or 2/3"
    )
    raise click.BadParameter(message, context, option)


def _balance(context: click.Context, option: click.Parameter, value: str) -> Decimal:
    number = read_number(value)
    if number is None or not 0 <= number <= MOST_BALANCE:
        message = f"应为 0 到 {MOST_BALANCE} 的数 / expected a number from 0 to {MOST_BALANCE}"
        raise click.BadParameter(message, context, option)
    return number


@click.group("panels")
def panels() -> None:
    """专家组 / Panels: match experts and many tasks at once."""


@panels.command(
    "match",
    epilog="\b\n例 Example:\n  reviewhub panels match scores.csv --demand 3 --max-load 6\n"
    "  reviewhub panels match scores.csv --experts experts.csv --objective fair --json",
)
@click.argument("scores", type=FILE)
@click.option(
    "--demand",
    type=click.IntRange(1, 99),
    default=3,
    show_default=True,
    help="每个任务几人 / experts a task.",
)
@click.option(
    "--max-load",
    type=click.IntRange(0, 9999),
    default=6,
    show_default=True,
    help="每人至多几个 / tasks an expert.",
)
@click.option(
    "--objective",
    type=click.Choice(["total", "fair"]),
    default="total",
    show_default=True,
    help="总分最高，或先顾最差的任务 / best total, or best worst task first.",
)
@click.option("--tasks", type=FILE, help="任务、人数 / table: task, demand.")
@click.option("--experts", type=FILE, help="专家、单位、最少、最多 / table: expert, employer, min, max.")
@click.option("--keep", type=FILE, help="保留的任务、专家 / table of pairs that stay: task, expert.")
@click.option("--conflicts", type=FILE, help="须回避的任务、专家 / table of pairs ruled out: task, expert.")
@click.option(
    "--quotas", type=FILE, help="特征、取值、最少、最多 / table: feature, value, min, max, for every task."
)
@click.option(
    "--balance",
    default="0",
    callback=_balance,
    metavar="N",
    help="多一个任务的代价 / cost of each further task.",
)
@click.option(
    "--cap", callback=_cap, metavar="Q", help="每对的机会至多 Q / no pair likelier than Q, as 0.5 or 2/3."
)
@click.option(
    "--seed", default="", callback=_seed, metavar="HEX", help="决定同分与抽取 / decides ties, and draws."
)
@click.option(
    "--solver", type=click.Choice(["auto", "ortools", "scipy"]), default="auto", help="求解器 / solver."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, 86400),
    default=60,
    show_default=True,
    metavar="S",
    help="秒 / seconds.",
)
@click.option("--json", "as_json", is_flag=True, help="机器可读输出 / JSON.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="写入 .csv 或 .json / write the pairs.",
)
@speaks
def match(scores: Path, **options: Unpack[Options]) -> None:
    """为许多任务一次分派专家 / Match experts and many tasks at once.

    SCORES is a table with the columns task, expert, score; a pair without a score is ruled out. A grid of
    numbers is read too: a line "tasks experts", then a row of scores a task, where 0 rules the expert out.
    Of one employer at most one comes to a task, if --experts names employers. What is printed says whether a
    better match is impossible, and if that is not proven within --time-limit, how much better one could be.
    """
    from reviewhub.cli.panels import printed  # noqa: PLC0415 -- help starts without numpy

    if options["cap"] and (options["quotas"] or options["objective"] == "fair"):
        message = "不能与 --quotas 或 --objective fair 同用 / does not go with --quotas or --objective fair"
        raise click.BadParameter(message, param_hint="--cap")
    started = time.monotonic()
    case = _case(scores, options)
    found = _matched(case, options)
    seconds = time.monotonic() - started
    text = printed.as_json(found, case, seconds)
    if options["out"]:
        options["out"].write_text(
            text if options["out"].suffix == ".json" else printed.as_table(found), "utf-8"
        )
    said = text if options["as_json"] else "\n".join([*printed.as_lines(found, case, seconds), ""])
    click.echo(said, nl=False)


def _case(scores: Path, options: Options) -> "Case":
    from reviewhub.cli.panels.rules import Files, case_of  # noqa: PLC0415 -- help starts without numpy
    from reviewhub.cli.panels.scores import read_scores  # noqa: PLC0415 -- the same
    from reviewhub.selection.matching.values import Cap, in_points  # noqa: PLC0415 -- the same

    named = Files(
        options["tasks"], options["experts"], options["keep"], options["conflicts"], options["quotas"]
    )
    case = case_of(read_scores(scores), named, options["demand"], options["max_load"])
    cap = options["cap"]
    return replace(
        case,
        balance=in_points(options["balance"]),
        cap=Cap(cap.numerator, cap.denominator) if cap else None,
    )


def _matched(case: "Case", options: Options) -> "Matching":
    from reviewhub.cli.panels.refused import explained  # noqa: PLC0415 -- help starts without numpy
    from reviewhub.selection.matching.match import match as best_match  # noqa: PLC0415 -- the same
    from reviewhub.selection.matching.solving.solvers import available  # noqa: PLC0415 -- the same
    from reviewhub.selection.matching.values import Infeasible, Objective, OutOfTime  # noqa: PLC0415 -- the same

    if options["solver"] not in {"auto", *available()}:
        message = "没有安装，请安装 reviewhub[optimize] / is not installed: install reviewhub[optimize]"
        raise click.BadParameter(message, param_hint="--solver")
    try:
        return best_match(
            case,
            Objective(options["objective"]),
            seed=bytes.fromhex(options["seed"]),
            solver=options["solver"],
            seconds=options["time_limit"],
        )
    except Infeasible as error:
        raise click.ClickException(explained(error, by_employer=bool(case.employers))) from error
    except OutOfTime as error:
        message = (
            "时间用完，还没有任何分派。请放宽 --time-limit，或安装 reviewhub[optimize]"
            " / the time was up before there was any match: raise --time-limit or install reviewhub[optimize]"
        )
        raise click.ClickException(message) from error

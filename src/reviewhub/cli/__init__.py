"""Commands: parse, call one service, print."""

import contextlib
import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from reviewhub.domain.errors import Invalid, ReviewhubError
from reviewhub.settings import BadSetting, Settings

EXAMPLE: Final = """\b
例 Example:
  reviewhub demo
  reviewhub assess scores.csv --template prior-assessment-national --policy kunming_2021
  reviewhub statistics scores.csv --json"""
MOST_PROBLEMS: Final = 50
CHOSEN: Final = "reviewhub.cli:language"
UNFORESEEN: Final = (
    "程序出错：%s\n请用 reviewhub --traceback … 重新运行并报告 / a fault of the program, please report it"
)
# Where each command is, and what it does: a command is imported when it is asked for, so that
# `reviewhub statistics` starts without a web server's worth of packages.
COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "accounts": ("reviewhub.cli.accounts:accounts", "账号 / Make accounts, reset passwords."),
    "agencies": ("reviewhub.cli.agencies:agencies", "第三方机构 / Import third-party agencies."),
    "assess": ("reviewhub.cli.assess.command:assess", "由文件得出评审结果 / Results from a file of scores."),
    "conclusions": ("reviewhub.cli.conclusions:conclusions", "评审结论 / Recompute every conclusion."),
    "database": ("reviewhub.cli.database:database", "数据库 / Migrate the database."),
    "demo": ("reviewhub.cli.demo.command:demo", "演示 / Serve the reference case."),
    "draw": ("reviewhub.cli.draw.command:draw", "抽取专家组 / Draw a panel, verify a draw."),
    "experts": ("reviewhub.cli.experts:experts", "评审专家 / Import the pool of experts."),
    "ledger": ("reviewhub.cli.ledger:ledger", "账本 / Check the ledger."),
    "measured-values": (
        "reviewhub.cli.measured_values:measured_values",
        "指标数据 / Import measured values.",
    ),
    "pack": ("reviewhub.cli.packs.command:pack", "成果包 / Make report packs, verify them."),
    "panels": ("reviewhub.cli.panels.command:panels", "专家组 / Match experts and many tasks at once."),
    "plugins": ("reviewhub.cli.plugins.command:plugins", "插件 / List what is installed, write a new one."),
    "policies": ("reviewhub.cli.policies.command:policies", "结果应用规则 / What grades mean for the money."),
    "projects": ("reviewhub.cli.projects:projects", "项目 / Import projects."),
    "replay": ("reviewhub.cli.replay.command:replay", "重算已有结论的批次 / Replay a concluded campaign."),
    "reports": ("reviewhub.cli.reports.command:reports", "成果报告 / Check a report of an agency."),
    "serve": ("reviewhub.cli.serve:serve", "启动服务 / Serve the pages."),
    "statistics": ("reviewhub.cli.statistics.command:statistics", "评分一致性 / How far raters agree."),
    "templates": ("reviewhub.cli.templates.command:templates", "评分模板 / Check, compare, try templates."),
    "worker": ("reviewhub.cli.worker:worker", "后台工作 / Send reminders and messages."),
}


class Commands(click.Group):
    """The commands of the table, imported one by one; a refusal is said in words, with exit status 1.

    Plugins are looked at for a list of commands, and for a name that is not in the table.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, in order."""
        del ctx
        return sorted({*COMMANDS, *_listed_of_plugins()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command that is asked for; None when there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return _commands_of_plugins().get(cmd_name)
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any that ships."""
        del ctx
        added = {name: command.get_short_help_str() for name, command in _listed_of_plugins().items()}
        known = {name: summary for name, (_, summary) in COMMANDS.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted({**added, **known}.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what is refused ends in a sentence, never in a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except ReviewhubError as error:
            raise click.ClickException(_sentences(error, language())) from error
        except (BadSetting, OSError) as error:
            raise click.ClickException(str(error)) from error
        except Exception as error:
            if ctx.params["traceback"]:
                raise
            raise click.ClickException(UNFORESEEN % f"{type(error).__name__}: {error}") from error


def _commands_of_plugins() -> Mapping[str, click.Command]:
    from reviewhub.plugin.commands import plugin_commands  # noqa: PLC0415 -- a command that ships starts without

    return plugin_commands(Settings.from_env().plugins_dir, COMMANDS)


def _listed_of_plugins() -> Mapping[str, click.Command]:
    """Give what plugins add to the list of commands, which a broken one does not keep from being shown."""
    with contextlib.suppress(ReviewhubError, BadSetting):
        return _commands_of_plugins()
    return {}


def language() -> str:
    """Tell in which language a command speaks: ``--language``, else the environment's, else Chinese."""
    context = click.get_current_context(silent=True)
    chosen = context.meta.get(CHOSEN) if context else None
    spoken = chosen or next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if spoken.startswith("en") else "zh"


def read_at_most(path: Path, size: int) -> bytes:
    """Read no more of a file than is needed to know that it is too large; a device may have no end."""
    with path.open("rb") as opened:
        return opened.read(size)


def _sentences(error: ReviewhubError, spoken: str) -> str:
    """Say what was refused, and every problem with its place."""
    from reviewhub.edge.language.words import plain_speaker  # noqa: PLC0415 -- pages' packages, needed only to refuse

    speaker = plain_speaker(None, spoken)
    problems = error.problems if isinstance(error, Invalid) else ()
    lines = (
        [] if error.code in {one.code for one in problems} else [speaker.sentence(error.code, error.values)]
    )
    lines += [f"{'  ' if lines else ''}{speaker.problem(problem)}" for problem in problems[:MOST_PROBLEMS]]
    return "\n".join([*lines, "  …"] if len(problems) > MOST_PROBLEMS else lines)


def _remember(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value:
        context.meta[CHOSEN] = value


speaks = click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    expose_value=False,
    callback=_remember,
    help="说明所用语言 / language of what is said.",
)


@click.group(cls=Commands, epilog=EXAMPLE)
@click.version_option(package_name="reviewhub", prog_name="reviewhub")
@click.option("--traceback", is_flag=True, help="程序出错时显示详情 / show where the program failed.")
@speaks
def main(traceback: bool) -> None:  # noqa: FBT001 -- click passes a flag as a boolean
    """预算项目评审 / Experts and agencies judge budget projects, and anyone can recompute the outcome."""
    del traceback

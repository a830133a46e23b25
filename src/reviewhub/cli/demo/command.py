"""The command: build the folder when it is not there, say who can sign in, serve."""

import os
from pathlib import Path
from typing import Final

import click

from reviewhub.app import make_parts, require_current
from reviewhub.cli import speaks
from reviewhub.cli.aligned import aligned
from reviewhub.cli.demo.build import FEE_KEY, SECRET, build, is_built, remove
from reviewhub.cli.demo.stage import PASSWORD
from reviewhub.cli.serve import require_free, run_server
from reviewhub.settings import PREFIX, Settings

HOST: Final = "127.0.0.1"
LOGINS: Final = (
    ("officer", "经办人 officer", "批次、结果、结论 / campaigns, results, conclusions"),
    ("officer2", "经办人 officer", "抽取专家要两个人 / a draw takes two"),
    (
        "expert1 … expert7",
        "评审专家 expert",
        "1 已交 · 2 有草稿 · 3 未开始 · 4 未答复 / from done to not answered",
    ),
    ("agency1 … agency3", "第三方机构 agency", "委托、报告、打分表 / commissions, reports, sheets"),
    ("unit1 · unit2", "项目单位 unit", "结果、整改 / results, rectification"),
    ("leader", "领导 leader", "结果 / results"),
    ("auditor", "审计监督 auditor", "结果与账本 / results and ledger"),
    ("operator", "系统管理员 operator", "账号 / accounts"),
)


@click.command("demo", epilog="\b\n例 Example:\n  reviewhub demo --port 8000\n  reviewhub demo --reset")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 / port.")
@click.option(
    "--folder",
    default=Path("demo"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="演示数据的文件夹 / folder of the demo's data.",
)
@click.option("--reset", is_flag=True, help="重新生成，日期从今天算起 / build it anew, dated from today.")
@speaks
def demo(port: int, folder: Path, reset: bool) -> None:  # noqa: FBT001 -- click passes a flag as a boolean
    """演示：昆明 2021 案例 / Serve the reference case with campaigns at several stages.

    The first start builds the data in a few seconds; later ones use what is there. The logins are printed;
    their password is good for this folder only, and the server listens on this machine only.
    """
    require_free(HOST, port)
    folder = folder.resolve()
    if reset:
        remove(folder)
    if not is_built(folder):
        build(folder)
    require_current(make_parts(Settings(data_dir=folder)))
    click.echo("\n".join(welcome(port)))
    run_server(HOST, port, 1, {**environment(folder), "REVIEWHUB_PUBLIC_URL": f"http://{HOST}:{port}"})


def welcome(port: int) -> list[str]:
    """Say where it is, and who can sign in."""
    return [
        "",
        f"地址 Address   http://{HOST}:{port}/",
        f"密码 Password  {PASSWORD}",
        "",
        *aligned(LOGINS, words=frozenset({0, 1, 2})),
        "",
        "停止 Stop: Ctrl+C    重新生成 Anew: reviewhub demo --reset",
    ]


def environment(folder: Path) -> dict[str, str]:
    """Give the server the demo's settings and none of another installation's."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {
        **inherited,
        "REVIEWHUB_DATA_DIR": str(folder),
        "REVIEWHUB_SECRET_KEY_FILE": str(folder / SECRET),
        "REVIEWHUB_FEE_KEY_FILE": str(folder / FEE_KEY),
        "REVIEWHUB_COOKIE_SECURE": "false",
        "REVIEWHUB_LOG_REQUESTS": "false",
        "REVIEWHUB_SESSION_IDLE_MINUTES": "720",
    }

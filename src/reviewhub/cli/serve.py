"""``reviewhub serve``: the pages under gunicorn with threads, or under waitress on Windows."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from typing import Final, NoReturn

import click
from flask import Flask

from reviewhub.app import collect_seldom, create_app, make_parts, require_current
from reviewhub.cli import speaks
from reviewhub.jobs.worker import start
from reviewhub.settings import Settings

APPLICATION: Final = "reviewhub.cli.serve:application"
THREADS: Final = 8
EXAMPLE: Final = """\b
例 Example:
  export REVIEWHUB_SECRET_KEY_FILE=/etc/reviewhub.secret REVIEWHUB_DATA_DIR=/var/lib/reviewhub
  reviewhub serve --host 127.0.0.1 --port 8000"""


@click.command("serve", epilog=EXAMPLE)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 / address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 / port.")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help=f"进程数，每个 {THREADS} 线程 / processes of {THREADS} threads each.",
)
@speaks
def serve(host: str, port: int, workers: int) -> None:
    """启动服务 / Serve the pages with the settings of the environment.

    A database without tables is made ready; one that stands at another schema is refused, because a
    migration wants a backup first: `reviewhub database upgrade`.
    """
    settings = Settings.from_env().checked()
    require_current(make_parts(settings), new_is_fine=True)
    require_free(host, port)
    run_server(host, port, workers, os.environ)


def application() -> Flask:
    """Make the application of one serving process, from the environment."""
    settings = Settings.from_env()
    parts = make_parts(settings)
    app = create_app(settings, parts)
    if settings.background:
        start(parts)
    collect_seldom()
    return app


def require_free(host: str, port: int) -> None:
    """Refuse an address that cannot be listened on before anything else is tried there."""
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        message = f"不能监听 {host}:{port} / cannot listen there: {error.strerror}"
        raise click.ClickException(message) from error


def run_server(host: str, port: int, workers: int, environ: Mapping[str, str]) -> NoReturn:
    """Become the server: signals reach it, requests under way are finished, its exit status is ours."""
    if sys.platform == "win32":
        command = [sys.executable, "-m", "waitress", f"--listen={host}:{port}", "--call", APPLICATION]
        sys.exit(subprocess.run([*command], env={**environ}, check=False).returncode)  # noqa: S603 -- own command
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--bind", bind, "--workers", str(workers), "--threads", str(THREADS), "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", *options, f"{APPLICATION}()"]
    sys.stdout.flush()
    os.execve(sys.executable, command, {**environ})  # noqa: S606 -- own command, no shell

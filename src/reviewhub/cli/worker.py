"""``reviewhub worker``: reminders, expiries, digests and the sending of messages, in a process of its own."""

import signal
import threading

import click

from reviewhub.cli import speaks
from reviewhub.cli.session import installation
from reviewhub.jobs.worker import look, run, write_log

EXAMPLE = """\b
例 Example:
  reviewhub worker
  reviewhub worker --once"""


@click.command("worker", epilog=EXAMPLE)
@click.option(
    "--once", is_flag=True, help="只处理一次，然后退出 / look once and end; for a timer of the system."
)
@speaks
def worker(once: bool) -> None:  # noqa: FBT001 -- click passes a flag as a boolean
    """后台工作 / Send reminders and messages, end what is overdue.

    `reviewhub serve` does the same beside the pages, unless REVIEWHUB_BACKGROUND is false. Several at once
    do no harm: nothing is done or sent twice.
    """
    parts = installation()
    parts.settings.checked()
    write_log()
    if once:
        swept = look(parts)
        click.echo(f"{swept.steps} 步 steps · {swept.sent} 条已发 sent · {swept.failed} 条失败 failed")
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _end(stop, parts.wake))
    run(parts, stop)


def _end(*events: threading.Event) -> None:
    for event in events:
        event.set()

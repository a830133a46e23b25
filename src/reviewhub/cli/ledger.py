"""Checking the ledger from the shell."""

import click

from reviewhub.cli import speaks
from reviewhub.cli.session import open_installation
from reviewhub.cli.verdict import tell
from reviewhub.services.audit import verify_ledger


@click.group()
def ledger() -> None:
    """账本 / Check the ledger."""


@ledger.command(
    epilog="""\b
例 Example:
  reviewhub ledger verify
  reviewhub ledger verify --known-head 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"""
)
@click.option(
    "--known-head", default="", metavar="DIGEST", help="以前抄下的末端摘要 / a head digest noted earlier."
)
@speaks
def verify(known_head: str) -> None:
    """逐条核验账本 / Check every entry, and every audited row against its last recorded digest.

    Exit status 1 and one line for every row that does not fit. What only a head digest kept elsewhere shows:
    that the end was cut off together with its rows, or that the whole chain was written anew.
    """
    work = open_installation()
    checked = verify_ledger(work, known_head)
    for head in checked.heads:
        click.echo(f"{head.digest or '-'}  {head.number}  {head.bureau}".rstrip())
    tell(work, checked.faults, f"{checked.entries} 条账目、{checked.rows} 行数据 / entries, rows")

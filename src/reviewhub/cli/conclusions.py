"""Recomputing conclusions from the shell."""

import click

from reviewhub.cli import speaks
from reviewhub.cli.session import open_installation
from reviewhub.cli.verdict import tell
from reviewhub.services.audit import verify_conclusions


@click.group()
def conclusions() -> None:
    """评审结论 / Conclusions."""


@conclusions.command(epilog="\b\n例 Example:\n  reviewhub conclusions verify")
@speaks
def verify() -> None:
    """重算全部结论 / Recompute every conclusion from answers to yuan and compare every stored value.

    Exit status 1 and one line for every row that does not fit.
    """
    work = open_installation()
    verified = verify_conclusions(work)
    tell(work, verified.faults, f"{verified.checked} 个结论 / conclusions")

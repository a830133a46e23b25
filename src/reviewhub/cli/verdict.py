"""How a verification ends: a line that all is well, or one line a fault and exit status 1."""

from collections.abc import Sequence

import click

from reviewhub.cli import language
from reviewhub.domain.ledger import Fault
from reviewhub.edge.language.words import plain_speaker
from reviewhub.services.work import Work


def tell(work: Work, faults: Sequence[Fault], looked_at: str) -> None:
    """Name every fault with its row and stop with exit status 1, or say what was found in order."""
    speaker = plain_speaker(work.registry, language())
    for fault in faults:
        click.echo(f"{fault.place}: {speaker.sentence(fault.code, {})}", err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} 处不符 / faults; {looked_at}")
    click.echo(f"核验无误 / in order: {looked_at}")

"""From what is asked to a commitment, and from a seed to a certificate."""

from datetime import UTC, datetime
from typing import Any

import click

from reviewhub import __version__
from reviewhub.cli.draw.asked import Asked
from reviewhub.cli.draw.infeasible import explained
from reviewhub.selection.draw.canonical import told_apart
from reviewhub.selection.draw.certificate import certificate
from reviewhub.selection.draw.commitment import Commitment, Pool, Subject, commit
from reviewhub.selection.draw.log import committed, drawn, revealed
from reviewhub.selection.draw.merkle import Entry
from reviewhub.selection.draw.sources import Given
from reviewhub.selection.lottery.values import Infeasible, Lottery, Person


def solved(asked: Asked, objective: str) -> Lottery:
    """Make the chances as equal as the rules allow; refuses rules that no panel keeps."""
    # numpy would slow the start of every command
    from reviewhub.selection.lottery.solving import solve  # noqa: PLC0415 -- said above

    try:
        return solve(asked.people, asked.rules, objective=objective)
    except Infeasible as error:
        raise click.ClickException(explained(error, asked.people, asked.rules.size)) from error


def commitment_of(asked: Asked, chances: Lottery) -> Commitment:
    """Fix what the files say; the same files give the same commitment whatever the order of their rows."""
    subject = Subject(
        title="由文件抽取 / drawn from files",
        tasks=(),
        rule="file",
        version=1,
        software=f"reviewhub {__version__}",
    )
    pool = Pool(tuple(map(_entry, asked.people)), {})
    return commit(subject, pool, asked.rules, chances, [Given()])


def certificate_of(commitment: Commitment, seed: str) -> dict[str, Any]:
    """Draw with a seed in hexadecimal, now."""
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return certificate(commitment, [committed(now), revealed(now, seed), drawn(now)])


def _entry(person: Person) -> Entry:
    """Enter somebody under the id of the file; there is nothing for a salt to hide."""
    return Entry(person.id, "", "", person.features, told_apart("salt/file/1", person.id.encode()).hex())

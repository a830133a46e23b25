"""What is fixed before any randomness exists, as one document whose digest is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reviewhub.selection.draw.canonical import digest
from reviewhub.selection.draw.merkle import Entry, root
from reviewhub.selection.draw.sources import Source, suffice
from reviewhub.selection.lottery.values import WHOLE, Lottery, Proof, Rules

FORMAT: Final = "reviewhub/commitment/1"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is drawn for, by which version of which rules and of the software.

    Attributes
    ----------
    title
        What a reader of the certificate should see first.
    tasks
        Names or numbers of the tasks, in any order.
    rule, version
        Key and version of the composition rules.
    software
        Name and version of the program.
    earlier
        Digests of the commitments for the same tasks that were voided, oldest first.

    """

    title: str
    tasks: tuple[str, ...]
    rule: str
    version: int
    software: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """Everybody who was looked at, and why some may not be drawn: ids with reason codes."""

    entries: tuple[Entry, ...]
    excluded: Mapping[str, Sequence[str]]

    @property
    def eligible(self) -> tuple[Entry, ...]:
        """Those without a reason against them, by id."""
        return tuple(one for one in self.ordered if one.id not in self.excluded)

    @property
    def ordered(self) -> tuple[Entry, ...]:
        """Everybody, by id."""
        return tuple(sorted(self.entries, key=lambda entry: entry.id))


@dataclass(frozen=True, slots=True)
class Commitment:
    """The document and its digest, which is published, printed or handed to a supervisor before the draw."""

    document: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the document's canonical form, in hexadecimal."""
        return digest(dict(self.document))


def commit(
    subject: Subject, pool: Pool, rules: Rules, chances: Lottery, sources: Sequence[Source]
) -> Commitment:
    """Fix everything but the randomness; the order of people, tasks and quotas does not matter.

    Raises
    ------
    ValueError
        When two people have one id, the lottery is over other people than the eligible, somebody is excluded
        without a reason or without being in the pool, or one party could fix the seed alone.

    """
    _check(pool, chances, sources)
    entries = pool.ordered
    document = {
        "format": FORMAT,
        "subject": _subject(subject),
        "rules": _rules(subject, rules),
        "pool": {
            "leaves": {entry.id: entry.leaf for entry in entries},
            "root": root([entry.leaf for entry in entries]),
        },
        "eligible": {entry.id: dict(entry.features) for entry in pool.eligible},
        "excluded": {id_: sorted(set(reasons)) for id_, reasons in pool.excluded.items()},
        "lottery": _weighed(chances),
        "sources": [source.document() for source in sources],
    }
    return Commitment(document)


def _check(pool: Pool, chances: Lottery, sources: Sequence[Source]) -> None:
    ids = {entry.id for entry in pool.entries}
    if len(ids) < len(pool.entries):
        raise ValueError("two people have one id")
    if not all(pool.excluded.values()) or not set(pool.excluded) <= ids:
        raise ValueError("an exclusion has no reason, or is of somebody outside the pool")
    if chances.people != tuple(entry.id for entry in pool.eligible):
        raise ValueError("the lottery is not over the eligible people")
    if not suffice(sources):
        raise ValueError("one party could fix the seed alone")


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "title": subject.title,
        "tasks": sorted(subject.tasks),
        "software": subject.software,
        "earlier": list(subject.earlier),
    }


def _rules(subject: Subject, rules: Rules) -> dict[str, Any]:
    quotas = [
        {"feature": one.feature, "value": one.value, "least": one.least, "most": one.most}
        for one in sorted(set(rules.quotas), key=lambda one: (one.feature, one.value, one.least, one.most))
    ]
    return {
        "key": subject.rule,
        "version": subject.version,
        "size": rules.size,
        "quotas": quotas,
        "one_per": sorted(set(rules.one_per)),
    }


def _weighed(chances: Lottery) -> dict[str, Any]:
    """Give panels, weights and what follows from them, all in parts of 10**9."""
    each = {id_: int(chance * WHOLE) for id_, chance in chances.probabilities().items()}
    return {
        "objective": chances.objective,
        "panels": [list(panel) for panel in chances.panels],
        "weights": list(chances.weights),
        "chances": each,
        "least": min(each.values()),
        "most": max(each.values()),
        "gini": gini_in_parts(list(each.values())),
        "proof": _proof(chances.proof),
    }


def _proof(proof: Proof) -> dict[str, Any]:
    multipliers = [
        {
            "kind": bound.kind,
            "feature": bound.feature,
            "value": bound.value,
            "limit": bound.limit,
            "times": times,
        }
        for bound, times in proof.multipliers
    ]
    return {
        "kind": proof.kind,
        "weights": list(proof.weights),
        "ceiling": proof.ceiling,
        "multipliers": multipliers,
    }


def gini_in_parts(chances: Sequence[int]) -> int:
    """Give the Gini coefficient of chances in parts of 10**9, rounded down, by whole numbers alone.

    >>> gini_in_parts([0, 0, 1])
    666666666
    """
    count, total = len(chances), sum(chances)
    ranked = sum((2 * rank - count - 1) * chance for rank, chance in enumerate(sorted(chances), 1))
    return ranked * WHOLE // (count * total)

"""Ties between who scores and what is scored: facts in, hits out, each with the record it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from reviewhub.domain.conflicts.facts import ScorerFacts, SubjectFacts
from reviewhub.domain.hosting import blamed, plain_reasons, require_kind
from reviewhub.domain.words import Reason, Words


class Severity(StrEnum):
    """What a hit does: refuse the assignment, ask for a decision, or be shown and nothing more.

    ``WARN`` is what a document scanner notes; a rule written before ``ASK`` says it and is read as ``ASK``.
    """

    BLOCK = "block"
    ASK = "ask"
    NOTE = "note"
    WARN = "warn"


GRAVITY: Final = (Severity.BLOCK, Severity.ASK, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class ConflictOfInterest:
    """One tie found: the rule and version that found it, how grave it is, and the fact it rests on.

    ``record`` names the row that says so (``ties:12``), "" where no single row does.
    """

    rule: str
    version: str
    severity: Severity
    reason: Reason
    record: str = ""


class ConflictRule(Protocol):
    """Finds one kind of tie."""

    @property
    def key(self) -> str:
        """``package.name``, as a campaign pins it."""

    @property
    def version(self) -> str:
        """Changes whenever the same facts could give other hits."""

    @property
    def title(self) -> Words:
        """What the rule looks for, on a page."""

    def hits(self, scorer: ScorerFacts, subject: SubjectFacts, today: date) -> Iterable[ConflictOfInterest]:
        """List every tie of this kind."""


def find_conflicts(
    rules: Sequence[ConflictRule], scorer: ScorerFacts, subject: SubjectFacts, today: date
) -> tuple[ConflictOfInterest, ...]:
    """Ask every rule; the gravest hits come first. Raises :class:`PluginError` when a rule fails."""
    found = [hit for rule in rules for hit in _hits(rule, scorer, subject, today)]
    return tuple(sorted(found, key=lambda hit: GRAVITY.index(hit.severity)))


def _hits(
    rule: ConflictRule, scorer: ScorerFacts, subject: SubjectFacts, today: date
) -> list[ConflictOfInterest]:
    with blamed("conflict_rule.failed", key=rule.key):
        return [_plain(hit) for hit in rule.hits(scorer, subject, today)]


def _plain(hit: ConflictOfInterest) -> ConflictOfInterest:
    require_kind(hit, ConflictOfInterest)
    [reason] = plain_reasons([hit.reason])
    severity = Severity(hit.severity)
    asked = Severity.ASK if severity is Severity.WARN else severity
    return ConflictOfInterest(str(hit.rule), str(hit.version), asked, reason, str(hit.record))

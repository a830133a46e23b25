"""The shapes a plugin offers and what it is handed: import from here and nowhere deeper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from reviewhub.domain.aggregate import Aggregate, Aggregator, ComparingAggregator, Scores
from reviewhub.domain.conflicts.conflict import ConflictOfInterest, ConflictRule, Severity
from reviewhub.domain.conflicts.facts import (
    EarlierAgency,
    Employment,
    Involved,
    Involvement,
    Objected,
    Related,
    Relation,
    ScorerFacts,
    Served,
    SubjectFacts,
    Tie,
    TieKind,
    ended_within,
)
from reviewhub.domain.elsewhere import Elsewhere
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.experts.identity import Person
from reviewhub.domain.grade import Band, GradeScale
from reviewhub.domain.recommendation import (
    Action,
    BudgetFacts,
    BudgetPolicy,
    Circumstances,
    DerivationStep,
    Recommendation,
)
from reviewhub.domain.scoring.answer import Choice, Input, InputKind, Value
from reviewhub.domain.scoring.sheet import Points, Scorer
from reviewhub.domain.scoring.template import Criterion
from reviewhub.domain.words import Reason, Words
from reviewhub.plugin.notifying import Attachment, Message, Notifier, NotifyError, Recipient

__all__ = [
    "Action",
    "Aggregate",
    "Aggregator",
    "Attachment",
    "Band",
    "BudgetFacts",
    "BudgetPolicy",
    "CheckedScorer",
    "Choice",
    "Circumstances",
    "ComparingAggregator",
    "ConflictOfInterest",
    "ConflictRule",
    "Criterion",
    "DerivationStep",
    "EarlierAgency",
    "Elsewhere",
    "Employment",
    "GradeScale",
    "Input",
    "InputKind",
    "Invalid",
    "Involved",
    "Involvement",
    "Message",
    "Notifier",
    "NotifyError",
    "Objected",
    "Person",
    "Points",
    "Problem",
    "Reason",
    "Recipient",
    "Recommendation",
    "Related",
    "Relation",
    "ReportRenderer",
    "ReportTable",
    "Scorer",
    "ScorerFacts",
    "Scores",
    "Served",
    "Severity",
    "SubjectFacts",
    "TemplateSource",
    "TemplatedRenderer",
    "Tie",
    "TieKind",
    "Value",
    "Words",
    "WrongState",
    "ended_within",
]


@runtime_checkable
class CheckedScorer(Protocol):
    """A scorer that checks what a JSON Schema cannot say: sums, order, names that refer to each other."""

    def problems(self, criterion: Criterion) -> Iterable[Problem]:
        """List what is wrong with a criterion whose parameters fit the schema.

        A path is that of the parameter (``elements``, ``names/spent``); a code without a sentence in the
        catalogue is shown as it is.
        """


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """A scoring template as it was written: where it came from, and the mapping that TOML gave."""

    origin: str
    mapping: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table to hand out, already in the reader's language and stripped of what the reader may not see.

    ``facts`` are label and value pairs above the table, ``heading`` is the table's own; cells are text or
    exact numbers; ``notes`` stand below it, and the first line of a note with several lines is its heading.
    ``figures`` stand below the notes, each a caption and a picture as SVG whose letters are drawn; formats
    without pictures leave them out.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    notes: Sequence[str] = ()
    heading: str = ""
    figures: Sequence[tuple[str, str]] = ()


class ReportRenderer(Protocol):
    """Writes a report in one file format."""

    @property
    def key(self) -> str:
        """``package.name``."""

    @property
    def suffix(self) -> str:
        """Ending of the file's name, without the dot."""

    @property
    def media_type(self) -> str:
        """What the browser is told."""

    def render(self, tables: Sequence[ReportTable]) -> bytes:
        """Write the tables in order into one file."""


@runtime_checkable
class TemplatedRenderer(Protocol):
    """A renderer whose look is a file that people can edit and a region can replace."""

    @property
    def template(self) -> bytes:
        """The file that it uses by itself, to begin one's own with."""

    def render_with(self, tables: Sequence[ReportTable], template: bytes) -> bytes:
        """Write the tables in order with this look.

        Raises :class:`Invalid` where the file cannot serve, naming what is wrong with it.
        """


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks against a document: ``BLOCK`` refuses it, ``WARN`` is noted in the ledger."""

    severity: Severity
    reason: Reason


class DocumentScanner(Protocol):
    """Looks into a document before anybody can open it."""

    @property
    def key(self) -> str:
        """``package.name``."""

    @property
    def version(self) -> str:
        """Changes whenever the same bytes could give other findings; the ledger records it."""

    @property
    def title(self) -> Words:
        """What the scanner looks for, on a page."""

    def scan(self, data: bytes, media_type: str) -> Iterable[Finding]:
        """List what was found; nothing found is an empty list.

        ``media_type`` was told by the content, and a package inflates within the host's limits. A scanner
        that cannot do its work raises: the document is refused, never waved through.
        """

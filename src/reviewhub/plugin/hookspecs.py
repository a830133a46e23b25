"""Every place where a plugin can add something, on one screen.

A hook returns small objects with a ``key`` and a ``version``; templates and campaigns choose by key, and
results record both. No application, session or request is ever handed to a plugin.
"""

from collections.abc import Iterable

import pluggy
from click import Command

from reviewhub.plugin.protocols import (
    Aggregator,
    BudgetPolicy,
    ConflictRule,
    DocumentScanner,
    GradeScale,
    Notifier,
    ReportRenderer,
    Scorer,
    TemplateSource,
)

hookspec = pluggy.HookspecMarker("reviewhub")
hookimpl = pluggy.HookimplMarker("reviewhub")


@hookspec
def register_scoring_templates() -> Iterable[TemplateSource]:  # type: ignore[empty-body]  # a specification
    """Offer scoring templates; each is checked by shape and by sense exactly like a file."""


@hookspec
def register_scorers() -> Iterable[Scorer]:  # type: ignore[empty-body]  # a specification
    """Offer ways to score one criterion.

    ``score`` is pure and exact: the same answer gives the same points, between 0 and the criterion's
    points, with the reason as codes. None means "not scored".
    """


@hookspec
def register_aggregators() -> Iterable[Aggregator]:  # type: ignore[empty-body]  # a specification
    """Offer ways to make one number of a panel's sheets: exact, independent of order, within their range.

    One with ``needs_other_tasks`` adjusts by what the experts gave elsewhere and stays within the scale.
    """


@hookspec
def register_grade_scales() -> Iterable[GradeScale]:  # type: ignore[empty-body]  # a specification
    """Offer ordered bands with inclusive lower bounds and no gap, for grades or for conclusions."""


@hookspec
def register_budget_policies() -> Iterable[BudgetPolicy]:  # type: ignore[empty-body]  # a specification
    """Offer rules from grade to money; the host enforces 0 ≤ amount ≤ asked and a reason for every cut."""


@hookspec
def register_conflict_rules() -> Iterable[ConflictRule]:  # type: ignore[empty-body]  # a specification
    """Offer rules that find ties between a scorer and a project, each hit with the fact it rests on.

    A hit blocks, asks for a second person's decision, or is a note; ``record`` names the row it comes from
    as the facts gave it. A rule sees facts and the day, and answers the same to the same.
    """


@hookspec
def register_report_renderers() -> Iterable[ReportRenderer]:  # type: ignore[empty-body]  # a specification
    """Offer file formats for reports; the report is already stripped of what its reader may not see."""


@hookspec
def register_document_scanners() -> Iterable[DocumentScanner]:  # type: ignore[empty-body]  # a specification
    """Offer checks of uploaded documents; every scanner sees every document, before it is stored.

    A finding that blocks refuses the upload with its sentence; the ledger names the scanners that passed it.
    """


@hookspec
def register_notifiers() -> Iterable[Notifier]:  # type: ignore[empty-body]  # a specification
    """Offer channels that carry messages to people: e-mail, a text message, the office's own messenger.

    ``send`` returns once the message is handed over, or raises :class:`NotifyError`; whatever else it raises
    counts as a failure that may pass. The host tries again with growing pauses, and tells the officer when it
    gives up. A message can come twice with the same ``id`` after a crash; a channel that can tell drops it.
    """


@hookspec
def register_commands() -> Iterable[Command]:  # type: ignore[empty-body]  # a specification
    """Offer commands of click under ``reviewhub``, each with a name and a help of its own.

    A command runs for whoever sits at the terminal: it reads files and prints, and is handed nothing else.
    """

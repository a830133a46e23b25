"""Templates that a bureau writes itself: begun from another one or from a table, checked, published."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import TemplateDraft, TemplateRevision
from reviewhub.domain.errors import Invalid, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.difference import Change, differences
from reviewhub.domain.scoring.lint import warnings
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.tables.parsed import Skipped
from reviewhub.domain.tables.template import parse_template
from reviewhub.files.tables import read_table
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.registry import Registry, check_template
from reviewhub.plugin.templates import load_template, read_toml, write_toml
from reviewhub.services.templates import (
    known,
    newest_number,
    offered,
    publish,
    template_of,
)
from reviewhub.services.work import Work, require_version

KEY: Final = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_KEY: Final = 64
LONGEST: Final = 2_000_000
USUAL: Final[Mapping[str, Any]] = {
    "format": 1,
    "version": 1,
    "basis": "（请填写文件名称和文号）",
    "standing": "local_rule",
    "standing_note": {
        "zh": "本模板由本级财政部门制定。",
        "en": "This template was written by the finance bureau itself.",
    },
    "weighting": "points",
    "grade_scale": "builtin.cn_90_80_60",
    "reason": "below_full",
    "purpose": {"zh": "（请说明用途）", "en": "(Say what it is for)"},
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft in a list."""

    id: int
    key: str
    title: Mapping[str, str]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ImportedDraft:
    """A draft begun from a table: how many criteria it has, which lines and columns were not read."""

    id: int
    criteria: int
    skipped: tuple[Skipped, ...]
    ignored: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check says of a source: the template if it is sound, else every problem; and warnings."""

    template: ScoringTemplate | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft with what the check says of it and what it changes in the newest published revision."""

    id: int
    key: str
    version: int
    source: Mapping[str, Any]
    checked: Checked
    published: ScoringTemplate | None
    changes: tuple[Change, ...]


def list_drafts(work: Work) -> tuple[DraftLine, ...]:
    """List the bureau's drafts, the last changed first."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        rows = session.execute(select(TemplateDraft).order_by(TemplateDraft.changed_at.desc())).scalars()
        return tuple(DraftLine(row.id, row.key, read_toml(row.toml)["title"], row.changed_at) for row in rows)


def clone_template(work: Work, origin: str, key: str) -> int:
    """Begin a draft from a template that is offered; under its own id it becomes the next version.

    Raises :class:`Invalid` when the id cannot be used: not an id, an installed template's, already a draft.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        found = known(offered(work, session), origin)
        source = {**found.written, "id": key}
        return _begin(work, session, source, actor.account)


def import_draft(work: Work, data: bytes, filename: str, usual: Mapping[str, Any]) -> ImportedDraft:
    """Begin a draft from a workbook or the form of an office; ``usual`` has at least id, kind and title.

    Raises :class:`Invalid` with every problem by row and column; nothing is begun then.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    parsed = parse_template(read_table(data, filename).sheets, {**USUAL, **usual})
    if parsed.problems:
        raise Invalid(parsed.problems, "template.invalid")
    source = {**parsed.rows[0], "id": usual["id"]}
    broken = [one for one in check_source(work.registry, source).problems if _is_of_head(one)]
    if broken:
        raise Invalid(broken, "template.invalid")
    with work.transaction() as session:
        made = _begin(work, session, source, actor.account)
    return ImportedDraft(made, len(source["criterion"]), parsed.skipped, parsed.warnings)


def draft_page(work: Work, draft_id: int) -> DraftPage:
    """Give a draft as it stands; raises :class:`NotFound`."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        row = found_draft(session, draft_id)
        newest = _newest(session, row.key)
    source = read_toml(row.toml)
    checked = check_source(work.registry, source)
    changes = differences(newest, checked.template) if newest and checked.template else ()
    return DraftPage(row.id, row.key, row.version, source, checked, newest, changes)


def save_draft(work: Work, draft_id: int, source: Mapping[str, Any], version: int) -> None:
    """Keep a draft, sound or not; raises :class:`StaleWrite` when somebody saved in between."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = found_draft(session, draft_id)
        require_version(row, version)
        row.toml = _written({**source, "id": row.key})
        row.account_id, row.changed_at = actor.account, work.now()


def discard_draft(work: Work, draft_id: int, version: int) -> None:
    """Throw a draft away; what was published of it stays."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = found_draft(session, draft_id)
        require_version(row, version)
        session.delete(row)


def publish_draft(work: Work, draft_id: int, version: int) -> ScoringTemplate:
    """Make an immutable revision of a draft, numbered after the last one; the draft is gone then.

    Raises :class:`Invalid` with every problem, and :class:`WrongState` when nothing changed since the last.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = found_draft(session, draft_id)
        require_version(row, version)
        template = _publish(work, session, read_toml(row.toml))
        session.delete(row)
        return template


def publish_source(work: Work, source: Mapping[str, Any]) -> ScoringTemplate:
    """Publish a source that was written elsewhere; raises as :func:`publish_draft` does."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        if source["id"] in work.registry.templates:
            raise Invalid([Problem("key", "template.key_installed", {"key": str(source["id"])})])
        return _publish(work, session, source)


def _publish(work: Work, session: Session, source: Mapping[str, Any]) -> ScoringTemplate:
    key = str(source["id"])
    checked = check_source(work.registry, {**source, "version": newest_number(session, key) + 1})
    if checked.template is None:
        raise Invalid(checked.problems, "template.invalid")
    newest = _newest(session, key)
    if newest is not None and not differences(newest, checked.template):
        raise WrongState("template.unchanged")
    revision = publish(work, session, checked.template)
    session.flush()
    work.record("publish_template", revision, digest=revision.digest)
    return checked.template


def check_source(registry: Registry, source: Mapping[str, Any]) -> Checked:
    """Check a source as a file is checked: shape, sense, scorers; warnings only where it is sound."""
    try:
        template = load_template(TemplateSource("draft", source))
        check_template(registry, template)
    except Invalid as error:
        return Checked(None, tuple(error.problems))
    scale = registry.grade_scales.get(template.grade_scale)
    return Checked(template, warnings=tuple(warnings(template, source, scale)))


def _is_of_head(problem: Problem) -> bool:
    """Tell whether what stands above the criteria has no shape that a form could show; ids are told apart."""
    return problem.code.startswith("shape.") and not problem.path.startswith(("criterion", "id"))


def _begin(work: Work, session: Session, source: Mapping[str, Any], account: int) -> int:
    key = str(source["id"])
    problem = _key_problem(work, session, key)
    if problem:
        raise Invalid([Problem("key", problem, {"key": key[:LONGEST_KEY]})])
    numbered = {**source, "version": newest_number(session, key) + 1}
    row = TemplateDraft(key=key, toml=_written(numbered), account_id=account, changed_at=work.now())
    session.add(row)
    session.flush()
    return row.id


def _key_problem(work: Work, session: Session, key: str) -> str:
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        return "template.bad_key"
    if key in work.registry.templates:
        return "template.key_installed"
    drafted = select(TemplateDraft.id).where(TemplateDraft.key == key)
    return "template.key_drafted" if session.execute(drafted).first() else ""


def _written(source: Mapping[str, Any]) -> str:
    try:
        text = write_toml(source)
        text.encode()
    except (TypeError, ValueError) as error:  # a null or half a character, as JSON allows them
        raise Invalid([Problem("", "criteria.parameters", {"value": "null"})], "template.invalid") from error
    if len(text) > LONGEST:
        raise Invalid([Problem("", "template.too_long", {"most": LONGEST})])
    return text


def found_draft(session: Session, draft_id: int) -> TemplateDraft:
    """Give the row or say that it is not there."""
    row = session.get(TemplateDraft, draft_id)
    if row is None:
        raise NotFound("not_found")
    return row


def _newest(session: Session, key: str) -> ScoringTemplate | None:
    row = session.execute(
        select(TemplateRevision)
        .where(TemplateRevision.key == key)
        .order_by(TemplateRevision.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return template_of(row) if row else None

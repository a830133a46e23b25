"""Scoring templates: what is offered, and revisions published for a bureau."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from reviewhub.db.models import TemplateRevision
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.difference import Change, differences
from reviewhub.domain.scoring.template import ScoringTemplate, parse
from reviewhub.plugin.templates import read_toml, write_toml
from reviewhub.services.work import Work

_PARSED: Final[dict[str, ScoringTemplate]] = {}


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template that a campaign can use: whether this bureau published it, and whether it wrote it."""

    template: ScoringTemplate
    published: bool
    own: bool


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One published revision, with what it changed in the one before it."""

    template: ScoringTemplate
    published_at: datetime
    changes: tuple[Change, ...]


def list_templates(work: Work) -> tuple[TemplateLine, ...]:
    """List what is installed and what the bureau wrote itself, each in its newest revision."""
    require(work.actor, Act.READ_TEMPLATES)
    with work.reading() as session:
        published = set(session.execute(select(TemplateRevision.digest)).scalars())
        return tuple(
            TemplateLine(one, one.digest in published, one.id not in work.registry.templates)
            for one in offered(work, session).values()
        )


def offered_template(work: Work, key: str) -> ScoringTemplate:
    """Give a template that is offered; raises :class:`NotFound`."""
    require(work.actor, Act.READ_TEMPLATES)
    with work.reading() as session:
        return known(offered(work, session), key)


def revisions_of(work: Work, key: str) -> tuple[RevisionLine, ...]:
    """List the revisions of one template that this bureau published, the newest first."""
    require(work.actor, Act.READ_TEMPLATES)
    with work.reading() as session:
        rows = _revisions(session, key)
        templates = [template_of(row) for row in rows]
    earlier: list[ScoringTemplate | None] = [None, *templates]
    lines = [
        RevisionLine(template, row.published_at, differences(before, template) if before else ())
        for row, template, before in zip(rows, templates, earlier[:-1], strict=True)
    ]
    return tuple(reversed(lines))


def template_toml(work: Work, key: str) -> str:
    """Give an offered template as the file that an author would write."""
    require(work.actor, Act.READ_TEMPLATES)
    with work.reading() as session:
        return write_toml(known(offered(work, session), key).written)


def offered(work: Work, session: Session) -> dict[str, ScoringTemplate]:
    """Give every template a campaign can use, by id: the installed ones, and the bureau's own newest."""
    newest: dict[str, TemplateRevision] = {row.key: row for row in _revisions(session)}
    own = {key: row for key, row in newest.items() if key not in work.registry.templates}
    return {**work.registry.templates, **{key: template_of(row) for key, row in sorted(own.items())}}


def known(templates: dict[str, ScoringTemplate], key: str) -> ScoringTemplate:
    """Give the template of an id, or say that there is none."""
    found = templates.get(key)
    if found is None:
        raise NotFound("not_found")
    return found


def publish(work: Work, session: Session, template: ScoringTemplate) -> TemplateRevision:
    """Insert the revision unless it stands already; the digest decides, not the version number."""
    found = session.execute(
        select(TemplateRevision).where(
            TemplateRevision.key == template.id, TemplateRevision.digest == template.digest
        )
    ).scalar_one_or_none()
    if found is None:
        found = TemplateRevision(
            key=template.id,
            number=template.version,
            digest=template.digest,
            source=json.loads(template.source),
            published_at=work.now(),
            toml=write_toml(template.written),
        )
        session.add(found)
    return found


def newest_number(session: Session, key: str) -> int:
    """Give the highest version of a template that this bureau published; 0 where there is none."""
    return max((row.number for row in _revisions(session, key)), default=0)


def template_of(revision: TemplateRevision) -> ScoringTemplate:
    """Parse a stored revision; what a digest names is parsed once a process."""
    parsed = _PARSED.get(revision.digest)
    if parsed is None:
        parsed = _PARSED[revision.digest] = _parsed(revision)
    return parsed


def _parsed(revision: TemplateRevision) -> ScoringTemplate:
    """Read the text it was written in, whose numbers are numbers, as long as it is what was published."""
    written = parse(read_toml(revision.toml)) if revision.toml else None
    return written if written and written.digest == revision.digest else parse(revision.source)


def _revisions(session: Session, key: str = "") -> list[TemplateRevision]:
    statement = (
        select(TemplateRevision)
        .order_by(TemplateRevision.id)
        .options(undefer(TemplateRevision.source), undefer(TemplateRevision.toml))
    )
    if key:
        statement = statement.where(TemplateRevision.key == key)
    return list(session.execute(statement).scalars())

"""Scoring templates: what is offered, and revisions published for a bureau."""

import json
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import TemplateRevision
from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act, require
from reviewhub.domain.scoring.template import Kind, ScoringTemplate, parse
from reviewhub.services.work import Work

_PARSED: Final[dict[str, ScoringTemplate]] = {}


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One offered template with its title in both languages and how many criteria it has."""

    template: ScoringTemplate
    published: bool


def list_templates(work: Work) -> tuple[TemplateLine, ...]:
    """List what is installed, and whether this bureau has published the present revision."""
    require(work.actor, Act.READ_TEMPLATES)
    with work.reading() as session:
        digests = set(session.execute(select(TemplateRevision.digest)).scalars())
    return tuple(TemplateLine(one, one.digest in digests) for one in work.registry.templates.values())


def offered_template(work: Work, key: str) -> ScoringTemplate:
    """Give an installed template; raises :class:`NotFound`."""
    require(work.actor, Act.READ_TEMPLATES)
    found = work.registry.templates.get(key)
    if found is None:
        raise NotFound("not_found")
    return found


def fitting(work: Work, kind: Kind) -> tuple[ScoringTemplate, ...]:
    """List installed templates for one kind of campaign."""
    return tuple(one for one in work.registry.templates.values() if one.kind is kind)


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
        )
        session.add(found)
    return found


def template_of(revision: TemplateRevision) -> ScoringTemplate:
    """Parse a stored revision; what a digest names is parsed once a process."""
    known = _PARSED.get(revision.digest)
    if known is None:
        known = _PARSED[revision.digest] = parse(revision.source)
    return known

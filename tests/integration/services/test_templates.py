"""Scoring templates as a bureau publishes them: a revision is inserted once and stays as it was."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from integration.world import TEMPLATES, World
from reviewhub.db.models import TemplateRevision
from reviewhub.domain.errors import NotAllowed, NotFound
from reviewhub.domain.ledger import digest
from reviewhub.domain.policy import Role
from reviewhub.domain.scoring.template import Kind, parse
from reviewhub.services import campaigns, templates

NATIONAL = TEMPLATES[Kind.PRIOR_ASSESSMENT]


def published(world: World) -> list[tuple[str, str]]:
    with world.reading() as session:
        rows = session.execute(select(TemplateRevision).order_by(TemplateRevision.id)).scalars()
        return [(row.key, row.digest) for row in rows]


def source(world: World) -> dict[str, Any]:
    with world.reading() as session:
        found: dict[str, Any] = session.execute(select(TemplateRevision.source)).scalar_one()
        return found


def test_a_campaign_publishes_its_template_once(world: World) -> None:
    for _ in range(2):
        world.new_campaign()
    assert published(world) == [(NATIONAL, world.parts.registry.templates[NATIONAL].digest)]


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_stored_revision_asks_what_the_installed_template_asks(world: World, kind: Kind) -> None:
    world.new_campaign(kind)
    stored, installed = parse(source(world)), world.parts.registry.templates[TEMPLATES[kind]]
    scorers = world.parts.registry.scorers
    assert (stored.digest, stored.title, stored.purpose) == (
        installed.digest,
        installed.title,
        installed.purpose,
    )
    for mine, theirs in zip(stored.criteria, installed.criteria, strict=True):
        assert replace(mine, parameters={}) == replace(theirs, parameters={})
        assert scorers[mine.scorer].inputs(mine) == scorers[theirs.scorer].inputs(theirs)


def test_the_digest_covers_the_whole_source(world: World) -> None:
    world.new_campaign()
    stored = source(world)
    assert digest(stored) == world.parts.registry.templates[NATIONAL].digest
    assert digest({**stored, "title": {"zh": "改过", "en": "changed"}}) != digest(stored)


def test_a_campaign_keeps_the_template_it_pinned(world: World) -> None:
    campaign = world.new_campaign()
    head = campaigns.campaign_head(world.work("leader"), campaign)
    assert (head.template.id, head.template.digest) == (
        NATIONAL,
        world.parts.registry.templates[NATIONAL].digest,
    )


def test_a_template_is_published_for_one_bureau_and_not_for_its_neighbour(world: World) -> None:
    world.new_campaign()
    mine = {one.template.id: one.published for one in templates.list_templates(world.work("officer"))}
    theirs = {one.template.id: one.published for one in templates.list_templates(world.work("neighbour"))}
    assert (mine[NATIONAL], set(theirs.values())) == (True, {False})


def test_a_template_nobody_installed_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        templates.offered_template(world.work("officer"), "nothing-of-the-kind")


def test_the_operator_reads_no_templates(world: World) -> None:
    with pytest.raises(NotAllowed):
        templates.list_templates(world.work(Role.OPERATOR))

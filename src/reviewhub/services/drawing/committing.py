"""Sources of randomness, fixed before the commitment; then the commitment itself."""

import re
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

import reviewhub
from reviewhub.db.models import Draw, DrawContribution, Project, Task
from reviewhub.db.queries.draws import draws_of
from reviewhub.domain.appointing.composition import read
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.workflow import DRAW, DrawState, move
from reviewhub.selection.draw.commitment import Commitment, Subject, commit
from reviewhub.selection.draw.sources import Balls, Beacon, Sealed, Source, sealed, suffice
from reviewhub.selection.lottery.values import Infeasible
from reviewhub.services.drawing import making
from reviewhub.services.drawing.pool import Wanted, look
from reviewhub.services.drawing.table import Table, found_draw
from reviewhub.services.work import Work, require_version

SHORTEST_TEXT: Final = 12
DIGEST: Final = re.compile("[0-9a-f]{64}")


def contribute(work: Work, draw_id: int, text: str, again: str, digest: str = "") -> None:
    """Seal one's own part of the randomness: the digest is kept, the text is not.

    Either a text typed twice, or the digest of one that was made elsewhere.
    """
    actor = require(work.actor, Act.CONTRIBUTE_TO_DRAWS)
    given = digest.strip().lower() or _typed(text, again)
    if not DIGEST.fullmatch(given):
        raise Invalid([Problem("digest", "draw.not_a_digest")])
    with work.transaction() as session:
        table = _preparing(work, session, draw_id)
        if actor.account in {one.account_id for one in table.sources if one.fixed["kind"] == "sealed"}:
            raise WrongState("draw.contributed")
        if given in {one.fixed.get("digest") for one in table.sources}:
            raise Invalid([Problem("text", "draw.same_contribution")])
        _add(table, actor, Sealed(by_line(actor), given))
        work.record("contribute_to_draw", table.row)


def name_beacon(work: Work, draw_id: int, name: str, pulse: int) -> None:
    """Name a public beacon and one of its later pulses."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not name.strip() or pulse <= 0:
        raise Invalid([Problem("beacon", "draw.beacon_incomplete")])
    with work.transaction() as session:
        table = _preparing(work, session, draw_id)
        _add(table, actor, Beacon(name.strip(), pulse))
        work.record("name_beacon", table.row, pulse=pulse)


def name_balls(work: Work, draw_id: int, count: int, of: int) -> None:
    """Say how many balls will be drawn by hand, each from 0 and below ``of``, put back after every draw."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    source = Balls(count, of)
    if count < 1 or of < 1 or not suffice([source]):
        raise Invalid([Problem("balls", "draw.too_few_outcomes")])
    with work.transaction() as session:
        table = _preparing(work, session, draw_id)
        _add(table, actor, source)
        work.record("name_balls", table.row, count=count, of=of)


def commit_draw(work: Work, draw_id: int, version: int) -> str:
    """Fix pool, exclusions, rules and lottery as they are now; gives C.

    Raises :class:`WrongState` while one party could fix the seed alone, or where no panel keeps the rules.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        row = found_draw(session, draw_id)
        require_version(row, version)
        table = Table.of(work, session, row)
        sources = [source_of(one) for one in table.sources]
        if not suffice(sources):
            raise WrongState("draw.sources_missing")
        row.state = move(DRAW, row.state, "commit")
        made, commitment = _committed(table, sources)
        row.commitment, row.digest, row.people = dict(commitment.document), commitment.digest, made.people
        table.append("committed")
        work.record("commit_draw", row, commitment=row.digest)
        return row.digest


def source_of(row: DrawContribution) -> Source:
    """Give the source that was fixed."""
    kinds = {"sealed": Sealed, "beacon": Beacon, "balls": Balls}
    values = {key: value for key, value in row.fixed.items() if key != "kind"}
    source: Source = kinds[row.fixed["kind"]](**values)
    return source


def by_line(actor: Actor) -> str:
    """Name the giver of a source, so that two people of one name stay two."""
    return f"{actor.name} ({actor.account})"


def _typed(text: str, again: str) -> str:
    if len(text) < SHORTEST_TEXT:
        raise Invalid([Problem("text", "draw.text_short", {"least": SHORTEST_TEXT})])
    if text != again:
        raise Invalid([Problem("again", "draw.texts_differ")])
    return sealed(text)


def _preparing(work: Work, session: Session, draw_id: int) -> Table:
    row = found_draw(session, draw_id)
    if row.state != DrawState.PREPARING:
        raise WrongState("draw.already_committed")
    return Table.of(work, session, row)


def _add(table: Table, actor: Actor, source: Source) -> None:
    place = len(table.sources) + 1
    row = DrawContribution(
        draw_id=table.row.id,
        place=place,
        account_id=actor.account,
        fixed=source.document(),
        given_at=table.work.now(),
    )
    table.session.add(row)


def _committed(table: Table, sources: list[Source]) -> tuple[making.Sealed, Commitment]:
    row, rules = table.row, read(table.row.composition)
    wanted = Wanted(row.campaign, row.tasks, rules, row.left_out)
    made = making.sealed(look(table.work, table.session, wanted), rules, table.work.dice)
    try:
        chances = making.sealed_chances(made.pool, rules)
    except Infeasible as error:
        raise WrongState("draw.infeasible") from error
    subject = _subject(table.session, row)
    return made, commit(subject, made.pool, making.rules_of(rules), chances, sources)


def _subject(session: Session, row: Draw) -> Subject:
    key, _, version = row.preset.partition("@")
    rows = session.execute(
        select(Project.code, Project.name)
        .join(Task, Task.project_id == Project.id)
        .where(Task.id.in_(row.tasks))
        .order_by(Task.id)
    )
    earlier = [
        one.digest
        for one in draws_of(session, row.campaign_id)
        if one.state == DrawState.VOIDED and one.digest and set(one.tasks) & set(row.tasks)
    ]
    return Subject(
        title=f"{row.campaign.name} · {row.name}",
        tasks=tuple(f"{code} {name}" for code, name in rows),
        rule=key,
        version=int(version),
        software=f"reviewhub {reviewhub.__version__}",
        earlier=tuple(earlier),
    )

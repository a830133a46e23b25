"""A panel drawn as people draw one: two parts sealed, a commitment, two reveals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from integration.world import World
from reviewhub.db.models import Draw, DrawContribution, DrawEvent, Expert, Task
from reviewhub.domain.appointing.composition import Bound, Composition, Feature, written
from reviewhub.services.drawing import committing, preparing, reading, revealing
from reviewhub.services.drawing.preparing import NewDraw

RULES: Final = Composition(3, (Bound(Feature.CLASS, "财务", 1),))
TEXTS: Final = {"officer": "七只白鹭飞过滇池，officer", "auditor": "今天下午三点二十分有雨，auditor"}


def new_draw(
    world: World, campaign: int, *projects: str, rules: Composition = RULES, **more: object
) -> NewDraw:
    """Give a draw for some projects of a campaign, for all of them by default."""
    tasks = world.tasks(campaign)
    wanted = [tasks[one] for one in projects] or list(tasks.values())
    return NewDraw("第一评审组", "own", rules, wanted, **more)  # type: ignore[arg-type]  # left_out alone


def committed(world: World, campaign: int, new: NewDraw) -> int:
    """Prepare a draw, let officer and auditor seal their parts, and fix it."""
    draw = preparing.prepare_draw(world.work("officer"), campaign, new)
    for who, text in TEXTS.items():
        committing.contribute(world.work(who), draw, text, text)
    version = reading.draw_page(world.work("officer"), draw).version
    committing.commit_draw(world.work("officer"), draw, version)
    return draw


def drawn(world: World, campaign: int, new: NewDraw) -> int:
    """Draw it too."""
    draw = committed(world, campaign, new)
    for who, text in TEXTS.items():
        revealing.reveal(world.work(who), draw, text)
    return draw


def seated(world: World, draw: int) -> Sequence[str]:
    """Give the codes of the experts who sit, by looking behind the seal as no page can."""
    page = reading.draw_page(world.work("officer"), draw)
    sitting = [one.code for one in page.seats if not one.left]
    with world.reading() as session:
        people = session.execute(select(Draw.people).where(Draw.id == draw)).scalar_one() or {}
        codes = {row.id: row.code for row in session.execute(select(Expert.id, Expert.code))}
    return [codes[people[one]["expert"]] for one in sitting]


def leave_draw(session: Session, task: int, account: int, now: datetime) -> None:
    """Leave a row of every kind that a draw leaves; the caller records its act."""
    campaign = session.execute(select(Task.campaign_id).where(Task.id == task)).scalar_one()
    draw = Draw(
        campaign_id=campaign,
        name="第一评审组",
        preset="own@1",
        composition=written(RULES),
        tasks=[task],
        state="preparing",
        account_id=account,
        prepared_at=now,
    )
    session.add(draw)
    session.flush()
    fixed = {"kind": "sealed", "by": "郑经办 (2)", "digest": "0" * 64}
    session.add(DrawContribution(draw_id=draw.id, place=1, account_id=account, fixed=fixed, given_at=now))
    session.add(DrawEvent(draw_id=draw.id, number=1, act="committed", at=now, values={}))

"""Preparing a draw: what the rules give, whom they keep out and why, and the row that it begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewhub.db.models import Campaign, Draw, Expert, Task
from reviewhub.db.queries.draws import standing_draws
from reviewhub.db.queries.scoring_rounds import open_rounds
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.appointing.composition import Composition, written
from reviewhub.domain.appointing.presets import PRESETS
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.workflow import CampaignState, DrawState
from reviewhub.selection.lottery.costs import Costs
from reviewhub.selection.lottery.values import Infeasible, Lottery
from reviewhub.services.campaigns import found
from reviewhub.services.drawing.making import chances_of, costs_of
from reviewhub.services.drawing.pool import Looked, Wanted, look
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class NewDraw:
    """What an officer asks for: a name, a preset with its rules as they were changed, tasks.

    ``left_out`` gives by the expert's code a documented reason to leave somebody out.
    """

    name: str
    preset: str
    rules: Composition
    tasks: Sequence[int]
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DrawPreview:
    """Everybody looked at, and a lottery with what each rule costs, or why there is none."""

    looked: tuple[Looked, ...]
    chances: Lottery | None
    costs: Costs | None
    infeasible: Infeasible | None

    @property
    def eligible(self) -> int:
        """How many may be drawn."""
        return sum(one.is_eligible for one in self.looked)

    @property
    def excluded(self) -> tuple[Looked, ...]:
        """Who may not, with every reason."""
        return tuple(one for one in self.looked if not one.is_eligible)

    @property
    def even(self) -> Fraction | None:
        """The chance that everybody would have if the rules asked for nothing but the size."""
        if self.chances is None:
            return None
        return Fraction(len(self.chances.panels[0]), len(self.chances.people))


def preview_draw(work: Work, campaign_id: int, new: NewDraw) -> DrawPreview:
    """Say whom the rules keep out, whether a panel exists, and how equal the chances are.

    Raises :class:`Invalid` with everything that is wrong with the rules or the choice of tasks.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        _require_sound(work, session, campaign, new)
        looked = look(work, session, Wanted(campaign, new.tasks, new.rules, new.left_out))
    try:
        chances = chances_of(looked, new.rules)
    except Infeasible as error:
        return DrawPreview(looked, None, None, error)
    return DrawPreview(looked, chances, costs_of(looked, new.rules), None)


def prepare_draw(work: Work, campaign_id: int, new: NewDraw) -> int:
    """Begin a draw; gives its id. A task for which a draw stands is refused until that one is voided."""
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        if campaign.state == CampaignState.CLOSED:
            raise WrongState("campaign.over")
        _require_sound(work, session, campaign, new)
        row = Draw(
            campaign_id=campaign.id,
            name=new.name.strip(),
            preset=PRESETS[new.preset].pin,
            composition=written(new.rules),
            tasks=sorted(new.tasks),
            left_out={expert: why.strip() for expert, why in new.left_out.items()},
            state=DrawState.PREPARING,
            account_id=actor.account,
            prepared_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("prepare_draw", row, tasks=len(new.tasks), left_out=len(new.left_out))
        return row.id


def _require_sound(work: Work, session: Session, campaign: Campaign, new: NewDraw) -> None:
    if work.actor and walled_tasks(session, work.actor.account, new.tasks):
        raise NotAllowed("wall.tied")
    problems = [*_choice_faults(session, campaign, new)]
    try:
        new.rules.require_sound(PRESETS[new.preset].floor)
    except Invalid as error:
        problems += error.problems
    if problems:
        raise Invalid(problems)


def _choice_faults(session: Session, campaign: Campaign, new: NewDraw) -> list[Problem]:
    known = session.execute(
        select(func.count(Task.id)).where(Task.campaign_id == campaign.id, Task.id.in_(new.tasks))
    ).scalar_one()
    if known != len(set(new.tasks)):
        raise NotFound("not_found")
    if open_rounds(session, new.tasks):
        raise WrongState("panel.round_open")
    problems = [] if new.name.strip() else [Problem("name", "panel.name_missing")]
    if not new.tasks:
        problems.append(Problem("tasks", "draw.no_tasks"))
    standing = standing_draws(session, campaign.id, new.tasks)
    problems += [Problem("tasks", "draw.stands", {"name": draw.name}) for draw in standing]
    if not all(why.strip() for why in new.left_out.values()):
        problems.append(Problem("left_out", "draw.left_out_without_reason"))
    known_codes = set(session.execute(select(Expert.code)).scalars())
    strangers = sorted(set(new.left_out) - known_codes)
    return problems + [Problem("left_out", "draw.unknown_expert", {"code": code}) for code in strangers]

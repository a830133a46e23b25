"""Panels and assignments: choosing experts, invitations, pledges, stepping back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from reviewhub.db.models import Assignment, Campaign, Employment, Expert, Panel, PanelApproval, Task
from reviewhub.db.queries.scoring_rounds import open_rounds
from reviewhub.db.queries.standings import in_pool, yearly_loads
from reviewhub.db.queries.walls import walled_tasks
from reviewhub.domain.appointing.panel import Candidate, warnings
from reviewhub.domain.conflicts.conflict import GRAVITY, ConflictOfInterest, Severity
from reviewhub.domain.conflicts.finding import Stage
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, Problem, WrongState
from reviewhub.domain.policy import Act, require
from reviewhub.domain.words import Reason
from reviewhub.domain.workflow import ASSIGNMENT, CampaignState, move
from reviewhub.services.campaigns import found
from reviewhub.services.conflicts.checking import Hit, check_experts, keep
from reviewhub.services.drawing.choices import CampaignName, TaskChoice, task_choices
from reviewhub.services.drawing.inviting import Told, invite
from reviewhub.services.drawing.replacing import replace_seat
from reviewhub.services.notifying.asking import ask_panel
from reviewhub.services.work import Work, require_version


@dataclass(frozen=True, slots=True)
class ExpertChoice:
    """An expert who could be chosen, with the load of the year so far."""

    id: int
    code: str
    name: str
    expert_class: str
    employer: str
    title: str
    fields: tuple[str, ...]
    load: int
    yearly_limit: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom and what an officer can choose from, and the classes and fields there are."""

    campaign: CampaignName
    chosen: tuple[ExpertChoice, ...]
    others: tuple[ExpertChoice, ...]
    tasks: tuple[TaskChoice, ...]
    classes: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PanelPreview:
    """What speaks against a choice: every conflict of interest with what was decided of it, and warnings."""

    hits: tuple[Hit, ...]
    warnings: tuple[Reason, ...]
    not_in_pool: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[tuple[ConflictOfInterest, str], ...]:
        """The hits as they stand, each with its project, the gravest first."""
        standing = [(hit.standing, hit.project) for hit in self.hits]
        return tuple(sorted(standing, key=lambda one: GRAVITY.index(one[0].severity)))

    @property
    def blocked(self) -> bool:
        """Tell whether the choice is refused."""
        return bool(self.not_in_pool) or any(hit.bars for hit in self.hits)

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing asks to be accepted: no warning, no hit that blocks or is to be decided."""
        asking = any(hit.severity is not Severity.NOTE for hit, _ in self.conflicts)
        return not (asking or self.warnings or self.not_in_pool)


@dataclass(frozen=True, slots=True)
class NewPanel:
    """An appointed panel: why these experts, each with a reason of their own if given, for which tasks.

    ``document`` is the number of the approval: whoever is appointed instead of drawn was decided on (中山市
    中财工〔2021〕11号: by the department's party committee).
    """

    name: str
    reason: str
    experts: Mapping[int, str]
    tasks: Sequence[int]
    document: str
    warnings_accepted: bool = False


def offer(work: Work, campaign_id: int, filters: Mapping[str, str], ticked: Sequence[int] = ()) -> Offer:
    """List the experts in the pool with their load of the campaign's year, and the campaign's tasks.

    Filters: ``q`` (name or title), ``class``, ``field``, ``employer``; the experts already ``ticked`` come
    first and stay whatever the filters say.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        campaign = found(session, campaign_id)
        loads = yearly_loads(session, campaign.fiscal_year)
        present = in_pool(session, work.now().date())
        pool = [
            _choice(expert, loads.get(expert.id, 0))
            for expert in _experts(session, None)
            if expert.id in present
        ]
        tasks = task_choices(session, campaign_id)
    return Offer(
        campaign=CampaignName(campaign.id, campaign.name),
        chosen=tuple(one for one in pool if one.id in ticked),
        others=tuple(one for one in pool if one.id not in ticked and _fits(one, filters)),
        tasks=tasks,
        classes=tuple(sorted({one.expert_class for one in pool})),
        fields=tuple(sorted({field for one in pool for field in one.fields})),
    )


def preview_panel(work: Work, campaign_id: int, experts: Sequence[int], tasks: Sequence[int]) -> PanelPreview:
    """Say what speaks against these experts for these tasks, before anyone is invited."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        return _preview(work, session, found(session, campaign_id), experts, tasks)


def form_panel(work: Work, campaign_id: int, new: NewPanel) -> int:
    """Invite the chosen experts to every task; gives the panel's id.

    Raises :class:`Invalid` when a conflict of interest blocks, a reason is missing, or warnings were not
    accepted.
    """
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.transaction() as session:
        campaign = found(session, campaign_id)
        if campaign.state == CampaignState.CLOSED:
            raise WrongState("campaign.over")
        if open_rounds(session, new.tasks):
            raise WrongState("panel.round_open")
        preview = _preview(work, session, campaign, list(new.experts), new.tasks)
        _require_fit(new, preview)
        panel = Panel(
            campaign_id=campaign.id,
            name=new.name.strip(),
            method="appointed",
            reason=new.reason.strip(),
            formed_at=work.now(),
        )
        session.add(panel)
        session.flush()
        approval = PanelApproval(panel_id=panel.id, document=new.document.strip(), approved_at=work.now())
        session.add(approval)
        members = {expert: why or new.reason for expert, why in new.experts.items()}
        if not invite(session, panel, members, new.tasks, Told(work.now(), _noted(preview), work.dice)):
            raise Invalid([Problem("experts", "panel.already_there")])
        keep(work, session, preview.hits, Stage.INVITATION)
        ask_panel(work, session, panel.id)
        work.record("form_panel", panel, experts=len(new.experts), tasks=len(new.tasks))
        return panel.id


def exclude(work: Work, assignment_id: int, reason: str, version: int) -> int:
    """Take an expert off one task with a reason; what was scored stays and counts no more. Gives the task."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    if not reason.strip():
        raise Invalid([Problem("reason", "reason.missing")])
    with work.transaction() as session:
        assignment = session.get(Assignment, assignment_id)
        if assignment is None:
            raise NotFound("not_found")
        require_version(assignment, version)
        assignment.state = move(ASSIGNMENT, assignment.state, "exclude")
        assignment.ended_reason = reason.strip()
        if replace_seat(work, session, assignment, "excluded"):
            ask_panel(work, session, assignment.panel_id or 0)
        work.record("exclude", assignment)
        return assignment.task_id


def _experts(session: Session, wanted: Sequence[int] | None) -> list[Expert]:
    statement = (
        select(Expert)
        .options(selectinload(Expert.employments).joinedload(Employment.organization))
        .order_by(Expert.code)
    )
    if wanted is not None:
        statement = statement.where(Expert.id.in_(wanted))
    return list(session.execute(statement).scalars())


def _fits(one: ExpertChoice, filters: Mapping[str, str]) -> bool:
    text = filters.get("q", "")
    return (
        (text in one.name or text in one.title)
        and filters.get("class", one.expert_class) == one.expert_class
        and ("field" not in filters or filters["field"] in one.fields)
        and filters.get("employer", "") in one.employer
    )


def _employer(expert: Expert) -> Employment | None:
    return next((job for job in expert.employments if job.current), None)


def _choice(expert: Expert, load: int) -> ExpertChoice:
    employer = _employer(expert)
    return ExpertChoice(
        expert.id,
        expert.code,
        expert.name,
        expert.expert_class,
        employer.organization.name if employer else "",
        expert.title,
        tuple(expert.fields),
        load,
        expert.yearly_limit,
    )


def _preview(
    work: Work, session: Session, campaign: Campaign, experts: Sequence[int], tasks: Sequence[int]
) -> PanelPreview:
    chosen = _experts(session, experts)
    subjects = list(
        session.execute(
            select(Task.id).where(Task.campaign_id == campaign.id, Task.id.in_(tasks)).order_by(Task.number)
        ).scalars()
    )
    if not chosen or not subjects:
        raise Invalid([Problem("experts", "panel.nobody")])
    if len(chosen) != len(set(experts)) or len(subjects) != len(set(tasks)):
        raise NotFound("not_found")  # of another bureau or campaign, or gone
    if work.actor and walled_tasks(session, work.actor.account, subjects):
        raise NotAllowed("wall.tied")
    hits = check_experts(work, session, [expert.id for expert in chosen], subjects)
    loads = yearly_loads(session, campaign.fiscal_year)
    present = in_pool(session, work.now().date())
    candidates = [
        _candidate(expert, loads.get(expert.id, 0), in_pool=expert.id in present) for expert in chosen
    ]
    return PanelPreview(
        hits,
        tuple(warnings(candidates, len(subjects))),
        tuple(one.name for one in candidates if not one.in_pool),
    )


def _candidate(expert: Expert, load: int, *, in_pool: bool) -> Candidate:
    employer = _employer(expert)
    return Candidate(
        expert.name,
        expert.expert_class,
        employer.organization_id if employer else None,
        load,
        expert.yearly_limit,
        in_pool,
    )


def _require_fit(new: NewPanel, preview: PanelPreview) -> None:
    problems = [hit.problem for hit in preview.hits if hit.bars]
    problems += [Problem("experts", "panel.not_in_pool", {"name": name}) for name in preview.not_in_pool]
    problems += _missing(new)
    if not (preview.is_clear or preview.not_in_pool or new.warnings_accepted):
        problems.append(Problem("warnings_accepted", "panel.accept_warnings"))
    if problems:
        raise Invalid(problems)


def _missing(new: NewPanel) -> list[Problem]:
    asked = (
        ("name", new.name, "panel.name_missing"),
        ("reason", new.reason, "reason.missing"),
        ("document", new.document, "panel.document_missing"),
    )
    return [Problem(path, code) for path, given, code in asked if not given.strip()]


def _noted(preview: PanelPreview) -> list[dict[str, object]]:
    reasons = [*preview.warnings, *(hit.reason for hit, _ in preview.conflicts)]
    return [{"code": reason.code, "values": dict(reason.values)} for reason in reasons]

"""Gathering the raw data of a pack: what was concluded, with everything under it, as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from reviewhub.db.models import (
    Assignment,
    Bureau,
    Campaign,
    Conclusion,
    Employment,
    Expert,
    SheetAnswer,
    Task,
    TemplateRevision,
)
from reviewhub.db.queries.results import campaign_sheets
from reviewhub.domain.errors import NotFound, WrongState
from reviewhub.domain.packing.raw import (
    FORMAT,
    RawCampaign,
    RawConclusion,
    RawPack,
    RawPanel,
    RawPerson,
    RawSheet,
    RawTask,
)
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.scoring.answer import Answer
from reviewhub.domain.visibility import Fact, Phase, may_see
from reviewhub.services.agreement.assurance import numbers_on
from reviewhub.services.agreement.consistency import PARTS, matrix_of
from reviewhub.services.campaigns import found
from reviewhub.services.outcome.results import (
    conclusions_of,
    found_task,
    named_sheets,
    same_panel,
    sheets_by_number,
)
from reviewhub.services.outcome.statistics import projects_of
from reviewhub.services.packing.beside import tables_beside
from reviewhub.services.scoring.rules import ruling_of
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pack is to hold: a task or a whole campaign, in which language, with names or without."""

    campaign: int | None = None
    task: int | None = None
    anonymised: bool = False
    language: str = "zh"


def gather(work: Work, wanted: Wanted) -> RawPack:
    """Gather what was concluded of a task, or of every concluded task of a campaign.

    Raises :class:`WrongState` where nothing is concluded, and :class:`NotFound` for who may not see names
    and asks for a pack with names.
    """
    actor = require(work.actor, Act.READ_RESULTS)
    require_sight(actor, anonymised=wanted.anonymised)
    with work.reading() as session:
        tasks = concluded_tasks(session, wanted)
        if not tasks:
            raise WrongState("pack.nothing_concluded")
        return _pack(session, wanted, work.zone, tasks)


def require_sight(actor: Actor, *, anonymised: bool) -> None:
    """Ask whether the reader may have such a pack; raises :class:`NotFound`."""
    if not may_see_pack(actor, anonymised=anonymised):
        raise NotFound("not_found")


def may_see_pack(actor: Actor, *, anonymised: bool) -> bool:
    """Tell whether this reader may have a pack of what is concluded, with names or without."""
    facts = [Fact.SHEETS_BY_CODE, Fact.RESULT, *([] if anonymised else [Fact.SCORES_WITH_NAMES])]
    return all(may_see(actor.role, one, Phase.CONCLUDED) for one in facts)


def concluded_tasks(session: Session, wanted: Wanted) -> list[Task]:
    """Give the concluded tasks that are meant, in their order; raises :class:`NotFound` for none such."""
    if wanted.task is not None:
        task = found_task(session, wanted.task)
        return [task] if conclusions_of(session, task.id) else []
    campaign = found(session, wanted.campaign or 0)
    rows = session.execute(
        select(Task.id)
        .where(Task.campaign_id == campaign.id, Task.id.in_(select(Conclusion.task_id)))
        .order_by(Task.number)
    )
    return [found_task(session, one) for one in rows.scalars()]


def _pack(session: Session, wanted: Wanted, zone: Any, tasks: Sequence[Task]) -> RawPack:
    campaign = tasks[0].campaign
    standing = campaign_sheets(session, campaign.id)
    templates: dict[str, Mapping[str, Any]] = {}
    gathered = []
    for task in tasks:
        one = _Gathering(session, task, anonymised=wanted.anonymised)
        around = same_panel(standing, [row for row in standing if row.task == task.id])
        panel = _panel(session, task.id, around) if around else None
        gathered.append(one.raw(templates, panel))
    bureau = session.get_one(Bureau, campaign.bureau_id)
    return RawPack(
        format=FORMAT,
        language=wanted.language,
        anonymised=wanted.anonymised,
        single=wanted.task is not None,
        zone=str(zone),
        campaign=_campaign(campaign, bureau.name),
        templates=templates,
        tasks=gathered,
    )


def _campaign(campaign: Campaign, bureau: str) -> RawCampaign:
    year = campaign.fiscal_year
    return RawCampaign(campaign.name, campaign.kind, year, bureau, campaign.parameters)


class _Gathering:
    """One task being gathered: its conclusion, the rules it stands under, the sheets it rests on."""

    def __init__(self, session: Session, task: Task, *, anonymised: bool) -> None:
        self.session, self.task, self.anonymised = session, task, anonymised
        self.conclusion = conclusions_of(session, task.id)[-1]
        self.ruling = ruling_of(session, task, self.conclusion.snapshot)
        kept = named_sheets(self.conclusion.snapshot)
        self.sheets = dict(sorted(sheets_by_number(session, task.id, kept).items()))

    def raw(self, templates: dict[str, Mapping[str, Any]], panel: RawPanel | None) -> RawTask:
        """Give the task; adds the templates it needs to ``templates``."""
        project, department = self.task.project, self.task.project.department
        return RawTask(
            number=self.task.number,
            code=project.code,
            project=project.name,
            unit=project.unit.name,
            department=department.name if department else "",
            asked=f"{self.task.asked:f}",
            template=_kept(templates, self.ruling.revision),
            decided=self.ruling.decided,
            scorers=self.ruling.under.scorers,
            conclusion=_conclusion(self.conclusion),
            sheets=list(self._sheets(templates)),
            people=list(self._people()),
            panel=panel,
            tables=list(tables_beside(self.session, self.task.id, anonymised=self.anonymised)),
        )

    def _sheets(self, templates: dict[str, Mapping[str, Any]]) -> Iterator[RawSheet]:
        answers = _answers(self.session, [one.id for one in self.sheets.values()])
        for number, sheet in self.sheets.items():
            revision = self.session.get_one(TemplateRevision, sheet.template_revision_id)
            yield RawSheet(
                number=number,
                template=_kept(templates, revision),
                answers=answers[sheet.id],
                points=sheet.points,
                total=f"{sheet.total:.2f}",
                opinion=sheet.opinion,
                digest=sheet.digest,
                submitted_at=sheet.submitted_at.isoformat(),
            )

    def _people(self) -> Iterator[RawPerson]:
        rows = self.session.execute(
            select(Assignment)
            .where(Assignment.id.in_([one.assignment_id for one in self.sheets.values()]))
            .options(
                joinedload(Assignment.expert)
                .selectinload(Expert.employments)
                .joinedload(Employment.organization),
                joinedload(Assignment.agency),
            )
            .order_by(Assignment.number)
        ).scalars()
        for one in rows:
            yield _person(one, anonymised=self.anonymised)


def _kept(templates: dict[str, Mapping[str, Any]], revision: TemplateRevision) -> str:
    templates.setdefault(revision.digest, revision.source)
    return revision.digest


def _conclusion(one: Conclusion) -> RawConclusion:
    return RawConclusion(one.number, one.digest, one.snapshot, one.reason, one.concluded_at.isoformat())


def _person(one: Assignment, *, anonymised: bool) -> RawPerson:
    kind = "expert" if one.expert_id else "agency"
    if anonymised:
        return RawPerson(one.number, kind, "", "", "")
    if one.expert is None:
        return RawPerson(one.number, kind, one.agency.name if one.agency else "", "", "")
    current = [job.organization.name for job in one.expert.employments if job.current]
    return RawPerson(one.number, kind, one.expert.name, "、".join(current), one.expert.title)


def _answers(session: Session, sheets: Sequence[int]) -> dict[int, dict[str, Answer]]:
    rows = session.execute(
        select(SheetAnswer).where(SheetAnswer.sheet_id.in_(sheets)).order_by(SheetAnswer.id)
    ).scalars()
    answers: dict[int, dict[str, Answer]] = {sheet: {} for sheet in sheets}
    for one in rows:
        given = Answer(one.given or {}, one.not_applicable, one.reason, one.evidence)
        answers[one.sheet_id][one.criterion] = given
    return answers


def _panel(session: Session, task: int, around: Sequence[Any]) -> RawPanel | None:
    numbers = numbers_on(around, task)
    matrix = matrix_of(around).ordered(numbers)
    if task not in matrix.tasks:
        return None
    names = projects_of(session, matrix.tasks)
    totals = [
        [None if one != one else round(one * PARTS) for one in row]  # noqa: PLR0124 -- NaN is not itself
        for row in matrix.scores.tolist()
    ]
    return RawPanel(
        row=matrix.tasks.index(task),
        projects=[names[one] for one in matrix.tasks],
        numbers=[numbers.get(one) for one in matrix.scorers],
        totals=totals,
    )

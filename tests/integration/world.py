"""A small bureau for tests: people, experts, agencies and projects, and the verbs that set it to work.

Everything happens through services where a service exists, by the person who may do it. What no service makes
yet is inserted as rows under a recorded act.
"""

from collections.abc import Iterable, Mapping, MutableSequence, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import (
    Assignment,
    Expert,
    Project,
    Task,
)
from reviewhub.domain.policy import Actor, Role
from reviewhub.domain.scoring.answer import InputKind
from reviewhub.domain.scoring.template import Criterion, Kind
from reviewhub.domain.scoring_round import Triggers
from reviewhub.edge.unit import Parts
from reviewhub.services import campaigns
from reviewhub.services.panels import invitations, panels
from reviewhub.services.scoring import sheets
from reviewhub.services.scoring.rules import standing_ruling
from reviewhub.services.scoring.sheets import Receipt
from reviewhub.services.work import Work

START: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine in the morning in Kunming
YEAR: Final = 2026
PASSWORD: Final = "a long enough password"  # the made people's, on made databases
BUREAU: Final = "经开区财政分局"
NEIGHBOUR: Final = "滇池财政局"
TEMPLATES: Final = {
    Kind.PRIOR_ASSESSMENT: "prior-assessment-national",
    Kind.KEY_EVALUATION: "project-evaluation-national",
}
STAFF: Final = {
    Role.OFFICER: ("officer", "郑经办"),
    Role.LEADER: ("leader", "林局长"),
    Role.AUDITOR: ("auditor", "沈审计"),
}
UNITS: Final = {"unit1": "水务局", "unit2": "城市管理局", "department1": "教育体育局"}
AGENCIES: Final = {"agency1": "滇衡会计师事务所", "agency2": "云信会计师事务所"}
# The first seven have no tie to any project and no employer in common; the eighth is barred from two projects
# by her employer, and the ninth left the unit of two others less than three years ago.
EXPERTS: Final = (
    ("ZJ0001", "马兰杰", "业务", "云岭财政科学研究所"),
    ("ZJ0002", "赵明敏", "业务", "春城大学"),
    ("ZJ0003", "袁桂平", "管理", "春城教育科学研究院"),
    ("ZJ0004", "李伟丽", "管理", "云岭城乡规划设计院"),
    ("ZJ0005", "吴秀", "财务", "云岭环境科学研究院"),
    ("ZJ0006", "宋涛娟", "财务", "云岭财经大学"),
    ("ZJ0007", "徐敏伟", "业务", "云岭水利科学研究院"),
    ("ZJ0008", "冯艳平", "管理", "规划建设局"),
    ("ZJ0009", "董华鹏", "财务", "云岭建筑科学研究院"),
)
BARRED: Final = "ZJ0008"
FORMER: Final = ("ZJ0009", "城市管理局")
# The six projects of the reference prior assessment of 2021; amounts in yuan.
PROJECTS: Final = (
    ("53012221202001001", "主干道市容环境整治", "城市管理局", Decimal(23_046_000)),
    ("53012221203001001", "新加坡产业园片区道路建设", "规划建设局", Decimal(31_200_000)),
    ("53012221203001002", "果林路管网改造", "规划建设局", Decimal(12_683_500)),
    ("53012221204012001", "校园信息化设备政府采购", "经开区第三中学", Decimal(4_862_000)),
    ("53012221211001001", "宝象河水环境整治", "水务局", Decimal(15_805_600)),
    ("53012221202001002", "公厕提升改造", "城市管理局", Decimal(3_450_000)),
)


@dataclass
class Clock:
    """The time it is; a test moves it, nothing else does."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Read the clock."""
        return self.now

    def move(self, **by: float) -> datetime:
        """Move it forward, ``clock.move(minutes=15)``; gives the new time."""
        self.now += timedelta(**by)
        return self.now


class InOrder(Random):
    """Dice that leave everything where it is, so that a test can name an expert's code."""

    def shuffle(self, x: MutableSequence[Any]) -> None:
        """Leave it."""


@dataclass(frozen=True, repr=False)
class Facts:
    """Ids of what the template database holds: people by login, experts by code, the rest by name."""

    bureau: int
    neighbour: int
    actors: Mapping[str, Actor]
    experts: Mapping[str, int]
    agencies: Mapping[str, int]
    projects: Mapping[str, int]
    organizations: Mapping[str, int]


@dataclass(repr=False)
class World:
    """The bureau of one test, and verbs named after what people do."""

    facts: Facts
    parts: Parts
    password: str = PASSWORD
    _keys: int = field(default=0)

    def login(self, who: str | Role) -> str:
        """Name the login of a role's first holder; an expert's login is the code in lower case."""
        first = {
            Role.EXPERT: "zj0001",
            Role.AGENCY: "agency1",
            Role.UNIT: "unit1",
            Role.OPERATOR: "operator",
        }
        if isinstance(who, Role):
            return first.get(who) or STAFF[who][0]
        return who.lower()

    def actor(self, who: str | Role | Actor) -> Actor:
        """Give the actor of a role, a login or an expert's code."""
        return who if isinstance(who, Actor) else self.facts.actors[self.login(who)]

    def work(self, who: str | Role | Actor) -> Work:
        """Open a unit of work for someone."""
        return self.parts.work(self.actor(who))

    def reading(self) -> AbstractContextManager[Session]:
        """Open a session that sees the bureau's rows, to look at what was written."""
        return self.work("officer").reading()

    def new_campaign(
        self,
        kind: Kind = Kind.PRIOR_ASSESSMENT,
        *,
        blind: bool = False,
        template: str = "",
        triggers: Triggers | None = None,
    ) -> int:
        """Make a campaign of 30 days that has no tasks yet; gives its id."""
        now = self.parts.now()
        new = campaigns.NewCampaign(
            name=f"{YEAR}年度评审",
            kind=kind,
            fiscal_year=YEAR,
            template=template or TEMPLATES[kind],
            aggregator="builtin.mean_of_totals",
            policy="builtin.kunming_2021",
            opens_at=now,
            closes_at=now + timedelta(days=30),
            blind=blind,
            triggers=triggers or Triggers(),
        )
        return campaigns.create_campaign(self.work("officer"), new)

    def open_campaign(
        self,
        kind: Kind = Kind.PRIOR_ASSESSMENT,
        projects: Iterable[str] = (),
        *,
        blind: bool = False,
        template: str = "",
    ) -> int:
        """Open a campaign with tasks for these projects, or for all six when none is named; gives its id."""
        campaign = self.new_campaign(kind, blind=blind, template=template)
        chosen = [self.facts.projects[name] for name in projects] or list(self.facts.projects.values())
        campaigns.add_tasks(self.work("officer"), campaign, chosen)
        head = campaigns.campaign_head(self.work("officer"), campaign)
        campaigns.open_campaign(self.work("officer"), campaign, head.version)
        return campaign

    def tasks(self, campaign: int) -> dict[str, int]:
        """Give the campaign's tasks by the project's name, in their order."""
        with self.reading() as session:
            rows = session.execute(
                select(Project.name, Task.id)
                .join(Task, Task.project_id == Project.id)
                .where(Task.campaign_id == campaign)
                .order_by(Task.number)
            )
            return dict(rows.all())

    def form_panel(self, campaign: int, experts: Sequence[str] = (), tasks: Sequence[int] = ()) -> int:
        """Invite experts by code (default: the first five) to tasks (default: all); gives the panel."""
        codes = experts or [code for code, *_ in EXPERTS[:5]]
        new = panels.NewPanel(
            name="第一评审组",
            reason="专业对口",
            experts={self.facts.experts[code]: "" for code in codes},
            tasks=list(tasks) or list(self.tasks(campaign).values()),
            document="财评〔2026〕1 号",
            warnings_accepted=True,
        )
        return panels.form_panel(self.work("officer"), campaign, new)

    def accept(self, panel: int, expert: str) -> None:
        """Let an expert sign the pledge and accept."""
        invitations.accept_invitation(self.work(expert), panel, pledged=True)

    def accept_all(self, panel: int) -> None:
        """Let every invited expert of the panel accept."""
        for code in self.members(panel):
            self.accept(panel, code)

    def members(self, panel: int) -> list[str]:
        """Give the codes of a panel's experts, in the order of their numbers."""
        with self.reading() as session:
            rows = session.execute(
                select(Expert.code, Assignment.number)
                .join(Assignment, Assignment.expert_id == Expert.id)
                .where(Assignment.panel_id == panel)
                .distinct()
                .order_by(Assignment.number)
            )
            return list(dict.fromkeys(code for code, _ in rows))

    def assignment(self, expert: str, task: int) -> int:
        """Give the id of an expert's newest assignment to a task."""
        with self.reading() as session:
            return session.execute(
                select(Assignment.id)
                .where(Assignment.task_id == task, Assignment.expert_id == self.facts.experts[expert.upper()])
                .order_by(Assignment.id.desc())
                .limit(1)
            ).scalar_one()

    def answers(self, task: int, points: Sequence[object] = ()) -> dict[str, str]:
        """Fill in a form: ``points`` in the template's order where they are given directly, else full marks.

        Every criterion gets a reason, so that only what a test takes away is missing.
        """
        with self.reading() as session:
            template = standing_ruling(session, session.get_one(Task, task)).template
        given = list(points) or [one.as_scored.points for one in template.criteria]
        flat: dict[str, str] = {}
        for criterion, number in zip(template.criteria, given, strict=True):
            flat |= self._answer(criterion, number)
            flat[f"{criterion.id}.reason"] = "依据申报材料第3页"
        return flat | {f"{one.id}.met": "yes" for one in template.preconditions}

    def submit(self, expert: str, task: int, points: Sequence[object] = (), **beside: str) -> Receipt:
        """Submit an expert's sheet of a task; ``beside`` answers vetoes and pre-conditions: ``V1_found``."""
        self._keys += 1
        flat = self.answers(task, points) | {name.replace("_", "."): said for name, said in beside.items()}
        assignment = self.assignment(expert, task)
        version = 0
        return sheets.submit_sheet(self.work(expert), assignment, flat, version, f"key-{self._keys}")

    def under_way(self, experts: Sequence[str] = (), *, template: str = "") -> tuple[int, int]:
        """Open a prior assessment whose panel has accepted every task; gives campaign and panel."""
        campaign = self.open_campaign(template=template)
        panel = self.form_panel(campaign, experts)
        self.accept_all(panel)
        return campaign, panel

    def _answer(self, criterion: Criterion, number: object) -> dict[str, str]:
        """Give what the criterion's scorer asks for: the points themselves, or what earns full marks."""
        flat: dict[str, str] = {}
        for one in self.parts.registry.scorers[criterion.scorer].inputs(criterion.as_scored):
            best = {
                InputKind.NUMBER: str(number) if one.name == "points" else _best_number(criterion),
                InputKind.CHOICE: one.choices[0].id if one.choices else "",
                InputKind.CHECK: "1",
                InputKind.COUNT: "0",
            }
            flat[f"{criterion.id}.{one.name}"] = best[one.kind]
        return flat


def _best_number(criterion: Criterion) -> str:
    """Give the number that earns full marks: 0 where less is better, else 100 (of 100, or percent)."""
    first_band, *_ = criterion.parameters.get("bands", [{}])
    return "0" if "at_most" in first_band else "100"

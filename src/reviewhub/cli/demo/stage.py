"""What the demo is played on: a clock that is set, the people with their logins, the files of the case."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from reviewhub.domain.policy import SYSTEM, Actor, Role
from reviewhub.edge.unit import Parts
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services import accounts
from reviewhub.services.pool.importing import Upload
from reviewhub.services.work import Work

MORNING: Final = 9
YEAR: Final = 2021  # what the demo's codes are shuffled from, so that they are the same every time
OFFICE_HOURS: Final = timedelta(hours=9)
BUREAU: Final = "昆明经开区财政分局"
PASSWORD: Final = "reviewhub-demo"  # noqa: S105 -- documented, and good for the demo's own folder only
STAFF: Final = {
    Role.OPERATOR: ("operator", "系统管理员"),
    Role.OFFICER: ("officer", "郑经办"),
    Role.LEADER: ("leader", "林局长"),
    Role.AUDITOR: ("auditor", "沈审计"),
}
SECOND_OFFICER: Final = ("officer2", "高经办")


@dataclass
class Stage:
    """The installation under the demo's clock, and who is who by login."""

    parts: Parts
    started: datetime
    people: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let everything that happens from now on be dated by the demo's clock."""
        self.at = self.started
        self.parts = replace(self.parts, now=lambda: self.at, dice=Random(YEAR))

    def set_clock(self, days: int) -> None:
        """Go to the morning so many days from the day of the start, in the bureau's zone."""
        day = self.started.astimezone(ZoneInfo(self.parts.settings.timezone)) + timedelta(days=days)
        self.at = day.replace(hour=MORNING, minute=0, second=0, microsecond=0).astimezone(UTC)

    def work(self, login: str = "officer") -> Work:
        """Open a unit of work for somebody."""
        return self.parts.work(self.people[login])

    def open_bureau(self) -> None:
        """Make the bureau and its own people."""
        login, name = STAFF[Role.OPERATOR]
        first = accounts.NewAccount(login, name, Role.OPERATOR, PASSWORD, must_change=False)
        accounts.set_up(self.parts.work(None), BUREAU, first, self.parts.settings)
        (operator,) = accounts.list_accounts(self.parts.work(SYSTEM))
        self.people[login] = Actor(operator.id, name, Role.OPERATOR, None)
        for role, (login, name) in STAFF.items():
            if role is not Role.OPERATOR:
                self.add(login, name, role)
        self.add(*SECOND_OFFICER, Role.OFFICER)

    def add(self, login: str, name: str, role: Role, **behind: int) -> None:
        """Make an account with the demo's password; ``behind`` is the expert, agency or unit it stands for."""
        work = self.work("operator")
        ((bureau, _),) = accounts.account_choices(work).bureaus
        new = accounts.NewAccount(login, name, role, PASSWORD, bureau, must_change=False, **behind)
        account = accounts.create_account(work, new, self.parts.settings)
        self.people[login] = Actor(account, name, role, bureau, **behind)

    def paper(self, title: str, *facts: tuple[str, str]) -> bytes:
        """Make a small PDF, so that there is something to read beside a score sheet."""
        table = ReportTable(title, facts, ("序号", "内容"), [[1, "本文件为演示材料，内容均为虚构。"]])
        return self.parts.registry.renderers["builtin.pdf"].render([table])


def case_file(name: str) -> Upload:
    """Give one file of the reference case."""
    return Upload((files("reviewhub") / "demo_data" / "kunming_2021" / name).read_bytes(), name)

"""A panel of seven out of the Kunming pool: drawn by three people, mended twice, verified elsewhere."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from e2e.conftest import Site, served, window
from e2e.play import Person
from reviewhub.app import make_parts, upgrade_database
from reviewhub.cli.demo.build import FEE_KEY, SECRET
from reviewhub.cli.demo.command import environment
from reviewhub.cli.demo.prior import opened, tasks_of
from reviewhub.cli.demo.stage import PASSWORD, Stage, case_file
from reviewhub.db.models import Assignment, Expert, Task
from reviewhub.domain.conflicts.declaring import NewObjection
from reviewhub.domain.policy import Role
from reviewhub.services.conflicts import objections
from reviewhub.services.pool.experts import import_experts
from reviewhub.services.pool.projects import import_projects
from reviewhub.services.work import utc_now
from reviewhub.settings import Settings

PROJECTS: Final = ("河道清淤（提升）", "社区网格化管理（提升）")
TEXTS: Final = {
    "officer": "大观楼长联第三句 0417",
    "officer2": "窗外有雨，十点一刻 8832",
    "auditor": "监督席铅笔断了 5506",
}


@dataclass(frozen=True)
class Bureau:
    """The Kunming bureau with its pool, a campaign, and the site that serves it."""

    site: Site
    stage: Stage
    campaign: int

    def standing(self) -> dict[int, Expert]:
        """Look behind the seal: who stands on the first task, by assignment."""
        first = min(tasks_of(self.stage, self.campaign).values())
        with self.stage.work().reading() as session:
            rows = session.execute(
                select(Assignment.id, Expert)
                .join(Expert, Expert.id == Assignment.expert_id)
                .where(Assignment.task_id == first, Assignment.state.in_(("invited", "accepted")))
            ).all()
            return {row.id: row.Expert for row in rows}

    def project(self) -> int:
        """Give the project of the first task."""
        first = min(tasks_of(self.stage, self.campaign).values())
        with self.stage.work().reading() as session:
            return session.execute(select(Task.project_id).where(Task.id == first)).scalar_one()


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    folder = tmp_path_factory.mktemp("kunming")
    parts = make_parts(Settings(data_dir=folder))
    upgrade_database(parts)
    stage = Stage(parts, utc_now())
    stage.open_bureau()
    import_projects(stage.work(), case_file("projects.xlsx"), 2021)
    import_experts(stage.work(), case_file("experts.csv"))
    campaign = opened(stage, "2021年度追加项目事前绩效评估", list(PROJECTS), days=18)
    (folder / SECRET).write_text("k" * 48, "utf-8")
    (folder / FEE_KEY).write_text("f" * 64, "utf-8")
    with served(environment(folder)) as site:
        yield Bureau(site, stage, campaign)
    parts.engine.dispose()


def arrive(rooms: ExitStack, chromium: Browser, bureau: Bureau, login: str) -> Person:
    """Let somebody sign in at a machine of their own."""
    person = Person(rooms.enter_context(window(chromium, bureau.site)), login)
    person.sign_in(PASSWORD)
    expect(person.page.locator(".site-header")).to_contain_text(bureau.stage.people[login].name)
    return person


def test_a_panel_of_seven_is_drawn_mended_and_verified_elsewhere(
    chromium: Browser, bureau: Bureau, tmp_path: Path
) -> None:
    with ExitStack() as rooms:
        people = {login: arrive(rooms, chromium, bureau, login) for login in TEXTS}
        draw = prepare(people["officer"], bureau)
        for login, person in people.items():
            person.page.goto(draw)
            person.page.locator("#c-text").fill(TEXTS[login])
            person.page.locator("#c-again").fill(TEXTS[login])
            person.press("封存")
            person.sees("您已封存")
        commitment = fix(people["officer"], draw)
        for login, person in people.items():
            person.page.goto(draw)
            person.sees(commitment)
            person.page.locator("#r-value").fill(TEXTS[login])
            person.page.locator("form[action$=reveal] button").click()
            person.sees("已揭示，与封存的摘要一致")
        witness(people["auditor"], draw)
        require_composed(list(bureau.standing().values()))
        decline(rooms, chromium, bureau)
        conflict(arrive(rooms, chromium, bureau, "leader"), bureau)
        seven = list(bureau.standing().values())
        require_composed(seven)
        page = people["auditor"].page
        page.goto(draw)
        expect(page.locator("#result")).to_contain_text("已退出：谢绝邀请")
        expect(page.locator("#result")).to_contain_text("已退出：利益冲突")
        assert not any(one.name in page.locator("main").inner_text() for one in seven), "a sealed name shows"
        for link, name in (("证书 JSON", "cert.json"), ("下载核验程序 verify.py", "verify.py")):
            with page.expect_download() as download:
                page.get_by_role("link", name=link).click()
            download.value.save_as(tmp_path / name)
    verify(tmp_path, commitment)


def prepare(officer: Person, bureau: Bureau) -> str:
    """Take the preset, read the preview, begin; gives the address of the draw."""
    page = officer.page
    page.goto(f"/campaigns/{bureau.campaign}/draws/new?preset=kunming_7")
    page.locator("#draw-name").fill("随机抽取评审组")
    page.get_by_role("button", name="预览", exact=True).last.click()
    officer.sees("规则可以满足")
    officer.press("建立抽取")
    expect(page).to_have_url(re.compile(r"/draws/\d+$"))
    return officer.path()


def fix(officer: Person, draw: str) -> str:
    """Fix the commitment; gives C as the page publishes it."""
    page = officer.page
    page.goto(draw)
    page.locator("summary", has_text="固定承诺").click()
    page.locator("form[action$=commit] button[type=submit]").click()
    officer.sees("承诺已固定")
    found = re.search(r"\b[0-9a-f]{64}\b", page.locator(".receipt").inner_text())
    assert found
    return found.group()


def witness(auditor: Person, draw: str) -> None:
    """Note who was present."""
    page = auditor.page
    page.goto(draw)
    page.locator("summary", has_text="记录见证人").click()
    for name, text in (("name", "沈审计"), ("duty", "现场监督"), ("unit", "审计监督科")):
        page.locator(f"#w-{name}").fill(text)
    page.locator("form[action$=witness] button").click()
    auditor.sees("沈审计（现场监督，审计监督科）")


def require_composed(panel: list[Expert]) -> None:
    """Count by hand what the rules ask for."""
    classes = [one.expert_class for one in panel]
    assert len({one.id for one in panel}) == 7
    assert classes.count("财务") >= 2
    assert classes.count("业务") >= 2
    assert classes.count("管理") >= 1


def decline(rooms: ExitStack, chromium: Browser, bureau: Bureau) -> None:
    """Let one of the seven refuse with a reason, at a machine of their own."""
    expert = next(iter(bureau.standing().values()))
    bureau.stage.add("expert1", expert.name, Role.EXPERT, expert=expert.id)
    page = arrive(rooms, chromium, bureau, "expert1").page
    page.goto("/desk")
    page.locator("main a[href^='/desk/invitations/']").first.click()
    form = page.locator("form", has=page.locator("[name=reason]")).last
    form.locator("[name=reason]").fill("评审期间在外地培训。")
    form.locator("button[type=submit]").last.click()
    page.wait_for_load_state()
    assert expert.id not in {one.id for one in bureau.standing().values()}


def conflict(leader: Person, bureau: Bureau) -> None:
    """Let the unit object to one of the seven, and a second person decide that it holds."""
    expert = next(iter(bureau.standing().values()))
    today = bureau.stage.at.date()
    objected = NewObjection(expert.id, "其配偶在本单位任职", today)
    objections.enter_objection(bureau.stage.work(), bureau.project(), objected)
    page = leader.page
    page.goto("/conflicts")
    page.locator("main a[href^='/conflicts/']").first.click()
    page.locator("[name=outcome][value=confirmed]").check()
    page.locator("#reason").fill("经核实，属近亲属关系，应当回避。")
    leader.press("记录认定")
    leader.sees("应当回避")
    assert expert.id not in {one.id for one in bureau.standing().values()}


def verify(folder: Path, commitment: str) -> None:
    """Check the certificate with nothing but the two files and an isolated interpreter."""
    command = [sys.executable, "-I", "-S", "verify.py", "cert.json", "--commitment", commitment]
    told = subprocess.run(command, cwd=folder, env={}, capture_output=True, check=False, timeout=60)
    assert told.returncode == 0, told.stdout.decode()
    data = (folder / "cert.json").read_bytes()
    (folder / "cert.json").write_bytes(data.replace(b'"declined"', b'"recused"', 1))
    told = subprocess.run(command, cwd=folder, env={}, capture_output=True, check=False, timeout=60)
    assert told.returncode == 1

"""The disclosure package: released results and accepted reports, without secrets and personal data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewhub.db.models import ProjectSecrecy, Task
from reviewhub.db.queries.releasing.lines import ResultLine, lines_in
from reviewhub.db.queries.releasing.releases import standing_lines
from reviewhub.db.queries.releasing.uses import (
    AcceptedReport,
    accepted_reports,
    departments_of,
    expert_names,
    secrecies_of,
)
from reviewhub.domain.errors import Invalid, Problem, ReviewhubError, StaleWrite
from reviewhub.domain.policy import Act, require
from reviewhub.domain.releasing.disclosure import file_name, personal_data
from reviewhub.domain.words import Reason
from reviewhub.files.texts import read_text
from reviewhub.services.campaigns import found
from reviewhub.services.outcome.results import found_task
from reviewhub.services.work import Work


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One released result: ``number`` is how often somebody spoke of its secrecy, ``basis`` the last word.

    ``report`` is the name of the accepted report, "" where there is none.
    """

    result: ResultLine
    department: str
    project: int
    secret: bool
    basis: str
    number: int
    report: str


@dataclass(frozen=True, slots=True)
class DisclosurePage:
    """What of a campaign can be made public, in the order of tasks."""

    campaign: int
    name: str
    lines: tuple[Disclosed, ...]

    @property
    def open_lines(self) -> tuple[Disclosed, ...]:
        """The lines that may be shown to everybody."""
        return tuple(one for one in self.lines if not one.secret)


@dataclass(frozen=True, slots=True)
class Package:
    """What goes into the archive: the results, the reports by file name, and why a report is not there.

    ``withheld`` counts the secret projects, of which not even the name is told.
    """

    page: DisclosurePage
    reports: Mapping[str, bytes]
    left_out: tuple[tuple[str, Reason], ...]
    withheld: int


def disclosure_page(work: Work, campaign_id: int) -> DisclosurePage:
    """Show what of a campaign was released and what of it is secret."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        return _page(session, campaign_id)


def disclosure_package(work: Work, campaign_id: int) -> Package:
    """Gather results and reports; each report is read, and left out where it shows personal data."""
    require(work.actor, Act.RUN_CAMPAIGNS)
    with work.reading() as session:
        page = _page(session, campaign_id)
        tasks = [one.result.task for one in page.open_lines]
        reports = accepted_reports(session, tasks)
        names = expert_names(session, tasks)
    shown = {one.result.task: one.result for one in page.open_lines}
    kept: dict[str, bytes] = {}
    left_out = []
    for report in reports:
        line, data = shown[report.task], work.store.get(report.sha256)
        against = next(_against(report, data, names), None)
        if against is None:
            kept[file_name(line.task_number, line.project, _suffix(report.name))] = data
        else:
            left_out.append((line.project, against))
    return Package(page, kept, tuple(left_out), len(page.lines) - len(page.open_lines))


def mark_secrecy(work: Work, task_id: int, basis: str, standing: int, *, secret: bool) -> int:
    """Say that a task's project is secret, or no longer; gives the campaign. The basis is always asked for.

    Raises :class:`StaleWrite` when somebody spoke of it in between.
    """
    actor = require(work.actor, Act.RUN_CAMPAIGNS)
    if not basis.strip():
        raise Invalid([Problem("basis", "disclosure.basis_missing")])
    with work.transaction() as session:
        task = found_task(session, task_id)
        before = secrecies_of(session, [task.project_id]).get(task.project_id)
        number = before.number if before else 0
        if number != standing:
            raise StaleWrite("stale", current=number, given=standing)
        row = ProjectSecrecy(
            project_id=task.project_id,
            number=number + 1,
            secret=secret,
            basis=basis.strip(),
            account_id=actor.account,
            marked_at=work.now(),
        )
        session.add(row)
        session.flush()
        work.record("mark_secrecy", row, task=task_id)
        return task.campaign_id


def _page(session: Session, campaign_id: int) -> DisclosurePage:
    campaign = found(session, campaign_id)
    released = standing_lines(session, select(Task.id).where(Task.campaign_id == campaign_id))
    lines = lines_in(session, [one.conclusion for one in released.values()])
    above = departments_of(session, list(released))
    secrecy = secrecies_of(session, [project for _, _, project in above.values()])
    reports = {one.task: one.name for one in accepted_reports(session, list(released))}
    found_lines = []
    for one in lines:
        _, department, project = above[one.task]
        said = secrecy.get(project)
        found_lines.append(
            Disclosed(
                result=one,
                department=department,
                project=project,
                secret=said.secret if said else False,
                basis=said.basis if said else "",
                number=said.number if said else 0,
                report=reports.get(one.task, ""),
            )
        )
    return DisclosurePage(campaign.id, campaign.name, tuple(found_lines))


def _against(report: AcceptedReport, data: bytes, names: frozenset[str]) -> Iterator[Reason]:
    """Say why a report is not shown: it cannot be read, says nothing that could be read, or names people."""
    try:
        pages = read_text(data, report.media_type)
    except ReviewhubError:
        yield Reason("disclosure.unreadable")
        return
    text = "\n".join(paragraph.text for page in pages for paragraph in page.paragraphs)
    if not text.strip():
        yield Reason("disclosure.no_text")
        return
    yield from personal_data(text, names)


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower() or "bin"

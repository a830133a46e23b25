"""Handing out results as files in every format that is installed."""

import re
from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response
from flask_babel import gettext as _

from reviewhub.domain.errors import NotFound
from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.listing import asked_from_request
from reviewhub.edge.reports import campaign_summary, checklists, code_name, opinion, score_summary
from reviewhub.edge.statistics.campaign import campaign_tables
from reviewhub.edge.statistics.tables import audit_tables
from reviewhub.edge.unit import current_work, parts
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services import exports
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import campaign_consistency, overview, results, statistics
from reviewhub.services.outcome.results import TaskPage

area = Blueprint("exports", __name__)
PLAIN: Final = "csv"  # one table; the scores behind the statistics are a file of their own
NOT_IN_A_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@area.get("/campaigns/<int:campaign>/export/<format>")
@guard(Act.READ_RESULTS)
def campaign(campaign: int, format: str) -> Response:  # noqa: A002 -- the word in the address
    """Hand out the campaign's table with the filters and order of the page."""
    wanted = asked_from_request(overview.FILTERS)
    everything = Asked(wanted.filters, wanted.sort, wanted.descending, everything=True)
    seen = overview.campaign_overview(current_work(), campaign, everything)
    tables = [campaign_summary(seen), *(_campaign_statistics(campaign) if format != PLAIN else ())]
    return download(tables, _named(seen.campaign.name, _("评审结果汇总表")), _renderer(format))


@area.get("/tasks/<int:task>/export/<format>")
@guard(Act.READ_RESULTS)
def task(task: int, format: str) -> Response:  # noqa: A002 -- the word in the address
    """Hand out criteria by experts with means."""
    page = results.review_result(current_work(), task)
    audited = _task_statistics(page) if format != PLAIN else ()
    tables = [score_summary(page), *checklists(page), *audited]
    return download(tables, _named(page.project, _("专家打分汇总表")), _renderer(format))


@area.get("/assignments/<int:assignment>/opinion/<format>")
@guard(Act.SCORE, Act.READ_RESULTS)
def opinion_sheet(assignment: int, format: str) -> Response:  # noqa: A002 -- the word in the address
    """Hand out one opinion sheet for signature."""
    sheet = exports.opinion_sheet(current_work(), assignment)
    writer = sheet.name or code_name(sheet.number)
    return download([opinion(sheet)], _named(sheet.project, writer, _("专家评估意见书")), _renderer(format))


def _campaign_statistics(campaign: int) -> Iterator[ReportTable]:
    work = current_work()
    page = campaign_consistency.campaign_consistency(work, campaign)
    return campaign_tables(page, statistics.campaign_statistics(work, campaign))


def _task_statistics(page: TaskPage) -> Iterator[ReportTable]:
    """Give the audit page's tables; nothing where no panel scored."""
    if page.assurance is not None:
        yield from audit_tables(statistics.task_statistics(current_work(), page.id).panel, f"task-{page.id}")


def _named(*words: str) -> str:
    """Join words to a file's name that every system takes."""
    return NOT_IN_A_NAME.sub("_", "-".join(words))


def _renderer(suffix: str) -> str:
    """Give the key of the first format with this suffix; raises :class:`NotFound`."""
    renderers = parts().registry.renderers.values()
    found = next((one.key for one in renderers if one.suffix == suffix), None)
    if found is None:
        raise NotFound("not_found")
    return found

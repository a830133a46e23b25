"""The what-if of a campaign: a question in the address, an answer on the page or as a file, nothing kept."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.unit import current_work, parts
from reviewhub.services.listing import Asked
from reviewhub.services.whatif.assumptions import what_if
from reviewhub.web.whatif.reading import Reader, asked_names
from reviewhub.web.whatif.tables import moved_table, summary_table

area = Blueprint("whatif", __name__)


@area.get("/campaigns/<int:campaign>/what-if")
@guard(Act.READ_RESULTS)
def show(campaign: int) -> str:
    """Show which grades and how many yuan would move."""
    reader, registry = Reader(request.args), parts().registry
    page = what_if(current_work(), campaign, reader.assumed(), asked_from_request(asked_names(request.args)))
    return render_template(
        "whatif/show.html",
        page=page,
        lines=shown(page.lines),
        given=reader.given,
        problems=(*reader.problems, *page.problems),
        aggregators={key: one.title for key, one in registry.aggregators.items()},
        scales={key: registry.grade_scales[key].title for key in page.scales},
    )


@area.get("/campaigns/<int:campaign>/what-if/export.<any(xlsx, csv):suffix>")
@guard(Act.READ_RESULTS)
def export(campaign: int, suffix: str) -> Response:
    """Hand out every task that would move, under what was assumed."""
    reader = Reader(request.args)
    page = what_if(current_work(), campaign, reader.assumed(), Asked(everything=True))
    tables = (
        [moved_table(page)] if suffix == "csv" else [summary_table(page, reader.given), moved_table(page)]
    )
    return download(tables, _("测算结果"), f"builtin.{suffix}")

"""Selecting and ranking under an envelope: both ways side by side, adopting one, handing the table out."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.budget.ranking import Wish, Worth
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, may
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.budget import ranking
from reviewhub.web.budget.reading import Typed
from reviewhub.web.budget.tables import ranking_table

area = Blueprint("rankings", __name__)
WISH = "wish-"


@area.get("/campaigns/<int:campaign>/selection")
@guard(Act.READ_RESULTS)
def show(campaign: int) -> str:
    """Choose both ways as asked for; nothing is stored."""
    return _page(campaign, request.args)


@area.post("/campaigns/<int:campaign>/selection")
@guard(Act.RUN_CAMPAIGNS)
def adopt(campaign: int) -> Response | tuple[str, int]:
    """Adopt one way as it was shown; what was asked stays when something is wrong."""
    typed = Typed(request.form)
    wanted = _wanted(typed)
    shown = request.form.get("way", ""), request.form.get("digest", "")
    try:
        typed.require()
        ranking.adopt_ranking(current_work(), campaign, wanted, shown, request.form.get("reason", ""))
    except Invalid as error:
        return _page(campaign, request.form, error.problems), error.status
    flash(_("排序结果已采用，未下结论的任务按此确定额度。"), "good")
    return redirect(url_for("rankings.show", campaign=campaign))


@area.get("/campaigns/<int:campaign>/selection.<any(xlsx, csv):suffix>")
@guard(Act.READ_RESULTS)
def export(campaign: int, suffix: str) -> Response:
    """Hand out every task with what either way makes of it."""
    page = ranking.ranking_page(current_work(), campaign, _wanted(Typed(request.args)))
    return download([ranking_table(page)], _("遴选排序"), f"builtin.{suffix}")


def _page(campaign: int, given: Mapping[str, str], problems: Sequence[Problem] = ()) -> str:
    typed = Typed(given)
    page = ranking.ranking_page(current_work(), campaign, _wanted(typed))
    return render_template(
        "budget/ranking.html",
        page=page,
        given=given,
        problems=[*(problems or typed.problems), *page.problems],
        wishes=tuple(Wish),
        worths=tuple(Worth),
        asked={name: value for name, value in given.items() if name in ("total", "worth") or WISH in name},
        may_write=may(current_actor(), Act.RUN_CAMPAIGNS),
    )


def _wanted(typed: Typed) -> ranking.Wanted:
    given = typed.given
    named = {name.removeprefix(WISH): value for name, value in given.items() if name.startswith(WISH)}
    wishes = {
        int(one): Wish(value)
        for one, value in named.items()
        if one.isascii() and one.isdecimal() and value in set(Wish)
    }
    worth = given.get("worth", "")
    chosen = Worth(worth) if worth in set(Worth) else Worth.POINTS
    return ranking.Wanted(typed.yuan("total"), wishes, chosen)

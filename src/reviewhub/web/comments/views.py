"""Comments on a draft: made by unit and bureau, adopted or not by the firm, handed out as a table."""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirected

from reviewhub.domain.commissioning.comment import Adoption
from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.language.words import speaker
from reviewhub.edge.received import whole
from reviewhub.edge.shown import moment
from reviewhub.edge.unit import current_work
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services.commissioning.desk import comments
from reviewhub.services.commissioning.desk.comments import CommentsPage, NewAnswer, NewComment

area = Blueprint("comments", __name__)
Answer = str | Redirected | tuple[str, int]
PARTIES = (Act.DELIVER_REPORTS, Act.READ_RESULTS, Act.COMMENT_ON_DRAFTS)


@area.get("/commissions/<int:commission>/comments")
@guard(*PARTIES)
def show(commission: int) -> str:
    """Show the draft that is out, what was said of it, and what became of that."""
    return _page(commission)


@area.post("/commissions/<int:commission>/comments")
@guard(Act.RUN_CAMPAIGNS, Act.COMMENT_ON_DRAFTS)
def comment(commission: int) -> Answer:
    """Comment on the draft."""
    given = (request.form.get(name, "") for name in ("source", "place", "text"))
    new = NewComment(*given)
    return _done(commission, lambda: comments.comment(current_work(), commission, new), _("意见已登记。"))


@area.post("/commissions/<int:commission>/comments/<int:number>")
@guard(Act.DELIVER_REPORTS)
def answer(commission: int, number: int) -> Answer:
    """Say what becomes of a comment."""
    adoption, reason = request.form.get("adoption", ""), request.form.get("reason", "")
    new = NewAnswer(adoption, reason, request.form.get("standing", 0, whole))

    def act() -> None:
        comments.answer_comment(current_work(), commission, number, new)

    return _done(commission, act, _("处理情况已登记。"))


@area.get("/commissions/<int:commission>/comments/table")
@guard(*PARTIES)
def table(commission: int) -> Response:
    """Hand out the table of comments and what became of them, as reports carry it."""
    page = comments.open_comments(current_work(), commission)
    return download([_table(page)], _("征求意见及采纳情况表"), "builtin.xlsx")


def _done(commission: int, act: Callable[[], None], said: str) -> Answer:
    try:
        act()
    except Invalid as error:
        return _page(commission, error), 422
    flash(said, "good")
    return redirect(url_for("comments.show", commission=commission))


def _page(commission: int, error: Invalid | None = None) -> str:
    return render_template(
        "comments/show.html",
        page=comments.open_comments(current_work(), commission),
        adoptions=list(Adoption),
        problems=error.problems if error else (),
        typed=request.form,
    )


def _table(page: CommentsPage) -> ReportTable:
    one = page.commission
    facts = ((_("项目"), one.project), (_("评价机构"), one.agency_name))
    header = (_("序号"), _("提出方"), _("位置"), _("意见"), _("提出时间"), _("采纳情况"), _("说明"))
    return ReportTable(_("征求意见及采纳情况表"), facts, header, list(_rows(page)))


def _rows(page: CommentsPage) -> Iterator[list[object]]:
    label = speaker().label
    for one in page.lines:
        adopted = label(f"adoption.{one.adoption}") if one.adoption else ""
        source = label(f"source.{one.source}")
        yield [one.number, source, one.place, one.text, moment(one.at), adopted, one.reason]

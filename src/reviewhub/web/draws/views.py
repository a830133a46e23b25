"""Draws: rules and preview, sources and commitment, the draw, its record and its certificate."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.appointing.presets import PRESETS
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act, may
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.drawing import afterwards, committing, preparing, reading, revealing
from reviewhub.services.drawing.preparing import DrawPreview
from reviewhub.web.draws import words
from reviewhub.web.draws.forms import BOUNDED, SHARES, DrawForm, first_draw, read_draw

area = Blueprint("draws", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/campaigns/<int:campaign>/draws")
@guard(Act.CONTRIBUTE_TO_DRAWS)
def index(campaign: int) -> str:
    """List the draws of a campaign."""
    head, lines = reading.campaign_draws(current_work(), campaign)
    return render_template("draws/index.html", campaign=head, lines=lines, may_run=_may_run())


@area.get("/campaigns/<int:campaign>/draws/new")
@guard(Act.RUN_CAMPAIGNS)
def create(campaign: int) -> str:
    """Fill the rules in from a preset."""
    choices = reading.draw_choices(current_work(), campaign)
    tasks = tuple(one.id for one in choices.tasks if not one.members)
    return _rules(campaign, first_draw(request.args.get("preset", ""), tasks))


@area.post("/campaigns/<int:campaign>/draws/new")
@guard(Act.RUN_CAMPAIGNS)
def check_or_prepare(campaign: int) -> Answer:
    """Show what the rules give, or begin the draw."""
    form = read_draw(request.form)
    try:
        new = form.wanted()
        if request.form.get("step") == "prepare":
            draw = preparing.prepare_draw(current_work(), campaign, new)
            flash(_("抽取已建立。请两方各自封存一段内容，再固定承诺。"), "good")
            return redirect(url_for("draws.show", draw=draw))
        preview = preparing.preview_draw(current_work(), campaign, new)
    except Invalid as error:
        return _rules(campaign, form, problems=error.problems), 422
    return _rules(campaign, form, preview)


@area.get("/draws/<int:draw>")
@guard(Act.CONTRIBUTE_TO_DRAWS)
def show(draw: int) -> str:
    """Show a draw at whatever stage it is."""
    return _page(draw)


@area.post("/draws/<int:draw>/contribute")
@guard(Act.CONTRIBUTE_TO_DRAWS)
def contribute(draw: int) -> Answer:
    """Seal one's own text or digest."""
    text, again, digest = (request.form.get(name, "") for name in ("text", "again", "digest"))
    done = _("已封存。系统只保存摘要；请自己记住原文，揭示时要逐字重新输入。")
    return _act(draw, lambda: committing.contribute(current_work(), draw, text, again, digest), done)


@area.post("/draws/<int:draw>/beacon")
@guard(Act.RUN_CAMPAIGNS)
def beacon(draw: int) -> Answer:
    """Name a later pulse of a public beacon."""
    name, pulse = request.form.get("name", ""), request.form.get("pulse", 0, whole)
    return _act(
        draw, lambda: committing.name_beacon(current_work(), draw, name, pulse), _("已加入公共信标。")
    )


@area.post("/draws/<int:draw>/balls")
@guard(Act.RUN_CAMPAIGNS)
def balls(draw: int) -> Answer:
    """Say how many balls will be drawn."""
    count, of = (request.form.get(name, 0, whole) for name in ("count", "of"))
    return _act(draw, lambda: committing.name_balls(current_work(), draw, count, of), _("已加入摇号球。"))


@area.post("/draws/<int:draw>/commit")
@guard(Act.RUN_CAMPAIGNS)
def commit(draw: int) -> Answer:
    """Fix everything but the randomness."""
    done = _("承诺已固定。请打印或抄送监督人员，再依次揭示。")
    return _act(draw, lambda: committing.commit_draw(current_work(), draw, _version()), done)


@area.post("/draws/<int:draw>/reveal")
@guard(Act.CONTRIBUTE_TO_DRAWS)
def reveal(draw: int) -> Answer:
    """Give the value whose turn it is; the last one draws."""
    value = request.form.get("value", "")
    return _act(draw, lambda: revealing.reveal(current_work(), draw, value), _("已揭示，与封存的摘要一致。"))


@area.post("/draws/<int:draw>/witness")
@guard(Act.CONTRIBUTE_TO_DRAWS)
def witness(draw: int) -> Answer:
    """Note who was present."""
    given = [request.form.get(name, "") for name in ("name", "duty", "unit")]
    return _act(draw, lambda: afterwards.record_witness(current_work(), draw, *given), _("已记录见证人。"))


@area.post("/draws/<int:draw>/open", endpoint="open")
@guard(Act.RUN_CAMPAIGNS)
def open_(draw: int) -> Answer:
    """Open the names."""
    reason = request.form.get("reason", "")
    done = _("名单已启封，证书中附有姓名和盐值。")
    return _act(draw, lambda: afterwards.open_names(current_work(), draw, reason, _version()), done)


@area.post("/draws/<int:draw>/void")
@guard(Act.RUN_CAMPAIGNS)
def void(draw: int) -> Answer:
    """Void the draw; it stays on record."""
    reason = request.form.get("reason", "")
    done = _("抽取已作废，记录保留。")
    return _act(draw, lambda: afterwards.void_draw(current_work(), draw, reason, _version()), done)


def _act(draw: int, do: Callable[[], object], done: str) -> Answer:
    try:
        do()
    except Invalid as error:
        return _page(draw, error.problems), 422
    flash(done, "good")
    return redirect(url_for("draws.show", draw=draw))


def _page(draw: int, problems: tuple[Problem, ...] = ()) -> str:
    page = reading.draw_page(current_work(), draw)
    return render_template(
        "draws/show.html", page=page, problems=problems, words=words, may_run=_may_run(), typed=request.form
    )


def _rules(
    campaign: int, form: DrawForm, preview: DrawPreview | None = None, problems: tuple[Problem, ...] = ()
) -> str:
    return render_template(
        "draws/new.html",
        choices=reading.draw_choices(current_work(), campaign),
        form=form,
        preview=preview,
        problems=problems,
        presets=PRESETS.values(),
        features=BOUNDED,
        shares=SHARES,
        say=words,
    )


def _may_run() -> bool:
    return may(current_actor(), Act.RUN_CAMPAIGNS)


def _version() -> int:
    return request.form.get("version", 0, whole)

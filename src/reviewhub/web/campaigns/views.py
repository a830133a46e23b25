"""Campaigns: the list, making one, its page, its projects, opening and closing."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act, may
from reviewhub.edge.guards import guard
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.edge.language.words import sentence
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.received import whole
from reviewhub.edge.shown import label
from reviewhub.edge.unit import current_actor, current_work, parts
from reviewhub.services import campaign_revisions, campaigns
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import overview
from reviewhub.services.rounds import scoring_rounds
from reviewhub.web.campaigns.forms import KINDS, CampaignForm

area = Blueprint("campaigns", __name__)

LIST_FILTERS = ("q", "kind", "state")
PROJECT_FILTERS = ("q", "nature", "above")
EXPORTS = ("xlsx", "csv")


@area.get("/campaigns")
@guard(Act.READ_RESULTS)
def index() -> str:
    """List campaigns."""
    listing = campaigns.list_campaigns(current_work(), asked_from_request(LIST_FILTERS))
    kinds = [(kind.value, label(kind)) for kind in KINDS]
    return render_template("campaigns/index.html", campaigns=shown(listing), kinds=kinds, may_run=_may_run())


@area.route("/campaigns/new", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def create() -> str | Answer:
    """Make a campaign, then choose its projects."""
    form = CampaignForm.offered()
    if form.validate_on_submit():
        try:
            made = campaigns.create_campaign(current_work(), form.wanted())
        except Invalid as error:
            for problem in error.problems:
                form[problem.path].errors = [sentence(problem.code, problem.values)]
        else:
            flash(_("批次已建立，请选择要评审的项目。"), "good")
            return redirect(url_for("campaigns.choose", campaign=made))
    return render_template("campaigns/new.html", form=form, about=about, zone=parts().settings.timezone)


@area.get("/campaigns/<int:campaign>")
@guard(Act.READ_RESULTS)
def show(campaign: int) -> str:
    """Show a campaign at a glance."""
    page = overview.campaign_overview(current_work(), campaign, asked_from_request(overview.FILTERS))
    exports = EXPORTS if "exports.campaign" in current_app.view_functions else ()
    newer = _may_run() and campaign_revisions.has_newer_revision(current_work(), campaign)
    return render_template(
        "campaigns/show.html",
        page=page,
        tasks=shown(page.lines),
        exports=exports,
        may_run=_may_run(),
        may_watch=may(current_actor(), Act.CONTRIBUTE_TO_DRAWS),
        newer=newer,
        triggers=scoring_rounds.campaign_triggers(current_work(), campaign),
    )


@area.get("/campaigns/<int:campaign>/ranking.svg")
@guard(Act.READ_RESULTS)
def ranking(campaign: int) -> Response:
    """Draw every total in order of rank, with the boundaries of the grades."""
    page = overview.campaign_overview(current_work(), campaign, Asked(everything=True))
    return Response(
        render_template("campaigns/ranking.svg", page=page, narrow=request.args.get("narrow")),
        mimetype="image/svg+xml",
    )


@area.get("/campaigns/<int:campaign>/projects")
@guard(Act.RUN_CAMPAIGNS)
def choose(campaign: int) -> str:
    """Choose projects that become tasks."""
    page = campaigns.choosing(current_work(), campaign, asked_from_request(PROJECT_FILTERS))
    return render_template("campaigns/choose.html", page=page, projects=shown(page.projects))


@area.post("/campaigns/<int:campaign>/projects")
@guard(Act.RUN_CAMPAIGNS)
def add_tasks(campaign: int) -> Answer:
    """Make tasks of the ticked projects, or of all that the filters leave."""
    work = current_work()
    if request.form.get("all") == "1":
        added = campaigns.add_all_tasks(work, campaign, asked_from_request(PROJECT_FILTERS))
    else:
        added = campaigns.add_tasks(work, campaign, request.form.getlist("project", whole))
    if added:
        flash(ngettext("已加入 %(num)d 项评审任务。", "已加入 %(num)d 项评审任务。", added), "good")
        return redirect(url_for("campaigns.show", campaign=campaign))
    flash(_("没有加入任何项目：请先勾选项目。"), "warn")
    return redirect(request.full_path)  # the same address lists what can be chosen


@area.post("/campaigns/<int:campaign>/open", endpoint="open")
@guard(Act.RUN_CAMPAIGNS)
def open_(campaign: int) -> Answer:
    """Let scoring begin."""
    campaigns.open_campaign(current_work(), campaign, request.form.get("version", 0, whole))
    flash(_("评审已开始，专家在开始时间之后可以打分。"), "good")
    return redirect(url_for("campaigns.show", campaign=campaign))


@area.post("/campaigns/<int:campaign>/close")
@guard(Act.RUN_CAMPAIGNS)
def close(campaign: int) -> Answer:
    """End scoring for good."""
    campaigns.close_campaign(current_work(), campaign, request.form.get("version", 0, whole))
    flash(_("批次已截止，不再接受打分。"), "good")
    return redirect(url_for("campaigns.show", campaign=campaign))


def about(key: str) -> str:
    """Say in a sentence what a method does; nothing for methods that do not ship."""
    return sentence(f"about.{key}", {}) if f"about.{key}" in SENTENCES else ""


def _may_run() -> bool:
    return may(current_actor(), Act.RUN_CAMPAIGNS)

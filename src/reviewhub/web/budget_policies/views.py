"""Budget policies: the list, one of them, several side by side, publishing one of the bureau's own."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Answer
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from reviewhub.domain.budget.object_kind import ObjectKind
from reviewhub.domain.policy import Act, may
from reviewhub.edge.forms import Form, done
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.budget_policies import policies
from reviewhub.web.budget_policies.trial import USUAL, read_trial

area = Blueprint("budget_policies", __name__)


class PolicyForm(Form):
    """The text of a policy's file."""

    toml = TextAreaField(
        _l("规则文件内容（TOML）"), [DataRequired(_l("请粘贴规则文件的内容")), Length(max=policies.LONGEST)]
    )


@area.get("/policies")
@guard(Act.READ_RESULTS)
def index() -> str:
    """List what a campaign can pin."""
    lines = policies.list_policies(current_work())
    return render_template("budget_policies/index.html", lines=lines, may_write=_may_write())


@area.get("/policies/<key>")
@guard(Act.READ_RESULTS)
def show(key: str) -> str:
    """Show one policy: its terms in their order, what it rests on, its versions."""
    page = policies.policy_page(current_work(), key)
    return render_template("budget_policies/show.html", page=page, may_write=_may_write())


@area.get("/policies/<key>/<int:number>.toml")
@guard(Act.READ_RESULTS)
def export(key: str, number: int) -> Response:
    """Hand out a version that the bureau published, as it was written."""
    text = policies.policy_toml(current_work(), key, number)
    disposition = {"Content-Disposition": f"attachment; filename={key}.{number}.toml"}
    return Response(text, content_type="application/toml; charset=utf-8", headers=disposition)


@area.get("/policies/compare")
@guard(Act.READ_RESULTS)
def compare() -> str:
    """Let policies answer the same question side by side; nothing is stored."""
    given = {**USUAL, **request.args.to_dict()}
    facts, problems = read_trial(given)
    chosen = request.args.getlist("policy")
    return render_template(
        "budget_policies/compare.html",
        page=policies.compare_policies(current_work(), chosen, facts),
        lines=policies.list_policies(current_work()),
        given=given,
        problems=problems,
        kinds=tuple(ObjectKind),
    )


@area.route("/policies/new", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def create() -> Answer | tuple[str, int]:
    """Publish a version of a policy that the bureau wrote; what was typed stays when something is wrong."""
    form = PolicyForm()
    origin = request.args.get("origin", "")
    if request.method == "GET":
        form.toml.data = policies.begun_from(current_work(), origin)
    if done(form, lambda: policies.import_policy(current_work(), form.toml.data or "")):
        flash(_("规则已发布，新建批次时可以选用。"), "good")
        return redirect(url_for("budget_policies.index"))
    return render_template("budget_policies/new.html", form=form), 422 if form.errors else 200


def _may_write() -> bool:
    return may(current_actor(), Act.RUN_CAMPAIGNS)

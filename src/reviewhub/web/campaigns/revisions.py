"""Moving a campaign to a newer revision of its template: what it changes and costs, then the step."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from reviewhub.domain.errors import StaleWrite, WrongState
from reviewhub.domain.policy import Act
from reviewhub.edge.forms import Form
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work
from reviewhub.services import campaign_revisions

area = Blueprint("campaign_revisions", __name__)


class RevisionForm(Form):
    """Why a campaign moves, and that its cost was read; scorers whose sheets come back see the reason."""

    reason = TextAreaField(
        _l("换用原因"),
        [DataRequired(_l("请填写换用原因")), Length(max=400)],
        description=_l("写入操作记录；打分表被退回的评审人会看到。"),
    )
    agreed = BooleanField(_l("确认"), [InputRequired(_l("请确认已看过上面的变化和要重填的打分表"))])


@area.route("/campaigns/<int:campaign>/revision", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def move(campaign: int) -> Response | tuple[str, int]:
    """Move a campaign to the newer revision of its template, after showing what that changes and costs."""
    form, refused = RevisionForm(), None
    if form.validate_on_submit():
        try:
            returned = _moved(campaign, form.reason.data or "")
        except (StaleWrite, WrongState) as error:
            refused = error
        else:
            flash(_returned_sentence(returned), "good")
            return redirect(url_for("campaigns.show", campaign=campaign))
    shown = campaign_revisions.revision_move(current_work(), campaign)
    status = refused.status if refused else 422 if form.errors else 200
    return render_template("campaigns/revision.html", move=shown, form=form, refused=refused), status


def _moved(campaign: int, reason: str) -> int:
    """Move to the revision that was shown; gives how many sheets were returned."""
    digest, version = request.form.get("digest", ""), request.form.get("version", 0, whole)
    return campaign_revisions.move_to_revision(current_work(), campaign, digest, version, reason)


def _returned_sentence(returned: int) -> str:
    if not returned:
        return str(_("已换用新版模板，没有打分表需要重新填写。"))
    return str(
        ngettext(
            "已换用新版模板，退回 %(num)d 张打分表，评审人会看到原因。",
            "已换用新版模板，退回 %(num)d 张打分表，评审人会看到原因。",
            returned,
        )
    )

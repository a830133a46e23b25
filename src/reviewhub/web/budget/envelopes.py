"""The envelope of a campaign: what is used of it, and setting it."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.money import YUAN_PER_WAN
from reviewhub.domain.policy import Act, may
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.services.budget import envelopes
from reviewhub.web.budget.reading import Typed

area = Blueprint("envelopes", __name__)
CEILING = "ceiling-"


@area.get("/campaigns/<int:campaign>/envelope")
@guard(Act.READ_RESULTS)
def show(campaign: int) -> str:
    """Show the limits and what the conclusions use of them."""
    return _page(campaign)


@area.post("/campaigns/<int:campaign>/envelope")
@guard(Act.RUN_CAMPAIGNS)
def record(campaign: int) -> Response | tuple[str, int]:
    """Set the limits; what was typed stays when something is wrong."""
    typed = Typed(request.form)
    new = _new(typed)
    try:
        typed.require()
        envelopes.set_envelope(current_work(), campaign, new)
    except Invalid as error:
        return _page(campaign, request.form, error.problems), error.status
    flash(_("资金总额和部门限额已设定。"), "good")
    return redirect(url_for("envelopes.show", campaign=campaign))


def _new(typed: Typed) -> envelopes.NewEnvelope:
    given = typed.given
    ids = [name.removeprefix(CEILING) for name in given if name.startswith(CEILING)]
    ceilings = {int(one): typed.yuan(CEILING + one) for one in ids if one.isascii() and one.isdecimal()}
    return envelopes.NewEnvelope(
        total=typed.yuan("total"),
        standing=request.form.get("standing", 0, whole),
        reason=given.get("reason", ""),
        ceilings={one: most for one, most in ceilings.items() if most is not None},
    )


def _page(campaign: int, given: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()) -> str:
    page = envelopes.envelope_page(current_work(), campaign)
    return render_template(
        "budget/envelope.html",
        page=page,
        given=_as_typed(page) if given is None else given,
        problems=problems,
        may_write=may(current_actor(), Act.RUN_CAMPAIGNS),
    )


def _as_typed(page: envelopes.EnvelopePage) -> dict[str, str]:
    """Fill the form with what stands."""
    limits = {"total": page.envelope.total} | {
        f"{CEILING}{one}": most for one, most in page.envelope.ceilings.items()
    }
    return {name: f"{yuan / YUAN_PER_WAN:f}" for name, yuan in limits.items() if yuan is not None}

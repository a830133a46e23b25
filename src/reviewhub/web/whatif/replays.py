"""The replay of a campaign: what was concluded, computed again under the same rules or others."""

import io
from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, render_template, request, send_file
from flask_babel import gettext as _

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work, parts
from reviewhub.services.whatif.replays import Other, Replay, replay
from reviewhub.services.whatif.trial import for_grades

area = Blueprint("replays", __name__)
NAMES = ("revision", "aggregator", "scale", "policy")


@area.get("/campaigns/<int:campaign>/replay")
@guard(Act.READ_RESULTS)
def show(campaign: int) -> tuple[str, int]:
    """Show what comes out, beside what was concluded."""
    try:
        return _page(replay(current_work(), campaign, _other()), _given()), 200
    except Invalid as error:
        return _page(replay(current_work(), campaign, Other()), {}, error.problems), error.status


@area.get("/campaigns/<int:campaign>/replay.json")
@guard(Act.READ_RESULTS)
def report(campaign: int) -> Response:
    """Hand out the report, the same bytes for the same question as long as nothing is concluded anew."""
    text = replay(current_work(), campaign, _other()).text
    name, written = _("重算报告"), io.BytesIO(text.encode())
    return send_file(
        written,
        "application/json",
        as_attachment=True,
        download_name=f"{name}-{campaign}.json",
        max_age=0,
    )


def _page(page: Replay, given: Mapping[str, str], problems: Sequence[Problem] = ()) -> str:
    registry = parts().registry
    scales = {key: registry.grade_scales[key] for key in for_grades(registry)}
    return render_template(
        "whatif/replay.html", page=page, given=given, problems=problems, registry=registry, scales=scales
    )


def _given() -> dict[str, str]:
    return {name: request.args[name] for name in NAMES if request.args.get(name)}


def _other() -> Other:
    given = _given()
    revision = request.args.get("revision", 0, whole)
    return Other(revision, given.get("aggregator", ""), given.get("scale", ""), given.get("policy", ""))

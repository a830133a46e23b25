"""Matchings: propose, inspect, correct, apply, undo."""

from flask import Blueprint, render_template

from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.matchings import listing

area = Blueprint("matchings", __name__)


@area.get("/campaigns/<int:campaign>/matchings")
@guard(Act.RUN_CAMPAIGNS)
def index(campaign: int) -> str:
    """List what was proposed for a campaign."""
    return render_template("matchings/index.html", page=listing.campaign_matchings(current_work(), campaign))

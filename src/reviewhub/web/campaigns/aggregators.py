"""Comparing aggregators: which grades of a campaign would be others if its sheets were added up otherwise."""

from flask import Blueprint, render_template

from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.outcome import comparison

area = Blueprint("aggregators", __name__)


@area.get("/campaigns/<int:campaign>/aggregators")
@guard(Act.READ_RESULTS)
def compare(campaign: int) -> str:
    """Show what every installed aggregator would make of the campaign."""
    page = comparison.compare_aggregators(current_work(), campaign)
    return render_template("campaigns/aggregators.html", page=page)

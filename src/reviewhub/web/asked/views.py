"""What is asked of a unit, and by when: material, answers, comments on a draft."""

from flask import Blueprint, render_template

from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.commissioning.desk.asked import asked_of_unit

area = Blueprint("asked", __name__)


@area.get("/asked")
@guard(Act.COMMENT_ON_DRAFTS)
def index() -> str:
    """List what is asked of the reader's unit, what is due first at the top."""
    return render_template("asked/index.html", lines=asked_of_unit(current_work()))

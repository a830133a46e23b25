"""Scoring templates as people read them before anybody scores."""

from flask import Blueprint, render_template

from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services import templates

area = Blueprint("templates", __name__)


@area.get("/templates")
@guard(Act.READ_TEMPLATES)
def index() -> str:
    """List the installed templates."""
    return render_template("scoring/index.html", lines=templates.list_templates(current_work()))


@area.get("/templates/<key>")
@guard(Act.READ_TEMPLATES)
def show(key: str) -> str:
    """Show one template as a document: what is asked, how it is scored, what it rests on."""
    return render_template("scoring/show.html", template=templates.offered_template(current_work(), key))

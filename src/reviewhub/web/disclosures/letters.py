"""Feedback letters of a release: whom they go to, one to read and print, one as a file."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from reviewhub.domain.policy import Act
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_work
from reviewhub.services.releasing import letters
from reviewhub.web.disclosures.tables import letter_sentences, letter_tables

area = Blueprint("letters", __name__)


@area.get("/releases/<int:release>/letters")
@guard(Act.READ_RESULTS)
def index(release: int) -> str:
    """Name the departments that are to be told."""
    return render_template("disclosures/letters.html", page=letters.letters_of(current_work(), release))


@area.get("/releases/<int:release>/letters/<int:organization>")
@guard(Act.READ_RESULTS)
def show(release: int, organization: int) -> str:
    """Show one letter."""
    letter = letters.letter_to(current_work(), release, organization)
    return render_template("disclosures/letter.html", letter=letter, sentences=letter_sentences(letter))


@area.get("/releases/<int:release>/letters/<int:organization>/letter.docx")
@guard(Act.READ_RESULTS)
def as_docx(release: int, organization: int) -> Response:
    """Hand one letter out to be edited."""
    return _file(release, organization, "builtin.docx")


@area.get("/releases/<int:release>/letters/<int:organization>/letter.pdf")
@guard(Act.READ_RESULTS)
def as_pdf(release: int, organization: int) -> Response:
    """Hand one letter out for paper."""
    return _file(release, organization, "builtin.pdf")


def _file(release: int, organization: int, renderer: str) -> Response:
    letter = letters.letter_to(current_work(), release, organization)
    return download(letter_tables(letter), f"{letter.to.name}-{letter.number}", renderer)

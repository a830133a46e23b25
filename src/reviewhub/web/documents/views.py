"""Documents over HTTP: taken in by the officer, handed out as attachments that no page can run."""

import io
from typing import Final

from flask import Blueprint, flash, make_response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard, signed_in
from reviewhub.edge.language.words import problem_sentence
from reviewhub.edge.unit import current_work, parts
from reviewhub.files.kinds import FileKind
from reviewhub.files.showing.office import Office
from reviewhub.services import documents
from reviewhub.services.viewing import showing
from reviewhub.services.viewing.comparing import compare

area = Blueprint("documents", __name__)
SHOWN: Final = frozenset(kind.media_type for kind in (FileKind.PDF, FileKind.PNG, FileKind.JPEG))
SHUT_IN: Final = "sandbox; default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
# No script runs in it; the frame beside a score sheet is a sandbox besides.
FRAMED: Final = (
    "default-src 'none'; img-src 'self'; style-src 'self'; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'"
)


@area.post("/tasks/<int:task>/documents")
@guard(Act.RUN_CAMPAIGNS)
def upload(task: int) -> Response:
    """Add the files chosen as ``file``, all or none, and go back to the task."""
    files = [(one.filename or "", one.read()) for one in request.files.getlist("file") if one.filename]
    try:
        added = documents.add_materials(current_work(), task, files)
    except Invalid as error:
        flash(_("没有上传任何文件，请处理后重试。"), "bad")
        for problem in error.problems:
            flash(problem_sentence(problem), "bad")
    else:
        flash(ngettext("已上传 %(num)d 份材料。", "已上传 %(num)d 份材料。", len(added)), "good")
    return redirect(url_for("tasks.show", task=task, _anchor="material"))


@area.get("/documents/<int:document>")
@signed_in
def download(document: int) -> Response:
    """Hand a document over to be saved; who may read it is the service's to say."""
    line, data = showing.take_away(current_work(), _office(), document, _mark())
    return _shut_in(line, data, inline=False)


@area.get("/documents/<int:document>/view")
@signed_in
def view(document: int) -> Response:
    """Show a PDF or picture in the browser's own viewer, without an origin; other kinds are saved."""
    line, data = showing.take_away(current_work(), _office(), document, _mark())
    return _shut_in(line, data, inline=line.media_type in SHOWN)


@area.get("/documents/<int:document>/read")
@signed_in
def read(document: int) -> Response:
    """Show the pages of a document as pictures, alone or in a frame beside a score sheet."""
    shown = showing.show(current_work(), _office(), document)
    answer = make_response(render_template("documents/read.html", shown=shown))
    answer.headers["Content-Security-Policy"] = FRAMED
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@area.get("/documents/<int:document>/pages/<int:number>")
@signed_in
def page(document: int, number: int) -> Response:
    """Give one page as a picture that carries the reader's mark."""
    drawn = showing.picture_of_page(current_work(), _office(), document, number, _mark())
    answer = send_file(io.BytesIO(drawn), "image/png")
    answer.headers["Content-Security-Policy"] = SHUT_IN
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@area.get("/documents/<int:document>/changes/<int:other>")
@signed_in
def changes(document: int, other: int) -> str:
    """Compare a document with a newer one of its task."""
    try:
        page = compare(current_work(), document, other)
    except Invalid as error:
        return render_template("documents/changes.html", page=None, problems=error.problems)
    return render_template("documents/changes.html", page=page, problems=())


def _office() -> Office:
    settings = parts().settings
    return Office(settings.office_program, settings.data_dir / "rendered")


def _mark() -> str:
    """Name the reader and the day, in the words that such a mark has on paper."""
    work = current_work()
    name = work.actor.name if work.actor else ""
    day = work.now().astimezone(work.zone).date().isoformat()
    return str(_("内部评审 %(name)s %(day)s", name=name, day=day))


def _shut_in(line: documents.DocumentLine, data: bytes, *, inline: bool) -> Response:
    answer = send_file(io.BytesIO(data), line.media_type, as_attachment=not inline, download_name=line.name)
    answer.headers["Content-Security-Policy"] = SHUT_IN
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

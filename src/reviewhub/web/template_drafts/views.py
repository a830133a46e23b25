"""Writing a template: begin one, change it step by step, look at it as experts will, publish it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, Problem, StaleWrite
from reviewhub.domain.policy import Act
from reviewhub.domain.scoring.outline import outline
from reviewhub.domain.tables.parsed import SkipReason
from reviewhub.edge.guards import guard
from reviewhub.edge.language.words import problem_sentence, sentence
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work, parts
from reviewhub.services import template_drafts
from reviewhub.services.template_drafts import DraftPage, ImportedDraft
from reviewhub.web.template_drafts import forms, steps
from reviewhub.web.template_drafts.links import in_words, link_of
from reviewhub.web.template_drafts.steps import Spot

area = Blueprint("template_drafts", __name__)


@area.route("/templates/<key>/copy", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def copy(key: str) -> str | Response:
    """Begin a draft from a template."""
    form = forms.CloneForm(data={"key": key if key not in parts().registry.templates else ""})
    if form.validate_on_submit():
        try:
            made = template_drafts.clone_template(current_work(), key, form.key.data or "")
        except Invalid as error:
            form.key.errors = [sentence(one.code, one.values) for one in error.problems]
        else:
            return redirect(url_for("template_drafts.edit", draft=made))
    return render_template("template_drafts/copy.html", form=form, key=key)


@area.route("/templates/import", methods=["GET", "POST"])
@guard(Act.RUN_CAMPAIGNS)
def upload() -> str | Response | tuple[str, int]:
    """Begin a draft from a table of criteria."""
    form = forms.ImportForm()
    problems: tuple[Problem, ...] = ()
    if form.validate_on_submit():
        sent = form.upload()
        try:
            made = template_drafts.import_draft(current_work(), sent.data, sent.filename, form.usual())
        except Invalid as error:
            problems = tuple(error.problems)
        else:
            flash(_read_of(made), "warn" if made.ignored else "good")
            return redirect(url_for("template_drafts.edit", draft=made.id))
    status = 422 if problems or form.errors else 200
    return render_template("template_drafts/import.html", form=form, problems=problems), status


@area.get("/templates/drafts/<int:draft>")
@guard(Act.RUN_CAMPAIGNS)
def edit(draft: int) -> str:
    """Show the tree, and the head, a heading or one criterion to change."""
    page = template_drafts.draft_page(current_work(), draft)
    return _shown(page, steps.spot_at(page.source, _at()))


@area.post("/templates/drafts/<int:draft>")
@guard(Act.RUN_CAMPAIGNS)
def save(draft: int) -> Response | tuple[str, int]:
    """Keep one step of the writing, then show where it was made; nothing typed is lost to another's save."""
    page = template_drafts.draft_page(current_work(), draft)
    if _version() == page.version:
        with suppress(StaleWrite):
            return _kept(page)
        page = template_drafts.draft_page(current_work(), draft)
    return _overtaken(page), 409


@area.post("/templates/drafts/<int:draft>/publish")
@guard(Act.RUN_CAMPAIGNS)
def publish(draft: int) -> Response:
    """Make a revision that never changes."""
    made = template_drafts.publish_draft(current_work(), draft, _version())
    flash(
        _("已发布 %(key)s 第 %(version)s 版，新建批次时可以选用。", key=made.id, version=made.version), "good"
    )
    return redirect(url_for("templates.show", key=made.id))


@area.post("/templates/drafts/<int:draft>/discard")
@guard(Act.RUN_CAMPAIGNS)
def discard(draft: int) -> Response:
    """Throw a draft away."""
    template_drafts.discard_draft(current_work(), draft, _version())
    flash(_("草稿已删除。"), "good")
    return redirect(url_for("templates.index"))


def _kept(page: DraftPage) -> Response:
    step = steps.take(page.source, steps.spot_at(page.source, _at()), request.form)
    template_drafts.save_draft(current_work(), page.id, step.source, page.version)
    at = steps.address_of(step.source, step.spot)
    order: dict[str, Any] = {"order": 1, "_anchor": step.button} if step.button else {}
    return redirect(url_for("template_drafts.edit", draft=page.id, at=at, **order))


def _read_of(made: ImportedDraft) -> str:
    """Say what was read of a table and what was not, so that nobody believes it was."""
    rows = "、".join(str(line.row) for line in made.skipped if line.reason is not SkipReason.BLANK)
    said = [ngettext("导入了 %(num)d 项指标。", "导入了 %(num)d 项指标。", made.criteria)]
    if rows:
        said.append(_("第 %(rows)s 行是合计、表头或附注，没有导入。", rows=rows))
    return " ".join([*said, *map(problem_sentence, made.ignored)])


def _overtaken(page: DraftPage) -> str:
    """Show what was typed on what somebody else saved in between, as long as its place is still there."""
    spot = steps.found_again(page.source, _at(), request.form.get("was", ""))
    if spot is None:
        raise StaleWrite("stale", current=page.version, given=_version())
    typed = steps.typed(page.source, spot, request.form)
    return _shown(replace(page, source=typed.source), typed.spot, overtaken=True)


def _shown(page: DraftPage, spot: Spot, *, overtaken: bool = False) -> str:
    return render_template(
        "template_drafts/edit.html", page=page, spot=spot, overtaken=overtaken, **_around(page.source, spot)
    )


def _around(source: Mapping[str, Any], spot: Spot) -> dict[str, Any]:
    """Give what the page shows beside the draft itself: the tree with its sums, and what is being changed."""
    leaf = None if spot.place is None else source["criterion"][spot.place]
    return {
        "at": steps.address_of(source, spot),
        "was": steps.name_of(source, spot),
        "beside": spot.beside,
        "leaf": leaf,
        "nodes": forms.nodes_of(leaf) if leaf else None,
        "heading": steps.words_of(source, spot.path) if spot.path else None,
        "outline": outline(source),
        "link_of": partial(link_of, source),
        "in_words": in_words,
        "headings": steps.shown_headings(source),
        "offered": parts().registry,
        "rules": forms.RULES,
        "deepest": forms.DEEPEST,
    }


def _at() -> str:
    return request.args.get("at", steps.HEAD)


def _version() -> int:
    return request.form.get("version", 0, whole)

"""Writing a template: begin one, change it step by step, look at it as experts will, publish it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.errors import Invalid, NotFound, Problem, StaleWrite
from reviewhub.domain.policy import Act
from reviewhub.domain.scoring import editing
from reviewhub.edge.guards import guard
from reviewhub.edge.language.words import sentence
from reviewhub.edge.received import whole
from reviewhub.edge.unit import current_work, parts
from reviewhub.services import template_drafts
from reviewhub.services.template_drafts import DraftPage
from reviewhub.web.template_drafts import forms
from reviewhub.web.template_drafts.beside import read_beside

area = Blueprint("template_drafts", __name__)
HEAD = "head"
BESIDE = "beside"


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
            return redirect(url_for("template_drafts.edit", draft=made))
    status = 422 if problems or form.errors else 200
    return render_template("template_drafts/import.html", form=form, problems=problems), status


@area.get("/templates/drafts/<int:draft>")
@guard(Act.RUN_CAMPAIGNS)
def edit(draft: int) -> str:
    """Show the tree, and the head or one criterion to change."""
    return _shown(template_drafts.draft_page(current_work(), draft))


@area.post("/templates/drafts/<int:draft>")
@guard(Act.RUN_CAMPAIGNS)
def save(draft: int) -> Response | tuple[str, int]:
    """Keep one step of the writing, then show where it was made; nothing typed is lost to another's save."""
    page = template_drafts.draft_page(current_work(), draft)
    source, at = _changed(page, request.form)
    try:
        template_drafts.save_draft(current_work(), draft, source, _version())
    except StaleWrite:
        if _is_elsewhere(page, request.form):
            raise
        typed, _at = _changed(page, {**request.form, "act": "save"})
        return _shown(replace(page, source=typed), overtaken=True), 409
    return redirect(url_for("template_drafts.edit", draft=draft, at=at))


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


def _shown(page: DraftPage, *, overtaken: bool = False) -> str:
    return render_template("template_drafts/edit.html", page=page, overtaken=overtaken, **_around(page))


def _is_elsewhere(page: DraftPage, form: Mapping[str, str]) -> bool:
    """Tell whether another criterion stands now where this one was."""
    place = _place(page)
    return place is not None and page.source["criterion"][place]["id"] != form.get("was")


def _around(page: DraftPage) -> dict[str, Any]:
    """Give what the page shows beside the draft itself: the tree's sums, and what is being changed."""
    place = _place(page)
    leaf = None if place is None else page.source["criterion"][place]
    sums, total = editing.sums(page.source)
    return {
        "place": place,
        "beside": _at() == BESIDE,
        "leaf": leaf,
        "parameters": forms.parameters_of(leaf["scorer"]) if leaf else None,
        "sums": sums,
        "headings": editing.headings(page.source),
        "total": total,
        "offered": parts().registry,
        "rules": forms.RULES,
        "deepest": forms.DEEPEST,
    }


def _place(page: DraftPage) -> int | None:
    """Read from the address which criterion is shown; None for the head, and for what stands beside."""
    at = _at()
    if at in (HEAD, BESIDE):
        return None
    if not at.isdecimal() or int(at) >= len(page.source["criterion"]):
        raise NotFound("not_found")
    return int(at)


def _at() -> str:
    return request.args.get("at", HEAD)


def _changed(page: DraftPage, form: Mapping[str, str]) -> tuple[Mapping[str, Any], str]:
    """Do what the pressed button says; gives the new source and the place to show."""
    place = _place(page)
    if _at() == BESIDE:
        criteria = {leaf["id"] for leaf in page.source["criterion"]}
        return editing.with_beside(page.source, read_beside(form, criteria)), BESIDE
    if place is None:
        changed = editing.with_head(page.source, forms.read_head(form))
        return editing.with_groups(changed, forms.read_groups(form, changed)), HEAD
    act, source = form.get("act", "save"), page.source
    kept = editing.with_leaf(source, place, forms.read_leaf(form, source["criterion"][place]))
    if act == "add":
        return editing.with_new_leaf(kept, place), str(place + 1)
    if act == "delete" and len(source["criterion"]) > 1:
        return editing.without_leaf(source, place), str(max(place - 1, 0))
    by = {"up": -1, "down": 1}.get(act, 0)
    last = len(source["criterion"]) - 1
    return editing.with_moved_leaf(kept, place, by), str(min(max(place + by, 0), last))


def _version() -> int:
    return request.form.get("version", 0, whole)

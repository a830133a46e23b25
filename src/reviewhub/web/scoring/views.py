"""Scoring templates as people read them before anybody scores."""

from flask import Blueprint, Response, render_template
from werkzeug.wrappers import Response as Answer

from reviewhub.domain.policy import Act, may
from reviewhub.domain.scoring.template import Kind
from reviewhub.domain.tables.template import template_tables
from reviewhub.edge.downloads import download
from reviewhub.edge.guards import guard
from reviewhub.edge.unit import current_actor, current_work
from reviewhub.plugin.protocols import ReportTable
from reviewhub.services import template_drafts, templates

area = Blueprint("templates", __name__)


@area.get("/templates")
@guard(Act.READ_TEMPLATES)
def index() -> str:
    """List the templates a campaign can use, and what is being written."""
    work, may_write = current_work(), may(current_actor(), Act.RUN_CAMPAIGNS)
    return render_template(
        "scoring/index.html",
        lines=templates.list_templates(work),
        drafts=template_drafts.list_drafts(work) if may_write else (),
        kinds=tuple(Kind),
        may_write=may_write,
    )


@area.get("/templates/<key>")
@guard(Act.READ_TEMPLATES)
def show(key: str) -> str:
    """Show one template as a document: what is asked, how it is scored, what it rests on."""
    work = current_work()
    return render_template(
        "scoring/show.html",
        template=templates.offered_template(work, key),
        revisions=templates.revisions_of(work, key),
    )


@area.get("/templates/<key>/export.<any(xlsx, toml):form>")
@guard(Act.READ_TEMPLATES)
def export(key: str, form: str) -> Answer:
    """Hand a template out: as the form of offices, or as the file an author writes."""
    template = templates.offered_template(current_work(), key)
    if form == "toml":
        text = templates.template_toml(current_work(), key)
        disposition = {"Content-Disposition": f"attachment; filename={key}.toml"}
        return Response(text, content_type="application/toml; charset=utf-8", headers=disposition)
    tables = [ReportTable(name, (), titles, rows) for name, titles, rows in template_tables(template.written)]
    return download(tables, key, "builtin.xlsx")

"""Reading and verifying the ledger."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from reviewhub.domain.ledger import Fault
from reviewhub.domain.policy import Act
from reviewhub.edge.guards import guard
from reviewhub.edge.language.words import sentence
from reviewhub.edge.listing import asked_from_request, shown
from reviewhub.edge.shown import label
from reviewhub.edge.unit import current_work
from reviewhub.services import audit
from reviewhub.services.audit import Checked

area = Blueprint("ledger", __name__)


@area.get("/ledger")
@guard(Act.READ_LEDGER)
def index() -> str:
    """List the bureau's acts, the newest first."""
    return _page()


@area.post("/ledger/verify")
@guard(Act.READ_LEDGER)
def verify() -> str:
    """Check the chain and every audited row."""
    known = request.form.get("known_head", "")
    return _page(audit.verify_ledger(current_work(), known), known)


@area.app_template_filter("act")
def act_words(act: str) -> str:
    """Name an act of the ledger; one without words is shown as it is."""
    return label(f"act.{act}").removeprefix("act.")


@area.app_template_filter("actor")
def actor_words(actor: str) -> str:
    """Name who acted by the account's number: names are for those who may see them."""
    kind, _colon, number = actor.partition(":")
    return str(_("账号 %(number)s", number=number) if kind == "account" and number != "0" else _("系统"))


@area.app_template_filter("about")
def about_words(subject: str) -> str:
    """Name what an act is about, 打分表 12; a table without words stays out."""
    table, _colon, number = subject.partition(":")
    words = label(f"about.{table}")
    return "" if words == f"about.{table}" else f"{words} {number}".strip()


@area.app_template_filter("fault")
def fault_words(fault: Fault) -> str:
    """Say what is wrong with a row."""
    return sentence(fault.code, {})


def _page(checked: Checked | None = None, known_head: str = "") -> str:
    entries = audit.list_entries(current_work(), asked_from_request(("act", "subject")))
    return render_template(
        "ledger/index.html",
        entries=shown(entries),
        acts=[(act, act_words(act)) for act in audit.acts_on_record(current_work())],
        head=audit.chain_head(current_work()),
        checked=checked,
        known_head=known_head,
    )

"""An expert's fee details for the officer: whether they are there, one reading at a time, written anew."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reviewhub.domain.experts.fee import Fees, read_fees
from reviewhub.domain.policy import Act
from reviewhub.edge.forms import done
from reviewhub.edge.guards import guard
from reviewhub.edge.pool.fees import FeeForm, vault
from reviewhub.edge.unit import current_work
from reviewhub.services.pool import fees

area = Blueprint("fees", __name__)
Answer = str | Response | tuple[str, int]


@area.get("/experts/<int:expert>/fees")
@guard(Act.READ_FEES)
def show(expert: int) -> str:
    """Say whether fee details are there; none is decrypted."""
    return _page(expert, FeeForm(formdata=None))


@area.post("/experts/<int:expert>/fees/read")
@guard(Act.READ_FEES)
def read(expert: int) -> str:
    """Show fee details once; the reading is in the ledger."""
    return _page(expert, FeeForm(formdata=None), fees.read_fees(current_work(), expert, vault()))


@area.post("/experts/<int:expert>/fees")
@guard(Act.READ_FEES)
def write(expert: int) -> Answer:
    """Keep fee details."""
    form = FeeForm()
    if done(form, lambda: fees.write_fees(current_work(), expert, read_fees(*form.typed()), vault())):
        flash(_("已加密保存。"), "good")
        return redirect(url_for("experts.fees.show", expert=expert))
    return _page(expert, form), 422


def _page(expert: int, form: FeeForm, read_now: Fees | None = None) -> str:
    page = fees.fee_page(current_work(), expert, vault())
    return render_template("experts/fees.html", page=page, form=form, fees=read_now)

"""What the pages of matchings send: what is asked for, and how a proposal is applied."""

from werkzeug.datastructures import MultiDict

from reviewhub.domain.appointing.demand import Demand
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.experts.profile import EXPERT_CLASSES
from reviewhub.edge.received import whole
from reviewhub.services.matchings.applying import Applying

POINTS = 100  # ten-thousandths in one point of the page


def read_demand(form: MultiDict[str, str]) -> Demand:
    """Read what is asked for; raises :class:`Invalid` with every field that is no number."""
    fields = ("size", "balance", *(f"class.{class_}" for class_ in EXPERT_CLASSES))
    given = {name: form.get(name, "").strip() or "0" for name in fields}
    read = {name: form.get(name, 0 if text == "0" else None, whole) for name, text in given.items()}
    wrong = [
        Problem(name, "matching.not_a_number", {"given": given[name][:20]})
        for name, number in read.items()
        if number is None
    ]
    if wrong:
        raise Invalid(wrong)
    found = {name: number or 0 for name, number in read.items()}
    classes = {class_: found[f"class.{class_}"] for class_ in EXPERT_CLASSES if found[f"class.{class_}"]}
    return Demand(
        size=found["size"],
        classes=classes,
        objective=form.get("objective", "total"),
        balance=found["balance"] * POINTS,
        one_per_employer=form.get("one_per_employer") == "1",
    )


def read_applying(form: MultiDict[str, str]) -> Applying:
    """Read how a proposal is applied."""
    name, reason, document = (form.get(one, "").strip() for one in ("name", "reason", "document"))
    return Applying(name, reason, document, version_of(form))


def version_of(form: MultiDict[str, str]) -> int:
    """Read the version that a form was made from."""
    return form.get("version", 0, whole)

"""What the pages of records send: a check-list, thresholds."""

from werkzeug.datastructures import MultiDict

from reviewhub.domain.appointing.duty import VERSION, DutyAnswer, DutyForm, DutyLevel, Said, items_of
from reviewhub.domain.appointing.thresholds import Thresholds
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.edge.received import whole

LIMITS = ("declined_silently", "late", "missed")


def read_check(form: MultiDict[str, str]) -> DutyForm:
    """Read a check-list; an item without a known answer is left out and found missing later."""
    said = {
        item.key: Said(answer, form.get(f"{item.key}.remark", "").strip())
        for item in items_of(VERSION)
        if (answer := form.get(item.key, None, DutyAnswer)) is not None
    }
    return DutyForm(
        said=said,
        level=form.get("level", None, DutyLevel),
        level_reason=form.get("level_reason", "").strip(),
        correction=form.get("correction", "").strip(),
    )


def read_limits(form: MultiDict[str, str]) -> Thresholds:
    """Read thresholds, blank for none; raises :class:`Invalid` with everything that is no number."""
    given = {name: form.get(name, "").strip() for name in LIMITS}
    read = {name: form.get(name, None, whole) for name, text in given.items() if text}
    wrong = [
        Problem(name, "threshold.not_a_number", {"given": given[name][:20]})
        for name, number in read.items()
        if number is None
    ]
    if wrong:
        raise Invalid(wrong)
    return Thresholds(**read)

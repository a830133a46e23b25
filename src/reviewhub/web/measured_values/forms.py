"""What a browser sends of a task's measured values: one group of fields for each, named after it."""

from collections.abc import Iterable, Mapping

from reviewhub.edge.received import whole
from reviewhub.services.scoring.measured_lines import MeasuredLine
from reviewhub.services.scoring.measured_values import Typed

FIELDS = ("value", "source", "evidence", "document", "reason")


def read_typed(form: Mapping[str, str], names: Iterable[str]) -> dict[str, Typed]:
    """Read what was typed for each of these; one that the form does not have is left as it stands."""
    return {
        name: Typed(
            form[f"value.{name}"].strip(),
            form.get(f"source.{name}", "").strip(),
            form.get(f"evidence.{name}", "").strip(),
            _document(form.get(f"document.{name}", "")),
            form.get(f"reason.{name}", "").strip(),
        )
        for name in names
        if f"value.{name}" in form
    }


def version_of(form: Mapping[str, str]) -> int:
    """Give how many revisions the form knew of; one that does not say was made from none."""
    try:
        return whole(form.get("version", ""))
    except ValueError:
        return 0


def typed_of(line: MeasuredLine) -> Typed:
    """Give what stands as the form shows it; one in another unit than is asked for is not offered."""
    one = line.standing
    if one is None or one.value is None:
        return Typed("", "")
    value = f"{one.value:f}" if one.unit == line.unit.zh else ""
    return Typed(value, one.source, one.evidence, one.document)


def _document(text: str) -> int | None:
    try:
        return whole(text) or None
    except ValueError:
        return None

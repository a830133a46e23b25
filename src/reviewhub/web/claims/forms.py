"""What a browser sends of claims: a file, typed figures, reasons by difference."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from reviewhub.domain.commissioning.claiming.typed import FIGURES, TypedClaims
from reviewhub.edge.forms import Form

POINTS = "points."
REASON = "reason."


class TableForm(Form):
    """A scoring table; what the bytes are is for the service to find out."""

    file = FileField(_l("评分表文件"), [FileRequired(_l("请先选择要上传的文件。"))])


def read_typed(form: Mapping[str, str]) -> TypedClaims:
    """Read what was typed of the figures."""
    points = {name.removeprefix(POINTS): text for name, text in form.items() if name.startswith(POINTS)}
    figures = {name: form.get(name, "") for name in FIGURES}
    return TypedClaims(points, figures, form.get("grade", ""))


def read_reasons(form: Mapping[str, str]) -> dict[str, str]:
    """Read what was said of differences, by their keys."""
    return {name.removeprefix(REASON): text for name, text in form.items() if name.startswith(REASON)}


def field_of(path: str) -> str:
    """Give the id of the box that a problem is about; "" where it is about none."""
    kind, _, name = path.partition(" ")
    return {"criterion": f"p-{name}", "field": name}.get(kind, "")

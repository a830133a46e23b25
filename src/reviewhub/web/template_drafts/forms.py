"""What a browser sends of a template being written: its head, one criterion, a table to begin from."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from reviewhub.domain.scoring.editing import headings, typed_number
from reviewhub.domain.scoring.template import Evidence, Kind, NotApplicable, ReasonRule
from reviewhub.edge.forms import Form, options
from reviewhub.edge.importing import UploadForm
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.edge.unit import parts
from reviewhub.plugin.templates import described_parameters
from reviewhub.services.template_drafts import LONGEST_KEY
from reviewhub.web.template_drafts.nodes import Node
from reviewhub.web.template_drafts.parameters import form_of
from reviewhub.web.template_drafts.reading import read_form

DEEPEST: Final = 4
PLAIN: Final = (
    "basis",
    "standing",
    "grade_scale",
    "conclusion_scale",
    "reason",
    "evidence",
    "weighting",
    "kind",
)
NAMELESS: Final[Mapping[str, str]] = {"zh": "", "en": ""}
TEXTS: Final = ("title", "purpose", "standing_note")
RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "reason": tuple(ReasonRule),
    "evidence": tuple(Evidence),
    "not_applicable": (NotApplicable.RESCALE, NotApplicable.FULL),
}


class CloneForm(Form):
    """The id under which a copy is written."""

    key = StringField(
        _l("模板编号"),
        [InputRequired(_l("请填写模板编号")), Length(max=LONGEST_KEY)],
        description=_l("小写英文单词、数字和连字符，例如 kunming-project-2026；发布后不能改。"),
    )


class ImportForm(UploadForm, CloneForm):
    """A table of criteria, and what stands above it."""

    title = StringField(_l("模板名称"), [InputRequired(_l("请填写模板名称")), Length(max=200)])
    title_en = StringField(_l("英文名称"), [Length(max=200)], description=_l("可以稍后补。"))
    kind = RadioField(
        _l("用于"),
        [InputRequired(_l("请选择用途"))],
        choices=options((kind.value, _l(SENTENCES[f"label.{kind}"])) for kind in Kind),
    )

    def usual(self) -> dict[str, Any]:
        """Give what the table does not say."""
        chinese = self.title.data or ""
        return {
            "id": self.key.data or "",
            "kind": self.kind.data,
            "title": {"zh": chinese, "en": self.title_en.data or chinese},
        }


def read_head(form: Mapping[str, str]) -> dict[str, Any]:
    """Read what stands above the criteria; what was left blank is None."""
    head: dict[str, Any] = {name: form.get(name, "").strip() or None for name in PLAIN if name in form}
    head.update({name: read_words(form, name) for name in TEXTS})
    head["scale"] = typed_number(form.get("scale", ""))
    return {**head, "title": head["title"] or NAMELESS}


def read_groups(form: Mapping[str, str], source: Mapping[str, Any]) -> list[Any]:
    """Read the weight of every heading of the source, in its order; what was left blank is None."""
    return [typed_number(form.get(f"group.{n}", "")) for n, _ in enumerate(headings(source))]


def read_leaf(form: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """Read one criterion; another scorer than before starts with no parameters."""
    use = form.get("use", "").strip() or before["scorer"]["use"]
    same = use == before["scorer"]["use"]
    parameters = (read_form(schema_of(use), form, "p") if same else None) or {}
    weights = {name: typed_number(form.get(name, "")) for name in ("points", "percent", "scale")}
    rules = {name: form.get(name, "").strip() or None for name in RULES}
    path = [read_words(form, f"path{depth}") for depth in range(1, DEEPEST + 1)]
    return {
        "id": form.get("id", "").strip(),
        "path": [level for level in path if level is not None],
        "title": read_words(form, "title") or NAMELESS,
        **weights,
        "guidance": read_words(form, "guidance"),
        "scorer": {"use": use, **parameters},
        **rules,
    }


def parameters_of(scorer: Mapping[str, Any]) -> Node:
    """Make the form of a scorer's parameters."""
    return form_of(schema_of(scorer["use"]), scorer, "p", "")


def schema_of(use: str) -> Mapping[str, Any]:
    """Give the schema of a scorer's parameters; an unknown scorer has none."""
    offered = parts().registry.scorers.get(use)
    described = described_parameters(use, offered.parameters) if offered else {}
    return described if "properties" in described else {**described, "properties": {}}


def read_words(form: Mapping[str, str], name: str) -> dict[str, str] | None:
    """Read a text in both languages; without English it stays Chinese, and the check says so."""
    chinese = _lines(form.get(f"{name}.zh", ""))
    english = _lines(form.get(f"{name}.en", ""))
    return {"zh": chinese, "en": english or chinese} if chinese or english else None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()

"""What a browser sends of a template being written: its head, one criterion, a table to begin from."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from reviewhub.domain.scoring.editing import Leaf, headings, typed_number
from reviewhub.domain.scoring.template import Evidence, Kind, NotApplicable, ReasonRule
from reviewhub.edge.forms import Form, options
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.edge.unit import parts
from reviewhub.edge.uploads import UploadForm
from reviewhub.plugin.templates import described_parameters
from reviewhub.services.template_drafts import LONGEST_KEY
from reviewhub.web.template_drafts.nodes import Node, Schema
from reviewhub.web.template_drafts.parameters import form_of
from reviewhub.web.template_drafts.reading import read_form

Words = Mapping[str, str]
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
OPTIONAL: Final[Schema] = {"type": "boolean", "default": False}
SELF_DEFINED: Final = "builtin.target"
EACH_PROJECTS_OWN: Final = frozenset({"operator", "target", "upper", "unit"})
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

    title = StringField(
        _l("模板名称"),
        [InputRequired(_l("请填写模板名称")), Length(max=200)],
        description=_l("导出的模板工作簿自带名称和用途，以工作簿里的为准。"),
    )
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
    """Read the weights of headings, in the order of the source; blank is None, one not in the form stays."""
    return [
        typed_number(form[f"group.{n}"]) if f"group.{n}" in form else weight
        for n, (_, weight) in enumerate(headings(source))
    ]


def read_heading(form: Mapping[str, str], before: Mapping[str, str]) -> Mapping[str, str]:
    """Read the name of a heading; without one it keeps its own."""
    return read_words(form, "heading") or before


def read_leaf(form: Mapping[str, str], before: Leaf, chosen: Sequence[Words] | None = None) -> dict[str, Any]:
    """Read one criterion; another scorer than before starts with no parameters.

    Another heading chosen from the list goes before the texts of the headings.
    """
    use = form.get("use", "").strip() or before["scorer"]["use"]
    same = use == before["scorer"]["use"]
    parameters = (read_form(schema_of(use), form, "p") if same else None) or {}
    weights = {name: typed_number(form.get(name, "")) for name in ("points", "percent", "scale")}
    rules = {name: form.get(name, "").strip() or None for name in RULES}
    return {
        "id": form.get("id", "").strip(),
        "path": _read_path(form, before, chosen),
        "title": read_words(form, "title") or NAMELESS,
        **weights,
        "guidance": read_words(form, "guidance"),
        "scorer": {"use": use, **parameters},
        **rules,
        "optional": read_form(OPTIONAL, form, "optional"),
        "self_defined": read_self_defined(form),
    }


def _read_path(form: Mapping[str, str], before: Leaf, chosen: Sequence[Words] | None) -> list[Words]:
    typed = [read_words(form, f"path{depth}") for depth in range(1, DEEPEST + 1)]
    if chosen is not None and list(chosen) != list(before["path"]):
        return list(chosen)
    return [level for level in typed if level is not None]


def read_self_defined(form: Mapping[str, str]) -> dict[str, Any] | None:
    """Read how a project's own indicators count; None where the criterion has no place for them."""
    if "self_defined" not in form:
        return None
    use = form.get("s.use", "").strip() or SELF_DEFINED
    return {"use": use, **(read_form(fixed_schema(use), form, "s") or {})}


def nodes_of(leaf: Leaf) -> dict[str, Node]:
    """Make the forms of one criterion that are made of schemas."""
    return {
        "parameters": form_of(schema_of(leaf["scorer"]["use"]), leaf["scorer"], "p", ""),
        "optional": form_of(OPTIONAL, leaf.get("optional"), "optional", "optional"),
        "fixed": _fixed_of(leaf.get("self_defined") or {"use": SELF_DEFINED}),
    }


def _fixed_of(scorer: Mapping[str, Any]) -> Node:
    """Make the form of what is the same for all self-defined indicators of a criterion."""
    return form_of(fixed_schema(scorer["use"]), scorer, "s", "")


def fixed_schema(use: str) -> Schema:
    """Give the schema of a scorer's parameters without those that each project says for itself."""
    schema = schema_of(use)
    named = {name: one for name, one in schema["properties"].items() if name not in EACH_PROJECTS_OWN}
    return {**schema, "properties": named, "required": ()}


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

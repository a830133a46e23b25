"""Loading a scoring template: TOML, shape by JSON Schema, sense by the domain, fitness by its scorers."""

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomli_w

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.scoring.template import ScoringTemplate, parse
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.shape import Validator, shape_problems


def template_folder() -> Path:
    """Where the shipped templates lie: inside the wheel, or beside ``src`` in a checkout."""
    packaged = Path(str(files("reviewhub"))) / "scoring_templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "scoring_templates"


@cache
def _format() -> Any:
    return json.loads((template_folder() / "scoring_template.schema.json").read_text(encoding="utf-8"))


@cache
def _schema() -> Any:
    return Validator(_format())


def described_parameters(key: str, own: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the schema of a scorer's parameters as fully as it is described: by the format, else by itself.

    The format describes the built-in scorers for editors; references in it are followed.
    """
    definitions = _format()["$defs"]
    described = definitions.get(key.removeprefix("builtin.")) if key.startswith("builtin.") else None
    return _followed(described, definitions) if described else own


def _followed(node: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(node, Mapping):
        if "$ref" in node:
            named = definitions[node["$ref"].rpartition("/")[2]]
            return {**_followed(named, definitions), **{k: v for k, v in node.items() if k != "$ref"}}
        return {name: _followed(value, definitions) for name, value in node.items()}
    return [_followed(one, definitions) for one in node] if isinstance(node, list) else node


def read_toml(text: str) -> dict[str, Any]:
    """Read a template's source with exact decimals; raises :class:`Invalid` where it is not TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = Problem("", "template.not_toml", {"message": str(error)[:200]})
        raise Invalid([problem], "template.invalid") from error


def write_toml(source: Mapping[str, Any]) -> str:
    """Write a template's source as TOML; reading it again gives the same."""
    return tomli_w.dumps(source, multiline_strings=True)


def load_template(source: TemplateSource) -> ScoringTemplate:
    """Check shape, then sense; raises :class:`Invalid` with all problems of the first check that fails."""
    problems = list(shape_problems(_schema(), source.mapping))
    if problems:
        raise Invalid(problems, "template.invalid")
    return parse(source.mapping)

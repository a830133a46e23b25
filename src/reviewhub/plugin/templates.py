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
def _schema() -> Any:
    text = (template_folder() / "scoring_template.schema.json").read_text(encoding="utf-8")
    return Validator(json.loads(text))


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


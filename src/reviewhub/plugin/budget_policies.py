"""Loading a budget policy: TOML, shape by JSON Schema, sense by the domain."""

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reviewhub.domain.budget.reading import parse
from reviewhub.domain.budget.term_policy import TermPolicy
from reviewhub.domain.errors import Invalid, Problem
from reviewhub.plugin.shape import Validator, shape_problems


def policy_folder() -> Path:
    """Where the budget policies that ship lie."""
    return Path(str(files("reviewhub"))) / "budget_policies"


@cache
def _schema() -> Any:
    return Validator(json.loads((policy_folder() / "budget_policy.schema.json").read_text(encoding="utf-8")))


def read_policy(text: str) -> TermPolicy:
    """Make a policy of the text of its file; raises :class:`Invalid` with all problems of the first check."""
    try:
        source = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = Problem("", "template.not_toml", {"message": str(error)[:200]})
        raise Invalid([problem], "budget_policy.invalid") from error
    return load_policy(source)


def load_policy(source: Mapping[str, Any]) -> TermPolicy:
    """Check shape, then sense; raises :class:`Invalid` with all problems of the first check that fails."""
    problems = list(shape_problems(_schema(), source))
    if problems:
        raise Invalid(problems, "budget_policy.invalid")
    return parse(source)


def shipped_policies() -> list[TermPolicy]:
    """Read every policy that ships as a file."""
    return [read_policy(text) for text in shipped_texts().values()]


def shipped_texts() -> dict[str, str]:
    """Give the text of every file that ships, by the key of its policy."""
    files_ = sorted(policy_folder().glob("*.toml"))
    return {f"builtin.{path.stem}": path.read_text(encoding="utf-8") for path in files_}

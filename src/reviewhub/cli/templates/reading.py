"""Which template a command means: one that is installed, by its id, or a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reviewhub.cli import read_at_most
from reviewhub.domain.errors import Invalid, NotFound, Problem
from reviewhub.domain.scoring.lint import warnings
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.domain.tables.template import parse_template
from reviewhub.files.tables import read_table
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.registry import Registry, check_template
from reviewhub.plugin.templates import load_template, read_toml
from reviewhub.settings import Settings

LARGEST_FILE: Final = 5_000_000
TABLES: Final = frozenset({".xlsx", ".xls", ".csv"})


@dataclass(frozen=True, slots=True)
class Read:
    """A sound template, its source as written, and what deserves a second look."""

    template: ScoringTemplate
    source: Mapping[str, Any]
    warnings: tuple[Problem, ...]


def installed() -> Registry:
    """Load the plugins of the environment."""
    settings = Settings.from_env()
    return load_plugins(settings.plugins_dir, settings.apart_seconds)


def named(registry: Registry, name: str) -> Read:
    """Give the template of an id, or of a file where no template has that id.

    Raises :class:`NotFound` where there is neither, and :class:`Invalid` with every problem of a file.
    """
    found = registry.templates.get(name)
    if found is not None:
        return _read(registry, found, found.written)
    if not Path(name).is_file():
        raise NotFound("choice.unknown", key=name, known="、".join(sorted(registry.templates)))
    return from_file(registry, Path(name))


def from_file(registry: Registry, file: Path) -> Read:
    """Read and check a template file: TOML, or a workbook that ``templates export`` wrote."""
    source = _source(file)
    template = load_template(TemplateSource(file.name, source))
    check_template(registry, template)
    return _read(registry, template, source)


def _read(registry: Registry, template: ScoringTemplate, source: Mapping[str, Any]) -> Read:
    scale = registry.grade_scales.get(template.grade_scale)
    return Read(template, source, tuple(warnings(template, source, scale)))


def _source(file: Path) -> Mapping[str, Any]:
    data = read_at_most(file, LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise Invalid([Problem(f"file {file.name}", "file.too_large", {"limit_mb": LARGEST_FILE // 10**6})])
    if file.suffix.lower() not in TABLES:
        return _toml(data, file.name)
    parsed = parse_template(read_table(data, file.name).sheets, {})
    if parsed.problems:
        raise Invalid(parsed.problems, "template.invalid")
    return parsed.rows[0]


def _toml(data: bytes, name: str) -> dict[str, Any]:
    try:
        return read_toml(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = Problem(f"file {name}", "template.not_toml", {"message": str(error)[:200]})
        raise Invalid([problem], "template.invalid") from error

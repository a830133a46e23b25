"""The scoring templates that ship, read from their TOML files."""

import tomllib
from decimal import Decimal

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.templates import template_folder


@hookimpl
def register_scoring_templates() -> list[TemplateSource]:
    """Offer every template in the folder that ships."""
    return [
        TemplateSource(path.name, tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
        for path in sorted(template_folder().glob("*.toml"))
    ]

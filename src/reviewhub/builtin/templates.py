"""The scoring templates that ship, read from their TOML files."""

from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.templates import read_toml, template_folder


@hookimpl
def register_scoring_templates() -> list[TemplateSource]:
    """Offer every template in the folder that ships."""
    return [
        TemplateSource(path.name, read_toml(path.read_text(encoding="utf-8")))
        for path in sorted(template_folder().glob("*.toml"))
    ]

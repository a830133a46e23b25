"""Write the parts of the manual that the code knows better: settings, hooks, commands, keys of a template.

``make docs`` runs it; a house test fails when a page is not what it would write.
"""

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from types import FunctionType
from typing import Any, Final

import click

from reviewhub import cli
from reviewhub.plugin import hookspecs
from reviewhub.plugin.templates import described_parameters, template_folder
from reviewhub.settings import Settings

DOCS: Final = Path(__file__).resolve().parent
PREFIX: Final = "REVIEWHUB_"
WIDTH: Final = 96


def settings_table() -> str:
    """Give one row a setting: its name in the environment, its default, what it does."""
    rows = [
        f"| `{PREFIX}{one.name.upper()}` | {default_of(one)} | {help_of(one)} |" for one in fields(Settings)
    ]
    return "\n".join(["| name | default | what it does |", "|---|---|---|", *rows])


def default_of(setting: Field[object]) -> str:
    """Print a default as one would type it; nothing for none."""
    if setting.default in {MISSING, None, ""}:
        return ""
    text = str(setting.default)
    return f"`{text.lower() if isinstance(setting.default, bool) else text}`"


def help_of(setting: Field[object]) -> str:
    """Give a setting's help in English, whether it is one text or one in each language."""
    said = setting.metadata["help"]
    return str(getattr(said, "en", said)).replace("\n", " ").replace("|", "\\|")


def hooks_page() -> str:
    """Give one section a hook: its signature and its contract, in the order of ``hookspecs.py``."""
    found = [one for one in vars(hookspecs).values() if is_hook(one)]
    ordered = sorted(found, key=lambda hook: hook.__code__.co_firstlineno)
    sections = [
        f"## `{hook.__name__}`\n\n```python\n{signature_of(hook)}\n```\n\n{prose(hook.__doc__)}"
        for hook in ordered
    ]
    return "\n\n".join(["# Hooks", GENERATED, prose(hookspecs.__doc__), *sections]) + "\n"


def is_hook(one: object) -> bool:
    """Tell whether pluggy marked a function of ``hookspecs.py`` as a specification."""
    return isinstance(one, FunctionType) and hasattr(one, "reviewhub_spec")


def signature_of(hook: FunctionType) -> str:
    """Print a hook's signature as an author would write it, without the modules of the types."""
    shown = str(inspect.signature(hook))
    return f"def {hook.__name__}{re.sub(r'(?:[a-z_]+[.])+(?=[A-Za-z])', '', shown)}: ..."


def prose(docstring: str | None) -> str:
    """Give a docstring as Markdown: code in single backticks."""
    return inspect.cleandoc(docstring or "").replace("``", "`")


def commands_page() -> str:
    """Give one section a command, its help as the command line prints it."""
    root = click.Context(cli.main, info_name="reviewhub", terminal_width=WIDTH, max_content_width=WIDTH)
    sections = [
        f"## `{context.command_path}`\n\n```text\n{help_text(context)}\n```" for context in walk(root)
    ]
    return "\n\n".join(["# Commands", GENERATED, *sections]) + "\n"


def walk(context: click.Context) -> Iterator[click.Context]:
    """Give a command and everything below it, groups before their members, by name."""
    yield context
    group = context.command
    for name in group.list_commands(context) if isinstance(group, click.Group) else ():
        command = group.get_command(context, name) if isinstance(group, click.Group) else None
        if command is not None and not command.hidden:
            yield from walk(click.Context(command, parent=context, info_name=name))


def help_text(context: click.Context) -> str:
    """Print the help of one command, without blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in context.get_help().splitlines())


GENERATED: Final = "<!-- written by docs/generate.py from the code: change it there, then run `make docs` -->"
BEGIN: Final = "<!-- settings: written by docs/generate.py -->"
END: Final = "<!-- end of settings -->"


def operations_page() -> str:
    """Give the operations page as it stands, with the settings table written anew."""
    before, rest = (DOCS / "operations.md").read_text("utf-8").split(BEGIN)
    return f"{before}{BEGIN}\n{settings_table()}\n{END}{rest.split(END)[1]}"


KEYS: Final = "<!-- keys: written by docs/generate.py from the schema -->"
LANGUAGES: Final = ("zh", "en")
KEYS_END: Final = "<!-- end of keys -->"
OF_A_TEMPLATE: Final = {
    "words": "Texts",
    **{name: f"`[[{name}]]`" for name in ("group", "criterion", "veto", "precondition")},
}


def templates_page() -> str:
    """Give the page on templates as it stands, with every key of the format written anew."""
    before, rest = (DOCS / "scoring-templates.md").read_text("utf-8").split(KEYS)
    return f"{before}{KEYS}\n{template_keys()}\n{KEYS_END}{rest.split(KEYS_END)[1]}"


def template_keys() -> str:
    """Give one table for the head, one for each part of a template, one for each scorer."""
    schema = json.loads((template_folder() / "scoring_template.schema.json").read_text("utf-8"))
    parts = {title: schema["$defs"][name] for name, title in OF_A_TEMPLATE.items()}
    scorers = {
        f"`{key}`": described_parameters(key, {})
        for key in schema["$defs"]["scorer"]["properties"]["use"]["examples"]
    }
    tables = {"The head": schema, **parts, **scorers}
    return "\n\n".join(key_table(title, of, schema["$defs"]) for title, of in tables.items())


def key_table(title: str, schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """Give one row a key: its name, what it holds, its default, what it does."""
    said = schema.get("description", "").partition(": ")[2] if title.startswith("`builtin.") else ""
    rows = [
        f"| `{path}`{' (required)' if needed else ''} | {kind_of(one)} | {shown(one.get('default'))}"
        f" | {help_in(one)} |"
        for path, one, needed in keys_of(schema, definitions)
    ]
    lead = [f"### {title}", f"{said[:1].upper()}{said[1:]}"] if said else [f"### {title}"]
    table = "\n".join(["| key | holds | default | what it does |", "|---|---|---|---|", *rows])
    return "\n\n".join([*lead, table])


def keys_of(
    schema: Mapping[str, Any], definitions: Mapping[str, Any], prefix: str = ""
) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Give every key of a schema and of what lies in it, with its path; the two languages are told once."""
    for name, own in schema.get("properties", {}).items():
        if prefix and name in LANGUAGES:
            continue
        named = definitions[own["$ref"].rpartition("/")[2]] if "$ref" in own else {}
        one = {**named, **own}
        yield f"{prefix}{name}", one, name in schema.get("required", ())
        inside = {"items": "[].", "additionalProperties": ".NAME."}
        held = next((key for key in inside if isinstance(one.get(key), Mapping)), "")
        yield from keys_of(one.get(held, one), definitions, f"{prefix}{name}{inside.get(held, '.')}")


def is_words(schema: Mapping[str, Any]) -> bool:
    """Tell whether a part is a text in two languages."""
    return set(LANGUAGES) <= set(schema.get("properties", {}))


def kind_of(schema: Mapping[str, Any]) -> str:
    """Say what a key holds, in a word or by its choices."""
    if "enum" in schema or "const" in schema:
        return ", ".join(shown(one) for one in schema.get("enum", [schema.get("const")]))
    if is_words(schema):
        return "text in both languages"
    kinds = {"array": "list", "object": "table", "boolean": "true or false", "integer": "whole number"}
    kind = str(schema.get("type", "table"))
    return kinds.get(kind, {"string": "text"}.get(kind, kind))


def shown(value: object) -> str:
    """Print a value as a template's file would."""
    return "" if value is None else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def help_in(schema: Mapping[str, Any]) -> str:
    """Give a key's description for a cell of a table."""
    return str(schema.get("description", "")).replace("|", "\\|").replace("\n", " ")


PAGES: Final = {
    "operations.md": operations_page,
    "scoring-templates.md": templates_page,
    "plugins/hooks.md": hooks_page,
    "commands.md": commands_page,
}


def main() -> None:
    """Write every page, and say which changed."""
    for name, write in PAGES.items():
        path, text = DOCS / name, write()
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"docs/{name} written anew")


if __name__ == "__main__":
    main()

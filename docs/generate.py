"""Write the parts of the manual that the code knows better: settings, hooks and commands.

``make docs`` runs it; a house test fails when a page is not what it would write.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path
from types import FunctionType
from typing import Final

import click

from reviewhub import cli
from reviewhub.plugin import hookspecs
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


PAGES: Final = {
    "operations.md": operations_page,
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

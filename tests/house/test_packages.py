"""A folder states its rule, the domain stays pure, and nothing stands in the house unused."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from house.tree import HOUSE, ROOT, module_name, parsed, python_files

# Modules that nothing imports, each with what reaches it instead.
REACHED_OTHERWISE: Final = {
    "reviewhub.__main__": "python -m reviewhub",
    "reviewhub.testing.fixtures": "pytest finds it by its entry point",
    "reviewhub.db.migrations.env": "Alembic runs it by path",
    "reviewhub.stats.bootstrap": "for studies of many panels; no page shows what covers too little",
}

OUTSIDE_WORLD: Final = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "open",
    "os.getenv",
    "print",
    "input",
}


def packages() -> list[Path]:
    return [path for path in python_files("src") if path.name == "__init__.py"]


def imported_names(path: Path) -> Iterator[str]:
    """Give every dotted name a file imports, and every dotted name of ours that it spells as a string."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and str(node.value).startswith("reviewhub."):
            yield str(node.value).partition(":")[0]


def is_found_by_name(module: str) -> bool:
    """Tell whether the plugin manager finds it: built-ins are listed by the folder, not imported."""
    return module.startswith("reviewhub.builtin.")


@pytest.mark.parametrize("package", packages(), ids=lambda path: str(path.parent.relative_to(HOUSE)))
def test_a_package_states_its_rule_in_one_sentence(package: Path) -> None:
    rule = ast.get_docstring(parsed(package)) or ""
    first, *_ = rule.split("\n\n")
    assert first.endswith(".")
    assert len(first) >= 15


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in python_files("src") if "migrations" not in path.parts}
    assert sorted(str(path) for path in folders if not (path / "__init__.py").exists()) == []


def test_the_domain_imports_the_standard_library_and_itself() -> None:
    roots = {
        (module_name(path), name.split(".")[0])
        for path in python_files("src/reviewhub/domain")
        for name in imported_names(path)
        if not name.startswith("reviewhub.domain")
    }
    assert {(module, root) for module, root in roots if root not in sys.stdlib_module_names} == set()


def test_the_domain_reads_no_clock_no_file_and_no_environment() -> None:
    calls = {
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node.func)}"
        for path in python_files("src/reviewhub/domain")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
    }
    assert {call for call in calls if call.split()[1] in OUTSIDE_WORLD} == set()


def test_no_module_is_dead() -> None:
    modules = {module_name(path) for path in python_files("src") if path.name != "__init__.py"}
    used = {name for path in python_files("src") for name in imported_names(path)}
    dead = {one for one in modules - used - REACHED_OTHERWISE.keys() if not is_found_by_name(one)}
    assert sorted(dead) == []

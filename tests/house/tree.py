"""The tree as the house tests read it: which files there are, and what is defined in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SRC: Final = ROOT / "src"
HOUSE: Final = SRC / "reviewhub"
WRITTEN_BY_TOOLS: Final = {"__pycache__", "node_modules"}
WRITTEN_AT_THE_TOP: Final = {"build", "data", "demo", "dist"}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method, and where it stands."""

    path: Path
    node: FunctionNode

    @property
    def place(self) -> str:
        """Give the file, the line and the name, so that an editor can jump there."""
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.node.name}"

    @property
    def lines(self) -> int:
        """Count the lines from ``def`` to the last, without decorators and without the docstring."""
        total = (self.node.end_lineno or 0) - self.node.lineno + 1
        first = self.node.body[0]
        if ast.get_docstring(self.node, clean=False) is None or len(self.node.body) == 1:
            return total
        return total - ((first.end_lineno or 0) - first.lineno + 1)

    @property
    def arguments(self) -> int:
        """Count the arguments a caller may give; ``self`` and ``cls`` are not given."""
        given = self.node.args
        names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        return len([name for name in names if name not in {"self", "cls"}])


def is_ours(path: Path) -> bool:
    """Tell whether a path belongs to the project rather than to a tool or to what a run leaves."""
    first, *rest = path.relative_to(ROOT).parts
    hidden = any(part.startswith(".") for part in (first, *rest[:-1])) and first not in {".ci", ".gitignore"}
    made = WRITTEN_BY_TOOLS & {first, *rest} or first in WRITTEN_AT_THE_TOP or first.endswith(".egg-info")
    return not (hidden or made)


def files(*roots: str, pattern: str = "*") -> list[Path]:
    """Give the project's files under some folders, in a stable order."""
    found = (path for root in roots for path in (ROOT / root).rglob(pattern))
    return sorted(path for path in found if path.is_file() and is_ours(path))


def python_files(*roots: str) -> list[Path]:
    """Give the Python files under some folders; the diary of migrations is not counted as code."""
    return [path for path in files(*roots, pattern="*.py") if "versions" not in path.parts]


@cache
def parsed(path: Path) -> ast.Module:
    """Parse one file, once."""
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(*roots: str) -> Iterator[Function]:
    """Give every function and method under some folders."""
    for path in python_files(*roots):
        for node in ast.walk(parsed(path)):
            if isinstance(node, FunctionNode):
                yield Function(path, node)


def module_name(path: Path) -> str:
    """Give the dotted name under which a file of ``src`` is imported."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def acts(path: Path) -> bool:
    """Tell whether a module does anything: some function has a body beyond its docstring and ``...``."""
    nodes = [node for node in ast.walk(parsed(path)) if isinstance(node, FunctionNode)]
    return any(not is_constant(statement) for node in nodes for statement in node.body)


def is_constant(statement: ast.stmt) -> bool:
    """Tell whether a statement is a docstring or ``...``."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)

"""One noun, one name: the words that the glossary rules out do not name anything in the code."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from house.tree import HOUSE, ROOT, parsed, python_files

# Names that carry a ruled-out word for a good reason: the module's name, the name, and the reason.
ALLOWED: Final = {
    ("protocols", "question"): "a statistic says in plain words which question it answers",
    ("statistics", "question"): "the same, where the built-in statistics say it",
    ("skipping", "Marks"): "the columns by which a row of data is told from a title or a total",
    ("visibility", "Phase"): "what may be seen depends on where the campaign stands, not on a scoring round",
    (
        "visibility",
        "phase",
    ): "what may be seen depends on where the campaign stands",
}
# Words that mean something else in the language of statistics than on a page.
IN_STATS: Final = {"batch": "many matrices side by side, not a campaign"}
IN_SELECTION: Final = {"lottery": "panels with the chances of each; the draw is what takes one of them"}
WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(frozen=True, slots=True)
class RuledOut:
    """A word the glossary rules out, and where."""

    word: str
    alone: bool
    outside_stats: bool

    def is_in(self, name: str) -> bool:
        """Tell whether a name uses the word, singular or plural."""
        if self.alone:
            return self.word in {name, name.removesuffix("s")}
        words = {word.lower() for word in WORD.findall(name)}
        return bool({self.word, f"{self.word}s"} & words)


def ruled_out() -> list[RuledOut]:
    """Read the last column of the glossary's table."""
    rows = [
        line for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines() if line.startswith("| `")
    ]
    cells = [row.strip("| ").split(" | ")[-1] for row in rows]
    found = [one for cell in cells for one in re.findall(r"`(\w+)`(?: \((alone|outside)[^)]*\))?", cell)]
    return [RuledOut(word, where == "alone", where == "outside") for word, where in found]


def names_in(path: Path) -> Iterator[tuple[int, str]]:
    """Give every name that a file defines: classes, functions, arguments, variables, fields."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def speaks_statistics(path: Path) -> bool:
    """Tell whether a file uses the language of statistics: that folder, modules and a command so called."""
    command = HOUSE / "cli" / "statistics"
    return path.is_relative_to(HOUSE / "stats") or path.is_relative_to(command) or path.stem == "statistics"


def speaks_selection(path: Path) -> bool:
    """Tell whether a file uses the language of drawing by chance: that folder, and what speaks to it."""
    rooms = (HOUSE / "selection", HOUSE / "services" / "drawing", HOUSE / "cli" / "draw")
    return any(path.is_relative_to(room) for room in rooms)


def all_names() -> list[tuple[Path, int, str]]:
    modules = python_files("src")
    named = [(path, 1, path.stem) for path in modules]
    return named + [(path, line, name) for path in modules for line, name in names_in(path)]


@pytest.mark.parametrize("ruled", ruled_out(), ids=lambda one: one.word)
def test_nothing_is_named_by_a_word_the_glossary_rules_out(ruled: RuledOut) -> None:
    uses = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path, line, name in all_names()
        if ruled.is_in(name)
        and (path.stem, name) not in ALLOWED
        and not ((ruled.outside_stats or ruled.word in IN_STATS) and speaks_statistics(path))
        and not (ruled.word in IN_SELECTION and speaks_selection(path))
    ]
    assert uses == []


def test_the_glossary_rules_out_the_words_it_prints() -> None:
    assert {one.word for one in ruled_out()} >= {"client", "reviewer", "rubric", "Conflict", "bias"}


@pytest.mark.parametrize("name", ["reviewer_name", "ReviewerList", "add_reviewers"])
def test_a_ruled_out_word_is_found_inside_a_name(name: str) -> None:
    assert RuledOut("reviewer", alone=False, outside_stats=False).is_in(name)


@pytest.mark.parametrize("name", ["round_half_up", "ScoringRound", "ground"])
def test_a_word_ruled_out_alone_may_stand_in_company(name: str) -> None:
    assert not RuledOut("round", alone=True, outside_stats=False).is_in(name)

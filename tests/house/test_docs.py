"""The manual is in step: generated pages are what the code says, links lead somewhere, verbs exist."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from house.tree import ROOT, files

GENERATED: Final = ("operations.md", "scoring-templates.md", "plugins/hooks.md", "commands.md")
LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)")
FENCE: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def manual() -> list[Path]:
    """Give every Markdown file that people read here."""
    folders = files("docs", "plugins", "scoring_templates", "changes", "tests", pattern="*.md")
    return sorted([*ROOT.glob("*.md"), *folders])


def prose(path: Path) -> str:
    """Give a page without its code blocks."""
    return FENCE.sub("", path.read_text("utf-8"))


def slug(heading: str) -> str:
    """Give the anchor that a heading gets on the page."""
    words = re.sub(r"[`*]", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)}


def leads_nowhere(page: Path, link: str) -> bool:
    """Tell whether a relative link misses its file or its heading."""
    name, _, anchor = link.partition("#")
    target = (page.parent / name) if name else page
    return not target.exists() or bool(anchor and target.suffix == ".md" and anchor not in anchors(target))


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_page_is_what_the_code_says(generator: ModuleType, name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == generator.PAGES[name]()


def test_every_generated_page_is_looked_at(generator: ModuleType) -> None:
    assert set(generator.PAGES) == set(GENERATED)


@pytest.mark.parametrize("page", manual(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_inside_the_tree_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(prose(page)) if not re.match(r"[a-z]+:", link)]
    assert [link for link in links if leads_nowhere(page, link)] == []


def test_every_verb_the_manual_names_is_in_the_makefile() -> None:
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {verb for page in manual() for verb in re.findall(r"\bmake ([a-z]+)\b", code_in(page))}
    assert named - verbs == set()


def code_in(page: Path) -> str:
    """Give what a page prints as code, in blocks and inside lines."""
    text = page.read_text("utf-8")
    return "\n".join([*FENCE.findall(text), *re.findall(r"`[^`\n]+`", FENCE.sub("", text))])


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in files("docs/decisions", pattern="*.md")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_link_to_nothing_is_caught(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A heading\n", "utf-8")
    assert leads_nowhere(page, "missing.md")
    assert leads_nowhere(page, "#another-heading")
    assert not leads_nowhere(page, "#a-heading")

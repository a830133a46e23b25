"""Where plugins come from, and what is refused before anything of them is asked."""

from pathlib import Path

import pytest

from reviewhub.domain.errors import PluginError
from reviewhub.plugin.sources import Source, hooks_of, imported, new_manager, register, strangers

GOOD = (
    "from reviewhub.plugin.hookspecs import hookimpl\n\n@hookimpl\ndef register_scorers():\n    return []\n"
)


def test_files_are_listed_in_order_and_not_imported(tmp_path: Path) -> None:
    for name in ("b.py", "a.py", "notes.txt"):
        (tmp_path / name).write_text("raise SystemExit", "utf-8")
    files = [one for one in strangers(tmp_path) if one.path]
    assert files == [Source("a.py", tmp_path / "a.py"), Source("b.py", tmp_path / "b.py")]


@pytest.mark.parametrize("text", ["1 / 0", "raise SystemExit(0)", "def broken(:"])
def test_a_file_that_cannot_be_imported_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.py").write_text(text, "utf-8")
    with pytest.raises(PluginError) as refused:
        imported(Source("mine.py", tmp_path / "mine.py"))
    assert str(refused.value.values["message"]).startswith("mine.py: ")


def test_a_package_that_is_gone_is_named() -> None:
    with pytest.raises(PluginError, match=r"plugin\.broken_import"):
        imported(Source("no-such-package"))


def test_the_hooks_of_a_plugin_are_found(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(GOOD, "utf-8")
    plugin = imported(Source("mine.py", tmp_path / "mine.py"))
    register(new_manager(), plugin, "mine.py")
    assert list(hooks_of(plugin)) == ["register_scorers"]

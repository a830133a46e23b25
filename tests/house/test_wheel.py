"""The wheel holds the whole product, installs into a fresh environment and starts there, new plugin too."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

from house.tree import HOUSE, ROOT, files

pytestmark = pytest.mark.slow

WRITING: Final = ROOT / "docs/plugins/writing.md"
START: Final = """
import sys
from pathlib import Path
from reviewhub.app import create_app
from reviewhub.settings import Settings
app = create_app(Settings(data_dir=Path(sys.argv[1]), secret_key="k" * 48, cookie_secure=False))
print(len(list(app.url_map.iter_rules())))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of programs of an environment that holds the wheel and what it asks for."""
    home = tmp_path_factory.mktemp("fresh") / "venv"
    programs = home / "bin"
    uv = Path(sys.executable).with_name("uv")
    venv.create(home, with_pip=not uv.exists())
    installer = (
        [uv, "pip", "install", "--python", programs / "python"]
        if uv.exists()
        else [programs / "pip", "install"]
    )
    run(*map(str, installer), "--quiet", "--constraint", "requirements.lock", str(wheel))
    return programs


def run(*command: str) -> str:
    """Run one command in the project's folder, without this process's own Python settings."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REVIEWHUB"))
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=False, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def test_the_wheel_holds_every_file_of_the_package_and_the_templates(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {str(path.relative_to(HOUSE.parent)) for path in files("src/reviewhub") if path.suffix != ".pyc"}
    templates = {f"reviewhub/{path.relative_to(ROOT)}" for path in files("scoring_templates")}
    copied = {f"reviewhub/plugin_skeleton/{path.name}" for path in files("plugins/reviewhub-skeleton")}
    compiled = {name.replace(".po", ".mo") for name in ours if name.endswith(".po")}
    assert packed == ours | templates | copied | compiled


def test_the_command_starts_in_a_fresh_environment(fresh: Path) -> None:
    assert run(str(fresh / "reviewhub"), "--help").startswith("Usage: reviewhub")


def test_the_application_starts_in_a_fresh_environment(fresh: Path, tmp_path: Path) -> None:
    assert int(run(str(fresh / "python"), "-I", "-c", START, str(tmp_path))) >= 20


def blocks(language: str) -> list[str]:
    """Give the blocks of the page on writing a plugin."""
    return re.findall(rf"^```{language}\n(.*?)^```", WRITING.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(fresh: Path, tmp_path: Path) -> Path:
    """Give a folder with the files that the page has its reader save, and let the environment have pytest."""
    uv = Path(sys.executable).with_name("uv")
    if uv.exists():
        (fresh / "pip").write_text(f'#!/bin/sh\nexec "{uv}" pip "$@"\n', "utf-8")
        (fresh / "pip").chmod(0o755)
    (tmp_path / "my_plugins").mkdir()
    (tmp_path / "my_plugins/pass_or_fail.py").write_text(blocks("python")[0], "utf-8")
    [template] = [block for block in blocks("toml") if block.startswith("format")]
    (tmp_path / "park.toml").write_text(template, "utf-8")
    at_the_desk("pip install pytest", fresh, tmp_path)
    return tmp_path


def at_the_desk(lines: str, programs: Path, folder: Path) -> str:
    """Run lines of a shell as somebody would who has made the environment active."""
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REVIEWHUB"))},
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(programs.parent),
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["sh", "-ec", lines],
        cwd=folder,
        env=environ,
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, f"{lines}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def test_a_new_plugin_installs_tests_green_and_scores_by_the_steps_of_the_page(
    fresh: Path, desk: Path
) -> None:
    file, package, scoring = (at_the_desk(lines, fresh, desk) for lines in blocks("sh"))
    assert "example.pass" in file
    assert re.search(r"^=+ \d+ passed", package, re.MULTILINE)
    assert re.search(r"green_space +0\.1\.0 .* green_space\.reached ", scoring)
    assert scoring.splitlines()[-1] == "50.00"

"""The wheel holds the whole product, installs into a fresh environment and starts there."""

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

from house.tree import HOUSE, ROOT, files

pytestmark = pytest.mark.slow

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

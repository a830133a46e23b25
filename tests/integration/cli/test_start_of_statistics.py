"""What ``reviewhub statistics`` loads: the arrays and special functions, and nothing of server or figures."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

HEAVY: Final = ("matplotlib", "scipy.stats", "sqlalchemy", "flask", "babel", "jinja2", "python_calamine")


@pytest.mark.parametrize("options", [("--json",), (), ("--json", "--summary")], ids=" ".join)
def test_numbers_come_without_database_server_or_figures(tmp_path: Path, options: tuple[str, ...]) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("90,80,85\n70,75,72\n60,64,66\n")
    arguments = ["statistics", str(file), "--scale", "0,100", "--cutoffs", "90,80,60", *options]
    check = (
        "import sys; from reviewhub.cli import main; "
        f"main({arguments!r}, standalone_mode=False); "
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert (told.stderr, told.stdout != "") == ("\n", True)

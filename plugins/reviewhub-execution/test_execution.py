from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import reviewhub_execution
from click.testing import CliRunner, Result
from reviewhub_execution.scorer import ExecutionRate
from reviewhub_execution.treasury import Unreadable, read_treasury

from reviewhub.cli import main
from reviewhub.testing import criterion_for

Check = Callable[..., Any]
TREASURY = """项目编码,项目名称,预算数（万元）,支出数（元）
P1,道路,"1,000",5000000
P1,道路,,"4,150,000"
P2,公厕,200,2000000
"""


def criterion(**marks: Any) -> Any:
    return criterion_for("execution.rate", 10, marks)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the product find the plugin in its folder of plugins; gives a folder for files."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins/execution.py").write_text("from reviewhub_execution import *\n", "utf-8")
    monkeypatch.setenv("REVIEWHUB_PLUGINS_DIR", str(tmp_path / "plugins"))
    return tmp_path


def run(folder: Path, data: bytes, *options: str) -> Result:
    (folder / "treasury.csv").write_bytes(data)
    return CliRunner().invoke(main, ["execution", str(folder / "treasury.csv"), *options])


def test_everything_it_offers_keeps_its_contract(check_plugin: Check) -> None:
    check_plugin(reviewhub_execution, [criterion(), criterion(full_at=90, none_below=60)])


@pytest.mark.parametrize(
    ("spent", "marks", "points"),
    [
        ("91.5", {}, "9.15"),  # 执行率 × 分值
        ("0", {}, "0.00"),
        ("120", {}, "10.00"),
        ("90", {"full_at": 90, "none_below": 60}, "10.00"),
        ("59.99", {"full_at": 90, "none_below": 60}, "0.00"),
        ("60", {"full_at": 90, "none_below": 60}, "6.67"),
    ],
)
def test_points_follow_the_rate(check_scorer: Check, spent: str, marks: dict[str, Any], points: str) -> None:
    answer = {"budget": "100", "spent": spent}
    (found,) = check_scorer(ExecutionRate(), criterion(**marks), [answer])
    assert str(found.value) == points


def test_marks_the_wrong_way_round_are_named() -> None:
    faults = ExecutionRate().problems(criterion(full_at=60, none_below=90))
    assert [(one.path, one.code) for one in faults] == [("none_below", "template.order")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_treasury_s_lines_become_points_a_project(offered: Path, encoding: str) -> None:
    answer = run(offered, TREASURY.encode(encoding), "--points", "10")
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.splitlines()[1:] == [
        "P1,道路,10000000.00,9150000.00,91.50,9.15",
        "P2,公厕,2000000.00,2000000.00,100.00,10.00",
    ]


def test_what_was_added_to_a_budget_counts() -> None:
    (one,) = read_treasury("项目编码,预算数,支出数\nP1,100,50\nP1,-20,\n".encode())
    assert (one.budget, one.spent) == (Decimal(80), Decimal(50))


def test_everything_wrong_is_said_with_its_line(offered: Path) -> None:
    lines = ["P1,路,100,十万", ",桥,1,1", "P2,井,100,1", "P2,井,100,1", "P3,灯,,1", "P4,树,NaN,1"]
    answer = run(offered, "\n".join(["项目编码,项目名称,预算数,支出数", *lines]).encode())
    assert answer.exit_code == 1
    said = [line.removeprefix("Error: ").split(" / ")[0] for line in answer.stderr.splitlines()]
    assert said == [
        "第 2 行的金额“十万”无法识别",
        "第 3 行没有项目编码",
        "第 7 行的金额“NaN”无法识别",
        "P2 井：第 4、5 行的预算数相同，请只保留一行",
        "P3 灯：没有预算数，无法计算执行率",
        "P4 树：没有预算数，无法计算执行率",
    ]


@pytest.mark.parametrize(
    "data", [b"", "项目编码,预算数,支出数\n".encode(), b"\xff\xff\xff", b"a,b,c\n1,2,3\n"]
)
def test_a_file_that_is_no_treasury_s_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_treasury(data)


@pytest.mark.usefixtures("offered")
def test_the_command_stands_among_those_that_ship() -> None:
    assert "execution" in CliRunner().invoke(main, ["--help"]).stdout

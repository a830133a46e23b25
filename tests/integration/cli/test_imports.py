"""Imports from the command line: what they print, what they write, and the status they end with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from integration.tables import BAD_FILES, REFERENCE, ROAD, SCHOOL, project_table, table
from integration.world import BUREAU, NEIGHBOUR, World
from reviewhub.cli import main
from reviewhub.db.models import Entry, Expert, MeasuredValue, Organization, Project
from reviewhub.domain.scoring.template import Kind

Run = Callable[..., Result]


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``reviewhub`` on this test's database, for the bureau that the tests look at."""
    url = world.parts.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("REVIEWHUB_DATABASE_URL", url)
    monkeypatch.setenv("REVIEWHUB_DATA_DIR", str(world.parts.settings.data_dir))
    monkeypatch.setenv("REVIEWHUB_SECRET_KEY", world.parts.settings.secret_key)

    def command(*arguments: object, bureau: str = BUREAU) -> Result:
        given = [*map(str, arguments), "--bureau", bureau, "--language", "zh"]
        return CliRunner().invoke(main, given, catch_exceptions=False)

    return command


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write a list of projects to a file."""

    def write(*rows: tuple[object, ...]) -> Path:
        path = tmp_path / "项目.csv"
        path.write_bytes(project_table(*rows).data)
        return path

    return write


def rows(world: World, model: type[Project | Expert | Organization | Entry | MeasuredValue]) -> int:
    with world.reading() as session:
        return session.execute(select(func.count(model.id))).scalar_one()


def test_the_reference_list_is_tried_then_imported_then_known(run: Run, world: World) -> None:
    path, before = REFERENCE / "projects.xlsx", rows(world, Project)
    tried = run("projects", "import", path, "--year", 2021, "--dry-run")
    assert tried.exit_code == 0
    assert tried.output.splitlines() == [
        "表中 665 行：新增 665，变更 0，不变 0，跳过 39。",
        "38 个单位，申报金额 497,578.64 万元，其中一般公共预算 198,576.00 万元。",
        *tried.output.splitlines()[2:4],
        "试运行，没有写入任何内容。",
    ]
    assert rows(world, Project) == before
    done = run("projects", "import", path, "--year", 2021)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "已全部写入。")
    assert rows(world, Project) == before + 665
    again = run("projects", "import", path, "--year", 2021)
    assert (again.exit_code, again.output.splitlines()[-1]) == (0, "与系统中的内容完全一致，没有写入。")


def test_a_change_is_printed_with_both_figures(run: Run, file: Callable[..., Path]) -> None:
    run("projects", "import", file(ROAD), "--year", 2027)
    done = run("projects", "import", file((*ROAD[:-1], "231")), "--year", 2027)
    assert "  第 2 行 道路改造：申报金额 由 230.50 万元 改为 231.00 万元。" in done.output.splitlines()


def test_the_reference_experts_and_agencies_come_in(run: Run, world: World) -> None:
    assert run("experts", "import", REFERENCE / "experts.csv").exit_code == 0
    assert rows(world, Expert) == 120
    done = run("agencies", "import", REFERENCE / "key_evaluation.csv")
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0,
        "表中 3 行：新增 1，变更 0，不变 2，跳过 15。",
    )


@pytest.mark.parametrize("mode", [(), ("--dry-run",)])
def test_problems_end_with_status_one_and_write_nothing(
    run: Run, world: World, file: Callable[..., Path], mode: tuple[str, ...]
) -> None:
    before = rows(world, Project), rows(world, Entry)
    answer = run("projects", "import", file(ROAD, (*SCHOOL[:-1], "壹万")), "--year", 2027, *mode)
    assert answer.exit_code == 1
    assert "第 3 行“金额（万元）”：“壹万”不是金额" in answer.output
    assert (rows(world, Project), rows(world, Entry)) == before


@pytest.mark.parametrize("code", ["file.empty", "file.not_a_table", "table.column_missing"])
@pytest.mark.parametrize("noun", ["experts", "agencies"])
def test_a_bad_file_ends_with_status_one(run: Run, tmp_path: Path, noun: str, code: str) -> None:
    (tmp_path / "表.xlsx").write_bytes(BAD_FILES[code])
    answer = run(noun, "import", tmp_path / "表.xlsx")
    assert answer.exit_code == 1
    assert code not in answer.output  # said in words


@pytest.mark.parametrize(
    "arguments",
    [
        ("projects", "import", "/no/such/file.xlsx", "--year", "2021"),
        ("projects", "import", __file__),
        ("projects", "import", __file__, "--year", "two"),
    ],
)
def test_a_wrong_call_ends_with_status_two(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_where_there_are_two_bureaus_one_must_be_named(run: Run, file: Callable[..., Path]) -> None:
    answer = run("projects", "import", file(ROAD), "--year", 2027, bureau="没有这个局")
    assert answer.exit_code == 2
    assert NEIGHBOUR in answer.output


def test_an_import_goes_to_the_bureau_that_is_named(
    run: Run, world: World, file: Callable[..., Path]
) -> None:
    before = rows(world, Project)
    assert run("projects", "import", file(ROAD), "--year", 2027, bureau=NEIGHBOUR).exit_code == 0
    assert rows(world, Project) == before


def test_projects_are_listed_with_their_sum(run: Run) -> None:
    answer = run("projects", "list", "--above", "2000")
    lines = answer.output.splitlines()
    assert answer.exit_code == 0
    assert [line.split()[1] for line in lines[1:-1]] == ["主干道市容环境整治", "新加坡产业园片区道路建设"]
    assert lines[-1].startswith("合计 2 个项目，申报金额 5,424.60 万元")


def test_measured_values_are_tried_then_recorded_by_nobodys_account(
    run: Run, world: World, tmp_path: Path
) -> None:
    campaign = world.open_campaign(Kind.KEY_EVALUATION, ["果林路管网改造"])
    path = tmp_path / "数据.csv"
    line = ("果林路管网改造", "实际支出资金", "4500", "万元", "国库系统")
    path.write_bytes(table(("项目名称", "指标数据", "数值", "单位", "来源"), line).data)
    given = ("measured-values", "import", path, "--campaign", campaign)
    assert "表中 1 行：新增 1" in run(*given, "--dry-run").output
    assert rows(world, MeasuredValue) == 0
    assert run(*given).output.endswith("已全部写入。\n")
    with world.reading() as session:
        assert session.execute(select(MeasuredValue.value, MeasuredValue.account_id)).one() == (4500, None)


def test_measured_values_of_no_campaign_are_refused_in_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "数据.csv"
    path.write_bytes(table(("项目名称", "指标数据", "数值", "来源"), ("x", "x", "1", "x")).data)
    answer = run("measured-values", "import", path, "--campaign", 999)
    assert (answer.exit_code, "Traceback" in answer.output) == (1, False)


@pytest.mark.parametrize("noun", ["projects", "experts", "agencies", "measured-values"])
def test_help_shows_an_example(noun: str) -> None:
    answer = CliRunner().invoke(main, [noun, "import", "--help"])
    assert f"reviewhub {noun} import" in answer.output.split("例 Example:")[1]


@pytest.mark.parametrize("filters", [("--above", "NaN"), ("--above", "1e3"), ("--year", "x")])
def test_a_filter_that_cannot_be_read_is_wrong_usage(run: Run, filters: tuple[str, ...]) -> None:
    assert run("projects", "list", *filters).exit_code == 2

"""Whatever the scorer of a plugin does costs an error with its name on it; every other score arrives."""

import json
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from integration.hostile import APART, GOOD, IN_PROCESS, KEY, campaign_with, hostile_registry
from integration.visitor import Visitor
from integration.world import Clock, InOrder, World
from reviewhub.db.models import Draft, Sheet
from reviewhub.domain.errors import Invalid, PluginError
from reviewhub.edge.unit import Parts
from reviewhub.files.local import DocumentStore
from reviewhub.plugin.manager import load_plugins
from reviewhub.plugin.registry import Registry
from reviewhub.services.scoring import sheets
from reviewhub.settings import Settings

EXPERTS = ["ZJ0001", "ZJ0002", "ZJ0003", "ZJ0004"]
TASKS = 3
MODES = {"in process": (IN_PROCESS, 0), "apart": (APART, 2)}


@pytest.fixture(scope="module", params=list(MODES))
def mode(request: pytest.FixtureRequest) -> str:
    """Where the scorers of strangers run."""
    return str(request.param)


@pytest.fixture(scope="module")
def hostile(mode: str, tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Everything that ships, and the plugin."""
    acts, seconds = MODES[mode]
    return hostile_registry(tmp_path_factory.mktemp("plugins"), list(acts), seconds)


@pytest.fixture
def parts(settings: Settings, engine: Engine, hostile: Registry, clock: Clock) -> Parts:
    """The parts of an installation with the plugin in it."""
    return Parts(settings, engine, hostile, DocumentStore(settings.data_dir / "documents"), clock, InOrder())


@pytest.fixture
def assignment(world: World) -> int:
    """The first expert's part in a task of the hostile campaign."""
    campaign = campaign_with(world, "hostile", EXPERTS[:1])
    return world.assignment(EXPERTS[0], next(iter(world.tasks(campaign).values())))


def filled(acts: Sequence[str]) -> dict[str, str]:
    """Fill in every criterion that asks for something."""
    asking = [number for number, act in enumerate(acts, start=2) if act != "dumb"]
    return {f"1.{number}.points": GOOD if number > 1 else "0" for number in (1, *asking)}


def expected(acts: Mapping[str, str]) -> dict[str, str]:
    """Name the place and the code of every act that is one."""
    return {f"criterion 1.{number}": code for number, code in enumerate(acts.values(), start=2) if code}


def count(world: World, kind: type[Sheet | Draft]) -> int:
    with world.reading() as session:
        return session.execute(select(func.count()).select_from(kind)).scalar_one()


def test_every_act_is_named_at_its_criterion_and_the_others_are_scored(
    world: World, assignment: int, mode: str
) -> None:
    acts, _ = MODES[mode]
    typed = filled(list(acts))
    saved = sheets.save_draft(world.work(EXPERTS[0]), assignment, typed, 0)
    assert {one.path: one.code for one in saved.so_far.problems} == expected(acts)
    assert {one.values["key"] for one in saved.so_far.problems} == {KEY}
    assert saved.so_far.total == len([code for code in acts.values() if not code])
    with world.reading() as session:
        assert session.execute(select(Draft.answers)).scalars().all() == [typed]


def test_a_submission_is_refused_with_every_name_and_nothing_is_written(
    world: World, assignment: int, mode: str
) -> None:
    acts = {act: code for act, code in MODES[mode][0].items() if act != "sleeps"}
    typed = {name: text for name, text in filled(list(MODES[mode][0])).items() if not is_slow(mode, name)}
    with pytest.raises(Invalid) as refused:
        sheets.submit_sheet(world.work(EXPERTS[0]), assignment, typed, 0, "k")
    codes = [one.code for one in refused.value.problems if one.code.startswith("scorer.")]
    assert sorted(codes) == sorted(filter(None, acts.values()))
    assert count(world, Sheet) == 0


def test_the_page_says_which_plugin_failed_where_and_keeps_what_was_typed(
    assignment: int, mode: str, client_for: Callable[[str], Visitor]
) -> None:
    browser, acts = client_for(EXPERTS[0]), list(MODES[mode][0])
    number = acts.index("raises") + 2
    path = f"/assignments/{assignment}/sheet"
    typed = {f"1.{number}.points": "3.25", "1.1.reason": "第十二页"}
    sent = browser.send(path, **typed, version="0", idempotency_key="k" * 20, submit="1")
    assert sent.status_code == 422
    for page in (sent.text, browser.get(path).text):
        assert f"评分方法“{KEY}”在指标 1.{acts.index('dumb') + 2} 上出错" in page
    assert f"评分方法“{KEY}”在指标 1.{number} 上出错" in sent.text
    assert ("3.25" in sent.text, "第十二页" in sent.text) == (True, True)


def test_the_live_total_says_it_too(assignment: int, mode: str, client_for: Callable[[str], Visitor]) -> None:
    browser, acts = client_for(EXPERTS[0]), list(MODES[mode][0])
    number = acts.index("greedy") + 2
    body = {"version": 0, "answers": {"1.1.points": "0", f"1.{number}.points": "1"}}
    answer = browser.put(
        f"/assignments/{assignment}/sheet/draft",
        data=json.dumps(body),
        headers={"X-CSRFToken": browser.token(), "Content-Type": "application/json"},
    )
    assert answer.status_code == 200
    assert KEY in json.loads(answer.text)["problems"][f"1.{number}"]


def test_under_load_every_good_sheet_arrives_and_every_hostile_one_is_refused(
    world: World, mode: str
) -> None:
    """Eight browsers at once, every second one with a hostile sheet."""
    acts = list(MODES[mode][0])
    good = campaign_with(world, "harmless", EXPERTS)
    bad = campaign_with(world, "hostile", EXPERTS)
    refused: list[Invalid] = []
    others: list[Exception] = []

    def submit(expert: str, campaign: int, typed: Mapping[str, str]) -> None:
        for task in list(world.tasks(campaign).values())[:TASKS]:
            try:
                sheets.submit_sheet(
                    world.work(expert), world.assignment(expert, task), typed, 0, f"{expert}-{task}"
                )
            except Invalid as error:
                refused.append(error)
            except Exception as error:  # noqa: BLE001 -- looked at below, in the thread that reports
                others.append(error)

    quick = {name: text for name, text in filled(acts).items() if not is_slow(mode, name)}
    given = {good: {"1.1.points": "90", "1.1.reason": "充分"}, bad: quick}
    threads = [
        threading.Thread(target=submit, args=(expert, campaign, typed))
        for expert in EXPERTS
        for campaign, typed in given.items()
    ]
    started = time.monotonic()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert others == []
    assert time.monotonic() - started < 60  # a few seconds, were the machine ours alone
    assert len(refused) == len(EXPERTS) * TASKS
    assert {any(one.values.get("key") == KEY for one in error.problems) for error in refused} == {True}
    assert count(world, Sheet) == len(EXPERTS) * TASKS


def is_slow(mode: str, name: str) -> bool:
    """Tell whether filling this in makes the scorer sleep, which is tried once and not in every test."""
    acts, number = list(MODES[mode][0]), int(name.split(".")[1])
    return number > 1 and acts[number - 2] == "sleeps"


def test_a_start_that_a_plugin_tries_to_leave_is_refused_by_its_name(tmp_path: Path, mode: str) -> None:
    (tmp_path / "leaver.py").write_text("import sys\nsys.exit(0)\n", "utf-8")
    with pytest.raises(PluginError) as refused:
        load_plugins(tmp_path, MODES[mode][1])
    assert str(refused.value.values["message"]).startswith("leaver.py: ")


def test_where_a_plugin_offers_scorers_only_it_is_not_imported_here(tmp_path: Path) -> None:
    source = "from reviewhub.plugin.hookspecs import hookimpl\nimport sys\nsys.plugin_was_here = 1\n"
    (tmp_path / "alone.py").write_text(
        f"{source}\n@hookimpl\ndef register_scorers():\n    return []\n", "utf-8"
    )
    hostile_registry(tmp_path, ["raises"], 5)

    assert not hasattr(sys, "plugin_was_here")
    assert "reviewhub_plugin_alone" not in sys.modules

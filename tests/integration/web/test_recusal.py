"""Who stepped back or was excluded meets nothing of the task: every route, every id, every count."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Final

import pytest
from flask import Flask

from integration import rounds
from integration.concluded import SEVEN
from integration.crawler import crawl
from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.conflicts.declaring import NewTie
from reviewhub.domain.conflicts.finding import Outcome
from reviewhub.domain.policy import Role
from reviewhub.services import documents, exports, findings
from reviewhub.services.conflicts import ties
from reviewhub.services.findings import Deciding
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import conclusions, overview, results
from reviewhub.services.outcome.conclusions import Concluding
from reviewhub.services.panels import invitations
from reviewhub.services.rounds import answers as round_answers
from reviewhub.services.rounds import scoring_rounds
from reviewhub.services.scoring import desk
from uploads import pdf

ClientFor = Callable[[str | Role], Visitor]
EXPERT: Final = SEVEN[0]
PROJECT: Final = "宝象河水环境整治"
OTHER: Final = "校园信息化设备政府采购"
MATERIAL: Final = "宝象河申报书.pdf"
REFUSED: Final = {403, 404}
LEAVINGS: Final = ("recused", "excluded")


def begin(world: World) -> int:
    """Let a panel of three accept two tasks and score the first; gives it."""
    campaign = world.open_campaign(projects=[PROJECT, OTHER])
    task = world.tasks(campaign)[PROJECT]
    documents.add_material(world.work("officer"), task, MATERIAL, pdf())
    world.accept_all(world.form_panel(campaign, SEVEN[:3]))
    for code in SEVEN[:3]:
        world.submit(code, task)
    return task


def leave(world: World, task: int, how: str) -> None:
    """Take the expert off the task: by the own word, or by a second person's decision."""
    if how == "recused":
        invitations.recuse(world.work(EXPERT), world.assignment(EXPERT, task), "近亲属任职")
        return
    ties.enter_tie(
        world.work("officer"), world.facts.experts[EXPERT], NewTie("adviser", organization="水务局")
    )
    (line,) = findings.list_findings(world.work(Role.LEADER), open_only=True)
    findings.decide(world.work(Role.LEADER), line.id, Deciding(Outcome.CONFIRMED, "聘为顾问", 0))


def values_of(world: World, task: int) -> Mapping[str, Iterable[object]]:
    """Give every id of the task, and the first of everything else, whatever routes there will be."""
    named: dict[str, Iterable[object]] = {
        "document": (1,),
        "task": (task,),
        "project": (world.facts.projects[PROJECT],),
        "expert": (world.facts.experts[EXPERT],),
        "assignment": (world.assignment(EXPERT, task),),
        "format": ("csv",),  # which format is asked for is looked at after who asks
        "suffix": ("csv",),
        "name": ("points",),
        "precondition": ("P1",),
        "key": sorted(world.parts.registry.templates)[:1],
        "form": ("toml",),
    }
    return defaultdict(lambda: (1,), named)


OF_TASK: Final = frozenset({"task", "assignment", "document", "sheet"})
OWN_RECORD: Final = "records."  # what a person answers to the own record of work, which stays theirs


def posts(app: Flask, values: Mapping[str, Iterable[object]]) -> Iterator[str]:
    """Give every address with an id of the task that takes a form."""
    for rule in app.url_map.iter_rules():
        writes = (rule.methods or set()) & {"POST", "PUT"}
        if not writes or not rule.arguments & OF_TASK or rule.endpoint.startswith(OWN_RECORD):
            continue
        names = sorted(rule.arguments)
        for given in product(*(values[name] for name in names)):
            built = rule.build(dict(zip(names, given, strict=True)), append_unknown=False)
            assert built is not None
            yield built[1]


def status_of(app: Flask, visitor: Visitor, address: str) -> int:
    token = {"X-CSRFToken": visitor.token()}
    adapter = app.url_map.bind("localhost")
    method = "PUT" if "PUT" in (adapter.allowed_methods(address) or ()) else "POST"
    body = {"json": {"version": 0, "answers": {}}} if method == "PUT" else {"data": {"reason": "x"}}
    return visitor.open(address, method=method, headers=token, **body).status_code


@pytest.mark.parametrize("how", LEAVINGS)
def test_every_route_with_an_id_of_the_task_is_refused_and_no_page_names_it(
    app: Flask, world: World, client_for: ClientFor, how: str
) -> None:
    task = begin(world)
    expert, values = client_for(EXPERT), values_of(world, task)
    own = {page.endpoint for page in crawl(app, expert, values) if PROJECT in page.text}
    assert own >= {"desk.index", "desk.invitation", "sheets.edit", "sheets.receipt", "exports.opinion_sheet"}
    leave(world, task, how)
    for stage in ("sealed", "concluded") if how == "recused" else ("sealed",):
        pages = crawl(app, expert, values)
        assert {one.endpoint for one in pages if PROJECT in one.text or MATERIAL in one.text} == set(), stage
        ids = {f"/{name}s/{given}" for name in ("task", "assignment", "document") for given in values[name]}
        assert [one.address for one in pages if any(f"{id_}/" in f"{one.address}/" for id_ in ids)] == []
        if stage == "sealed":
            conclusions.conclude(world.work("officer"), task, Concluding(standing=0))


@pytest.mark.parametrize("how", LEAVINGS)
def test_nothing_can_be_written_to_the_task_any_more(
    app: Flask, world: World, client_for: ClientFor, how: str
) -> None:
    task = begin(world)
    leave(world, task, how)
    expert = client_for(EXPERT)
    addresses = list(posts(app, values_of(world, task)))
    assert len(addresses) > 10
    answers = {address: status_of(app, expert, address) for address in addresses}
    assert {address: status for address, status in answers.items() if status not in REFUSED} == {}


@pytest.mark.parametrize("how", LEAVINGS)
def test_who_left_is_in_no_count(world: World, how: str) -> None:
    task = begin(world)
    before = desk.my_tasks(world.work(EXPERT))
    leave(world, task, how)
    officer = world.work("officer")
    page, seen = (
        results.review_result(officer, task),
        overview.campaign_overview(officer, 1, Asked()),
    )
    line = next(one for one in seen.lines.items if one.id == task)
    assert (len(page.sheets), line.submitted, line.expected) == (2, 2, 2)
    assert page.result is not None
    assert page.result.scores.totals == tuple(one.total for one in page.sheets)
    assert seen.summary.sheets_submitted == 2
    assert seen.summary.sheets_expected == 5  # two of this task, three of the other
    assert len(desk.my_tasks(world.work(EXPERT))) == len(before) - 1
    with pytest.raises(Exception, match="not_found"):
        exports.opinion_sheet(world.work(EXPERT), world.assignment(EXPERT, task))


def test_a_round_that_has_begun_goes_on_without_who_left(world: World) -> None:
    task = rounds.opened(world)
    mine = world.assignment(EXPERT, task)
    before = round_answers.round_page(world.work(EXPERT), mine).criteria[0]
    invitations.recuse(world.work(SEVEN[2]), world.assignment(SEVEN[2], task), "近亲属任职")
    after = round_answers.round_page(world.work(EXPERT), mine).criteria[0]
    assert ([len(one.points) for one in (before, after)], after.reasons) == ([3, 2], ("理由乙",))
    card = scoring_rounds.round_card(world.work("officer"), task)
    assert card is not None
    assert len(card.numbers) == 2

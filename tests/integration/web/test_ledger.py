"""The auditor's pages: acts in order, filters kept, and what a check finds."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from integration.concluded import concluded_case
from integration.visitor import Visitor
from integration.world import World
from reviewhub import services
from reviewhub.domain.policy import Role
from reviewhub.edge.language.sentences import SENTENCES
from reviewhub.services.audit import chain_head

ClientFor = Callable[[str | Role], Visitor]


def test_the_newest_act_stands_first_with_its_digest(world: World, client_for: ClientFor) -> None:
    concluded_case(world)
    page = client_for(Role.AUDITOR).get("/ledger").text
    head = chain_head(world.work("auditor"))
    assert page.index("形成结论</td>") < page.index("提交打分表</td>")
    assert head.digest in page


def test_every_act_and_what_it_is_about_is_said_in_words(world: World, client_for: ClientFor) -> None:
    concluded_case(world)
    page = client_for(Role.AUDITOR).get("/ledger").text
    assert "结论 1 <a" in page
    sources = "".join(one.read_text() for one in Path(services.__path__[0]).rglob("*.py"))
    acts = re.findall(r'work\.record\(\s*"(\w+)"', sources)
    assert len(acts) > 20
    assert [act for act in acts if f"label.act.{act}" not in SENTENCES] == []


def test_the_list_keeps_to_the_act_and_the_row_asked_for(world: World, client_for: ClientFor) -> None:
    concluded_case(world)
    visitor = client_for(Role.AUDITOR)
    only = visitor.get("/ledger?act=return_sheet").text
    assert ("退回打分表</td>" in only, "提交打分表</td>" in only) == (True, False)
    about = visitor.get("/ledger?subject=conclusions:1").text
    assert ("形成结论</td>" in about, "提交打分表</td>" in about) == (True, False)
    assert "没有符合条件的记录" in visitor.get("/ledger?subject=nothing:1").text


def test_a_check_says_what_was_looked_at_and_names_what_does_not_fit(
    world: World, client_for: ClientFor, engine: Engine
) -> None:
    concluded_case(world)
    visitor = client_for(Role.AUDITOR)
    assert "核验无误" in visitor.send("/ledger/verify").text
    with engine.begin() as connection:
        connection.execute(text("UPDATE sheet_answers SET reason = '改' WHERE id = 5"))
    page = visitor.send("/ledger/verify").text
    assert "核验无误" not in page
    assert "sheet_answers:5" in page
    assert "这一行与台账最后登记的不同。" in page


def test_a_digest_noted_earlier_must_still_be_in_the_chain(world: World, client_for: ClientFor) -> None:
    concluded_case(world)
    visitor = client_for(Role.AUDITOR)
    known = chain_head(world.work("auditor")).digest
    assert "核验无误" in visitor.send("/ledger/verify", known_head=known).text
    lost = visitor.send("/ledger/verify", known_head="0" * 64).text
    assert "台账中没有您留存的末端摘要" in lost
    assert "0" * 64 in lost


@pytest.mark.parametrize("who", [Role.OFFICER, Role.LEADER, Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_the_ledger_is_for_auditors(client_for: ClientFor, who: Role) -> None:
    visitor = client_for(who)
    assert visitor.get("/ledger").status_code == 403
    assert visitor.send("/ledger/verify").status_code == 403

"""What a firm does for a bureau: every page is asked, and whom it does not concern finds no word of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import pytest
from flask import Flask

from integration.commissioned import PROJECT, taken_commission
from integration.crawler import Page, crawl, firsts
from integration.desked import leave_desk
from integration.visitor import Visitor
from integration.world import World
from reviewhub.services import documents
from reviewhub.services.commissioning import commissions
from uploads import docx, pdf

ON_SQLITE: Final = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ClientFor = Callable[[str], Visitor]
Values = Mapping[str, Sequence[str]]


@pytest.fixture
def values(app: Flask, world: World) -> Values:
    """Let the first firm be at work on the first commission; gives every id that leads there."""
    task, commission = taken_commission(world)
    documents.add_material(world.work("officer"), task, "可研报告.pdf", pdf())
    commissions.deliver(world.work("agency1"), commission, "评价报告.docx", docx())
    leave_desk(world)
    return {**firsts(app), "document": ["1", "2"]}


def about_it(pages: list[Page]) -> set[str]:
    return {one.endpoint for one in pages if PROJECT in one.text or "评价报告.docx" in one.text}


@ON_SQLITE
def test_the_firm_itself_finds_its_work_on_many_pages(
    app: Flask, values: Values, client_for: ClientFor
) -> None:
    found = about_it(crawl(app, client_for("agency1"), values))
    assert found >= {"commissions.index", "commissions.show", "claims.show", "milestones.show"}


@ON_SQLITE
@pytest.mark.parametrize("who", ["agency2", "unit2", "zj0001", "neighbour", "operator"])
def test_nobody_whom_it_does_not_concern_finds_a_word_of_it(
    app: Flask, values: Values, client_for: ClientFor, who: str
) -> None:
    pages = crawl(app, client_for(who), values)
    assert about_it(pages) == set()
    led = ("/commissions/", "/documents/", "/tasks/")
    assert [one.address for one in pages if one.address.startswith(led)] == []

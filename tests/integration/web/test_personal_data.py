"""Contact data and fee details reach officers of the bureau and the person, and nobody else on any page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from integration.crawler import crawl, firsts
from integration.visitor import Visitor
from integration.world import World
from reviewhub.db.models import Entry
from reviewhub.domain.experts.fee import Fees
from reviewhub.domain.experts.profile import Profile
from reviewhub.domain.policy import Role
from reviewhub.services.pool import fees, own_record
from reviewhub.services.pool.vault import Vault
from reviewhub.settings import Settings

ClientFor = Callable[[str | Role], Visitor]
KEY = "0f" * 32
SECRETS = ("13987654321", "ma.lanjie@example.cn", "wx-malanjie", "翠湖南路九号")
ACCOUNT = "6217000012345678"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, secret_key="k" * 48, cookie_secure=False, fee_key=KEY)


@pytest.fixture
def known(world: World) -> World:
    """An expert who has said how she can be reached and where she is paid."""
    work = world.work("zj0001")
    phone, email, wechat, address = SECRETS
    version = own_record.open_own(work).record.register.version
    own_record.save_own(work, Profile(phone=phone, email=email, wechat=wechat, address=address), version)
    fees.write_own_fees(work, Fees("中国银行", ACCOUNT, "11010519491231002X"), Vault((bytes.fromhex(KEY),)))
    return world


def told(app: Flask, visitor: Visitor) -> set[str]:
    """Name the routes that tell any of it."""
    pages = crawl(app, visitor, firsts(app))
    return {page.endpoint for page in pages for one in (*SECRETS, ACCOUNT) if one in page.text}


def test_the_officer_and_the_person_find_contact_data_on_the_pages_meant_for_it(
    app: Flask, known: World, client_for: ClientFor
) -> None:
    assert told(app, client_for("officer")) == {"experts.records.show", "experts.records.edit"}
    assert told(app, client_for("zj0001")) == {"profile.show", "profile.edit", "inbox.index"}


@pytest.mark.parametrize("who", ["zj0002", "auditor", "neighbour"])
def test_nobody_else_finds_any_of_it_on_any_page(
    app: Flask, known: World, client_for: ClientFor, who: str
) -> None:
    assert told(app, client_for(who)) == set()


def test_the_ledger_holds_none_of_it(known: World) -> None:
    with known.reading() as session:
        entries = str(session.execute(select(Entry.data, Entry.subject)).all())
    assert not any(one in entries for one in (*SECRETS, ACCOUNT))

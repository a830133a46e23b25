"""The ledger finds every change: each stored value of each audited kind, changed by SQL, is named."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Engine, delete, select, text, update

from integration.archived import leave_packs
from integration.burglar import Burglar, table_of, tampered
from integration.concluded import concluded_case, deliver
from integration.conflicted import declared_and_decided
from integration.desked import leave_desk
from integration.fitting import concluded_and_moved_on
from integration.moneyed import leave_money
from integration.recorded import leave_records
from integration.released import leave_releases
from integration.reviewed import leave_reviewed
from integration.world import World
from reviewhub.builtin.scorers.points import DirectPoints
from reviewhub.db.base import Row
from reviewhub.db.models import (
    Campaign,
    Conclusion,
    EarlierRevision,
    Entry,
    EntryRow,
    Expert,
    PreconditionCheck,
    Sheet,
    SheetAnswer,
    TailoringRecord,
    Task,
    TemplateRevision,
)
from reviewhub.domain.appointing.invitation_rules import InvitationRules
from reviewhub.domain.errors import NotAllowed
from reviewhub.domain.ledger import Fault, LedgerEntry, digest
from reviewhub.domain.policy import SYSTEM, Role
from reviewhub.domain.scoring.answer import Value
from reviewhub.domain.scoring.sheet import Points
from reviewhub.domain.scoring.template import Criterion, parse
from reviewhub.plugin.columns import Columns, Many
from reviewhub.services.audit import (
    acts_on_record,
    audited_models,
    chain_head,
    list_entries,
    verify_conclusions,
    verify_ledger,
)
from reviewhub.services.listing import Asked
from reviewhub.services.outcome.recount import recounted
from reviewhub.services.panels import invitation_rules
from reviewhub.services.scoring.sheets import sheet_digest

MODELS = {model.__tablename__: model for model in audited_models()}
UNDER_A_CONCLUSION: dict[type[Row], tuple[str, ...]] = {
    Conclusion: tuple(column.name for column in Conclusion.__table__.columns),
    Sheet: ("points", "total", "digest", "opinion"),
    SheetAnswer: ("given", "reason", "not_applicable", "evidence", "criterion"),
    Task: ("asked",),
    TemplateRevision: ("source", "digest"),
    EarlierRevision: ("template_revision_id", "grade_scale", "scorers"),
    TailoringRecord: ("decided", "task_id", "number"),
    Campaign: ("aggregator", "parameters", "grade_scale", "conclusion_scale", "policy", "scorers"),
}


class Broken(DirectPoints):
    """A scorer whose plugin no longer works."""

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Fail."""
        del criterion, values
        raise ZeroDivisionError

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Fail as well."""
        del criterion, columns
        raise ZeroDivisionError


@pytest.fixture
def burglar(engine: Engine) -> Burglar:
    return Burglar(engine)


@pytest.fixture
def finished(world: World) -> World:
    deliver(world, concluded_case(world))
    return world


@pytest.fixture
def of_every_kind(finished: World) -> World:
    """Add a campaign that moved on from a template fitted to a concluded task, and a late conflict."""
    concluded_and_moved_on(finished)
    leave_records(finished)
    leave_desk(finished)
    leave_releases(finished)
    leave_reviewed(finished)
    declared_and_decided(finished, 1)
    invitation_rules.save_rules(finished.work("officer"), 1, InvitationRules(answer_days=5), 0)
    leave_money(finished)
    leave_packs(finished)
    return finished


def places(faults: tuple[Fault, ...]) -> set[str]:
    return {fault.place for fault in faults}


def test_an_untouched_database_has_no_fault(finished: World) -> None:
    checked = verify_ledger(finished.parts.work(SYSTEM))
    assert checked.faults == ()
    assert checked.rows > 100
    assert [head.bureau for head in checked.heads] == ["", "经开区财政分局", "滇池财政局"]


def test_the_ledger_names_the_row_of_every_changed_value(of_every_kind: World, burglar: Burglar) -> None:
    work = of_every_kind.parts.work(SYSTEM)
    unnoticed, tried = [], set()
    for name, model in MODELS.items():
        for column, place in tampered(burglar, model):
            tried.add(name)
            if place not in places(verify_ledger(work).faults):
                unnoticed.append(f"{name}.{column}")
    assert unnoticed == []
    assert tried == set(MODELS)
    assert verify_ledger(work).faults == ()


@pytest.mark.parametrize("model", UNDER_A_CONCLUSION, ids=lambda model: model.__tablename__)
def test_the_conclusions_name_the_row_of_every_value_they_rest_on(
    of_every_kind: World, burglar: Burglar, model: type[Row]
) -> None:
    work = of_every_kind.parts.work(SYSTEM)
    assert verify_conclusions(work).faults == ()
    unnoticed, tried = [], 0
    for column, place in tampered(burglar, model, UNDER_A_CONCLUSION[model]):
        tried += 1
        if place not in places(verify_conclusions(work).faults):
            unnoticed.append(column)
    assert unnoticed == []
    assert tried > 0


def test_points_changed_together_with_every_digest_above_them_do_not_follow_from_the_answers(
    finished: World, burglar: Burglar
) -> None:
    with finished.reading() as session:
        conclusion = session.execute(select(Conclusion)).scalar_one()
        sheet = session.get_one(Sheet, conclusion.snapshot["sheets"][0]["number"] + 1)
        template = parse(session.get_one(TemplateRevision, sheet.template_revision_id).source)
        recount = recounted(session, template, finished.parts.registry.scorers, [sheet.id])[sheet.id]
    points, total = [0, *sheet.points[1:]], sheet.total - 5
    forged = sheet_digest(template.digest, recount.answers, (points, total), sheet.opinion)
    snapshot = json.loads(json.dumps(conclusion.snapshot).replace(sheet.digest, forged))
    burglar.run(update(Sheet).where(Sheet.id == sheet.id).values(points=points, total=total, digest=forged))
    burglar.run(update(Conclusion).values(snapshot=snapshot, digest=digest(snapshot)))
    found = verify_conclusions(finished.parts.work(SYSTEM)).faults
    assert Fault(f"sheets:{sheet.id}", "sheet.points_changed") in found
    assert Fault(f"sheets:{sheet.id}", "sheet.digest") not in found


def test_a_scorer_that_fails_today_is_not_taken_for_a_change_of_answers(finished: World) -> None:
    registry = finished.parts.registry
    broken = replace(registry, scorers={**registry.scorers, "builtin.points": Broken()})
    found = verify_conclusions(replace(finished.parts, registry=broken).work(SYSTEM)).faults
    assert {fault.code for fault in found} == {"sheet.cannot_recount"}


@pytest.mark.parametrize("column", ["number", "at", "actor", "act", "subject", "data", "previous", "digest"])
def test_a_changed_entry_is_named(finished: World, burglar: Burglar, column: str) -> None:
    table = table_of(Entry)
    assert burglar.tamper(table, table.c[column])
    assert "ledger:1" in places(verify_ledger(finished.parts.work(SYSTEM)).faults)


def test_an_entry_moved_to_the_neighbour_s_chain_is_named(world: World, burglar: Burglar) -> None:
    concluded_case(world)
    burglar.run(update(Entry).where(Entry.act == "conclude").values(bureau_id=world.facts.neighbour))
    faults = verify_ledger(world.parts.work(SYSTEM)).faults
    assert [fault.code for fault in faults] == ["ledger.missing", "ledger.broken_link"]


@pytest.mark.parametrize("column", ["entry_id", "place", "digest"])
def test_a_changed_row_digest_is_named(finished: World, burglar: Burglar, column: str) -> None:
    table = table_of(EntryRow)
    assert burglar.tamper(table, table.c[column])
    assert "ledger:1" in places(verify_ledger(finished.parts.work(SYSTEM)).faults)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("conclusions", "snapshot"),
        ("sheets", "points"),
        ("sheet_answers", "given"),
        ("template_revisions", "source"),
        ("campaigns", "scorers"),
        ("campaigns", "parameters"),
    ],
)
def test_what_can_no_longer_be_read_is_named(
    finished: World, burglar: Burglar, table: str, column: str
) -> None:
    burglar.run(text(f"UPDATE {table} SET {column} = '{{broken' WHERE id = (SELECT min(id) FROM {table})"))
    work = finished.parts.work(SYSTEM)
    place = f"{table}:1"
    assert Fault(place, "row.changed") in verify_ledger(work).faults
    assert place in places(verify_conclusions(work).faults)


def test_an_entry_that_can_no_longer_be_read_is_named(finished: World, burglar: Burglar) -> None:
    burglar.run(text("UPDATE ledger_entries SET data = '{broken' WHERE id = 3"))
    assert "ledger_entries:3" in places(verify_ledger(finished.parts.work(SYSTEM)).faults)


def test_a_deleted_row_is_named(finished: World, burglar: Burglar) -> None:
    burglar.run(delete(SheetAnswer).where(SheetAnswer.id == 7))
    work = finished.parts.work(SYSTEM)
    assert verify_ledger(work).faults == (Fault("sheet_answers:7", "row.deleted"),)
    burglar.run(delete(PreconditionCheck))
    burglar.run(delete(Conclusion))
    assert verify_conclusions(work).faults == (Fault("conclusions:1", "row.deleted"),)


def test_a_row_inserted_past_the_program_is_named(finished: World, burglar: Burglar) -> None:
    values = {**burglar.original(table_of(Expert)), "id": 900, "code": "ZJ9999"}
    burglar.run(table_of(Expert).insert(), values)
    assert verify_ledger(finished.parts.work(SYSTEM)).faults == (Fault("experts:900", "row.unrecorded"),)


def test_an_entry_taken_out_of_the_middle_is_missed(finished: World, burglar: Burglar) -> None:
    with burglar.engine.connect() as connection:
        gone = connection.execute(
            select(Entry.id).where(Entry.bureau_id == finished.facts.bureau, Entry.number == 4)
        ).scalar_one()
    burglar.run(delete(EntryRow).where(EntryRow.entry_id == gone))
    burglar.run(delete(Entry).where(Entry.id == gone))
    assert Fault("ledger:4", "ledger.missing") in verify_ledger(finished.parts.work(SYSTEM)).faults


def cut_last(burglar: Burglar) -> None:
    """Take off the last entry and the rows it brought, as if the act had never been."""
    with burglar.engine.connect() as connection:
        last = connection.execute(select(Entry.id).order_by(Entry.id.desc()).limit(1)).scalar_one()
        rows = connection.execute(select(EntryRow.place).where(EntryRow.entry_id == last)).scalars().all()
    for place in reversed(rows):
        table, _, row_id = place.partition(":")
        burglar.run(text(f"DELETE FROM {table} WHERE id = {row_id}"))
    burglar.run(delete(EntryRow).where(EntryRow.entry_id == last))
    burglar.run(delete(Entry).where(Entry.id == last))


def test_only_a_kept_digest_shows_that_the_end_was_cut_off_with_its_rows(
    world: World, burglar: Burglar
) -> None:
    concluded_case(world)
    auditor, kept = world.work("auditor"), chain_head(world.work("auditor")).digest
    assert verify_ledger(auditor, kept).faults == ()
    cut_last(burglar)
    assert verify_ledger(auditor).faults == ()
    assert verify_ledger(auditor, kept).faults == (Fault("ledger", "ledger.unknown_head"),)


def test_a_cut_end_that_leaves_its_rows_is_named(world: World, burglar: Burglar) -> None:
    concluded_case(world)
    last = "(SELECT max(id) FROM ledger_entries)"
    burglar.run(text(f"DELETE FROM ledger_rows WHERE entry_id = {last}"))
    burglar.run(text(f"DELETE FROM ledger_entries WHERE id = {last}"))
    assert verify_ledger(world.work("auditor")).faults == (Fault("conclusions:1", "row.unrecorded"),)


def rewrite_chain(burglar: Burglar, bureau: int) -> None:
    """Compute every digest of a chain anew, as somebody would who knows how."""
    previous = "0" * 64
    with burglar.engine.begin() as connection:
        entries = connection.execute(
            select(Entry.__table__).where(Entry.bureau_id == bureau).order_by(Entry.number)
        ).mappings()
        for one in list(entries):
            rows = connection.execute(
                select(EntryRow.place, EntryRow.digest).where(EntryRow.entry_id == one["id"])
            )
            entry = LedgerEntry(
                one["number"],
                one["at"].isoformat(),
                one["actor"],
                one["act"],
                one["subject"],
                one["data"],
                dict(iter(rows)),
                previous,
            )
            connection.execute(
                update(Entry).where(Entry.id == one["id"]).values(previous=previous, digest=entry.digest())
            )
            previous = entry.digest()


def test_only_a_kept_digest_shows_that_the_whole_chain_was_written_anew(
    world: World, burglar: Burglar
) -> None:
    concluded_case(world)
    auditor, kept = world.work("auditor"), chain_head(world.work("auditor")).digest
    burglar.run(update(Entry).where(Entry.act == "conclude").values(actor="account:999"))
    assert len(verify_ledger(auditor).faults) == 1
    rewrite_chain(burglar, world.facts.bureau)
    assert verify_ledger(auditor).faults == ()
    assert verify_ledger(auditor, kept).faults == (Fault("ledger", "ledger.unknown_head"),)


def test_an_auditor_checks_the_own_bureau_and_hears_nothing_of_the_neighbour(
    world: World, burglar: Burglar
) -> None:
    burglar.run(text("UPDATE projects SET name = '改' WHERE name = '邻局项目'"))
    assert verify_ledger(world.work("auditor")).faults == ()
    assert len(verify_ledger(world.parts.work(SYSTEM)).faults) == 1


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.EXPERT, Role.AGENCY, Role.OPERATOR])
def test_only_auditors_read_and_check(world: World, role: Role) -> None:
    for read in (verify_ledger, verify_conclusions, chain_head, acts_on_record):
        with pytest.raises(NotAllowed):
            read(world.work(role))


def test_the_list_shows_the_newest_act_first_and_filters_by_act(world: World) -> None:
    concluded_case(world)
    auditor = world.work("auditor")
    assert list_entries(auditor, Asked()).items[0].act == "conclude"
    only = list_entries(auditor, Asked({"act": "submit_sheet"}))
    assert (only.total, {one.act for one in only.items}) == (4, {"submit_sheet"})
    assert "return_sheet" in acts_on_record(auditor)


def test_the_digest_in_an_entry_is_that_of_the_conclusion(world: World) -> None:
    concluded_case(world)
    with world.reading() as session:
        data = session.execute(select(Entry.data).where(Entry.act == "conclude")).scalar_one()
        digest = session.execute(select(Conclusion.digest)).scalar_one()
    assert json.dumps(data) == json.dumps({"digest": digest})

"""Scope: a bureau's rows are found by that bureau and by nobody else."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from integration.world import NEIGHBOUR, World
from reviewhub.db.models import Bureau, Organization, Project
from reviewhub.db.session import EVERY_BUREAU, NoScope
from reviewhub.services.work import Work


@pytest.fixture
def theirs(world: World) -> int:
    """Give the id of the neighbour's project, which does exist."""
    with world.work("neighbour").reading() as session:
        return session.execute(select(Project.id)).scalar_one()


def test_a_query_without_a_bureau_raises(nobody: Work) -> None:
    with nobody.reading() as session, pytest.raises(NoScope, match="Project"):
        session.execute(select(Project))


def test_a_column_without_a_bureau_raises(nobody: Work) -> None:
    with nobody.reading() as session, pytest.raises(NoScope):
        session.execute(select(Project.asked))


def test_a_get_without_a_bureau_raises(nobody: Work) -> None:
    with nobody.reading() as session, pytest.raises(NoScope):
        session.get(Project, 1)


def test_rows_that_no_bureau_owns_need_no_bureau(world: World) -> None:
    with world.parts.work(None).reading() as session:
        names = session.execute(select(Bureau.name).order_by(Bureau.id)).scalars().all()
    assert names[1] == NEIGHBOUR


def test_a_bureau_finds_its_own_rows_only(world: World) -> None:
    with world.reading() as session:
        names = session.execute(select(Project.name)).scalars().all()
    assert set(names) == set(world.facts.projects)


def test_another_bureaus_row_is_not_found_by_its_id(world: World, theirs: int) -> None:
    with world.reading() as session:
        assert session.get(Project, theirs) is None
        assert session.execute(select(Project).where(Project.id == theirs)).first() is None


def test_a_join_does_not_lead_out_of_the_bureau(world: World, theirs: int) -> None:
    with world.reading() as session:
        found = session.execute(
            select(Organization.name)
            .join(Project, Project.unit_id == Organization.id)
            .where(Project.id == theirs)
        ).first()
    assert found is None


def test_a_subquery_does_not_lead_out_of_the_bureau(world: World, theirs: int) -> None:
    with world.reading() as session:
        wanted = select(Project.unit_id).where(Project.id == theirs)
        found = session.execute(select(Organization).where(Organization.id.in_(wanted))).first()
    assert found is None


def test_every_bureau_is_asked_for_by_name(world: World) -> None:
    with world.reading() as session:
        names = session.execute(select(Project.name), execution_options=EVERY_BUREAU).scalars().all()
    assert set(names) == {*world.facts.projects, "邻局项目"}


def test_a_row_is_written_into_ones_own_bureau(world: World) -> None:
    work = world.work("officer")
    with work.transaction() as session:
        row = Organization(name="新单位", is_unit=True)
        session.add(row)
        work.record("test", "organizations")
    assert row.bureau_id == world.facts.bureau


def test_a_row_cannot_be_written_into_another_bureau(world: World) -> None:
    work = world.work("officer")
    unit = world.facts.organizations["水务局"]
    foreign = Project(
        bureau_id=world.facts.neighbour,
        fiscal_year=2026,
        code="x",
        name="x",
        unit_id=unit,
        asked=Decimal(1),
    )
    with pytest.raises(NoScope, match="Project"), work.transaction() as session:
        session.add(foreign)

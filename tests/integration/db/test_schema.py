"""Migrations lead to the models, down again and up again, on both databases."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from alembic import command
from sqlalchemy import Engine, inspect

from reviewhub.db.base import Row
from reviewhub.db.engine import make_engine
from reviewhub.db.schema import config, downgrade, is_current, upgrade

ASKED_BY: Final = {
    "task_id",
    "campaign_id",
    "assignment_id",
    "panel_id",
    "expert_id",
    "agency_id",
    "sheet_id",
    "commission_id",
}


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_migrations_end_at_the_models(engine: Engine) -> None:
    with engine.begin() as connection:
        command.check(config(connection))


def test_every_model_has_its_table(engine: Engine) -> None:
    assert tables(engine) == set(Row.metadata.tables)


def test_migrations_lead_down_to_nothing_and_up_again(engine: Engine) -> None:
    downgrade(engine)
    assert tables(engine) == set()
    upgrade(engine)
    assert tables(engine) == set(Row.metadata.tables)


def test_a_migrated_database_is_current_and_a_taken_down_one_is_not(engine: Engine) -> None:
    current = is_current(engine)
    downgrade(engine)
    assert (current, is_current(engine)) == (True, False)


def test_a_new_file_is_not_current(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/new.db")
    assert not is_current(engine)
    engine.dispose()


@pytest.mark.parametrize("model", Row.__subclasses__(), ids=lambda model: model.__tablename__)
def test_every_foreign_key_can_be_followed_quickly(engine: Engine, model: type[Row]) -> None:
    """Deleting and joining look the other side up; PostgreSQL makes no index for a foreign key by itself."""
    inspector = inspect(engine)
    name = model.__tablename__
    led: list[Sequence[str | None]] = [one["column_names"] for one in inspector.get_indexes(name)]
    led += [one["column_names"] for one in inspector.get_unique_constraints(name)]
    keys = {one["constrained_columns"][0] for one in inspector.get_foreign_keys(name)}
    assert [key for key in sorted(keys & ASKED_BY) if not any(columns[0] == key for columns in led)] == []

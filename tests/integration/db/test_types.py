"""What goes into a column comes out as it went in, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, func, insert, select
from sqlalchemy.exc import StatementError

from reviewhub.db.types import CanonicalJson, Moment, PointsColumn, Yuan

VALUES = Table(
    "values_of_a_test",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("yuan", Yuan),
    Column("points", PointsColumn),
    Column("moment", Moment),
    Column("json", CanonicalJson),
)
KUNMING = timezone(timedelta(hours=8))
SAME_TABLE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30
)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection beside a table with one column of each type."""
    with engine.begin() as connection:
        VALUES.create(connection)
        yield connection


def there_and_back(connection: Connection, name: str, value: object) -> object:
    row = connection.execute(insert(VALUES).values({name: value})).inserted_primary_key
    assert row is not None
    return connection.execute(select(VALUES.c[name]).where(VALUES.c.id == row.id)).scalar_one()


@SAME_TABLE
@given(value=st.decimals(-(10**14), 10**14, places=2))
def test_money_comes_back_to_the_fen(connection: Connection, value: Decimal) -> None:
    back = there_and_back(connection, "yuan", value)
    assert (back, str(back)) == (value, f"{value:.2f}" if value else "0.00")


@SAME_TABLE
@given(value=st.decimals(0, 1000, places=4))
def test_points_come_back_to_the_ten_thousandth(connection: Connection, value: Decimal) -> None:
    assert there_and_back(connection, "points", value) == value


@SAME_TABLE
@given(
    value=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(KUNMING))  # noqa: DTZ001 -- hypothesis wants naive bounds and adds the zone
)
def test_a_moment_comes_back_in_utc_to_the_microsecond(connection: Connection, value: datetime) -> None:
    back = there_and_back(connection, "moment", value)
    assert isinstance(back, datetime)
    assert (back, back.tzinfo) == (value, UTC)


@pytest.mark.parametrize("name", ["yuan", "points", "moment", "json"])
def test_nothing_comes_back_as_none(connection: Connection, name: str) -> None:
    assert there_and_back(connection, name, None) is None


@pytest.mark.parametrize(("name", "value"), [("yuan", "0.001"), ("points", "0.00005")])
def test_digits_that_would_be_lost_are_refused(connection: Connection, name: str, value: str) -> None:
    with pytest.raises(StatementError, match="more than"):
        there_and_back(connection, name, Decimal(value))


def test_a_moment_without_its_zone_is_refused(connection: Connection) -> None:
    with pytest.raises(StatementError, match="zone"):
        there_and_back(connection, "moment", datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001 -- what is refused


def test_json_is_stored_in_the_one_form_that_is_digested(connection: Connection) -> None:
    assert there_and_back(connection, "json", {"b": Decimal("0.40"), "a": "优"}) == {"a": "优", "b": "0.40"}
    stored = connection.exec_driver_sql("SELECT json FROM values_of_a_test").scalar_one()
    assert stored == '{"a":"优","b":"0.40"}'


def test_a_sum_of_money_is_exact(connection: Connection) -> None:
    connection.execute(insert(VALUES), [{"yuan": Decimal("0.10")}] * 10)
    assert connection.execute(select(func.sum(VALUES.c.yuan))).scalar_one() == Decimal("1.00")

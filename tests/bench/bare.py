"""The reference: bare Flask views on SQLAlchemy Core that do the same reads and writes and nothing else.

No sessions of a framework, no forms, no rules: one statement for each read and write that the product makes,
a page of about the product's size, the same commits on the same engine.
"""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from flask import Flask, redirect, request
from sqlalchemy import Connection, Engine, Table, Text, delete, desc, func, insert, select, type_coerce
from werkzeug.wrappers import Response

from reviewhub.db.base import Row
from reviewhub.db.engine import reading, writers_turn

TABLES = Row.metadata.tables
FORM = """<!doctype html><html lang="zh-CN">
<head><title>{{ head.project }}</title>{{ filler[:1500] }}</head><body>
<h1>{{ head.project }}</h1><p>{{ head.unit }} {{ head.asked }}</p><form method="post">
{% for one in criteria %}<section class="criterion" id="c-{{ one.id }}"><h3>{{ one.id }} {{ one.title }}</h3>
<details><summary>评分说明</summary><p>{{ one.guidance }}</p></details>
<input class="score" name="{{ one.id }}.points" value="{{ draft.get(one.id ~ '.points', '') }}">
<textarea name="{{ one.id }}.reason">{{ draft.get(one.id ~ '.reason', '') }}</textarea>
{{ filler[:one.size] }}</section>
{% endfor %}</form></body></html>"""
CAMPAIGN = """<!doctype html><html lang="zh-CN">
<head><title>{{ head.name }}</title>{{ filler[:9000] }}</head><body>
<h1>{{ head.name }}</h1><p>{{ count }} {{ mean }} {{ asked }}</p><table>
{% for one in rows %}<tr class="row-link"><td>{{ one[0] }}</td>
<td><a href="/tasks/{{ one[1] }}">{{ one[2] }}</a></td>
<td>{{ one[3] }}</td><td class="num">{{ one[4] }}</td><td class="num">{{ one[5] }}</td>
<td>{{ one[6] }}</td><td class="num">{{ one[7] }}</td>{{ filler[:150] }}</tr>
{% endfor %}</table></body></html>"""
FILLER = "<p>一段固定不变的文字。</p>" * 600
POINT = 10_000


def make_bare(engine: Engine, criteria: list[dict[str, Any]]) -> Flask:
    """Make the application: a score form, its submission, and a campaign's page."""
    app = Flask("bare")
    form_page, campaign_page = (app.jinja_env.from_string(source) for source in (FORM, CAMPAIGN))
    reader = reading(engine)

    @app.get("/assignments/<int:assignment>/sheet")
    def form(assignment: int) -> str:
        with reader.connect() as connection:
            _visitor(connection)
            head = _head(connection, assignment)
            draft = connection.execute(_where(TABLES["drafts"], assignment_id=assignment)).first()
            connection.execute(_latest(assignment)).first()
            connection.execute(_where(TABLES["documents"], task_id=head.task_id)).all()
        answers = json.loads(draft.answers) if draft else {}
        return form_page.render(head=head, criteria=criteria, draft=answers, filler=FILLER)

    @app.post("/assignments/<int:assignment>/sheet")
    def submit(assignment: int) -> Response:
        with reader.connect() as connection:
            _visitor(connection)
        with writers_turn(engine), engine.begin() as connection:
            _store(connection, assignment)
        return redirect(f"/assignments/{assignment}/receipt")

    @app.get("/campaigns/<int:campaign>")
    def overview(campaign: int) -> str:
        with reader.connect() as connection:
            _visitor(connection)
            head = connection.execute(_where(TABLES["campaigns"], id=campaign)).one()
            tasks = connection.execute(_tasks(campaign)).all()
            sheets = connection.execute(_points(campaign)).all()
        rows = _ranked(tasks, sheets)
        mean = sum(row[5] for row in rows) / len(rows)
        asked = sum(row[4] for row in rows)
        return campaign_page.render(
            head=head, rows=rows[:50], count=len(rows), mean=mean, asked=asked, filler=FILLER
        )

    return app


def _where(table: Table, **values: object) -> Any:
    return select(table).where(*(table.c[name] == value for name, value in values.items()))


def _visitor(connection: Connection) -> None:
    token = hashlib.sha256((request.headers.get("Cookie") or "").encode()).hexdigest()
    sign_ins, accounts = TABLES["sign_ins"], TABLES["accounts"]
    connection.execute(
        select(accounts)
        .join(sign_ins, sign_ins.c.account_id == accounts.c.id)
        .where(sign_ins.c.token_digest == token)
    ).first()


def _head(connection: Connection, assignment: int) -> Any:
    assignments, tasks, projects = TABLES["assignments"], TABLES["tasks"], TABLES["projects"]
    units, campaigns = TABLES["organizations"], TABLES["campaigns"]
    return connection.execute(
        select(
            assignments.c.state,
            tasks.c.id.label("task_id"),
            tasks.c.asked,
            projects.c.name.label("project"),
            units.c.name.label("unit"),
            campaigns.c.name.label("campaign"),
            campaigns.c.closes_at,
            campaigns.c.template_revision_id,
        )
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .join(projects, projects.c.id == tasks.c.project_id)
        .join(units, units.c.id == projects.c.unit_id)
        .join(campaigns, campaigns.c.id == tasks.c.campaign_id)
        .where(assignments.c.id == assignment)
    ).one()


def _latest(assignment: int) -> Any:
    sheets = TABLES["sheets"]
    return select(sheets).where(sheets.c.assignment_id == assignment).order_by(desc(sheets.c.number)).limit(1)


def _store(connection: Connection, assignment: int) -> None:
    head, now = _head(connection, assignment), datetime.now(UTC)
    connection.execute(_latest(assignment)).first()
    connection.execute(_where(TABLES["drafts"], assignment_id=assignment)).first()
    names = sorted({name.rpartition(".")[0] for name in request.form if name.endswith(".points")})
    points = [int(float(request.form[f"{name}.points"]) * POINT) for name in names]
    sheet = connection.execute(
        insert(TABLES["sheets"]).returning(TABLES["sheets"].c.id),
        {
            "bureau_id": 1,
            "assignment_id": assignment,
            "task_id": head.task_id,
            "number": 1,
            "template_revision_id": head.template_revision_id,
            "points": points,
            "total": Decimal(sum(points)) / POINT,
            "opinion": "",
            "digest": hashlib.sha256(str(points).encode()).hexdigest(),
            "idempotency_key": request.form["idempotency_key"],
            "submitted_at": now,
            "account_id": 1,
        },
    ).scalar_one()
    connection.execute(insert(TABLES["sheet_answers"]), [_answer(sheet, name) for name in names])
    connection.execute(delete(TABLES["drafts"]).where(TABLES["drafts"].c.assignment_id == assignment))
    _enter(connection, sheet, now)


def _answer(sheet: int, name: str) -> dict[str, object]:
    return {
        "bureau_id": 1,
        "sheet_id": sheet,
        "criterion": name,
        "given": {"points": request.form[f"{name}.points"]},
        "not_applicable": False,
        "reason": request.form[f"{name}.reason"],
        "evidence": "",
    }


def _enter(connection: Connection, sheet: int, now: datetime) -> None:
    entries = TABLES["ledger_entries"]
    last = connection.execute(
        select(entries.c.number, entries.c.digest)
        .where(entries.c.bureau_id == 1)
        .order_by(desc(entries.c.number))
        .limit(1)
    ).one()
    connection.execute(
        insert(entries),
        {
            "bureau_id": 1,
            "number": last.number + 1,
            "at": now,
            "actor": "bare",
            "act": "submit_sheet",
            "subject": f"sheets:{sheet}",
            "data": {},
            "previous": last.digest,
            "digest": hashlib.sha256(last.digest.encode()).hexdigest(),
        },
    )


def _tasks(campaign: int) -> Any:
    tasks, projects, units = TABLES["tasks"], TABLES["projects"], TABLES["organizations"]
    return (
        select(tasks.c.number, tasks.c.id, projects.c.name, units.c.name, tasks.c.asked)
        .join(projects, projects.c.id == tasks.c.project_id)
        .join(units, units.c.id == projects.c.unit_id)
        .where(tasks.c.campaign_id == campaign)
    )


def _points(campaign: int) -> Any:
    sheets, tasks, assignments = TABLES["sheets"], TABLES["tasks"], TABLES["assignments"]
    newest = (
        select(func.max(sheets.c.id))
        .join(tasks, tasks.c.id == sheets.c.task_id)
        .where(tasks.c.campaign_id == campaign)
        .group_by(sheets.c.assignment_id)
    )
    return (
        select(sheets.c.task_id, type_coerce(sheets.c.points, Text), assignments.c.state)
        .join(assignments, assignments.c.id == sheets.c.assignment_id)
        .where(sheets.c.id.in_(newest))
    )


def _ranked(tasks: Any, sheets: Any) -> list[tuple[Any, ...]]:
    totals: dict[int, list[float]] = {}
    for task, points, _ in sheets:
        totals.setdefault(task, []).append(sum(json.loads(points)) / POINT)
    rows = []
    for number, task, name, unit, asked in tasks:
        mean = round(sum(totals[task]) / len(totals[task]), 2)
        grade = "优" if mean >= 90 else "良" if mean >= 80 else "中" if mean >= 60 else "差"
        rows.append((number, task, name, unit, asked, mean, grade, asked if mean >= 80 else 0))
    rows.sort(key=lambda row: row[5], reverse=True)
    return rows

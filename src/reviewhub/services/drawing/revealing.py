"""The reveals and, with the last of them, the draw: a panel that is invited at once."""

from reviewhub.db.models import Panel
from reviewhub.domain.errors import Invalid, Problem, WrongState
from reviewhub.domain.policy import Act, Actor, require
from reviewhub.domain.workflow import DRAW, DrawState, move
from reviewhub.selection.draw.sources import matches
from reviewhub.services.conflicts.checking import check_seated
from reviewhub.services.drawing.inviting import Told, invite
from reviewhub.services.drawing.table import Table, found_draw
from reviewhub.services.notifying.asking import ask_panel
from reviewhub.services.work import Work


def reveal(work: Work, draw_id: int, value: str) -> bool:
    """Give the value of the source whose turn it is; with the last one the panel is drawn, and True given.

    A sealed text comes from the account that sealed it; a pulse or the numbers of balls are typed by an
    officer. What does not match is refused and changes nothing.
    """
    actor = require(work.actor, Act.CONTRIBUTE_TO_DRAWS)
    with work.transaction() as session:
        row = found_draw(session, draw_id)
        if row.state != DrawState.COMMITTED:
            raise WrongState("draw.not_committed")
        table = Table.of(work, session, row)
        _reveal(table, actor, value)
        is_last = all(one.revealed_at for one in table.sources)
        if is_last:
            _draw(table)
        work.record("reveal_contribution", row, drawn=is_last)
        return is_last


def _reveal(table: Table, actor: Actor, value: str) -> None:
    source = next(one for one in table.sources if one.revealed_at is None)
    is_sealed = source.fixed["kind"] == "sealed"
    if is_sealed and source.account_id != actor.account:
        raise WrongState("draw.not_your_turn", by=source.fixed["by"])
    if not is_sealed:
        require(actor, Act.RUN_CAMPAIGNS)
    given = value if is_sealed else value.strip().lower()
    if not matches(source.fixed, given):
        raise Invalid([Problem("value", "draw.does_not_match")])
    source.value, source.revealed_at = given, table.work.now()
    table.append("revealed", value=given)


def _draw(table: Table) -> None:
    row = table.row
    row.state = move(DRAW, row.state, "draw")
    table.append("drawn")
    table.unseat()
    reason = f"C={row.digest[:16]}"
    panel = Panel(
        campaign_id=row.campaign_id,
        name=row.name,
        method="drawn",
        reason=reason,
        formed_at=table.work.now(),
    )
    table.session.add(panel)
    table.session.flush()
    row.panel_id = panel.id
    members = {table.expert_of(code): reason for code in table.seats.seated}
    rows = invite(table.session, panel, members, row.tasks, Told(table.work.now(), dice=table.work.dice))
    check_seated(table.work, table.session, rows)
    ask_panel(table.work, table.session, panel.id)

"""Pages of matchings: asked for, inspected, corrected by the table that was handed out, applied, undone."""

import io
from collections.abc import Callable

from integration.visitor import Visitor
from integration.world import World
from reviewhub.domain.policy import Role

ClientFor = Callable[[str | Role], Visitor]


def test_a_matching_from_the_form_to_the_invitations_and_back(world: World, client_for: ClientFor) -> None:
    campaign, officer = world.open_campaign(), client_for("officer")
    new = f"/campaigns/{campaign}/matchings/new"
    wrong = officer.send(new, size="三", balance="5", **{"class.财务": "1"})
    assert wrong.status_code == 422
    assert "“三”不是整数" in wrong.text
    made = officer.send(new, size="3", balance="5", one_per_employer="1", **{"class.财务": "1"})
    address = made.headers["Location"]
    shown = officer.get(address).text
    assert "已证明最优" in shown
    assert "还缺" not in shown
    table = officer.get(f"{address}/pairs.csv").text.splitlines()
    first = next(number for number, line in enumerate(table) if line.startswith("1,"))
    table[first] = table[first].rstrip(",") + ",删除"
    sent = {"table": (io.BytesIO("\n".join(table).encode()), "改.csv"), "csrf_token": officer.token()}
    preview = officer.post(f"{address}/corrections", data=sent).text
    assert "确认修改 1 处" in preview
    applied = officer.send(f"{address}/apply", version="1", name="匹配组", reason="任务多", document="")
    assert applied.status_code == 422
    assert "请填写批准文号。" in applied.text
    fields = {"version": "1", "name": "匹配组", "reason": "任务多", "document": "昆财〔2026〕7号"}
    assert officer.send(f"{address}/apply", **fields).status_code == 302
    assert "整体撤销" in officer.get(address).text
    assert officer.send(f"{address}/undo", version="2", reason="名称有误").status_code == 302
    assert "已撤销" in officer.get(f"/campaigns/{campaign}/matchings").text
    assert client_for("auditor").get(address).status_code == 403

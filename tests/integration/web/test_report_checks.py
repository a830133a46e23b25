"""The page of a report's check: asked for by the firm, read by the bureau, both texts side by side."""

from collections.abc import Callable

from integration.services.test_report_checks import delivered as delivered  # noqa: PLC0414 -- a fixture
from integration.visitor import Visitor
from reviewhub.domain.policy import Role


def test_a_firm_has_its_report_checked_and_the_officer_reads_it(
    client_for: Callable[[str | Role], Visitor], delivered: list[int]
) -> None:
    agency, officer = client_for("agency1"), client_for(Role.OFFICER)
    address = f"/commissions/{delivered[0]}/report-check"
    assert "检查第 1 版报告" in agency.get(address).text
    assert agency.send(address, structure="other").status_code == 422
    assert agency.send(address, structure="evaluation_2020_10").status_code == 302
    shown = officer.get(address).text
    assert "没有找到" in shown
    assert "<mark>经现场核查" in shown
    assert client_for(Role.LEADER).get(address).status_code == 200
    assert client_for("agency2").get(address).status_code == 404
    assert client_for(Role.LEADER).send(address, structure="evaluation_2020_10").status_code == 403

"""Many files at once in a real browser: in pieces, over a connection that breaks, each found by its name."""

from typing import Final

from playwright.sync_api import Browser, FilePayload, Route, expect

from e2e.conftest import Site, window
from e2e.play import Person
from reviewhub.cli.demo.commissioning.desks import GATHERING
from reviewhub.cli.demo.stage import PASSWORD
from uploads import docx, pdf

PIECE: Final = 1024 * 1024
BIG: Final = pdf("long", objects=b"% " + b"x" * (2 * PIECE) + b"\n")  # three pieces


def test_files_go_on_after_the_connection_broke(chromium: Browser, demo: Site) -> None:
    sent: list[int] = []

    def once_broken(route: Route) -> None:
        sent.append(len(route.request.post_data_buffer or b""))
        route.abort() if len(sent) == 3 else route.continue_()

    with window(chromium, demo) as page:
        person = Person(page, "unit2")
        person.sign_in(PASSWORD)
        page.goto("/asked")
        card = page.locator("section.card").filter(has_text=GATHERING)
        card.get_by_role("link", name="提供材料").click()
        page.route("**/uploads?*", once_broken)
        chosen: list[FilePayload] = [
            {"name": "合同和验收资料.pdf", "mimeType": "application/pdf", "buffer": BIG},
            {"name": "项目和资金管理制度.docx", "mimeType": "", "buffer": docx()},
        ]
        page.get_by_label("文件", exact=False).first.set_input_files(chosen)
        person.press("上传文件")
        expect(page.get_by_text("已登记 2 个文件。")).to_be_visible()
        row = page.locator("tr").filter(has_text="合同和验收资料")
        expect(row.get_by_role("link", name="合同和验收资料.pdf", exact=True)).to_be_visible()
    assert sum(sent) == PIECE + len(BIG) + len(docx())
    assert max(sent) == PIECE

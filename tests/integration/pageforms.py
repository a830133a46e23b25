"""Forms of a page as a browser sends them: every named field with its value, touched or not."""

from html.parser import HTMLParser
from typing import Final

SILENT: Final = frozenset({"submit", "button", "file"})
TICKED: Final = frozenset({"checkbox", "radio"})


class PageForms(HTMLParser):
    """Reads every form of a page: its fields by name, and the address it goes to."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._name = self._kind = ""
        self._text: list[str] = []
        self._chosen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the one that is open."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "input":
            self._take_input(given)
        elif tag in {"textarea", "select"}:
            self._name, self._kind, self._text, self._chosen = given.get("name", ""), tag, [], ""
        elif tag == "option" and ("selected" in given or not self._text):
            self._text = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        """Collect what stands in a text area."""
        if self._kind == "textarea":
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Keep the field that ends; lines end as browsers send them."""
        if tag == self._kind and self.forms:
            text = "".join(self._text)
            value = (
                text.replace("\r\n", "\n").removeprefix("\n").replace("\n", "\r\n")
                if tag == "textarea"
                else text
            )
            self.forms[-1][self._name] = value
            self._kind = ""

    def _take_input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in SILENT or (kind in TICKED and "checked" not in given) or not self.forms:
            return
        usual = "on" if kind in TICKED else ""
        self.forms[-1][given["name"]] = given.get("value", usual).replace("\n", "")


def form_with(page: str, field: str) -> dict[str, str]:
    """Give the fields of the first form that has one of this name."""
    reader = PageForms()
    reader.feed(page)
    return next(fields for fields in reader.forms if field in fields)

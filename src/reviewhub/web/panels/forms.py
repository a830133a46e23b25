"""What the panel page carries from step to step: filters, ticks, reasons, and what was checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from reviewhub.edge.received import whole
from reviewhub.services.panels.panels import NewPanel

FILTERS = ("q", "class", "field", "employer")


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """The officer's choice so far; ``checked`` is the choice for which conflicts and warnings were shown."""

    filters: Mapping[str, str]
    experts: tuple[int, ...]
    tasks: tuple[int, ...]
    reasons: Mapping[int, str]
    name: str
    reason: str
    document: str
    accepted: bool
    checked: str

    @property
    def fingerprint(self) -> str:
        """Name who was chosen for what, so that a changed choice is checked again."""
        experts, tasks = (",".join(map(str, sorted(ids))) for ids in (self.experts, self.tasks))
        return f"{experts};{tasks}"

    @property
    def was_checked(self) -> bool:
        """Tell whether exactly this choice was checked."""
        return self.checked == self.fingerprint

    def wanted(self) -> NewPanel:
        """Give the panel to form."""
        experts = {expert: self.reasons.get(expert, "") for expert in self.experts}
        accepted = self.accepted
        return NewPanel(
            self.name, self.reason, experts, self.tasks, self.document, warnings_accepted=accepted
        )


def read_choice(given: MultiDict[str, str]) -> PanelChoice:
    """Read the page's form; ids that are no numbers are left out."""
    experts = tuple(dict.fromkeys(given.getlist("expert", whole)))
    wanted = {name: given.get(name, "").strip() for name in FILTERS}
    return PanelChoice(
        filters={name: value for name, value in wanted.items() if value},
        experts=experts,
        tasks=tuple(dict.fromkeys(given.getlist("task", whole))),
        reasons={expert: given.get(f"why-{expert}", "").strip() for expert in experts},
        name=given.get("name", "").strip(),
        reason=given.get("reason", "").strip(),
        document=given.get("document", "").strip(),
        accepted=given.get("accepted") == "1",
        checked=given.get("checked", ""),
    )

"""The figures of a panel over all its tasks, with letters where code numbers would mislead."""

from collections.abc import Mapping

from reviewhub.edge.figures.agreement import agreement_bar_of
from reviewhub.edge.figures.drawing import Drawing
from reviewhub.edge.figures.habits import needed, severity
from reviewhub.edge.language.findings import letter
from reviewhub.services.outcome.campaign_consistency import PanelLine


def panel_drawings(panel: PanelLine) -> Mapping[str, Drawing]:
    """Give the figures of a panel by name."""
    found = {
        "agreement": agreement_bar_of(panel.consistency),
        "severity": severity(panel, letter),
        "needed": needed(panel.needed, panel.consistency.experts),
    }
    return {name: drawing for name, drawing in found.items() if drawing}

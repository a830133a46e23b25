"""The criteria that one department of the demo chose for itself."""

from decimal import Decimal
from typing import Final

from reviewhub.cli.demo.stage import Stage
from reviewhub.domain.scoring.tailoring import OwnIndicator, Tailoring
from reviewhub.services.scoring import tailorings
from reviewhub.services.scoring.tailorings import Subject

FITTED: Final = "消防救援大队"
STATEMENT: Final = "部门整体绩效目标申报表"


def fit(stage: Stage, task: int) -> None:
    """Choose the criteria of one department: no effect on nature, two indicators of its own."""
    own = (
        OwnIndicator("接警出动按时到场率", Decimal("3.25"), ">=", Decimal(95), unit="%", basis=STATEMENT),
        OwnIndicator("消防安全宣传覆盖人次", Decimal(3), ">=", Decimal(20000), unit="人次", basis=STATEMENT),
    )
    chosen = Tailoring(("4.1.3",), {"4.1.2": own})
    tailorings.tailor(stage.work(), Subject(task=task), chosen, 0, "按部门整体绩效目标申报表选定")

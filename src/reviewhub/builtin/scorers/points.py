"""Direct points: the expert gives a number, with 优良中差 as handholds."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviewhub.plugin import parts
from reviewhub.plugin.columns import POINTS, VALUES, Columns, Many
from reviewhub.plugin.hookspecs import hookimpl
from reviewhub.plugin.protocols import Choice, Criterion, Input, InputKind, Points, Scorer, Value, Words

ANCHORS = {
    "优": Words("优", "Excellent"),
    "良": Words("良", "Good"),
    "中": Words("中", "Fair"),
    "差": Words("差", "Poor"),
}


class DirectPoints:
    """Points as given, in whole steps from zero to full marks."""

    key = "builtin.points"
    version = "1"
    title = Words("直接打分", "Direct points")
    parameters: Mapping[str, Any] = parts.shape(
        [],
        step=parts.POSITIVE,
        pace=parts.POSITIVE,
        anchors={"type": "object", "additionalProperties": {"type": "number", "minimum": 0}},
        anchor_texts={"type": "object"},
    )

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for one number; the anchors set it with one tap."""
        texts, pace = criterion.parameters.get("anchor_texts", {}), criterion.parameters.get("pace")
        choices = tuple(
            Choice(
                label,
                ANCHORS.get(label, Words(label, label)),
                Decimal(str(points)),
                parts.words(texts[label]) if label in texts else None,
            )
            for label, points in _best_first(criterion.parameters.get("anchors", {}))
        )
        return [
            Input(
                name="points",
                kind=InputKind.NUMBER,
                label=Words("得分", "Points"),
                unit=Words("分", "points"),
                most=criterion.points,
                step=Decimal(str(criterion.parameters.get("step", "0.5"))),
                choices=choices,
                pace=Decimal(str(pace)) if pace is not None else None,
            )
        ]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give the points as they are; ``criterion`` only bounded them."""
        del criterion
        given = values.get("points")
        return Points(given) if isinstance(given, Decimal) else None

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Give whole columns as they are; what is finer than points can be is left to :meth:`score`."""
        del criterion
        finer = 10 ** (VALUES - POINTS)
        return Many(columns["points"] // finer, columns["points"] % finer == 0)


def _best_first(anchors: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Order anchors by their points: a stored template no longer knows how they were written."""
    return sorted(anchors.items(), key=lambda anchor: -Decimal(str(anchor[1])))


@hookimpl
def register_scorers() -> list[Scorer]:
    """Offer direct points."""
    return [DirectPoints()]

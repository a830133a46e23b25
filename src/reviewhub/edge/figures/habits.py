"""The figures of what experts are like: strict or lenient, and how many of them it takes."""

from collections.abc import Callable

from flask_babel import gettext as _

from reviewhub.edge.figures.drawing import Drawing
from reviewhub.edge.language.findings import Measured, experts_needed, habits, is_flagged
from reviewhub.edge.shown import said
from reviewhub.services.agreement.assurance import Needed
from reviewhub.stats.design import USUAL_TARGET, panel_of
from reviewhub.stats.values import Undefined


def severity(measured: Measured | None, name: Callable[[int], str] = str) -> Drawing | None:
    """Draw how far each expert lies above or below the panel; ``name`` says what stands for a number."""
    shown = (
        [one for one in measured.habits if one.number and one.severity.low is not None] if measured else []
    )
    if measured is None or not shown:
        return None
    text = "".join(said(reason) for reason in habits(measured, name))

    def draw(width: float) -> str:
        from reviewhub.stats.drawing.forest import Line, forest_plot  # noqa: PLC0415 -- matplotlib loads slowly

        lines = [
            Line(
                _("专家%(number)s", number=name(one.number or 0)),
                one.severity.value or 0.0,
                (one.severity.low or 0.0, one.severity.high or 0.0),
                is_flagged(one),
            )
            for one in shown
        ]
        return forest_plot(lines, (_("← 偏严"), _("偏宽 →")), text=text, width=width)

    return Drawing(_("各专家比专家组平均高或低多少分（横线：95% 区间）"), text, draw)


def needed(found: Needed | Undefined | None, experts: int) -> Drawing | None:
    """Draw how dependable the mean of so many experts is; nothing where projects do not differ."""
    if found is None or isinstance(found, Undefined) or found.parts.target <= 0:
        return None
    likely = found.experts.likely
    text = said(experts_needed(found, experts))

    def draw(width: float) -> str:
        from reviewhub.stats.drawing.curve import Pin, dependability_curve  # noqa: PLC0415 -- matplotlib loads slowly

        marks = [Pin(experts, _("本组 %(n)s 位", n=experts))]
        if likely and likely != experts:
            marks.append(Pin(likely, _("需要 %(n)s 位", n=likely)))
        return dependability_curve(
            lambda size: panel.absolute if (panel := panel_of(found.parts, size)) else 0.0,
            marks,
            USUAL_TARGET,
            text=text,
            axis_label=_("专家人数"),
            width=width,
        )

    return Drawing(_("专家越多，平均分越可靠"), text, draw)

"""The figures of two cards: the total without each expert, and how far each lies from the mean."""

from decimal import Decimal

from flask_babel import gettext as _

from reviewhub.domain.result import Result
from reviewhub.edge.figures.drawing import Drawing
from reviewhub.edge.language.findings import distances, leaving_out, odd_one
from reviewhub.edge.reports import code_name
from reviewhub.edge.shown import points, said, words
from reviewhub.services.agreement.consistency import Consistency


def without_each(result: Result) -> Drawing | None:
    """Draw what the total would be without each expert, between the boundaries of the grades."""
    left = [(one.number, one.total) for one in result.without if one.total is not None]
    if not left:
        return None
    text = said(leaving_out(result))

    def draw(width: float) -> str:
        from reviewhub.stats.drawing.figures import Point, number_line  # noqa: PLC0415 -- matplotlib loads slowly

        bands = [band for band in result.rules.grade_scale.bands if band.lower]
        return number_line(
            [
                Point(_("无专家%(number)s %(total)s", number=number, total=points(total)), float(total))
                for number, total in left
            ],
            [Point(f"{words(band.label)} ≥{band.lower:f}", float(band.lower)) for band in bands],
            Point(_("汇总 %(total)s", total=points(result.printed_total)), float(result.printed_total)),
            text=text,
            width=width,
        )

    return Drawing(_("去掉每一位专家后的汇总得分与等级界线"), text, draw)


def distance(result: Result, measured: Consistency | None) -> Drawing | None:
    """Draw how far each expert's total lies from the mean of all; one who stands out is marked."""
    if measured is None or measured.distance is None:
        return None
    totals = result.scores.totals
    mean = sum(totals, Decimal(0)) / len(totals)
    text = "".join(said(reason) for reason in distances(measured))
    odd = measured.odd_number if odd_one(measured).code == "agreement.odd" else None

    def draw(width: float) -> str:
        from reviewhub.stats.drawing.forest import Line, forest_plot  # noqa: PLC0415 -- matplotlib loads slowly

        lines = [
            Line(code_name(sheet.number), float(total - mean), flagged=sheet.number == odd)
            for sheet, total in zip(result.sheets, totals, strict=True)
        ]
        return forest_plot(lines, (_("← 低于平均"), _("高于平均 →")), text=text, width=width)

    return Drawing(_("各专家总分比平均分高或低多少分"), text, draw)

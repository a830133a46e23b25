"""The figure of whether another panel would agree."""

from flask_babel import gettext as _

from reviewhub.edge.figures.drawing import Drawing
from reviewhub.edge.language.findings import BANDS, agreement
from reviewhub.edge.shown import label, said
from reviewhub.services.agreement.consistency import Consistency


def agreement_bar_of(measured: Consistency | None) -> Drawing | None:
    """Draw how far another panel would agree, on its bands; nothing for one project or none that differ."""
    if measured is None or measured.projects <= 1 or (measured.icc_a_k.value or 0) <= 0:
        return None
    icc = measured.icc_a_k
    text = said(agreement(measured))

    def draw(width: float) -> str:
        from reviewhub.stats.drawing.figures import Band, Point, agreement_bar  # noqa: PLC0415 -- matplotlib loads slowly

        ends = [1.0, *(max(lower, 0.0) for _name, lower in BANDS)]
        bands = [
            Band(label(name), lower, upper)
            for (name, _lower), upper, lower in zip(BANDS, ends[:-1], ends[1:], strict=True)
        ]
        interval = (icc.low, icc.high) if icc.low is not None and icc.high is not None else None
        return agreement_bar(
            Point(f"{icc.value or 0:.2f}", icc.value or 0.0),
            bands[::-1],
            text=text,
            interval=interval,
            width=width,
        )

    return Drawing(_("换一组同类专家，结果会不会一样（ICC(A,k)）"), text, draw)

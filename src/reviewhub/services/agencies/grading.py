"""The grade of an agency's work, by the scale of the template that it was judged by."""

from reviewhub.db.queries.commissioning.quality import Quality
from reviewhub.domain.commissioning.quality import Side
from reviewhub.domain.grade import Band
from reviewhub.services.templates import template_of
from reviewhub.services.work import Work


def grade_of(work: Work, quality: Quality) -> Band | None:
    """Grade the printed total of both sides; None until both sheets are in."""
    if quality.total is None:
        return None
    template = template_of(quality.sheets[Side.BUREAU].revision)
    return work.registry.grade_scales[template.grade_scale].grade(quality.total)

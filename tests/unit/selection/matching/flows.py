"""A small flow that can be checked by eye, and others from made cases."""

from reviewhub.selection.matching.candidates import everything
from reviewhub.selection.matching.ground import Ground, ground_of
from reviewhub.selection.matching.solving.flow import Flow
from reviewhub.selection.matching.values import Case


def of(case: Case, *, soft: bool = True) -> tuple[Ground, Flow]:
    """Give the ground of a case and the flow through all its pairs."""
    ground = ground_of(case)
    return ground, ground.flow(*everything(ground), soft=soft)

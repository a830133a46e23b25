"""Parties to a task: in whose name somebody supplies material, asks and comments."""

from enum import StrEnum


class Party(StrEnum):
    """Who somebody is to one task: who runs it, who only reads it, who evaluates, whose project it is."""

    BUREAU = "bureau"
    READER = "reader"
    AGENCY = "agency"
    UNIT = "unit"

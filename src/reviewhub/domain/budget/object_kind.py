"""What the money of a task is for, as far as budget policies tell kinds apart."""

from enum import StrEnum


class ObjectKind(StrEnum):
    """Kinds of objects; pages name them as ``label.object_kind.<value>``."""

    PROJECT = "project"
    POLICY = "policy"
    DEPARTMENT = "department"
    BOND = "bond"
    SERVICE = "service"
    CAPITAL = "capital"
    PERSONNEL = "personnel"
    OPERATION = "operation"
    LIVELIHOOD = "livelihood"

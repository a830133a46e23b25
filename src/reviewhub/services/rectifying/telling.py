"""What units and officers are told of a rectification or a hold, in the transaction that it comes from."""

from sqlalchemy.orm import Session

from reviewhub.db.models import Task
from reviewhub.db.queries.inviting.recipients import units
from reviewhub.domain.appointing.messages import Purpose
from reviewhub.services.notifying.posting import Said, post
from reviewhub.services.work import Work

Values = dict[str, str | int]


def values_of(task: Task) -> Values:
    """Give what every message about a task's project says."""
    return {"project": task.project.name, "unit": task.project.unit.name}


def tell_unit(
    work: Work, session: Session, task: Task, about: tuple[str, str, Purpose], more: Values
) -> None:
    """Write to whoever speaks for the project's unit or department.

    ``about`` is the row it is about, what about it, and the purpose.
    """
    subject, rule, purpose = about
    project = task.project
    owners = [one for one in (project.unit_id, project.department_id) if one is not None]
    said = Said(subject, rule, purpose, {**values_of(task), **more})
    for addressees in units(session, owners).values():
        post(work, session, said, addressees)

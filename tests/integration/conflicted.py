"""Something of every kind that conflicts of interest leave behind, on a panel that has scored."""

from integration.concluded import SEVEN
from integration.world import World
from reviewhub.db.models import Project, Task
from reviewhub.domain.conflicts.declaring import NewObjection, NewPerson, NewTie
from reviewhub.domain.conflicts.finding import Outcome
from reviewhub.domain.policy import Role
from reviewhub.services import findings
from reviewhub.services.conflicts import objections, ties, walls
from reviewhub.services.findings import Deciding


def declared_and_decided(world: World, task: int) -> None:
    """Declare, object, withdraw and confirm: the first of the panel leaves the task, to be redone."""
    officer, expert = world.work("officer"), world.facts.experts[SEVEN[0]]
    with world.reading() as session:
        project = session.get_one(Project, session.get_one(Task, task).project_id)
        unit = project.unit.name
    ties.enter_tie(officer, expert, NewTie("kin", organization="春城大学", person="李某"))
    ties.withdraw_tie(officer, 1, "张冠李戴")
    walls.declare_own_tie(world.work(Role.LEADER), "春城大学", "近亲属任职")
    objections.enter_person(officer, project.id, NewPerson("planned", "段某某", "530100-1", "13987160001"))
    objection = NewObjection(expert, "曾与本单位发生诉讼", world.parts.now().date())
    objections.enter_objection(officer, project.id, objection)
    ties.enter_tie(officer, expert, NewTie("adviser", organization=unit))
    for line in findings.list_findings(world.work(Role.LEADER), open_only=True):
        if line.task == task and line.rule == "builtin.office":
            findings.decide(world.work(Role.LEADER), line.id, Deciding(Outcome.CONFIRMED, "聘为顾问", 0))

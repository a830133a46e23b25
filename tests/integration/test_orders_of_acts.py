"""Whatever order people act in, every page answers, says what the lists say, and the verification agrees."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from integration import fitting
from integration.world import EXPERTS, Clock, World
from reviewhub.domain.errors import Invalid, StaleWrite, WrongState
from reviewhub.domain.policy import SYSTEM, Role
from reviewhub.domain.scoring.precondition import Chosen
from reviewhub.domain.scoring.tailoring import Tailoring
from reviewhub.services import audit, campaign_revisions, exports, template_drafts
from reviewhub.services.listing import Asked
from reviewhub.services.outcome import conclusions, preconditions
from reviewhub.services.outcome.overview import campaign_overview
from reviewhub.services.outcome.results import TaskPage, review_result
from reviewhub.services.panels import panels
from reviewhub.services.scoring import desk, measured_tables, measured_values, sheets, tailorings
from reviewhub.services.scoring.tailorings import Subject

CODES: Final = [code for code, *_ in EXPERTS[:4]]
ACTS: Final = 50
CHOICES: Final = (None, Tailoring(), Tailoring(("2.1",)), Tailoring(("2.1", "2.2")), fitting.CHOSEN)


@dataclass
class Walk:
    """One bureau whose people act at random; what is refused in words is refused."""

    world: World
    chance: random.Random
    campaign: int = 0
    done: list[str] = field(default_factory=list)

    def tasks(self) -> list[int]:
        return list(self.world.tasks(self.campaign).values())

    def page(self) -> TaskPage:
        return review_result(self.world.work("officer"), self.chance.choice(self.tasks()))

    def publish(self) -> str:
        """Publish a revision with a veto and a pre-condition, other points or other words, or all of that."""
        first = self.chance.choice([30, 40])
        source = fitting.written(c1=first, c2_3=60 - first)
        word = str(self.chance.random())
        source["criterion"][0] |= {"guidance": {"zh": word, "en": word}, "not_applicable": "rescale"}
        asked: dict[str, list[dict[str, Any]]] = {
            "veto": [{"id": "V1", "title": {"zh": "套取", "en": "Fraud"}, "most": 10}],
            "precondition": [{"id": "P1", "title": {"zh": "批复", "en": "Approval"}}],
        }
        source |= {kind: asked[kind] for kind in asked if self.chance.random() < 0.7}
        return template_drafts.publish_source(self.world.work("officer"), source).digest

    def choose(self) -> None:
        task = self.chance.choice([None, *self.tasks()])
        subject = Subject(None, task) if task else Subject(self.campaign)
        known = len(tailorings.tailoring_page(self.world.work("officer"), subject).past)
        tailorings.tailor(
            self.world.work("officer"), subject, self.chance.choice(CHOICES), known, fitting.REASON
        )

    def submit(self) -> None:
        code = self.chance.choice(CODES)
        mine = [one.assignment for one in desk.my_tasks(self.world.work(code)) if one.state != "submitted"]
        if not mine:
            return
        page = desk.open_sheet(self.world.work(code), self.chance.choice(mine))
        key = f"{page.assignment}-{len(self.done)}"
        sheets.submit_sheet(self.world.work(code), page.assignment, self.filled_in(page), page.version, key)

    def filled_in(self, page: desk.SheetPage) -> dict[str, str]:
        flat: dict[str, str] = {"opinion": ""}
        for form in page.forms:
            id_, most = form.criterion.id, form.criterion.as_scored.points
            flat |= {
                f"{id_}.{one.name}": str(
                    self.chance.choice([0, 1, most] if one.name == "points" else [1500, 3000])
                )
                for one in form.inputs
            }
            flat |= {f"{id_}.reason": "依据第3页"}
        flat |= {"1.na": "1"} if self.chance.random() < 0.2 else {}
        if page.template.vetoes and self.chance.random() < 0.2:
            flat |= {"V1.found": "1", "V1.reason": "合同系伪造"}
        if page.template.preconditions:
            flat["P1.met"] = self.chance.choice(["yes", "no"])
        return flat

    def send_back(self) -> None:
        for member in self.page().members[:1]:
            if member.sheet:
                sheets.return_sheet(self.world.work("officer"), member.sheet, "请补充理由")

    def exclude(self) -> None:
        standing = [one for one in self.page().members if one.state == "accepted"]
        for one in standing[2:3]:
            panels.exclude(self.world.work("officer"), one.assignment, "另有任务", one.version)

    def join(self) -> None:
        task = self.chance.choice(self.tasks())
        self.world.accept_all(self.world.form_panel(self.campaign, [self.chance.choice(CODES)], [task]))

    def conclude(self) -> None:
        page = self.page()
        if page.result is None:
            return
        kept = frozenset(one.id for one in page.result.proposed)
        cut = page.asked / 2 if page.needs_cut else None
        conclusions.conclude(
            self.world.work("officer"),
            page.id,
            conclusions.Concluding(
                len(page.conclusions), cut, "核减", "更正", Chosen(kept, own=["自筹到位"])
            ),
        )

    def move(self) -> None:
        fitting.move(self.world, self.campaign, self.publish())

    def measure(self) -> None:
        page = measured_values.measured_page(self.world.work("officer"), self.chance.choice(self.tasks()))
        typed = measured_values.Typed(str(self.chance.choice([1500, 3000])), "验收单")
        given = {line.name: typed for line in page.lines[:1]}
        measured_values.record_measured_values(self.world.work("officer"), page.task, given, page.version)

    def follow_up(self) -> None:
        page, work = self.page(), self.world.work("officer")
        for line in page.checklist:
            id_, known = line.required.id, len(line.checks)
            if line.is_fulfilled:
                preconditions.reopen_precondition(work, page.id, id_, "批复撤回", known)
            else:
                noted = preconditions.Noted(known, self.world.parts.now().date(), "批复")
                preconditions.fulfil_precondition(work, page.id, id_, noted)

    def act(self, what: Callable[["Walk"], None]) -> None:
        try:
            what(self)
        except (Invalid, WrongState, StaleWrite) as refused:
            self.done.append(f"{what.__name__}: {refused.code}")
        else:
            self.done.append(what.__name__)


WEIGHTS: Final[dict[Callable[[Walk], None], int]] = {
    Walk.submit: 36,
    Walk.conclude: 16,
    Walk.follow_up: 6,
    Walk.move: 3,
    Walk.measure: 3,
    Walk.choose: 3,
    Walk.send_back: 2,
    Walk.join: 2,
    Walk.exclude: 1,
}


def look_at_everything(walk: Walk) -> None:
    """Open every page; lists say what the pages of tasks say, and nothing that was decided is doubted."""
    work, world, campaign = walk.world.work("officer"), walk.world, walk.campaign
    lines = {one.id: one for one in campaign_overview(work, campaign, Asked(everything=True)).lines.items}
    conclusions.preview_conclusions(work, campaign)
    measured_tables.measured_form(work, campaign)
    campaign_revisions.revision_move(work, campaign)
    for task in walk.tasks():
        page, line = review_result(work, task), lines[task]
        measured_values.measured_page(work, task)
        fitted = tailorings.tailoring_page(work, Subject(task=task)).fitted
        assert fitted.digest == page.template.digest
        assert line.total == (page.result.printed_total if page.result else None)
        assert (line.conditions or (0, 0))[1] == len(page.checklist)
    for code in CODES:
        for one in desk.my_tasks(world.work(code)):
            desk.open_sheet(world.work(code), one.assignment)
            if one.state == "submitted":
                exports.opinion_sheet(world.work(code), one.assignment)
    assert audit.verify_conclusions(world.work(Role.AUDITOR)).faults == ()
    assert audit.verify_ledger(world.parts.work(SYSTEM)).faults == ()


@pytest.mark.parametrize("seed", [3, 4, 8])
def test_no_order_of_acts_breaks_a_page_or_makes_the_verification_doubt_a_conclusion(
    world: World, clock: Clock, seed: int
) -> None:
    walk = Walk(world, random.Random(seed))
    walk.publish()
    walk.campaign = world.open_campaign(
        projects=["主干道市容环境整治", "果林路管网改造"], template=fitting.KEY
    )
    for _ in range(3):
        walk.act(Walk.choose)
    world.accept_all(world.form_panel(walk.campaign, CODES[:2]))
    for what in walk.chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=ACTS):
        clock.move(minutes=1)
        walk.act(what)
        if len(walk.done) % 7 == 0:
            look_at_everything(walk)
    look_at_everything(walk)
    assert {"submit", "move"} <= set(walk.done)
    assert any(review_result(world.work("officer"), task).conclusions for task in walk.tasks())

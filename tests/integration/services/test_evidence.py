"""Evidence by criterion: the firm links pages of what came, the bureau sees what nothing proves."""

import pytest

from integration.commissioned import ask_all, item_of, taken_commission
from integration.world import World
from reviewhub.domain.errors import Invalid, NotAllowed, NotFound, StaleWrite
from reviewhub.services import audit
from reviewhub.services.commissioning.desk import evidence, supplying
from reviewhub.services.commissioning.desk.evidence import EvidencePage, NewProof
from reviewhub.services.commissioning.desk.supplying import Supplied
from uploads import docx, pdf

# What the databases do differently is played in test_milestones and test_checklists.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True, scope="session")


def page(world: World, commission: int, who: str = "agency1") -> EvidencePage:
    return evidence.open_evidence(world.work(who), commission)


def link(world: World, commission: int, who: str = "agency1", **changes: object) -> None:
    found = page(world, commission, "agency1")
    given: dict[str, object] = {
        "criterion": found.lines[0].criterion.id,
        "document": found.documents[0].id,
        "first_page": 1,
        "last_page": None,
        "note": "立项批复",
        "standing": found.standing,
    }
    evidence.link_evidence(world.work(who), commission, NewProof(**{**given, **changes}))  # type: ignore[arg-type]  # the test's own values


@pytest.fixture
def commission(world: World) -> int:
    task, commission = taken_commission(world)
    ask_all(world, task)
    files = [("立项和预算批复.pdf", pdf("1")), ("访谈记录.docx", docx())]
    supplying.supply(world.work("agency1"), task, Supplied(None, files))
    assert item_of(world, task, "访谈记录").item.files
    return commission


def test_a_page_proves_a_criterion_until_that_is_taken_back(world: World, commission: int) -> None:
    link(world, commission)
    link(world, commission, document=page(world, commission).documents[1].id, first_page=40, last_page=41)
    found = page(world, commission, "officer")
    first = found.lines[0]
    assert [(one.name, one.first_page, one.last_page) for one in first.proofs] == [
        ("立项和预算批复.pdf", 1, None),
        ("访谈记录.docx", 40, 41),
    ]
    assert first.criterion.id not in found.unproven
    assert len(found.unproven) == len(found.lines) - 1
    for number in (1, 2):
        evidence.withdraw_evidence(world.work("agency1"), commission, number)
    with pytest.raises(NotFound):
        evidence.withdraw_evidence(world.work("agency1"), commission, 2)
    assert first.criterion.id in page(world, commission).unproven
    assert audit.verify_ledger(world.work("auditor")).faults == ()


def test_every_fault_of_a_proof_is_named_at_once(world: World, commission: int) -> None:
    with pytest.raises(Invalid) as caught:
        link(world, commission, criterion="9.9", document=9999, first_page=3, last_page=2)
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("criterion", "evidence.no_criterion"),
        ("document", "evidence.no_document"),
        ("last_page", "evidence.pages_backwards"),
    ]
    with pytest.raises(Invalid) as caught:
        link(world, commission, first_page=2)
    assert caught.value.problems[0].values == {"given": 2, "pages": 1}
    with pytest.raises(StaleWrite):
        link(world, commission, standing=7)


def test_only_the_firm_links_and_no_other_firm_or_unit_sees_it(world: World, commission: int) -> None:
    link(world, commission)
    with pytest.raises(NotAllowed):
        link(world, commission, "officer")
    for stranger in ("agency2", "unit1"):
        with pytest.raises(NotFound):
            page(world, commission, stranger)

"""A check is kept as plain values and comes back as it was; what would be too long is cut."""

import json
from dataclasses import replace
from decimal import Decimal

from reviewhub.domain.commissioning.checking.checked import CheckedReport, elsewhere, frozen, thawed
from reviewhub.domain.commissioning.checking.completeness import completeness
from reviewhub.domain.commissioning.checking.repetition import Repeated, Repetition, repetition
from reviewhub.domain.commissioning.checking.report_text import Paragraph
from reviewhub.domain.commissioning.checking.structures import EVALUATION
from unit.domain.commissioning.checking.papers import report

TEXT = report("七、", "问卷", bodies=("待补充",) * 7)
CHECKED = CheckedReport(
    8, 400, completeness(TEXT, EVALUATION), (elsewhere(3, repetition(report(), report())),)
)


def test_a_check_comes_back_as_it_was_kept() -> None:
    assert thawed(json.loads(json.dumps(frozen(CHECKED)))) == CHECKED


def test_the_paragraphs_most_alike_are_kept() -> None:
    pair = Repeated(Paragraph(1, "甲"), Paragraph(1, "甲"), Decimal("0.6"))
    most = replace(pair, share=Decimal(1))
    kept = elsewhere(3, Repetition((*(pair,) * 30, most), Decimal("0.5")))
    assert (kept.count, len(kept.repeated), kept.repeated[0]) == (31, 20, most)


def test_a_very_long_paragraph_is_cut() -> None:
    long = Paragraph(1, "长" * 5000)
    found = replace(CHECKED.found, placeholders=(long,) * 99)
    kept = frozen(replace(CHECKED, found=found))["placeholders"]
    assert (len(kept), len(kept[0][1])) == (50, 2000)

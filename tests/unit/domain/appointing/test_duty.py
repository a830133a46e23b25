"""The duty check-list: complete, reasoned, and never summed up."""

from dataclasses import replace

import pytest

from reviewhub.domain.appointing.duty import (
    VERSION,
    DutyAnswer,
    DutyForm,
    DutyLevel,
    Said,
    items_of,
    require_complete,
)
from reviewhub.domain.errors import Invalid

ALL_YES = DutyForm({item.key: Said(DutyAnswer.YES) for item in items_of(VERSION)})


def faults(form: DutyForm, *, corrects: bool = False) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        require_complete(form, corrects=corrects)
    return {(one.path, one.code) for one in refused.value.problems}


def test_a_complete_list_needs_no_level() -> None:
    require_complete(ALL_YES, corrects=False)


def test_every_item_is_answered_and_a_no_is_explained() -> None:
    said = {**ALL_YES.said, "punctual": Said(DutyAnswer.NO)}
    del said["conduct"]
    assert faults(DutyForm(said)) == {("punctual", "duty.no_needs_remark"), ("conduct", "duty.unanswered")}


def test_a_level_and_a_correction_each_need_a_reason() -> None:
    judged = replace(ALL_YES, level=DutyLevel.UNQUALIFIED)
    assert faults(judged, corrects=True) == {
        ("level_reason", "duty.level_needs_reason"),
        ("correction", "duty.correction_needs_reason"),
    }


def test_keys_of_items_are_unique() -> None:
    keys = [item.key for item in items_of(VERSION)]
    assert len(keys) == len(set(keys))

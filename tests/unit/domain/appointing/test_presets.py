"""The compositions that ship keep their own floors."""

import pytest

from reviewhub.domain.appointing.composition import faults
from reviewhub.domain.appointing.presets import PRESETS, Preset


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_preset_is_sound_and_says_on_what_it_rests(preset: Preset) -> None:
    assert not list(faults(preset.rules, preset.floor))
    assert preset.basis.zh
    assert preset.basis.en


def test_the_tender_law_asks_for_four_outsiders_of_five() -> None:
    # 招标投标法 第三十七条: 五人以上单数，其中技术、经济等方面的专家不得少于成员总数的三分之二
    assert PRESETS["tender_law_37"].rules.outsiders == 4

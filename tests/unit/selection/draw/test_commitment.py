from dataclasses import replace

import pytest

from reviewhub.selection.draw.commitment import Pool, commit
from reviewhub.selection.draw.sources import Sealed
from reviewhub.selection.lottery.values import Quota
from unit.selection.draw.made import ENTRIES, POOL, RULES, SOURCES, SUBJECT, committed_to, lottery_over


def test_shuffled_people_tasks_and_quotas_give_the_same_commitment() -> None:
    shuffled = Pool(ENTRIES[::-1], {"D04": ["employer", "tie"], "D07": ["load"]})
    rules = replace(RULES, quotas=RULES.quotas[::-1])
    again = commit(replace(SUBJECT, tasks=("T-1", "T-2")), shuffled, rules, lottery_over(shuffled), SOURCES)
    assert again.digest == committed_to().digest


def test_one_changed_reason_quota_or_person_changes_the_digest() -> None:
    lottery = lottery_over(POOL)
    entries = (*ENTRIES[:-1], replace(ENTRIES[-1], name="another"))
    quotas = (*RULES.quotas, Quota("class", "field", 0, 3))
    changed = [
        commit(SUBJECT, replace(POOL, excluded={"D07": ["load"], "D04": ["tie"]}), RULES, lottery, SOURCES),
        commit(SUBJECT, POOL, replace(RULES, quotas=quotas), lottery, SOURCES),
        commit(SUBJECT, replace(POOL, entries=entries), RULES, lottery, SOURCES),
    ]
    assert len({committed_to().digest, *(one.digest for one in changed)}) == 4


def test_the_document_names_nobody() -> None:
    text = str(committed_to().document)
    assert "D00" in text
    assert "专家" not in text
    assert "单位" not in text


@pytest.mark.parametrize(
    "pool",
    [
        replace(POOL, entries=(*ENTRIES, ENTRIES[0])),
        replace(POOL, excluded={**POOL.excluded, "D05": []}),
        replace(POOL, excluded={**POOL.excluded, "stranger": ["tie"]}),
        replace(POOL, excluded={"D07": ["load"]}),
    ],
)
def test_a_pool_that_does_not_fit_is_refused(pool: Pool) -> None:
    with pytest.raises(ValueError, match=r"id|exclusion|eligible"):
        commit(SUBJECT, pool, RULES, lottery_over(POOL), SOURCES)


def test_a_draw_that_one_party_could_steer_is_refused() -> None:
    with pytest.raises(ValueError, match="alone"):
        committed_to(Sealed("officer", "ab" * 32))

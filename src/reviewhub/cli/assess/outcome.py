"""What ``reviewhub assess`` prints: JSON with stable keys, or tables and sentences to read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from reviewhub.cli.aligned import aligned
from reviewhub.cli.assess.agreement import Agreement, Spread
from reviewhub.domain.grade import Band
from reviewhub.domain.money import print_wan, round_half_up
from reviewhub.domain.recommendation import Recommendation
from reviewhub.domain.result import Rules
from reviewhub.domain.tables.assessment import Assessed, Summary
from reviewhub.domain.words import Words
from reviewhub.edge.language.words import Speaker
from reviewhub.stats.values import Statistic

HEAD: Final = (
    Words("项目", "Project"),
    Words("申报（万元）", "Asked (10,000 yuan)"),
    Words("专家", "Experts"),
    Words("得分", "Score"),
    Words("标准差", "Deviation"),
    Words("等级", "Grade"),
    Words("结论", "Conclusion"),
    Words("建议", "Recommendation"),
    Words("安排（万元）", "Support (10,000 yuan)"),
)
STATISTICS: Final = {
    "icc(A,k)": Words("专家组均分的可靠程度 ICC(A,k)", "Agreement of the panel's mean, ICC(A,k)"),
    "kendall_w_tie_corrected": Words("排序一致程度 Kendall W", "Agreement on the order, Kendall's W"),
    "krippendorff_alpha_interval": Words(
        "打分一致程度 Krippendorff α", "Agreement on scores, Krippendorff's α"
    ),
}
FINEST_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that one run found out."""

    rules: Rules
    assessed: Sequence[Assessed]
    summary: Summary
    agreement: Agreement


def as_json(outcome: Outcome, speaker: Speaker) -> str:
    """Write the outcome; keys and grade labels are the same in every language, sentences are not."""
    pins = outcome.rules.pins()
    content = {
        "campaign": {
            key: pins[key] for key in ("template", "template_digest", "aggregator", "grade_scale", "policy")
        },
        "tasks": [
            _task(one, spread, speaker)
            for one, spread in zip(outcome.assessed, outcome.agreement.spreads, strict=True)
        ],
        "summary": _summary(outcome),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)


def _task(one: Assessed, spread: Spread, speaker: Speaker) -> dict[str, Any]:
    result = one.result
    return {
        "project": one.project.name,
        "asked": print_wan(result.asked),
        "experts": len(result.sheets),
        "aggregate": _exact(result.aggregate.value),
        "printed_total": f"{result.printed_total:f}",
        "grade": result.grade.label.zh,
        "conclusion": result.conclusion.label.zh if result.conclusion else None,
        "recommendation": _recommendation(result.recommendation, speaker),
        "consistency": {
            "standard_deviation": spread.deviation,
            "range": spread.range,
            "mean_distance": spread.distance,
        },
        "survives_without_any_expert": result.survives_without_any_expert,
    }


def _recommendation(given: Recommendation | None, speaker: Speaker) -> dict[str, str | None]:
    if given is None:
        return {"action": None, "amount": None, "cut": None, "reason": ""}
    return {
        "action": given.action.value,
        "amount": _wan(given.amount),
        "cut": _wan(given.cut),
        "reason": " ".join(speaker.reason(reason) for reason in given.reasons),
    }


def _summary(outcome: Outcome) -> dict[str, Any]:
    summary, bands = outcome.summary, outcome.rules.grade_scale.bands
    return {
        "tasks": summary.tasks,
        "mean": f"{summary.mean:f}",
        "grades": {band.label.zh: summary.grades[band.id] for band in bands},
        "excellent_share": float(summary.excellent_share),
        "asked": print_wan(summary.asked),
        "recommended": _wan(summary.recommended),
        "cut": _wan(summary.cut),
        "consistency": {
            "projects": outcome.agreement.projects,
            "experts": outcome.agreement.experts,
            **{key: _statistic(one) for key, one in outcome.agreement.whole.items()},
        },
    }


def _statistic(one: Statistic) -> dict[str, float | str | None]:
    if one.undefined:
        return {"value": None, "undefined": one.undefined.value}
    return {"value": one.value, "ci_low": one.low, "ci_high": one.high}


def _exact(value: Decimal) -> str:
    """Give two decimals, or up to six where the exact number has more."""
    plain = f"{round_half_up(value, FINEST_PLACES):f}".rstrip("0")
    return plain if len(plain.partition(".")[2]) > 2 else f"{round_half_up(value):f}"  # noqa: PLR2004 -- two decimals, as totals are printed


def _wan(yuan: Decimal | None) -> str | None:
    return None if yuan is None else print_wan(yuan)


def as_lines(outcome: Outcome, speaker: Speaker) -> Iterator[str]:
    """Write the outcome for reading: one line a project, why each came out so, then all together."""
    rules = outcome.rules
    yield f"{speaker.words(rules.template.title)} · {speaker.words(rules.aggregator.title)}"
    yield ""
    head = [speaker.words(words) for words in HEAD]
    rows = [_row(one, spread, speaker) for one, spread in _paired(outcome)]
    yield from aligned([head, *rows], words=frozenset({0, 5, 6, 7}))
    for one in outcome.assessed:
        yield ""
        yield one.project.name
        yield from (f"  {speaker.reason(reason)}" for reason in one.result.explain())
    yield ""
    yield from _totals(outcome, speaker)


def _paired(outcome: Outcome) -> Iterator[tuple[Assessed, Spread]]:
    yield from zip(outcome.assessed, outcome.agreement.spreads, strict=True)


def _row(one: Assessed, spread: Spread, speaker: Speaker) -> list[str]:
    result, given = one.result, one.result.recommendation
    return [
        one.project.name,
        f"{print_wan(result.asked)}",
        str(len(result.sheets)),
        f"{result.printed_total:f}",
        "—" if spread.deviation is None else f"{spread.deviation:.2f}",
        _label(result.grade, speaker),
        _label(result.conclusion, speaker),
        speaker.label(given.action) if given else "—",
        (_wan(given.amount) if given else None) or "—",
    ]


def _label(band: Band | None, speaker: Speaker) -> str:
    return speaker.words(band.label) if band else "—"


def _totals(outcome: Outcome, speaker: Speaker) -> Iterator[str]:
    summary, bands = outcome.summary, outcome.rules.grade_scale.bands
    grades = "  ".join(f"{_label(band, speaker)} {summary.grades[band.id]}" for band in bands)
    lines: Mapping[Words, str] = {
        Words("项目数", "Projects"): str(summary.tasks),
        Words("平均分", "Mean"): f"{summary.mean:f}",
        Words("等级", "Grades"): grades,
        Words("最高等级占比", "Share of the best grade"): f"{summary.excellent_share:.2%}",
        Words("申报合计（万元）", "Asked (10,000 yuan)"): print_wan(summary.asked),
        Words("建议安排（万元）", "Recommended (10,000 yuan)"): _wan(summary.recommended) or "—",
        Words("核减（万元）", "Cut (10,000 yuan)"): _wan(summary.cut) or "—",
        **{STATISTICS[key]: _shown(one, speaker) for key, one in outcome.agreement.whole.items()},
    }
    rows = [(speaker.words(label), value) for label, value in lines.items()]
    yield from aligned(rows, words=frozenset({0, 1}))


def _shown(one: Statistic, speaker: Speaker) -> str:
    if one.undefined:
        return f"—  {speaker.sentence(f'stats.{one.undefined.value}', {})}"
    interval = "" if one.low is None or one.high is None else f"  95 % [{one.low:.3f}, {one.high:.3f}]"
    return f"{one.value:.3f}{interval}"

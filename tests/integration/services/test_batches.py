"""Scoring many sheets at once gives exactly what scoring each alone gives, whatever was filled in."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.answer import Answer, Input, InputKind
from reviewhub.domain.scoring.hosted import HostedScorer
from reviewhub.domain.scoring.sheet import Scorer, score
from reviewhub.domain.scoring.template import Criterion, Evidence, NotApplicable, ReasonRule, ScoringTemplate
from reviewhub.domain.words import Words
from reviewhub.plugin.columns import BatchScorer, Columns, Many
from reviewhub.plugin.manager import load_plugins
from reviewhub.services.scoring.batches import score_sheets

REGISTRY = load_plugins()
TEXT = {"zh": "甲", "en": "A"}
PARTS = {"numerator": TEXT, "denominator": TEXT}
SHIPPED = ("points", "levels", "elements", "rate", "bands", "deductions")
SHARES = st.sampled_from(["0", "0.125", "0.3", "0.335", "0.5", "1", "0.333333"]).map(Decimal)
BOUNDS = st.sampled_from(["0", "1", "2.5", "9.999999", "60", "100"]).map(Decimal)
# Most of it can be scored, so that columns have something to do; the rest is what people also type.
SMALL = st.sampled_from([*("0", "0.5", "1", "1.5", "2", "２.5", "0.005", "0.3", "0.00005"), "", "x"])
LARGE = st.sampled_from(
    [
        *("0", "1", "2", "2.5", "3", "5", "7", "9.999999", "60", "100", "600", "3000", "60.000001", "1.005"),
        *("999999999999.999999", "999999999999", "", "1e3"),
    ]
)
RARELY = st.sampled_from([False] * 15 + [True])


def numbered(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"p{number}", **part} for number, part in enumerate(parts)]


def several(part: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(part, min_size=2, max_size=4).map(numbered)


def part(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(fields)


ELEMENTS = several(part(text=st.just(TEXT), share=SHARES, gate=st.booleans()))
SETS = several(part(when=st.just(TEXT), elements=ELEMENTS))
FINDINGS = several(
    part(
        text=st.just(TEXT),
        points=st.sampled_from(["0.5", "1.25", "0.00005", "7"]).map(Decimal),
        zero=st.booleans(),
    )
)
BANDS = st.lists(
    st.one_of(part(share=SHARES, at_least=BOUNDS), part(share=SHARES, at_most=BOUNDS)), min_size=2
)
PARAMETERS: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "points": st.sampled_from(["0.5", "0.005", "0.01", "0.00001"]).map(lambda step: {"step": Decimal(step)}),
    "levels": part(levels=several(part(label=st.just(TEXT), share=SHARES))),
    "elements": st.one_of(part(elements=ELEMENTS), part(alternatives=SETS)),
    "rate": st.fixed_dictionaries(
        {"numerator": st.just(TEXT), "denominator": st.just(TEXT)},
        optional={"cap": SHARES.filter(bool), "pass_mark": SHARES, "reverse": st.booleans()},
    ),
    "bands": part(value=st.just(TEXT), bands=BANDS),
    "deductions": part(findings=FINDINGS),
}


@st.composite
def criteria(draw: st.DrawFn) -> list[Criterion]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(SHIPPED))
        made.append(
            Criterion(
                id=f"1.{number}",
                path=(),
                title=Words("", ""),
                points=draw(
                    st.sampled_from(["3"] * 4 + ["5", "1.5", "3.3333", "57.6"] * 2 + ["7.00001"]).map(Decimal)
                ),
                scorer=f"builtin.{kind}",
                parameters=draw(PARAMETERS[kind]),
                reason=draw(st.sampled_from(ReasonRule)),
                not_applicable=draw(st.sampled_from(NotApplicable)),
                evidence=draw(st.sampled_from(Evidence)),
                scale=draw(st.sampled_from([None, None, Decimal(100), Decimal("0.3")])),
            )
        )
    return made


def text_for(one: Input) -> st.SearchStrategy[str]:
    if one.kind is InputKind.CHOICE:
        return st.sampled_from([*[choice.id for choice in one.choices] * 4, "", "unknown"])
    if one.kind is InputKind.CHECK:
        return st.sampled_from(["", "0", "1", "1"])
    return st.sampled_from(["", "0", "1", "2", "17"]) if one.kind is InputKind.COUNT else number_for(one)


def number_for(one: Input) -> st.SearchStrategy[str]:
    return LARGE if one.most is None else SMALL


@st.composite
def cases(draw: st.DrawFn) -> tuple[ScoringTemplate, list[dict[str, Answer]]]:
    found = draw(criteria())
    template = replace(REGISTRY.templates["prior-assessment-national"], criteria=tuple(found))
    answers = {
        one.id: st.builds(
            Answer,
            st.fixed_dictionaries(
                {asked.name: text_for(asked) for asked in REGISTRY.scorers[one.scorer].inputs(one.as_scored)}
            ),
            not_applicable=RARELY,
            reason=st.sampled_from(["理由"] * 9 + [" "]),
            evidence=st.sampled_from(["第3页"] * 9 + [""]),
        )
        for one in found
    }
    sheet = (
        st.fixed_dictionaries(answers)
        | st.fixed_dictionaries(answers)
        | st.fixed_dictionaries({}, optional=answers)
    )
    return template, draw(st.lists(sheet, max_size=12))


def hosted(scorers: Mapping[str, Scorer]) -> dict[str, HostedScorer]:
    return {key: HostedScorer(one) for key, one in scorers.items()}


def alone(
    template: ScoringTemplate, sheet: Mapping[str, Answer], scorers: Mapping[str, HostedScorer]
) -> object:
    try:
        scored = score(template, sheet, scorers)
    except Invalid as refused:
        return refused.problems
    return [None if one is None else int(one.scaleb(4)) for one in scored.points], scored.total


def at_once(
    template: ScoringTemplate, sheets: list[dict[str, Answer]], scorers: Mapping[str, HostedScorer]
) -> list[object]:
    found = score_sheets(template, sheets, scorers)
    return [one.problems if isinstance(one, Invalid) else one for one in found]


@settings(max_examples=300)
@given(cases())
def test_at_once_and_one_by_one_agree_exactly(case: tuple[ScoringTemplate, list[dict[str, Answer]]]) -> None:
    template, sheets = case
    scorers = hosted(REGISTRY.scorers)
    assert at_once(template, sheets, scorers) == [alone(template, sheet, scorers) for sheet in sheets]


def test_a_half_that_decimal_rounds_down_is_rounded_down_at_once_as_well() -> None:
    criterion = Criterion("1", (), Words("", ""), Decimal("57.6"), "builtin.rate", PARTS, ReasonRule.NEVER)
    template = replace(REGISTRY.templates["prior-assessment-national"], criteria=(criterion,))
    sheet = {"1": Answer({"numerator": "34.234375", "denominator": "252"}, reason="理由")}
    scorers = hosted(REGISTRY.scorers)
    assert at_once(template, [sheet], scorers) == [alone(template, sheet, scorers)]


def test_the_six_that_bureaus_use_most_can_do_a_column_at_once() -> None:
    assert [key for key in SHIPPED if not isinstance(REGISTRY.scorers[f"builtin.{key}"], BatchScorer)] == []


class Liar:
    """A scorer whose batch says something else than its single answers, or nothing of use."""

    def __init__(self, given: Any) -> None:
        self.given = given
        self.inner = REGISTRY.scorers["builtin.points"]
        self.key, self.version, self.title = self.inner.key, "1", self.inner.title
        self.parameters = self.inner.parameters
        self.inputs, self.score = self.inner.inputs, self.inner.score

    def score_many(self, criterion: Criterion, columns: Columns) -> Many:
        """Raise, or give what was agreed."""
        del criterion
        columns["points"][:] = 0
        return Many(self.given, self.given)


def test_a_batch_that_fails_or_changes_its_columns_costs_nothing_but_time() -> None:
    template = REGISTRY.templates["prior-assessment-national"]
    full = {one.id: Answer({"points": f"{one.points}"}, reason="理由") for one in template.criteria}
    scorers = hosted({**REGISTRY.scorers, "builtin.points": Liar("nonsense")})
    assert score_sheets(template, [full], scorers) == [([50_000] * 20, Decimal("100.00"))]


def test_no_sheets_are_none() -> None:
    assert score_sheets(REGISTRY.templates["prior-assessment-national"], [], {}) == []

"""One expert's sheet: answers in, points out, or every problem at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.scoring.answer import Answer, Input, InputKind, Value
from reviewhub.domain.scoring.precondition import Precondition
from reviewhub.domain.scoring.sheet import (
    LONGEST_TEXT,
    Points,
    ScoredSheet,
    flat_names,
    flat_problems,
    is_left_out,
    marked,
    points_of,
    read_flat,
    score,
    score_criterion,
    score_so_far,
    total_of,
    write_flat,
)
from reviewhub.domain.scoring.template import (
    Criterion,
    Evidence,
    Kind,
    NotApplicable,
    ReasonRule,
    ScoringTemplate,
)
from reviewhub.domain.scoring.veto import Veto
from reviewhub.domain.words import Words

WORDS = Words("指标", "Criterion")
HALVES = st.integers(0, 10).map(lambda n: Decimal(n) / 2)


class Given:
    """The simplest scorer: the points as they are given."""

    key = "test.given"
    version = "1"
    title = WORDS
    parameters: Mapping[str, Any] = {}

    def inputs(self, criterion: Criterion) -> Sequence[Input]:
        """Ask for the points."""
        return [Input("points", InputKind.NUMBER, WORDS, most=criterion.points, step=Decimal("0.5"))]

    def score(self, criterion: Criterion, values: Mapping[str, Value]) -> Points | None:
        """Give them back; thirteen tenths of a point are not scored."""
        del criterion
        given = values["points"]
        return Points(given) if isinstance(given, Decimal) and given != Decimal("4.5") else None


SCORERS = {"test.given": Given()}


def criterion(number: int, points: int = 5, **others: Any) -> Criterion:
    return Criterion(f"1.{number}", (WORDS,), WORDS, Decimal(points), "test.given", {}, **others)


def template(*criteria: Criterion) -> ScoringTemplate:
    """Make a template of these criteria; the rest of it decides nothing here."""
    return ScoringTemplate(
        id="t",
        version=1,
        kind=Kind.PRIOR_ASSESSMENT,
        title=WORDS,
        purpose=WORDS,
        basis="",
        standing="",
        standing_note=WORDS,
        grade_scale="scale",
        conclusion_scale=None,
        criteria=criteria,
        source="{}",
        digest="digest",
    )


def answer(points: object, reason: str = "有依据", **others: Any) -> Answer:
    return Answer({"points": str(points)}, reason=reason, **others)


def sheet(points: Sequence[Decimal | None]) -> tuple[ScoringTemplate, dict[str, Answer]]:
    """Make a sheet whose criteria may all be left out; None leaves one out."""
    made = template(
        *(criterion(n, not_applicable=NotApplicable.RESCALE) for n, _ in enumerate(points, start=1))
    )
    answers = {
        one.id: Answer(not_applicable=True, reason="不涉及") if given is None else answer(given)
        for one, given in zip(made.criteria, points, strict=True)
    }
    return made, answers


def refused(one: Criterion, given: Answer) -> list[str]:
    result = score_criterion(one, given, SCORERS["test.given"])
    return [] if isinstance(result, Points) else [problem.code for problem in result]


# 4.5 is what the scorer above does not score, so it stays out of what is drawn.
SCORED = HALVES.filter(lambda points: points != Decimal("4.5"))


@given(st.lists(SCORED, min_size=1, max_size=20))
def test_the_total_is_the_sum_of_the_points(points: list[Decimal]) -> None:
    made, answers = sheet(points)
    assert score(made, answers, SCORERS) == ScoredSheet(tuple(points), sum(points, Decimal(0)))


@given(st.lists(st.one_of(st.none(), SCORED), min_size=1, max_size=12), st.randoms())
def test_the_order_of_criteria_does_not_matter(points: list[Decimal | None], random: Any) -> None:
    turned = points[:]
    random.shuffle(turned)
    assert score(*sheet(points), SCORERS).total == score(*sheet(turned), SCORERS).total


@given(st.lists(st.one_of(st.none(), SCORED), min_size=1, max_size=12))
def test_a_total_lies_between_nothing_and_full_marks(points: list[Decimal | None]) -> None:
    assert 0 <= score(*sheet(points), SCORERS).total <= 5 * len(points)


@given(st.lists(SCORED, min_size=1, max_size=10), st.integers(1, 5))
def test_leaving_criteria_out_scales_the_rest_to_all_full_marks(points: list[Decimal], left_out: int) -> None:
    total = score(*sheet([*points, *[None] * left_out]), SCORERS).total
    share = sum(points, Decimal(0)) / (5 * len(points))
    assert abs(total - share * 5 * (len(points) + left_out)) <= Decimal("0.005")


@given(st.lists(st.just(Decimal(5)), min_size=1, max_size=10), st.integers(0, 5))
def test_full_marks_stay_full_marks_whatever_is_left_out(points: list[Decimal], left_out: int) -> None:
    assert score(*sheet([*points, *[None] * left_out]), SCORERS).total == 5 * (len(points) + left_out)


def test_a_half_is_rounded_up() -> None:
    full = [Decimal(80), Decimal(20)]
    assert total_of([Decimal("0.5"), None], full) == Decimal("0.63")  # 0.625 exactly


def test_a_sheet_with_everything_left_out_has_no_points() -> None:
    assert total_of([None, None], [Decimal(5), Decimal(5)]) == Decimal("0.00")


def test_not_applicable_can_count_as_full_marks() -> None:
    made = template(criterion(1, not_applicable=NotApplicable.FULL), criterion(2))
    answers = {"1.1": Answer(not_applicable=True, reason="不涉及"), "1.2": answer(3)}
    assert score(made, answers, SCORERS) == ScoredSheet((Decimal(5), Decimal(3)), Decimal(8))


def test_only_a_rescaled_criterion_is_left_out() -> None:
    given = Answer(not_applicable=True)
    rules = {rule: is_left_out(criterion(1, not_applicable=rule), given) for rule in NotApplicable}
    assert [rule for rule, left_out in rules.items() if left_out] == [NotApplicable.RESCALE]


def test_not_applicable_is_refused_where_the_template_does_not_allow_it() -> None:
    assert refused(criterion(1), Answer(not_applicable=True, reason="x")) == ["answer.always_applies"]


def test_not_applicable_needs_a_reason_under_every_rule() -> None:
    one = criterion(1, not_applicable=NotApplicable.FULL, reason=ReasonRule.NEVER)
    assert refused(one, Answer(not_applicable=True)) == ["answer.not_applicable_needs_reason"]


@pytest.mark.parametrize(
    ("rule", "needing"),
    [
        (ReasonRule.ALWAYS, ["0", "3", "5"]),
        (ReasonRule.BELOW_FULL, ["0", "3"]),
        (ReasonRule.EXTREME, ["0", "5"]),
        (ReasonRule.NEVER, ["0"]),
    ],
)
def test_points_need_a_reason_where_the_rule_asks_and_zero_always(
    rule: ReasonRule, needing: list[str]
) -> None:
    one = criterion(1, reason=rule)
    assert [p for p in ("0", "3", "5") if refused(one, answer(p, " "))] == needing


def test_a_missing_reason_is_said_with_points_and_full_marks() -> None:
    assert score_criterion(criterion(1), answer(4, ""), SCORERS["test.given"]) == [
        Problem("criterion 1.1", "answer.reason_missing", {"points": "4", "full": "5"})
    ]


def test_points_are_known_while_their_reason_is_still_owed() -> None:
    assert points_of(criterion(1), answer(4, ""), SCORERS["test.given"]) == Points(Decimal(4))


def test_what_a_scorer_does_not_score_is_missing() -> None:
    assert refused(criterion(1), answer("4.5")) == ["answer.missing"]


def test_every_problem_is_listed_at_once_by_criterion() -> None:
    made = template(criterion(1), criterion(2), criterion(3), criterion(4))
    answers = {"1.1": answer("x"), "1.2": answer(9), "1.3": answer(4, ""), "9.9": answer(1)}
    with pytest.raises(Invalid) as caught:
        score(made, answers, SCORERS)
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("criterion 9.9", "answer.unknown_criterion"),
        ("criterion 1.1", "answer.not_a_number"),
        ("criterion 1.2", "answer.out_of_range"),
        ("criterion 1.3", "answer.reason_missing"),
        ("criterion 1.4", "answer.missing"),
    ]


def test_an_unfinished_sheet_says_how_far_it_is() -> None:
    made = template(*(criterion(n, not_applicable=NotApplicable.RESCALE) for n in range(1, 6)))
    answers = {
        "1.1": answer(3),
        "1.2": answer(4, ""),
        "1.3": answer("x"),
        "1.4": Answer(not_applicable=True, reason="不涉及"),
    }
    far = score_so_far(made, answers, SCORERS)
    assert far.points == {"1.1": 3, "1.2": 4, "1.3": None, "1.4": None, "1.5": None}
    assert far.missing == ("1.2", "1.5")
    assert [(one.path, one.code) for one in far.problems] == [("criterion 1.3", "answer.not_a_number")]
    assert far.total == Decimal("8.75")  # 7 of 20 points, scaled to 25


@given(st.lists(st.one_of(st.none(), SCORED), min_size=1, max_size=12))
def test_a_finished_sheet_is_as_far_as_its_score(points: list[Decimal | None]) -> None:
    made, answers = sheet(points)
    far, scored = score_so_far(made, answers, SCORERS), score(made, answers, SCORERS)
    assert (tuple(far.points.values()), far.total, far.missing) == (scored.points, scored.total, ())


TEXTS = st.text(min_size=1, max_size=20).map(str.strip)
ANSWERS = st.fixed_dictionaries(
    {
        f"1.{n}": st.builds(
            Answer,
            values=TEXTS.map(lambda text: {"points": text} if text else {}),
            not_applicable=st.booleans(),
            reason=TEXTS,
            evidence=TEXTS,
        )
        for n in (1, 2)
    }
)


@given(ANSWERS)
def test_answers_survive_the_flat_names_of_a_form(answers: dict[str, Answer]) -> None:
    made = template(criterion(1), criterion(2))
    assert read_flat(made, SCORERS, write_flat(answers)) == answers


def test_a_form_that_says_nothing_gives_empty_answers() -> None:
    assert read_flat(template(criterion(1)), SCORERS, {"1.1.points": "", "1.1.na": ""}) == {"1.1": Answer()}


def test_reasons_lose_surrounding_space() -> None:
    given = read_flat(template(criterion(1)), SCORERS, {"1.1.reason": " 依据第3页 ", "1.1.evidence": "\n"})
    assert given == {"1.1": replace(Answer(), reason="依据第3页")}


def test_a_sheet_carries_its_inputs_their_companions_and_the_opinion() -> None:
    assert flat_names(template(criterion(1)), SCORERS) == {
        "1.1.points",
        "1.1.na",
        "1.1.reason",
        "1.1.evidence",
        "opinion",
    }


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("1.1.points", "wrong but kept", None),
        ("opinion", "两行\n意见\t😀", None),
        ("opinion", "长" * LONGEST_TEXT, None),
        ("opinion", "长" * (LONGEST_TEXT + 1), "answer.too_long"),
        ("opinion", "a\x00b", "answer.not_text"),
        ("opinion", "a\ud800b", "answer.not_text"),
        ("2.1.points", "5", "answer.unknown_name"),
        ("1.1.total", "5", "answer.unknown_name"),
    ],
)
def test_a_draft_keeps_whatever_is_text_under_a_known_name(name: str, text: str, code: str | None) -> None:
    names = flat_names(template(criterion(1)), SCORERS)
    assert [one.code for one in flat_problems(names, {name: text})] == ([code] if code else [])


def test_a_criterion_on_its_own_scale_is_worth_its_part_of_the_whole() -> None:
    one = replace(criterion(1, points=9), scale=Decimal(100))
    given = points_of(one, answer("83"), SCORERS["test.given"])
    assert isinstance(given, Points)
    assert given.value == Decimal("7.4700")


def test_a_scale_of_its_own_bounds_what_may_be_given() -> None:
    one = replace(criterion(1, points=9), scale=Decimal(100))
    assert refused(one, answer("100.5")) == ["answer.out_of_range"]


@given(st.integers(0, 200), st.integers(1, 10**6))
def test_what_a_scale_gives_is_within_the_criterion_and_full_for_full(half: int, worth: int) -> None:
    one = replace(criterion(1), points=Decimal(worth) / 10**4, scale=Decimal(100))
    assert 0 <= one.worth(Decimal(half) / 2) <= one.points
    assert one.worth(Decimal(100)) == one.points


def test_evidence_that_is_required_is_asked_for_unless_the_criterion_does_not_apply() -> None:
    one = replace(
        criterion(1),
        evidence=Evidence.REQUIRED,
        not_applicable=NotApplicable.RESCALE,
        reason=ReasonRule.NEVER,
    )
    assert refused(one, answer(5)) == ["answer.evidence_missing"]
    assert refused(one, answer(5, evidence="批复第 3 页")) == []
    assert refused(one, Answer(not_applicable=True, reason="不涉及")) == []


FRAUD = Veto("V1", WORDS)
STUDY = Precondition("P1", WORDS)
ASKING = replace(template(criterion(1), criterion(2)), vetoes=(FRAUD,), preconditions=(STUDY,))
FULL = {f"1.{n}": Answer({"points": "5"}) for n in (1, 2)}


def test_vetoes_and_preconditions_give_no_points() -> None:
    answers = {**FULL, "V1": Answer({"found": "1"}, reason="伪造"), "P1": Answer({"met": "no"})}
    assert score(ASKING, answers, SCORERS).points == (Decimal(5), Decimal(5))


def test_vetoes_and_preconditions_are_refused_by_place() -> None:
    with pytest.raises(Invalid) as refused:
        score(ASKING, {**FULL, "V1": Answer({"found": "1"})}, SCORERS)
    assert [(one.path, one.code) for one in refused.value.problems] == [
        ("veto V1", "answer.veto_needs_reason"),
        ("precondition P1", "answer.missing"),
    ]


def test_an_unfinished_sheet_misses_the_preconditions_nobody_answered() -> None:
    assert score_so_far(ASKING, FULL, SCORERS).missing == ("P1",)


def test_flat_names_of_vetoes_and_preconditions_have_no_rule_for_leaving_out() -> None:
    beside = {name for name in flat_names(ASKING, SCORERS) if name[0] in "VP"}
    assert beside == {"V1.found", "V1.reason", "V1.evidence", "P1.met", "P1.reason"}


def test_what_was_typed_for_vetoes_and_preconditions_comes_back_from_flat_names() -> None:
    flat = {
        "V1.found": "1",
        "V1.reason": "伪造",
        "V1.evidence": "合同，第 2 页",
        "P1.met": "no",
        "P1.reason": "未批",
    }
    read = read_flat(ASKING, SCORERS, flat)
    assert write_flat({id_: read[id_] for id_ in ("V1", "P1")}) == flat


def test_a_sheet_is_marked_by_what_it_found_and_calls_unmet() -> None:
    assert marked(ASKING, {"V1": {"found": "1"}, "P1": {"met": "no"}}) == (("V1",), ("P1",))
    assert marked(ASKING, {"V1": {}, "P1": {"met": "yes"}}) == marked(ASKING, {}) == ((), ())

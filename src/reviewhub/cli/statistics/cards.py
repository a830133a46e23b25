"""Six questions about a panel, each answered in words, with its numbers and its picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from reviewhub.cli.statistics import pictures
from reviewhub.cli.statistics.evidence import Evidence
from reviewhub.domain.grade import Band
from reviewhub.domain.money import round_half_up
from reviewhub.domain.robustness import nearest_boundary
from reviewhub.domain.words import Reason, shown
from reviewhub.edge.language import findings
from reviewhub.edge.language.translatable import N_
from reviewhub.edge.language.words import Speaker

MOST_TARGETS: Final = 12
ONE_PROJECT: Final = N_("只有一个项目收齐了打分表，分不清是专家偏严还是项目偏弱；至少需要两个项目。")


@dataclass(frozen=True, slots=True)
class Item:
    """One target on a card: its name, what is said of it, its numbers by name, its picture."""

    name: str
    said: str
    numbers: tuple[tuple[str, str], ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One question: what is said, the pictures, and target by target what there is to say."""

    title: str
    said: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()


def cards_of(found: Evidence, speaker: Speaker) -> Iterator[Card]:
    """Answer the six questions, about at most ``MOST_TARGETS`` targets one by one."""
    speaker = replace(speaker, labels={band.id: band.label for band in found.bands})
    cards = _Cards(found, speaker, range(min(len(found.table.targets), MOST_TARGETS)))
    yield cards.grade()
    yield cards.one_decides()
    yield cards.distance()
    yield cards.agreement()
    yield cards.severity()
    yield cards.needed()


@dataclass(frozen=True, slots=True)
class _Cards:
    found: Evidence
    speaker: Speaker
    places: range

    def grade(self) -> Card:
        without = "" if self.found.bands else self.speaker.reason(Reason("stats.no_cutoffs"))
        title = self.speaker.translate(N_("等级会不会变"))
        return Card(title, without, items=tuple(self._mean(place) for place in self.places))

    def _mean(self, place: int) -> Item:
        mean = self.found.means[place]
        if mean.value is None:
            return Item(self._target(place), self.speaker.reason(Reason("stats.no_scores")))
        said = self._join(self._chance(place))
        numbers = (
            (self.speaker.translate(N_("平均分")), findings.one(mean.value)),
            (self.speaker.translate(N_("95% 区间")), findings.span(mean)),
        )
        text = said or "，".join(f"{name} {value}" for name, value in numbers)
        picture = pictures.mean_line(self.found, place, text, self.speaker)
        return Item(self._target(place), said, numbers, picture)

    def _chance(self, place: int) -> Iterator[str]:
        band = self._band(place)
        if band is None:
            return
        yield self.speaker.reason(findings.chance(self.found.chances[place], self.found.bands, band))
        given = [Decimal(repr(score)) for score in self.found.table.scores[place] if score is not None]
        nearest = nearest_boundary(self.found.bands, round_half_up(sum(given, Decimal(0)) / len(given)))
        if nearest:
            yield self.speaker.reason(findings.boundary(nearest, band))

    def agreement(self) -> Card:
        icc = self.found.line.consistency
        said = self.speaker.reason(findings.agreement(icc))
        picture = pictures.agreement_picture(self.found, said, self.speaker) if len(self.places) > 1 else None
        title = self.speaker.translate(N_("换一组专家，得分会不会一致"))
        numbers = (("ICC(A,k)", findings.shown(icc.icc_a_k)),) if len(self.places) > 1 else ()
        return Card(title, said, numbers, pictures.present([picture]))

    def one_decides(self) -> Card:
        without = "" if self.found.bands else self.speaker.reason(Reason("stats.no_cutoffs"))
        items = (Item(self._target(place), self._leaving_out(place)) for place in self.places)
        title = self.speaker.translate(N_("是不是一个人说了算"))
        return Card(title, without, items=tuple(items) if self.found.bands else ())

    def _leaving_out(self, place: int) -> str:
        band = self._band(place)
        given = [score for score in self.found.table.scores[place] if score is not None]
        entry = self.found.report.results.get("leave_one_rater_out")
        if band is None or entry is None or len(given) < 2:  # noqa: PLR2004 -- somebody must be left
            return self.speaker.reason(Reason("result.cannot_leave_out", {"count": len(given)}))
        deciding = entry["raters_whose_removal_changes_grade"]
        numbers = deciding[place] if isinstance(deciding, Sequence) else ()
        if not isinstance(numbers, Sequence) or not numbers:
            return self.speaker.reason(Reason("result.survives", {"grade": band.id}))
        names = "、".join(self._rater(int(str(one)) + 1) for one in numbers)
        return self.speaker.reason(Reason("result.flips", {"numbers": names, "grade": band.id}))

    def distance(self) -> Card:
        items = tuple(
            Item(self._target(place), self._join(map(self.speaker.reason, self._spread(place))))
            for place in self.places
        )
        picture = pictures.score_map(self.found, len(self.places), self.speaker)
        title = self.speaker.translate(N_("专家相差多远"))
        return Card(title, pictures=pictures.present([picture]), items=items)

    def _spread(self, place: int) -> Iterator[Reason]:
        told = False
        for reason in findings.distances(self.found.each[place]):
            told = True
            number = reason.values.get("number")
            name = {"number": self._rater(number)} if isinstance(number, int) else {}
            yield Reason(reason.code, {**reason.values, **name})
        if not told:
            yield Reason("stats.too_few_scores")

    def severity(self) -> Card:
        title = self.speaker.translate(N_("谁偏严、谁偏宽、谁忽高忽低"))
        if len(self.places) < 2:  # noqa: PLR2004 -- one project has nothing to compare with
            return Card(title, self.speaker.translate(ONE_PROJECT))
        said = self._join(map(self.speaker.reason, findings.habits(self.found.line, self._rater)))
        return Card(
            title,
            said,
            pictures=pictures.present([pictures.severity_picture(self.found, said, self.speaker)]),
        )

    def needed(self) -> Card:
        line = self.found.line
        said = self.speaker.reason(findings.experts_needed(line.needed, line.consistency.experts))
        picture = pictures.needed_picture(self.found, said, self.speaker)
        return Card(self.speaker.translate(N_("要几位专家才够")), said, pictures=pictures.present([picture]))

    def _band(self, place: int) -> Band | None:
        entry = self.found.report.results.get("grade")
        letters = entry["value"] if entry else ()
        letter = letters[place] if isinstance(letters, Sequence) and letters else None
        return self.found.bands[ord(letter) - ord("A")] if isinstance(letter, str) else None

    def _target(self, place: int) -> str:
        return shown(self.found.table.targets[place])

    def _rater(self, number: int) -> str:
        """Name a rater inside a sentence that has the word "expert" already."""
        return shown(self.found.table.raters[number - 1]).removeprefix("专家")

    def _join(self, sentences: Iterator[str]) -> str:
        return ("" if self.speaker.language.startswith("zh") else " ").join(sentences)

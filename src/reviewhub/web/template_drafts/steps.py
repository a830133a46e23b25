"""What a pressed button does to a template being written, and what is shown afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from reviewhub.domain.errors import NotFound
from reviewhub.domain.scoring import editing
from reviewhub.domain.scoring.editing import Source, headings, path_of
from reviewhub.domain.scoring.headings import (
    gathered,
    last_below,
    with_moved_heading,
    with_named_heading,
    with_new_heading,
    with_settled_leaf,
)
from reviewhub.edge.shown import words as words_shown
from reviewhub.web.template_drafts import forms
from reviewhub.web.template_drafts.beside import read_beside

HEAD: Final = "head"
HEADING: Final = "h"
BESIDE: Final = "beside"
BETWEEN: Final = " › "
BY: Final = {"up": -1, "down": 1}
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Spot:
    """What is open in the editor: a criterion by its place, a heading by its path, or neither: the head.

    ``beside`` tells that it is what stands beside the criteria: vetoes and pre-conditions.
    """

    place: int | None = None
    path: tuple[str, ...] | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """The source afterwards, what is open then, and the button in the tree that keeps the focus."""

    source: Source
    spot: Spot
    button: str = ""


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """One heading as forms list it: its name in the form, in the reader's language, and its weight."""

    name: str
    shown: str
    weight: Any
    depth: int


def shown_headings(source: Source) -> list[HeadingLine]:
    """List every heading, in the order in which forms number their weights."""
    return [
        HeadingLine(
            BETWEEN.join(path), BETWEEN.join(map(words_shown, _levels(source, path))), weight, len(path)
        )
        for path, weight in headings(source)
    ]


def spot_at(source: Source, at: str) -> Spot:
    """Read from an address what is open; raises :class:`NotFound` for what is not there."""
    if at in (HEAD, BESIDE):
        return Spot(beside=at == BESIDE)
    number = at.removeprefix(HEADING)
    listed = headings(source) if at != number else source["criterion"]
    if not number.isdecimal() or int(number) >= len(listed):
        raise NotFound("not_found")
    return Spot(path=listed[int(number)][0]) if at != number else Spot(int(number))


def address_of(source: Source, spot: Spot) -> str:
    """Name what is open as addresses do."""
    if spot.path is not None:
        return f"{HEADING}{[path for path, _ in headings(source)].index(spot.path)}"
    if spot.beside:
        return BESIDE
    return HEAD if spot.place is None else str(spot.place)


def name_of(source: Source, spot: Spot) -> str:
    """Name what is open as its form does, so that it is found again after somebody moved it."""
    if spot.path is not None:
        return BETWEEN.join(spot.path)
    return "" if spot.place is None else str(source["criterion"][spot.place]["id"])


def found_again(source: Source, at: str, was: str) -> Spot | None:
    """Find what a form was made for in a source that somebody changed; None where it is gone."""
    if at in (HEAD, BESIDE):
        return Spot(beside=at == BESIDE)
    if at.startswith(HEADING):
        named = [path for path, _ in headings(source) if BETWEEN.join(path) == was]
        return Spot(path=named[0]) if named else None
    places = [place for place, leaf in enumerate(source["criterion"]) if leaf["id"] == was]
    stays = [place for place in places if str(place) == at]
    return Spot((stays or places)[0]) if places else None


def take(source: Source, spot: Spot, form: Form) -> Step:
    """Keep what was typed, then do what the pressed button says."""
    act, _, target = form.get("act", "save").partition(" ")
    kept = typed(source, spot, form)
    if act == "gather":
        return _following(kept, gathered(kept.source))
    if target and act in BY:
        moved = _aimed_at(source, spot, kept, target)
        return _following(kept, _moved(kept.source, moved, BY[act]), moved, act)
    if kept.spot.place is not None:
        return _leaf_step(kept, kept.spot.place, act)
    return kept if kept.spot.path is None else _heading_step(kept, kept.spot.path, act)


def typed(source: Source, spot: Spot, form: Form) -> Step:
    """Keep what was typed; a criterion whose headings changed goes where they stand."""
    if spot.place is not None:
        before = source["criterion"][spot.place]
        chosen = _chosen(source, form.get("heading", ""))
        leaf = forms.read_leaf(form, before, chosen)
        changed: Source = editing.with_leaf(source, spot.place, leaf)
        if leaf["path"] == before["path"]:
            return Step(changed, spot)
        kept = changed["criterion"][spot.place]
        settled = with_settled_leaf(changed, spot.place)
        return Step(settled, Spot(_place_of(settled, kept)))
    if spot.beside:
        taken = {leaf["id"] for leaf in source["criterion"]}
        return Step(editing.with_beside(source, read_beside(form, taken)), spot)
    if spot.path is None:
        changed = editing.with_head(source, forms.read_head(form))
        return Step(editing.with_groups(changed, forms.read_groups(form, changed)), spot)
    words = forms.read_heading(form, words_of(source, spot.path))
    weighed = editing.with_groups(source, forms.read_groups(form, source))
    named = with_named_heading(weighed, spot.path, words)
    return Step(named, Spot(path=(*spot.path[:-1], words["zh"])))


def words_of(source: Source, path: tuple[str, ...]) -> Mapping[str, str]:
    """Give the name of a heading in both languages, as the first criterion below it says it."""
    return _levels(source, path)[-1]


def _chosen(source: Source, name: str) -> list[Mapping[str, str]] | None:
    paths = (path for path, _ in headings(source) if BETWEEN.join(path) == name)
    path = next(paths, None)
    return _levels(source, path) if path else None


def _levels(source: Source, path: tuple[str, ...]) -> list[Mapping[str, str]]:
    first = next(leaf for leaf in source["criterion"] if path_of(leaf)[: len(path)] == path)
    return list(first["path"][: len(path)])


def _leaf_step(kept: Step, place: int, act: str) -> Step:
    source, last = kept.source, len(kept.source["criterion"]) - 1
    if act == "add":
        return Step(editing.with_new_leaf(source, place), Spot(place + 1))
    if act == "next":
        return Step(source, Spot(min(place + 1, last)))
    if act == "delete" and last > 0:
        return Step(gathered(editing.without_leaf(source, place)), Spot(max(place - 1, 0)))
    return _following(kept, _moved(source, kept.spot, BY.get(act, 0)))


def _heading_step(kept: Step, path: tuple[str, ...], act: str) -> Step:
    if act == "add":
        last = last_below(kept.source, path)
        return Step(editing.with_new_leaf(kept.source, last), Spot(last + 1))
    if act in ("inside", "beside"):
        source, new = with_new_heading(kept.source, path, inside=act == "inside")
        return Step(source, Spot(path=new))
    return _following(kept, _moved(kept.source, kept.spot, BY[act]) if act in BY else kept.source)


def _aimed_at(source: Source, spot: Spot, kept: Step, target: str) -> Spot:
    """Find the line of the tree whose button was pressed, which saving may have moved or named anew."""
    aimed = spot_at(source, target)
    if aimed.place is not None:
        leaf = source["criterion"][aimed.place]
        places = [n for n, one in enumerate(kept.source["criterion"]) if one is leaf]
        return kept.spot if aimed == spot else Spot((places or [aimed.place])[0])
    path = aimed.path or ()
    if spot.path and kept.spot.path and path[: len(spot.path)] == spot.path:
        path = (*kept.spot.path, *path[len(spot.path) :])
    return Spot(path=path) if path in dict(headings(kept.source)) else kept.spot


def _moved(source: Source, spot: Spot, by: int) -> Source:
    if spot.path is not None:
        return with_moved_heading(source, spot.path, by)
    return source if spot.place is None else editing.with_moved_leaf(source, spot.place, by)


def _following(kept: Step, source: Source, moved: Spot | None = None, act: str = "") -> Step:
    """Show what was open where it stands now, with the focus on the button that moved something."""
    button = f"{act}-{address_of(source, _followed(kept.source, moved, source))}" if moved else ""
    return Step(source, _followed(kept.source, kept.spot, source), button)


def _followed(before: Source, spot: Spot, source: Source) -> Spot:
    return spot if spot.place is None else Spot(_place_of(source, before["criterion"][spot.place]))


def _place_of(source: Source, leaf: Mapping[str, Any]) -> int:
    return next(n for n, one in enumerate(source["criterion"]) if one is leaf)

"""Rules, reasons and relaxations of a draw in words, for the page and the printed certificate."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from reviewhub.domain.appointing.composition import EMPLOYER, YES, Feature
from reviewhub.domain.appointing.presets import Preset
from reviewhub.edge.language.words import speaker
from reviewhub.selection.lottery.values import WHOLE, Bound, Change
from reviewhub.services.drawing.reading import SeatLine

CODES = {
    "declined": "draw.declined",
    "expired": "draw.expired",
    "recused": "draw.recused",
    "excluded": "draw.excluded",
    "by_officer": "draw.by_officer",
}


def value_words(feature: str, value: str) -> str:
    """Name a value of a feature as people say it."""
    kind, _sep, field = feature.partition(":")
    if kind == Feature.FIELD:
        return str(_("专业领域“%(field)s”", field=field))
    if kind == Feature.OUTSIDE:
        return str(_("外部专家") if value == YES else _("内部人员"))
    if kind == EMPLOYER:
        return str(_("同一单位"))
    return str(_("%(feature)s“%(value)s”", feature=speaker().label(f"feature.{kind}"), value=value))


def quota_words(feature: str, value: str, least: int, most: int, size: int) -> str:
    """Say a quota."""
    what = value_words(feature, value)
    if least == most:
        return str(_("%(what)s %(n)s 人", what=what, n=least))
    if least and most < size:
        return str(_("%(what)s %(least)s 至 %(most)s 人", what=what, least=least, most=most))
    if least:
        return str(_("%(what)s至少 %(n)s 人", what=what, n=least))
    return str(_("%(what)s至多 %(n)s 人", what=what, n=most))


def bound_words(bound: Bound) -> str:
    """Say one side of one rule."""
    if bound.kind == "size":
        return str(_("专家组 %(n)s 人", n=bound.limit))
    what = value_words(bound.feature, bound.value)
    if bound.kind == "one_per":
        return str(_("%(what)s至多 1 人", what=what))
    if bound.kind == "least":
        return str(_("%(what)s至少 %(n)s 人", what=what, n=bound.limit))
    return str(_("%(what)s至多 %(n)s 人", what=what, n=bound.limit))


def change_words(change: Change) -> str:
    """Say how a rule would have to be relaxed."""
    return str(_("把“%(rule)s”改为 %(n)s 人", rule=bound_words(change.bound), n=change.limit))


def percent(chance: Fraction | float | None) -> str:
    """Print a chance in percent with two decimals; a whole number is in parts of 10**9, None a dash."""
    if chance is None:
        return "—"
    share = Fraction(chance, WHOLE) if isinstance(chance, int) else chance
    return f"{float(share * 100):.2f}%"


def reason_words(code: str) -> str:
    """Say a reason code of the log or of an exclusion; a rule of a plugin keeps its key."""
    known = CODES.get(code, code)
    if known.startswith("conflict."):
        return str(_("利益冲突（规则 %(rule)s）", rule=known.removeprefix("conflict.")))
    if known.startswith("threshold."):
        return str(_("超过公布的门槛"))
    return speaker().label(f"reason.{known}")


def feature_words(features: Mapping[str, Any]) -> str:
    """List what a draw knows of a person."""
    told = [
        _feature(name, value)
        for name, value in features.items()
        if value and not (name.startswith(f"{Feature.FIELD}:") and value != YES)
    ]
    return str(_("、")).join(told)


def _feature(name: str, value: str) -> str:
    kind, _sep, field = name.partition(":")
    if kind == Feature.FIELD:
        return field
    if kind == EMPLOYER:
        return str(_("单位 %(code)s", code=value))
    return value_words(name, value) if kind == Feature.OUTSIDE else value


def basis_words(preset: Preset | None) -> str:
    """Say on what the rules rest."""
    return speaker().words(preset.basis) if preset else "—"


def act_words(act: str) -> str:
    """Name an entry of the log."""
    return speaker().label(f"draw.act.{act}")


def entry_words(act: str, values: Mapping[str, Any]) -> str:
    """Say what an entry of the log holds."""
    if act == "left":
        follower = values["follower"] or _("无人递补")
        told = _("%(id)s：%(reason)s；递补 %(follower)s")
        return str(
            told % {"id": values["id"], "reason": reason_words(values["reason"]), "follower": follower}
        )
    if act == "witnessed":
        return f"{values['name']}（{values['role']}）"
    return str(values.get("value") or "")


def source_words(fixed: Mapping[str, Any]) -> str:
    """Say what was fixed of a source of randomness."""
    if fixed["kind"] == "sealed":
        return str(_("%(by)s 封存的内容", by=fixed["by"].rpartition(" (")[0]))
    if fixed["kind"] == "beacon":
        return str(_("信标 %(name)s 第 %(pulse)s 轮", name=fixed["name"], pulse=fixed["pulse"]))
    return str(_("摇号球 %(count)s 个，每个 0 至 %(last)s", count=fixed["count"], last=fixed["of"] - 1))


def seat_words(seat: SeatLine) -> str:
    """Say how somebody came to sit, and why they left."""
    how = _("递补 %(code)s", code=seat.instead_of) if seat.instead_of else _("抽中")
    if not seat.left:
        return str(how)
    return str(_("%(how)s；已退出：%(reason)s", how=how, reason=reason_words(seat.left)))

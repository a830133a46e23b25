"""The form of a campaign's invitation rules; what cannot be read comes back as it was typed."""

import re
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import TextInput

from reviewhub.domain.appointing.invitation_rules import InvitationRules
from reviewhub.edge.forms import Form
from reviewhub.edge.language.words import sentence

APART = re.compile(r"[\s,;，、；]+")
MISSING = _l("请填写整数")
MOST_DIGITS = 4


def whole_hours(form: FlaskForm, field: StringField) -> None:
    """Refuse what is no list of whole numbers."""
    del form
    if not all(
        part.isascii() and part.isdecimal() and len(part) <= MOST_DIGITS for part in _parts(field.data)
    ):
        raise ValidationError(_l("请只填写整数，用逗号分开"))


def days(form: FlaskForm, field: StringField) -> None:
    """Refuse what is no list of days."""
    del form
    for part in _parts(field.data):
        if _day(part) is None:
            raise ValidationError(sentence("invitation.bad_days", {"given": part[:20]}))


class RulesForm(Form):
    """What an officer decides; the rest of the checks is the rules' own."""

    version = HiddenField()
    remind_hours = StringField(_l("提醒时间"), [Length(max=60), whole_hours])
    answer_days = IntegerField(_l("答复期限"), [InputRequired(MISSING)], widget=TextInput())
    cut_off_days = IntegerField(_l("停止自动递补"), [InputRequired(MISSING)], widget=TextInput())
    quiet_until = IntegerField(_l("每天开始发送"), [InputRequired(MISSING)], widget=TextInput())
    quiet_from = IntegerField(_l("每天停止发送"), [InputRequired(MISSING)], widget=TextInput())
    working_days = BooleanField(_l("只在工作日"))
    holidays = StringField(_l("节假日"), [Length(max=2000), days])
    makeup_days = StringField(_l("调休上班日"), [Length(max=2000), days])
    fee = StringField(_l("劳务费说明"), [Length(max=200)])

    @classmethod
    def showing(cls, rules: InvitationRules, version: int) -> "RulesForm":
        """Make the form with the rules that stand."""
        plain = rules.written()
        plain["remind_hours"] = "、".join(map(str, rules.remind_hours))
        plain |= {name: " ".join(plain[name]) for name in ("holidays", "makeup_days")}
        return cls(data={**plain, "version": str(version)})

    def wanted(self) -> InvitationRules:
        """Give the rules that were filled in."""
        return InvitationRules(
            remind_hours=tuple(int(part) for part in _parts(self.remind_hours.data)),
            answer_days=self.answer_days.data or 0,
            cut_off_days=self.cut_off_days.data or 0,
            quiet_from=self.quiet_from.data or 0,
            quiet_until=self.quiet_until.data or 0,
            working_days=bool(self.working_days.data),
            holidays=_days(self.holidays.data),
            makeup_days=_days(self.makeup_days.data),
            fee=self.fee.data or "",
        )


def _parts(text: str | None) -> list[str]:
    return [part for part in APART.split(text or "") if part]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(text: str | None) -> frozenset[date]:
    return frozenset(filter(None, map(_day, _parts(text))))

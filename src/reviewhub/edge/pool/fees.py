"""Typing fee details, and the keys they are kept under."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from reviewhub.edge.forms import Form
from reviewhub.edge.unit import parts
from reviewhub.services.pool.vault import Vault


class FeeForm(Form):
    """Bank, account and ID number; never filled in by the server."""

    bank = StringField(_l("开户银行"), [InputRequired(_l("请填写开户银行")), Length(max=120)])
    account = StringField(_l("银行账号"), [InputRequired(_l("请填写银行账号")), Length(max=60)])
    id_number = StringField(_l("身份证号码"), [InputRequired(_l("请填写身份证号码")), Length(max=40)])

    def typed(self) -> tuple[str, str, str]:
        """Give what was typed, in the order in which it is read."""
        return self.bank.data or "", self.account.data or "", self.id_number.data or ""


def vault() -> Vault:
    """The keys for fee details that the operator has set."""
    return Vault(parts().settings.fee_keys())

"""Sentences of fee details."""

from typing import Final

from reviewhub.edge.language.translatable import N_

FEE_SENTENCES: Final[dict[str, str]] = {
    "fee.bank": N_("请填写开户银行，最多 120 个字。"),
    "fee.account": N_("请填写银行账号，8 到 30 位数字。"),
    "fee.id_number": N_("请填写 18 位身份证号码，末位校验不符的请核对。"),
    "fee.no_key": N_("没有设置费用信息的加密密钥（REVIEWHUB_FEE_KEY），不能保存或读取，请联系系统管理员。"),
    "fee.other_key": N_(
        "这些信息是用另一把密钥（%(key)s）加密的，现在没有设置这把密钥，不能读取，请联系系统管理员。"
    ),
    "fee.damaged": N_("加密内容已被改动或不属于这位专家，不能读取。请联系系统管理员，或请专家重新填写。"),
    "label.act.read_fees": N_("查看费用信息"),
    "label.act.write_fees": N_("填写费用信息"),
}

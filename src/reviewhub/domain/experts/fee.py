"""What is needed to pay a person: bank, account, ID number; what of it can be shown."""

import re
from dataclasses import dataclass
from typing import Final

from reviewhub.domain.errors import Invalid, Problem

SHOWN: Final = 4
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Weights of the 17 digits of an ID number, 2^(17-i) mod 11 (GB 11643-1999)."""

CHECKS: Final = "10X98765432"
_ACCOUNT: Final = re.compile("[0-9]{8,30}")
_ID_NUMBER: Final = re.compile("[1-9][0-9]{16}[0-9X]")
LONGEST_BANK: Final = 120


@dataclass(frozen=True, slots=True)
class Fees:
    """Where a fee is paid to; never logged, never in the ledger, stored only encrypted."""

    bank: str
    account: str
    id_number: str

    def __repr__(self) -> str:
        """Say nothing, for a trace or a log may print it."""
        return "Fees(…)"

    def hidden(self) -> "Fees":
        """Give what its owner sees: the bank, and the last four characters of the numbers."""
        return Fees(self.bank, hidden(self.account), hidden(self.id_number))


def read_fees(bank: str, account: str, id_number: str) -> Fees:
    """Read what was typed; blanks in numbers are tolerated. Raises :class:`Invalid` with every fault."""
    fees = Fees(bank.strip(), re.sub(r"[\s-]", "", account), re.sub(r"\s", "", id_number).upper())
    problems = []
    if not fees.bank or len(fees.bank) > LONGEST_BANK:
        problems.append(Problem("bank", "fee.bank"))
    if not _ACCOUNT.fullmatch(fees.account):
        problems.append(Problem("account", "fee.account"))
    if not is_id_number(fees.id_number):
        problems.append(Problem("id_number", "fee.id_number"))
    if problems:
        raise Invalid(problems)
    return fees


def is_id_number(text: str) -> bool:
    """Check form and check character of an 18-character ID number (GB 11643-1999, MOD 11-2)."""
    if not _ID_NUMBER.fullmatch(text):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(text[:17], WEIGHTS, strict=True))
    return CHECKS[weighted % 11] == text[17]


def hidden(text: str) -> str:
    """Hide all but the last four characters; a text that short is hidden whole."""
    kept = text[-SHOWN:] if len(text) > SHOWN else ""
    return "•" * (len(text) - len(kept)) + kept

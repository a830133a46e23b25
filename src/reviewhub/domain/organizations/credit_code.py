"""The unified social credit code: 17 characters that mean something and one that checks them."""

import re
import unicodedata
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100-2015: no I, O, S, V, Z, which look like digits."""

WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
"""Weights of the places, 3^i mod 31 (GB 32100-2015, annex)."""

_FORM: Final = re.compile(f"[{ALPHABET}]{{18}}")


def check_character(body: str) -> str:
    """Give the last character that belongs to the first 17 (GB 32100-2015: 31 minus the weighted sum)."""
    return ALPHABET[
        -sum(ALPHABET.index(one) * weight for one, weight in zip(body, WEIGHTS, strict=True)) % 31
    ]


def is_credit_code(code: str) -> bool:
    """Check form and check character of a code, given in capitals."""
    return bool(_FORM.fullmatch(code)) and check_character(code[:17]) == code[17]


def read_credit_code(text: str) -> str:
    """Bring what people type to the form of a code: full-width, blanks, hyphens, lower case."""
    return re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", text)).upper()

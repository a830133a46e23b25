"""A small language for formulas over measured values: read into a frozen tree, worked out exactly.

    sum        = product { ("+" | "-") product }
    product    = signed { ("*" | "×" | "/" | "÷") signed }
    signed     = "-" signed | atom
    atom       = NUMBER | NAME | "(" sum ")" | FUNCTION "(" arguments ")"
    FUNCTION   = min | max (one or more sums) | abs (one) | round (a sum, and how many places)
               | if (a comparison, then, otherwise)
    comparison = sum ("<" | "<=" | "≤" | ">" | ">=" | "≥" | "=") sum

Nothing else is understood: no attribute, no call of anything else, no text. Length, number of parts and depth
are bounded, so that a formula costs little whatever it says.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext
from functools import lru_cache
from typing import Final, NamedTuple

from reviewhub.domain.errors import Invalid, Problem

LONGEST: Final = 300
MOST_PARTS: Final = 150
DEEPEST: Final = 20
MOST_PLACES: Final = 10
EXACT: Final = Context(prec=50, rounding=ROUND_HALF_UP)
TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign><=|>=|[-+*/×÷(),<>=≤≥])|(?P<end>$))"
)
FULL_WIDTH: Final = str.maketrans("（），＋－＊／＜＞＝", "(),+-*/<>=")
Sign = Callable[[Decimal, Decimal], Decimal | bool]
SUMS: Final[Mapping[str, Sign]] = {"+": operator.add, "-": operator.sub}
PRODUCTS: Final[Mapping[str, Sign]] = {
    "*": operator.mul,
    "×": operator.mul,
    "/": operator.truediv,
    "÷": operator.truediv,
}
COMPARISONS: Final[Mapping[str, Sign]] = {
    "<": operator.lt,
    "<=": operator.le,
    "≤": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "≥": operator.ge,
    "=": operator.eq,
}
FUNCTIONS: Final[Mapping[str, Callable[..., Decimal]]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": lambda value: value.copy_abs(),
    "round": lambda value, places: value.quantize(Decimal(1).scaleb(-int(places))),
}
ANY_NUMBER: Final = range(1, MOST_PARTS + 1)
TAKES: Final[Mapping[str, range]] = {
    "min": ANY_NUMBER,
    "max": ANY_NUMBER,
    "abs": range(1, 2),
    "round": range(2, 3),
    "if": range(3, 4),
}
RESERVED: Final = frozenset(TAKES)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """A measured value, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts with a sign between them: a sum, a product or a comparison."""

    sign: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of parts; of ``if``, only the part that is chosen is worked out."""

    function: str
    parts: tuple["Expression", ...]


Expression = Number | Name | Pair | Call


class Undefined(Invalid):
    """These values give no number: something is divided by zero, or beyond all bounds."""

    def __init__(self) -> None:
        super().__init__([Problem("", "expression.undefined")])


class Token(NamedTuple):
    """A number, a name or a sign, and the position of its first character, counted from 1."""

    kind: str
    text: str
    position: int


@lru_cache(maxsize=256)
def parse(text: str) -> Expression:
    """Read a formula; raises :class:`Invalid` with the position of the first thing that does not belong."""
    if len(text) > LONGEST:
        raise _fault("too_long", most=LONGEST)
    reader = _Reader(text)
    found = reader.total()
    if reader.here.kind != "end":
        raise reader.unexpected()
    return found


def names_in(expression: Expression) -> frozenset[str]:
    """Give the names of the measured values that a formula uses."""
    return frozenset(one.name for one in _parts(expression) if isinstance(one, Name))


def evaluate(expression: Expression, values: Mapping[str, Decimal]) -> Decimal:
    """Work a formula out to fifty digits; raises :class:`Undefined`."""
    with localcontext(EXACT):
        try:
            return _value(expression, values)
        except DecimalException:
            raise Undefined from None


def _value(one: Expression, values: Mapping[str, Decimal]) -> Decimal:
    if isinstance(one, Number):
        return one.value
    if isinstance(one, Name):
        return values[one.name]
    if isinstance(one, Pair):
        return Decimal(_paired(one, values))
    if one.function == "if":
        condition, then, otherwise = one.parts
        return _value(then if _value(condition, values) else otherwise, values)
    return FUNCTIONS[one.function](*(_value(part, values) for part in one.parts))


def _paired(pair: Pair, values: Mapping[str, Decimal]) -> Decimal | bool:
    sign = {**SUMS, **PRODUCTS, **COMPARISONS}[pair.sign]
    return sign(_value(pair.left, values), _value(pair.right, values))


def _parts(one: Expression) -> Iterator[Expression]:
    yield one
    below = (one.left, one.right) if isinstance(one, Pair) else one.parts if isinstance(one, Call) else ()
    for part in below:
        yield from _parts(part)


def _fault(what: str, **values: str | int) -> Invalid:
    return Invalid([Problem("expression", f"expression.{what}", values)])


def _tokens(text: str) -> Iterator[Token]:
    place, plain = 0, text.translate(FULL_WIDTH).rstrip()
    while True:
        found = TOKEN.match(plain, place)
        if found is None or found.lastgroup is None:
            start = len(plain) - len(plain[place:].lstrip())
            raise _fault("unexpected", position=start + 1, found=plain[start])
        yield Token(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup) + 1)
        if found.lastgroup == "end":
            return
        place = found.end()


class _Reader:
    """Recursive descent: one method a rule of the grammar, one token ahead."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._parts = 0
        self._depth = 0
        self.here = next(self._tokens)

    def total(self) -> Expression:
        """Read a sum; what is nested is read here again, so this is where depth is counted."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise _fault("too_deep", position=self.here.position, most=DEEPEST)
        found = self._chain(SUMS, self._product)
        self._depth -= 1
        return found

    def unexpected(self) -> Invalid:
        """Say that what stands here does not belong here."""
        if self.here.kind == "end":
            return _fault("ends", position=self.here.position)
        return _fault("unexpected", position=self.here.position, found=self.here.text)

    def _product(self) -> Expression:
        return self._chain(PRODUCTS, self._signed)

    def _chain(self, signs: Mapping[str, Sign], read: Callable[[], Expression]) -> Expression:
        found = read()
        while self.here.text in signs:
            sign = self._next().text
            found = self._made(Pair(sign, found, read()))
        return found

    def _signed(self) -> Expression:
        negative = False
        while self.here.text == "-":
            self._next()
            negative = not negative
        atom = self._atom()
        return self._made(Pair("-", Number(Decimal(0)), atom)) if negative else atom

    def _atom(self) -> Expression:
        token = self._next_of("number", "name", "(")
        if token.kind == "number":
            return self._made(Number(Decimal(token.text)))
        if token.kind == "name" and token.text not in RESERVED:
            return self._made(Name(token.text))
        if token.kind == "name":
            return self._call(token)
        found = self.total()
        self._expect(")")
        return found

    def _call(self, token: Token) -> Expression:
        self._expect("(")
        parts = [self._comparison() if token.text == "if" else self.total()]
        while self.here.text == ",":
            self._next()
            parts.append(self.total())
        self._expect(")")
        if len(parts) not in TAKES[token.text] or not _rounds(token.text, parts):
            raise _fault("arguments", position=token.position, function=token.text)
        return self._made(Call(token.text, tuple(parts)))

    def _comparison(self) -> Expression:
        left = self.total()
        if self.here.text not in COMPARISONS:
            raise self.unexpected()
        sign = self._next().text
        return self._made(Pair(sign, left, self.total()))

    def _made(self, one: Expression) -> Expression:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise _fault("too_many", most=MOST_PARTS)
        return one

    def _next(self) -> Token:
        token = self.here
        self.here = next(self._tokens, token)  # after the end comes the end
        return token

    def _next_of(self, *kinds: str) -> Token:
        if self.here.kind not in kinds and self.here.text not in kinds:
            raise self.unexpected()
        return self._next()

    def _expect(self, sign: str) -> None:
        self._next_of(sign)


def _rounds(function: str, parts: list[Expression]) -> bool:
    """Tell whether ``round`` is told its places by a whole number, small enough."""
    if function != "round":
        return True
    places = parts[-1]
    return isinstance(places, Number) and places.value in range(MOST_PLACES + 1)

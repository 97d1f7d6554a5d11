"""Yuan and fen: Decimal, one rounding, one way to print, and the capital figures (大写) of a receipt."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from ledger.mistake import Mistake

CENT = Decimal("0.01")
"""One fen, the smallest money there is."""

_LARGEST = Decimal(10) ** 12
_QUOTED_CHARS = 40

_MINUS_SIGNS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
_TYPED = str.maketrans("０１２３４５６７８９，．¥" + _MINUS_SIGNS, "0123456789,.￥" + "-" * len(_MINUS_SIGNS))
_AMOUNT = re.compile(
    r"(?P<sign>-?)(?:￥\s*)?(?P<inner>-?)"
    r"(?P<whole>[0-9]{1,12}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3})"
    r"(?P<cents>\.[0-9]{1,2})?"
    r"(?:\s*元)?"
)

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


class BadAmount(Mistake, ValueError):
    """What was typed is not an amount that can be booked; the sentence names it and says how to write one."""


def yuan(text: str | int | Decimal) -> Decimal:
    """The amount a person typed or a paper holds, with exactly two places.

    Takes 1000, 1000.5, 1,000.00, ￥1,000.00, ¥20, 500元, full-width figures, blanks around them, and a
    minus of any make. Raises BadAmount for everything else: three places (whoever writes a third one means
    something finer than money), exponents, NaN, more than twelve figures before the point, a comma out of
    place.
    """
    assert isinstance(text, (str, int, Decimal)) and not isinstance(text, bool), "money is never a float"
    written = text if isinstance(text, str) else str(Decimal(text))
    found = _AMOUNT.fullmatch(written.translate(_TYPED).strip())
    if not found or (found["sign"] and found["inner"]):
        raise BadAmount(_sentence(written))
    figures = found["whole"].replace(",", "") + (found["cents"] or "")
    amount = Decimal(figures).quantize(CENT)
    return -amount if found["sign"] or found["inner"] else amount


def nearest_fen(amount: Decimal) -> Decimal:
    """The one rounding: to the fen, half a fen away from zero.

    For shares and multiples of an amount; what a person typed is never rounded.
    """
    assert isinstance(amount, Decimal) and amount.is_finite()
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def show(amount: Decimal) -> str:
    """The amount as people read it: 1,000.00."""
    return f"{_whole_fen(amount):z,.2f}"


def plain(amount: Decimal) -> str:
    """The amount as the books write it: 1000.00."""
    return f"{_whole_fen(amount):z.2f}"


def chinese(amount: Decimal) -> str:
    """The amount in capital figures, after 人民币 without a gap: 人民币壹仟肆佰零玖元伍角. Up to 10¹² yuan.

    支付结算办法 附件一. Where it leaves a choice we write the form that it prints first: 元 ends in 整,
    角 and 分 do not; a 零 stands before 角 when the 元 figure is 0 (捌拾元零叁角贰分); none stands after
    万 when the 万 figure is 0 and the 千 figure is not (壹拾万柒仟). The leave to omit names 万 and 元
    only, so after 亿 the 零 stays.
    """
    fen = int(_whole_fen(amount) * 100)
    assert abs(amount) <= _LARGEST, "larger than any society's money"
    whole, rest = divmod(abs(fen), 100)
    return "人民币" + ("负" if fen < 0 else "") + _capital(whole, *divmod(rest, 10))


def _capital(whole: int, jiao: int, fen: int) -> str:
    """Yuan, jiao and fen in capital figures, without sign and prefix."""
    if not jiao and not fen:
        return _count(whole) + "元整"
    yuan_part = _count(whole) + "元" if whole else ""
    gap = "零" if whole and (jiao == 0 or whole % 10 == 0) else ""
    tenths = _DIGITS[jiao] + "角" if jiao else ""
    return yuan_part + gap + tenths + (_DIGITS[fen] + "分" if fen else "")


def _count(number: int) -> str:
    """A whole number in capital figures; 零 for nought."""
    for size, name in _UNITS:
        if number >= size:
            high, low = divmod(number, size)
            skipped = low < size // 10 or (name == "亿" and high % 10 == 0)
            return _count(high) + name + ("零" if low and skipped else "") + (_count(low) if low else "")
    return _DIGITS[number]


def _whole_fen(amount: Decimal) -> Decimal:
    """The amount itself; a third place or a float here is our own mistake."""
    assert isinstance(amount, Decimal) and amount.is_finite(), "money is a finite Decimal"
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int) and exponent >= -2, f"more than two places: {amount}"
    return amount


def _sentence(written: str) -> str:
    """What is wrong with the amount and how to write it; a long text is cut so the message stays readable."""
    name = written if len(written) <= _QUOTED_CHARS else written[:_QUOTED_CHARS] + "……"
    if not name.strip():
        return "没有写金额。请写成 1000 或 1,000.00，单位元"
    return f"“{name}”不是可以入账的金额。请写成 1000 或 1,000.00：单位元，小数最多两位，整数最多十二位"

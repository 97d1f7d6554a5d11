"""The months of a year as bars (SVG): what came beside what went, without style or script, each bar with its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from ledger.money import show
from reports.publicity.public_year import Month

WIDE, NARROW = 720, 340
"""How wide the picture is, in points: at a desk, and on a phone."""
_TALL, _TOP, _FOOT, _SIDE = Decimal(220), Decimal(34), Decimal(24), Decimal(56)
_CAME, _WENT, _INK, _GRID = "#1d5c4a", "#b7791f", "#44504b", "#dfe5e1"
_SIZE = 12
_YEAR = 12


def trend(months: Sequence[Month], said: str, width: int = WIDE) -> str:
    """The picture as an `svg` element of a page; `said` is what it shows, for who does not see it."""
    top = scale(max((max(m.came, m.went) for m in months), default=Decimal(0)))
    parts = [
        f'<svg role="img" aria-label="{escape(said, quote=True)}"'
        f' viewBox="0 0 {width} {_n(_TOP + _TALL + _FOOT)}" font-size="{_SIZE}" fill="{_INK}"'
        ' font-family="Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif">'
    ]
    parts += _legend()
    parts += _lines(top, width)
    step = (Decimal(width) - _SIDE) / _YEAR
    for month in months:
        parts += _bars(month, top, step)
    for number in range(1, _YEAR + 1):
        x = _SIDE + step * (Decimal(number) - Decimal("0.5"))
        said = f"{number}月" if width == WIDE else str(number)
        parts.append(f'<text x="{_n(x)}" y="{_n(_TOP + _TALL + 16)}" text-anchor="middle">{said}</text>')
    return "\n".join([*parts, "</svg>"])


def scale(most: Decimal) -> Decimal:
    """The top of the picture: the next of 1, 2, 5, 10, 20, 50 … that nothing stands above."""
    step = Decimal(100)
    while True:
        for times in (1, 2, 5):
            if step * times >= most:
                return step * times
        step *= 10


def _legend() -> Iterator[str]:
    for at, (colour, word) in enumerate(((_CAME, "收入"), (_WENT, "支出"))):
        x = _SIDE + 60 * at
        yield f'<rect x="{_n(x)}" y="4" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{_n(x + 17)}" y="14">{word}</text>'


def _lines(top: Decimal, width: int) -> Iterator[str]:
    """Lines across at nought, a half and the whole, each with its yuan."""
    for part in (Decimal(0), Decimal("0.5"), Decimal(1)):
        y = _TOP + _TALL * (1 - part)
        yield f'<path d="M{_n(_SIDE)} {_n(y)}H{width}" stroke="{_GRID}"/>'
        yield f'<text x="{_n(_SIDE - 6)}" y="{_n(y + 4)}" text-anchor="end">{(top * part).normalize():,f}</text>'


def _bars(month: Month, top: Decimal, step: Decimal) -> Iterator[str]:
    wide = step * Decimal("0.34")
    left = _SIDE + step * (month.number - 1) + step * Decimal("0.14")
    for at, (word, amount, colour) in enumerate((("收入", month.came, _CAME), ("支出", month.went, _WENT))):
        tall = max(amount, Decimal(0)) / top * _TALL
        told = f"{month.number}月{word}{show(amount)}元"
        yield (
            f'<rect x="{_n(left + wide * at * Decimal("1.1"))}" y="{_n(_TOP + _TALL - tall)}" width="{_n(wide)}"'
            f' height="{_n(tall)}" fill="{colour}"><title>{told}</title></rect>'
        )


def _n(number: Decimal) -> str:
    """A coordinate, to a hundredth of a point."""
    return f"{number.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP).normalize():f}"

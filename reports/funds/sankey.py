"""A picture of money's way (Sankey) in SVG: as wide as the yuan, labels that never overlap, no style and no script.

Every station gets a strip of its own height in its column, and its label stays inside that strip and that column.
Figures are Decimal; a width is the amount times one scale, cut only to a hundredth of a point.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import NamedTuple

from ledger.money import show
from reports.funds.money_flow import COLUMNS, HELD, TITLES, Flow, Link, Node

WIDE, NARROW = 960, 350
"""How wide the picture is, in points: on paper and at a desk, and on a phone."""
_BAR, _GAP, _INSET = Decimal(8), Decimal(12), Decimal(4)
_TALL = {WIDE: Decimal(300), NARROW: Decimal(220)}
_SIZE = {WIDE: Decimal(14), NARROW: Decimal(12)}
_LINE = Decimal("1.35")
_GREEN, _AMBER, _INK = "#1d5c4a", "#8a5a00", "#22302b"
_FONT = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"


class Box(NamedTuple):
    """A rectangle, in points."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


class Strip(NamedTuple):
    """One station as it is drawn: its bar, and its label with the room that it takes."""

    node: Node
    amount: Decimal
    bar: Box
    lines: tuple[str, ...]
    room: Box


def sankey(flow: Flow, width: int = WIDE) -> str:
    """The picture as an `svg` element, which is a file as well."""
    strips = {s.node: s for s in layout(flow, width)}
    foot = max(
        (max(s.bar.y + s.bar.height, s.room.y + s.room.height) for s in strips.values()), default=Decimal(40)
    )
    tall = foot + _GAP
    told = escape(spoken(flow), quote=True)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{told}" viewBox="0 0 {width} {_n(tall)}"'
        f' width="{width}" height="{_n(tall)}" font-family="{_FONT}" font-size="{_SIZE[width]}">'
    ]
    parts += _headings(width)
    parts += _bands(flow.links, strips)
    parts += [line for strip in strips.values() for line in _station(strip, width)]
    return "\n".join([*parts, "</svg>\n"])


def spoken(flow: Flow) -> str:
    """The picture in a sentence, for who does not see it."""
    if not flow.routes:
        return f"{TITLES[flow.of]}：还没有收到"
    ends: dict[str, Decimal] = {}
    for route in flow.routes:
        ends[route.end] = ends.get(route.end, Decimal(0)) + route.amount
    told = "，".join(
        f"{end}{show(amount)}元" for end, amount in sorted(ends.items(), key=lambda item: item[0] == HELD)
    )
    return f"{TITLES[flow.of]}：一共收到{show(flow.total)}元，{told}。明细见表格"


def layout(flow: Flow, width: int) -> Iterator[Strip]:
    """Every station with its place: column by column, each below the one before."""
    total, size = flow.total, _SIZE[width]
    column = Decimal(width) / len(COLUMNS)
    below = [size * _LINE + _GAP] * len(COLUMNS)
    wide = column - _BAR - 2 * _INSET
    for node, amount in sorted(flow.nodes.items(), key=lambda item: (item[0].column, item[0].name == HELD)):
        tall = amount / total * _TALL[width]
        lines = (*wrapped(node.name, wide / size), *wrapped(show(amount), wide / size))
        x, y = column * node.column, below[node.column]
        room = Box(x + _BAR + _INSET, y, wide, size * _LINE * len(lines))
        yield Strip(node, amount, Box(x, y, _BAR, tall), lines, room)
        below[node.column] = y + max(tall, room.height) + _GAP


def wrapped(text: str, most: Decimal) -> list[str]:
    """The text in lines no wider than so many characters; a figure or a Latin letter is six tenths of one."""
    lines, room = [""], most
    for letter in text:
        wide = Decimal("0.6") if letter.isascii() else Decimal(1)
        if wide > room and lines[-1]:
            lines.append("")
            room = most
        lines[-1] += letter
        room -= wide
    return lines


def _headings(width: int) -> Iterator[str]:
    size = _SIZE[width]
    for at, title in enumerate(COLUMNS):
        x = Decimal(width) / len(COLUMNS) * at
        yield f'<text x="{_n(x)}" y="{_n(size)}" fill="#5f6f68" font-size="{_n(size * Decimal("0.9"))}">{title}</text>'


def _bands(links: list[Link], strips: dict[Node, Strip]) -> Iterator[str]:
    """The links, each leaving and arriving below those that stand above it."""
    place = {node: at for at, node in enumerate(strips)}
    starts: dict[Link, Decimal] = {}
    ends: dict[Link, Decimal] = {}
    for taken, side, key in (
        (starts, 0, lambda k: (place[k.source], place[k.target])),
        (ends, 1, lambda k: (place[k.target], place[k.source])),
    ):
        used: dict[Node, Decimal] = {}
        for link in sorted(links, key=key):
            node = (link.source, link.target)[side]
            strip = strips[node]
            taken[link] = strip.bar.y + used.get(node, Decimal(0))
            used[node] = used.get(node, Decimal(0)) + _thick(link, strip)
    for link in links:
        yield _band(link, strips, starts[link], ends[link])


def _thick(link: Link, strip: Strip) -> Decimal:
    return link.amount / strip.amount * strip.bar.height


def _band(link: Link, strips: dict[Node, Strip], start: Decimal, end: Decimal) -> str:
    source, target = strips[link.source].bar, strips[link.target].bar
    left, right, tall = source.x + source.width, target.x, _thick(link, strips[link.source])
    middle = (left + right) / 2
    path = (
        f"M{_n(left)} {_n(start)}C{_n(middle)} {_n(start)} {_n(middle)} {_n(end)} {_n(right)} {_n(end)}"
        f"V{_n(end + tall)}C{_n(middle)} {_n(end + tall)} {_n(middle)} {_n(start + tall)} {_n(left)} {_n(start + tall)}Z"
    )
    told = escape(f"{link.source.name} → {link.target.name}：{show(link.amount)}元")
    return f'<path d="{path}" fill="{_colour(link.target)}" fill-opacity="0.22"><title>{told}</title></path>'


def _station(strip: Strip, width: int) -> Iterator[str]:
    size, bar = _SIZE[width], strip.bar
    told = escape(f"{strip.node.name}：{show(strip.amount)}元")
    yield (
        f'<rect x="{_n(bar.x)}" y="{_n(bar.y)}" width="{_n(bar.width)}" height="{_n(bar.height)}"'
        f' fill="{_colour(strip.node)}"><title>{told}</title></rect>'
    )
    for at, line in enumerate(strip.lines, 1):
        y = strip.room.y + size * _LINE * at - size * Decimal("0.35")
        yield (
            f'<text x="{_n(strip.room.x)}" y="{_n(y)}" fill="{_INK}" stroke="#fff" stroke-width="3"'
            f' stroke-linejoin="round" paint-order="stroke">{escape(line)}</text>'
        )


def _colour(node: Node) -> str:
    """What is not used yet has another colour, and its name says so as well."""
    return _AMBER if node.name == HELD else _GREEN


def _n(number: Decimal) -> str:
    """A coordinate, to a hundredth of a point."""
    return f"{number.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP).normalize():f}"

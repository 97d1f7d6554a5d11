"""A paper for the terminal: Han signs count as two columns, money stands to the right."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from rich.box import Box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ledger.notices.lines import clean, width, wrap
from reports.drawing.plainly import BLANK, lines_of, tables
from reports.forms import Form, Leaf, Paper, paper_of
from reports.rows import Cell, Column, Row, Sheet, shown

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, JustifyMethod, RenderableType, RenderResult

# Only ASCII: Chinese terminals disagree on how wide a drawn line is, and GBK lacks some of them.
_BOX = Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n", ascii=True)
_GUTTER = 3
_FIRST, _WORDS = 20, 8  # columns that words may be narrowed to: what a row is called stays readable
_STYLE = {"line": "", "subtotal": "bold", "total": "bold", "heading": "bold cyan"}


def table(sheet: Sheet) -> Table:
    """The rows as a rich table, for a console that knows its own width and colours."""
    drawn = Table(box=_BOX, show_edge=False, pad_edge=False, header_style="bold")
    for column, least in zip(sheet.columns, _least(sheet), strict=True):
        # A fixed width keeps rich from narrowing a figure: one that is cut off is another figure.
        fixed = None if column.kind == "text" else least
        side = _side(column)
        drawn.add_column(Text(_head(column)), justify=side, overflow="fold", min_width=least, width=fixed)
    last = sheet.rows[-1:]
    for row, after in zip(sheet.rows, (*sheet.rows[1:], *last), strict=True):
        drawn.add_row(*_cells(row), style=_STYLE[row.style], end_section=_rule_below(row, after))
    return drawn


def page(leaf: Leaf) -> RenderableType:
    """A whole leaf for a console: title, subtitle, table or fields, notes, and the blanks to sign on."""
    parts: list[RenderableType] = [Text(clean(leaf.title), style="bold", justify="center")]
    if leaf.subtitle:
        parts.append(Text(clean(leaf.subtitle), justify="center"))
    if leaf.mark:
        parts.append(Text(clean(leaf.mark), justify="right"))
    parts += _sheet(leaf) if isinstance(leaf, Sheet) else _form(leaf)
    return Group(*parts)


def _sheet(sheet: Sheet) -> Iterator[RenderableType]:
    yield Padding(table(sheet), (1, 0))
    yield from (_Note(f"{number}. {clean(note)}") for number, note in enumerate(sheet.notes, 1))
    if sheet.signed:
        yield Text("\n" + "    ".join(f"{clean(who)}：________" for who in sheet.signed))


def _form(form: Form) -> Iterator[RenderableType]:
    for line in lines_of(form):
        if isinstance(line, Sheet):
            yield from _sheet(line)
        elif len(line) == 1:
            yield _Note(clean(line[0]))
        else:
            said = zip(line[::2], line[1::2], strict=True)
            yield _Note("    ".join(f"{clean(label)}：{clean(value) or BLANK}" for label, value in said))


def show(what: Paper | Leaf, stream: TextIO | None = None) -> None:
    """Print a paper on the stream (standard output when None) in its own width and colours.

    Words wrap in a narrow window, figures never: the lines are then longer than the window. A sign that
    the stream's encoding lacks (GBK on Windows) is printed as ?, never an error.
    """
    out = stream or sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="replace")
    console = Console(file=out, highlight=False)
    paper = what if isinstance(what, Paper) else paper_of(what)
    console.width = max(console.width, *map(_widest, _sheets(paper)), 0)
    _print(console, paper)


def draw(paper: Paper) -> bytes:
    """UTF-8 text without colour, as wide as the paper needs."""
    probe = Console(file=io.StringIO(), width=100_000)
    wide = max(40, *(probe.measure(table(sheet)).maximum for sheet in _sheets(paper)), 78 * _has_forms(paper))
    out = io.StringIO()
    _print(Console(file=out, width=wide, color_system=None, force_terminal=False, highlight=False), paper)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines()).encode()


def _print(console: Console, paper: Paper) -> None:
    if paper.across:
        console.print(Text(f"【{clean(paper.across)}】", justify="center"))
    for at, leaf in enumerate(paper.leaves):
        if at:
            console.print()
        console.print(page(leaf))
    if paper.foot:
        console.print(_Note(clean(paper.foot)))


def _has_forms(paper: Paper) -> bool:
    return any(isinstance(leaf, Form) for leaf in paper.leaves)


def _sheets(paper: Paper) -> list[Sheet]:
    """Every table of a paper."""
    found: list[Sheet] = []
    for leaf in paper.leaves:
        found += [leaf] if isinstance(leaf, Sheet) else tables(leaf)
    return found


def _widest(sheet: Sheet) -> int:
    return sum(_least(sheet)) + _GUTTER * len(sheet.columns)


@dataclass(frozen=True)
class _Note:
    """A sentence broken as Chinese is, between any two signs; rich breaks only at blanks."""

    words: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from (Text(line) for line in wrap(self.words, options.max_width, indent=0))


def _head(column: Column) -> str:
    """The column's title, under its group's where it has one."""
    title = clean(f"{column.title}（{column.note}）" if column.note else column.title)
    return f"{clean(column.group)}\n{title}" if column.group else title


def _least(sheet: Sheet) -> list[int]:
    """The narrowest each column may be: words and long titles wrap, figures do not."""
    return [
        _narrowest(column, [row.cells[at] for row in sheet.rows], _FIRST if at == 0 else _WORDS)
        for at, column in enumerate(sheet.columns)
    ]


def _narrowest(column: Column, cells: list[Cell], words: int) -> int:
    title = max(map(width, _head(column).split("\n")))
    widest = max((width(shown(cell)) for cell in cells), default=0)
    return min(max(title, widest), words) if column.kind == "text" else max(min(title, 16), widest)


def _side(column: Column) -> JustifyMethod:
    return "right" if column.kind in ("money", "count", "quantity") else "left"


def _cells(row: Row) -> list[Text]:
    return [Text(shown(cell)) for cell in row.cells]  # Text: [brackets] in a name are not rich's markup


def _rule_below(row: Row, after: Row) -> bool:
    return after.style == "total" and row.style != "total"

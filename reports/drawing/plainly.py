"""A form as lines of words, for papers that have no ruling: tables as they are, the rest as labels and values."""

from __future__ import annotations

from collections.abc import Iterator

from reports.forms import Contents, Form, Grid, Listed, Opinion, Part, Picture, Signing, Words
from reports.rows import Column, Row, Sheet

BLANK = "________"


def lines_of(form: Form) -> Iterator[tuple[str, ...] | Sheet]:
    """The form's parts in order: a table as it is, everything else as one word, or as label, value, label, value."""
    for part in form.parts:
        if isinstance(part, Sheet):
            yield part
        elif isinstance(part, Listed):
            yield from ((part.label,),) * bool(part.label)
            yield _sheet(part)
        else:
            yield from _lines(part)


def _lines(part: Part) -> Iterator[tuple[str, ...]]:
    if isinstance(part, Words):
        yield (part.said,)
    elif isinstance(part, Grid):
        for line in part.lines:
            yield tuple(word for field in line for word in (field.label, field.value))
    elif isinstance(part, Opinion):
        yield part.label, part.said
        if part.who:
            yield ("    ".join([*(f"{who}：{BLANK}" for who in part.who), part.day or "    年  月  日"]),)
    elif isinstance(part, Picture):
        yield (f"［图：{part.caption or '见原件'}］",)
    elif isinstance(part, Signing):
        yield ("    ".join(f"{who}：{BLANK}" for who in (*part.who, *(f"{p}（指印）" for p in part.prints))),)
        if part.day:
            yield ("    年  月  日",)
    else:
        assert isinstance(part, Contents), part  # a list of pages says nothing where there are none


def tables(form: Form) -> list[Sheet]:
    """The tables among those lines."""
    return [line for line in lines_of(form) if isinstance(line, Sheet)]


def _sheet(part: Listed) -> Sheet:
    """A small table as a sheet of words."""
    columns = tuple(Column(f"column-{at}", head, "text") for at, head in enumerate(part.heads, 1))
    return Sheet(part.label, "", columns, tuple(Row(row) for row in part.rows))

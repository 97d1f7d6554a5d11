"""A form or a letter before any paper: fields, words, tables, pictures and blanks to sign on, in order.

What is a table is a `reports.rows.Sheet`; what is filled in, signed or read aloud (a voucher, an application, a
thank-you letter) is a `Form`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from reports.rows import Sheet

Voice = Literal["body", "plain", "small", "heading", "centre", "right"]
"""How words are said: indented as in a letter, not indented, small as a note, as a heading, in the middle, to the right."""


class Field(NamedTuple):
    """A labelled cell: `share` of its line's width; an empty value is a blank to write on, `lines` high."""

    label: str
    value: str = ""
    share: int = 1
    lines: int = 1


class Grid(NamedTuple):
    """Ruled lines of fields, as Chinese forms have them."""

    lines: tuple[tuple[Field, ...], ...]


class Words(NamedTuple):
    """A paragraph."""

    said: str
    voice: Voice = "body"


class Picture(NamedTuple):
    """A drawing or a photo: SVG text in UTF-8, PNG or JPEG; `wide` in millimetres, at most the page's width."""

    content: bytes
    kind: Literal["svg", "png", "jpg"]
    caption: str = ""
    wide: int = 160


class Signing(NamedTuple):
    """Blanks to sign on, each with its word; `prints` are boxes for a fingerprint; `day` adds 年 月 日."""

    who: tuple[str, ...]
    prints: tuple[str, ...] = ()
    day: bool = False


class Opinion(NamedTuple):
    """A box for an opinion, `lines` high or what `said` needs; at its foot who signs, and `day` or a blank for it."""

    label: str
    said: str = ""
    who: tuple[str, ...] = ()
    day: str = ""
    lines: int = 3


class Listed(NamedTuple):
    """A small table of words beside its label; `shares` of the width, even where not given. What is empty is a blank."""

    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()


class Contents(NamedTuple):
    """What is in the whole paper, with page numbers where there are pages; the drawing fills it in."""


Part = Grid | Words | Picture | Signing | Opinion | Listed | Contents | Sheet
"""What a form is made of; of a `Sheet` only the table and its notes are drawn."""


@dataclass(frozen=True)
class Form:
    """A form: `mark` at the top right (its number); `half` fits two on a page where it is short."""

    title: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    mark: str = ""
    half: bool = False


Leaf = Sheet | Form
"""What begins on a page of its own."""


@dataclass(frozen=True)
class Paper:
    """What leaves the house in one piece: leaves in order, what stands at the foot and across each page.

    `foot` names the society and the head of its trail (账簿校验码), empty where no books stand behind it.
    `across` is printed over every page (草稿　未月结); empty on what may be signed.
    """

    title: str
    leaves: tuple[Leaf, ...]
    foot: str = ""
    across: str = ""

    def __post_init__(self) -> None:
        assert self.leaves, "a paper has at least one leaf"


def paper_of(leaf: Leaf) -> Paper:
    """One leaf as a whole paper, without foot."""
    return Paper(leaf.title, (leaf,))

"""What a kind of paper declares about itself, so that one engine can read them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from importers import cells
from importers.movement import Declared, Outcome, Period
from importers.paper import Cell, RawTable

DOWNLOAD_AGAIN = "文件可能被改过、删过行，或者没有下载完整，请重新下载原始账单再导入。"
"""What to do about a downloaded paper whose totals do not tie."""


class Face(NamedTuple):
    """What is printed around the table: whose paper, which account, which days, its own totals.

    `account` is the paper's own word for the one account that it is about, as 农业银行(1234); empty where each
    row names its own. `warnings` are sentences in Chinese.
    """

    owner: str = ""
    period: Period | None = None
    declared: Declared = Declared()
    warnings: tuple[str, ...] = ()
    account: str = ""


class Cells(Mapping[str, Cell]):
    """A row's cells by column: the row as it was read, and the places that all rows of its table share."""

    __slots__ = ("_cells", "_places")

    def __init__(self, places: Mapping[str, int], cells: Sequence[Cell]) -> None:
        """`places` gives the place of each column's cell."""
        self._places, self._cells = places, cells

    def __getitem__(self, column: str) -> Cell:
        return self._cells[self._places[column]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its number, its cells by column, words of unknown columns, cells under no heading."""

    number: int
    by_name: Mapping[str, Cell]
    extra: Mapping[str, str]
    stray: tuple[str, ...] = ()

    def said(self, column: str) -> str:
        """The words as printed."""
        return cells.text(self.by_name[column])

    def words(self, column: str) -> str:
        """The words, or nothing where the paper prints a sign for empty."""
        cell = self.by_name[column]
        if isinstance(
            cell, str
        ):  # what `cells.words` does with it, without a call: most of the time goes here
            return cell if cell.strip(cells.NOTHING) else ""
        return cells.words(cell)

    def money(self, column: str) -> Decimal | None:
        """Yuan, or None where the cell is not plainly an amount."""
        return cells.money(self.by_name[column])

    def moment(self, column: str) -> datetime | None:
        """Beijing time, or None where the cell is not plainly a time."""
        return cells.moment(self.by_name[column])


class Reading(NamedTuple):
    """A row's outcome, and the label and amount under which the paper's own totals count it.

    `change` is what the row adds to the paper's account and `balance` what the paper says is there afterwards;
    both None where the paper prints no balances, or where the row's cannot be read.
    """

    outcome: Outcome
    label: str
    amount: Decimal | None
    change: Decimal | None = None
    balance: Decimal | None = None
    apart: bool = False
    """The row is in another money than the paper's account, so it stands outside the balances."""


def as_they_are(readings: list[Reading]) -> list[Reading]:
    """The readings unchanged, for papers whose rows do not speak of one another."""
    return readings


def as_on_the_face(face: Face, rows: Sequence[Row], foot: Sequence[Row]) -> Face:
    """The face unchanged, for papers whose rows do not say whose they are."""
    return face


def no_foot(row: Row) -> bool:
    """No row is a footer, for papers that end with their last movement."""
    return False


class PdfLayout(NamedTuple):
    """How a PDF's lines become rows.

    `starts` is the column in which each row, and nothing else, has a word that begins as `start` says. `once` is
    the column in which each row prints one figure, so that a line with a second one is no wrapped cell. `tail`
    matches the beginning of a line that closes a page's table, close as it may stand below the last row.
    """

    starts: str
    once: str
    start: str = r"(?:19|20)\d\d[-/.年]?(?:\d{1,2}|$)"
    tail: str = (
        r"期初|承前|上[期页]|结转|合\s*计|总\s*[计额]|小\s*计|[共累]\s*计|本[页日月期年]|以上|以下|[(（]?单位|温馨|提示|说明|声明|"
        r"注\s*[:：\d]|备注[:：]|重要|打印|盖章|第\s*\d+\s*页|共\s*\d+|当前页|页[码数]|Page|-{5,}|—{3,}|END|\*{3,}|"
        r"该交易明细|[借贷]方[总合发]|总(?:收入|支出)|(?:收入|支出)[总合笔]"
    )


@dataclass(frozen=True)
class Profile:
    """One kind of paper.

    `titles` are words found around the table, `columns` the header names that must all be there, `ids` those
    of them that hold identifiers. `face` reads the lines around the table, `read` one row, `settle` all rows
    together. `foot` tells the rows that are a footer. `source` says in Chinese where such a paper is downloaded.
    `chained`: every row prints the balance after it, and rows without a number of their own are told apart
    by it. `sums_differ`: the paper says of itself that its sums may differ, so only its counts must tie.
    `titled`: without one of its titles a table is not this paper, whatever its columns, unless the user says so.
    `own` adds to the face what rows and footer say of it. `optional` are columns that it knows and may lack.
    `lined`: cells may hold the lines of many rows, and these columns always a line for each.
    `join` makes one table of all sheets that have the header, where they are one paper. `repeats`: rows that say
    the same are movements of their own, as equal gifts in a register are; elsewhere they are one row printed twice.
    `mend` says what to do where the paper's totals do not tie. `proven`: somebody held a real paper against it.
    """

    name: str
    source: str
    titles: tuple[str, ...]
    columns: tuple[str, ...]
    ids: tuple[str, ...]
    face: Callable[[Sequence[str]], Face]
    read: Callable[[Row, Face], Reading]
    settle: Callable[[list[Reading]], list[Reading]] = as_they_are
    foot: Callable[[Row], bool] = no_foot
    own: Callable[[Face, Sequence[Row], Sequence[Row]], Face] = as_on_the_face
    optional: tuple[str, ...] = ()
    lined: tuple[str, ...] = ()
    chained: bool = False
    sums_differ: bool = False
    titled: bool = False
    join: Callable[[Sequence[RawTable]], RawTable] | None = None
    repeats: bool = False
    mend: str = DOWNLOAD_AGAIN
    pdf: PdfLayout | None = None
    proven: bool = True

"""Where a table's header is and which profile the table fits: told by content, never by a row's number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from importers import cells
from importers.paper import RawTable, UnreadablePaper
from importers.profile import Profile, Row

LOOK = 60
"""How many filled rows are searched for a header; the longest face known has 25 lines."""


class Fit(NamedTuple):
    """A table, the profile that it fits, and the place of its header among the table's rows."""

    table: RawTable
    profile: Profile
    place: int

    def face(self, foot: Iterable[Row] = ()) -> list[str]:
        """The words above the header, cell by cell, those around the table, and those of its footer rows."""
        above = [cells.text(cell) for _, row in self.table.rows[: self.place] for cell in row if cell != ""]
        below = [" ".join(filter(None, map(cells.text, row.by_name.values()))) for row in foot]
        return [*self.table.notes, *above, *below]

    def rows(self) -> Iterator[Row]:
        """The data rows, cells by column name; columns the profile does not name are kept as extra words.

        A header that is printed once more, as on every page, is no row.
        """
        names = [cells.heading(cell) for cell in self.table.rows[self.place][1]]
        spare = list(_spare(names, self.profile.columns))
        for number, row in self.table.rows[self.place + 1 :]:
            if row[0] == self.table.rows[self.place][1][0] and [*map(cells.heading, row)] == names:
                continue
            full = row + [""] * (len(names) - len(row))
            extra = {name: cells.text(full[at]) for at, name in spare if full[at] != ""}
            stray = [cell for name, cell in zip_longest(names, full, fillvalue="") if not name and cell != ""]
            yield Row(number, dict(zip(names, full, strict=False)), extra, tuple(map(cells.text, stray)))


def _spare(names: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Place and name of each column the profile does not know; a repeated name gets its place added."""
    for at, name in enumerate(names):
        if name and name not in columns:
            yield at, name if names.index(name) == at else f"{name}（第{at + 1}列）"


def fit(tables: Callable[[Profile], Sequence[RawTable]], profiles: Sequence[Profile]) -> Fit:
    """The one table and profile that fit; raises UnreadablePaper where none or more than one does.

    `tables` gives the file's tables as a profile sees them: a PDF has columns only for who knows their names.
    """
    offered = [(table, profile) for profile in profiles for table in tables(profile)]
    fits = [(table, profile) for table, profile in offered if _titled(table, profile)]
    whole = [(table, profile) for table, profile in fits if _place(table, profile) >= 0]
    fits = whole or fits or [(t, p) for t, p in offered if not p.titled and _place(t, p) >= 0]
    if not fits:
        raise UnreadablePaper(
            f"认不出这是什么账单：开头是“{_opening({id(t): t for t, _ in offered}.values())}”。"
            f"现在能读的有：{_known(profiles)}。"
        )
    if len(fits) > 1:
        seen = "、".join(f"{profile.name}{table.sheet and f'（{table.sheet}）'}" for table, profile in fits)
        if len({profile.name for _, profile in fits}) == len(fits):
            raise UnreadablePaper(f"文件像是这几种账单：{seen}。请用 --paper 写明是哪一种。")
        raise UnreadablePaper(f"文件里像有不止一份账单：{seen}。请一份账单一个文件，分开导入。")
    table, profile = fits[0]
    place = _place(table, profile)
    if place < 0:
        raise UnreadablePaper(_missing(table, profile))
    _refuse_repeats(table, profile, place)
    return Fit(table, profile, place)


def _titled(table: RawTable, profile: Profile) -> bool:
    """Whether one of the profile's titles stands above the table, or among the lines around it."""
    place = _place(table, profile)
    above = table.rows[: place if place >= 0 else LOOK]
    said = [str(cell) for _, row in above for cell in row]
    return any(word.startswith(profile.titles) for word in said) or any(
        title in line for title in profile.titles for line in table.notes
    )


def _place(table: RawTable, profile: Profile) -> int:
    """The place of the first row that holds every required column, or -1."""
    wanted = frozenset(profile.columns)
    for place, (_, row) in enumerate(table.rows[:LOOK]):
        if wanted <= {cells.heading(cell) for cell in row}:
            return place
    return -1


def _missing(table: RawTable, profile: Profile) -> str:
    """The sentence about a header that lacks columns, or about no header at all."""
    rows = [{cells.heading(cell) for cell in row} for _, row in table.rows[:LOOK]]
    nearest = max(rows, key=lambda row: len(row & set(profile.columns)))
    lacking = [column for column in profile.columns if column not in nearest]
    if 2 * len(lacking) > len(profile.columns):
        return f"这像是{profile.name}，但找不到表头（{'、'.join(profile.columns)}）；{profile.source}。"
    return f"这像是{profile.name}，但表头缺少：{'、'.join(lacking)}。文件可能被改过；{profile.source}。"


def _refuse_repeats(table: RawTable, profile: Profile, place: int) -> None:
    """Two columns of one name leave open which is meant."""
    names = [cells.heading(cell) for cell in table.rows[place][1]]
    for column in profile.columns:
        if names.count(column) > 1:
            raise UnreadablePaper(
                f"表头里“{column}”出现了{names.count(column)}次，不知道该用哪一列；{profile.source}。"
            )


def _opening(tables: Iterable[RawTable]) -> str:
    """The first words of the file, for a person to recognise."""
    said = (cells.words(cell) for table in tables for _, row in table.rows[:5] for cell in row)
    return " ".join(word for word in said if word)[:40]


def _known(profiles: Sequence[Profile]) -> str:
    return "、".join(profile.name for profile in profiles)

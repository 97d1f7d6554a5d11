"""Where a table's header is and which profile the table fits: told by content, never by a row's number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from types import MappingProxyType
from typing import NamedTuple

from importers import cells
from importers.paper import Cell, RawTable, UnreadablePaper
from importers.profile import Cells, Profile, Row
from importers.profiles.foreign import advice
from importers.unfold import unfolded

LOOK = 60
"""How many filled rows are searched for a header; the longest face known has 25 lines."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Header(NamedTuple):
    """The names of a table's columns, and the places of the first and the last row in which they are printed."""

    names: list[str]
    first: int
    last: int


class Fit(NamedTuple):
    """A table, the profile that it fits, and its header."""

    table: RawTable
    profile: Profile
    header: Header

    def face(self, foot: Iterable[Row] = ()) -> list[str]:
        """The words above the header, cell by cell, those around the table, and those of its footer rows."""
        above = [
            cells.text(cell) for _, row in self.table.rows[: self.header.first] for cell in row if cell != ""
        ]
        below = [" ".join(filter(None, map(cells.text, row.by_name.values()))) for row in foot]
        return [*self.table.notes, *above, *below]

    def rows(self) -> Iterator[Row]:
        """The data rows, cells by column name; columns the profile does not name are kept as extra words.

        A header that is printed once more, as on every page, is no row.
        """
        names, begins, ends = self.header
        places = {name: at for at, name in enumerate(names)}
        spare = list(_spare(names, (*self.profile.columns, *self.profile.optional)))
        bare = [at for at, name in enumerate(names) if not name]
        printed = [[*map(cells.heading, row)] for _, row in self.table.rows[begins : ends + 1]]
        firsts = {row[0] for _, row in self.table.rows[begins : ends + 1]}
        below: Iterable[tuple[int, list[Cell]]] = islice(self.table.rows, ends + 1, None)
        if self.profile.lined:
            below = unfolded(below, names, self.profile.lined)
        for number, row in below:
            if row[0] in firsts and [*map(cells.heading, row)] in printed:
                continue
            full = row if len(row) >= len(names) else row + [""] * (len(names) - len(row))
            extra = (
                {name: cells.text(full[at]) for at, name in spare if full[at] != ""} if spare else _NOTHING
            )
            stray = [*(full[at] for at in bare), *full[len(names) :]]
            yield Row(
                number, Cells(places, full), extra, tuple(cells.text(cell) for cell in stray if cell != "")
            )

    def above(self) -> Iterator[Row]:
        """The rows above the header, as if they were data: to see whether one of them is."""
        places = {name: at for at, name in enumerate(self.header.names)}
        for number, row in self.table.rows[: self.header.first]:
            yield Row(number, Cells(places, row + [""] * (len(self.header.names) - len(row))), _NOTHING)


def _spare(names: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Place and name of each column the profile does not know; a repeated name gets its place added."""
    for at, name in enumerate(names):
        if name and name not in columns:
            yield at, name if names.index(name) == at else f"{name}（第{at + 1}列）"


def fit(tables: Callable[[Profile], Sequence[RawTable]], profiles: Sequence[Profile]) -> Fit:
    """The one table and profile that fit; raises UnreadablePaper where none or more than one does.

    `tables` gives the file's tables as a profile sees them: a PDF has columns only for who knows their names.
    """
    known: dict[int, _Seen] = {}
    offered = []
    for profile in profiles:
        for table in tables(profile):
            if id(table) not in known:
                known[id(table)] = _Seen(table)
            offered.append((known[id(table)], profile))
    titled = [(seen, profile) for seen, profile in offered if seen.says(profile)]
    bare = [(seen, profile) for seen, profile in offered if seen.header(profile)]
    fits = [fit for fit in titled if fit in bare]
    fits = fits or [fit for fit in bare if not fit[1].titled or len(profiles) == 1]
    fits = list(_joined(fits, offered))
    if not fits:
        raise UnreadablePaper(_nameless(bare) if bare else _missing(titled) or _unknown(offered, profiles))
    if len(fits) > 1:
        seen = "、".join(
            f"{profile.name}{one.table.sheet and f'（{one.table.sheet}）'}" for one, profile in fits
        )
        if len({profile.name for _, profile in fits}) == len(fits):
            raise UnreadablePaper(f"文件像是这几种账单：{seen}。请用 --paper 写明是哪一种。")
        raise UnreadablePaper(f"文件里像有不止一份账单：{seen}。请一份账单一个文件，分开导入。")
    [(one, profile)] = fits
    header = one.header(profile)
    assert header is not None
    _refuse_repeats(header, profile)
    return Fit(one.table, profile, header)


def _joined(
    fits: Sequence[tuple[_Seen, Profile]], offered: Sequence[tuple[_Seen, Profile]]
) -> Iterator[tuple[_Seen, Profile]]:
    """The tables that fit; where a profile reads all sheets as one paper, one table made of the whole file.

    Of two column maps of which one names all columns of the other, the fuller one reads the paper.
    """
    profiles = dict.fromkeys(profile for _, profile in fits)
    maps = [set(profile.columns) for profile in profiles if profile.join]
    for profile in profiles:
        if profile.join and any(set(profile.columns) < columns for columns in maps):
            continue
        if profile.join:
            yield _Seen(profile.join([seen.table for seen, each in offered if each is profile])), profile
        else:
            yield from ((seen, each) for seen, each in fits if each is profile)


class _Seen:
    """The first rows of a table with their cells as columns are named, read once for all profiles."""

    def __init__(self, table: RawTable) -> None:
        self.table = table
        self.rows = [[cells.heading(cell) for cell in row] for _, row in table.rows[:LOOK]]
        self.around = [cells.heading(line) for line in table.notes]
        self._found: dict[str, Header | None] = {}

    def header(self, profile: Profile) -> Header | None:
        """The first row, or two rows one under the other, that name every column the profile needs."""
        if profile.name not in self._found:
            self._found[profile.name] = next(self._headers(frozenset(profile.columns)), None)
        return self._found[profile.name]

    def _headers(self, wanted: frozenset[str]) -> Iterator[Header]:
        for place, row in enumerate(self.rows):
            if wanted <= set(row):
                yield Header(row, place, place)
            if place and wanted <= set(both := _stacked(self.rows[place - 1], row)):
                yield Header(both, place - 1, place)

    def says(self, profile: Profile) -> bool:
        """Whether one of the profile's titles stands above the table, or among the lines around it."""
        header = self.header(profile)
        above = self.rows[: header.first if header else LOOK]
        said = "\n".join([*(word for row in above for word in row), *self.around])
        return any(cells.heading(title) in said for title in profile.titles)


def _stacked(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """A header of two rows, as where 发生额 stands over 借方 and 贷方: the lower name where there is one."""
    return [below or above for above, below in zip_longest(upper, lower, fillvalue="")]


def _lacking(seen: _Seen, profile: Profile) -> list[str]:
    """The columns that the row most like the profile's header does not have."""
    wanted = set(profile.columns)
    nearest = max(seen.rows, key=lambda row: len(wanted & set(row)))
    return [column for column in profile.columns if column not in nearest]


def _nameless(bare: Sequence[tuple[_Seen, Profile]]) -> str:
    """The sentence about a table whose columns are known and whose bank is not said."""
    names = "、".join(dict.fromkeys(profile.name for _, profile in bare))
    return (
        f"表头和这几种账单一样：{names}；但文件里没有写是哪家银行的，表头上面的几行可能被删掉了。"
        "请重新下载原始账单；确实知道是哪一种的，用 --paper 写明。"
    )


def _unknown(offered: Sequence[tuple[_Seen, Profile]], profiles: Sequence[Profile]) -> str:
    """The sentence about a file that is none of the papers."""
    tables = {id(seen.table): seen.table for seen, _ in offered}.values()
    if known := advice(tables):
        return known
    return f"认不出这是什么账单：开头是“{_opening(tables)}”。请换成能读的一种再导入，现在能读的有：{_known(profiles)}。"


def _missing(titled: Sequence[tuple[_Seen, Profile]]) -> str:
    """The sentence about the paper most like the file, whose header lacks columns or is not there at all."""
    if not titled:
        return ""
    seen, profile = min(titled, key=lambda fit: len(_lacking(*fit)))
    lacking = _lacking(seen, profile)
    if 2 * len(lacking) > len(profile.columns):
        return f"这像是{profile.name}，但找不到表头（{'、'.join(profile.columns)}）；{profile.source}。"
    return f"这像是{profile.name}，但表头缺少：{'、'.join(lacking)}。文件可能被改过，请重新下载：{profile.source}。"


def _refuse_repeats(header: Header, profile: Profile) -> None:
    """Two columns of one name leave open which is meant."""
    for column in (*profile.columns, *profile.optional):
        if (times := header.names.count(column)) > 1:
            raise UnreadablePaper(f"表头里“{column}”出现了{times}次，不知道该用哪一列；{profile.source}。")


def _opening(tables: Iterable[RawTable]) -> str:
    """The first words of the file, for a person to recognise."""
    said = (cells.words(cell) for table in tables for _, row in table.rows[:5] for cell in row)
    return " ".join(word for word in said if word)[:40]


def _known(profiles: Sequence[Profile]) -> str:
    """Whose papers can be read: there are too many kinds to name them all."""
    whose = (
        re.match(r".*?(?:银行|农商行|农信社|微信|支付宝|台账|名单)", profile.name) for profile in profiles
    )
    return "、".join(dict.fromkeys(found[0] for found in whose if found))

"""A roll of government aid (低保, 特困, 临时救助 …): who is on it, by ID number, for as long as it takes to read.

Names are never read. An ID number stands in a `RollRow` that does not print it, for `huzhu.rolls` to turn
into a pseudonym; no sentence of this module repeats one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from importers import cells, engine
from importers.movement import Review, Skip
from importers.paper import Cell, RawTable, UnreadablePaper
from importers.registers.sheets import EXAMPLE
from importers.registers.values import day, plain
from ledger.confidential import id_number
from ledger.vocabulary import GOVERNMENT_AID

_LOOK = 60
_COLUMNS: dict[str, re.Pattern[str]] = {
    "number": re.compile(r"(?:公民)?身份(?:证)?(?:件)?号码?|(?:身份)?证件?号码?|身份证|居民身份证号码?"),
    "kind": re.compile(
        r"(?:救助|低保|保障|对象|人员|享受|困难)?(?:种类|类别|类型)|救助项目|救助种类|享受(?:待遇|政策)|身份类别"
    ),
    "until": re.compile(
        r"有效期(?:至|止|到)?|截止(?:日期|时间)|到期(?:日期|时间)|终止(?:日期|时间)|有效截止日期"
    ),
    "name": re.compile(r"姓名|户主姓名|户主|对象姓名|人员姓名|成员姓名"),
}
"""What each column is called; the column of names is known so that nobody takes it for another."""
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("低保", re.compile(r"低保|最低生活保障(?!边缘)")),
    ("特困", re.compile(r"特困|五保|分散供养|集中供养")),
    ("临时救助", re.compile(r"临时救助")),
    ("受灾人员救助", re.compile(r"受灾")),
    ("医疗救助", re.compile(r"医疗救助")),
    ("教育救助", re.compile(r"教育救助|助学")),
    ("住房救助", re.compile(r"住房救助|危房")),
    ("就业救助", re.compile(r"就业救助")),
    ("其他", re.compile(r"其他")),
)
_EDGE = re.compile(r"(?:最低生活保障|低保)边缘\w*")
"""Households just above the line are no 低保."""
_MASKED = re.compile(r"[*＊×]")
_FOOT = re.compile(r"(?:合计|共计|总计|小计|累计|注|备注|说明|填表|制表|审核|负责|单位|经办|联系)")
assert [kind for kind, _ in _KINDS] == list(GOVERNMENT_AID)


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person on the roll: the row, the kind of aid, its last day where the roll names it."""

    row: int
    kind: str
    until: date | None
    id_number: str = field(repr=False)


@dataclass(frozen=True)
class Roll:
    """A roll, read: each of its rows is in exactly one of rows, reviews and skips."""

    rows: tuple[RollRow, ...]
    reviews: tuple[Review, ...]
    skips: tuple[Skip, ...]
    title: str = ""
    """The words above the table."""


def is_roll(tables: Sequence[RawTable]) -> bool:
    """Whether a file has a table with a column of ID numbers, that speaks of a kind of aid and of no money."""
    headers = [(table, header) for table in tables if (header := _header(table))]
    return any(
        (header.kind >= 0 or _kind_of(header.around))
        and not any("金额" in cells.heading(cell) for cell in table.rows[header.place][1])
        for table, header in headers
    )


def read(path: Path, password: str = "") -> Roll:
    """Read a roll from disk; raises UnreadablePaper where it is none."""
    return read_bytes(engine.bytes_of(path), password)


def read_bytes(data: bytes, password: str = "") -> Roll:
    """Read a roll from its bytes; raises UnreadablePaper where it is none."""
    tables = engine.sheets_of(data, password)
    found = [(table, header) for table in tables if (header := _header(table))]
    if not found:
        raise UnreadablePaper(
            "找不到“身份证号”那一列，不像救助对象名单。请向乡镇民政办要带身份证号的 Excel 名单，"
            "或用 huzhu template 救助对象名单 取一份模板来填。"
        )
    if len(found) > 1:
        names = "、".join(table.sheet for table, _ in found)
        raise UnreadablePaper(f"文件里有不止一张名单（{names}）。请一张名单一个文件，分开导入。")
    [(table, header)] = found
    outcomes = list(_outcomes(table, header))
    return Roll(
        tuple(each for each in outcomes if isinstance(each, RollRow)),
        tuple(each for each in outcomes if isinstance(each, Review)),
        tuple(each for each in outcomes if isinstance(each, Skip)),
        header.title,
    )


@dataclass(frozen=True)
class _Header:
    """Where the columns of a roll are; -1 where it has none of that kind."""

    place: int
    number: int
    kind: int
    until: int
    name: int
    around: str
    title: str


def _header(table: RawTable) -> _Header | None:
    """The first row with a column of ID numbers."""
    for place, (_, row) in enumerate(table.rows[:_LOOK]):
        names = [re.sub(r"\W", "", cells.heading(cell)) for cell in row]
        at = {
            what: next((p for p, name in enumerate(names) if pattern.fullmatch(name)), -1)
            for what, pattern in _COLUMNS.items()
        }
        if at["number"] >= 0:
            above = [cells.text(cell) for _, cells_ in table.rows[:place] for cell in cells_ if cell != ""]
            return _Header(place, **at, around=" ".join([*above, table.sheet]), title=" ".join(above)[:60])
    return None


def _outcomes(table: RawTable, header: _Header) -> Iterator[RollRow | Review | Skip]:
    """What becomes of each row; somebody who is there twice with the same aid is there once."""
    general = _kind_of(header.around)
    first: dict[tuple[str, str, date | None], int] = {}
    printed = [cells.heading(cell) for cell in table.rows[header.place][1]]
    for row, said in table.rows[header.place + 1 :]:
        if [cells.heading(cell) for cell in said] == printed:
            continue
        outcome = _outcome(row, said, header, general)
        if isinstance(outcome, RollRow):
            who = (outcome.id_number, outcome.kind, outcome.until)
            if who in first:
                outcome = Skip(row, f"与第{first[who]}行是同一个人、同一种救助，不重复登记。")
            else:
                first[who] = row
        yield outcome


def _cell(said: Sequence[Cell], at: int) -> Cell:
    """A row's cell in a column; empty where the roll has no such column."""
    return said[at] if 0 <= at < len(said) else ""


def _outcome(row: int, said: Sequence[Cell], header: _Header, general: str) -> RollRow | Review | Skip:
    number, until = _cell(said, header.number), _cell(said, header.until)
    if why := _no_entry(said, number, _cell(said, header.name)):
        return Skip(row, why)
    if fault := _fault(number):
        return Review(row, fault)
    kind = _kind_of(plain(cells.text(_cell(said, header.kind)))) or general
    if not kind:
        known = "、".join(GOVERNMENT_AID)
        return Review(row, f"看不出是哪一种救助：请在“救助种类”那一列写明（可写：{known}）。")
    last = day(until)
    if last is None and cells.words(until) and "长期" not in cells.text(until):
        return Review(row, "有效期读不出来，请写成 2026-12-31，没有期限的空着。")
    return RollRow(row, kind, last.date() if last else None, id_number.normal(plain(str(number))))


def _no_entry(said: Sequence[Cell], number: Cell, name: Cell) -> str:
    """Why a row is nobody's: our example, a total, a note, a number alone; empty where it is somebody's."""
    filled = [cell for cell in said if cell != ""]
    words = [plain(cells.text(cell)) for cell in filled]
    if any(word.startswith(EXAMPLE) for word in words):
        return "示例行，不导入。"
    if cells.words(number):
        return ""
    if _FOOT.match(words[0]):
        return "合计、说明或落款，不是一个人。"
    if len(filled) == 1 and cells.words(name) == "":
        return "空行、标题或落款，不是一个人。"
    return ""


def _fault(number: Cell) -> str:
    """Why an ID number cannot be used, in words that do not repeat it; empty where it can."""
    if not isinstance(number, str):
        return "身份证号成了数字，末几位已经丢了：请把这一列设成文本格式后重新填，或要原来的名单。"
    if not cells.words(number):
        return "没有写身份证号，请补上。"
    if _MASKED.search(number):
        return "身份证号打了码，认不出是谁：请向乡镇民政办要不打码的名单。"
    return id_number.problem(id_number.normal(plain(number)))


def _kind_of(words: str) -> str:
    """The one kind of aid that words name; empty where none or more than one."""
    words = _EDGE.sub("", plain(words))
    found = [kind for kind, pattern in _KINDS if pattern.search(words)]
    return found[0] if len(found) == 1 else ""

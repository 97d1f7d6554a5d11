"""All sheets of a register made one table: cells under a merged one filled, totals checked, other rows marked.

Each row is numbered as on its sheet; from the second sheet on, the sheet's place stands in front (row 5 of
the second is 10005). What a row needs to know of its surroundings stands in columns of our own, that begin
with §.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from importers import cells
from importers.movement import ZERO
from importers.paper import Cell, RawTable, UnreadablePaper
from importers.registers.totals import WARNING, Footer, Tally, footer
from importers.registers.values import GOODS, day_of, plain, worth, year_of, yuan

PART, YEAR, DAY, FILLED, NOTE, THINGS, COUNTED = OUR_OWN = (
    "§合计", "§年", "§日", "§同上", "§注", "§实物", "§计入",
)  # fmt: skip
"""Which total covers a row; year and day of its title; what was filled; why it is no entry; things; their worth counts."""
TOTAL = "§合计"
"""Opens a line that is a total: label, count, yuan, with tabs between."""
EXAMPLE = "示例"
"""How the row begins with which our forms show how to fill them in."""
CASH = "§现金"
"""A line of the joined table: the words above it say that all of it was cash."""

_LOOK = 60
_FEWEST_STEP = 10_000
_NOT_ONLY_CASH = re.compile(r"转账|微信|支付宝|银行|实物")
_TEN_THOUSANDS = re.compile(r"单位[:：]?(?:人民币)?万元")
_SIGNED = re.compile(
    r"(?:审核|制表|填表|经手|经办|负责|复核|记账|出纳|会计|主管|签字|签名|盖章|公示|监督|举报|联系|日期)[^:：]{0,6}[:：]"
)
_BAGS = re.compile(
    r"折价|[0-9一二三四五六七八九十两百千](?:袋|箱|斤|公斤|件|桶|床|台|套|吨|瓶|盒|只|头|包|双|辆|本|提)"
)
_NOTES = re.compile(r"(?:注|备注|说明|附注?|特此|以上)[:：0-9、.，,]?")
_SAME = frozenset({"同上", "〃", "″", '"', "''", "“", "”"})


@dataclass
class _Sheet:
    """Where the reading of one sheet stands: the columns as last printed, what the last row said."""

    names: list[str]
    year: str
    day: str
    before: dict[str, Cell] = field(default_factory=dict)


@dataclass
class Joined:
    """The one table as it grows."""

    columns: dict[str, str]
    """Field → heading."""
    filled: tuple[str, ...]
    """The fields whose empty cells mean the same as above."""
    whose: str
    waits: frozenset[str]
    """The words of a status with which nothing has been paid yet."""
    names: dict[str, None] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, Cell]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def add(self, table: RawTable, offset: int) -> bool:
        """Add a sheet's rows; False where it has not the header."""
        headers = {at: names for at, (_, row) in enumerate(table.rows) if (names := self._header(row))}
        first = min(headers, default=_LOOK)
        if first >= _LOOK:
            return False
        sheet = self._begin(table, first)
        figures = _figures(table, headers, self.columns["金额"])
        last = max((at for at, found in enumerate(figures) if found), default=first)
        for at, (number, row) in enumerate(table.rows[first:], first):
            if at in headers:
                sheet.names, sheet.before = headers[at], {}
                self.names |= dict.fromkeys(sheet.names)
            else:
                ends = at + 1 >= len(figures) or at + 1 in headers or not figures[at + 1]
                self._row(sheet, offset + number, row, trailing=at > last, ends=ends)
        return True

    def _begin(self, table: RawTable, first: int) -> _Sheet:
        """A sheet as it stands before its first row: what the words above the table and its name say."""
        above = [cells.text(cell) for _, row in table.rows[:first] for cell in row if cell != ""]
        if any(_TEN_THOUSANDS.search(plain(line)) for line in above):
            raise UnreadablePaper("台账上写明单位是万元：请把金额改成以元为单位，再导入。")
        cash = any("现金" in line and not _NOT_ONLY_CASH.search(line) for line in above)
        self.notes += [*above, *([CASH] if cash else [])]
        self.tally.sheet()
        around = [*above, table.sheet]
        return _Sheet([], year_of(around), day_of(around))

    def _header(self, row: Sequence[Cell]) -> list[str]:
        """The names of the columns where a row is a header, else nothing; two of one name are refused or told apart."""
        if not any(isinstance(cell, str) and self.columns["金额"][0] in plain(cell) for cell in row):
            return []
        printed = [cells.heading(cell) for cell in row]
        if not set(self.columns.values()) <= set(printed):
            return []
        for name in self.columns.values():
            if printed.count(name) > 1:
                raise UnreadablePaper(
                    f"表头里“{name}”出现了{printed.count(name)}次，不知道该用哪一列；请改掉一个再导入。"
                )
        return [
            name if name and printed.index(name) == at else f"{name}(第{at + 1}列)"
            for at, name in enumerate(printed)
        ]

    def _row(self, sheet: _Sheet, number: int, row: list[Cell], *, trailing: bool, ends: bool) -> None:
        """One row below a header: a total, words, or an entry."""
        if beyond := [f"(第{at + 1}列)" for at in range(len(sheet.names), len(row))]:
            sheet.names = sheet.names + beyond
            self.names |= dict.fromkeys(beyond)
        said = {name: cell for name, cell in zip(sheet.names, row, strict=False) if cell != ""}
        if total := self._total(said, ends):
            self.notes += self.tally.total(total, number)
            sheet.before = {}
        elif why := self._no_entry(said, trailing):
            titles = [cell for cell in said.values() if isinstance(cell, str)] if len(said) == 1 else []
            sheet.year = year_of(titles) or sheet.year
            self.rows.append((number, {**said, NOTE: why}))
        else:
            filled = "、".join(self._fill(sheet, said))
            things = self._things(said)
            ours: dict[str, Cell] = {YEAR: sheet.year, DAY: sheet.day, FILLED: filled}
            ours |= {PART: self._counted(said, things), THINGS: "是" if things else ""}
            self.rows.append((number, said | ours))

    def _said(self, said: Mapping[str, Cell], name: str) -> str:
        """The words under a field."""
        return plain(cells.text(said.get(self.columns.get(name, ""), "")))

    def _things(self, said: Mapping[str, Cell]) -> bool:
        """Whether a row is about things and not money: a field says so, or the amount counts bags."""
        if any(GOODS.search(self._said(said, name)) for name in ("类别", "收款方式", "类型", "发放方式")):
            return True
        amount = self._said(said, "金额")
        return yuan(amount) is None and bool(_BAGS.search(amount))

    def _counted(self, said: Mapping[str, Cell], things: bool) -> str:
        """Add an entry to the sums; the label of the total that counts it."""
        amount = said.get(self.columns["金额"], "")
        money = yuan(amount)
        if self._said(said, "状态") in self.waits:
            return self.tally.entry(money or ZERO, "waiting")
        if things or money is None:
            return self.tally.entry(worth(amount) or money or ZERO, "goods")
        return self.tally.entry(money, "money")

    def _total(self, said: Mapping[str, Cell], ends: bool) -> Footer | None:
        """The total that a row is; a lone figure under another heading is one only where it ties."""
        total = footer(said, self.columns["金额"], bare=ends)
        if total and total.bare and self.columns["金额"] not in said:
            return total if total.amount is not None and self.tally.ties(total.amount) else None
        return total

    def _no_entry(self, said: Mapping[str, Cell], trailing: bool) -> str:
        """Why a row is no entry: a note, a signature, a heading between, our example; empty where it is one."""
        words = [plain(cells.text(cell)) for cell in said.values()]
        if any(word.lstrip("(").startswith(EXAMPLE) for word in words):
            return "示例行，不导入。"
        if said.get(self.columns["金额"], "") != "":
            return ""
        if any(_SIGNED.match(word) for word in words):
            return "落款，不是一笔款项。"
        if _NOTES.match(words[0]) and len(words) <= 2:
            return "说明文字，不是一笔款项。"
        if (
            not set(said) & set(self.columns.values())
            and len(said) == 1
            and not isinstance(next(iter(said.values())), (str, datetime))
        ):
            return "空行，只有序号。"
        if len(said) == 1 and (trailing or self.columns[self.whose] not in said):
            return "标题、落款或说明，不是一笔款项。"
        return ""

    def _fill(self, sheet: _Sheet, said: dict[str, Cell]) -> list[str]:
        """Fill what stands empty under a merged cell with what stands above; the names of the fields filled."""
        done = []
        for name in self.filled:
            column = self.columns.get(name, "")
            here = said.get(column, "")
            if column and (here == "" or here in _SAME) and sheet.before.get(column, "") != "":
                said[column] = sheet.before[column]
                done.append(name)
        sheet.before = {c: said[c] for n in self.filled if (c := self.columns.get(n, "")) in said}
        return done

    def table(self, kind: str) -> RawTable:
        """The one table, the totals as lines around it."""
        names = [*self.names, *OUR_OWN]
        header: list[Cell] = list(names)
        rows: list[tuple[int, list[Cell]]] = [(0, header)]
        for number, said in self.rows:
            part = self.tally.label(cells.text(said.get(PART, "")))
            said |= {PART: part, COUNTED: "是" if part in self.tally.with_goods else ""}
            rows.append((number, [said.get(name, "") for name in names]))
        lines = [f"{TOTAL}\t{label}\t{count}\t{amount}" for label, count, amount in self.tally.printed]
        return RawTable(kind, rows, "", (*self.notes, *lines))


def join(
    tables: Sequence[RawTable],
    columns: dict[str, str],
    filled: tuple[str, ...],
    whose: str,
    waits: frozenset[str] = frozenset(),
) -> RawTable:
    """One table of all sheets that have the header; a sheet without it is named in a warning."""
    one = Joined(columns, filled, whose, waits)
    longest = max((table.rows[-1][0] for table in tables if table.rows), default=0)
    step = max(_FEWEST_STEP, 10 ** len(str(longest)))
    for place, table in enumerate(tables):
        read = one.add(table, place * step)
        if not read and table.sheet and "说明" not in table.sheet:
            one.notes.append(f"{WARNING}工作表“{table.sheet}”没有读：里面没有台账的表头，请看看是不是漏了。")
        if read and place:
            one.notes.append(
                f"{WARNING}工作表“{table.sheet}”的行号加了{place * step}，如第{place * step + 5}行是它的第5行。"
            )
    return one.table(tables[0].kind)


def _figures(table: RawTable, headers: Mapping[int, list[str]], column: str) -> list[bool]:
    """For each row whether anything stands where amounts stand, and something beside it."""
    found, place = [], 0
    for at, (_, row) in enumerate(table.rows):
        place = headers[at].index(column) if at in headers else place
        filled = at not in headers and place < len(row) and row[place] != ""
        found.append(filled and sum(cell != "" for cell in row) > 1)
    return found

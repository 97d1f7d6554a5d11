"""The board (各社情况): all societies that the visitor may see in one table, sorted and filtered by plain links.

Figures come from the kept overviews. What is still being summed up is said so, and the page asks again by itself;
a figure that is not of today and of the books as they are now is shown with the day and time of its making.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from flask import abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from huzhu import session
from huzhu.desk import places
from huzhu.desk.access import OVERSEERS, READERS, Table
from huzhu.desk.entry.pages import visitor
from huzhu.desk.fava_guard import MOUNTED_AT
from huzhu.desk.figures import Figures
from huzhu.desk.site import desk
from huzhu.desk.users import User
from ledger import money
from ledger.district import Society
from reports.district.board import Entry, Sums, board, by_township, leader, summed
from reports.district.overview import Overview
from reports.drawing.draw import draw

AGAIN_SECONDS = 8
"""How long a browser waits before it asks again while there is something left to sum up."""
FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_LONGEST_QUERY = 40
_NO_TOP_FILE = "总账文件 main.beancount 不见了，请用备份恢复"


class Line(NamedTuple):
    """One society on the page."""

    key: str
    title: str
    overview: Overview | None
    leader: str
    sentence: str
    """Why it has no figures."""
    as_of: str
    """When its figures were made, where they are not those of now."""
    href: str
    findings: str
    books: str
    """Fava's journal."""

    @property
    def summing(self) -> bool:
        """Whether its figures are still to come."""
        return bool(self.as_of) or (self.overview is None and not self.sentence)

    @property
    def entry(self) -> Entry:
        """The same as the sheet has it."""
        remark = f"截至{self.as_of}，正在重算" if self.as_of else self.sentence
        return Entry(self.key, self.title, self.overview, remark or ("" if self.overview else "正在算"))


class Column(NamedTuple):
    """A column by which one may sort."""

    key: str
    title: str
    of: Callable[[Overview], Any]
    largest_first: bool = True
    figures: bool = True


COLUMNS = (
    Column("name", "互助社", lambda o: o.name, False, False),
    Column("township", "乡镇", lambda o: o.township, False, False),
    Column("registered", "登记", lambda o: o.registered, False, False),
    Column("officers", "负责人", lambda o: len(o.officers), False, False),
    Column("seed", "启动资金", lambda o: o.seed.total),
    Column("subsidy", "财政补助", lambda o: o.subsidy),
    Column("balance", "结余", lambda o: o.balance),
    Column("cash", "现金/限额", lambda o: o.cash),
    Column("helped", "本年救助", lambda o: o.year.year_yuan),
    Column("posted", "公示到", lambda o: o.posted and o.posted.month, False, False),
    Column("filed", "备案到", lambda o: o.filed and o.filed.month, False, False),
    Column("errors", "检查结果", lambda o: (o.errors, o.overdue, o.warnings)),
    Column("waiting", "待核", lambda o: o.waiting),
    Column("dormant", "活动", lambda o: o.dormant, False, False),
)
STATES: dict[str, tuple[str, Callable[[Line], bool]]] = {
    "errors": ("有错误", lambda line: bool(line.overview and line.overview.errors)),
    "overdue": ("有逾期", lambda line: bool(line.overview and line.overview.overdue)),
    "warnings": ("有提醒", lambda line: bool(line.overview and line.overview.warnings)),
    "waiting": ("有待核", lambda line: bool(line.overview and line.overview.waiting)),
    "dormant": ("久无活动", lambda line: bool(line.overview and line.overview.dormant)),
    "broken": ("打不开", lambda line: bool(line.sentence)),
    "summing": ("正在算", lambda line: line.summing),
}
"""What one may look for, each with its word."""


class Asked(NamedTuple):
    """What the address asks for; what it cannot mean is as if it were not there."""

    q: str
    township: str
    state: str
    sort: str
    order: str

    def href(self, page: str = "board", **other: str) -> str:
        """The address of the same with something else."""
        return url_for(page, **{k: v for k, v in (self._asdict() | other).items() if v})


def open_board(pages: Table) -> None:
    """Add the board, and the board as files."""
    pages.add("/board", "board", _page, READERS)
    pages.add("/board.<form>", "board_file", _file, READERS)


def is_for(user: User) -> bool:
    """Whether there is a board for that user: who has one society only has its day."""
    return user.role in OVERSEERS or len(user.societies) > 1


def asked() -> Asked:
    """What this request asks for."""
    given = {name: request.args.get(name, "").strip()[:_LONGEST_QUERY] for name in Asked._fields}
    if given["state"] not in STATES:
        given["state"] = ""
    if given["sort"] not in {column.key for column in COLUMNS}:
        given["sort"] = ""
    if given["order"] not in ("asc", "desc"):
        given["order"] = ""
    return Asked(**given)


def lines(user: User, day: date) -> list[Line]:
    """Every society that the user may see, by id."""
    if not is_for(user):
        abort(404)
    registry = desk().registry
    seen = {k: books for k, books in registry.seen_by(user).items() if isinstance(books, Society)}
    known = desk().overviews.of(seen.values(), day)
    found = [_line(user, k, registry.title(books), known.get(k)) for k, books in seen.items()]
    lost = (s for s in registry.district.headless if registry.may_see(user, s))
    found += [Line(s.id, s.id, None, "", _NO_TOP_FILE, "", "", "", "") for s in lost]
    return sorted(found, key=lambda line: line.key)


def _line(user: User, key: str, title: str, figures: Figures | None) -> Line:
    known = figures.overview if figures else None
    as_of = figures.at[:16].replace("T", " ") if figures and not figures.fits and known else ""
    return Line(
        key, title, known, leader(known) if known else "", figures.sentence if figures and figures.fits else "", as_of,
        url_for("today", society=key), places.at(user, "findings", society=key), f"{MOUNTED_AT}/{key}/journal/",
    )  # fmt: skip


def chosen(of: list[Line], want: Asked) -> list[Line]:
    """Those that are asked for, in the order that is asked for; what has no figures comes last."""
    found = [
        line
        for line in of
        if (want.q in line.title or want.q in line.key)
        and (not want.township or (line.overview and line.overview.township == want.township))
        and (not want.state or STATES[want.state][1](line))
    ]
    column = next((c for c in COLUMNS if c.key == want.sort), None)
    if column is None:
        return found
    valued = [(column.of(line.overview), line) for line in found if line.overview]
    known = [(value, line) for value, line in valued if value is not None]
    known.sort(key=lambda pair: pair[0], reverse=_downward(column, want))
    there = [line for _, line in known]
    return there + [line for line in found if line not in there]


def _downward(column: Column, want: Asked) -> bool:
    return want.order == "desc" if want.order else column.largest_first


def _page() -> Response:
    day, want = session.today(), asked()
    all_lines = lines(visitor(), day)
    shown = chosen(all_lines, want)
    townships = sorted({line.overview.township for line in all_lines if line.overview} - {""})
    summing = sum(line.summing for line in all_lines)
    answer = make_response(
        render_template(
            "board.html", lines=shown, of=len(all_lines), want=want, columns=COLUMNS, states=STATES, day=day,
            townships=townships, summing=summing, orders=_orders(want), total=summed("汇总", _entries(shown)),
            sums=_townships(shown), show=money.show, again=want.href(), files=FILES,
        )
    )  # fmt: skip
    if summing:
        answer.headers["Refresh"] = str(AGAIN_SECONDS)
    return answer


def _entries(of: list[Line]) -> list[Entry]:
    return [line.entry for line in of]


def _townships(of: list[Line]) -> list[Sums]:
    """Each township's sums, where there are several."""
    found = by_township(_entries(of))
    return found if len(found) > 1 else []


def _orders(want: Asked) -> dict[str, str]:
    """Which way a column's link sorts: the other way where it is sorted by that already."""
    ways = {True: "desc", False: "asc"}
    return {
        c.key: ways[_downward(c, want) != (c.key == want.sort)]
        if c.key == want.sort
        else ways[c.largest_first]
        for c in COLUMNS
    }


def _file(form: str) -> Response:
    """What the page shows, as a file."""
    if form not in FILES:
        abort(404)
    day, shown = session.today(), chosen(lines(visitor(), session.today()), asked())
    sheet = board(_entries(shown), desk().registry.district.title, day)
    answer = make_response(draw(sheet, form))
    answer.headers["Content-Type"] = FILES[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="board-{day}.{form}"'
    return answer

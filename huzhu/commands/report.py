"""`huzhu report`: the reports by name, each drawn in the format asked for."""

from __future__ import annotations

import sys
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from huzhu import session
from huzhu.commands.options import option, society
from ledger.mistake import Mistake, why

FORMATS = ("text", "csv", "xlsx", "pdf", "html", "json")


def _fund_statement(books: Any, first: date, last: date, period: str) -> Any:
    from reports.fund_statement import fund_statement

    return fund_statement(books, first, last, period)


REPORTS: dict[str, Callable[[Any, date, date, str], Any]] = {"fund-statement": _fund_statement}


@click.command()
@click.argument("name", type=click.Choice(tuple(REPORTS)), metavar="[fund-statement]")
@option("--month", "哪个月，像 2026-07", metavar="2026-07")
@option("--year", "哪一年，像 2026", metavar="2026")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="格式")
@option("-o", "写到文件", metavar="文件")
@society
@click.pass_obj
def command(
    books: Path | None, /, name: str, month: str | None, year: str | None, form: str, o: str | None,
    society: str | None,
) -> None:  # fmt: skip
    """报表。fund-statement：基金收支情况表。"""
    from huzhu.reading import read

    first, last, period = _period(month, year)
    loaded, _ = read(session.the_society(books, society))
    sheet = REPORTS[name](loaded, first, last, period)
    if form == "text" and o is None:
        from reports import text

        text.show(sheet)
        return
    from reports.draw import draw

    write(draw(sheet, form), o, f"{sheet.title}-{month or year or first.year}.{form}")


def _period(month: str | None, year: str | None) -> tuple[date, date, str]:
    """The days that a month or a year spans; this year where neither is said."""
    if month and year:
        raise Mistake("--month 和 --year 只写一个")
    try:
        if month:
            first = date.fromisoformat(f"{month}-01")
            return (
                first,
                first.replace(day=monthrange(first.year, first.month)[1]),
                f"{first.year}年{first.month}月",
            )
        number = int(year) if year else session.today().year
        return date(number, 1, 1), date(number, 12, 31), f"{number}年"
    except ValueError:
        raise Mistake("月份应像 --month 2026-07，年份应像 --year 2026") from None


def write(content: bytes, o: str | None, name: str) -> None:
    """Put a drawn report where it was asked for: a file, or the terminal's own output where that is text."""
    if o is None and name.endswith((".csv", ".html", ".json", ".text")):
        sys.stdout.buffer.write(content)
        return
    path = Path(o or name)
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise Mistake(f"写不了文件 {path}：{why(fault)}") from None
    session.say(f"✓ 已写到 {path}", fg="green")

"""`huzhu site`: the year of a society, or of all societies of the district, as pages for anybody: a folder, no server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huzhu import session
from huzhu.commands.options import option, society
from huzhu.site_folder import put, refuse_foreign
from ledger.mistake import Mistake

if TYPE_CHECKING:
    from ledger.books import Books
    from ledger.district import Society
    from reports.period import Period
    from reports.publicity.public_year import PublicYear
    from reports.publicity.site_society import Download

STATEMENTS = ("balance-sheet", "activities", "cash-flows")
DOWNLOADS = ("income-notice", "fund-statement", "restricted-funds", "start-up", "donors-roll", *STATEMENTS)
"""The reports to take home: all of them fit for anybody."""
FORMS = ("xlsx", "csv")
Files = dict[str, bytes]


@click.command()
@option("--year", "哪一年，像 2026（默认今年）", metavar="2026")
@option("-o", "写到哪个文件夹（新的、空的，或上次写的网站）", required=True, metavar="文件夹")
@option("--district", "全区：一个总页，每个社一个分页", is_flag=True)
@society
@click.pass_obj
def command(books: Path | None, /, year: str | None, o: str, district: bool, society: str | None) -> None:
    """公开网站：一年的收支、基金、救助数字、芳名榜和下载，写成一个文件夹，不用服务器，双击 index.html 就能看。

    没有任何受助人的姓名；只写已经月结的月份。
    """
    from reports import period

    if district and society:
        raise Mistake("--society 和 --district 只写一个")
    asked, folder = int(period.year(year or str(session.today().year)).code), Path(o)
    refuse_foreign(folder)
    if not district:
        place = session.the_society(books, society)
        put(_site_of(*_read(place, asked)), folder)
    elif not _all(books, asked, folder):
        session.say(f"✓ 网站已写到 {folder}，但有的社没有写上，见上面", fg="yellow")
        sys.exit(1)
    session.say(f"✓ 网站已写到 {folder}，双击里面的 index.html 就能看", fg="green")


def _all(books: Path | None, year: int, folder: Path) -> bool:
    """The pages of every society and their index; whether each society has one."""
    from huzhu.progress import progress
    from reports.publicity.site_district import Listed, district_page

    place = session.the_district(books)
    files: Files = {}
    listed, silent = [], {}
    with progress("公开网站", "正在写") as watch:
        for done, each in enumerate(place.societies, 1):
            try:
                of, there = _read(each, year)
                files |= {
                    f"{each.id}/{name}": content
                    for name, content in _site_of(of, there, "../index.html").items()
                }
                listed.append(Listed(of, f"{each.id}/index.html"))
            except Mistake as mistake:
                silent[each.title] = "还没有可以公布的账"
                session.say(f"✗ {each.id}：{mistake}", fg="red", err=True)
            watch(done, len(place.societies))
    if not listed:
        raise Mistake(f"{year}年没有一个社有可以公布的账，网站没有写；原因见上面")
    put(files | {"index.html": district_page(place.title, year, listed, silent)}, folder)
    return not silent


def _read(place: Society, year: int) -> tuple[PublicYear, Books]:
    from huzhu.reading import read
    from huzhu.reporting.asking import refuse_fractions
    from reports.publicity.public_year import public_year

    there, chain = read(place)
    refuse_fractions(there, date.max)
    return public_year(there, year, chain.head), there


def _site_of(of: PublicYear, there: Books, index: str = "") -> Files:
    """One society's files: the page, and what can be taken home."""
    from reports.publicity.site_society import society_page

    files: Files = {}
    downloads = [*_downloads(of, there, files)]
    return files | {"index.html": society_page(of, downloads, index)}


def _downloads(of: PublicYear, there: Books, files: Files) -> Iterator[Download]:
    """The reports for anybody, drawn into `files`."""
    from reports.drawing.draw import draw
    from reports.forms import Paper
    from reports.publicity.site_society import Download
    from reports.report import Asked, Audience, Report
    from reports.table import report

    for name in DOWNLOADS:
        found = report(name)
        assert isinstance(found, Report), name
        asked = Asked(there, _days(name, of.of), Audience.PUBLIC, session.today(), of.head)
        paper = Paper(f"{found.title} {asked.period.words}", found.leaves(asked), asked.foot)
        drawn = {f"downloads/{name}.{form}": draw(paper, form) for form in FORMS}
        files |= drawn
        yield Download(found.title, tuple(zip(FORMS, drawn, strict=True)))


def _days(name: str, of: Period) -> Period:
    """The days of a report: the year as far as it is closed; a statement of less than a year is its last month's."""
    from reports import period
    from reports.table import report

    if not report(name).spans:
        return period.until(of.last)
    part = name in STATEMENTS and of.last.month < period.year(of.code).last.month
    return period.month(f"{of.last:%Y-%m}") if part else of

"""Packs: a cover that lists what is bound and names what there is none of, and behind it the reports in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest

from ledger.books import Books
from ledger.mistake import Mistake
from reports.forms import Contents, Field, Form, Grid, Leaf, Words
from reports.packs import annual_inspection, handover, monthly, year_end
from reports.packs.pack import Cover, pack
from reports.report import Asked, Audience, Report
from reports.rows import Column, Row, Sheet
from reports.table import TABLE, report
from tests import societies as made
from tests.asked_of import asked_of
from tests.books_of import books_of

PACKS = (annual_inspection, handover, monthly, year_end)


def _sheet(asked: Asked) -> Sheet:
    return Sheet(f"给{asked.audience}的表", "", (Column("a", "甲", "text"),), (Row((asked.period.words,)),))


def _nothing(asked: Asked) -> Sheet:
    raise Mistake("本期没有可列的")


def _bound(monkeypatch: pytest.MonkeyPatch, asked: Asked, *members: Report) -> tuple[Leaf, ...]:
    named = {each.name: each for each in members}
    monkeypatch.setattr("reports.packs.pack.report", named.__getitem__)
    return pack(asked, Cover("一册"), tuple(named))


def _said(leaf: Leaf) -> str:
    assert isinstance(leaf, Form)
    return "\n".join(part.said for part in leaf.parts if isinstance(part, Words))


def _fields(leaf: Leaf) -> dict[str, str]:
    assert isinstance(leaf, Form)
    grids = [part for part in leaf.parts if isinstance(part, Grid)]
    return {f.label: f.value for grid in grids for line in grid.lines for f in line if isinstance(f, Field)}


def _year(books: Books, of: str = "2026") -> Asked:
    return asked_of(books, of)


def test_the_cover_comes_first_with_the_contents_and_the_members_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = (
        Report("first", "第一", _sheet),
        Report("second", "第二", lambda asked: [_sheet(asked)] * 2),
    )
    cover, *leaves = _bound(monkeypatch, _year(books_of()), first, second)
    assert (
        isinstance(cover, Form)
        and cover.title == "一册"
        and any(isinstance(p, Contents) for p in cover.parts)
    )
    assert _fields(cover)["信用代码"] == "51341004MJB000001D"
    assert len(leaves) == 3


def test_a_member_that_has_nothing_to_show_is_named_on_the_cover_with_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leaves = _bound(
        monkeypatch, _year(books_of()), Report("none", "大额登记簿", _nothing), Report("a", "甲", _sheet)
    )
    assert "大额登记簿：无。本期没有可列的" in _said(leaves[0]) and len(leaves) == 2


def test_a_cover_where_everything_is_there_speaks_of_nothing_that_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "无" not in _said(_bound(monkeypatch, _year(books_of()), Report("a", "甲", _sheet))[0])


def test_a_member_of_a_day_is_asked_for_the_packs_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    today = []

    def told(asked: Asked) -> Sheet:
        today.append(asked.today)
        return _sheet(asked)

    member = Report("a", "甲", told, spans=frozenset())
    _, leaf = _bound(monkeypatch, asked_of(books_of(), "2026", date(2027, 3, 1)), member)
    assert isinstance(leaf, Sheet) and leaf.rows[0].cells == ("截至2026-12-31",)
    _bound(monkeypatch, asked_of(books_of(), "2026", date(2026, 9, 9)), member)
    assert today == [date(2026, 12, 31), date(2026, 9, 9)]


def test_a_member_that_is_not_for_the_packs_reader_is_made_as_for_the_board_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = replace(_year(books_of()), audience=Audience.TOWNSHIP)
    board = Report("board", "公示", _sheet, audiences=(Audience.BOARD,))
    inner = Report("inner", "内部表", _sheet, audiences=(Audience.AUDITOR,))
    cover, leaf = _bound(monkeypatch, asked, board, inner)
    assert leaf.title == "给board的表"
    assert "内部表：无。" in _said(cover)


@pytest.mark.parametrize("module", PACKS, ids=lambda module: module.__name__)
def test_every_member_is_a_report_of_the_table(module: object) -> None:
    names = [item for item in module.ITEMS if isinstance(item, str)]  # type: ignore[attr-defined]
    assert names and len(set(names)) == len(names)
    assert all(isinstance(report(name), Report) for name in names)


def test_every_pack_stands_in_the_table() -> None:
    places = [line.place for line in TABLE.values()]
    assert all(module.__name__.removeprefix("reports.") in places for module in PACKS)
    assert all(import_module(module.__name__).REPORT.name in TABLE for module in PACKS)


def test_the_years_volume_holds_statements_books_and_every_voucher() -> None:
    books = books_of(*made.seed(), made.donation("50.00", 3), made.expense("30.00", 4))
    cover, *leaves = year_end.REPORT.leaves(_year(books))
    titles = [leaf.title for leaf in leaves]
    for title in (
        "资产负债表",
        "业务活动表",
        "现金流量表",
        "会计报表附注",
        "科目余额表",
        "总账",
        "基金收支情况表",
    ):
        assert title in titles
    assert titles.count("记账凭证") >= len(books.transactions) and cover.title == "2026年年终资料册"


def test_a_month_is_sent_with_its_notice_and_filing_once_it_is_over() -> None:
    books = books_of(*made.seed(), *made.case(), made.relief())
    asked = replace(
        asked_of(
            books,
            "2026-07",
            date(2026, 8, 3),
        ),
        head="ab" * 32,
    )
    cover, *leaves = monthly.REPORT.leaves(replace(asked, audience=Audience.TOWNSHIP))
    assert _fields(cover)["报送单位"] == "岩寺镇"
    titles = [leaf.title for leaf in leaves]
    assert titles[-3:] == ["救助情况备案表", "互助社资金收支情况", "基金收支情况表"] and len(titles) == 4
    with pytest.raises(Mistake, match="还没有过完"):
        monthly.REPORT.leaves(replace(asked, audience=Audience.TOWNSHIP, today=date(2026, 7, 31)))


def test_a_month_before_the_society_was_registered_is_a_sentence() -> None:
    asked = replace(asked_of(books_of(), "2026-05", date(2026, 8, 3)), head="ab" * 32)
    cover = monthly.REPORT.leaves(asked)[0]
    assert "救助情况公示：无。2026-05时互助社还没有登记，不用公示" in _said(cover)

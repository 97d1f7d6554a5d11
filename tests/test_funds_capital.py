"""Money put into net assets: told where it lies and never twice; and the pictures that stand beside the tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from ledger import chart
from ledger.books import Books
from ledger.mistake import Mistake
from reports.drawing.draw import draw
from reports.forms import Form, Paper, Picture
from reports.funds.donor_statement import REPORT as DONOR
from reports.funds.donor_statement import donor_statement, flow_of
from reports.funds.subsidy_trace import REPORT as TRACE
from reports.funds.subsidy_trace import subsidy_trace
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of
from tests.test_lineage import PLACES, _books
from tests.test_sankey import MOVES
from tests.trials import trials

BANK = f"{made.BANK}:{chart.SUBSIDY_FUND}"
END = date(2026, 12, 31)


def came(books: Books, code: str) -> Decimal:
    """What was booked as income of a code into a place, in yuan."""
    return sum((-leg.amount for leg in books.income if leg.account.code == code), Decimal("0.00"))


def test_a_subsidy_that_went_into_net_assets_is_told_once() -> None:
    books = _books((0, chart.SUBSIDIES, BANK, 1000_01), (1, BANK, chart.UNRESTRICTED, 300_01))
    assert [line.split("|")[0] for line in rows(subsidy_trace(books, END, ""))][1:] == [
        "结存：银行存款—农商行基本户—财政补助", "转入：非限定性净资产", "小计", "合计",
    ]  # fmt: skip
    assert rows(subsidy_trace(books, END, ""))[-1] == "合计|1,000.01"


def test_what_was_taken_out_of_net_assets_again_is_followed_on() -> None:
    moves = (
        (0, chart.SUBSIDIES, BANK, 1000_01), (1, BANK, chart.UNRESTRICTED, 300_01),
        (2, chart.UNRESTRICTED, BANK, 300_01), (3, BANK, chart.OFFICE, 900_01),
    )  # fmt: skip
    told = rows(subsidy_trace(_books(*moves), END, ""))
    assert told[-1] == "合计|1,000.01"
    assert not any(line.startswith("转入") for line in told)


def test_a_gift_that_went_into_net_assets_is_told_once() -> None:
    place = PLACES[3]
    books = _books((0, chart.DONATIONS, place, 500_01), (1, place, chart.UNRESTRICTED, 200_01))
    assert rows(donor_statement(books, date(2026, 1, 1), END, ""))[1:] == [
        "转入净资产|200.01", "还在账上，等待使用|300.00", "小计|500.01",
    ]  # fmt: skip


@trials(80)
@given(MOVES)
def test_the_gifts_of_a_donor_statement_sum_to_what_was_given(moves: list[tuple[int, str, str, int]]) -> None:
    plain = [
        m for m in moves if chart.DONATIONS not in m[1:3] or (m[1] == chart.DONATIONS and m[2] in PLACES)
    ]
    books = _books(*plain)
    sheet = donor_statement(books, date(2026, 1, 1), END, "")
    total = sum((r.cells[-1] for r in sheet.rows if r.style == "subtotal"), Decimal("0.00"))  # type: ignore[misc]
    assert total == came(books, "4101")


def test_the_picture_stands_before_the_entries_in_every_format() -> None:
    books = books_of(*made.seed(), made.draw("500.00", 2), *made.case("500.00", 8), made.relief("500.00", 9))
    for report in (TRACE, DONOR):
        asked = asked_of(books, "2026")
        picture, detail = report.leaves(asked)
        assert isinstance(picture, Form) and isinstance(detail, Sheet)
        drawing = picture.parts[0]
        assert isinstance(drawing, Picture) and b'font-family="Noto Sans SC' in drawing.content
        paper = Paper(report.title, (picture, detail))
        assert draw(paper, "pdf").startswith(b"%PDF") and "还在账上" in draw(paper, "csv").decode("utf-8-sig")


def test_where_nothing_came_there_is_no_picture() -> None:
    (sheet,) = TRACE.leaves(asked_of(books_of(made.donation("5.00", 1)), "2026"))
    assert isinstance(sheet, Sheet) and rows(sheet) == ["合计|0.00"]


def test_the_picture_of_one_donor_holds_their_gifts_only() -> None:
    books = books_of(
        made.donation("500.00", 1, donor="老李"), made.donation("70.00", 1), made.collective("9.00", 1)
    )
    assert flow_of(books, date(2026, 7, 1), END).total == Decimal("579.00")
    assert flow_of(books, date(2026, 7, 1), END, "老李").total == Decimal("500.00")
    assert flow_of(books, date(2026, 7, 2), END).total == Decimal("0.00")
    with pytest.raises(Mistake, match="没有“老张”的捐赠"):
        DONOR.leaves(asked_of(books, "2026", donor="老张"))


def test_who_took_their_consent_back_is_not_named_any_more() -> None:
    books = books_of(
        made.donation("5.00", 1, donor="老李", publish=True), made.donation("6.00", 2, donor="老李", publish=False),
        made.donation("7.00", 3, donor="老赵", publish=False), made.donation("8.00", 4, donor="老赵", publish=True),
    )  # fmt: skip
    said = str(donor_statement(books, date(2026, 7, 1), END, ""))
    assert "老李" not in said
    assert said.count("老赵") == 1, "the gift that they agreed to"
    before = str(donor_statement(books, date(2026, 7, 1), date(2026, 7, 1), ""))
    assert "老李" in before

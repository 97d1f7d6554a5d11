"""The roll of honour: who agreed is named with all they gave; whoever did not is one of the 爱心人士."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ledger.books import Books
from ledger.events import moves
from ledger.events.event import Event
from reports.publicity.donors_roll import REPORT, givers
from reports.report import Audience
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def roll(*events: Event, audience: Audience = Audience.BOARD, of: str = "2026") -> list[str]:
    (sheet,) = REPORT.leaves(replace(asked_of(books_of(*events), of), audience=audience))
    assert isinstance(sheet, Sheet)
    return rows(sheet)


def test_who_gave_most_stands_first_and_gifts_of_one_giver_are_one_line() -> None:
    assert roll(
        made.donation("100.00", 1, donor="老王", publish=True), made.donation("150.00", 2, donor="老李", publish=True),
        made.donation("60.00", 3, donor="老王", publish=True),
    ) == ["1|老王|2|160.00|0.00|160.00", "2|老李|1|150.00|0.00|150.00", "合计|3|310.00|0.00|310.00"]  # fmt: skip


def test_whoever_did_not_agree_is_one_line_at_the_end_whatever_they_gave() -> None:
    events = (
        made.donation("900.00", 1, donor="老张"), made.donation("5.00", 2, donor="老赵"),
        made.donation("7.00", 3, donor="老李", publish=True),
    )  # fmt: skip
    for audience in (Audience.BOARD, Audience.PUBLIC):
        assert roll(*events, audience=audience)[:2] == [
            "1|老李|1|7.00|0.00|7.00",
            "2|爱心人士|2|905.00|0.00|905.00",
        ]
    assert roll(*events, audience=Audience.AUDITOR)[0] == "1|老张|1|900.00|0.00|900.00"


@pytest.mark.parametrize("name", ["匿名", "微信爱心人士", "江*英"])
def test_a_name_that_names_nobody_is_not_listed_as_a_giver(name: str) -> None:
    assert roll(made.donation("5.00", 1, donor=name, publish=True))[0].startswith("1|爱心人士")


def test_a_firm_that_agreed_stands_as_it_is_written() -> None:
    assert roll(made.donation("5.00", 1, donor="徽州某建筑公司", publish=True))[0].startswith(
        "1|徽州某建筑公司"
    )


def test_goods_stand_in_words_and_at_their_booked_value() -> None:
    assert roll(made.rice(10, 5, publish=True), made.donation("1.00", 6, donor="岩寺粮站", publish=True)) == [
        "1|岩寺粮站|2|1.00|大米（10）|600.00|601.00", "合计|2|1.00|600.00|601.00",
    ]  # fmt: skip


def test_the_purpose_of_goods_does_not_name_whom_the_roll_does_not() -> None:
    assert (
        roll(made.rice(10, 5, donor="老张", narration="老张捐赠大米"))[0]
        == "1|爱心人士|1|0.00|大米（10）|600.00|600.00"
    )
    assert "|实物（10）|" in roll(made.rice(10, 5, donor="老张", narration="老张"))[0]


def test_the_village_collective_is_named_also_where_it_gave_capital() -> None:
    assert (
        roll(made.collective("20000.00", 1, as_="capital"))[0]
        == "1|石岗村经济合作社|1|20,000.00|0.00|20,000.00"
    )
    assert roll(made.subsidy("10000.00", 1, as_="capital")) == ["合计|0|0.00|0.00|0.00"]


def test_what_was_reversed_was_never_given_and_neighbouring_days_are_not_counted() -> None:
    undo = moves.Reverse(
        date=date(2026, 7, 9), recorded_by="wangwu", amount=Decimal("66.00"), narration="记错", reverses="2026-07-001",
        lines=((f"{made.BANK}:03社会捐赠", Decimal("-66.00")), (made.chart.DONATIONS, Decimal("66.00"))),
    )  # fmt: skip
    gone = made.donation("66.00", 2, voucher="2026-07-001", publish=True)
    outside = (made.donation("1.00", date(2026, 6, 30)), made.donation("2.00", date(2026, 8, 1)))
    assert roll(gone, undo, *outside, of="2026-07") == ["合计|0|0.00|0.00|0.00"]
    assert roll(*outside, of="2026Q3") == ["1|爱心人士|1|2.00|0.00|2.00", "合计|1|2.00|0.00|2.00"]


def test_an_empty_roll_says_so() -> None:
    (sheet,) = REPORT.leaves(replace(asked_of(books_of(), "2026-07"), audience=Audience.BOARD))
    assert isinstance(sheet, Sheet) and sheet.notes == ("2026年7月没有收到捐赠。",)


def test_consent_taken_back_takes_the_name_off_the_whole_roll() -> None:
    books: Books = books_of(
        made.donation("5.00", 1, donor="老李", publish=True),
        made.donation("6.00", 2, donor="老李", publish=False),
    )
    assert [giver.name for giver in givers(books, *YEAR)] == ["爱心人士"]
    assert [giver.name for giver in givers(books, YEAR[0], date(2026, 7, 1))] == ["老李"]

"""The start-up money: receipt by receipt, and beside what the policy asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ledger import chart
from ledger.books import Books
from ledger.events import moves
from ledger.events.event import Event
from ledger.seed import received
from reports.forms import Form
from reports.funds.seed_receipts import receipts
from reports.funds.start_up import REPORT, complete_by, listed
from reports.report import Audience
from reports.rows import Row, Sheet, shown
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of
from tests.test_lineage import PLACES, _books
from tests.trials import trials

END = date(2026, 12, 31)
GRACE = date(2026, 9, 18)
"""Ninety days after the registration of 20 June."""


def tables(books: Books, today: date = END) -> tuple[Sheet, Sheet]:
    (form,) = REPORT.leaves(asked_of(books, "", today))
    assert isinstance(form, Form)
    asked, came = (part for part in form.parts if isinstance(part, Sheet))
    return asked, came


def lines(found: list[Row]) -> list[str]:
    return ["|".join(filter(None, map(shown, row.cells))) for row in found]


def test_what_is_asked_stands_beside_what_came() -> None:
    asked, came = tables(books_of(*made.seed()))
    assert rows(asked) == [
        "启动资金合计|30,000.00|30,000.00|0.00|已到位",
        "其中：区财政补助|10,000.00|10,000.00|0.00|已到位",
        "其中：村集体支持和社会捐赠|20,000.00|20,000.00|0.00|已到位",
        "其中：村集体支持|10,000.00",
    ]
    assert "由区财政一次性补助1万元" in asked.notes[1]
    assert rows(came) == [
        "区财政补助", "徽州区财政局|2026-06-25|徽财社〔2026〕12号|收入|10,000.00", "小计|10,000.00",
        "村集体支持", f"石岗村经济合作社|2026-06-25|{made.COLLECTIVE}|收入|10,000.00", "小计|10,000.00",
        "社会捐赠", "老王|2026-06-25|自愿放弃|收入|10,000.00", "小计|10,000.00", "合计|30,000.00",
    ]  # fmt: skip


def test_one_fen_too_little_is_not_there_yet() -> None:
    short = [made.subsidy("10000.00", 1), made.collective("19999.99", 1)]
    asked, _ = tables(books_of(*short))
    assert rows(asked)[0] == "启动资金合计|30,000.00|29,999.99|-0.01|未到位"
    assert rows(asked)[2].endswith("-0.01|未到位")


def test_what_came_when_all_was_there_and_the_days_of_grace_were_over_is_not_start_up_money() -> None:
    last_day, too_late = made.donation("5.00", GRACE), made.donation("7.00", date(2026, 9, 19))
    _, came = tables(books_of(*made.seed(), last_day, too_late))
    assert rows(came)[-1] == "合计|30,005.00" and "宽限期满" in came.notes[0]


def test_while_it_is_not_complete_everything_that_came_counts() -> None:
    late = [made.subsidy("10000.00", 1), made.collective("20000.00", date(2026, 10, 1))]
    books = books_of(*late)
    assert rows(tables(books)[1])[-1] == "合计|30,000.00"
    assert rows(tables(books, GRACE)[1])[-1] == "合计|10,000.00"


def test_a_reversed_gift_and_a_promise_are_no_receipts() -> None:
    undo = moves.Reverse(
        date=date(2026, 7, 9), recorded_by="wangwu", amount=Decimal("66.00"), narration="记错", reverses="2026-07-001",
        lines=((f"{made.BANK}:03社会捐赠", Decimal("-66.00")), (chart.DONATIONS, Decimal("66.00"))),
    )  # fmt: skip
    books = books_of(made.donation("66.00", 2, voucher="2026-07-001"), undo, made.donation("7.00", 3))
    assert [each.amount for each in receipts(books, END)] == [Decimal("7.00")]
    promised = _books((0, chart.DONATIONS, chart.RECEIVABLE, 500), (1, chart.DONATIONS, PLACES[0], 7))
    assert [each.amount for each in receipts(promised, END)] == [Decimal("0.07")]


def test_money_put_in_as_capital_and_goods_count() -> None:
    events: list[Event] = [
        made.subsidy("10000.00", 1, as_="capital"), made.collective("20000.00", 1, as_="capital"), made.rice(10, 5),
    ]  # fmt: skip
    _, came = tables(books_of(*events))
    assert [line for line in rows(came) if "净资产" in line] == [
        "徽州区财政局|2026-07-01|徽财社〔2026〕12号|净资产|10,000.00",
        f"石岗村经济合作社|2026-07-01|{made.COLLECTIVE}|净资产|20,000.00",
    ]
    assert rows(came)[-1] == "合计|30,600.00"


def test_a_giver_who_did_not_agree_is_named_to_officers_only() -> None:
    books = books_of(
        made.donation("1.00", 1, donor="老王"), made.donation("2.00", 2, donor="老李", publish=True)
    )
    outside = lines(listed(books, END, named=False))
    assert outside[4:8] == [
        "社会捐赠",
        "老李|2026-07-02|自愿放弃|收入|2.00",
        "爱心人士（1笔）|1.00",
        "小计|3.00",
    ]
    assert "老王" in "".join(lines(listed(books, END, named=True)))


def test_the_report_for_the_public_names_nobody_who_did_not_agree() -> None:
    asked = asked_of(books_of(*made.seed()), "", END)
    public = REPORT.leaves(asked.__class__(asked.books, asked.period, Audience.PUBLIC, asked.today))
    assert "老王" not in str(public)


@trials(40)
@given(
    some.lists(
        some.tuples(
            some.sampled_from(["donation", "fee", "subsidy", "collective", "expense", "rice"]),
            some.dates(date(2026, 6, 25), date(2026, 12, 31)),
            some.integers(1, 900_000),
            some.booleans(),
        ),
        max_size=10,
    ),
    some.dates(date(2026, 6, 25), END),
)
def test_the_receipts_sum_to_what_the_rule_judges(drawn: list[tuple[str, date, int, bool]], by: date) -> None:
    events: list[Event] = []
    for kind, day, fen, capital in drawn:
        amount, more = Decimal(fen).scaleb(-2), {}
        if kind == "rice":
            events.append(made.rice(fen % 9 + 1, day))
            continue
        if kind in ("subsidy", "collective"):
            more = {"as_": "capital" if capital else "income"}
        events.append(getattr(made, kind)(amount, day, **more))
    books = books_of(*events)
    seed = received(books, by)
    sums = dict.fromkeys(("区财政补助", "村集体支持", "社会捐赠"), Decimal("0.00"))
    for each in receipts(books, by):
        sums[each.source] += each.amount
    assert [*sums.values()] == [seed.subsidy, seed.collective, seed.other - seed.collective]


@pytest.mark.parametrize("day", [date(2026, 6, 25), GRACE, date(2026, 9, 19)])
def test_until_when_receipts_count(day: date) -> None:
    books = books_of(*made.seed())
    registered = books.facts.registration
    assert registered
    assert complete_by(books, registered, day) == min(day, GRACE)
    assert complete_by(books_of(), registered, day) == day


def test_the_fund_decides_before_the_channel() -> None:
    given = made.donation("5.00", 1, fund=chart.COLLECTIVE_FUND)
    books = books_of(given)
    assert [each.source for each in receipts(books, END)] == ["村集体支持"]
    assert "老王" not in "".join(lines(listed(books, END, named=False))), "a villager is no collective"

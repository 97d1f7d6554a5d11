"""Money between a wallet and the bank: nothing that reads the books is led astray by it, also where it is below zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ledger import chart, load
from ledger.books import Books
from ledger.events.facts import AccountsOpened
from ledger.events.moves import Move
from ledger.lineage import Lineage
from ledger.notices.rows import Months
from ledger.statements import in_transit, under_way
from plugins.table import RULES
from reports.funds.donor_statement import donor_statement
from reports.funds.fund_statement import fund_statement
from tests import societies as made
from tests.books_of import books_of
from tests.terminal import huzhu

END = date(2026, 12, 31)
OPENED = AccountsOpened(
    date=date(2026, 6, 20), recorded_by="lisi",
    accounts=tuple(chart.leaf(a, chart.DONATION_FUND) for a in chart.TRANSIT),
)  # fmt: skip


def move(source: str, target: str, day: int, amount: str = "500.00") -> Move:
    """Money goes from one place to another on a day of July."""
    return Move(
        date=date(2026, 7, day), recorded_by="wangwu", amount=amount, narration="提现", account=source, to_account=target
    )  # fmt: skip


def emptied(left: int, arrived: int) -> list[Move]:
    """The wallet is emptied into the bank: each paper tells one end, on its own day."""
    return [
        move(chart.WECHAT, chart.WECHAT_TRANSIT, left), move(chart.WECHAT_TRANSIT, made.BANK, arrived),
    ]  # fmt: skip


def gift_and_relief(left: int, arrived: int) -> Books:
    """A gift by WeChat is taken to the bank and out of it, and pays relief."""
    gift = made.donation("500.00", 1, account=chart.WECHAT, donor="爱心甲")
    out = [made.draw("500.00", 20), *made.case("500.00", 21), made.relief("500.00", 22)]
    return books_of(OPENED, gift, *emptied(left, arrived), *out)


def became(books: Books) -> list[tuple[str, str]]:
    """What the gift became, as its donor is told."""
    sheet = donor_statement(books, date(2026, 7, 1), END, "", "爱心甲")
    return [(str(r.cells[0]), str(r.cells[-1])) for r in sheet.rows[1:-1]]


def test_a_gift_is_followed_through_whichever_paper_dates_its_end_first() -> None:
    expected = [("应急救助（疾病）", "500.00")]
    for left, arrived in ((2, 2), (2, 5), (5, 2)):
        assert became(gift_and_relief(left, arrived)) == expected, (left, arrived)


def test_a_day_between_the_two_papers_knows_only_what_was_booked_by_then() -> None:
    books = gift_and_relief(5, 2)
    lots = Lineage(books, until=date(2026, 7, 3)).held
    wallet, bank = (chart.leaf(h, chart.DONATION_FUND) for h in (chart.WECHAT, made.BANK))
    assert [lot.amount for lot in lots[wallet]] == [Decimal("500.00")]
    assert [lot.origin for lot in lots[bank]] == [None]


@given(st.permutations([(2, 2), (3, 5), (9, 6), (12, 11)]), st.integers(0, 4))
def test_whatever_the_order_of_the_papers_all_that_left_arrives(
    days: list[tuple[int, int]], told: int
) -> None:
    gift = made.donation("2000.00", 1, account=chart.WECHAT)
    moves = [
        m for n, (left, arrived) in enumerate(days) for m in emptied(left, arrived)[: 2 if n < told else 1]
    ]
    books = books_of(OPENED, gift, *moves)
    open_, pairs = under_way(books)
    left = [leg for legs in open_.values() for leg in legs]
    assert len(pairs) == told and sum(leg.amount for leg in left) == Decimal(500) * (4 - told)
    held = Lineage(books).held
    origins = {lot.origin.payee for lots in held.values() for lot in lots if lot.origin}
    assert all(lot.origin for lots in held.values() for lot in lots) and origins == {"老王"}


def test_the_fund_statement_and_the_notice_count_money_in_transit_above_and_below_zero() -> None:
    gift = made.donation("500.00", 1, account=chart.WECHAT)
    for told in (emptied(2, 3), emptied(2, 3)[:1], emptied(2, 3)[1:]):
        books = books_of(OPENED, *made.seed(), gift, *told)
        total = fund_statement(books, date(2026, 7, 1), date(2026, 7, 31), "").rows[-1]
        assert total.cells[-2] == Decimal("30500.00")
        assert Months(books).notice("2026-07", date(2026, 8, 3), "0" * 64).closing == Decimal("30500.00")


def test_no_rule_calls_money_in_transit_an_error_also_below_zero() -> None:
    gift = made.donation("500.00", 1, account=chart.WECHAT)
    for told in (emptied(2, 3)[:1], emptied(2, 3)[1:]):
        books = books_of(OPENED, *made.seed(), gift, *told)
        found = [f for rule in RULES for f in rule.findings(books, books.policy)[0]]
        spoken = [f for f in found if any(f.entry is t for t in books.transactions if "提现" in t.narration)]
        told_of = {f.rule for f in spoken if f.severity == "error"}
        assert told_of == {"voucher_numbers"}, "books of events that no journal wrote have no numbers"


def test_a_month_with_money_in_transit_below_zero_is_closed_sealed_and_verified(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    for event in (OPENED, made.donation("500.00", 1, account=chart.WECHAT), emptied(2, 3)[1]):
        made.record(society, event)
    closed = huzhu("close", "2026-07", "--date", "2026-08-10", books=society.folder)
    assert closed.code == 0, closed.all
    sealed = (society.seals / "2026-07.json").read_text(encoding="utf-8")
    assert "微信在途" in sealed and "-500.00" in sealed
    verified = huzhu("trail", "verify", books=society.folder)
    assert verified.code == 0, verified.all
    books = Books(load.load(society).entries, {})
    assert [leg.amount for legs in in_transit(books).values() for leg in legs] == [Decimal("-500.00")]

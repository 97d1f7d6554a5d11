"""The journals of cash and bank: the balance after each entry, each day and month added up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from huzhu.reading import read
from ledger import chart
from ledger.chart import parse
from ledger.events import moves
from reports.books.journals import NOTHING, bank_journal, cash_journal
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of
from tests.golden_year import golden


def test_the_drawer_is_added_up_each_day_that_had_more_than_one_entry() -> None:
    books = books_of(
        *made.seed(), made.draw("500.00", 2, voucher="2026-07-001"),
        made.draw("100.00", 2, fund=chart.COLLECTIVE_FUND, voucher="2026-07-002"), *made.case("450.00", 8),
        made.relief("450.00", 9, voucher="2026-07-003"),
    )  # fmt: skip
    sheet = cash_journal(asked_of(books, "2026-07"))
    assert rows(sheet) == [
        "2026-07-01|期初余额|0.00",
        "2026-07-02|记-1|支取备用金|银行存款|社会捐赠|500.00|500.00",
        "2026-07-02|记-2|支取备用金|银行存款|集体支持|100.00|600.00",
        "2026-07-02|本日合计|600.00|0.00|600.00",
        "2026-07-09|记-3|应急救助　汪*|业务活动成本|社会捐赠|450.00|150.00",
        "2026-07-31|本月合计|600.00|450.00|150.00",
        "2026-07-31|本年累计|600.00|450.00|150.00",
    ]
    assert (sheet.title, sheet.notes) == ("现金日记账", ())
    assert [c.title for c in sheet.columns[:4]] == ["日期", "凭证号", "摘要", "对方科目"]


def test_a_drawer_without_entries_says_so() -> None:
    sheet = cash_journal(asked_of(books_of(*made.seed()), "2026-07"))
    assert rows(sheet) == ["2026-07-01|期初余额|0.00"] and sheet.notes == (NOTHING,)


def test_each_bank_account_and_each_used_wallet_has_a_leaf_of_its_own() -> None:
    move = moves.Move(
        date=date(2026, 7, 3), recorded_by="wangwu", amount=Decimal("100.00"), narration="提现", account=chart.WECHAT,
        to_account=made.BANK, fee=Decimal("0.10"), voucher="2026-07-002",
    )  # fmt: skip
    books = books_of(made.donation("100.00", 1, account=chart.WECHAT, voucher="2026-07-001"), move)
    bank, wallet = bank_journal(asked_of(books, "2026-07"))
    assert (bank.title, wallet.title) == ("银行存款日记账", "其他货币资金日记账")
    assert bank.subtitle.endswith("账户：农商行基本户") and wallet.subtitle.endswith("账户：微信")
    assert rows(bank)[1] == "2026-07-03|记-2|提现|其他货币资金|社会捐赠|99.90|99.90"
    assert rows(wallet)[2] == "2026-07-03|记-2|提现|银行存款、管理费用|社会捐赠|100.00|0.00"


def test_an_unused_bank_account_has_a_leaf_and_an_unused_wallet_none() -> None:
    (bank,) = bank_journal(asked_of(books_of(), "2026-07"))
    assert bank.notes == (NOTHING,) and bank.subtitle.endswith("农商行基本户")


def test_a_transfer_between_funds_leaves_the_bank_s_balance() -> None:
    books = books_of(*made.seed(), made.resolution(), made.transfer("2000.00", 5))
    (bank,) = bank_journal(asked_of(books, "2026-07"))
    assert rows(bank)[1:4] == [
        "2026-07-05|基金间转移|银行存款|社会捐赠|2,000.00|32,000.00",
        "2026-07-05|基金间转移|银行存款|集体支持|2,000.00|30,000.00",
        "2026-07-05|本日合计|2,000.00|2,000.00|30,000.00",
    ]


@pytest.mark.parametrize("of", ["2025-12", "2026-06"])
def test_the_journals_end_with_what_each_place_holds(of: str) -> None:
    books = read(golden())[0]
    asked = asked_of(books, of, today=date(2026, 7, 20))
    held: dict[str, Decimal] = {}
    for leg in books.legs:
        if leg.account.is_money and leg.entry.date <= asked.period.last:
            place = parse(leg.account.name).holder
            held[place] = held.get(place, Decimal(0)) + leg.amount
    ended = [sheet.rows[-1].cells[-1] for sheet in (cash_journal(asked), *bank_journal(asked))]
    assert sorted(yuan for yuan in held.values() if yuan) == sorted(
        e for e in ended if isinstance(e, Decimal) and e
    )

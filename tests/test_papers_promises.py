"""What papers promise, tried where it is hardest: undone entries, corrections, doubts, look-alikes, hands of others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from huzhu.statements import books, held_on
from ledger.chart import CASH, STANDARD_FUNDS, WECHAT, WECHAT_TRANSIT, bank_account, leaf
from ledger.district import Society
from ledger.events.facts import AccountsOpened
from ledger.events.statements import AllocationMade
from ledger.load import load
from ledger.statements import allocations, in_transit, named, waiting
from tests import societies as made
from tests.bank_csv import NAME, Moved, paper
from tests.terminal import Said, bytes_of, huzhu
from tests.test_by_hand import CASH_ROW, MAP, register
from tests.wechat_bill import csv_bill, line

GIFT: Moved = ("2026-07-06 10:00:00", "500.00", "石桥镇供销社", "转账", "捐赠")
LATER: Moved = ("2026-07-20 10:00:00", "70.00", "周四婶", "转账", "")
ARRIVED: Moved = ("2026-07-06 08:00:00", "90.00", "财付通支付科技有限公司", "转账", "微信零钱提现")
OTHER_BANK = bank_account(2, "农行专户")
CARD = "农业银行(1234)"
WITH_CARD = ("--card", f"{CARD}=银行")
BANK = ("--account", "农商行基本户")
JULY = date(2026, 7, 31)


@pytest.fixture
def society(tmp_path: Path) -> Society:
    return made.shigang(tmp_path)


def take(place: Society, *words: Path | str) -> Said:
    said = huzhu("import", *words, books=place.folder)
    assert said.code == 0 and not said.err, said
    return said


def review(place: Society, *words: str, typed: str = "", keyboard: bool = False) -> Said:
    return huzhu("review", *words, books=place.folder, typed=typed, keyboard=keyboard)


def rows(place: Society) -> list[tuple[str, Decimal, str]]:
    return [(w.way, w.amount, w.account) for w in waiting(books(place))]


def link(place: Society, amount: str) -> str:
    return next(w.link for w in waiting(books(place)) if w.amount == Decimal(amount))


def booked(place: Society) -> list[Any]:
    return [t for t in books(place).transactions if t.meta.get("source")]


def held(place: Society, holder: str) -> Decimal:
    return held_on(books(place), holder, JULY)


def bill(folder: Path, *lines: list[str], name: str = "微信.csv") -> Path:
    path = folder / name
    path.write_bytes(csv_bill(list(lines)))
    return path


def reverse(place: Society) -> None:
    """Reverse the one entry that came from a paper."""
    (entry,) = booked(place)
    said = huzhu("record", "reverse", "--voucher", entry.meta["voucher"], "--reason", "不是捐款", "--date", "2026-07-06",
                 "--approved-by", "zhangsan", "--paid-by", "zhaoliu", books=place.folder)  # fmt: skip
    assert said.code == 0, said


def allocation(place: Society, **more: Any) -> None:
    made.record(place, AllocationMade(**{
        "date": date(2026, 7, 1), "recorded_by": "wangwu", "number": "GL-2026-001", "becomes": "捐赠",
        "channel": "主动捐赠"} | more))  # fmt: skip


def withdrawal(**more: str) -> list[str]:
    return line(**{"at": "2026-07-04 09:00:00", "kind": "零钱提现", "who": CARD, "way": "/", "amount": "¥90.10", "account": CARD,
                   "status": "提现已到账", "id": "2072600002", "memo": "服务费¥0.10"} | more)  # fmt: skip


# An entry that was reversed


def test_a_row_whose_entry_was_reversed_waits_again_and_is_booked_by_a_person(
    society: Society, tmp_path: Path
) -> None:
    allocation(society, payer="石桥镇供销社")
    path = paper(tmp_path, [GIFT, LATER])
    take(society, path, *BANK)
    reverse(society)
    assert "待核2" in take(society, path).out
    assert ("收", Decimal("500.00"), made.BANK) in rows(society)
    once = bytes_of(society.folder)
    take(society, path)
    assert bytes_of(society.folder) == once
    assert review(society, link(society, "500.00"), "--as", "捐赠", "--channel", "村内互助").code == 0
    assert len(rows(society)) == 1 and held(society, made.BANK) == Decimal("30500.00")
    assert load(society).errors == []
    assert "跳过1，待核1" in take(society, path).out
    told = huzhu("report", "reconciliation", "--month", "2026-07", books=society.folder).out
    assert "冲销" not in told and "70.00" in told


def test_a_row_recorded_by_hand_after_its_entry_was_reversed_is_not_booked_again(
    society: Society, tmp_path: Path
) -> None:
    allocation(society, payer="石桥镇供销社")
    path = paper(tmp_path, [GIFT, LATER])
    take(society, path, *BANK)
    reverse(society)
    made.record(society, made.donation("500.00", 6))
    voucher = books(society).transactions[-1].meta["voucher"]
    take(society, path)
    assert held(society, made.BANK) == Decimal("30500.00") and len(rows(society)) == 2
    assert f"[1] 账里 {voucher} 已有这一笔" in review(society, typed="1q", keyboard=True).out
    assert len(rows(society)) == 1 and held(society, made.BANK) == Decimal("30500.00")


# The wrong account


def test_a_statement_of_the_wrong_account_is_put_right_by_importing_it_again(
    society: Society, tmp_path: Path
) -> None:
    leaves = tuple(leaf(OTHER_BANK, fund) for fund in STANDARD_FUNDS)
    made.record(society, AccountsOpened(date=date(2026, 1, 1), recorded_by="lisi", accounts=leaves))
    path = paper(tmp_path, [GIFT, LATER])
    take(society, path, "--account", "农行专户")
    assert {a for *_, a in rows(society)} == {OTHER_BANK}
    older = paper(
        tmp_path,
        [("2026-07-02 10:00:00", "5.00", "吴五", "转账", ""), GIFT, LATER],
        "29995.00",
        name="全.csv",
    )
    take(society, older, *BANK)
    take(society, path, *BANK)
    assert {a for *_, a in rows(society)} == {made.BANK} and named(books(society)) == {NAME: made.BANK}
    once = bytes_of(society.folder)
    assert "待核2" in take(society, path).out
    assert bytes_of(society.folder) == once
    said = huzhu("report", "reconciliation", "--month", "2026-07", books=society.folder)
    assert "农行专户　对账单" not in said.out
    assert "还说不清" not in said.out, said.out


def test_a_wallet_s_bill_is_not_a_bank_account_s(society: Society, tmp_path: Path) -> None:
    before = bytes_of(society.folder)
    said = huzhu("import", bill(tmp_path, line(at="2026-07-03 09:00:00")), *BANK, books=society.folder)
    assert said.code == 2 and bytes_of(society.folder) == before, said


def test_a_bank_s_statement_is_not_a_wallet_s(society: Society, tmp_path: Path) -> None:
    before = bytes_of(society.folder)
    said = huzhu("import", paper(tmp_path, [GIFT]), "--account", "微信", books=society.folder)
    assert said.code == 2 and bytes_of(society.folder) == before, said


# What is doubtful stays with a person


def test_a_row_of_which_the_paper_leaves_doubt_is_booked_by_no_allocation(
    society: Society, tmp_path: Path
) -> None:
    allocation(society, payer="王大伯")
    path = bill(tmp_path, line(at="2026-07-03 09:00:00", status="待确认收款"))
    assert "待核1" in take(society, path).out and booked(society) == []
    take(society, path)
    review(society)
    assert booked(society) == [] and len(rows(society)) == 1


def test_a_red_packet_of_the_sum_under_way_is_a_gift_and_no_arrival(society: Society, tmp_path: Path) -> None:
    first = [line(at="2026-07-03 09:00:00", amount="¥300.00", id="1000050001"), withdrawal()]
    packet = line(at="2026-07-05 09:00:00", amount="¥90.00", kind="微信红包", what="/", id="1000050003")
    for path in (bill(tmp_path, *first), bill(tmp_path, *first, packet, name="后.csv")):
        take(society, path, "--channel", "主动捐赠", *WITH_CARD)
    assert sum(leg.amount for legs in in_transit(books(society)).values() for leg in legs) == Decimal("90.00")
    assert held(society, WECHAT) == Decimal("299.90")


def test_a_channel_for_the_whole_file_makes_no_gift_of_interest_or_of_money_under_way(
    society: Society, tmp_path: Path
) -> None:
    interest: Moved = ("2026-07-21 03:00:00", "6.78", "", "结息", "")
    take(society, paper(tmp_path, [GIFT, ARRIVED, interest]), *BANK, "--channel", "主动捐赠")
    assert [t.payee for t in booked(society)] == ["石桥镇供销社"]
    assert sorted(a for _, a, _ in rows(society)) == [Decimal("6.78"), Decimal("90.00")]


# What one row is told is not done to others


def test_hands_and_day_given_for_one_row_book_no_other(society: Society, tmp_path: Path) -> None:
    paid: Moved = ("2026-07-08 15:30:00", "-45.00", "岩寺文具店", "转支", "文具")
    take(society, paper(tmp_path, [GIFT, paid, LATER]), *BANK)
    allocation(society, payer="岩寺文具店", becomes="办公费", channel=None)
    allocation(society, payer="石桥镇供销社", number="GL-2026-002")
    one = link(society, "70.00")
    review(society, one, "--as", "捐赠", "--channel", "村内互助", "--date", "2026-08-03", "--approved-by", "zhangsan",
           "--paid-by", "zhaoliu")  # fmt: skip
    assert sorted((t.date, t.payee) for t in booked(society)) == [
        (date(2026, 7, 6), "石桥镇供销社"), (date(2026, 8, 3), "周四婶"),
    ]  # fmt: skip


def test_what_a_person_was_paid_for_is_not_learned_for_another_of_that_surname(
    society: Society, tmp_path: Path
) -> None:
    hands = ("--approved-by", "zhangsan", "--paid-by", "zhaoliu")
    one: Moved = ("2026-07-08 15:30:00", "-45.00", "赵大山", "转支", "修门")
    two: Moved = ("2026-07-09 15:30:00", "-46.00", "赵小河", "转支", "看病")
    take(society, paper(tmp_path, [one, two]), *BANK)
    before = bytes_of(society.folder)
    said = review(society, link(society, "45.00"), "--as", "办公费", "--learn", *hands)
    assert said.code == 2 and "不能记住" in said.err and bytes_of(society.folder) == before
    assert review(society, link(society, "45.00"), "--as", "办公费", *hands).code == 0
    review(society, *hands)
    assert [a for _, a, _ in rows(society)] == [Decimal("46.00")]


def test_one_entry_stands_for_one_row_and_no_second(society: Society, tmp_path: Path) -> None:
    made.record(society, made.donation("500.00", 6))
    voucher = books(society).transactions[-1].meta["voucher"]
    twin = ("2026-07-06 11:00:00", *GIFT[1:])
    take(society, paper(tmp_path, [GIFT, twin]), *BANK)
    first, second = (w.link for w in waiting(books(society)))
    assert review(society, first, "--in", voucher).code == 0
    refused = review(society, second, "--in", voucher)
    assert refused.code == 2 and len(rows(society)) == 1, refused


# Withdrawals


def test_a_withdrawal_of_gifts_that_wait_is_booked_by_itself_once_they_are(
    society: Society, tmp_path: Path
) -> None:
    path = bill(tmp_path, line(at="2026-07-03 09:00:00", amount="¥100.00", id="1000050001"), withdrawal())
    take(society, path, *WITH_CARD)
    assert len(rows(society)) == 2
    assert review(society, link(society, "100.00"), "--as", "捐赠").code == 0
    assert review(society).code == 0
    assert rows(society) == [] and held(society, WECHAT) == Decimal("9.90"), rows(society)
    assert held(society, WECHAT_TRANSIT) == Decimal("90.00")
    assert "已记账0，跳过2" in take(society, path).out


# Registers


def test_cash_settled_as_recorded_by_hand_is_not_booked_by_the_register_later(
    society: Society, tmp_path: Path
) -> None:
    made.record(society, made.donation("200.00", 3, account=CASH, donor="张大民"))
    path = register(tmp_path, [CASH_ROW])
    take(society, path, "--columns", MAP)
    review(society, typed="1", keyboard=True)
    assert rows(society) == []
    assert "跳过1" in take(society, path).out
    assert held(society, CASH) == Decimal("200.00")


def test_a_gift_by_wechat_is_not_taken_for_the_same_donor_s_gift_in_cash(
    society: Society, tmp_path: Path
) -> None:
    path = register(tmp_path, [CASH_ROW, (date(2026, 7, 4), "张大民", 200.0, "微信", "0002")])
    assert "已记账1，跳过0，待核1" in take(society, path, "--columns", MAP).out
    take(
        society,
        bill(tmp_path, line(at="2026-07-04 20:00:00", who="张*民", amount="¥200.00", id="1000050001")),
    )
    take(society, path)
    assert rows(society) == [] and held(society, WECHAT) == Decimal("200.00") == held(society, CASH)


def test_a_cash_row_whose_receipt_was_filled_in_later_is_not_booked_twice(
    society: Society, tmp_path: Path
) -> None:
    take(society, register(tmp_path, [(*CASH_ROW[:4], "")]), "--columns", MAP)
    assert "待核1" in take(society, register(tmp_path, [CASH_ROW])).out
    assert held(society, CASH) == Decimal("200.00")


def test_an_entry_that_was_reversed_is_the_last_to_be_offered(society: Society, tmp_path: Path) -> None:
    made.record(society, made.donation("500.00", 5, source="手记"))
    reverse(society)
    take(society, paper(tmp_path, [GIFT]), *BANK)
    said = review(society).out
    assert "[1] 捐赠" in said and "已冲销" in said


# The balance


def test_rows_of_a_day_that_was_asserted_too_early_keep_no_later_row_out(
    society: Society, tmp_path: Path
) -> None:
    take(society, paper(tmp_path, [GIFT], until="20260706"), *BANK, "--channel", "主动捐赠")
    evening: Moved = ("2026-07-06 20:00:00", "30.00", "吴五", "转账", "")
    said = take(society, paper(tmp_path, [GIFT, evening, LATER], name="全.csv"), "--channel", "主动捐赠")
    assert "已记账1，跳过1，待核1" in said.out, said.out
    assert [a for _, a, _ in rows(society)] == [Decimal("30.00")]


# Names


def test_whom_money_went_to_is_masked_where_an_allocation_books_it(society: Society, tmp_path: Path) -> None:
    allocation(society, words="修门", becomes="办公费", channel=None)
    paid: Moved = ("2026-07-08 15:30:00", "-45.00", "赵大山", "转支", "赵大山修门")
    take(society, paper(tmp_path, [paid]), *BANK, "--approved-by", "zhangsan", "--paid-by", "zhaoliu")
    (entry,) = booked(society)
    assert "赵大山" not in society.journal("2026-07").read_text("utf-8") and entry.payee == "赵*"


def test_a_row_that_names_nobody_is_not_learned_unless_its_words_say_what_it_is(
    society: Society, tmp_path: Path
) -> None:
    take(
        society,
        paper(
            tmp_path,
            [
                ("2026-07-06 10:00:00", "30.00", "", "转账", ""),
                ("2026-07-07 03:00:00", "1.20", "", "结息", ""),
            ],
        ),
        *BANK,
    )
    before = bytes_of(society.folder)
    said = review(society, link(society, "30.00"), "--as", "捐赠", "--learn")
    assert said.code == 2 and "不能记住" in said.err and bytes_of(society.folder) == before
    assert review(society, link(society, "1.20"), "--as", "利息", "--learn").code == 0
    assert [a.words for a in allocations(books(society), JULY)] == ["结息"]

"""A statement taken into the books: what waits, what is learned, what is under way, and whether the balance agrees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from huzhu.statements import books, held_on
from ledger.chart import WECHAT, WECHAT_TRANSIT
from ledger.district import Society
from ledger.load import load
from ledger.statements import allocations, in_transit, named, waiting
from tests import societies as made
from tests.bank_csv import NAME, bank_csv, paper
from tests.terminal import Said, bytes_of, english, huzhu
from tests.wechat_bill import csv_bill, line

GIFT = ("2026-07-06 10:00:00", "500.00", "石桥镇供销社", "转账", "捐赠")
PAID = ("2026-07-08 15:30:00", "-450.00", "赵某某", "转支", "临时救助")
INTEREST = ("2026-07-21 03:00:00", "6.78", "", "结息", "")
CARD = "农业银行(1234)"


@pytest.fixture
def society(tmp_path: Path) -> Society:
    """The society with 30,000.00 in the bank since June."""
    return made.shigang(tmp_path)


def take(place: Society, *files: Path, more: tuple[str, ...] = ("--account", "银行")) -> Said:
    said = huzhu("import", *files, *more, books=place.folder)
    assert said.code == 0 and not said.err, said
    return said


def review(place: Society, *words: str, typed: str = "", keyboard: bool = False) -> Said:
    return huzhu("review", *words, books=place.folder, typed=typed, keyboard=keyboard)


def rows(place: Society) -> list[tuple[str, Decimal, str]]:
    """What waits: its way, its sum, who."""
    return [(w.way, w.amount, w.payer) for w in waiting(books(place))]


def links(place: Society) -> dict[Decimal, str]:
    """The links of what waits, by sum."""
    return {w.amount: w.link for w in waiting(books(place))}


def booked(place: Society) -> list[Any]:
    return [t for t in books(place).transactions if t.meta.get("source")]


# What waits


def test_what_nobody_has_decided_waits_in_the_books_each_row_once(society: Society, tmp_path: Path) -> None:
    path = paper(tmp_path, [GIFT, PAID, INTEREST])
    said = take(society, path)
    assert "共3行：已记账0，跳过0，待核3" in said.out and english(said.out) == []
    assert rows(society) == [
        ("收", Decimal("500.00"), "石桥镇供销社"),
        ("付", Decimal("450.00"), "赵某某"),
        ("收", Decimal("6.78"), ""),
    ]
    once = bytes_of(society.folder)
    assert "待核3" in take(society, path, more=()).out
    assert bytes_of(society.folder) == once


def test_a_person_who_was_paid_is_masked_where_the_row_waits(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [("2026-07-08 15:30:00", "-450.00", "赵大山", "转支", "给赵大山看病")]))
    (row,) = waiting(books(society))
    assert (row.payer, row.words) == ("赵*", "给赵*看病")
    assert "赵大山" not in society.facts.read_text("utf-8")


def test_somebodys_number_on_a_row_is_cut_before_it_reaches_the_books(
    society: Society, tmp_path: Path
) -> None:
    odd = ("2026-07-08 15:30:00", "20.00", "李婶13912345678", "转账", "139 1234 5678 找她")
    take(society, paper(tmp_path, [odd]))
    (row,) = waiting(books(society))
    assert row.payer == "李婶*5678" and "1234" not in row.words and "请看原账单" in row.words
    assert load(society).errors == []


def test_an_account_nobody_named_is_asked_for_and_nothing_is_written(
    society: Society, tmp_path: Path
) -> None:
    before = bytes_of(society.folder)
    said = take(society, paper(tmp_path, [GIFT]), more=())
    assert f"--card “{NAME}=账户”" in said.out and bytes_of(society.folder) == before


def test_an_account_is_named_once_and_remembered(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [GIFT]))
    assert named(books(society)) == {NAME: made.BANK}
    later = ("2026-07-22 10:00:00", "10.00", "周四婶", "转账", "")
    said = take(society, paper(tmp_path, [GIFT, later], name="八月.csv"), more=("--channel", "村内互助"))
    assert "已记账2" in said.out


# Deciding


def test_one_key_decides_a_row_and_the_next_is_asked(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [GIFT, INTEREST]))
    said = review(society, typed="1n1n", keyboard=True)
    assert said.code == 0 and rows(society) == [], said
    assert sorted((t.meta["event"], t.payee) for t in booked(society)) == [
        ("利息收入", None), ("接受捐赠", "石桥镇供销社"),
    ]  # fmt: skip
    assert load(society).errors == []


def test_a_blank_leaves_a_row_and_q_leaves_all_others(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [GIFT, PAID, INTEREST]))
    before = bytes_of(society.folder)
    assert review(society, typed=" q", keyboard=True).code == 0
    assert bytes_of(society.folder) == before and len(rows(society)) == 3


def test_a_key_that_stands_for_nothing_is_asked_again(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [INTEREST]))
    review(society, typed="8x1n", keyboard=True)
    assert [t.meta["event"] for t in booked(society)] == ["利息收入"]


def test_what_is_not_the_society_s_is_settled_with_a_reason(society: Society, tmp_path: Path) -> None:
    path = paper(tmp_path, [GIFT])
    take(society, path)
    assert review(society, typed="0打错账号，已请银行退回\n", keyboard=True).code == 0
    assert rows(society) == [] and booked(society) == []
    assert "已经了结：打错账号，已请银行退回" in take(society, path, more=()).out


def test_a_row_that_stands_in_the_books_already_is_found_and_not_booked_twice(
    society: Society, tmp_path: Path
) -> None:
    made.record(society, made.donation("500.00", 5))
    voucher = books(society).transactions[-1].meta["voucher"]
    take(society, paper(tmp_path, [GIFT]))
    said = review(society, typed="1", keyboard=True)
    assert f"[1] 账里 {voucher} 已有这一笔" in said.out and rows(society) == []
    assert len(booked(society)) == 0 and held_on(books(society), made.BANK, date(2026, 7, 31)) == Decimal(
        "30500.00"
    )


def test_a_voucher_that_is_another_sum_is_not_taken_for_the_row(society: Society, tmp_path: Path) -> None:
    made.record(society, made.donation("400.00", 5))
    voucher = books(society).transactions[-1].meta["voucher"]
    take(society, paper(tmp_path, [GIFT]))
    link = links(society)[Decimal("500.00")]
    before = bytes_of(society.folder)
    for wrong in (voucher, "2026-07-999"):
        said = review(society, link, "--in", wrong)
        assert said.code == 2 and "✗" in said.err, said
    assert bytes_of(society.folder) == before


def test_what_is_chosen_by_option_is_booked(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [GIFT, PAID]))
    found = links(society)
    assert review(society, found[Decimal("500.00")], "--as", "捐赠", "--channel", "村内互助").code == 0
    refused = review(society, found[Decimal("450.00")], "--as", "办公费")
    assert refused.code == 1 and "审批人没有写" in refused.err
    hands = ("--approved-by", "zhangsan", "--paid-by", "zhaoliu")
    assert review(society, found[Decimal("450.00")], "--as", "办公费", *hands).code == 0
    assert [(t.meta["event"], t.meta.get("channel")) for t in booked(society)] == [
        ("接受捐赠", "村内互助"), ("费用支出", None),
    ]  # fmt: skip


def test_money_in_is_not_booked_as_money_out(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [GIFT]))
    said = review(society, links(society)[Decimal("500.00")], "--as", "手续费", "--approved-by", "zhangsan",
                  "--paid-by", "zhaoliu")  # fmt: skip
    assert said.code == 1 and "收付" in said.err and booked(society) == []


# Learning


def test_what_was_chosen_once_is_booked_by_itself_the_next_time(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [GIFT, INTEREST], until="20260722"))
    assert "记住了：GL-2026-001" in review(society, typed="1y1y", keyboard=True).out
    later = [
        ("2026-07-25 10:00:00", "300.00", "石桥镇供销社", "转账", "敬老"),
        ("2026-07-26 03:00:00", "0.66", "", "结息", ""),
    ]
    said = take(society, paper(tmp_path, [GIFT, INTEREST, *later], name="下旬.csv"), more=())
    assert "已记账2，跳过2，待核0" in said.out
    assert [a.becomes for a in allocations(books(society), date(2026, 7, 31))] == ["捐赠", "利息"]


def test_an_allocation_holds_only_while_it_is_in_force(society: Society, tmp_path: Path) -> None:
    from ledger.events.statements import AllocationEnded, AllocationMade

    common: dict[str, Any] = {"recorded_by": "wangwu", "number": "GL-2026-001"}
    made.record(
        society,
        AllocationMade(
            date=date(2026, 7, 1), payer="石桥镇供销社", becomes="捐赠", channel="主动捐赠", **common
        ),
    )
    made.record(society, AllocationEnded(date=date(2026, 7, 20), **common))
    later = ("2026-07-25 10:00:00", "300.00", "石桥镇供销社", "转账", "敬老")
    assert "已记账1，跳过0，待核1" in take(society, paper(tmp_path, [GIFT, later])).out


def test_of_two_allocations_the_one_that_asks_for_more_speaks(society: Society, tmp_path: Path) -> None:
    from ledger.events.statements import AllocationMade

    for number, more in (("GL-2026-001", {}), ("GL-2026-002", {"words": "会费", "becomes": "会费"})):
        made.record(society, AllocationMade(**{
            "date": date(2026, 7, 1), "recorded_by": "wangwu", "number": number, "payer": "石桥镇供销社",
            "becomes": "捐赠", "channel": "主动捐赠"} | more))  # fmt: skip
    fee = ("2026-07-07 10:00:00", "20.00", "石桥镇供销社", "转账", "二〇二六年会费")
    take(society, paper(tmp_path, [GIFT, fee]))
    assert [t.meta["event"] for t in booked(society)] == ["接受捐赠", "收会费"]


def test_two_allocations_that_contradict_each_other_leave_the_row_waiting(
    society: Society, tmp_path: Path
) -> None:
    from ledger.events.statements import AllocationMade

    for number, becomes in (("GL-2026-001", "捐赠"), ("GL-2026-002", "会费")):
        made.record(society, AllocationMade(
            date=date(2026, 7, 1), recorded_by="wangwu", number=number, payer="石桥镇供销社", becomes=becomes,
            channel="主动捐赠"))  # fmt: skip
    said = take(society, paper(tmp_path, [GIFT]))
    assert "GL-2026-001、GL-2026-002" in said.out and "待核1" in said.out


# Between wallet and bank


def _bill(folder: Path) -> Path:
    path = folder / "微信.csv"
    path.write_bytes(csv_bill([
        line(at="2026-07-03 09:00:00", amount="¥100.00", id="1000050001"),
        line(at="2026-07-04 09:00:00", kind="零钱提现", who=CARD, way="/", amount="¥90.10", account=CARD,
             status="提现已到账", id="2072600002", memo="服务费¥0.10"),
    ]))  # fmt: skip
    return path


ARRIVED = ("2026-07-06 08:00:00", "90.00", "财付通支付科技有限公司", "转账", "微信零钱提现")
WITH_CARD = ("--channel", "主动捐赠", "--card", f"{CARD}=银行")


@pytest.mark.parametrize("first", ["wechat", "bank"])
def test_a_withdrawal_is_booked_once_from_both_papers_in_either_order(
    society: Society, tmp_path: Path, first: str
) -> None:
    bill, bank = _bill(tmp_path), paper(tmp_path, [ARRIVED])
    steps = [(bill, WITH_CARD), (bank, ("--account", "银行"))]
    for path, more in steps if first == "wechat" else steps[::-1]:
        take(society, path, more=more)
    assert rows(society) == [] and in_transit(books(society)) == {}
    day = date(2026, 7, 31)
    held = {place: held_on(books(society), place, day) for place in (WECHAT, WECHAT_TRANSIT, made.BANK)}
    assert held == {WECHAT: Decimal("9.90"), WECHAT_TRANSIT: Decimal("0.00"), made.BANK: Decimal("30090.00")}
    assert load(society).errors == []
    for path, more in steps:
        assert "已记账0" in take(society, path, more=more).out


def test_one_withdrawal_answers_one_row_of_the_bank_and_no_second(society: Society, tmp_path: Path) -> None:
    take(society, _bill(tmp_path), more=WITH_CARD)
    twice = (ARRIVED[0], *ARRIVED[1:4], "再提现")
    take(society, paper(tmp_path, [ARRIVED, twice]))
    assert [amount for _, amount, _ in rows(society)] == [Decimal("90.00")]
    assert in_transit(books(society)) == {}


def test_a_sum_under_way_is_not_taken_for_a_gift_of_the_same_sum(society: Society, tmp_path: Path) -> None:
    take(society, _bill(tmp_path), more=WITH_CARD)
    take(society, paper(tmp_path, [("2026-07-06 08:00:00", "90.00", "王大伯", "转账", "捐款")]))
    assert rows(society) == [("收", Decimal("90.00"), "王大伯")]
    assert len(in_transit(books(society))) == 1


def test_a_payment_that_came_back_whole_is_settled_with_its_return_by_one_key(
    society: Society, tmp_path: Path
) -> None:
    path = tmp_path / "微信.csv"
    path.write_bytes(csv_bill([
        line(at="2026-07-02 08:00:00", kind="转账", who="赵*", way="支出", amount="¥2000.00", account="零钱",
             status="对方已退还", id="1000050009", merchant="1000050010"),
        line(at="2026-07-03 08:00:00", kind="转账-退款", who="/", amount="¥2000.00", account="零钱", status="已全额退款",
             id="1000050010"),
    ]))  # fmt: skip
    take(society, path, more=())
    assert len(rows(society)) == 2
    said = review(society, typed=" 1", keyboard=True)
    assert "一付一退" in said.out and rows(society) == [] and booked(society) == []


# The balance


def test_a_closing_balance_with_which_the_books_agree_is_asserted(society: Society, tmp_path: Path) -> None:
    path = paper(tmp_path, [GIFT, INTEREST])
    said = take(society, path)
    assert "相差506.78元" in said.out and "huzhu report reconciliation --month 2026-07" in said.out
    said = review(society, typed="1n1n", keyboard=True)
    assert "✓ 农商行基本户 2026-07-31余额30506.78元，与账单一致，已对账。" in said.out
    text = society.facts.read_text("utf-8")
    assert f"2026-08-01 balance {made.BANK}  30506.78 CNY" in text
    assert load(society).errors == []
    once = bytes_of(society.folder)
    assert "与账单一致" in take(society, path, more=()).out and bytes_of(society.folder) == once


def test_after_that_nothing_can_be_slipped_in_before(society: Society, tmp_path: Path) -> None:
    take(society, paper(tmp_path, [GIFT]), more=("--account", "银行", "--channel", "主动捐赠"))
    before = bytes_of(society.folder)
    said = huzhu("record", "donation", "--amount", "10", "--donor", "甲", "--date", "2026-07-30", "--receipt", "自愿放弃",
                 books=society.folder)  # fmt: skip
    assert said.code == 1 and "应为30500.00 CNY，账上是30510.00 CNY" in said.err + said.out
    assert bytes_of(society.folder) == before
    later = huzhu("record", "donation", "--amount", "10", "--donor", "甲", "--date", "2026-08-03", "--receipt", "自愿放弃",
                  books=society.folder)  # fmt: skip
    assert later.code == 0, later


def test_a_trial_hangs_names_and_asserts_nothing(society: Society, tmp_path: Path) -> None:
    before = bytes_of(society.folder)
    said = take(society, paper(tmp_path, [GIFT, PAID]), more=("--account", "银行", "--dry-run"))
    assert "可能是：捐赠 03社会捐赠 主动捐赠" in said.out and "待核2（试算，没有写）" in said.out
    assert bytes_of(society.folder) == before


def test_a_paper_that_breaks_its_own_chain_is_refused_and_the_books_stay(
    society: Society, tmp_path: Path
) -> None:
    path = tmp_path / "流水.csv"
    path.write_bytes(bank_csv([GIFT, INTEREST]).replace(b"30506.78", b"30507.78"))
    before = bytes_of(society.folder)
    said = huzhu("import", path, "--account", "银行", books=society.folder)
    assert said.code == 2 and "接不上" in said.err and "30506.78" in said.err and "30507.78" in said.err
    assert bytes_of(society.folder) == before


def test_rows_that_wait_survive_a_copy_of_the_folder_alone(society: Society, tmp_path: Path) -> None:
    import shutil

    take(society, paper(tmp_path, [GIFT]))
    copy = Society(shutil.copytree(society.folder, tmp_path / "usb" / "shigang"))
    assert rows(copy) == rows(society)


def test_an_allocation_is_made_and_ended_on_the_command_line(society: Society, tmp_path: Path) -> None:
    made_ = huzhu("fact", "allocation", "GL-2026-007", "--payer", "石桥镇供销社", "--becomes", "捐赠", "--channel", "主动捐赠",
                  "--account", "银行", "--date", "2026-07-01", books=society.folder)  # fmt: skip
    assert made_.code == 0, made_
    assert [a.account for a in allocations(books(society), date(2026, 7, 2))] == [made.BANK]
    ended = huzhu("fact", "allocation-end", "GL-2026-007", "--date", "2026-07-03", books=society.folder)
    assert ended.code == 0 and allocations(books(society), date(2026, 7, 3)) == []


def test_an_allocation_that_speaks_of_no_row_is_refused(society: Society) -> None:
    before = bytes_of(society.folder)
    said = huzhu("fact", "allocation", "GL-2026-007", "--becomes", "利息", books=society.folder)
    assert said.code == 2 and "付款人和摘要至少要写一样" in said.err and bytes_of(society.folder) == before


def test_a_number_that_looks_like_a_telephone_s_keeps_a_row_out_of_the_books_and_no_other(
    society: Society, tmp_path: Path
) -> None:
    path = tmp_path / "微信.csv"
    path.write_bytes(csv_bill([
        line(at="2026-07-03 09:00:00", id="13912345678", amount="¥1.00"),
        line(at="2026-07-03 09:00:00", id="1000050002", amount="¥2.00"),
    ]))  # fmt: skip
    said = take(society, path, more=())
    assert "待核2" in said.out and [w.amount for w in waiting(books(society))] == [Decimal("2.00")]
    assert "13912345678" not in society.facts.read_text("utf-8")


def test_a_row_of_a_closed_month_is_booked_on_a_day_that_is_open(society: Society, tmp_path: Path) -> None:
    made.record(society, made.donation("1.00", 1))
    assert huzhu("close", "2026-07", "--date", "2026-08-10", books=society.folder).code == 0
    take(society, paper(tmp_path, [GIFT]))
    link = links(society)[Decimal("500.00")]
    refused = review(society, link, "--as", "捐赠")
    assert refused.code == 1 and "2026-07 已经月结" in refused.err
    assert review(society, link, "--as", "捐赠", "--date", "2026-08-11").code == 0
    assert [t.date for t in booked(society)] == [date(2026, 8, 11)] and rows(society) == []


def test_an_older_paper_that_comes_later_finds_the_account_of_money_under_way_open(
    society: Society, tmp_path: Path
) -> None:
    take(society, _bill(tmp_path), more=WITH_CARD)
    older = tmp_path / "六月.csv"
    older.write_bytes(csv_bill([
        line(at="2026-06-25 09:00:00", amount="¥50.00", id="1000040001"),
        line(at="2026-06-26 09:00:00", kind="零钱提现", who=CARD, way="/", amount="¥20.00", account=CARD,
             status="提现已到账", id="2072600001"),
    ]))  # fmt: skip
    assert "已记账2" in take(society, older, more=WITH_CARD).out


def test_a_locked_bill_s_password_is_asked_for_until_it_fits_or_is_given_up(society: Society) -> None:
    from tests.bank_papers import PAPERS

    bill = sorted((PAPERS / "locked").glob("*.zip"))[0]
    before = bytes_of(society.folder)
    for typed in ("", "\n", "wrong\n\n"):
        said = huzhu("import", bill, books=society.folder, typed=typed, keyboard=bool(typed))
        assert said.code == 2 and "密码" in said.err and bytes_of(society.folder) == before
    said = huzhu("import", bill, "--dry-run", books=society.folder, typed="wrong\n234512\n", keyboard=True)
    assert said.code == 0 and "行：" in said.out, said


def test_two_allocations_that_say_the_same_are_no_contradiction(society: Society, tmp_path: Path) -> None:
    from ledger.events.statements import AllocationMade

    for number in ("GL-2026-001", "GL-2026-002"):
        made.record(society, AllocationMade(
            date=date(2026, 7, 1), recorded_by="wangwu", number=number, payer="石桥镇供销社", becomes="捐赠",
            channel="主动捐赠"))  # fmt: skip
    assert "已记账1" in take(society, paper(tmp_path, [GIFT])).out

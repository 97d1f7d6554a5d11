"""Registers kept by hand, taken into books: cash is booked, what a statement shows gets its donor, relief has its case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from huzhu.statements import books, held_on
from ledger.chart import CASH, WECHAT
from ledger.district import Society
from ledger.statements import waiting
from tests import societies as made
from tests.bank_csv import paper
from tests.busy import busy
from tests.terminal import Said, bytes_of, huzhu
from tests.wechat_bill import csv_bill, line

MAP = "日期=日期;捐赠人=姓名;金额=金额;收款方式=方式;收据号=收据号"
RELIEF_MAP = "日期=发放日期;受助人=受助人;金额=金额;状态=状态"
Row = tuple[Any, ...]


def register(
    folder: Path,
    rows: list[Row],
    head: Row = ("日期", "姓名", "金额", "方式", "收据号"),
    title: str = "捐赠台账（2026年）",
) -> Path:
    """A register as a village keeps it."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ((f"石岗村救急难互助社{title}",), head, *rows):
        sheet.append(list(row))
    path = folder / f"{title[:4]}.xlsx"
    book.save(path)
    return path


def take(place: Society, path: Path, *more: str, typed: str = "", keyboard: bool = False) -> Said:
    said = huzhu("import", path, *more, books=place.folder, typed=typed, keyboard=keyboard)
    assert said.code == 0, said
    return said


@pytest.fixture
def society(tmp_path: Path) -> Society:
    return made.shigang(tmp_path)


def gifts(place: Society) -> list[tuple[str, Decimal]]:
    return [(t.payee, t.postings[0].units.number) for t in books(place).transactions if t.meta.get("source")]


CASH_ROW: Row = (date(2026, 7, 3), "张大民", 200.0, "现金", "0001")


def test_cash_is_booked_with_donor_and_receipt_and_never_twice(society: Society, tmp_path: Path) -> None:
    path = register(tmp_path, [CASH_ROW, (date(2026, 7, 3), "张大民", 200.0, "现金", "0002")])
    take(society, path, "--columns", MAP)
    assert gifts(society) == [("张大民", Decimal("200.00"))] * 2
    assert held_on(books(society), CASH, date(2026, 7, 31)) == Decimal("400.00")
    assert [t.meta["receipt"] for t in books(society).transactions if t.meta.get("source")] == [
        "0001",
        "0002",
    ]
    longer = register(
        tmp_path,
        [
            CASH_ROW,
            (date(2026, 7, 3), "张大民", 200.0, "现金", "0002"),
            (date(2026, 7, 9), "李二嫂", 50.0, "现金", "0003"),
        ],
    )
    assert "已记账1，跳过2" in take(society, longer).out, "its columns were confirmed before"


def test_the_columns_of_a_foreign_register_are_confirmed_once_by_one_key(
    society: Society, tmp_path: Path
) -> None:
    path = register(tmp_path, [CASH_ROW])
    before = bytes_of(society.folder)
    refused = huzhu("import", path, books=society.folder)
    assert refused.code == 2 and "--columns" in refused.err and bytes_of(society.folder) == before
    said = huzhu("import", path, books=society.folder, typed="n", keyboard=True)
    assert said.code == 2 and "没有导入" in said.err and bytes_of(society.folder) == before
    assert "捐赠人 ← 姓名" in take(society, path, typed="y", keyboard=True).out
    assert [f.key for f in books(society).facts.of("表头")] == ["捐赠台账"]
    assert "都对吗" not in take(society, path, keyboard=True).out


def test_a_gift_by_wechat_gets_its_donor_from_the_register_and_its_money_from_the_bill(
    society: Society, tmp_path: Path
) -> None:
    bill = tmp_path / "微信.csv"
    bill.write_bytes(
        csv_bill([line(at="2026-07-02 20:00:00", who="张*民", amount="¥500.00", id="1000050001")])
    )
    row = (date(2026, 7, 2), "张大民", 500.0, "微信", "0009")
    path = register(tmp_path, [row])
    early = take(society, path, "--columns", MAP)
    assert "请先导入微信的账单" in early.out and gifts(society) == []
    take(society, bill)
    assert [w.payer for w in waiting(books(society))] == ["张*民"]
    assert "与待核的一行对上" in take(society, path).out or gifts(society)
    assert gifts(society) == [("张大民", Decimal("500.00"))] and waiting(books(society)) == []
    (entry,) = [t for t in books(society).transactions if t.meta.get("source")]
    assert entry.links == {"wx-1000050001"} and entry.postings[0].account.startswith(WECHAT)
    assert "已记账0，跳过1" in take(society, path).out
    assert "已记账0，跳过1" in take(society, bill).out


def test_two_rows_that_may_be_the_gift_are_left_to_a_person(society: Society, tmp_path: Path) -> None:
    bill = tmp_path / "微信.csv"
    bill.write_bytes(csv_bill([
        line(at=f"2026-07-02 2{n}:00:00", who="张*民", amount="¥500.00", id=f"100005000{n}") for n in range(2)
    ]))  # fmt: skip
    take(society, bill)
    said = take(
        society, register(tmp_path, [(date(2026, 7, 2), "张大民", 500.0, "微信", "")]), "--columns", MAP
    )
    assert "待核里有2行都像这一笔" in said.out and gifts(society) == []


def test_another_s_gift_of_the_same_sum_and_day_is_not_taken_for_it(society: Society, tmp_path: Path) -> None:
    bill = tmp_path / "微信.csv"
    bill.write_bytes(
        csv_bill([line(at="2026-07-02 20:00:00", who="李*花", amount="¥500.00", id="1000050001")])
    )
    take(society, bill)
    take(society, register(tmp_path, [(date(2026, 7, 2), "张大民", 500.0, "微信", "")]), "--columns", MAP)
    assert gifts(society) == [] and [w.payer for w in waiting(books(society))] == ["李*花"]


def test_cash_that_was_recorded_by_hand_already_is_asked_about(society: Society, tmp_path: Path) -> None:
    made.record(society, made.donation("200.00", 3, account=CASH, donor="张大民"))
    said = take(society, register(tmp_path, [CASH_ROW]), "--columns", MAP)
    assert "像是这一笔" in said.out and "待核1" in said.out and gifts(society) == []
    huzhu("review", books=society.folder, typed="1", keyboard=True)
    assert waiting(books(society)) == []


def test_relief_that_the_books_have_is_found_and_other_relief_is_sent_to_its_case(tmp_path: Path) -> None:
    place = busy(tmp_path).society("shigang")
    paid = next(books(place).relief())
    name = f"{paid.label[0]}大山"
    rows = [
        (paid.day, name, float(paid.amount), "已发放"),
        (date(2026, 7, 9), "周四", 300.0, "已发放"),
        (date(2026, 7, 10), "吴五", 300.0, "待审批"),
    ]
    path = register(tmp_path, rows, ("发放日期", "受助人", "金额", "状态"), "救助台账2026")
    before = len(books(place).transactions)
    said = take(place, path, "--columns", RELIEF_MAP, "--paper", "救助台账")
    assert "跳过2，待核1" in said.out and "账里没有这笔救助" in said.out and name not in said.out
    assert len(books(place).transactions) == before


VILLAGE: tuple[Row, ...] = (
    (date(2026, 7, 1), "王大伯", 100.0, "现金", ""),
    (date(2026, 7, 1), "李二嫂", 200.0, "现金", ""),
    (date(2026, 7, 2), "王大伯", 100.0, "现金", ""),
)


def _village(folder: Path) -> Path:
    return register(folder, list(VILLAGE), title="村集体捐赠名单（2026年）")


def test_a_village_s_one_sum_is_booked_giver_by_giver_from_its_list(society: Society, tmp_path: Path) -> None:
    sheet = _village(tmp_path)
    early = take(society, sheet, "--columns", MAP, "--paper", "村集体捐赠名单")
    assert "先导入银行的账单" in early.out and gifts(society) == []
    bank = paper(tmp_path, [("2026-07-10 09:00:00", "400.00", "石岗村股份经济合作社", "转账", "代转捐款")])
    take(society, bank, "--account", "银行")
    said = take(society, sheet)
    assert "已记账3" in said.out, said
    assert sorted(gifts(society)) == [
        ("李二嫂", Decimal("200.00")), ("王大伯", Decimal("100.00")), ("王大伯", Decimal("100.00")),
    ]  # fmt: skip
    assert waiting(books(society)) == []
    assert held_on(books(society), made.BANK, date(2026, 7, 31)) == Decimal("30400.00")
    assert {t.date for t in books(society).transactions if t.meta.get("source")} == {date(2026, 7, 10)}
    assert "已记账0，跳过3" in take(society, sheet).out and "已对账" in take(society, bank).out + said.out


def test_a_sum_that_is_not_the_list_s_books_nobody(society: Society, tmp_path: Path) -> None:
    bank = paper(tmp_path, [("2026-07-10 09:00:00", "399.99", "石岗村股份经济合作社", "转账", "代转捐款")])
    take(society, bank, "--account", "银行")
    take(society, _village(tmp_path), "--columns", MAP, "--paper", "村集体捐赠名单")
    assert gifts(society) == [] and len(waiting(books(society))) == 1


def test_a_village_that_hands_over_cash_says_so(society: Society, tmp_path: Path) -> None:
    said = take(
        society, _village(tmp_path), "--columns", MAP, "--paper", "村集体捐赠名单", "--account", "现金"
    )
    assert "已记账3" in said.out and held_on(books(society), CASH, date(2026, 7, 31)) == Decimal("400.00")

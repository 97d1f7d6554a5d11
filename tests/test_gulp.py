"""The beangulp adapter: every row becomes a directive, and only an equal link makes a duplicate."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import beangulp
import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import printer
from beangulp.extract import DUPLICATE
from click.testing import CliRunner

from importers.engine import read
from importers.gulp import WeChatImporter
from importers.paper import UnreadablePaper
from tests.wechat_bill import OLD_CSV, XLSX_2025, csv_bill, line

CHANGE, CARD, SUSPENSE = "Assets:WeChat", "Assets:Bank", "Assets:Suspense"
IMPORTER = WeChatImporter({"零钱": CHANGE, "农业银行(1234)": CARD}, SUSPENSE)


def entries_of(*rows: list[str], folder: Path) -> data.Entries:
    path = folder / "微信.csv"
    path.write_bytes(csv_bill(rows))
    return IMPORTER.extract(str(path), [])


def legs(entry: data.Transaction) -> list[tuple[str, Decimal]]:
    return [(posting.account, posting.units.number) for posting in entry.postings]


def test_a_wechat_paper_is_identified_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(XLSX_2025.read_bytes())
    (tmp_path / "微信支付账单.csv").write_text("日期,金额\n")
    assert IMPORTER.identify(str(tmp_path / "x.pdf"))
    assert not IMPORTER.identify(str(tmp_path / "微信支付账单.csv"))


def test_a_paper_is_archived_under_its_last_day() -> None:
    assert IMPORTER.account(str(OLD_CSV)) == CHANGE
    assert IMPORTER.date(str(OLD_CSV)) == datetime.date(2026, 3, 29)
    assert IMPORTER.filename(str(XLSX_2025)) == "微信支付账单.xlsx"


def test_each_movement_is_flagged_and_carries_its_link_and_source() -> None:
    statement = read(OLD_CSV)
    entries = IMPORTER.extract(str(OLD_CSV), [])
    assert [entry.flag for entry in entries] == ["!"] * 13
    assert [entry.links for entry in entries] == [{movement.link} for movement in statement.movements]
    assert entries[0].meta["source"] == f"{statement.sha256}:18"
    assert (entries[0].payee, entries[0].meta["time"]) == ("张*民", "20:11:05")
    assert [entries[at].narration for at in (2, 3)] == ["转账备注:互助金", "微信红包"]
    assert entries[9].meta["refund-of"] == "wx-10000500012603100000000000000009"


def test_the_legs_follow_the_money() -> None:
    entries = IMPORTER.extract(str(OLD_CSV), [])
    assert legs(entries[0]) == [(CHANGE, Decimal("500.00")), (SUSPENSE, Decimal("-500.00"))]
    assert legs(entries[5]) == [(CHANGE, Decimal("-320.00")), (SUSPENSE, Decimal("320.00"))]
    assert legs(entries[4]) == [
        (CHANGE, Decimal("-1700.10")), (CARD, Decimal("1698.40")), (SUSPENSE, Decimal("1.70")),
    ]  # fmt: skip
    assert legs(entries[11]) == [(CARD, Decimal("-2000.00")), (CHANGE, Decimal("2000.00"))]


def test_an_account_that_was_not_named_goes_to_suspense(tmp_path: Path) -> None:
    entry = entries_of(line(account="工商银行(9876)"), folder=tmp_path)[0]
    assert {account for account, _ in legs(entry)} == {SUSPENSE}


def test_rows_without_a_booking_are_notes_and_doubts_are_said(tmp_path: Path) -> None:
    skipped, asked, doubtful = entries_of(
        line(amount="¥0.00"),
        line(id="2", way="/", kind="理财通赎回"),
        line(id="3", status="等待确认"),
        folder=tmp_path,
    )
    assert skipped.comment.startswith("微信账单第12行：金额是0.00元") and skipped.account == CHANGE
    assert "不认识的中性交易“理财通赎回”" in asked.comment
    assert "不认识的当前状态" in doubtful.meta["review"] and doubtful.links == {"wx-3"}


def test_what_is_extracted_loads_as_beancount() -> None:
    opens = "".join(f"2026-01-01 open {account}\n" for account in (CHANGE, CARD, SUSPENSE))
    text = opens + "".join(printer.format_entry(entry) for entry in IMPORTER.extract(str(OLD_CSV), []))
    entries, errors, _ = loader.load_string(text)
    small_change = [
        posting
        for entry in data.filter_txns(entries)
        for posting in entry.postings
        if posting.account == CHANGE
    ]
    assert errors == []
    assert sum(posting.units.number for posting in small_change) == Decimal("1828.68")


def test_only_an_equal_link_is_a_duplicate(tmp_path: Path) -> None:
    booked = entries_of(line(id="1"), folder=tmp_path)
    fresh = entries_of(line(id="1"), line(id="2"), line(id="3", amount="¥20.50"), folder=tmp_path)
    IMPORTER.deduplicate(fresh, booked)
    assert [DUPLICATE in entry.meta for entry in fresh] == [True, False, False]
    assert fresh[0].meta[DUPLICATE] is booked[0]


def test_plain_beangulp_extracts_and_leaves_out_what_is_booked(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / OLD_CSV.name).write_bytes(OLD_CSV.read_bytes())
    booked = tmp_path / "booked.beancount"
    booked.write_text(printer.format_entry(IMPORTER.extract(str(OLD_CSV), [])[0]))
    command = beangulp.Ingest([IMPORTER]).cli
    result = CliRunner().invoke(command, ["extract", "-e", str(booked), str(tmp_path / "in")])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert sum("^wx-" in said and not said.startswith(";") for said in lines) == 12
    assert sum("^wx-" in said and said.startswith(";") for said in lines) == 1


def test_a_paper_of_which_no_day_is_known_cannot_be_noted(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(csv_bill([line(at="昨天")], ["微信支付账单明细"]))
    with pytest.raises(UnreadablePaper, match="没有一行读得出时间"):
        IMPORTER.extract(str(path), [])

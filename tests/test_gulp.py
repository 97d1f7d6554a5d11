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
from fava.core import FavaLedger

from importers.engine import read
from importers.gulp import PaperImporter, every
from importers.paper import UnreadablePaper
from importers.profiles.table import PROFILES
from tests.wechat_bill import OLD_CSV, XLSX_2025, csv_bill, line

CHANGE, CARD, SUSPENSE = "Assets:WeChat", "Assets:Bank", "Assets:Suspense"
ACCOUNTS = {"零钱": CHANGE, "农业银行(1234)": CARD, "农业银行(0000)": "Assets:ABC"}
IMPORTER = PaperImporter("微信支付账单", ACCOUNTS, SUSPENSE)
BANK = PaperImporter("农业银行对公账户明细", ACCOUNTS, SUSPENSE)
BANK_PAPER = """中国农业银行账户明细
账号:10-123401040000000  户名:石桥村互助会  起止日期:20260101-20260331
交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,对方开户行,摘要,交易用途
2026-01-05 10:01:34,"10,000.00",,"10,000.00",62284,石桥镇企业,农行石桥支行,转存,捐赠
2026-01-12 15:30:00,,"2,000.00","8,000.00",62285,赵某,农行石桥支行,转支,临时救助
2026-03-21 00:00:00,1.89,,"8,001.89",,,,结息,
"2 收 10,001.89",,"1 支 2,000.00",,,,,,
"""


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
    assert skipped.comment.startswith("微信支付账单第12行：金额是0.00元") and skipped.account == CHANGE
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


def bank_paper(folder: Path, text: str = BANK_PAPER) -> str:
    path = folder / "明细.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_bank_s_closing_balance_holds_on_the_day_after_the_last_one_covered(tmp_path: Path) -> None:
    entries = BANK.extract(bank_paper(tmp_path), [])
    balances = [entry for entry in entries if isinstance(entry, data.Balance)]
    assert [(b.date, b.account, b.amount.number) for b in balances] == [
        (datetime.date(2026, 4, 1), "Assets:ABC", Decimal("8001.89"))
    ]
    opens = "".join(f"2026-01-01 open {account}\n" for account in ("Assets:ABC", SUSPENSE))
    found = loader.load_string(opens + "".join(map(printer.format_entry, entries)))
    assert found[1] == []


def test_a_balance_that_the_books_hold_already_is_a_duplicate(tmp_path: Path) -> None:
    booked, fresh = (BANK.extract(bank_paper(tmp_path), []) for _ in range(2))
    BANK.deduplicate(fresh, booked)
    movements = [entry for entry in fresh if not isinstance(entry, data.Note)]
    assert len(movements) == 4 and all(DUPLICATE in entry.meta for entry in movements)


def test_an_account_that_nobody_named_has_no_balance_to_hold(tmp_path: Path) -> None:
    entries = PaperImporter("农业银行对公账户明细", {}, SUSPENSE).extract(bank_paper(tmp_path), [])
    assert not [entry for entry in entries if isinstance(entry, data.Balance)]
    assert {leg[0] for entry in data.filter_txns(entries) for leg in legs(entry)} == {SUSPENSE}


def test_what_a_paper_says_of_itself_is_noted(tmp_path: Path) -> None:
    notes = [entry for entry in BANK.extract(bank_paper(tmp_path), []) if isinstance(entry, data.Note)]
    assert any(note.comment.startswith("农业银行对公账户明细：") for note in notes)
    assert {(note.date, note.account) for note in notes} == {(datetime.date(2026, 3, 31), "Assets:ABC")}


def test_every_paper_has_one_importer_under_its_own_name(tmp_path: Path) -> None:
    importers = every(ACCOUNTS, SUSPENSE)
    assert [importer.name for importer in importers] == [profile.name for profile in PROFILES]
    assert len({importer.name for importer in importers}) == len(importers)
    for path, name in ((str(OLD_CSV), "微信支付账单"), (bank_paper(tmp_path), "农业银行对公账户明细")):
        assert [importer.name for importer in importers if importer.identify(path)] == [name]


def test_each_wallet_s_paper_is_filed_under_its_wallet() -> None:
    paper = str(next((OLD_CSV.parent.parent / "alipay").glob("支付宝交易明细*.csv")))
    alipay = PaperImporter("支付宝账单", {"余额": "Assets:Alipay"}, SUSPENSE)
    assert alipay.identify(paper) and alipay.account(paper) == "Assets:Alipay"


def test_a_locked_paper_is_taken_by_who_knows_its_password() -> None:
    for path in sorted((OLD_CSV.parent.parent / "locked").iterdir()):
        taken = [
            each.name for each in every(ACCOUNTS, SUSPENSE, password="234512") if each.identify(str(path))
        ]
        assert taken == [path.name.partition("_")[0].replace("交易明细", "账单")]
        assert not [each for each in every(ACCOUNTS, SUSPENSE) if each.identify(str(path))]


TWO_AT_ONCE = """中国农业银行账户明细
账号:10-123401040000000  户名:石桥村互助会  起止日期:20260101-20260331
微信支付账单明细
交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,对方开户行,摘要,交易用途,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
"""


def test_a_paper_that_may_be_two_is_taken_by_the_one_importer_that_was_chosen(tmp_path: Path) -> None:
    path = bank_paper(tmp_path, TWO_AT_ONCE)
    assert not [each for each in every(ACCOUNTS, SUSPENSE) if each.identify(path)]
    assert IMPORTER.identify(path) and BANK.identify(path)


def test_a_file_that_changed_is_looked_at_again(tmp_path: Path) -> None:
    path = Path(bank_paper(tmp_path))
    assert BANK.identify(str(path)) and BANK.date(str(path)) == datetime.date(2026, 3, 31)
    path.write_text(BANK_PAPER.replace("20260331", "20260430"))
    assert BANK.date(str(path)) == datetime.date(2026, 4, 30)
    path.write_text("日期,金额\n")
    assert not BANK.identify(str(path))
    path.unlink()
    assert not BANK.identify(str(path)) and BANK.date(str(path)) is None


def test_a_damaged_paper_is_shown_with_the_others_and_says_why_when_it_is_extracted(tmp_path: Path) -> None:
    path = bank_paper(tmp_path, BANK_PAPER.replace('"8,001.89"', '"8,001.98"'))
    assert BANK.identify(path) and BANK.account(path) == "Assets:ABC"
    with pytest.raises(UnreadablePaper, match="余额接不上"):
        BANK.extract(path, [])


def ingested(folder: Path, *words: str) -> str:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / OLD_CSV.name).write_bytes(OLD_CSV.read_bytes())
    bank_paper(folder / "in")
    (folder / "in" / "随手记.txt").write_text("买米 20", encoding="utf-8")
    done = CliRunner().invoke(
        beangulp.Ingest(every(ACCOUNTS, SUSPENSE)).cli, [*words, str(folder / "in")], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_plain_beangulp_identifies_extracts_and_archives_every_paper(tmp_path: Path) -> None:
    said = ingested(tmp_path, "identify")
    assert "微信支付账单" in said and "农业银行对公账户明细" in said
    said = ingested(tmp_path, "extract")
    assert "2026-04-01 balance Assets:ABC" in said and said.count("^wx-") == 13 and said.count("^bank-") == 3
    (tmp_path / "kept").mkdir()
    ingested(tmp_path, "archive", "-o", str(tmp_path / "kept"))
    kept = {path.relative_to(tmp_path / "kept").as_posix() for path in (tmp_path / "kept").rglob("*.csv")}
    assert kept == {
        "Assets/WeChat/2026-03-29.微信支付账单.csv", "Assets/ABC/2026-03-31.农业银行对公账户明细.csv",
    }  # fmt: skip
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["随手记.txt"]


def test_fava_s_import_page_of_another_installation_takes_every_paper(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / OLD_CSV.name).write_bytes(OLD_CSV.read_bytes())
    bank_paper(tmp_path / "in")
    (tmp_path / "config.py").write_text(
        f"from importers.gulp import every\nCONFIG = every({ACCOUNTS!r}, {SUSPENSE!r})\n", encoding="utf-8"
    )
    accounts = {*ACCOUNTS.values(), SUSPENSE}
    (tmp_path / "books.beancount").write_text(
        'option "operating_currency" "CNY"\n'
        '2026-01-01 custom "fava-option" "import-config" "config.py"\n'
        '2026-01-01 custom "fava-option" "import-dirs" "in"\n'
        + "".join(f"2026-01-01 open {account}\n" for account in sorted(accounts)),
        encoding="utf-8",
    )
    fava = FavaLedger(str(tmp_path / "books.beancount"))
    assert (fava.errors, fava.ingest.errors) == ([], ())
    offered = {file.basename: file.importers for file in fava.ingest.import_data()}
    assert {name: [(each.importer_name, each.account, str(each.date)) for each in importers]
            for name, importers in offered.items()} == {
        OLD_CSV.name: [("微信支付账单", CHANGE, "2026-03-29")],
        "明细.csv": [("农业银行对公账户明细", "Assets:ABC", "2026-03-31")],
    }  # fmt: skip
    wechat = fava.ingest.extract(str(tmp_path / "in" / OLD_CSV.name), "微信支付账单")
    bank = fava.ingest.extract(str(tmp_path / "in" / "明细.csv"), "农业银行对公账户明细")
    fava.file.insert_entries([e for e in [*wechat, *bank] if not isinstance(e, data.Note)])
    fava.load_file()
    assert fava.errors == []
    assert len(list(data.filter_txns(fava.all_entries))) == 16
    again = fava.ingest.extract(str(tmp_path / "in" / OLD_CSV.name), "微信支付账单")
    assert all(DUPLICATE in entry.meta for entry in again)

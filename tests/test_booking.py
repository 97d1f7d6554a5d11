"""A WeChat bill becomes entries: every row in one place, no row twice, and a bad row keeps no good one out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from huzhu import session
from huzhu.reading import read
from huzhu.statements import take_in
from importers import engine
from importers.allocation import NOTHING
from importers.booking import propose
from importers.movement import Statement
from importers.proposal import Choices, Proposal
from ledger.chart import BANK_CHARGES, WECHAT, WECHAT_TRANSIT
from ledger.district import Society
from tests import societies as made
from tests.terminal import bytes_of, english, huzhu
from tests.wechat_bill import FIRST_LINE, OLD_CSV, PAPERS, XLSX_2025, csv_bill, line, lines

SAMPLES = sorted(p for p in PAPERS.iterdir() if p.suffix != ".expected")
CARD = "农业银行(1234)"
CHOICES = Choices(recorded_by="wangwu", channel="主动捐赠")
CHANNEL = ("--channel", "主动捐赠")


@pytest.fixture
def society(tmp_path: Path) -> Society:
    """A society whose bank has had 5,000.00 since 1 March, so that the bill's card can be charged."""
    place = made.shigang(tmp_path)
    made.record(place, made.donation("5000.00", date(2026, 3, 1)))
    return place


def _booked(place: Society) -> list[Any]:
    return [t for t in read(place)[0].transactions if t.meta.get("source")]


def _links(place: Society) -> list[str]:
    return sorted(link for t in _booked(place) for link in t.links)


def _balance(place: Society, holder: str) -> Decimal:
    return sum((leg.amount for leg in read(place)[0].legs if leg.account.holder == holder), Decimal(0))


def _import(place: Society, *files: Path, more: tuple[str, ...] = ()) -> list[int]:
    """Run `huzhu import`; how many rows were booked, skipped and left for review, over all the files."""
    said = huzhu("import", *files, *CHANNEL, *more, books=place.folder)
    assert said.code == 0 and not said.err, said
    totals = [row for row in said.out.splitlines() if row.startswith("共")]
    assert len(totals) == len(files)
    told = [
        [int("".join(filter(str.isdigit, w))) for w in t.split("：")[1].split("（")[0].split("，")]
        for t in totals
    ]
    return [sum(column) for column in zip(*told, strict=True)]


def _paper(folder: Path, rows: list[list[str]], name: str = "账单.csv") -> Path:
    path = folder / name
    path.write_bytes(csv_bill(rows))
    return path


def _statement(rows: list[list[str]]) -> Statement:
    return engine.read_bytes(csv_bill(rows), "账单.csv")


def _one(rows: list[list[str]], choices: Choices = CHOICES) -> Proposal:
    (found,) = propose(_statement(rows), choices)
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_every_row_of_a_sample_ends_in_one_place(society: Society, sample: Path) -> None:
    assert _import(society, sample) == [5, 0, 8]
    assert _balance(society, WECHAT) == Decimal("1848.88")
    once = bytes_of(society.folder)
    assert _import(society, sample) == [0, 5, 8], "what is in the books is skipped, what waits still waits"
    assert bytes_of(society.folder) == once


def test_all_samples_are_there() -> None:
    assert len(SAMPLES) == 4 and {len(engine.read(p).movements) for p in SAMPLES} == {13}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_overlapping_files_book_nothing_twice_in_whatever_order(
    society: Society, order: tuple[int, ...]
) -> None:
    halves = [
        _paper(society.documents, lines()[:8], "一.csv"),
        _paper(society.documents, lines()[5:], "二.csv"),
    ]
    papers = [*halves, XLSX_2025]
    booked, _, _ = _import(society, *(papers[at] for at in order))
    assert booked == 5 and len(set(_links(society))) == len(_links(society)) == 5
    assert _balance(society, WECHAT) == Decimal("1848.88")


def test_one_file_named_twice_is_booked_once(society: Society) -> None:
    assert _import(society, OLD_CSV, OLD_CSV) == [5, 5, 16]


def test_gifts_and_fees_stand_in_their_funds_with_donor_channel_link_and_source(society: Society) -> None:
    _import(society, OLD_CSV, more=("--channel", "村内互助", "--recorded-by", "lisi"))
    gift = next(t for t in _booked(society) if t.payee == "李*花")
    assert (gift.date, gift.narration) == (date(2026, 3, 28), "收款方备注:二维码收款")
    assert [(p.account, p.units.number) for p in gift.postings] == [
        (f"{WECHAT}:03社会捐赠", Decimal("200.00")), ("Income:4101捐赠收入", Decimal("-200.00")),
    ]  # fmt: skip
    assert gift.links == {"wx-10000499012603000000000000000002"}
    statement = engine.read(OLD_CSV)
    row = next(m.row for m in statement.movements if m.counterparty == "李*花")
    assert gift.meta["source"] == f"{statement.sha256}:{row}"
    assert (gift.meta["channel"], gift.meta["recorded-by"], gift.meta["event"]) == (
        "村内互助",
        "lisi",
        "接受捐赠",
    )
    fee = next(t for t in _booked(society) if t.payee == "互助会群")
    assert fee.postings[0].account == f"{WECHAT}:04会费" and fee.meta["channel"] == "会费"
    assert fee.postings[1].account == "Income:4201会费收入"


def test_equal_gifts_of_different_people_on_a_day_stay_different(society: Society, tmp_path: Path) -> None:
    gifts = [line(who=who, id=f"10000500{n}") for n, who in enumerate(("王大伯", "李二嫂", "王大伯"))]
    assert _import(society, _paper(tmp_path, gifts)) == [3, 0, 0]
    assert _balance(society, WECHAT) == Decimal("60.00") and len(_links(society)) == 3


def test_a_row_that_breaks_a_rule_waits_and_the_rest_is_booked(society: Society, tmp_path: Path) -> None:
    rows = [
        line(id="1000050001", who="甲"),
        line(at="2026-03-26 09:00:00", kind="零钱提现", who=CARD, way="/", amount="¥90.00", account=CARD,
             status="提现已到账", id="2072600002"),
        line(at="2026-03-27 10:00:00", id="1000050003", who="乙"),
    ]  # fmt: skip
    said = huzhu("import", _paper(tmp_path, rows), *CHANNEL, "--card", f"{CARD}=银行", books=society.folder)
    assert (
        said.code == 0 and "共3行：已记账2，跳过0，待核1" in said.out and "还有1行待核，没有记账" in said.out
    )
    assert "不够付" in said.out and english(said.out, [CARD]) == []
    assert {t.payee for t in _booked(society)} == {"甲", "乙"}


def test_several_bad_rows_are_each_told_with_their_own_reason(society: Society) -> None:
    rows = [line(id="1000050001"), line(id="1000050002", at="2026-03-26 10:00:00"), line(id="1000050003")]
    told = take_in(society, _statement(rows), CHOICES._replace(channel="公开募捐-互联网"), {}).proposals
    assert [p.outcome for p in told] == ["review"] * 3
    assert all("没有公开募捐资格" in p.reason for p in told)
    assert _booked(society) == []


def test_a_trial_books_nothing_and_shows_what_it_would(society: Society) -> None:
    before = bytes_of(society.folder)
    said = huzhu("import", OLD_CSV, "--card", f"{CARD}=银行", *CHANNEL, "--dry-run", books=society.folder)
    assert said.code == 0 and "共13行：已记账7，跳过0，待核6（试算，没有写）" in said.out
    assert said.out.count("会记账") == 7
    assert bytes_of(society.folder) == before


def test_a_card_that_is_named_books_what_goes_to_it_and_what_the_carrier_keeps(society: Society) -> None:
    bank = _balance(society, made.BANK)
    assert _import(society, XLSX_2025, more=("--card", f"{CARD}=农商行")) == [7, 0, 6]
    withdrawn = next(t for t in _booked(society) if t.narration == "零钱提现")
    assert [(p.account, p.units.number) for p in withdrawn.postings] == [
        (f"{WECHAT_TRANSIT}:03社会捐赠", Decimal("1698.40")),
        (f"{WECHAT}:03社会捐赠", Decimal("-1700.10")),
        (BANK_CHARGES, Decimal("1.70")),
    ]
    charged = next(t for t in _booked(society) if t.narration == "零钱充值")
    assert charged.postings[0].account == f"{WECHAT}:03社会捐赠"
    assert _balance(society, made.BANK) == bank, "the bank's own paper books the bank's end"
    assert _balance(society, WECHAT_TRANSIT) == Decimal("1698.40") - Decimal("2000.00")
    assert _import(society, OLD_CSV, more=("--card", f"{CARD}=农商行")) == [0, 7, 6]


def test_a_card_named_later_books_only_what_waited_for_it(society: Society) -> None:
    assert _import(society, OLD_CSV) == [5, 0, 8]
    assert _import(society, OLD_CSV, more=("--card", f"{CARD}=银行")) == [2, 5, 6]


def test_the_words_of_an_appeal_are_told_with_row_and_payee(society: Society, tmp_path: Path) -> None:
    rows = [line(id="1000050001"), line(id="1000050002", who="赵六婶", what="转账备注:众筹")]
    said = huzhu("import", _paper(tmp_path, rows), *CHANNEL, books=society.folder)
    assert said.code == 0 and "共2行：已记账2" in said.out
    warned = [row for row in said.out.splitlines() if row.startswith("提醒 [public_fundraising]")]
    assert len(warned) == 1 and f"第{FIRST_LINE + 1}行 赵六婶 " in warned[0] and "众筹" in warned[0]


def test_control_totals_that_do_not_tie_leave_the_books_alone(society: Society, tmp_path: Path) -> None:
    bill = csv_bill(lines()).replace("3898.88元".encode(), "3899.88元".encode())
    (tmp_path / "账单.csv").write_bytes(bill)
    before = bytes_of(society.folder)
    said = huzhu("import", tmp_path / "账单.csv", books=society.folder)
    assert said.code == 2 and "3899.88元" in said.err and "3898.88元" in said.err and "相差1.00元" in said.err
    assert said.out == "" and bytes_of(society.folder) == before


def test_a_second_file_that_cannot_be_read_leaves_the_first_booked(society: Society, tmp_path: Path) -> None:
    said = huzhu("import", OLD_CSV, tmp_path / "没有.csv", *CHANNEL, books=society.folder)
    assert said.code == 2 and "打不开文件“没有.csv”" in said.err
    assert "已记账5" in said.out and len(_booked(society)) == 5


def test_rows_of_a_closed_month_wait_and_the_others_are_booked(society: Society, tmp_path: Path) -> None:
    closed = huzhu("close", "2026-03", "--date", "2026-04-03", books=society.folder)
    assert closed.code == 0, closed
    rows = [line(id="1000050001", at="2026-03-31 23:59:59"), line(id="1000050002", at="2026-04-01 00:00:01")]
    said = huzhu("import", _paper(tmp_path, rows), *CHANNEL, books=society.folder)
    assert said.code == 0 and "共2行：已记账1，跳过0，待核1" in said.out
    assert "2026-03 已经月结，不能再记这个月的账" in said.out
    assert [t.date for t in _booked(society)] == [date(2026, 4, 1)]


# What becomes of one row, without books.


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"way": "支出", "status": "已转账", "account": "零钱"}, "付出去的钱要写明救助编号或用途"),
        (
            {"kind": "零钱提现", "way": "/", "who": CARD, "account": CARD, "status": "提现已到账"},
            f"--card “{CARD}=账户”",
        ),
        ({"account": CARD, "status": "已收钱"}, f"--card “{CARD}=账户”"),
    ],
)
def test_what_a_bill_does_not_know_waits_with_a_reason(words: dict[str, str], reason: str) -> None:
    found = _one([line(**words)])
    assert (found.outcome, found.event) == ("review", None) and reason in found.reason


def test_a_row_in_the_books_is_skipped(society: Society) -> None:
    statement = _statement([line(id="1000050001")])
    link = statement.movements[0].link
    (found,) = propose(statement, CHOICES, NOTHING._replace(links={link: "2026-03-001"}))
    assert (found.outcome, found.reason) == ("skip", "账里已经有这一笔（凭证 2026-03-001）")
    (other,) = propose(statement, CHOICES, NOTHING._replace(links={link + "1": "", link[:-1]: ""}))
    assert other.outcome == "book"


@pytest.mark.parametrize(
    ("who", "what", "donor", "narration"),
    [
        ("/", "/", "（未留名）", "转账"),
        ('王"大\\伯', '说"好"', "王 大 伯", "说 好"),
        ("王\u200b伯", "谢\u2028谢", "王 伯", "谢 谢"),
        ("王" * 300, "谢" * 300, "王" * 200, "谢" * 200),
    ],
)
def test_what_cannot_stand_in_books_is_taken_out_of_the_words(
    who: str, what: str, donor: str, narration: str
) -> None:
    found = _one([line(who=who, what=what)])
    assert found.outcome == "book" and found.event is not None
    assert (getattr(found.event, "donor", ""), found.event.narration) == (donor, narration)


def test_a_gift_to_a_fund_that_takes_none_waits() -> None:
    found = _one([line()], CHOICES._replace(fund="01财政补助"))
    assert found.outcome == "review" and "捐赠不能记入01财政补助" in found.reason


def test_the_treasurers_choices_reach_the_event(society: Society) -> None:
    choices = Choices("lisi", "02集体支持", "会员捐赠", session.holder(society, "支付宝"))
    event = _one([line()], choices).event
    assert event is not None and event.recorded_by == "lisi"
    assert event.legs()[0][0] == "Assets:1009其他货币资金:02支付宝:02集体支持"

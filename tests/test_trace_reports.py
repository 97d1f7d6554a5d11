"""Where the subsidy went, what a gift became, who was helped without money: told to the fen, and without names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger import chart
from ledger.events import cases, facts
from ledger.events.event import Event
from ledger.events.receipts import ReliefReturn
from reports.filings.services import services
from reports.funds.donor_statement import donor_statement
from reports.funds.subsidy_trace import subsidy_trace
from reports.rows import Sheet
from tests import societies as made
from tests.books_of import books_of

JULY = (date(2026, 7, 1), date(2026, 7, 31))
END = date(2026, 12, 31)


def _rows(sheet: Sheet) -> list[tuple[str, str]]:
    """The first and the last cell of each row."""
    return [(str(r.cells[0]), str(r.cells[-1]) if r.cells[-1] is not None else "") for r in sheet.rows]


def _helped() -> list[Event]:
    """The subsidy arrives, 1,500.00 of it is drawn, 800.00 paid on a case, of which 300.00 come back."""
    back = {
        "account": chart.CASH,
        "fund": chart.SUBSIDY_FUND,
        "label": "汪*",
        "case": made.CASE,
        "kind": "应急救助",
    }
    return [
        made.subsidy("10000.00", 1), made.draw("1500.00", 2, fund=chart.SUBSIDY_FUND), *made.case("800.00", 8),
        made.relief("800.00", 9, fund=chart.SUBSIDY_FUND),
        ReliefReturn(date=date(2026, 7, 10), recorded_by="wangwu", amount=Decimal("300.00"), narration="退", **back),
    ]  # fmt: skip


def test_every_yuan_of_the_subsidy_is_told_and_they_sum_to_it() -> None:
    sheet = subsidy_trace(books_of(*_helped()), END, "截至年末")
    assert _rows(sheet) == [
        ("2026-07-01 徽州区财政局 徽财社〔2026〕12号 凭证", ""),
        ("业务活动成本—应急救助", "800.00"),
        ("业务活动成本—应急救助", "-300.00"),
        ("结存：现金—财政补助", "1000.00"),
        ("结存：银行存款—农商行基本户—财政补助", "8500.00"),
        ("小计", "10000.00"),
        ("合计", "10000.00"),
    ]
    assert sheet.rows[1].cells[3:5] == (
        made.CASE,
        "银行存款—农商行基本户—财政补助 → 现金—财政补助",
    )


def test_a_transfer_does_not_hide_the_subsidy_and_a_day_before_it_nothing_had_moved() -> None:
    moved = [
        made.subsidy("10000.00", 1),
        made.transfer("2000.00", 5, from_fund=chart.SUBSIDY_FUND, to_fund=chart.DONATION_FUND),
        made.donation("500.00", 6),
        made.expense("100.00", 7, fund=chart.DONATION_FUND),
    ]
    told = _rows(subsidy_trace(books_of(*moved), END, ""))
    assert told[1:4] == [
        ("管理费用—办公费", "100.00"),
        ("结存：银行存款—农商行基本户—财政补助", "8000.00"),
        ("结存：银行存款—农商行基本户—社会捐赠", "1900.00"),
    ]
    assert _rows(subsidy_trace(books_of(*moved), date(2026, 7, 4), ""))[1:3] == [
        ("结存：银行存款—农商行基本户—财政补助", "10000.00"),
        ("小计", "10000.00"),
    ]


def test_a_subsidy_put_in_as_capital_is_traced_and_without_one_the_sheet_is_empty() -> None:
    assert _rows(subsidy_trace(books_of(made.subsidy("10000.00", 1, as_="capital")), END, ""))[-1] == (
        "合计",
        "10000.00",
    )
    assert _rows(subsidy_trace(books_of(made.donation("5.00", 1)), END, "")) == [("合计", "0.00")]


def test_a_donor_is_told_which_cases_the_gift_paid_and_nobody_s_name() -> None:
    books = books_of(
        made.donation("500.00", 1, donor="老王"), made.donation("600.00", 2, donor="老李", publish=True),
        made.draw("800.00", 3), *made.case("800.00", 8), made.relief("800.00", 9),
    )  # fmt: skip
    sheet = donor_statement(books, *JULY, "2026年7月")
    assert _rows(sheet) == [
        ("2026-07-01 爱心人士捐赠（凭证）", ""),
        ("应急救助（疾病）", "500.00"),
        ("小计", "500.00"),
        ("2026-07-02 老李捐赠（凭证）", ""),
        ("应急救助（疾病）", "300.00"),
        ("还在账上，等待使用", "300.00"),
        ("小计", "600.00"),
    ]
    assert "汪" not in str(sheet) and made.PERSON not in str(sheet)


def test_who_asks_by_name_gets_their_own_gifts_only_and_the_collective_is_named() -> None:
    books = books_of(
        made.donation("500.00", 1, donor="老王"), made.collective("600.00", 2), made.donation("1.00", 3)
    )
    own = donor_statement(books, *JULY, "", donor="老王")
    assert _rows(own)[0] == ("2026-07-01 老王捐赠（凭证）", "") and len(own.rows) == 6
    assert _rows(donor_statement(books, *JULY, ""))[3][0] == "2026-07-02 石岗村经济合作社捐赠（凭证）"
    assert donor_statement(books, *JULY, "", donor="没有这个人").rows == ()
    assert donor_statement(books, date(2026, 8, 1), END, "").rows == ()


def test_help_without_money_is_listed_and_counted() -> None:
    def helped(number: str, day: int, person: str) -> facts.HelpGiven:
        return facts.HelpGiven(
            date=date(2026, 7, day), recorded_by="lisi", number=number, person=person, matter="疾病", to="医疗救助",
            by="lisi", outcome="已批准",
        )  # fmt: skip

    books = books_of(
        helped("BB-2026-0001", 1, made.PERSON), helped("BB-2026-0002", 31, made.PERSON),
        helped("BB-2026-0003", 31, "P-000000000001"),
    )  # fmt: skip
    sheet = services(books, *JULY, "2026年7月")
    assert sheet.rows[0].cells == ("BB-2026-0001", date(2026, 7, 1), "疾病", "医疗救助", "lisi", "已批准")
    assert sheet.rows[-1].cells[0] == "合计 3件 2人"
    assert services(books, date(2026, 8, 1), END, "").rows[-1].cells[0] == "合计 0件 0人"


def test_the_papers_of_a_case_are_one_event() -> None:
    filed = cases.PapersFiled(
        date=date(2026, 7, 9),
        recorded_by="lisi",
        case=made.CASE,
        papers=("申请表", "有效身份证明"),
        sha256="0" * 64,
    )
    assert cases.PapersFiled.read(filed.entries({})) == filed

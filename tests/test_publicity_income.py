"""Income and expense for everybody: where money came from and went, and that what was, came and went is what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given

from ledger import chart
from ledger.events import moves, receipts
from ledger.events.event import Event
from reports.publicity.income_notice import REPORT, Flows
from reports.report import Audience
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of
from tests.test_fund_statement import EVENTS, _event
from tests.trials import trials


def table(*events: Event, of: str = "2026-07", audience: Audience = Audience.PUBLIC) -> list[str]:
    (sheet,) = REPORT.leaves(replace(asked_of(books_of(*events), of), audience=audience))
    assert isinstance(sheet, Sheet)
    return rows(sheet)


def test_a_month_by_hand_beside_the_year() -> None:
    found = table(
        *made.seed(), made.donation("500.00", 1, account=chart.WECHAT), made.fee("20.00", 1), made.draw("1500.00", 2),
        made.rice(10, 3), made.expense("30.00", 4, fund="02集体支持"), *made.case("800.00", 8), made.relief("800.00", 9),
    )  # fmt: skip
    assert found == [
        "一、期初结余|30,000.00|0.00",
        "二、收入", "　财政补助|0.00|10,000.00", "　村集体支持|0.00|10,000.00", "　社会捐赠（资金）|500.00|10,500.00",
        "　社会捐赠（实物）|600.00|600.00", "　会费|20.00|20.00", "收入合计|1,120.00|31,120.00",
        "三、支出", "　补充救助|0.00|0.00", "　应急救助|800.00|800.00", "　实物救助|0.00|0.00", "　办公费|30.00|30.00",
        "支出合计|830.00|830.00", "四、期末结余|30,290.00|30,290.00",
        "　其中：库存现金|700.00|700.00", "　其中：银行存款|28,490.00|28,490.00", "　其中：微信、支付宝|500.00|500.00",
        "　其中：实物（按入账价）|600.00|600.00",
    ]  # fmt: skip


def test_january_and_the_year_have_one_column() -> None:
    assert table(*made.seed(), of="2026")[0] == "一、期初结余|0.00"
    january = receipts.Interest(
        date=date(2026, 1, 5),
        recorded_by="wangwu",
        amount=Decimal("1.23"),
        narration="利息",
        account=made.BANK,
    )
    assert "　利息和其他|1.23" in table(january, of="2026-01")


def test_a_reversal_takes_back_in_its_own_month() -> None:
    undo = moves.Reverse(
        date=date(2026, 8, 1), recorded_by="wangwu", amount=Decimal("66.00"), narration="记错", reverses="2026-07-001",
        lines=((f"{made.BANK}:03社会捐赠", Decimal("-66.00")), (chart.DONATIONS, Decimal("66.00"))),
    )  # fmt: skip
    events = (made.donation("66.00", 2, voucher="2026-07-001"), undo)
    assert "　社会捐赠（资金）|-66.00|0.00" in table(*events, of="2026-08")
    assert "收入合计|0.00" in table(*events, of="2026")


def test_a_month_in_which_nothing_happened_says_so() -> None:
    (sheet,) = REPORT.leaves(asked_of(books_of(*made.seed()), "2026-08"))
    assert isinstance(sheet, Sheet) and sheet.notes[-1] == "本期没有收入，也没有支出。"
    (sheet,) = REPORT.leaves(asked_of(books_of(*made.seed()), "2026-06"))
    assert isinstance(sheet, Sheet) and len(sheet.notes) == 1


def test_nobody_is_named() -> None:
    said = "".join(
        table(*made.seed(), made.draw("500.00", 2), *made.case("500.00", 8), made.relief("500.00", 9))
    )
    assert "汪" not in said and "老王" not in said


@trials(60)
@given(EVENTS)
def test_what_was_and_came_and_went_is_what_is_left(drawn: list[tuple[str, str, date, int]]) -> None:
    books = books_of(*(_event(*each) for each in drawn))
    before = Decimal("0.00")
    for month, last in ((6, 30), (7, 31), (8, 31)):
        flows = Flows(books, date(2026, month, 1), date(2026, month, last))
        assert flows.opening == before
        assert flows.opening + flows.income - flows.spent == flows.closing == sum(flows.places.values())
        before = flows.closing

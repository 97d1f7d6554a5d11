"""The month's notice from the books: each relief on its line, and figures that a villager can add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from huzhu.reading import read
from ledger import chart
from ledger.district import Society
from ledger.events import cases, facts, goods, moves, receipts
from ledger.events.event import Event
from ledger.notices.notice import Notice, sheet_hash, text
from ledger.notices.rows import notice, span
from tests import societies as made
from tests.books_of import books_of
from tests.trials import trials

HEAD = "ab" * 32
POSTED = date(2026, 8, 4)
OTHER = "JZ-2026-0002"


@pytest.fixture
def society(tmp_path: Path) -> Society:
    """30,000.00 since June, of which 2,000.00 was drawn on 2 July."""
    place = made.shigang(tmp_path)
    made.record(place, made.draw("2000.00", 2))
    return place


def _notice(place: Society, month: str = "2026-07", posted: date = POSTED) -> Notice:
    return notice(read(place)[0], month, posted, HEAD)


def _flow(found: Notice) -> list[str]:
    return [str(n) for n in (found.opening, found.received, found.spent, found.closing)]


def _lines(found: Notice) -> list[tuple[str, str, str, str, str]]:
    return [(n.label, n.relief, n.method, str(n.amount), n.remark) for n in found.lines]


def _returned(amount: str, day: int, number: str = made.CASE) -> receipts.ReliefReturn:
    return receipts.ReliefReturn(
        date=date(2026, 7, day), recorded_by="wangwu", amount=Decimal(amount), narration="退回", account=chart.CASH, label="汪*",
        case=number, kind="应急救助",
    )  # fmt: skip


def _reversed(amount: str, day: int) -> moves.Reverse:
    """The society's second voucher in July is undone."""
    yuan = Decimal(amount)
    return moves.Reverse(
        date=date(2026, 7, day), recorded_by="wangwu", amount=yuan, narration="记错", payee="汪*", case=made.CASE,
        reverses="2026-07-002", lines=((f"{chart.CASH}:03社会捐赠", yuan), (chart.EMERGENCY, -yuan)),
        approved_by="zhangsan", paid_by="zhaoliu",
    )  # fmt: skip


def _raised(cap: str, until: date | None = None) -> facts.Resolution:
    return facts.Resolution(
        date=date(2026, 7, 1),
        recorded_by="lisi",
        number="JY-2026-03",
        kind="提高救助标准",
        cap_emergency=Decimal(cap),
        until=until,
    )


def test_a_month_without_relief_is_posted_with_its_figures(society: Society) -> None:
    found = _notice(society)
    assert found.lines == () and found.total == 0 and "本月无救助" in text(found)
    assert _flow(found) == ["30000.00", "0.00", "0.00", "30000.00"], (
        "drawing the float is neither income nor spending"
    )
    assert _flow(_notice(society, "2026-06", date(2026, 7, 3))) == ["0.00", "30000.00", "0.00", "30000.00"]
    assert _flow(_notice(society, "2026-08", date(2026, 9, 3))) == ["30000.00", "0.00", "0.00", "30000.00"]


def test_the_sheet_says_who_when_and_on_what_it_rests(society: Society) -> None:
    found = _notice(society)
    assert found.society == "徽州区岩寺镇石岗村救急难互助社"
    assert (found.month, found.posted, found.until) == ("2026-07", POSTED, date(2026, 8, 11)), "公示7天"
    assert found.basis == "徽州区完善村（社区）“救急难”互助社运作机制实施方案"
    assert found.supervisor == "石岗村村务监督委员会"
    assert [whose for whose, _ in found.phones] == ["本社", "岩寺镇", "区民政局"]
    assert (found.head, found.raised) == (HEAD, "")


def test_relief_in_cash_and_by_bank_with_what_else_was_spent(society: Society) -> None:
    made.record(society, made.case("800.00", 8))
    made.record(society, made.relief("800.00", 9))
    made.record(society, made.case("300.00", 8, OTHER, "P-2a2b3c4d5e6f"))
    made.record(society, made.relief("300.00", 10, case=OTHER, method="转账", account=made.BANK))
    made.record(society, [made.donation("50.50", 11), made.expense("30.10", 12)])
    found = _notice(society)
    assert _lines(found) == [
        ("汪*", "应急救助", "现金", "800.00", ""), ("汪*", "应急救助", "转账", "300.00", ""),
    ]  # fmt: skip
    assert [(n.no, n.matter, n.day.day, n.category, n.hamlet) for n in found.lines] == [
        (1, "疾病", 9, "", ""), (2, "疾病", 10, "", ""),
    ]  # fmt: skip
    assert found.total == Decimal("1100.00")
    assert _flow(found) == ["30000.00", "50.50", "1130.10", "28920.40"]


def test_relief_that_came_back_stands_beside_its_payment_and_is_not_spent(society: Society) -> None:
    made.record(society, [*made.case("800.00", 8), made.relief("800.00", 9)])
    made.record(society, _returned("800.00", 20))
    found = _notice(society)
    assert _lines(found) == [
        ("汪*", "应急救助", "现金", "800.00", ""), ("汪*", "应急救助", "", "-800.00", "退回"),
    ]  # fmt: skip
    assert found.total == 0 and _flow(found) == ["30000.00", "0.00", "0.00", "30000.00"]


def test_a_payment_booked_by_mistake_is_called_reversed_and_not_returned(society: Society) -> None:
    made.record(society, [*made.case("800.00", 8), made.relief("800.00", 9)])
    made.record(society, _reversed("800.00", 10))
    assert [n.remark for n in _notice(society).lines] == ["", "冲销"]


def _in_stages() -> list[Event]:
    decided = cases.Decision(
        date=date(2026, 7, 8), recorded_by="lisi", case=made.CASE, decision="同意", amount=Decimal("900.00"), stages=3, by="lisi",
        approved_by="zhangsan",
    )  # fmt: skip
    return [*made.case("900.00", 8)[:2], decided]


def test_stages_are_numbered_also_two_of_a_day(society: Society) -> None:
    made.record(society, _in_stages())
    for day in (9, 9, 30):
        made.record(society, made.relief("300.00", day))
    assert [n.remark for n in _notice(society).lines] == [f"分3次发放，第{n}次" for n in (1, 2, 3)]


def test_a_stage_booked_by_mistake_does_not_count_after_its_reversal(society: Society) -> None:
    made.record(society, _in_stages())
    for event in (
        made.relief("300.00", 9),
        _reversed("300.00", 10),
        made.relief("300.00", 10),
        made.relief("300.00", 13),
    ):
        made.record(society, event)
    told = [n.remark.removeprefix("分3次发放，") for n in _notice(society).lines]
    assert told == ["第1次", "冲销", "第1次", "第2次"]


def test_help_that_came_first_says_so(society: Society) -> None:
    opened, surveyed, decided = made.case("500.00", 10)
    given = made.relief("500.00", 10)
    first = cases.FirstAid(**{n: getattr(given, n) for n in type(given).model_fields}, reason="车祸")
    made.record(society, [opened, first])
    made.record(society, [e.model_copy(update={"date": date(2026, 7, 13)}) for e in (surveyed, decided)])
    assert _lines(_notice(society)) == [("汪*", "应急救助", "现金", "500.00", "先行救助")]


def test_a_referral_is_a_line_without_money_in_its_place_by_day(society: Society) -> None:
    made.record(society, [*made.case("800.00", 8), made.relief("800.00", 9)])
    made.record(society, made.case("1.00", 8, OTHER, "P-2a2b3c4d5e6f")[0])
    made.record(society, cases.Referral(date=date(2026, 7, 8), recorded_by="lisi", case=OTHER, to="区民政局"))
    found = _notice(society)
    assert _lines(found) == [
        ("汪*", "转介", "", "None", "转介区民政局"), ("汪*", "应急救助", "现金", "800.00", ""),
    ]  # fmt: skip
    assert found.total == Decimal("800.00")


def test_goods_are_received_and_spent_at_their_booked_value(society: Society) -> None:
    made.record(society, made.rice(10, 5, goods_name="大米（袋）"))
    made.record(society, made.case("180.00", 8))
    given = goods.GoodsOut(
        date=date(2026, 7, 9), recorded_by="wangwu", amount=Decimal("180.00"), narration="发放大米", goods="DAMI",
        quantity=Decimal(3), price=Decimal("60.00"), label="汪*", case=made.CASE, approved_by="zhangsan", paid_by="zhaoliu",
    )  # fmt: skip
    made.record(society, given)
    found = _notice(society)
    assert _lines(found) == [("汪*", "实物救助", "实物", "180.00", "")]
    assert _flow(found) == ["30000.00", "600.00", "180.00", "30420.00"]


def test_the_resolution_that_raised_a_cap_is_named(society: Society) -> None:
    made.record(society, [_raised("1500.00"), *made.case("1200.00", 8), made.relief("1200.00", 9)])
    found = _notice(society)
    assert found.raised == "决议JY-2026-03" and "JY-2026-03" in text(found)


def test_a_cap_that_nobody_needed_raised_is_not_spoken_of(society: Society) -> None:
    made.record(
        society, [_raised("1500.00", date(2026, 7, 31)), *made.case("1000.00", 8), made.relief("1000.00", 9)]
    )
    assert _notice(society).raised == ""


def test_only_the_months_own_payments_are_on_its_sheet(society: Society) -> None:
    for at, day in enumerate((date(2026, 7, 1), date(2026, 7, 31), date(2026, 8, 1)), 1):
        number = f"JZ-2026-{at:04d}"
        made.record(society, made.case("100.00", day, number, f"P-{at}a2b3c4d5e6f"))
        made.record(society, made.relief("100.00", day, case=number, method="转账", account=made.BANK))
    assert [n.day for n in _notice(society).lines] == [date(2026, 7, 1), date(2026, 7, 31)]
    assert [n.day for n in _notice(society, "2026-08", date(2026, 9, 2)).lines] == [date(2026, 8, 1)]
    assert _flow(_notice(society, "2026-08", date(2026, 9, 2))) == ["29800.00", "0.00", "100.00", "29700.00"]


def test_the_same_books_give_the_same_sheet_and_one_fen_another(society: Society) -> None:
    before = sheet_hash(_notice(society))
    assert sheet_hash(_notice(society)) == before
    made.record(society, made.donation("0.01", 31))
    assert sheet_hash(_notice(society)) != before


@pytest.mark.parametrize(
    ("month", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-12", 31), ("2026-04", 30)]
)
def test_a_month_has_its_first_and_last_day(month: str, last: int) -> None:
    first = date.fromisoformat(f"{month}-01")
    assert span(month) == (first, first.replace(day=last))


@trials(40)
@given(
    some.lists(
        some.tuples(
            some.sampled_from(["donation", "expense", "draw", "relief", "returned", "rice"]),
            some.dates(date(2026, 6, 25), date(2026, 8, 31)),
            some.integers(1, 90_000),
        ),
        max_size=12,
    )
)
def test_what_was_there_and_what_came_is_what_was_spent_and_what_is_left(
    moved: list[tuple[str, date, int]],
) -> None:
    books = books_of(*made.seed(), *made.case("900.00", date(2026, 6, 25)), *(_event(*m) for m in moved))

    def of(kinds: str, month: int) -> Decimal:
        return sum(
            (_yuan(k, fen) for k, day, fen in moved if k in kinds.split() and day.month == month), Decimal(0)
        )

    closing = Decimal("0.00")
    for month in (6, 7, 8):
        found = notice(books, f"2026-{month:02d}", date(2026, month + 1, 4), HEAD)
        assert found.opening == closing, "the month begins where the last one ended"
        assert found.received == of("donation rice", month) + (30_000 if month == 6 else 0)
        assert found.spent == of("expense relief", month) - of("returned", month)
        assert found.opening + found.received - found.spent == found.closing
        assert found.total == of("relief", month) - of("returned", month)
        closing = found.closing
    assert closing == sum(leg.posting.units.number * (60 if leg.posting.cost else 1) for leg in books.legs)


def _yuan(kind: str, fen: int) -> Decimal:
    return Decimal(60) * (fen % 9 + 1) if kind == "rice" else Decimal(fen).scaleb(-2)


def _event(kind: str, day: date, fen: int) -> Event:
    if kind == "rice":
        return made.rice(fen % 9 + 1, day)
    if kind == "returned":
        return _returned(str(_yuan(kind, fen)), 1).model_copy(update={"date": day})
    makers = {"donation": made.donation, "expense": made.expense, "draw": made.draw, "relief": made.relief}
    event: Event = makers[kind](_yuan(kind, fen), day)
    return event

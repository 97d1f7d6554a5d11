"""The handover: who goes and comes, what is owed, what is open, which months are closed, and the list that is signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ledger import chart
from ledger.events import cases, claims, facts
from ledger.events.event import Event
from reports.forms import Form, Grid, Signing
from reports.packs.handover import REPORT
from reports.packs.handover_lists import claims as claims_sheet
from reports.packs.handover_lists import closed_months, handed_over, open_cases, terms
from reports.report import Asked
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of

OUT = {"approved_by": "zhangsan", "paid_by": "zhaoliu"}
CHANGED = (
    facts.Departure(date=date(2026, 7, 20), recorded_by="lisi", id="zhangsan"),
    facts.Appointment(date=date(2026, 7, 20), recorded_by="lisi", id="zhouba", post="社长", name="周八"),
)


def _asked(*events: Event, of: str = "2026-07", today: date = date(2026, 8, 9)) -> Asked:
    return asked_of(books_of(*events), of, today)


def _money(amount: str, day: int, narration: str) -> dict[str, Any]:
    return {
        "date": date(2026, 7, day),
        "recorded_by": "wangwu",
        "amount": Decimal(amount),
        "narration": narration,
    }


def _advance(amount: str = "300.00") -> Event:
    return claims.Advance(
        **_money(amount, 5, "垫付"),
        label="汪*",
        case=made.CASE,
        method="转账",
        advanced_for="临时救助",
        account=made.BANK,
        **OUT,
    )


def _back(amount: str) -> Event:
    return claims.AdvanceRecovered(
        **_money(amount, 15, "收回"), payer="镇民政办", case=made.CASE, account=made.BANK
    )


def _cover(asked: Asked) -> dict[str, str]:
    cover = REPORT.leaves(asked)[0]
    assert isinstance(cover, Form)
    return {
        f.label: f.value
        for part in cover.parts
        if isinstance(part, Grid)
        for line in part.lines
        for f in line
    }


def test_the_cover_names_who_goes_and_who_comes_where_both_are_registered() -> None:
    found = _cover(_asked(*CHANGED))
    assert (found["离任人"], found["接任人"], found["任期起止"]) == (
        "张三",
        "周八",
        "2026-06-20 至 2026-07-20",
    )


def test_before_the_change_who_is_in_post_goes_and_who_comes_is_left_blank() -> None:
    found = _cover(_asked(*CHANGED, of="2026-06"))
    assert (found["离任人"], found["接任人"], found["任期起止"]) == ("张三", "", "2026-06-20 至")


def test_each_officer_is_told_as_going_coming_or_staying() -> None:
    assert rows(terms(_asked(*CHANGED))) == [
        "张三|社长|2026-06-20|2026-07-20|离任", "李四|秘书长|2026-06-20|在任", "王五|会计|2026-06-20|在任",
        "赵六|出纳|2026-06-20|在任",
        "周八|社长|2026-07-20|接任",
    ]  # fmt: skip


def test_who_left_long_before_and_plain_members_are_not_part_of_the_handover() -> None:
    member = facts.Appointment(
        date=date(2026, 6, 20), recorded_by="lisi", id="sunqi", post="会员", name="孙七"
    )
    told = rows(terms(_asked(*CHANGED, member, of="2026-09", today=date(2026, 10, 8))))
    assert not any("张三" in row or "孙七" in row for row in told) and "周八|社长|2026-07-20|在任" in told


def test_an_advance_is_owed_until_it_is_back_whoever_brings_it() -> None:
    assert rows(claims_sheet(_asked(*made.seed(), _advance()))) == [
        "1122其他应收款|汪* JZ-2026-0001|2026-07-05|300.00"
    ]
    assert rows(claims_sheet(_asked(*made.seed(), _advance(), _back("100.00")))) == [
        "1122其他应收款|汪* JZ-2026-0001|2026-07-05|200.00"
    ]
    assert rows(claims_sheet(_asked(*made.seed(), _advance(), _back("300.00")))) == ["没有"]
    assert rows(claims_sheet(_asked(*made.seed(), _advance(), of="2026-06"))) == ["没有"]


def test_what_is_kept_for_somebody_stands_on_both_sides_until_it_is_passed_on() -> None:
    kept = claims.AgencyIn(**_money("1000.00", 2, "指定捐款"), payee="商会")
    gone = claims.AgencyOut(**_money("400.00", 3, "转交"), payee="洪*", **OUT)
    assert rows(claims_sheet(_asked(kept))) == [
        "1801受托代理资产|商会|2026-07-02|1,000.00", "2601受托代理负债|商会|2026-07-02|-1,000.00",
    ]  # fmt: skip
    assert rows(claims_sheet(_asked(kept, gone)))[0] == "1801受托代理资产|2026-07-02|600.00"


def test_a_case_is_open_until_it_is_closed_or_withdrawn_with_what_was_paid() -> None:
    closed = cases.CaseClosed(date=date(2026, 7, 20), recorded_by="lisi", case=made.CASE)
    given = (*made.seed(), *made.case(), made.relief("800.00", 9))
    assert rows(open_cases(_asked(*given))) == ["JZ-2026-0001|汪*|2026-07-08|应急救助|审核|800.00"]
    assert rows(open_cases(_asked(*given, closed))) == ["没有"]
    assert rows(open_cases(_asked(*given, of="2026-06"))) == ["没有"]


def test_the_closed_months_stand_with_their_checksums_and_a_reopened_one_does_not() -> None:
    june, july = (
        made.month_closed("2026-06", date(2026, 7, 3)),
        made.month_closed("2026-07", date(2026, 8, 4)),
    )
    again = facts.MonthReopened(
        date=date(2026, 8, 6),
        recorded_by="lisi",
        month="2026-07",
        reason="漏记",
        by="wangwu",
        approved_by="zhangsan",
    )
    told = _asked(june, july, again)
    for number, kind in enumerate(("月结", "月结", "反结账")):
        fact = [f for k in ("月结", "反结账") for f in told.books.facts.of(k)][number]
        assert fact.kind == kind
        fact.meta["seq"] = Decimal(number + 1)
    assert rows(closed_months(replace(told, period=asked_of(told.books, "2026-08").period))) == [
        "2026-06|2026-07-03|0000 0000 0000 0000"
    ]


def test_the_list_says_what_lies_where_and_leaves_the_seals_to_the_pen() -> None:
    form = handed_over(
        _asked(
            *made.seed(),
            made.draw("1000.00", 2),
            *made.case(),
            made.donation("5.00", 3, account=chart.WECHAT),
        )
    )
    (table,) = [part for part in form.parts if isinstance(part, Sheet)]
    told = rows(table)
    assert told[:3] == [
        "1|现金|1,000.00元",
        "2|银行存款　农商行基本户|29,000.00元",
        "3|其他货币资金　微信|5.00元",
    ]
    assert (
        "4|记账凭证|5张" in told
        and "6|救助档案（一人一档）|1卷" in told
        and any(row.endswith("|公章") for row in told)
    )
    assert Signing(("移交人", "接收人", "监交人"), day=True) in form.parts


def test_the_whole_pack_of_a_month_and_of_a_year_has_the_statements_and_the_lists() -> None:
    for of in ("2026-07", "2026"):
        titles = [leaf.title for leaf in REPORT.leaves(_asked(*made.seed(), *CHANGED, of=of))]
        for title in ("资产负债表", "科目余额表", "备用金盘点表", "债权债务情况", "未结救助情况", "移交清单"):
            assert title in titles

"""The yearly inspection: its two days, the basics and the year's work from the books, donations by channel, fundraising."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledger.events import claims, facts, moves
from ledger.events.event import Event
from reports.forms import Field, Form, Grid, Words
from reports.packs.annual_inspection import REPORT
from reports.packs.giving import fundraising, given_by_channel
from reports.packs.inspection_forms import basics, work_report
from reports.report import Asked
from reports.rows import Sheet
from reports.statements.balance_sheet import REPORT as BALANCE_SHEET
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of


def _asked(*events: Event, of: str = "2026") -> Asked:
    return asked_of(books_of(*events), of)


def _fields(form: Form) -> dict[str, str]:
    grids = [part for part in form.parts if isinstance(part, Grid)]
    return {f.label: f.value for grid in grids for line in grid.lines for f in line if isinstance(f, Field)}


def _said(form: Form) -> str:
    return "\n".join(part.said for part in form.parts if isinstance(part, Words))


def test_the_cover_says_both_days_of_the_year_after() -> None:
    cover = REPORT.leaves(_asked(*made.seed()))[0]
    assert isinstance(cover, Form)
    found = _fields(cover)
    assert (found["报主管单位"], found["报登记机关"]) == ("2027年3月31日前", "2027年5月31日前")


def test_the_basics_are_the_registration_the_officers_and_the_years_money() -> None:
    found = _fields(basics(_asked(*made.seed(), made.expense("30.00", 4))))
    assert (
        found["法定代表人"] == "张三"
        and found["住所"] == "岩寺镇石岗村"
        and found["开户银行"] == "农商行基本户"
    )
    assert (found["启动资金"], found["年初资产"], found["年末资产"]) == (
        "30,000.00元",
        "0.00元",
        "29,970.00元",
    )
    assert (found["本年收入"], found["本年费用"], found["年末净资产"]) == (
        "30,000.00元",
        "30.00元",
        "29,970.00元",
    )
    assert found["会员大会"].strip("本年　次") == "", "what no book knows is left to the pen"


def test_the_years_assets_are_those_of_the_balance_sheet_with_debts_and_what_is_kept_for_others() -> None:
    kept = claims.AgencyIn(
        date=date(2026, 7, 2),
        recorded_by="wangwu",
        amount=Decimal("1000.00"),
        narration="指定捐款",
        payee="商会",
    )
    asked = _asked(*made.seed(), kept)
    found = _fields(basics(asked))
    assert (found["年末资产"], found["年末负债"], found["年末净资产"]) == (
        "31,000.00元",
        "1,000.00元",
        "30,000.00元",
    )
    (sheet,) = BALANCE_SHEET.leaves(asked)
    assert isinstance(sheet, Sheet) and "31,000.00" in rows(sheet)[-1]


def test_the_officers_of_the_last_day_are_listed_and_members_are_counted_only() -> None:
    member = facts.Appointment(
        date=date(2026, 7, 1), recorded_by="lisi", id="sunqi", post="会员", name="孙七"
    )
    gone = facts.Departure(date=date(2026, 8, 1), recorded_by="lisi", id="lisi")
    form = basics(_asked(member, gone))
    (officers,) = [part for part in form.parts if isinstance(part, Sheet)]
    assert [row.split("|")[1] for row in rows(officers)] == ["张三", "王五", "赵六"]
    assert _fields(form)["任职人数"] == "4人" and _fields(form)["秘书长"] == ""


def test_the_years_work_is_told_in_figures() -> None:
    posted = facts.NoticePosted(
        date=date(2026, 8, 3), recorded_by="lisi", month="2026-07", sheet="0" * 64, place="栏"
    )
    said = _said(work_report(_asked(*made.seed(), *made.case(), made.relief(), posted)))
    assert "本年共救助1人次、800.00元，其中补充救助0人次、0.00元，应急救助1人次、800.00元" in said
    assert "已公示1个月，报乡镇备案0个月；账已月结0个月" in said
    assert "本年接受捐赠（不含村集体支持）10,000.00元，年末资金和物资结余29,200.00元" in said


def test_donations_stand_by_channel_and_tie_to_the_activities() -> None:
    gifts = (
        made.donation("100.00", 1, channel="会员捐赠", receipt="皖财1"), made.donation("50.00", 2),
        made.donation("1.00", date(2027, 1, 1)),
    )  # fmt: skip
    sheet = given_by_channel(_asked(*made.seed(), *gifts))
    assert rows(sheet) == [
        "主动捐赠|2|10,050.00|0|2", "会员捐赠|1|100.00|1|0", "村集体|1|10,000.00|0|0", "合计|4|20,150.00|1|2",
    ]  # fmt: skip


def test_a_reversed_donation_is_taken_off() -> None:
    lines = ((f"{made.BANK}:03社会捐赠", Decimal("-66.00")), ("Income:4101捐赠收入", Decimal("66.00")))
    undo = moves.Reverse(
        date=date(2026, 8, 1), recorded_by="wangwu", amount=Decimal("66.00"), narration="记错", reverses="2026-07-001",
        lines=lines,
    )  # fmt: skip
    sheet = given_by_channel(_asked(made.donation("66.00", 2, voucher="2026-07-001"), undo))
    assert rows(sheet)[-1].startswith("合计|0|0.00")


def test_a_year_without_a_gift_is_said() -> None:
    sheet = given_by_channel(_asked())
    assert rows(sheet) == ["合计|0|0.00|0|0"] and sheet.notes == ("本年没有接受捐赠。",)


def test_who_has_no_certificate_states_that_no_public_appeal_was_made() -> None:
    said = _said(fundraising(_asked(*made.seed())))
    assert (
        "没有公开募捐资格" in said and "没有在公共场所设置募捐箱" in said and "没有向村民、企业摊派" in said
    )


def test_a_certificate_is_named_with_its_last_day() -> None:
    got = facts.Qualified(
        date=date(2026, 7, 1), recorded_by="lisi", certificate="皖募001", until=date(2029, 6, 30)
    )
    assert "证书编号皖募001，有效期至2029-06-30" in _said(fundraising(_asked(got)))


def test_the_statement_denies_nothing_that_the_books_tell() -> None:
    boxed = made.donation("10.00", 3, channel="公开募捐-募捐箱")
    levied = made.donation("10.00", 3, channel="摊派")
    said = _said(fundraising(_asked(boxed, levied)))
    assert "经公开募捐渠道收到1笔、10.00元" in said and "没有有效的公开募捐资格" in said
    assert "1笔写明是摊派" in said and "没有向村民" not in said

"""The month's filing: each relief with the days of its papers, names only from the archive, and the month's funds."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from ledger import chart
from ledger.books import Books
from ledger.confidential.person import Person
from ledger.events import cases, facts, goods, moves, receipts
from ledger.events.event import Event
from ledger.mistake import Mistake
from ledger.notices.rows import notice
from reports.drawing.filling import fill
from reports.filings.filing import NOTHING, REPORT
from reports.filings.filing_people import CLOSED, FORGOTTEN
from reports.report import Asked, Audience
from reports.rows import Sheet
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of
from tests.office_form import office_form

WANG = Person(name="汪小明", id_number="341004196603070019", phone="13800001234")


def _asked(books: Books, of: str = "2026-07", today: date = date(2026, 8, 5), **more: object) -> Asked:
    return replace(asked_of(books, of, today), audience=Audience.TOWNSHIP, **more)  # type: ignore[arg-type]


def _filing(*events: Event, of: str = "2026-07", **more: object) -> tuple[Sheet, Sheet]:
    relief, funds = REPORT.leaves(_asked(books_of(*made.seed(), *events), of, **more))
    assert isinstance(relief, Sheet) and isinstance(funds, Sheet)
    return relief, funds


def _column(sheet: Sheet, key: str) -> list[object]:
    at = [c.key for c in sheet.columns].index(key)
    return [row.cells[at] for row in sheet.rows]


def _step(day: int) -> dict[str, object]:
    return {"date": date(2026, 7, day), "recorded_by": "lisi", "case": made.CASE}


def test_a_relief_stands_with_the_days_of_its_papers_who_handled_it_and_its_fund() -> None:
    relief, _ = _filing(*made.case("800.00", 8), made.draw("1000.00", 8), made.relief("800.00", 9))
    assert rows(relief) == [
        "1|JZ-2026-0001|汪*|突发严重困难户|应急救助|疾病|现金|800.00|7月8日|7月8日|7月9日|李四|张三|社会捐赠",
        "合计|800.00",
    ]
    assert relief.subtitle == "填报单位：徽州区岩寺镇石岗村救急难互助社　报送：岩寺镇　2026年7月　单位：元"
    assert relief.notes[0] == "救助金额合计（大写）：人民币捌佰元整"
    assert "乡镇（盖章）" in relief.signed


def test_where_the_archive_was_opened_the_whole_name_and_the_last_four_figures_stand() -> None:
    relief, _ = _filing(*made.case(), made.relief(), person={made.PERSON: WANG}.get)
    assert rows(relief)[0].startswith("1|JZ-2026-0001|汪小明|0019|")
    assert not {CLOSED, FORGOTTEN} & set(relief.notes)


def test_an_auditor_reads_the_same_four_figures_and_no_more() -> None:
    asked = _asked(books_of(*made.seed(), *made.case(), made.relief()), person={made.PERSON: WANG}.get)
    relief = REPORT.leaves(replace(asked, audience=Audience.AUDITOR))[0]
    assert isinstance(relief, Sheet) and "|汪小明|0019|" in rows(relief)[0]


def test_without_the_archive_the_books_label_stands_and_a_note_says_why() -> None:
    relief, _ = _filing(*made.case(), made.relief())
    assert CLOSED in relief.notes and "|汪*|" in rows(relief)[0]


def test_somebody_whom_the_archive_has_forgotten_is_as_the_books_say() -> None:
    other = made.case("100.00", 8, "JZ-2026-0002", "P-000000000000")
    relief, _ = _filing(
        *made.case(), made.relief(), *other, made.relief("100.00", 10, case="JZ-2026-0002"),
        person={made.PERSON: WANG}.get,
    )  # fmt: skip
    assert FORGOTTEN in relief.notes and "|汪*|" in rows(relief)[1]


@pytest.mark.parametrize("reader", [Audience.BOARD, Audience.PUBLIC])
def test_nobody_outside_gets_a_filing(reader: Audience) -> None:
    with pytest.raises(Mistake, match="不出给"):
        REPORT.leaves(replace(_asked(books_of()), audience=reader))


def test_help_before_the_survey_is_marked_and_rests_on_the_decision_that_followed() -> None:
    opened, survey, decision = made.case("800.00", 8)
    aid = cases.FirstAid(
        **made.relief("800.00", 8).model_dump(exclude_none=True), reason="等不及"
    )  # fmt: skip
    later = [event.model_copy(update={"date": date(2026, 7, 13)}) for event in (survey, decision)]
    relief, _ = _filing(opened, aid, *later)
    assert rows(relief)[0].startswith(
        "1|JZ-2026-0001|汪*|突发严重困难户|应急救助|疾病|现金|800.00|7月8日|7月13日|7月8日"
    )
    assert rows(relief)[0].endswith("|是|社会捐赠")


def test_a_referral_is_a_line_without_money_that_says_where_to() -> None:
    relief, _ = _filing(*made.case()[:2], cases.Referral(**_step(10), to="岩寺镇民政办", letter="石转1号"))
    assert rows(relief) == [
        "1|JZ-2026-0001|汪*|突发严重困难户|转介|疾病|7月8日|7月10日|李四|岩寺镇民政办（石转1号）", "合计|0.00",
    ]  # fmt: skip


def test_goods_stand_at_their_booked_value_and_what_comes_back_is_taken_off() -> None:
    out = goods.GoodsOut(
        date=date(2026, 7, 16), recorded_by="wangwu", amount=Decimal("120.00"), narration="大米", goods="DAMI",
        quantity=Decimal(2), price=Decimal("60.00"), label="汪*", case=made.CASE, approved_by="zhangsan", paid_by="zhaoliu",
    )  # fmt: skip
    back = receipts.ReliefReturn(
        date=date(2026, 7, 20), recorded_by="wangwu", amount=Decimal("300.00"), narration="退", label="汪*",
        account=chart.CASH, case=made.CASE, kind="应急救助",
    )  # fmt: skip
    relief, funds = _filing(made.rice(10, 3, goods_name="大米"), *made.case(), made.relief(), out, back)
    assert [str(yuan) for yuan in _column(relief, "amount")] == ["800.00", "120.00", "-300.00", "620.00"]
    assert _column(relief, "remark") == ["", "", "退回", None]
    assert rows(funds)[-2] == "合计|30,000.00|600.00|500.00|120.00|29,980.00|-500.00"


def test_a_reversal_names_what_it_reverses() -> None:
    lines = (
        (f"{chart.CASH}:{chart.DONATION_FUND}", Decimal("800.00")),
        (chart.EMERGENCY, Decimal("-800.00")),
    )
    undo = moves.Reverse(
        date=date(2026, 7, 20), recorded_by="wangwu", amount=Decimal("800.00"), narration="记错", payee="汪*",
        reverses="2026-07-001", lines=lines, case=made.CASE,
    )  # fmt: skip
    relief, _ = _filing(*made.case(), made.relief("800.00", 9, voucher="2026-07-001"), undo)
    assert rows(relief)[1].endswith("|冲销2026-07-001") and rows(relief)[-1] == "合计|0.00"


def test_what_is_filed_comes_to_what_hung_on_the_board() -> None:
    events = [
        *made.seed(),
        *made.case("800.00", 8, stages=2),
        made.relief("400.00", 9),
        made.relief("400.00", 20),
    ]
    books = books_of(*events, made.relief("1.00", date(2026, 8, 1)))
    relief = REPORT.leaves(_asked(books))[0]
    posted = notice(books, "2026-07", date(2026, 8, 5), "0" * 64)
    assert isinstance(relief, Sheet) and len(relief.rows) - 1 == len(posted.lines)
    assert posted.total in relief.rows[-1].cells


def test_a_month_without_relief_is_filed_too() -> None:
    relief, funds = _filing(made.donation("50.00", 3))
    assert rows(relief) == [NOTHING]
    assert rows(funds) == [
        "财政补助|10,000.00|10,000.00", "集体支持|10,000.00|10,000.00", "社会捐赠|10,000.00|50.00|10,050.00",
        "合计|30,000.00|50.00|30,050.00", "其中：限定性|10,000.00|10,000.00",
    ]  # fmt: skip


def test_a_named_fund_that_is_restricted_counts_as_restricted() -> None:
    fund = "11张氏助学专项"
    set_up = facts.FundSetUp(
        date=date(2026, 7, 1),
        recorded_by="lisi",
        fund=fund,
        source="张先生",
        restriction="限定性",
        banks=(made.BANK,),
    )
    _, funds = _filing(set_up, made.donation("9.00", 2, fund=fund))
    assert rows(funds)[-1] == "其中：限定性|10,000.00|9.00|10,009.00"


def test_when_and_where_the_notice_hung_is_said() -> None:
    common = {"recorded_by": "lisi", "month": "2026-07"}
    hung = facts.NoticePosted(date=date(2026, 8, 5), sheet="0" * 64, place="村务公开栏", **common)
    down = facts.NoticeTakenDown(date=date(2026, 8, 13), objections="无异议", **common)
    assert "公示：还没有张贴，报送前请先公示。" in _filing()[0].notes
    said = "公示：2026年8月5日张贴在村务公开栏，应公示到2026年8月12日；"
    assert f"{said}还没有登记撤下。" in _filing(hung)[0].notes
    assert f"{said}2026年8月13日撤下，无异议。" in _filing(hung, down)[0].notes


def test_a_month_that_is_not_over_is_not_filed() -> None:
    with pytest.raises(Mistake, match="还没有过完"):
        REPORT.leaves(_asked(books_of(), today=date(2026, 7, 31)))


def test_a_day_of_last_year_is_written_with_its_year() -> None:
    opened, *rest = made.case("800.00", date(2027, 1, 4))
    opened = opened.model_copy(update={"date": date(2026, 12, 31)})
    paid = made.relief("800.00", date(2027, 1, 5))
    relief, _ = _filing(opened, *rest, paid, of="2027-01", today=date(2027, 2, 1))
    assert "|2026年12月31日|1月4日|1月5日|" in rows(relief)[0]


def test_a_townships_own_form_is_filled() -> None:
    heads = (
        ("序号", ()), ("救助\n编号", ()), ("救助对象", ("姓名", "身份证后四位", "人员类别")), ("救助类型", ()), ("救助原因", ()),
        ("救助方式", ()), ("金额（元）", ()), ("日期", ("受理", "审核", "发放")), ("经办人", ()), ("审批人", ()),
        ("是否先行救助", ()), ("资金来源", ()), ("转介去向", ()), ("备注", ()),
    )  # fmt: skip
    asked = _asked(
        books_of(*made.seed(), *made.case(), made.relief()),
        said={"template": "x.xlsx"},
        person={made.PERSON: WANG}.get,
    )
    relief = REPORT.leaves(asked)[0]
    assert isinstance(relief, Sheet)
    page = openpyxl.load_workbook(io.BytesIO(fill(office_form(heads), relief))).active
    assert [cell.value for cell in page[6]] == [
        "1", "JZ-2026-0001", "汪小明", "0019", "突发严重困难户", "应急救助", "疾病", "现金", 800, "7月8日", "7月8日", "7月9日",
        "李四", "张三", None, "社会捐赠", None, None,
    ]  # fmt: skip
    assert page.cell(9, 9).value == 800


def test_an_offices_own_form_gets_every_column() -> None:
    asked = _asked(books_of(*made.seed(), *made.case(), made.relief()), said={"template": "x.xlsx"})
    whole, short = REPORT.leaves(asked)[0], REPORT.leaves(replace(asked, said={}))[0]
    assert isinstance(whole, Sheet) and isinstance(short, Sheet)
    assert {c.key for c in whole.columns} - {c.key for c in short.columns} == {
        "hamlet",
        "first_aid",
        "to",
        "remark",
    }

"""The progress table: what each society tells, a row a township or a village, the roster counted, an office's form filled."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from ledger import chart
from ledger.events import cases, facts, goods, moves
from ledger.events.event import Event
from ledger.mistake import Mistake
from reports import period
from reports.filings.help_given import help_given
from reports.filings.progress import REPORT
from reports.filings.roster import listed
from reports.filings.standing import Standing, read, standing, told
from reports.report import Audience, District, Told
from reports.rows import Sheet, shown
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of
from tests.office_form import HEADS, office_form
from tests.terminal import huzhu

TODAY = date(2026, 8, 1)
ROSTER = (("石岗村", "岩寺镇"), ("上村", "岩寺镇"), ("潜口村", "潜口镇"))


def _stands(*events: Event, of: str = "2026-07") -> Standing:
    return standing(asked_of(books_of(*events), of, TODAY))


def _share(*events: Event, of: str = "2026-07") -> Told:
    return REPORT.tell(asked_of(books_of(*events), of, TODAY))


def _made(shares: Sequence[Told], of: str = "2026-07", **more: object) -> tuple[Sheet, ...]:
    district = District("徽州区财政局", period.month(of), TODAY, Audience.TOWNSHIP, **more)  # type: ignore[arg-type]
    leaves = REPORT.leaves(district, shares)
    assert all(isinstance(leaf, Sheet) for leaf in leaves)
    return leaves  # type: ignore[return-value]


def _cells(sheet: Sheet, row: int) -> dict[str, str]:
    return {c.key: shown(cell) for c, cell in zip(sheet.columns, sheet.rows[row].cells, strict=True)}


def test_a_society_that_was_only_registered_has_nothing_and_its_troubles_are_named() -> None:
    found = _stands()
    assert found.registered and found.named and not found.full and not found.started and found.has_float
    assert found.by == "李四"
    assert found.troubles == ("启动资金差30,000.00元", "还没有开展救助", "上月公示未做", "上月备案未做")


def test_start_up_money_is_told_by_source() -> None:
    found = _stands(*made.seed())
    assert (found.subsidy, found.collective, found.given) == (Decimal(10000),) * 3
    assert found.full


def test_help_is_counted_in_the_month_and_since_the_beginning() -> None:
    paid = (made.relief("500.00", date(2026, 6, 28), kind="补充救助"), made.relief("800.00", 9))
    found = _stands(*made.seed(), *paid)
    assert (found.now.supplementary, found.now.emergency, found.now.emergency_yuan) == (0, 1, Decimal(800))
    assert (found.ever.supplementary, found.ever.supplementary_yuan, found.ever.times) == (1, Decimal(500), 2)
    assert found.started


def test_goods_count_as_what_their_case_was_accepted_for() -> None:
    out = goods.GoodsOut(
        date=date(2026, 7, 16), recorded_by="wangwu", amount=Decimal("120.00"), narration="大米", goods="DAMI",
        quantity=Decimal(2), price=Decimal("60.00"), label="汪*", case=made.CASE, approved_by="zhangsan", paid_by="zhaoliu",
    )  # fmt: skip
    found = _stands(made.rice(10, 3, goods_name="大米"), *made.case(), out)
    assert (found.now.emergency, found.now.emergency_yuan) == (1, Decimal("120.00"))
    assert found.donated == Decimal(600) and found.balance == Decimal(480)


def _reversal(day: date) -> Event:
    lines = (
        (f"{chart.CASH}:{chart.DONATION_FUND}", Decimal("800.00")),
        (chart.EMERGENCY, Decimal("-800.00")),
    )
    return moves.Reverse(
        date=day, recorded_by="wangwu", amount=Decimal("800.00"), narration="记错", payee="汪*", reverses="2026-07-001",
        lines=lines, case=made.CASE,
    )  # fmt: skip


def test_a_reversal_takes_its_payment_off_where_it_happens_and_leaves_what_was_reported() -> None:
    books = books_of(
        *made.case(), made.relief("800.00", 9, voucher="2026-07-001"), _reversal(date(2026, 8, 3))
    )
    july = help_given(books, date(2026, 7, 1), date(2026, 7, 31))
    august = help_given(books, date(2026, 8, 1), date(2026, 8, 31))
    assert (july.emergency, july.emergency_yuan) == (1, Decimal(800))
    assert (august.emergency, august.emergency_yuan) == (-1, Decimal(-800))


def test_the_collectives_own_support_is_no_donation() -> None:
    found = _stands(*made.seed(), made.donation("70.00", 3), made.donation("30.00", 3, channel="村集体"))
    assert (found.donated, found.donated_ever) == (Decimal(70), Decimal(10070))


def test_referrals_and_help_before_the_survey_are_counted_by_their_day() -> None:
    sent = cases.Referral(date=date(2026, 7, 10), recorded_by="lisi", case=made.CASE, to="民政办")
    aid = cases.FirstAid(**made.relief("800.00", 8).model_dump(exclude_none=True), reason="急")
    found = _stands(*made.case(), sent, aid)
    assert (found.now.referred, found.now.first_aid) == (1, 1)
    assert _stands(*made.case(), sent, aid, of="2026-08").now.referred == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 7, 7), "按时"), (date(2026, 7, 8), "迟"), (date(2026, 8, 1), "未做"), (None, "未做")],
)
def test_what_fell_due_in_the_month_is_in_time_late_or_missing(day: date | None, said: str) -> None:
    posted = (
        [facts.NoticePosted(date=day, recorded_by="lisi", month="2026-06", sheet="0" * 64, place="栏")]
        if day
        else []
    )
    assert _stands(*posted).posted == said


def test_nothing_fell_due_in_the_month_of_registration() -> None:
    found = _stands(of="2026-06")
    assert (found.posted, found.filed) == ("", "")


def test_before_its_registration_a_society_is_not_there_yet() -> None:
    found = _stands(*made.seed(), of="2026-05")
    assert not found.registered and found.balance == 0 and found.township == "岩寺镇"


def test_a_name_that_leaves_out_the_township_is_not_right() -> None:
    first = made.founding("shigang")[1]
    renamed = first.model_copy(update={"name": "徽州区石岗村救急难互助社", "date": date(2026, 7, 1)})
    assert not _stands(renamed).named


def test_a_standing_travels_as_json_and_comes_back_equal() -> None:
    found = _stands(*made.seed(), made.relief("800.00", 9))
    assert read(json.loads(json.dumps(told(found)))) == found


def test_the_district_has_a_row_a_township_and_their_sum() -> None:
    first, second = _made([_share(*made.seed(), made.relief("800.00", 9))], roster=ROSTER)
    assert first.title == "徽州区乡镇完善村（社区）“救急难”互助社运作机制进展情况表（一）建设情况"
    assert rows(first) == [
        "岩寺镇|2|1|50%|1|10,000.00|10,000.00|10,000.00|30,000.00|1|1|1|0|0|1个村（社区）还没有登记；1个社上月公示未做；1个社上月备案未做",
        "潜口镇|1|0|0%|0|0.00|0.00|0.00|0.00|0|0|0|0|0|1个村（社区）还没有登记",
        "汇总|3|1|33%|1|10,000.00|10,000.00|10,000.00|30,000.00|1|1|1|0|0",
    ]  # fmt: skip
    assert rows(second)[-1] == "汇总|0|0.00|1|800.00|0|0|0|0.00|1|800.00|0|0|0.00|10,000.00|29,200.00"


def test_a_township_has_a_row_a_village_and_names_who_fills_it_in() -> None:
    first, _ = _made([_share(*made.seed())], roster=ROSTER, said={"township": "岩寺镇"})
    assert [row.cells[0] for row in first.rows] == ["石岗村", "上村", "汇总"]
    assert _cells(first, 0)["by"] == "李四"
    assert _cells(first, 1)["troubles"] == "还没有成立互助社"
    assert first.subtitle.startswith("填报单位：岩寺镇　")


def test_another_townships_society_is_not_in_a_townships_table() -> None:
    first, _ = _made([_share(*made.seed())], roster=ROSTER, said={"township": "潜口镇"})
    assert [row.cells[0] for row in first.rows] == ["潜口村", "汇总"] and _cells(first, -1)[
        "registered"
    ] == "0"


def test_a_township_that_there_is_not_is_a_sentence_with_those_that_there_are() -> None:
    with pytest.raises(Mistake, match="没有“黄山镇”这个乡镇；可写：岩寺镇、潜口镇"):
        _made([_share(*made.seed())], roster=ROSTER, said={"township": "黄山镇"})


def test_without_a_roster_the_villages_are_those_that_have_a_society_and_it_is_said() -> None:
    first, _ = _made([_share(*made.seed())])
    assert _cells(first, 0)["villages"] == "1" and any("没有名册" in note for note in first.notes)


def test_a_society_whose_books_are_silent_is_named() -> None:
    first, _ = _made([], silent={"qiankou": "账簿断了"}, roster=ROSTER)
    assert "qiankou没有计入：账簿断了" in first.notes
    assert _cells(first, -1)["coverage"] == "0%"


@pytest.mark.parametrize(("of", "noted"), [("2024-03", True), ("2024-04", False), ("2026-01", False)])
def test_a_month_before_the_table_was_asked_for_is_noted_and_not_refused(of: str, noted: bool) -> None:
    first, _ = _made([_share(*made.seed(), of=of)], of)
    assert any("2024年4月起报送" in note for note in first.notes) == noted


def test_a_village_taken_off_the_roster_is_off_it_from_that_day() -> None:
    on = [
        facts.VillageListed(date=date(2026, 1, 1), recorded_by="ju", village=v, township=t) for v, t in ROSTER[:2]
    ]  # fmt: skip
    books = books_of(*on)
    assert listed(books, date(2025, 12, 31)) == ()
    assert listed(books, date(2026, 1, 1)) == ROSTER[:2]


def test_the_bureaus_form_is_filled_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huzhu.session.today", lambda: TODAY)
    district = made.district(tmp_path)
    for village, township in ROSTER:
        made.record(
            district,
            facts.VillageListed(date=date(2026, 7, 1), recorded_by="ju", village=village, township=township),
        )
    (tmp_path / "表样.xlsx").write_bytes(office_form(lines=1))
    line = ["report", "progress", "--month", "2026-07", "--template", str(tmp_path / "表样.xlsx")]
    done = huzhu(*line, "-o", tmp_path / "填好.xlsx", books=district.folder)
    assert done.code == 0, done.all
    page = openpyxl.load_workbook(io.BytesIO((tmp_path / "填好.xlsx").read_bytes())).active
    assert [[page.cell(row, at).value for at in (1, 2, 3, 4, 10)] for row in (6, 7, 8)] == [
        [1, "岩寺镇", 2, 1, 30000], [2, "潜口镇", 1, 1, 0], [None, "合 计", 3, 2, 30000],
    ]  # fmt: skip


def test_a_form_that_the_office_changed_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huzhu.session.today", lambda: TODAY)
    district, form = made.district(tmp_path), tmp_path / "表样.xlsx"
    form.write_bytes(office_form((*HEADS, ("党员", ()))))
    line = [
        "report",
        "progress",
        "--month",
        "2026-07",
        "--template",
        str(form),
        "-o",
        str(tmp_path / "填好.xlsx"),
    ]
    done = huzhu(*line, books=district.folder)
    assert done.code and "不认得表样里的“党员”" in done.all
    assert not (tmp_path / "填好.xlsx").exists()

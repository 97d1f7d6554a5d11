"""What givers get in hand: a slip that is no receipt, a letter, the list of honours, and what became of the gift."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger import chart
from ledger.books import Books
from ledger.events import facts, moves
from ledger.events.event import Event
from ledger.events.receipts import ReliefReturn
from ledger.mistake import Mistake
from ledger.money import BadAmount
from reports.drawing.draw import draw
from reports.forms import Form, Grid, Paper, Picture, Sheet, paper_of
from reports.report import Audience, Report
from reports.rows import total_of
from reports.thanks.gift_became import REPORT as BECAME
from reports.thanks.gift_became import became
from reports.thanks.honours import REPORT as HONOURS
from reports.thanks.receipt_slip import NO_RECEIPT
from reports.thanks.receipt_slip import REPORT as SLIP
from reports.thanks.thanks_letter import REPORT as LETTER
from tests import societies as made
from tests.asked_of import asked_of, rows
from tests.books_of import books_of
from tests.test_lineage import PLACES, _books

FORBIDDEN = ("票据代码", "监制", "校验码", "存根联", "收据联", "记账联")
"""What stands on the official receipt and never on ours."""
EVERY = (SLIP, LETTER, HONOURS, BECAME)


def forms(report: Report, *events: Event, of: str = "2026", **said: str) -> list[Form]:
    found = report.leaves(asked_of(books_of(*events), of, date(2026, 12, 31), **said))
    return [leaf for leaf in found if isinstance(leaf, Form)]


def text(form: Form) -> str:
    """All words of a form, without blanks and breaks."""
    return "".join(draw(paper_of(form), "text").decode().split())


def fields(form: Form) -> dict[str, str]:
    grid = next(part for part in form.parts if isinstance(part, Grid))
    return {field.label: field.value for line in grid.lines for field in line}


class TestTheSlip:
    def test_says_who_gave_what_when_how_and_the_number_of_the_receipt(self) -> None:
        (slip,) = forms(SLIP, made.donation("1409.50", 3, receipt="皖财0402001234", voucher="2026-07-001"))
        told = fields(slip)
        assert told.pop("说明") == NO_RECEIPT
        assert told == {
            "捐赠人": "老王", "收到日期": "2026年7月3日", "捐赠方式": "转账（农商行基本户）", "记入基金": "社会捐赠",
            "金额（大写）": "人民币壹仟肆佰零玖元伍角", "小写": "￥1,409.50", "事由": "捐款", "正式票据号": "皖财0402001234",
        }  # fmt: skip
        assert slip.mark == "凭证2026-07-001" and slip.half

    @pytest.mark.parametrize(
        ("event", "said"),
        [
            (made.donation("5.00", 3), "捐赠人自愿放弃"),
            (made.donation("5.00", 3, receipt=None), "尚未开具"),
            (made.collective("5.00", 3), "村集体，按决议入账"),
        ],
    )
    def test_says_where_there_is_no_number(self, event: Event, said: str) -> None:
        assert fields(forms(SLIP, event)[0])["正式票据号"] == said

    def test_a_number_recorded_later_stands_on_it(self) -> None:
        later = facts.ReceiptIssued(
            date=date(2026, 7, 9), recorded_by="wangwu", voucher="2026-07-001", number="皖财1"
        )
        (slip,) = forms(SLIP, made.donation("5.00", 3, receipt=None, voucher="2026-07-001"), later)
        assert fields(slip)["正式票据号"] == "皖财1"

    def test_goods_are_told_in_words_and_at_their_value_and_cash_as_cash(self) -> None:
        told = fields(forms(SLIP, made.rice(10, 5))[0])
        assert (told["捐赠方式"], told["实物"], told["折价（大写）"]) == (
            "实物",
            "大米（10）",
            "人民币陆佰元整",
        )
        assert fields(forms(SLIP, made.donation("5.00", 3, account=chart.CASH))[0])["捐赠方式"] == "现金"

    def test_never_looks_like_the_official_receipt(self) -> None:
        for slip in forms(SLIP, made.donation("5.00", 3), made.rice(1, 5), made.collective("7.00", 1)):
            said = text(slip)
            assert "本凭单不是票据" in said and not any(word in said for word in FORBIDDEN)

    def test_one_voucher_or_all_of_the_period_and_what_was_reversed_has_none(self) -> None:
        undo = moves.Reverse(
            date=date(2026, 7, 9), recorded_by="wangwu", amount=Decimal("5.00"), narration="记错", reverses="2026-07-001",
            lines=((f"{made.BANK}:03社会捐赠", Decimal("-5.00")), (chart.DONATIONS, Decimal("5.00"))),
        )  # fmt: skip
        events = (
            made.donation("5.00", 1, voucher="2026-07-001"), undo, made.donation("6.00", 2, voucher="2026-07-002"),
            made.donation("7.00", 3, voucher="2026-07-003"),
        )  # fmt: skip
        assert [form.mark for form in forms(SLIP, *events)] == ["凭证2026-07-002", "凭证2026-07-003"]
        assert len(forms(SLIP, *events, voucher="2026-07-003")) == 1
        with pytest.raises(Mistake, match="没有凭证号是2026-07-001的捐赠"):
            forms(SLIP, *events, voucher="2026-07-001")
        with pytest.raises(Mistake, match="没有收到捐赠"):
            forms(SLIP, *events, of="2026-08")


class TestTheLetter:
    def test_thanks_one_giver_for_all_their_gifts_of_the_period(self) -> None:
        (letter,) = forms(
            LETTER,
            made.donation("100.00", 1),
            made.donation("50.50", 2),
            made.donation("9.00", 3, donor="老李"),
            donor="老王",
        )
        said = text(letter)
        assert "尊敬的老王：" in said and "于2026年7月1日捐赠100.00元，于2026年7月2日捐赠50.50元" in said
        assert "合计150.50元（人民币壹佰伍拾元零伍角）" in said
        assert said.endswith("徽州区岩寺镇石岗村救急难互助社（盖章）2026年12月31日") and "老李" not in said

    def test_everybody_with_a_name_gets_one_and_the_nameless_none(self) -> None:
        found = forms(
            LETTER,
            made.donation("1.00", 1),
            made.donation("2.00", 2, donor="老李"),
            made.donation("3.00", 3, donor="匿名"),
        )
        assert [text(letter)[3:9] for letter in found] == ["尊敬的老李：", "尊敬的老王："]

    def test_a_firm_is_not_wished_good_health(self) -> None:
        (firm,) = forms(LETTER, made.donation("1.00", 1, donor="岩寺建筑有限公司"))
        assert "贵单位" in text(firm) and "身体健康" not in text(firm)
        (goods,) = forms(LETTER, made.rice(10, 5), donor="岩寺粮站")
        assert "捐赠大米（10），合计600.00元（人民币陆佰元整，含实物折价）" in text(goods)
        assert "贵单位" in text(goods)

    def test_many_gifts_are_told_as_a_sum(self) -> None:
        (letter,) = forms(LETTER, *(made.donation("1.00", day) for day in range(1, 8)))
        assert "自2026年7月1日至2026年7月7日先后7次向我社捐赠，合计7.00元" in text(letter)
        (letter,) = forms(LETTER, *(made.donation("1.00", day) for day in range(1, 7)))
        assert "先后" not in text(letter) and text(letter).count("捐赠1.00元") == 6

    def test_a_gift_to_a_named_fund_is_thanked_for_its_purpose(self) -> None:
        fund = "11张氏助学专项"
        up = facts.FundSetUp(
            date=date(2026, 7, 1),
            recorded_by="lisi",
            fund=fund,
            source="张先生",
            restriction="限定性",
            banks=(made.BANK,),
        )
        assert "专门用于“张氏助学专项”" in text(forms(LETTER, up, made.donation("9.00", 2, fund=fund))[0])
        assert "遇到急难的家庭" in text(forms(LETTER, made.donation("9.00", 2))[0])

    def test_who_gave_nothing_gets_none(self) -> None:
        with pytest.raises(Mistake, match="没有“老张”的捐赠"):
            forms(LETTER, made.donation("1.00", 1), donor="老张")
        with pytest.raises(Mistake, match="没有感谢信可写"):
            forms(LETTER, made.donation("1.00", 1, donor="匿名"))


class TestTheListOfHonours:
    def listed(self, *events: Event, **said: str) -> list[str]:
        (sheet,) = HONOURS.leaves(asked_of(books_of(*events), "2026", **said))
        assert isinstance(sheet, Sheet)
        return rows(sheet)

    def test_begins_exactly_at_the_sum_that_the_society_decided(self) -> None:
        events = (
            made.donation("500.00", 1), made.donation("499.99", 2, donor="老李"), made.donation("3.00", 3, donor="匿名"),
            made.rice(10, 4, publish=True),
        )  # fmt: skip
        assert self.listed(*events, above="500") == [
            "1|岩寺粮站|1|600.00|是", "2|老王|1|500.00|否", "合计|2人（单位）|2|1,100.00",
        ]  # fmt: skip
        assert len(self.listed(*events)) == 4
        with pytest.raises(BadAmount):
            self.listed(*events, above="很多")

    def test_who_agreed_with_one_gift_only_is_not_called_up_in_public(self) -> None:
        events = (made.donation("1.00", 1), made.donation("2.00", 2, publish=True))
        assert self.listed(*events)[0] == "1|老王|2|3.00|否"

    def test_nobody_is_listed_where_nobody_gave(self) -> None:
        assert self.listed() == ["合计|0人（单位）|0|0.00"]


class TestWhatBecame:
    def helped(self) -> Books:
        back: dict[str, Any] = {"account": chart.CASH, "label": "汪*", "case": made.CASE, "kind": "应急救助"}
        return books_of(
            made.donation("500.00", 1), made.donation("600.00", 2, donor="老李"), made.draw("1000.00", 3),
            *made.case("800.00", 8), made.relief("800.00", 9),
            ReliefReturn(date=date(2026, 7, 15), recorded_by="wangwu", amount=Decimal("100.00"), narration="退", **back),
        )  # fmt: skip

    def test_tells_kind_matter_and_month_and_what_is_left(self) -> None:
        (form,) = BECAME.leaves(asked_of(self.helped(), "2026-07", donor="老李"))
        assert isinstance(form, Form) and any(isinstance(part, Picture) for part in form.parts)
        (table,) = (part for part in form.parts if isinstance(part, Sheet))
        assert rows(table) == [
            "应急救助（疾病）|2026年7月|200.00",
            "还在账上，等待使用|400.00",
            "合计|600.00",
        ]
        assert "合计600.00元。到2026年7月31日为止，已经用出200.00元，其余400.00元还在账上" in text(form)

    def test_names_nobody_who_was_helped_and_no_case(self) -> None:
        paper = Paper("", tuple(BECAME.leaves(asked_of(self.helped(), "2026-07"))))
        said = draw(paper, "html").decode()
        assert not any(word in said for word in ("汪", made.PERSON, made.CASE)) and "各位捐赠人" in said

    def test_all_gifts_sum_to_what_was_given(self) -> None:
        books = self.helped()
        given = [leg.entry for leg in books.given if leg.account.code == "4101"]
        assert total_of(became(books, given, date(2026, 12, 31))[-1:]) == Decimal("1100.00")

    def test_what_went_into_net_assets_is_told_once(self) -> None:
        books = _books((0, chart.DONATIONS, PLACES[3], 500_01), (1, PLACES[3], chart.UNRESTRICTED, 200_01))
        given = [leg.entry for leg in books.given if leg.account.code == "4101"]
        told = {str(row.cells[0]): str(row.cells[-1]) for row in became(books, given, date(2026, 12, 31))}
        assert told == {"还在账上，等待使用": "300.00", "转入净资产": "200.01", "合计": "500.01"}

    def test_a_gift_not_used_yet_and_none_at_all(self) -> None:
        (form,) = BECAME.leaves(asked_of(books_of(made.donation("5.00", 1)), "2026-07"))
        assert isinstance(form, Form) and "还没有动用" in text(form)
        with pytest.raises(Mistake, match="没有收到捐赠"):
            BECAME.leaves(asked_of(books_of(), "2026-07"))


@pytest.mark.parametrize("report", EVERY, ids=lambda report: report.name)
def test_names_of_givers_are_for_the_inside(report: Report) -> None:
    assert Audience.BOARD not in report.audiences and Audience.PUBLIC not in report.audiences

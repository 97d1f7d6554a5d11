"""The papers of a case: filled from the books and the archive, for whom they are meant, and to the fen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from ledger import chart
from ledger.books import Books
from ledger.confidential.person import Person, written_down
from ledger.events import cases, facts
from ledger.events.event import Event
from ledger.events.goods import GoodsOut
from ledger.events.receipts import ReliefReturn
from ledger.mistake import Mistake
from reports.drawing.draw import draw
from reports.drawing.plainly import lines_of
from reports.forms import Form, Grid, Leaf, Listed, Opinion, Paper
from reports.period import month, until
from reports.report import Asked, Audience
from reports.rows import Sheet
from reports.table import report
from tests import societies as made
from tests.books_of import books_of

TODAY = date(2026, 7, 31)
FORMATS = ("text", "csv", "xlsx", "pdf", "html", "json")
WANG = written_down(
    name="汪𬭎㐂", id_number="11010519491231002X", phone="13800138000", address="石岗村12号", hamlet="上村组",
    members=({"name": "汪大牛", "relation": "子", "age": 40, "health": "残疾"},), card="6222021234567890128",
    bank="农商行", illness="肺炎", difficulty="住院花了两万元", agreed_name=True,
)  # fmt: skip
PAPERS = ("application", "survey", "approval", "payment-slip", "case-index", "case-file")


def _nothing(path: str) -> bytes | None:
    return None


def _asked(
    books: Books, person: Person | None = WANG, audience: str = "auditor", case: str = made.CASE,
    paper: Callable[[str], bytes | None] = _nothing, **said: str,
) -> Asked:  # fmt: skip
    who: Mapping[str, Person | None] = {made.PERSON: person}
    return Asked(
        books, until(TODAY), Audience(audience), TODAY, "", {"case": case} | said, who.get, paper=paper
    )


def _leaves(name: str, asked: Asked) -> tuple[Leaf, ...]:
    found: tuple[Leaf, ...] = report(name).leaves(asked)  # type: ignore[call-arg, arg-type]
    return found


def _fields(*leaves: Leaf) -> dict[str, str]:
    """The labelled words of the forms; of two alike the first."""
    found: dict[str, str] = {}
    for leaf in leaves:
        for part in leaf.parts if isinstance(leaf, Form) else ():
            if isinstance(part, Grid):
                for line in part.lines:
                    for field in line:
                        found.setdefault(field.label, field.value)
            if isinstance(part, Opinion):
                found.setdefault(part.label, part.said)
    return found


def _rows(leaf: Leaf, label: str = "") -> list[tuple[str, ...]]:
    """The lines of a form's table, by its label, or of its sheet."""
    assert isinstance(leaf, Form)
    for part in leaf.parts:
        if label and isinstance(part, Listed) and part.label == label:
            return list(part.rows)
        if not label and isinstance(part, Sheet):
            return [tuple("" if cell is None else str(cell) for cell in row.cells) for row in part.rows]
    raise AssertionError(label)


def _said(leaves: tuple[Leaf, ...]) -> str:
    return "\n".join("|".join(line) for leaf in leaves if isinstance(leaf, Form)
                     for line in lines_of(leaf) if not isinstance(line, Sheet))  # fmt: skip


def _told(leaves: tuple[Leaf, ...]) -> str:
    """The text of the PDF."""
    document = pypdfium2.PdfDocument(draw(Paper("案", leaves), "pdf"))
    return "".join(page.get_textpage().get_text_range() for page in document)


def _helped(**more: Any) -> list[Event]:
    return [made.draw("1000.00", 2), *made.case("800.00", 8, **more), made.relief("800.00", 9)]


def _filed(papers: tuple[str, ...], content: bytes, day: int = 9, filed_as: str | None = None) -> Event:
    return cases.PapersFiled(
        date=date(2026, 7, day), recorded_by="lisi", case=made.CASE, papers=papers,
        sha256=hashlib.sha256(content).hexdigest(), filed_as=filed_as,
    )  # fmt: skip


# Who it is


def test_the_application_is_filled_from_the_archive() -> None:
    (form,) = _leaves("application", _asked(books_of(*_helped())))
    said = _fields(form)
    assert {key: said[key] for key in ("姓名", "性别", "年龄", "身份证号", "联系电话", "现住址", "家庭人口")} == {
        "姓名": "汪𬭎㐂", "性别": "女", "年龄": "76", "身份证号": "11010519491231002X", "联系电话": "13800138000",
        "现住址": "石岗村12号", "家庭人口": "2人",
    }  # fmt: skip
    assert said["困难情况（本人自述）"] == "病情：肺炎。　住院花了两万元"
    assert said["收款户名账号"] == "农商行 6222021234567890128"
    assert _rows(form, "共同生活家庭成员")[:2] == [("汪大牛", "子", "40", "残疾"), ("",) * 4]
    assert "■突发严重困难户" in said["人员类别"] and said["人员类别"].count("■") == 1


def test_the_township_sees_the_last_four_figures() -> None:
    said = _fields(*_leaves("application", _asked(books_of(*_helped()), audience="township")))
    assert (said["身份证号"], said["收款户名账号"], said["姓名"]) == (
        "后四位 002X",
        "农商行 尾号 0128",
        "汪𬭎㐂",
    )


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("audience", ["board", "public"])
def test_no_paper_of_a_case_goes_to_the_board_or_the_public(name: str, audience: str) -> None:
    with pytest.raises(Mistake, match=f"不出给 {audience}"):
        _leaves(name, _asked(books_of(*_helped()), audience=audience))


def test_without_the_archive_the_books_label_stands_and_the_rest_is_left_to_write() -> None:
    leaves = _leaves("application", _asked(books_of(*_helped()), None))
    said = _fields(*leaves)
    assert (said["姓名"], said["身份证号"], said["联系电话"]) == ("汪*", "", "")
    assert "没有打开加密档案" in _said(leaves)
    assert "没有打开加密档案" not in _said(_leaves("application", _asked(books_of(*_helped()))))


def test_only_what_was_agreed_to_is_ticked() -> None:
    asked = _rows(_leaves("application", _asked(books_of(*_helped())))[0], "单独同意")
    assert [choice for _, choice in asked] == ["□同意　□不同意", "■同意　□不同意", "□同意　□不同意"]
    minor = WANG.model_copy(update={"nameless": True})
    asked = _rows(_leaves("application", _asked(books_of(*_helped()), minor))[0], "单独同意")
    assert asked[1][1] == "□同意　□不同意"


def test_a_case_that_nobody_accepted_has_no_papers() -> None:
    with pytest.raises(Mistake, match="没有受理过编号“JZ-2026-0009”的救助"):
        _leaves("application", _asked(books_of(*_helped()), case="JZ-2026-0009"))


# Survey and approval


def test_the_approval_tells_who_decided_what_and_in_which_time() -> None:
    (form,) = _leaves("approval", _asked(books_of(*_helped())))
    said = _fields(form)
    assert said["秘书长审核意见"] == "李四审核：同意，给予应急救助￥800.00。"
    assert said["社长审批意见"] == "张三审批：同意。"
    assert (said["金额（小写）"], said["大写"], said["审批结果"]) == (
        "￥800.00", "人民币捌佰元整", "■同意　□不同意",
    )  # fmt: skip
    assert (said["发放方式"], said["先行救助"]) == ("■现金　□转账　□实物", "□是　■否")
    assert _rows(form, "办理时限") == [
        ("入户调查和审核", "1个工作日内", "2026-07-08", "2026-07-09", "2026-07-08", "按时"),
        ("发放", "1个工作日内", "2026-07-08", "2026-07-09", "2026-07-09", "按时"),
    ]


def test_a_payment_on_the_second_working_day_is_late_by_its_calendar_days() -> None:
    late = [
        made.draw("1000.00", 2),
        *made.case("800.00", 10),
        made.relief("800.00", 14),
    ]  # 10 July is a Friday
    (form,) = _leaves("approval", _asked(books_of(*late)))
    assert _rows(form, "办理时限")[1] == (
        "发放",
        "1个工作日内",
        "2026-07-10",
        "2026-07-13",
        "2026-07-14",
        "晚1天",
    )
    unpaid = [*made.case("800.00", 10)]
    (form,) = _leaves("approval", _asked(books_of(*unpaid)))
    assert _rows(form, "办理时限")[1][-2:] == ("", "逾期未办")


def test_a_declared_relation_stands_in_the_declaration() -> None:
    tie = facts.ConflictDeclared(
        date=date(2026, 7, 1), recorded_by="lisi", id="wangwu", person=made.PERSON, relation="堂兄"
    )
    said = _fields(*_leaves("approval", _asked(books_of(tie, *_helped()))))["回避声明"]
    assert said.endswith("已申明有关系、应当回避的：王五（堂兄，2026-07-01申明）。")


def test_a_refusal_has_no_amount_and_a_higher_level_has_a_box() -> None:
    opened, visited, _ = made.case("800.00", 8)
    refused = cases.Decision(
        date=date(2026, 7, 8), recorded_by="lisi", case=made.CASE, decision="不同意", by="lisi"
    )
    said = _fields(*_leaves("approval", _asked(books_of(opened, visited, refused))))
    assert (said["秘书长审核意见"], said["金额（小写）"], said["社长审批意见"]) == (
        "李四审核：不同意。",
        "￥",
        "",
    )
    assert "乡镇审批意见" not in said
    county = _leaves("approval", _asked(books_of(*_helped(level="乡镇", hardship="较重"))))
    assert "乡镇审批意见" in _fields(*county) and _fields(*county)["困难程度"] == "较重"


def test_a_step_that_was_not_taken_has_no_paper() -> None:
    accepted = books_of(made.case("800.00", 8)[0])
    with pytest.raises(Mistake, match="还没有入户调查"):
        _leaves("survey", _asked(accepted))
    with pytest.raises(Mistake, match="还没有审核；"):
        _leaves("approval", _asked(accepted))
    with pytest.raises(Mistake, match="没有领款单可出"):
        _leaves("payment-slip", _asked(accepted))
    with pytest.raises(Mistake, match="没有转介过"):
        _leaves("referral-slip", _asked(accepted))
    with pytest.raises(Mistake, match="没有先行救助"):
        _leaves("situation-note", _asked(accepted))


# Payments


def test_the_slip_says_the_amount_in_figures_and_capitals_with_fund_and_voucher() -> None:
    (form,) = _leaves("payment-slip", _asked(books_of(*_helped())))
    said = _fields(form)
    assert [said[k] for k in ("金额（小写）", "金额（大写）", "资金来源", "发放方式", "次数", "领款日期", "经办人")] == [
        "￥800.00", "人民币捌佰元整", "社会捐赠", "■现金　□转账　□实物", "一次发放", "2026年7月9日", "赵六",
    ]  # fmt: skip
    assert {"见证人一（签名）", "见证人二（签名）"} <= said.keys()
    assert isinstance(form, Form) and form.half


def test_each_stage_has_its_slip_and_what_is_to_come_has_the_rest() -> None:
    staged = [
        made.draw("1000.00", 2),
        *made.case("900.00", 8, stages=2),
        made.relief("500.05", 9),
    ]
    said = [_fields(form) for form in _leaves("payment-slip", _asked(books_of(*staged)))]
    assert [(s["次数"], s["金额（小写）"], s["金额（大写）"]) for s in said] == [
        ("第1次，共2次", "￥500.05", "人民币伍佰元零伍分"),
        ("第2次，共2次", "￥399.95", "人民币叁佰玖拾玖元玖角伍分"),
    ]


def test_before_payment_the_slip_waits_with_the_decided_amount() -> None:
    (form,) = _leaves("payment-slip", _asked(books_of(*made.case("800.00", 8))))
    assert (_fields(form)["金额（小写）"], _fields(form)["经办人"]) == ("￥800.00", "")
    stages = _leaves("payment-slip", _asked(books_of(*made.case("900.00", 8, stages=3))))
    assert [_fields(form)["金额（小写）"] for form in stages] == ["￥", "￥", "￥"]


def test_what_came_back_is_told_on_the_slip() -> None:
    back = ReliefReturn(
        date=date(2026, 7, 10), recorded_by="wangwu", amount=Decimal("300.00"), narration="退", account=chart.CASH,
        fund=chart.DONATION_FUND, label="汪*", case=made.CASE, kind="应急救助",
    )  # fmt: skip
    leaves = _leaves("payment-slip", _asked(books_of(*_helped(), back)))
    assert "其中300.00元后来退回。" in _said(leaves)
    assert _fields(leaves[0])["金额（小写）"] == "￥800.00"


def test_goods_have_a_slip_with_what_was_handed_over_at_its_booked_value() -> None:
    rice = GoodsOut(
        date=date(2026, 7, 9), recorded_by="wangwu", amount=Decimal("120.00"), narration="大米", goods="DAMI",
        quantity=2, price="60.00", label="汪*", case=made.CASE, approved_by="zhangsan", paid_by="zhaoliu",
    )  # fmt: skip
    bought = made.rice(10, 5, goods_name="大米")
    (form,) = _leaves("payment-slip", _asked(books_of(bought, *made.case("120.00", 8), rice)))
    said = _fields(form)
    assert [said[k] for k in ("物品", "金额（大写）", "发放方式", "救助类型")] == [
        "大米×2", "人民币壹佰贰拾元整", "□现金　□转账　■实物", "实物救助",
    ]  # fmt: skip


# First aid and referral


def _first_aid() -> list[Event]:
    opened, visited, decided = made.case("800.00", 13)
    opened = opened.model_copy(update={"date": date(2026, 7, 9)})
    given = made.relief("800.00", 9).model_dump() | {"reason": "半夜房子着火"}
    return [made.draw("1000.00", 2), opened, cases.FirstAid(**given), visited, decided]


def test_the_note_on_first_aid_says_why_what_and_until_when() -> None:
    (form,) = _leaves("situation-note", _asked(books_of(*_first_aid())))
    said = _fields(form)
    assert said["紧急情况"] == "半夜房子着火"
    assert "现金发放应急救助800.00元（人民币捌佰元整）" in said["先行救助"]
    assert said["补办手续"] == (
        "2026年7月13日补充入户调查。2026年7月13日补办审核。按规定应在先行救助后10天内（2026年7月19日前）补齐。"
    )


def _referred(answered: bool = True) -> list[Event]:
    common: dict[str, Any] = {"recorded_by": "lisi", "case": made.CASE}
    out = cases.Referral(
        date=date(2026, 7, 9), to="岩寺镇民政办", letter="转介函2026-01", due=date(2026, 7, 20), **common
    )
    answer = cases.ReferralAnswered(date=date(2026, 7, 16), outcome="已纳入低保", **common)
    return [made.case("800.00", 8)[0], out, *([answer] if answered else [])]


def test_the_referral_goes_out_with_its_letter_and_the_answer_stands_below() -> None:
    letter, answer = _leaves("referral-slip", _asked(books_of(*_referred())))
    said = _said((letter,))
    assert "岩寺镇民政办：下列群众的困难超出" in said and "在2026年7月20日前" in said
    assert isinstance(letter, Form) and letter.mark == "编号：JZ-2026-0001"
    assert _fields(letter)["转介函号"] == _fields(answer)["转介函号"] == "转介函2026-01"
    assert _fields(answer)["办理结果"] == "已纳入低保" and _fields(letter)["本社已救助"] == ""
    _, waiting = _leaves("referral-slip", _asked(books_of(*_referred(answered=False))))
    assert _fields(waiting)["办理结果"] == ""
    helped = _asked(books_of(made.draw("500.00", 2), *_referred(), made.relief("300.00", 9)))
    assert _fields(_leaves("referral-slip", helped)[0])["本社已救助"] == "￥300.00"


# The file


def test_the_index_names_what_is_filed_missing_changed_and_gone() -> None:
    kept = {"documents/a.png": b"one", "documents/b.png": b"changed"}
    events = [
        *_helped(),
        _filed(("申请表",), b"one", filed_as="a.png"),
        _filed(("有效身份证明",), b"two", filed_as="b.png"),
        _filed(("入户调查表",), b"three", filed_as="c.png"),
        _filed(("审批表",), b"sealed"),
        _filed(("照片",), b"one", filed_as="a.png"),
    ]
    (form,) = _leaves("case-index", _asked(books_of(*events), paper=kept.get))
    assert [(row[1], row[2], row[3], row[6]) for row in _rows(form)] == [
        ("受理", "申请表", "2026-07-09", "相符"),
        ("受理", "有效身份证明", "2026-07-09", "不符"),
        ("受理", "困难及经济状况证明", "", "待归档"),
        ("入户调查", "入户调查表", "2026-07-09", "不见了"),
        ("审核", "审批表", "2026-07-09", "在加密档案"),
        ("发放", "领款单", "", "待归档"),
        ("", "照片", "2026-07-09", "相符"),
    ]
    assert _rows(form)[0][4] == "7692 c3ad 3540 bb80"


def test_a_paper_filed_twice_stands_twice_and_one_that_is_overdue_says_since_when() -> None:
    events = [*_helped(), _filed(("申请表",), b"old"), _filed(("申请表",), b"new", 10)]
    asked = _asked(books_of(*events))
    (form,) = _leaves("case-index", asked)
    assert [row[6] for row in _rows(form)[:2]] == ["在加密档案，后来换过", "在加密档案"]
    late = Asked(asked.books, asked.period, asked.audience, date(2026, 8, 8), said=asked.said)
    (form,) = _leaves("case-index", late)
    assert _rows(form)[2][6] == "缺，应在2026-08-07前归档"


def test_the_file_leaves_out_the_steps_that_were_not_taken_and_says_so() -> None:
    leaves = _leaves("case-file", _asked(books_of(*_helped())))
    assert [leaf.title for leaf in leaves] == [
        "救助案卷", "一人一档目录", "救助申请表", "入户调查表", "救助审批表", "救助金领款单",
    ]  # fmt: skip
    assert "卷内没有：先行救助情况说明、转介单。" in _said(leaves[:1])
    assert _fields(leaves[0])["实际救助"] == "￥800.00"
    referred = _leaves("case-file", _asked(books_of(*_referred())))
    assert [leaf.title for leaf in referred][-2:] == ["困难群众转介单", "转介回执"]


# The ledger


def _ledger(books: Books, said: str = "2026-07", person: Person | None = None) -> Sheet:
    asked = _asked(books, person)
    asked = Asked(books, month(said), asked.audience, TODAY, person=asked.person)
    (sheet,) = _leaves("case-ledger", asked)
    assert isinstance(sheet, Sheet)
    return sheet


def test_the_ledger_has_a_row_for_each_case_with_its_days_and_money() -> None:
    sheet = _ledger(books_of(*_helped()))
    assert [str(cell or "") for cell in sheet.rows[0].cells] == [
        "JZ-2026-0001", "汪*", "", "突发严重困难户", "疾病", "应急救助", "本人申请", "2026-07-08", "2026-07-08",
        "2026-07-08", "2026-07-09", "800.00", "现金", "", "", "调0/1 发1/1",
    ]  # fmt: skip
    assert (sheet.rows[1].cells[0], sheet.rows[1].cells[11]) == ("合计 1件", Decimal("800.00"))
    assert _ledger(books_of(*_helped()), person=WANG).rows[0].cells[1] == "汪𬭎㐂"


def test_the_ledger_of_a_later_month_tells_only_what_happened_in_it() -> None:
    back = ReliefReturn(
        date=date(2026, 8, 3), recorded_by="wangwu", amount=Decimal("300.00"), narration="退", account=chart.CASH,
        fund=chart.DONATION_FUND, label="汪*", case=made.CASE, kind="应急救助",
    )  # fmt: skip
    august = _ledger(books_of(*_helped(), back), "2026-08")
    assert (august.rows[0].cells[10], august.rows[0].cells[11]) == (None, Decimal("-300.00"))
    assert _ledger(books_of(*_helped()), "2026-08").rows == ()
    assert "本期没有救助。" in _ledger(books_of(*_helped()), "2026-08").notes


def test_a_case_without_a_payment_stands_in_the_ledger_without_money() -> None:
    sheet = _ledger(books_of(*made.case("800.00", 8)))
    assert sheet.rows[0].cells[10:13] == (None, None, None)
    assert sheet.rows[0].cells[15] == "调0/1 发－/1"
    assert sheet.rows[1].cells[11] == Decimal("0.00")


# On paper


def test_rare_characters_of_a_name_print() -> None:
    told = _told(_leaves("application", _asked(books_of(*_helped()))))
    assert "汪𬭎㐂" in told


def test_a_long_story_flows_to_the_next_page_and_nothing_of_it_is_lost() -> None:
    story = "".join(f"第{at}件难处，家里实在没有办法。" for at in range(400))
    long = WANG.model_copy(update={"difficulty": story})
    told = _told(_leaves("application", _asked(books_of(*_helped()), long)))
    assert "第0件难处" in told and "第399件难处" in told
    assert "救助申请表（续）" in told and "单独同意" in told


def test_a_household_of_twelve_stands_on_the_form_one_under_the_other() -> None:
    members = [
        {"name": f"汪{sign}", "relation": "子女", "age": at}
        for at, sign in enumerate("一二三四五六七八九十百")
    ]
    many = written_down(name="汪大", id_number="11010519491231002X", members=tuple(members))
    leaves = _leaves("application", _asked(books_of(*_helped()), many))
    assert _fields(*leaves)["家庭人口"] == "12人"
    told = _told(leaves)
    assert all(f"汪{sign}" in told for sign in "一二三四五六七八九十百")


@pytest.mark.parametrize("person", [WANG, None])
@pytest.mark.parametrize("name", ["application", "survey", "approval", "situation-note", "case-index"])
def test_an_ordinary_case_takes_one_page_a_form(name: str, person: Person | None) -> None:
    leaves = _leaves(name, _asked(books_of(*_first_aid()), person))
    assert len(pypdfium2.PdfDocument(draw(Paper("案", leaves), "pdf"))) == 1


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", (*PAPERS, "situation-note", "referral-slip"))
def test_every_paper_draws_in_every_format(name: str, form: str) -> None:
    events = [*_first_aid(), *_referred()[1:]]
    drawn = draw(Paper("案", _leaves(name, _asked(books_of(*events)))), form)
    if form in ("text", "csv", "html", "json"):
        assert "汪𬭎㐂" in drawn.decode()
    else:
        assert len(drawn) > 1000


def test_as_text_a_table_of_a_form_keeps_its_heads_and_a_box_its_signatures() -> None:
    said = draw(Paper("案", _leaves("application", _asked(books_of(*_helped())))), "text").decode()
    assert "与本人关系" in said and "汪大牛" in said
    assert "申请人（签名、指印）：________    2026年7月8日" in said
    assert "申请人或监护人（签名、指印）：________        年  月  日" in said


@pytest.mark.parametrize("name", [*PAPERS, "situation-note"])
def test_no_paper_for_the_township_shows_a_whole_number(name: str) -> None:
    leaves = _leaves(name, _asked(books_of(*_first_aid()), audience="township"))
    said = draw(Paper("案", leaves), "json").decode()
    assert WANG.id_number not in said and str(WANG.card) not in said

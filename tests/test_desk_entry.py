"""The forms of the desk: each is filled in against real books, and bad input comes to nothing."""

from __future__ import annotations

import re
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huzhu.desk.entry.kinds import KINDS
from huzhu.desk.users import Role
from huzhu.desk.wording import plain
from huzhu.founding import found_district, found_society
from ledger import chart, storage
from tests import societies
from tests.desk_writing import WritingDesk, fault, fields, opened, said, writing_desk
from tests.societies import (
    BANK,
    CASE,
    case,
    donation,
    draw,
    month_closed,
    record,
    relief,
    resolution,
    rice,
)

pytest_plugins = ["tests.desk_fixtures"]

GIFT = {"donor": "老王", "amount": "200"}
BAG = {"goods_name": "大米10公斤装", "quantity": "20", "price": "50"}
_RICE = rice(10, goods_name="大米")
_IN_KIND = (_RICE, case("800.00"))
FILLED: dict[str, tuple[tuple[Any, ...], dict[str, str]]] = {
    "donation": ((), GIFT),
    "subsidy": ((), {}),
    "collective": ((), {"amount": "500", "resolution": societies.COLLECTIVE}),
    "fee": ((), {"payer": "孙七", "amount": "20"}),
    "interest": ((), {"amount": "1.23"}),
    "relief-return": ((draw(), case(), relief()), {"case": CASE, "amount": "100"}),
    "recover": ((), {}),
    "agency-in": ((), {"payee": "汪*", "amount": "300"}),
    "relief": ((draw(), case()), {}),
    "expense": ((), {"payee": "岩寺文具店", "amount": "30", "narration": "账本"}),
    "advance": ((), {}),
    "agency-out": ((), {}),
    "draw": ((), {"amount": "500"}),
    "return": ((draw(),), {"amount": "100"}),
    "count": ((draw(),), {"counted": "1000"}),
    "move": ((), {"account": BANK, "to_account": chart.WECHAT, "amount": "50"}),
    "transfer": (
        (resolution(),), {"from_fund": chart.COLLECTIVE_FUND, "to_fund": chart.DONATION_FUND, "amount": "50"},
    ),
    "float": ((), {}),
    "float-change": ((), {"ceiling": "2000"}),
    "float-hand-over": ((), {"custodian": "lisi"}),
    "goods-in": ((), {"donor": "粮站"} | BAG),
    "goods-buy": ((), {"payee": "粮站"} | BAG),
    "goods-out": (_IN_KIND, {"case": CASE, "quantity": "2"}),
    "reverse": ((donation(),), {"reverses": "2026-07-001", "narration": "金额写错了"}),
    "resolution": ((), {"kind": "资金转移"}),
    "receipt": ((donation(receipt=None),), {"voucher": "2026-07-001", "number": "皖A0001"}),
    "appoint": ((), {"name": "钱八", "id": "qianba", "post": "理事"}),
    "leave": ((), {"id": "lisi"}),
    "fund": ((), {"name": "张氏助学专项", "source": "张先生捐赠"}),
}  # fmt: skip
"""What to have recorded before, and what to type; nothing to type where books must first be of another kind."""
ELSEWHERE = {"subsidy", "recover", "advance", "agency-out", "float"}
"""The forms whose way to the end has a test of its own."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> WritingDesk:
    """A desk on a society with its start-up money."""
    return writing_desk(tmp_path, monkeypatch)


def _written(desk: WritingDesk, slug: str, typed: dict[str, str]) -> str:
    """Fill a form in, look, write, have it approved where it waits; what the receipt says."""
    treasurer = desk.enter("wangwu")
    looked = treasurer.look(slug, **typed)
    assert looked.status_code == 200, said(looked)
    assert 'class="wrong"' not in looked.text, said(looked)
    answer = treasurer.send(slug, **typed)
    assert answer.status_code == 303, said(answer)
    if "/drafts/" in answer.headers["Location"]:
        answer = desk.enter("zhangsan").act(answer.headers["Location"], "approve")
        assert answer.status_code == 303, said(answer)
    return said(treasurer.client.get(answer.headers["Location"]))


@pytest.mark.parametrize("slug", [k.slug for k in KINDS if k.slug not in ELSEWHERE])
def test_each_form_comes_to_an_entry_in_the_books(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    before, typed = FILLED[slug]
    desk = writing_desk(tmp_path, monkeypatch, *before)
    had = desk.events
    receipt = _written(desk, slug, typed)
    assert desk.events == had + 1
    assert "✓ 已" in receipt and "wangwu" not in receipt


def test_there_is_no_form_that_no_test_fills_in() -> None:
    assert {kind.slug for kind in KINDS} == FILLED.keys()


def test_money_kept_for_somebody_is_passed_on_to_them(desk: WritingDesk) -> None:
    assert "现在没有代收的善款" in said(desk.enter("wangwu").get("/record/agency-out"))
    _written(desk, "agency-in", {"payee": "汪*", "amount": "300"})
    assert "转交" in _written(desk, "agency-out", {"payee": "汪*", "amount": "300"})
    assert "现在没有代收的善款" in said(desk.enter("wangwu").get("/record/agency-out"))


def test_a_second_subsidy_is_refused_with_its_clause(desk: WritingDesk) -> None:
    answer = desk.enter("wangwu").send(
        "subsidy", amount="10000", document_no="徽财社〔2026〕12号", budget_line="2080299"
    )
    assert answer.status_code == 422
    assert "启动补助只拨一次" in said(answer) and "依据：" in said(answer)


def test_a_float_is_set_up_once(desk: WritingDesk) -> None:
    answer = desk.enter("wangwu").send("float", ceiling="3000", custodian="zhaoliu")
    assert answer.status_code == 422 and "备用金已经设立了" in said(answer)


def test_an_advance_that_the_district_does_not_know_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    desk = writing_desk(tmp_path, monkeypatch, draw(), case()[0])
    answer = desk.enter("wangwu").send("advance", case=CASE, amount="50", advanced_for="临时救助")
    assert answer.status_code == 422
    assert "垫付" in said(answer) and not re.search(r"[a-z]+-[a-z]+:", said(answer))


def test_enter_in_a_field_only_looks_and_every_question_has_its_label(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    for kind in KINDS:
        form = re.search(
            r'<form class="entry".*?</form>', treasurer.get(f"/record/{kind.slug}").text, re.DOTALL
        )
        assert form
        buttons = re.findall(r"<button[^>]*>|<input[^>]*type=.submit[^>]*>", form[0])
        assert 'value="look"' in buttons[0] and 'type="submit"' in buttons[0], kind.slug
        for id_ in re.findall(r'<(?:input|select|textarea) id="([^"]+)"', form[0]):
            assert f'for="{id_}"' in form[0] or f'<label class="tick"><input id="{id_}"' in form[0], id_


def test_looking_writes_nothing(desk: WritingDesk) -> None:
    had = desk.events
    assert desk.enter("wangwu").look("donation", **GIFT).status_code == 200
    assert desk.events == had


def test_without_a_button_nothing_is_written(desk: WritingDesk) -> None:
    had, treasurer = desk.events, desk.enter("wangwu")
    assert treasurer.post("donation", treasurer.form("donation", **GIFT), "").status_code == 200
    assert desk.events == had


def test_the_amount_is_said_in_capitals_before_the_form_is_whole(desk: WritingDesk) -> None:
    assert "人民币贰佰元整" in said(desk.enter("wangwu").look("donation", amount="200"))
    assert "人民币叁仟元整" in said(desk.enter("wangwu").look("count", counted="3,000"))


def test_every_fault_is_said_beside_its_field_at_once(desk: WritingDesk) -> None:
    answer = desk.enter("wangwu").look("donation", amount="200,5", date="2026-13-01")
    assert answer.status_code == 422
    assert fault(answer, "donor") == "请填写"
    assert "1,000.00" in fault(answer, "amount") and "2026-07-08" in fault(answer, "date")
    assert fields(answer.text)["amount"] == "200,5"


def test_a_day_that_has_not_come_is_said_beside_the_day(desk: WritingDesk) -> None:
    answer = desk.enter("wangwu").send("donation", **GIFT, date="2026-07-16")
    assert answer.status_code == 422 and "还没有到" in fault(answer, "date")


@pytest.fixture
def paying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> WritingDesk:
    """A desk on a society with cash and a case to pay."""
    return writing_desk(tmp_path, monkeypatch, draw(), case())


def test_relief_by_transfer_is_paid_from_the_bank_unless_said_otherwise(paying: WritingDesk) -> None:
    treasurer = paying.enter("wangwu")
    assert "银行存款－农商行基本户" in said(treasurer.look("relief", method="转账"))
    assert "现金－社会捐赠 800.00" in said(treasurer.look("relief", method="现金"))


@pytest.mark.parametrize(("method", "account"), [("转账", chart.CASH), ("现金", BANK)])
def test_a_way_of_paying_that_does_not_fit_the_account_is_explained_there(
    paying: WritingDesk, method: str, account: str
) -> None:
    answer = paying.enter("wangwu").send("relief", method=method, account=account)
    assert answer.status_code == 422 and "怎样发" in fault(answer, "account")


def test_a_case_paid_in_full_is_not_offered_any_more(paying: WritingDesk) -> None:
    _written(paying, "relief", {})
    assert "现在没有要发的救助" in said(paying.enter("wangwu").get("/record/relief"))


def test_a_count_says_whether_it_is_what_the_books_say(paying: WritingDesk) -> None:
    treasurer = paying.enter("wangwu")
    assert "账上也是1,000.00元，相符" in said(treasurer.look("count", counted="1000"))
    assert "点到的少了1.00元" in said(treasurer.look("count", counted="999"))
    assert "相符" not in said(treasurer.look("count", counted="999"))


def test_a_reversal_shows_what_it_reverses_and_is_made_once(desk: WritingDesk) -> None:
    record(desk.society, donation())
    typed = {"reverses": "2026-07-001", "narration": "记错了"}
    assert "要冲销的是：2026-07-01 接受捐赠 老王 100.00元" in said(
        desk.enter("wangwu").look("reverse", **typed)
    )
    _written(desk, "reverse", typed)
    assert "已经冲销过了" in fault(desk.enter("wangwu").look("reverse", **typed), "reverses")
    unknown = desk.enter("wangwu").look("reverse", reverses="2026-07-999", narration="x")
    assert "账上没有这个凭证号" in fault(unknown, "reverses")


def test_goods_are_not_reversed_as_money_is(desk: WritingDesk) -> None:
    record(desk.society, _RICE)
    answer = desk.enter("wangwu").look("reverse", reverses="2026-07-001", narration="记错了")
    assert "实物的账不能这样冲销" in fault(answer, "reverses")


def test_the_page_of_an_entry_leads_to_its_reversal(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    page = treasurer.client.get(treasurer.send("donation", **GIFT).headers["Location"]).text
    assert "record/reverse?reverses=2026-07-001" in page
    assert fields(treasurer.get("/record/reverse?reverses=2026-07-001").text)["reverses"] == "2026-07-001"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "职责兼任"}, "duties"),
        ({"kind": "提高救助标准"}, "cap_supplementary"),
        ({"kind": "资金转移", "times": "2"}, "times"),
        ({"kind": "资金转移", "duties": "审批 付款"}, "duties"),
        ({"kind": "资金转移", "number": societies.COLLECTIVE}, "number"),
    ],
)
def test_a_resolution_says_what_its_kind_asks_for(
    desk: WritingDesk, typed: dict[str, str], field: str
) -> None:
    answer = desk.enter("zhangsan").send("resolution", **typed)
    assert answer.status_code == 422 and fault(answer, field)


def test_a_new_kind_of_goods_is_named_and_one_that_is_there_is_chosen(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    assert fault(treasurer.look("goods-in", donor="粮站", **(BAG | {"goods_name": ""})), "goods_name")
    _written(desk, "goods-in", {"donor": "粮站"} | BAG)
    assert "账上已经有了" in fault(treasurer.look("goods-in", donor="粮站", goods="new", **BAG), "goods")
    had = {k: v for k, v in BAG.items() if k != "goods_name"}
    assert "捐赠大米10公斤装" in _written(desk, "goods-in", {"donor": "粮站"} | had)
    assert "大米10公斤装（每份50.00元，社会捐赠），还有40" in said(treasurer.get("/record/goods-out"))


@pytest.mark.parametrize(
    ("number", "name", "field"), [("10", "好", "number"), ("11", "张 氏", "name"), ("5x", "好", "number")]
)
def test_a_fund_has_a_number_and_a_name_that_can_stand_in_the_books(
    desk: WritingDesk, number: str, name: str, field: str
) -> None:
    answer = desk.enter("lisi").send("fund", number=number, name=name, source="张先生")
    assert answer.status_code == 422 and fault(answer, field)


def test_a_named_fund_can_be_chosen_afterwards(desk: WritingDesk) -> None:
    _written(desk, "fund", {"name": "张氏助学专项", "source": "张先生捐赠"})
    assert "张氏助学专项" in _written(desk, "donation", GIFT | {"fund": "11张氏助学专项"})
    assert fields(desk.enter("wangwu").get("/record/fund").text)["number"] == "12"


def test_an_officer_has_the_forms_of_facts_and_no_others(desk: WritingDesk) -> None:
    officer = desk.enter("zhangsan")
    for kind in KINDS:
        mine = Role.OFFICER in kind.roles
        assert officer.get(f"/record/{kind.slug}").status_code == (200 if mine else 404)
        assert (f'/record/{kind.slug}"' in officer.get("/record").text) is mine
    answer = officer.client.post(
        "/s/shigang/record/donation",
        data=fields(officer.get("/record/count").text) | GIFT | {"step": "write"},
    )
    assert answer.status_code == 404


def test_two_clicks_at_the_same_moment_are_one_entry(desk: WritingDesk) -> None:
    treasurer, had = desk.enter("wangwu"), desk.events
    data = treasurer.form("donation", **GIFT)
    cookies = treasurer.client.get_cookie("huzhu")
    assert cookies
    found: list[str] = []

    def click() -> None:
        client = desk.app.test_client()
        client.set_cookie("huzhu", cookies.value)
        answer = client.post("/s/shigang/record/donation", data={**data, "step": "write"})
        found.append(answer.headers.get("Location", said(answer)))

    threads = [threading.Thread(target=click) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert desk.events == had + 1
    assert found[0] == found[1] and "/written/" in found[0]


@pytest.mark.parametrize(
    ("slug", "typed"),
    [(slug, FILLED[slug][1]) for slug in ("leave", "goods-in", "fund")],
)
def test_a_form_sent_again_after_it_changed_what_can_be_chosen_is_the_same_entry(
    desk: WritingDesk, slug: str, typed: dict[str, str]
) -> None:
    treasurer = desk.enter("wangwu")
    data = treasurer.form(slug, **typed)
    first = treasurer.post(slug, data)
    had = desk.events
    again = treasurer.post(slug, data)
    assert again.status_code == 303, said(again)
    assert again.headers["Location"] == first.headers["Location"] and desk.events == had


def test_other_words_under_the_same_key_are_asked_about_first(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    data = treasurer.form("donation", **GIFT)
    treasurer.post("donation", data)
    had = desk.events
    answer = treasurer.post("donation", data | {"amount": "300"})
    assert answer.status_code == 409 and "刚才已经记过一笔" in said(answer)
    assert desk.events == had
    shown = fields(answer.text)
    assert shown["key"] != data["key"] and shown["amount"] == "300"
    assert treasurer.post("donation", shown).status_code == 303
    assert desk.events == had + 1


def test_two_tabs_are_two_entries(desk: WritingDesk) -> None:
    treasurer, had = desk.enter("wangwu"), desk.events
    tabs = [treasurer.form("donation", **GIFT), treasurer.form("donation", **GIFT)]
    for tab in tabs:
        assert treasurer.post("donation", tab).status_code == 303
    assert desk.events == had + 2


HOSTILE = (
    {"donor": "王" * 201}, {"donor": "老\u202e王"}, {"donor": "a\x00b"}, {"donor": 'x"\n2026-01-01 open Assets:X'},
    {"channel": "天上掉的"}, {"account": "Assets:1002银行存款:99别家"}, {"fund": "99没有的"},
    {"account": "Assets:1002银行存款:01农商行基本户:03社会捐赠"}, {"date": "0000-00-00"}, {"date": "20260708"},
    {"amount": "-5"}, {"amount": "1e3"}, {"amount": "0"}, {"amount": "13812345678"}, {"amount": "NaN"},
)  # fmt: skip


def test_hostile_words_are_refused_and_stay_in_the_form(desk: WritingDesk) -> None:
    treasurer, had = desk.enter("wangwu"), desk.events
    data = treasurer.form("donation", **GIFT)
    for typed in HOSTILE:
        answer = treasurer.post("donation", data | typed)
        assert answer.status_code == 422, typed
        assert fields(answer.text)["narration"] == "捐款"
        verdict = treasurer.client.post("/s/shigang/record/donation/verdict", data=data | typed)
        assert verdict.status_code == 200 and 'class="right"' not in verdict.text, typed
    assert desk.events == had


def test_markup_in_words_is_shown_as_it_was_typed(desk: WritingDesk) -> None:
    answer = desk.enter("wangwu").look("donation", donor="<script>alert(1)</script>", amount="5")
    assert "<script>alert" not in answer.text and "&lt;script&gt;" in answer.text


def test_a_strange_key_is_none(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    answer = treasurer.post("donation", treasurer.form("donation", **GIFT, key="../../x"))
    assert answer.status_code == 303
    assert "../../x" not in (desk.society.journal("2026-07")).read_text()


def test_the_forms_of_another_society_are_not_there(desk: WritingDesk) -> None:
    stranger, had = desk.enter("qiankou"), desk.events
    assert stranger.get("/record/donation").status_code == 404
    data = fields(stranger.client.get("/s/qiankou/record/donation").text) | GIFT
    assert stranger.post("donation", data).status_code == 404
    assert desk.events == had


def test_nothing_is_written_into_a_month_that_is_closed(desk: WritingDesk) -> None:
    record(desk.society, month_closed("2026-06", date(2026, 7, 3)))
    answer = desk.enter("wangwu").send("donation", **GIFT, date="2026-06-28")
    assert answer.status_code == 422 and "2026-06 已经月结" in said(answer)
    assert fields(answer.text)["donor"] == "老王"


def test_while_the_books_are_busy_the_words_wait(desk: WritingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    treasurer = desk.enter("wangwu")
    data = treasurer.form("donation", **GIFT)

    def busy(_: Path) -> None:
        raise storage.Busy("另一个程序正在写这套账，请稍等再记。账簿没有变动")

    with monkeypatch.context() as held:
        held.setattr(storage, "locked", busy)
        answer = treasurer.post("donation", data)
        piece = treasurer.client.post("/s/shigang/record/donation/verdict", data=data)
    assert answer.status_code == 503 and "正在写这套账" in said(answer)
    assert piece.status_code == 200 and "正在写这套账" in said(piece)
    kept = fields(answer.text)
    assert kept["donor"] == "老王" and kept["key"] == data["key"]
    assert treasurer.post("donation", kept).status_code == 303


def test_when_the_books_cannot_be_judged_the_words_stay(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    data = treasurer.form("donation", **GIFT)
    top = desk.society.top
    whole = top.read_bytes()
    top.write_bytes(whole.replace(b'plugin "huzhu"', b""))
    answer = treasurer.post("donation", data)
    assert answer.status_code == 409 and fields(answer.text)["donor"] == "老王"
    top.write_bytes(whole)
    assert treasurer.post("donation", fields(answer.text)).status_code == 303


def test_the_sentence_of_a_rule_names_people_and_no_codes(desk: WritingDesk) -> None:
    answer = desk.enter("wangwu").send(
        "expense", payee="文具店", amount="30", narration="账本", paid_by="zhangsan", approved_by="zhangsan"
    )
    assert answer.status_code == 422
    assert "张三既审批又付款" in said(answer)
    poor = said(desk.enter("wangwu").look("return", amount="100"))
    assert "现金－社会捐赠不够付" in poor and "1001" not in poor


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("请先受理（huzhu case open），或改正", "请先受理，或改正"),
        ("支出没有写明审批人（approved-by:）", "支出没有写明审批人"),
        ("method: 不能是“x”", "发放方式不能是“x”"),
        ("请写 resolution: 决议号", "请写 决议号"),
        ("1001现金:03社会捐赠不够付", "现金－社会捐赠不够付"),
        ("从03社会捐赠垫付的钱", "从社会捐赠垫付的钱"),
        ("zhangsan既审批又付款", "张三既审批又付款"),
        ("2026-07-15日终", "2026-07-15日终"),
        ("JZ-2026-0007付了2次", "JZ-2026-0007付了2次"),
    ],
)
def test_a_sentence_loses_what_only_the_command_line_understands(text: str, shown: str) -> None:
    assert plain(text, {"zhangsan": "张三"}) == shown


@pytest.fixture
def young(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> WritingDesk:
    """A desk on a society of 东台, which knows advances: registered, without money and without a float."""
    district = found_district(
        tmp_path / "东台市", "dongtai", date(2026, 1, 4), "ju", "2026-01-04T09:00:00+08:00"
    )
    name, uscc, township, village = societies.VILLAGES["shigang"]
    found_society(
        district, "shigang", registered=societies.REGISTERED, recorded_by="lisi", bank="农商行基本户", name=name,
        uscc=uscc, township=township, village=village, kind="村", at=societies.AT,
        officers={post: f"{id_}={who}" for id_, post, who in societies.OFFICERS},
    )  # fmt: skip
    return opened(district.society("shigang"), monkeypatch)


def test_a_young_society_gets_its_float_and_its_subsidy(young: WritingDesk) -> None:
    had = young.events
    nothing = young.enter("zhangsan").send("float-change", ceiling="2000")
    assert "还没有设立备用金" in said(nothing)
    assert "保管人 赵六" in _written(young, "float", {"ceiling": "3000"})
    paid = {"amount": "10000", "document_no": "东财社〔2026〕1号", "budget_line": "2080299"}
    assert "政府补助收入 10,000.00" in _written(young, "subsidy", paid)
    assert young.events == had + 2


def test_what_was_advanced_is_offered_until_it_came_back(young: WritingDesk) -> None:
    _written(young, "donation", {"donor": "老王", "amount": "3000"})
    record(young.society, case()[0])
    assert "没有还没收回的垫付" in said(young.enter("wangwu").get("/record/recover"))
    _written(young, "advance", {"case": CASE, "amount": "500", "method": "转账"})
    page = young.enter("wangwu").get("/record/recover")
    assert f"{CASE} 汪*，还有500.00元没有收回" in said(page)
    _written(young, "recover", {"payer": "汪*", "amount": "500"})
    assert "没有还没收回的垫付" in said(young.enter("wangwu").get("/record/recover"))

"""Drafts: what waits for a second person, who may decide on it, and what stands when two of them do at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from huzhu.desk import settling
from huzhu.desk.drafts import APPROVED, RETURNED, WAITING, WITHDRAWN, Draft
from huzhu.desk.entry import verdict
from ledger import chart, journal
from ledger.events import facts
from ledger.mistake import Mistake
from tests.desk_books import desk_of, token
from tests.desk_writing import TODAY, Visitor, WritingDesk, fields, said, writing_desk
from tests.societies import case, draw, expense, record

pytest_plugins = ["tests.desk_fixtures"]

PAPER = {"payee": "岩寺文具店", "amount": "30", "narration": "账本"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> WritingDesk:
    """A desk on a society with its start-up money."""
    return writing_desk(tmp_path, monkeypatch)


def _kept(desk: WritingDesk, draft: str) -> Draft:
    found = desk_of(desk.app).drafts.get("shigang", int(draft.rsplit("/", 1)[1]))
    assert found
    return found


def _last(desk: WritingDesk) -> str:
    return journal.seen(desk.society).events[-1].text.decode()


def _shared_hands(desk: WritingDesk, by: str, until: str | None = None) -> None:
    record(
        desk.society,
        facts.Resolution(
            date="2026-07-01", recorded_by=by, number="JY-2026-07", kind="职责兼任", duties="记账 审批", until=until,
        ),
    )  # fmt: skip


def test_a_draft_is_nothing_in_the_books_until_somebody_else_approves_it(desk: WritingDesk) -> None:
    had, treasurer = desk.events, desk.enter("wangwu")
    draft = treasurer.draft("expense", **PAPER)
    assert desk.events == had
    assert "<i>1</i>" in treasurer.get("/drafts").text
    answer = desk.enter("zhangsan").act(draft, "approve")
    assert answer.status_code == 303 and "/written/" in answer.headers["Location"]
    assert desk.events == had + 1
    assert 'recorded-by: "wangwu"' in _last(desk) and 'approved-by: "zhangsan"' in _last(desk)
    shown = said(treasurer.client.get(draft))
    assert "已批" in shown and "看记好的账" in shown


def test_the_page_of_a_draft_shows_words_and_no_codes(desk: WritingDesk) -> None:
    draft = desk.enter("wangwu").draft("draw", amount="500")
    shown = said(desk.enter("lisi").client.get(draft))
    for word in ("农商行基本户", "社会捐赠", "赵六", "500.00元", "人民币伍佰元整", "规则都通过"):
        assert word in shown
    for code in ("Assets", "1002", "03社会捐赠", "zhaoliu", "wangwu"):
        assert code not in shown


def test_whoever_recorded_it_does_not_approve_it(desk: WritingDesk) -> None:
    treasurer, had = desk.enter("wangwu"), desk.events
    draft = treasurer.draft("expense", **PAPER)
    page = treasurer.client.get(draft).text
    assert "自己记的要由别人审批" in page and "批准并记账" not in page
    assert treasurer.act(draft, "approve").status_code == 403
    assert treasurer.act(draft, "return", reason="不要了").status_code == 403
    assert desk.events == had and _kept(desk, draft).state == WAITING


def test_another_treasurer_does_not_approve_it_either(desk: WritingDesk) -> None:
    draft = desk.enter("wangwu").draft("expense", **PAPER)
    answer = desk.enter("zhaoliu").act(draft, "approve")
    assert answer.status_code == 403 and "由社长等负责人审批" in said(answer)


def test_a_resolution_lets_one_person_record_and_approve_and_is_named(desk: WritingDesk) -> None:
    _shared_hands(desk, "lisi")
    treasurer = desk.enter("wangwu")
    draft = treasurer.draft("expense", **PAPER)
    assert "依据决议JY-2026-07（职责兼任）" in said(treasurer.client.get(draft))
    assert treasurer.act(draft, "approve").status_code == 303
    assert 'approved-by: "wangwu"' in _last(desk)


def test_a_resolution_that_one_registered_oneself_gives_no_leave(desk: WritingDesk) -> None:
    _shared_hands(desk, "wangwu")
    treasurer = desk.enter("wangwu")
    draft = treasurer.draft("expense", **PAPER)
    assert treasurer.act(draft, "approve").status_code == 403


def test_a_resolution_gives_no_leave_after_its_last_day(desk: WritingDesk) -> None:
    _shared_hands(desk, "lisi", until="2026-07-14")
    treasurer = desk.enter("wangwu")
    assert treasurer.act(treasurer.draft("expense", **PAPER), "approve").status_code == 403


def test_a_draft_is_sent_back_with_a_reason_and_handed_in_again(desk: WritingDesk) -> None:
    treasurer, officer = desk.enter("wangwu"), desk.enter("zhangsan")
    draft = treasurer.draft("expense", **PAPER)
    assert "请写明为什么退回" in said(officer.act(draft, "return", reason=" "))
    assert "请写明为什么退回" in said(officer.act(draft, "return", reason="字" * 201))
    assert officer.act(draft, "return", reason="发票号没有写").status_code == 303
    page = treasurer.client.get(draft).text
    assert "发票号没有写" in page and "改好再交" in page
    again = treasurer.get(f"/record/expense?draft={draft.rsplit('/', 1)[1]}")
    assert "上次退回的原因：发票号没有写" in said(again)
    filled = fields(again.text)
    assert filled["payee"] == "岩寺文具店" and filled["amount"] == "30.00"
    assert filled["key"] != _kept(desk, draft).key
    assert treasurer.post("expense", filled | {"narration": "账本，发票1号"}).status_code == 303
    assert officer.act(draft, "approve").status_code == 409


def test_a_withdrawn_draft_can_be_handed_in_again_by_whoever_recorded_it(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    draft = treasurer.draft("goods-buy", payee="粮站", goods_name="大米", quantity="3", price="50")
    assert desk.enter("zhangsan").act(draft, "withdraw").status_code == 403
    assert treasurer.act(draft, "withdraw").status_code == 303
    assert _kept(desk, draft).state == WITHDRAWN
    filled = fields(treasurer.get(f"/record/goods-buy?draft={draft.rsplit('/', 1)[1]}").text)
    assert (filled["goods"], filled["goods_name"], filled["quantity"]) == ("new", "大米", "3")


def test_a_draft_that_waits_is_no_start_for_a_new_form(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    draft = treasurer.draft("expense", **PAPER)
    assert fields(treasurer.get(f"/record/expense?draft={draft.rsplit('/', 1)[1]}").text)["payee"] == ""


def test_a_draft_outlives_the_desk(desk: WritingDesk) -> None:
    draft = desk.enter("wangwu").draft("expense", **PAPER)
    answer = desk.again().enter("zhangsan").act(draft, "approve")
    assert answer.status_code == 303


class Crash(BaseException):
    """The machine stops."""


@pytest.mark.parametrize(
    ("who", "what"), [("lisi", "approve"), ("lisi", "return"), ("wangwu", "withdraw"), ("zhangsan", "approve")]
)  # fmt: skip
def test_after_a_crash_between_the_write_and_the_note_the_books_are_right(
    desk: WritingDesk, who: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = desk.enter("wangwu").draft("expense", **PAPER)
    drafts, had = type(desk_of(desk.app).drafts), desk.events

    def crash(*_: Any, **__: Any) -> None:
        raise Crash

    with monkeypatch.context() as stopped:
        stopped.setattr(drafts, "stands", crash)
        with pytest.raises(Crash):
            desk.enter("zhangsan").act(draft, "approve")
    assert desk.events == had + 1 and _kept(desk, draft).state == WAITING
    started = desk.again()
    answer = started.enter(who).act(draft, what, reason="不对")
    assert desk.events == had + 1
    assert (_kept(desk, draft).state, _kept(desk, draft).decided_by) == (APPROVED, "zhangsan")
    if who == "zhangsan":
        assert "/written/" in answer.headers["Location"]
    else:
        assert answer.status_code in (403, 409)


def test_the_list_settles_what_stands_in_the_books(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    draft = treasurer.draft("expense", **PAPER)
    kept = _kept(desk, draft)
    entry = expense("30.00", TODAY, payee="岩寺文具店", narration="账本", approved_by="lisi")
    record(desk.society, entry, kept.key)
    assert "没有等着审批的" in said(treasurer.get("/drafts"))
    assert _kept(desk, draft).decided_by == "lisi"


def test_two_officers_at_once_are_one_entry_with_one_approval(desk: WritingDesk) -> None:
    draft, had = desk.enter("wangwu").draft("expense", **PAPER), desk.events
    officers = [desk.enter("zhangsan"), desk.enter("lisi")]
    answers: dict[int, Any] = {}
    both = threading.Barrier(2)

    def approve(number: int, officer: Visitor) -> None:
        both.wait()
        answers[number] = officer.act(draft, "approve")

    threads = [threading.Thread(target=approve, args=each) for each in enumerate(officers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert desk.events == had + 1
    assert sorted(a.status_code for a in answers.values()) == [303, 409]
    late = next(a for a in answers.values() if a.status_code == 409)
    winner = _kept(desk, draft).decided_by
    assert f'approved-by: "{winner}"' in _last(desk)
    assert f"已经由{'张三' if winner == 'zhangsan' else '李四'}批准并记账了" in said(late)


def test_another_desk_that_was_first_is_believed(desk: WritingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = desk.enter("wangwu").draft("expense", **PAPER)
    officer, first = desk.enter("lisi"), desk.again().enter("zhangsan")
    write = verdict.write

    def late(*asked: Any) -> Any:
        monkeypatch.setattr(settling, "write", write)
        assert first.act(draft, "approve").status_code == 303
        return write(*asked)

    monkeypatch.setattr(settling, "write", late)
    # The other desk is another process: the lock of this one does not hold it back.
    monkeypatch.setattr(type(desk_of(desk.app).drafts), "deciding", lambda *_: threading.Lock())
    answer = officer.act(draft, "approve")
    assert answer.status_code == 409 and "已经由张三批准并记账了" in said(answer)


def test_approving_twice_leads_to_the_same_entry(desk: WritingDesk) -> None:
    draft, officer = desk.enter("wangwu").draft("expense", **PAPER), desk.enter("zhangsan")
    data = {"csrf_token": token(officer.client, draft), "step": "write"}
    answers = [officer.client.post(f"{draft}/approve", data=data) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_what_was_approved_is_neither_sent_back_nor_withdrawn(desk: WritingDesk) -> None:
    treasurer, officer = desk.enter("wangwu"), desk.enter("zhangsan")
    draft = treasurer.draft("expense", **PAPER)
    officer.act(draft, "approve")
    for answer in (officer.act(draft, "return", reason="不对"), treasurer.act(draft, "withdraw")):
        assert answer.status_code == 409 and "已经由张三批准并记账了" in said(answer)
    assert _kept(desk, draft).state == APPROVED


def test_what_was_sent_back_is_not_approved(desk: WritingDesk) -> None:
    draft, had = desk.enter("wangwu").draft("expense", **PAPER), desk.events
    desk.enter("zhangsan").act(draft, "return", reason="不对")
    answer = desk.enter("lisi").act(draft, "approve")
    assert answer.status_code == 409 and "已经由张三退回了" in said(answer)
    assert desk.events == had and _kept(desk, draft).state == RETURNED


def test_an_approval_is_judged_by_the_books_of_its_own_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    desk = writing_desk(tmp_path, monkeypatch, draw("1000.00"), case("800.00"))
    draft = desk.enter("wangwu").draft("relief")
    record(desk.society, expense("900.00", 10, account=chart.CASH))
    officer, had = desk.enter("zhangsan"), desk.events
    page = officer.client.get(draft)
    assert "不够付" in said(page) and "disabled" in page.text
    answer = officer.act(draft, "approve")
    assert answer.status_code == 422 and "不够付" in said(answer)
    assert desk.events == had and _kept(desk, draft).state == WAITING
    assert officer.act(draft, "return", reason="先取备用金").status_code == 303


def test_an_approver_who_is_also_to_pay_is_refused_by_the_rule_and_told(desk: WritingDesk) -> None:
    draft, had = desk.enter("wangwu").draft("expense", **PAPER, paid_by="lisi"), desk.events
    officer = desk.enter("lisi")
    assert "李四既审批又付款" in said(officer.client.get(draft))
    answer = officer.act(draft, "approve")
    assert answer.status_code == 422 and "李四既审批又付款" in said(answer)
    assert desk.events == had
    assert desk.enter("zhangsan").act(draft, "approve").status_code == 303


def test_a_draft_that_a_rule_refuses_is_not_kept(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    answer = treasurer.send("expense", **(PAPER | {"amount": "90000"}))
    assert answer.status_code == 422 and "没有等着审批的" in said(treasurer.get("/drafts"))


def test_a_draft_sent_twice_is_one_draft_and_after_its_approval_still_the_same(desk: WritingDesk) -> None:
    treasurer = desk.enter("wangwu")
    data = treasurer.form("expense", **PAPER)
    places = [treasurer.post("expense", data).headers["Location"] for _ in range(2)]
    desk.enter("lisi").act(places[0], "approve")
    places.append(treasurer.post("expense", data).headers["Location"])
    assert len(set(places)) == 1
    changed = treasurer.post("expense", data | {"amount": "31"})
    assert changed.status_code == 409 and "刚才已经记过一笔" in said(changed)


def test_a_payment_sent_again_after_its_case_was_paid_is_the_same_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    desk = writing_desk(tmp_path, monkeypatch, draw(), case())
    treasurer = desk.enter("wangwu")
    data = treasurer.form("relief")
    draft = treasurer.post("relief", data).headers["Location"]
    desk.enter("zhangsan").act(draft, "approve")
    assert treasurer.post("relief", data).headers["Location"] == draft


def test_a_number_too_long_to_be_a_draft_is_none(desk: WritingDesk) -> None:
    visitor = desk.enter("wangwu")
    for number in (2**63, 10**40):
        assert visitor.get(f"/drafts/{number}").status_code == 404
        assert visitor.get(f"/record/draw?draft={number}").status_code == 200


def test_the_draft_of_another_society_is_not_there(desk: WritingDesk) -> None:
    draft = desk.enter("wangwu").draft("expense", **PAPER)
    stranger = desk.enter("qiankou").client
    assert stranger.get(draft).status_code == 404
    assert stranger.get(draft.replace("shigang", "qiankou")).status_code == 404


def test_a_draft_settled_by_another_is_not_settled_again(desk: WritingDesk) -> None:
    draft = _kept(desk, desk.enter("wangwu").draft("expense", **PAPER))
    drafts = desk_of(desk.app).drafts
    drafts.settle(draft, RETURNED, by="zhangsan", at="2026-07-15T10:00:00+08:00", said="不对")
    with pytest.raises(Mistake, match="退回"):
        drafts.settle(draft, WITHDRAWN, by="wangwu", at="2026-07-15T10:00:00+08:00", said="")


def test_a_withdrawal_in_the_middle_of_an_approval_waits_and_is_told(
    desk: WritingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    treasurer, officer = desk.enter("wangwu"), desk.enter("zhangsan")
    draft, answers = treasurer.draft("expense", **PAPER), []
    withdrawing = threading.Thread(target=lambda: answers.append(treasurer.act(draft, "withdraw")))

    def slow(*asked: Any) -> Any:
        withdrawing.start()
        withdrawing.join(1)
        return verdict.write(*asked)

    monkeypatch.setattr(settling, "write", slow)
    assert officer.act(draft, "approve").status_code == 303
    withdrawing.join()
    assert answers[0].status_code == 409 and "已经由张三批准并记账了" in said(answers[0])
    assert _kept(desk, draft).state == APPROVED

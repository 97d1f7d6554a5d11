"""A row that waits is decided at the desk once: by one button, or as somebody knows better; what was paid by two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.test import TestResponse

from huzhu import deciding
from huzhu.desk.drafts import WAITING
from huzhu.statements import books
from importers.allocation import Choice
from importers.proposal import Choices
from ledger.closings import seq
from ledger.statements import allocations, rows_of, settled, waiting
from tests import societies as made
from tests.bank_csv import Moved, bank_csv
from tests.desk_books import desk_of
from tests.month_desk import PEOPLE, TODAY, MonthDesk, Person, csrf, month_desk, words
from tests.terminal import bytes_of, huzhu

pytest_plugins = ["tests.desk_fixtures"]
__all__ = ["month_desk"]

GIFT = ("2026-07-06 10:00:00", "500.00", "石桥镇供销社", "转账", "捐赠")
OTHER = ("2026-07-07 10:00:00", "80.00", "王大伯", "转账", "心意")
INTEREST = ("2026-07-21 03:00:00", "6.78", "", "结息", "")
PAID = ("2026-07-22 09:00:00", "-30.00", "镇上文印店", "转支", "打印")
FUND = "03社会捐赠"
DONATION = f"捐赠|{FUND}|主动捐赠|"
OFFICE = f"办公费|{FUND}||"
HANDS = {"approved_by": "zhangsan", "paid_by": "zhaoliu"}


def hang(desk: MonthDesk, tmp_path: Path, rows: Sequence[Moved] = (GIFT, OTHER, INTEREST, PAID)) -> list[int]:
    """Rows that wait; the numbers by which their pages are found."""
    path = tmp_path / "流水.csv"
    path.write_bytes(bank_csv(rows))
    said = huzhu("import", path, "--account", "银行", books=desk.society.folder)
    assert said.code == 0, said
    return [seq(w.fact.meta) or 0 for w in waiting(books(desk.society))]


def offered(answer: TestResponse) -> list[str]:
    return re.findall(r'name="choice" value="([^"]*)"', answer.text)


def events(desk: MonthDesk) -> list[str]:
    return [t.meta["event"] for t in books(desk.society).transactions if t.meta.get("source")]


def decide(person: Person, number: int, choice: str = DONATION, **more: str) -> TestResponse:
    return person.send(f"rows/{number}", step="offered", choice=choice, **more)


def test_a_row_is_shown_with_what_it_may_be_and_why_it_waits(month_desk: MonthDesk, tmp_path: Path) -> None:
    numbers = hang(month_desk, tmp_path)
    person = month_desk.of("wangwu")
    page = person.follow(person.get("rows"))
    assert "第1行，共4行" in words(page) and "石桥镇供销社" in words(page) and "500.00元" in words(page)
    assert offered(page) == [DONATION] and "huzhu" not in words(page)
    assert 'accesskey="1"' in page.text and page.text.count("autofocus") == 1
    assert f"/rows/{numbers[1]}" in page.text and "bank-" not in page.text
    assert offered(person.get(f"rows/{numbers[2]}"))[0] == f"利息|{FUND}||"


def test_one_press_books_the_row_and_the_next_one_follows(month_desk: MonthDesk, tmp_path: Path) -> None:
    numbers = hang(month_desk, tmp_path)
    person = month_desk.of("wangwu")
    answer = decide(person, numbers[0])
    assert answer.headers["Location"] == f"/s/shigang/rows/{numbers[1]}"
    assert events(month_desk) == ["接受捐赠"] and len(waiting(books(month_desk.society))) == 3
    (gift,) = [t for t in books(month_desk.society).transactions if t.meta.get("source")]
    assert (gift.payee, gift.meta["recorded-by"], gift.date) == ("石桥镇供销社", "wangwu", date(2026, 7, 6))


def test_the_last_row_leads_back_to_the_list(month_desk: MonthDesk, tmp_path: Path) -> None:
    (number,) = hang(month_desk, tmp_path, [GIFT])
    answer = decide(month_desk.of("wangwu"), number)
    assert answer.headers["Location"] == "/review?society=shigang"


def test_a_second_press_changes_nothing_and_goes_on(month_desk: MonthDesk, tmp_path: Path) -> None:
    numbers = hang(month_desk, tmp_path)
    person = month_desk.of("wangwu")
    decide(person, numbers[0])
    before = bytes_of(month_desk.society.folder)
    assert decide(person, numbers[0]).headers["Location"] == f"/s/shigang/rows/{numbers[1]}"
    assert bytes_of(month_desk.society.folder) == before


def test_who_comes_second_is_told_who_was_first(month_desk: MonthDesk, tmp_path: Path) -> None:
    numbers = hang(month_desk, tmp_path)
    decide(month_desk.of("wangwu"), numbers[0])
    second = month_desk.of("zhangsan")
    before = bytes_of(month_desk.society.folder)
    answer = second.send(f"rows/{numbers[0]}", step="not-ours", reason="记错了")
    assert answer.status_code == 409 and "已经由王五定了" in words(answer)
    assert second.get(f"rows/{numbers[0]}").status_code == 200
    assert bytes_of(month_desk.society.folder) == before


def test_two_people_at_once_decide_a_row_once(month_desk: MonthDesk, tmp_path: Path) -> None:
    (number,) = hang(month_desk, tmp_path, [GIFT])
    people = [month_desk.of("wangwu"), month_desk.of("zhangsan")]
    tokens = [csrf(p.client) for p in people]
    answers: list[int] = []

    def press(person: Person, token: str, fields: dict[str, str]) -> None:
        data = {"csrf_token": token, **fields}
        answers.append(person.client.post(f"/s/shigang/rows/{number}", data=data).status_code)

    ways = [{"step": "offered", "choice": DONATION}, {"step": "not-ours", "reason": "私人的钱"}]
    threads = [Thread(target=press, args=each) for each in zip(people, tokens, ways, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    there = books(month_desk.society)
    assert len(events(month_desk)) + len(settled(there)) == 1 and not waiting(there)


def test_it_is_booked_as_somebody_knows_better(month_desk: MonthDesk, tmp_path: Path) -> None:
    numbers = hang(month_desk, tmp_path)
    person = month_desk.of("wangwu")
    known = {"becomes": "捐赠", "channel": "会员捐赠", "payer": "王建国", "fund": "05政府购买服务"}
    answer = person.send(f"rows/{numbers[1]}", step="own", **known)
    assert answer.status_code == 303, words(answer)
    (gift,) = [t for t in books(month_desk.society).transactions if t.meta.get("source")]
    assert (gift.payee, gift.meta["channel"]) == ("王建国", "会员捐赠") and "05政府购买服务" in gift.postings[
        0
    ].account
    person.send(f"rows/{numbers[0]}", step="own", becomes="会费")
    assert events(month_desk) == ["收会费", "接受捐赠"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"step": "offered", "choice": "捐赠|99别处||"}, "这一种记法现在没有了"),
        ({"step": "own"}, "请选记作什么"),
        ({"step": "own", "becomes": "发放救助"}, "请选记作什么"),
        ({"step": "own", "becomes": "捐赠", "fund": "99别处"}, "请选一个本社有的基金"),
        ({"step": "own", "becomes": "捐赠", "day": "昨天"}, "日期不对"),
        ({"step": "own", "becomes": "捐赠", "channel": "公开募捐-互联网"}, "公开募捐"),
        ({"step": "own", "becomes": "办公费", "approved_by": "zhangsan", "paid_by": "zhaoliu"}, "收付却相反"),
        ({"step": "not-ours", "reason": " "}, "请写明为什么不是本社的账"),
        ({"step": "voucher", "voucher": ""}, "请写凭证号"),
        ({"step": "voucher", "voucher": "2026-07-999"}, "没有凭证号为"),
        ({"step": "look"}, "这一行记作什么"),
    ],
)
def test_what_cannot_be_meant_or_breaks_a_rule_is_said(
    month_desk: MonthDesk, tmp_path: Path, fields: dict[str, str], said: str
) -> None:
    numbers = hang(month_desk, tmp_path)
    before = bytes_of(month_desk.society.folder)
    answer = month_desk.of("wangwu").send(f"rows/{numbers[0]}", **fields)
    assert answer.status_code == (200 if fields["step"] == "look" else 422) and said in words(answer), words(
        answer
    )
    assert bytes_of(month_desk.society.folder) == before


def test_a_row_that_is_not_ours_is_settled_with_its_reason(month_desk: MonthDesk, tmp_path: Path) -> None:
    numbers = hang(month_desk, tmp_path)
    month_desk.of("zhangsan").send(f"rows/{numbers[1]}", step="not-ours", reason="私人的钱转错了")
    ((link, fact),) = settled(books(month_desk.society)).items()
    assert (fact.text("reason"), fact.text("recorded-by")) == ("私人的钱转错了", "zhangsan")
    assert link in [row.link for row in rows_of(books(month_desk.society))] and events(month_desk) == []


def test_a_row_that_stands_in_the_books_is_matched_with_its_voucher(
    month_desk: MonthDesk, tmp_path: Path
) -> None:
    receipt = made.record(
        month_desk.society, made.donation("500.00", 6, donor="石桥镇供销社", account=made.BANK)
    )
    numbers = hang(month_desk, tmp_path)
    person = month_desk.of("wangwu")
    voucher = receipt.entries[0].event.voucher  # type: ignore[attr-defined]
    assert offered(person.get(f"rows/{numbers[0]}"))[0] == f"|||{voucher}"
    assert decide(person, numbers[0], f"|||{voucher}").status_code == 303
    assert events(month_desk) == [] and len(settled(books(month_desk.society))) == 1


def test_from_now_on_the_same_payer_is_booked_the_same(month_desk: MonthDesk, tmp_path: Path) -> None:
    again = ("2026-07-09 10:00:00", "20.00", "石桥镇供销社", "转账", "捐赠")
    numbers = hang(month_desk, tmp_path, [GIFT, again, INTEREST])
    answer = decide(month_desk.of("wangwu"), numbers[0], learn="1")
    assert answer.headers["Location"] == f"/s/shigang/rows/{numbers[2]}"
    assert events(month_desk) == ["接受捐赠", "接受捐赠"]
    ((number, payer),) = [(a.number, a.payer) for a in allocations(books(month_desk.society), TODAY)]
    assert (number, payer) == ("GL-2026-001", "石桥镇供销社")


# What was paid


def test_what_was_paid_waits_for_a_second_person_and_is_then_in_the_books_once(
    month_desk: MonthDesk, tmp_path: Path
) -> None:
    numbers = hang(month_desk, tmp_path)
    person, officer = month_desk.of("wangwu"), month_desk.of("zhangsan")
    for _ in range(2):
        assert decide(person, numbers[3], OFFICE, **HANDS).status_code == 303
    (draft,) = desk_of(month_desk.app).drafts.of("shigang", WAITING)
    assert events(month_desk) == [] and "已经存为待批" in words(person.get(f"rows/{numbers[3]}"))
    answer = officer.send(f"rows/{numbers[3]}", step="not-ours", reason="不对")
    assert answer.status_code == 409 and "要改请先撤回" in words(answer)
    assert person.send(f"drafts/{draft.id}/approve").status_code == 403
    assert officer.send(f"drafts/{draft.id}/approve").status_code == 303
    assert events(month_desk) == ["费用支出"]
    (paid,) = [t for t in books(month_desk.society).transactions if t.meta.get("source")]
    assert (paid.meta["recorded-by"], paid.meta["approved-by"]) == ("wangwu", "zhangsan")
    assert numbers[3] not in [seq(w.fact.meta) for w in waiting(books(month_desk.society))]
    assert huzhu("import", tmp_path / "流水.csv", books=month_desk.society.folder).code == 0
    assert events(month_desk) == ["费用支出"]


def test_a_row_that_waits_for_approval_is_passed_over(month_desk: MonthDesk, tmp_path: Path) -> None:
    first = ("2026-07-05 09:00:00", "-30.00", "镇上文印店", "转支", "打印")
    paid, gift = hang(month_desk, tmp_path, [first, GIFT])
    person = month_desk.of("wangwu")
    assert person.get("rows").headers["Location"].endswith(f"/rows/{paid}")
    assert decide(person, paid, OFFICE, **HANDS).headers["Location"].endswith(f"/rows/{gift}")
    assert person.get("rows").headers["Location"].endswith(f"/rows/{gift}")


def test_a_draft_that_was_withdrawn_leaves_the_row_to_be_decided_again(
    month_desk: MonthDesk, tmp_path: Path
) -> None:
    numbers = hang(month_desk, tmp_path)
    person, officer = month_desk.of("wangwu"), month_desk.of("zhangsan")
    for _ in range(2):
        decide(person, numbers[3], OFFICE, **HANDS)
        (draft,) = desk_of(month_desk.app).drafts.of("shigang", WAITING)
        person.send(f"drafts/{draft.id}/withdraw")
    assert offered(person.get(f"rows/{numbers[3]}"))
    decide(person, numbers[3], OFFICE, **HANDS)
    (draft,) = desk_of(month_desk.app).drafts.of("shigang", WAITING)
    assert officer.send(f"drafts/{draft.id}/approve").status_code == 303
    assert events(month_desk) == ["费用支出"]


def _drafted(desk: MonthDesk, number: int, *, before: int = 0) -> int:
    """A draft of that row that waits, after so many that were withdrawn; its number."""
    person = desk.of("wangwu")
    for left in range(before, -1, -1):
        assert decide(person, number, OFFICE, **HANDS).status_code == 303
        (draft,) = desk_of(desk.app).drafts.of("shigang", WAITING)
        if left:
            person.send(f"drafts/{draft.id}/withdraw")
    return draft.id


def _elsewhere(desk: MonthDesk, choice: Choice) -> None:
    """The row that was paid is booked meanwhile, as the command does it."""
    row = next(w for w in waiting(books(desk.society)) if w.way == "付")
    chosen = Choices("wangwu", FUND, approved_by="zhangsan", paid_by="zhaoliu")
    assert deciding.decide(desk.society, row, choice, chosen)[0].outcome == "book"


def test_a_row_that_was_booked_meanwhile_is_not_booked_again_by_its_draft(
    month_desk: MonthDesk, tmp_path: Path
) -> None:
    draft, officer = _drafted(month_desk, hang(month_desk, tmp_path)[3], before=1), month_desk.of("zhangsan")
    _elsewhere(month_desk, Choice("办公费", FUND, ""))
    assert "已经记过了" in words(officer.get(f"drafts/{draft}"))
    answer = officer.send(f"drafts/{draft}/approve")
    assert answer.status_code == 409 and "不能再记一次" in words(answer)
    assert events(month_desk) == ["费用支出"]


def test_a_row_that_was_found_not_ours_meanwhile_is_not_booked_by_its_draft(
    month_desk: MonthDesk, tmp_path: Path
) -> None:
    draft, officer = _drafted(month_desk, hang(month_desk, tmp_path)[3]), month_desk.of("zhangsan")
    row = next(w for w in waiting(books(month_desk.society)) if w.way == "付")
    deciding.settle(month_desk.society, row, "村委会的钱", "wangwu")
    answer = officer.send(f"drafts/{draft}/approve")
    assert answer.status_code == 409 and "村委会的钱" in words(answer)
    assert events(month_desk) == []
    assert officer.send(f"drafts/{draft}/return", reason="不是本社的").status_code == 303


def test_a_row_whose_booking_was_reversed_is_booked_anew(month_desk: MonthDesk, tmp_path: Path) -> None:
    number = hang(month_desk, tmp_path)[3]
    _elsewhere(month_desk, Choice("办公费", FUND, ""))
    (paid,) = [t for t in books(month_desk.society).transactions if t.meta.get("source")]
    back = {"date": str(TODAY), "reverses": paid.meta["voucher"], "narration": "记错了", "key": "e" * 32}
    draft = month_desk.of("wangwu").send("record/reverse", **HANDS, **back).headers["Location"]
    assert month_desk.of("zhangsan").send(f"drafts/{draft.rpartition('/')[2]}/approve").status_code == 303
    anew = _drafted(month_desk, number)
    assert month_desk.of("zhangsan").send(f"drafts/{anew}/approve").status_code == 303
    assert number not in [seq(w.fact.meta) for w in waiting(books(month_desk.society))]


def test_a_row_that_came_back_is_decided_at_its_row_and_not_in_a_form_that_forgets_it(
    month_desk: MonthDesk, tmp_path: Path
) -> None:
    draft, person = _drafted(month_desk, hang(month_desk, tmp_path)[3]), month_desk.of("wangwu")
    person.send(f"drafts/{draft}/withdraw")
    page = person.get(f"drafts/{draft}").text
    assert "重新定这一行" in page and "改好再交" not in page
    assert "镇上文印店" not in person.get(f"record/expense?draft={draft}").text


def test_who_pays_and_who_approves_has_to_be_said(month_desk: MonthDesk, tmp_path: Path) -> None:
    numbers = hang(month_desk, tmp_path)
    answer = decide(month_desk.of("wangwu"), numbers[3], OFFICE)
    assert answer.status_code == 422 and "谁付款、请谁审批" in words(answer)
    answer = decide(month_desk.of("wangwu"), numbers[3], OFFICE, approved_by="wangwu", paid_by="zhaoliu")
    assert answer.status_code == 422 and "会计法" in words(answer)
    assert desk_of(month_desk.app).drafts.of("shigang", WAITING) == []


def test_a_row_of_a_closed_month_is_booked_on_another_day(month_desk: MonthDesk, tmp_path: Path) -> None:
    numbers = hang(month_desk, tmp_path)
    made.record(month_desk.society, made.donation("5.00", 3))
    person = month_desk.of("wangwu")
    assert person.send("closing/2026-07").status_code == 303
    page = person.get(f"rows/{numbers[0]}")
    assert "只能记在没有月结的月份里" in words(page) and f'value="{TODAY}"' in page.text
    refused = decide(person, numbers[0])
    assert refused.status_code == 422 and "已经月结" in words(refused)
    assert decide(person, numbers[0], day=str(TODAY)).status_code == 303
    (gift,) = [t for t in books(month_desk.society).transactions if t.meta.get("source")]
    assert gift.date == TODAY


# Who may


@pytest.mark.parametrize("user", PEOPLE)
def test_who_acts_decides_and_the_others_have_no_such_page(
    month_desk: MonthDesk, tmp_path: Path, user: str
) -> None:
    numbers = hang(month_desk, tmp_path)
    person = month_desk.of(user)
    person.society = "shigang"
    may = user in ("wangwu", "zhangsan", "both")
    assert person.get("rows").status_code == (303 if may else 404)
    assert person.get(f"rows/{numbers[0]}").status_code == (200 if may else 404)
    if user not in ("other", "guanli"):
        page = person.client.get("/review?society=shigang").text
        assert (f"/s/shigang/rows/{numbers[0]}" in page) == may
    before = bytes_of(month_desk.society.folder)
    assert (decide(person, numbers[0]).status_code == 404) == (not may)
    assert (bytes_of(month_desk.society.folder) == before) == (not may)


def test_what_is_no_row_is_no_page(month_desk: MonthDesk, tmp_path: Path) -> None:
    hang(month_desk, tmp_path)
    person = month_desk.of("wangwu")
    for number in (0, 1, 99999):
        assert person.get(f"rows/{number}").status_code == 404
        assert decide(person, number).status_code == 404

"""The case desk: a case from its acceptance to its end, who may do what, and what no file ever holds."""

from __future__ import annotations

from datetime import date

import pytest

from huzhu import keyring
from ledger import journal
from tests.desk_cases import HEAD, NAME, NUMBER, PLACE, CaseDesk, case_desk, plain
from tests.desk_fixtures import quick_hashes

__all__ = ["case_desk", "quick_hashes"]


def survey(**more: str) -> dict[str, str]:
    return {"by": "lisi", "opinion": "情况属实"} | more


def decided(**more: str) -> dict[str, str]:
    return {"decision": "同意", "amount": "600", "by": "lisi", "approved_by": "zhangsan"} | more


def paid(**more: str) -> dict[str, str]:
    return {
        "amount": "600", "method": "转账", "account": "Assets:1002银行存款:01农商行基本户", "fund": "03社会捐赠",
        "paid_by": "zhaoliu", "approved_by": "zhangsan",
    } | more  # fmt: skip


def test_a_case_lives_from_acceptance_to_its_end_through_the_pages(case_desk: CaseDesk) -> None:
    treasurer, officer = case_desk.enter("wangwu"), case_desk.enter("zhangsan")
    number = treasurer.accept()
    assert "待调查" in treasurer.words(f"/cases/{number}")
    assert treasurer.step(number, "survey", **survey()).status_code == 303
    assert "待审核" in treasurer.words("/cases")
    draft = treasurer.step(number, "decide", **decided())
    assert "/drafts/" in draft.headers["Location"]
    assert "等着第二个人审批" in treasurer.words(f"/cases/{number}")
    assert f"/cases/{number}/decide" not in treasurer.see(f"/cases/{number}").text
    assert "待审核" in treasurer.words(f"/cases/{number}"), "nothing is decided before the second person"
    assert officer.approve(draft).status_code == 303
    page = treasurer.see(f"/cases/{number}").text
    assert f"{PLACE}/record/relief?case={number}" in page
    draft = treasurer.send("/record/relief", date=str(case_desk.clock.day), case=number, **paid())
    assert officer.approve(draft).status_code == 303
    words = treasurer.words(f"/cases/{number}")
    assert "应急救助 600.00元（转账）" in words
    assert "当天，规定1个工作日内" in words
    assert "发放还缺：领款单" in words
    assert f"/cases/{number}/take-back" not in treasurer.see(f"/cases/{number}").text
    assert officer.step(number, "close").status_code == 303
    words = treasurer.words(f"/cases/{number}")
    assert "结案" in words
    assert "下一步" in words
    assert f"{PLACE}/cases/{number}/survey" not in treasurer.see(f"/cases/{number}").text
    books = journal.seen(case_desk.society).books
    steps = [s.step for s in books.cases[number].steps]
    assert steps == ["受理", "入户调查", "审核", "结案"]
    decision = books.cases[number].decision(case_desk.clock.day)
    assert decision is not None
    assert (decision.text("recorded-by"), decision.text("approved-by")) == ("wangwu", "zhangsan")


def test_first_aid_comes_first_and_says_what_is_to_be_filled_in(case_desk: CaseDesk) -> None:
    treasurer, officer = case_desk.enter("wangwu"), case_desk.enter("zhangsan")
    number = treasurer.accept()
    draft = treasurer.step(number, "first-aid", **paid(amount="300", reason="昏迷送医"))
    assert officer.approve(draft).status_code == 303
    words = treasurer.words(f"/cases/{number}")
    assert "补入户调查、情况说明、审核：还有10天（2026-07-20前）" in words
    assert "先行救助" in words
    assert "凭证 2026-07-" in words
    case_desk.clock.day = date(2026, 7, 21)
    assert "晚了1天" in treasurer.words("/cases")
    case_desk.clock.day = date(2026, 7, 14)
    assert treasurer.step(number, "survey", **survey()).status_code == 303
    assert "补审核：还有6天" in treasurer.words(f"/cases/{number}")
    assert officer.approve(treasurer.step(number, "decide", **decided(amount="300"))).status_code == 303
    assert "先行救助后第4天，规定10天内" in treasurer.words(f"/cases/{number}")
    assert "待结案" in treasurer.words("/cases")


def test_a_referral_waits_for_its_answer_and_then_the_case_may_end(case_desk: CaseDesk) -> None:
    officer = case_desk.enter("zhangsan")
    number = officer.accept()
    assert f"/cases/{number}/reply" not in officer.see(f"/cases/{number}").text
    assert officer.step(number, "refer", to="镇民政办", letter="转〔2026〕1号").status_code == 303
    words = officer.words("/cases")
    assert "转介中" in words
    assert "镇民政办的答复：还有10个工作日（2026-07-24前）" in words
    assert officer.step(number, "reply", outcome="已纳入临时救助").status_code == 303
    words = officer.words(f"/cases/{number}")
    assert "转给：镇民政办" in words
    assert "答复：已纳入临时救助" in words
    assert "待结案" in words
    assert officer.step(number, "close").status_code == 303


def test_a_survey_that_is_late_is_called_late_on_the_day_after(case_desk: CaseDesk) -> None:
    treasurer = case_desk.enter("wangwu")
    number = treasurer.accept()
    case_desk.clock.day = date(2026, 7, 13)
    assert "入户调查、审核意见：今天到期" in treasurer.words("/cases")
    case_desk.clock.day = date(2026, 7, 15)
    assert "应在2026-07-13前，晚了2天" in treasurer.words("/cases")
    assert treasurer.step(number, "survey", **survey()).status_code == 303
    words = treasurer.words(f"/cases/{number}")
    assert "用了3个工作日，规定1个工作日内" in words
    assert "超过了" in words


def test_open_cases_stand_first_by_their_day_and_are_found_by_number_label_and_state(
    case_desk: CaseDesk,
) -> None:
    treasurer = case_desk.enter("wangwu")
    first, second = treasurer.accept(), treasurer.accept(name="李秀英", id_number=HEAD, matter="意外")
    treasurer.step(first, "refer", to="镇民政办")
    words = treasurer.words("/cases")
    assert words.index(second) < words.index(first) < words.index("办完的")
    assert first not in treasurer.words("/cases?q=李")
    assert second in treasurer.words("/cases?q=李")
    assert first in treasurer.words(f"/cases?q={first[-4:]}")
    assert second not in treasurer.words("/cases?state=转介中")
    assert "没有符合的" in treasurer.words("/cases?q=没有这人")


def test_steps_that_make_no_sense_yet_are_not_offered(case_desk: CaseDesk) -> None:
    treasurer = case_desk.enter("wangwu")
    number = treasurer.accept()
    page = treasurer.see(f"/cases/{number}").text
    offered = {
        s
        for s in ("survey", "decide", "first-aid", "refer", "reply", "close", "take-back")
        if f"/cases/{number}/{s}" in page
    }
    assert offered == {"survey", "first-aid", "refer", "take-back"}
    assert "/record/relief" not in page
    assert treasurer.see(f"/cases/{number}/close").headers["Location"] == f"{PLACE}/cases/{number}"
    answer = treasurer.send(
        f"/cases/{number}/close", from_=f"/cases/{number}/survey", date="2026-07-10", case=number
    )
    assert answer.status_code == 422
    assert "不能结案" in plain(answer)


def test_a_step_writes_on_the_case_of_its_address_only(case_desk: CaseDesk) -> None:
    treasurer = case_desk.enter("wangwu")
    one, other = treasurer.accept(), treasurer.accept(name="李秀英", id_number=HEAD)
    answer = treasurer.send(f"/cases/{one}/survey", case=other, date="2026-07-10", **survey())
    assert answer.status_code == 422
    assert len(journal.seen(case_desk.society).books.cases[other].steps) == 1


def test_the_same_form_twice_is_one_case_and_other_words_are_asked_about(case_desk: CaseDesk) -> None:
    treasurer = case_desk.enter("wangwu")
    number = treasurer.accept(key="a" * 32)
    assert treasurer.accept(key="a" * 32) == number
    changed = treasurer.send(
        "/cases/new", key="a" * 32, date="2026-07-10", name=NAME, id_number=NUMBER, relief="应急救助", matter="意外",
        category="其他困难人员", found="本人申请",
    )  # fmt: skip
    assert changed.status_code == 409
    assert "已经记过一笔" in plain(changed)
    assert treasurer.accept(name="李秀英", id_number=HEAD) == f"JZ-2026-{int(number[-4:]) + 1:04d}"


def test_name_and_number_stay_out_of_every_file_and_out_of_the_log(
    case_desk: CaseDesk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    treasurer, officer = case_desk.enter("wangwu"), case_desk.enter("zhangsan")
    assert treasurer.send("/cases/new", name=NAME, id_number=NUMBER).status_code == 422
    number = treasurer.accept(head_id_number=HEAD)
    treasurer.step(number, "survey", **survey())
    officer.approve(treasurer.step(number, "decide", **decided()))
    assert case_desk.tells(NAME, NUMBER, HEAD, NUMBER[:14], HEAD[:14]) == []
    assert NAME not in caplog.text + "".join(capfd.readouterr())
    assert NUMBER not in caplog.text
    opened = journal.seen(case_desk.society).books.cases[number].opened
    assert opened is not None
    assert opened.text("label") == "汪*"
    assert opened.text("person") == keyring.pseudonym(case_desk.society, NUMBER)
    assert opened.text("household") == keyring.pseudonym(case_desk.society, HEAD)


def test_without_a_head_s_number_the_household_is_the_person_s_own(case_desk: CaseDesk) -> None:
    number = case_desk.enter("wangwu").accept()
    case = journal.seen(case_desk.society).books.cases[number]
    assert case.text("household") == case.text("person")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id_number": "341004193801010022"}, "身份证号不对，请核对18位号码"),
        ({"head_id_number": "341004193801010022"}, "户主的身份证号不对"),
        ({"hamlet": f"{NAME}家"}, "不要写姓名和号码"),
        ({"name": ""}, "请填写"),
        ({"date": "七月八日"}, "日期写法不对"),
        ({"matter": "别的"}, "现在不能选"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_accepted(
    case_desk: CaseDesk, fields: dict[str, str], said: str
) -> None:
    treasurer = case_desk.enter("wangwu")
    given = {
        "date": "2026-07-10", "name": NAME, "id_number": NUMBER, "relief": "应急救助", "matter": "疾病",
        "category": "其他困难人员", "found": "本人申请",
    }  # fmt: skip
    before = len(journal.seen(case_desk.society).events)
    answer = treasurer.send("/cases/new", **given | fields)
    assert answer.status_code == 422
    assert said in plain(answer)
    assert len(journal.seen(case_desk.society).events) == before


def test_without_the_district_s_key_nobody_is_accepted(case_desk: CaseDesk) -> None:
    (case_desk.district / "district.key").unlink()
    answer = case_desk.enter("wangwu").send(
        "/cases/new", date="2026-07-10", name=NAME, id_number=NUMBER, relief="应急救助", matter="疾病",
        category="其他困难人员", found="本人申请",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "请告诉管理员" in plain(answer)


@pytest.mark.parametrize("user", ["xiangzhen", "quji", "shenji"])
def test_who_only_watches_sees_masks_and_takes_no_step(case_desk: CaseDesk, user: str) -> None:
    number = case_desk.enter("wangwu").accept()
    watcher = case_desk.enter(user)
    page = watcher.see(f"/cases/{number}").text
    assert "汪*" in page
    assert NAME not in page
    assert f"/cases/{number}/survey" not in page
    assert watcher.see("/cases").status_code == 200
    for path in ("/cases/new", f"/cases/{number}/survey", f"/cases/{number}/papers"):
        assert watcher.see(path).status_code == 404
        sent = watcher.send(path, from_=f"/cases/{number}", case=number, date="2026-07-10", **survey())
        assert sent.status_code == 404
    assert len(journal.seen(case_desk.society).books.cases[number].steps) == 1


def test_another_society_s_cases_and_people_are_not_there(case_desk: CaseDesk) -> None:
    treasurer = case_desk.enter("wangwu")
    number = treasurer.accept()
    person = keyring.pseudonym(case_desk.society, NUMBER)
    for path in ("/cases", f"/cases/{number}", f"/cases/{number}/survey", f"/people/{person}", "/archive"):
        assert treasurer.client.get(f"/s/xuntang{path}").status_code == 404
    assert treasurer.see("/cases/JZ-2026-9999").status_code == 404
    assert treasurer.see("/cases/JZ-2026-9999/survey").status_code == 404
    assert treasurer.see("/people/P-000000000000").status_code == 404
    assert case_desk.enter("quji").client.get(f"/s/xuntang/cases/{number}").status_code == 404
    assert case_desk.enter("guanli").see("/cases").status_code == 404


def test_while_the_archive_is_open_a_step_that_names_the_person_is_refused(case_desk: CaseDesk) -> None:
    case_desk.begin_archive()
    treasurer = case_desk.enter("wangwu")
    treasurer.open_archive("wangwu")
    number = treasurer.accept()
    answer = treasurer.step(number, "survey", **survey(opinion=f"{NAME}家里困难"))
    assert answer.status_code == 422
    assert "写了本人的姓名" in plain(answer)
    assert treasurer.step(number, "survey", **survey(opinion="本人家里困难")).status_code == 303
    assert case_desk.tells(NAME) == []

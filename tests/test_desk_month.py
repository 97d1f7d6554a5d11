"""The notice, the filing and the closing at the desk: once, as the command does them, and only by who acts there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from huzhu import posting
from huzhu.statements import books
from ledger import seals
from ledger.district import Society
from ledger.journal import seen
from tests import societies as made
from tests.month_desk import PEOPLE, TODAY, MonthDesk, Person, csrf, hidden, month_desk, words
from tests.terminal import bytes_of, huzhu

pytest_plugins = ["tests.desk_fixtures"]
__all__ = ["month_desk"]

JULY = "2026-07"


@pytest.fixture
def july(month_desk: MonthDesk) -> MonthDesk:
    """A July with one relief of 800.00 in cash."""
    made.record(month_desk.society, made.draw("1000.00", 2))
    made.record(month_desk.society, made.case(day=8))
    made.record(month_desk.society, made.relief(day=9))
    return month_desk


def post(person: Person, day: date = TODAY, month: str = JULY, **more: str) -> object:
    """Look at the sheet of a day and register it."""
    shown = person.get(f"notices/{month}?date={day}")
    fields = {"date": str(day), "sheet": hidden(shown, "sheet"), "place": "村务公开栏"} | more
    return person.send(f"notices/{month}/post", **fields)


def facts(society: Society, kind: str) -> list[tuple[str, str]]:
    return [(f.key, f.step) for f in books(society).facts.of(kind)]


# The notice


def test_each_month_tells_what_is_due_by_when(july: MonthDesk) -> None:
    page = words(july.of("wangwu").get("notices"))
    assert "2026年7月 公示 2026-08-07前要办 撤下 还不到时候 备案 2026-08-07前要办 月结 要办" in page
    assert "2026年6月 公示 逾期：应在2026-07-07前" in page and "2026年8月" not in page


def test_the_sheet_is_shown_masked_as_it_will_hang(july: MonthDesk) -> None:
    page = words(july.of("wangwu").get("notices/2026-07"))
    assert "汪* 应急救助 疾病 现金 800.00 7月9日" in page
    assert "公示期7天（2026年8月6日至8月13日）" in page and "合计（大写）：人民币捌佰元整" in page
    assert "账簿校验码" in page and "还没有登记张贴" in page


def test_a_notice_posted_twice_is_posted_once(july: MonthDesk) -> None:
    person = july.of("wangwu")
    shown = person.get(f"notices/{JULY}")
    fields = {"date": str(TODAY), "sheet": hidden(shown, "sheet"), "place": "村务公开栏"}
    for _ in range(2):
        page = person.follow(person.send(f"notices/{JULY}/post", **fields))
        assert "✓ 2026-08-06 村务公开栏" in words(page) and "2026-08-13起可以撤下" in words(page)
    assert july.of("zhangsan").send(f"notices/{JULY}/post", **fields).status_code == 303
    assert facts(july.society, "公示") == [(JULY, "张贴")]


def test_the_paper_is_byte_for_byte_what_the_command_writes(july: MonthDesk, tmp_path: Path) -> None:
    person = july.of("wangwu")
    post(person)
    answer = person.get(f"notices/{JULY}/sheet.pdf")
    assert answer.mimetype == "application/pdf" and answer.headers["Cache-Control"] == "no-store"
    kept = posting.usual_path(july.society, JULY).read_bytes()
    before = len(seen(july.society).events)
    said = huzhu("notice", JULY, "-o", tmp_path / "公示.pdf", books=july.society.folder)
    assert said.code == 0, said
    assert answer.data == kept == (tmp_path / "公示.pdf").read_bytes()
    assert len(seen(july.society).events) == before


def test_what_is_posted_is_what_was_looked_at(july: MonthDesk) -> None:
    person = july.of("wangwu")
    old = hidden(person.get(f"notices/{JULY}"), "sheet")
    made.record(july.society, made.donation("5.00", 30))
    before = bytes_of(july.society.folder)
    answer = person.send(f"notices/{JULY}/post", date=str(TODAY), sheet=old, place="村口")
    assert answer.status_code == 409 and "账里又记了别的" in words(answer)
    assert bytes_of(july.society.folder) == before
    assert hidden(answer, "sheet") != old
    now = {"date": str(TODAY), "sheet": hidden(answer, "sheet"), "place": "村口"}
    assert person.send(f"notices/{JULY}/post", **now).status_code == 303


def test_two_people_who_post_at_once_post_one_notice(july: MonthDesk) -> None:
    person, found = july.of("wangwu"), posting.sheet(july.society, JULY, TODAY)[0]
    digest = hidden(person.get(f"notices/{JULY}"), "sheet")
    made.journal.record(july.society, [posting.request(found, "lisi", "祠堂", made.AT)])
    with mock.patch(
        "huzhu.desk.month.notices.posting.posted", side_effect=[None, *[mock.DEFAULT] * 20]
    ) as quick:
        quick.return_value = books(july.society).facts.of("公示")[0]
        with mock.patch("huzhu.desk.month.notices.posting.sheet_of", return_value=(found, None)):
            answer = person.send(f"notices/{JULY}/post", date=str(TODAY), sheet=digest, place="村口")
    assert answer.status_code == 303
    assert facts(july.society, "公示") == [(JULY, "张贴")]


def test_a_month_without_relief_is_posted_as_well(july: MonthDesk) -> None:
    person = july.of("zhangsan")
    assert "本月无救助" in words(person.get("notices/2026-06"))
    post(person, date(2026, 7, 3), "2026-06")
    assert facts(july.society, "公示") == [("2026-06", "张贴")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": ""}, "地点不能是空的"),
        ({"date": "2026-08-07"}, "还没有到"),
        ({"date": "2026-07-31"}, "还没有过完"),
        ({"date": "八月"}, "日期不对"),
    ],
)
def test_what_cannot_be_posted_is_said_and_nothing_is_written(
    july: MonthDesk, fields: dict[str, str], said: str
) -> None:
    person = july.of("wangwu")
    day = fields.get("date", str(TODAY))
    shown = person.get(
        f"notices/{JULY}?date={day}" if day > "2026-07-31" and day[0] == "2" else f"notices/{JULY}"
    )
    before = bytes_of(july.society.folder)
    usual = {"date": str(TODAY), "sheet": hidden(shown, "sheet"), "place": "村口"}
    answer = person.send(f"notices/{JULY}/post", **(usual | fields))
    assert answer.status_code in (409, 422) and said in words(answer), words(answer)
    assert bytes_of(july.society.folder) == before


def test_it_hangs_its_days_before_it_is_taken_down(july: MonthDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    person = july.of("wangwu")
    assert person.send(f"notices/{JULY}/down", date=str(TODAY), objections="无异议").status_code == 422
    post(person, date(2026, 8, 1))
    early = person.send(f"notices/{JULY}/down", date=str(TODAY), objections="无异议")
    assert early.status_code == 422 and "2026-08-08才可以撤下" in words(early) and "公示7天" in words(early)
    monkeypatch.setattr("huzhu.session.today", lambda: date(2026, 8, 9))
    for _ in range(2):
        answer = person.send(f"notices/{JULY}/down", date="2026-08-08", objections="有异议")
        assert "✓ 2026-08-08 有异议" in words(person.follow(answer))
    assert facts(july.society, "公示") == [(JULY, "张贴"), (JULY, "撤下")]


def test_a_sheet_that_the_books_no_longer_bear_is_told(july: MonthDesk) -> None:
    person = july.of("wangwu")
    post(person)
    with mock.patch("ledger.journal._judge", return_value=[]):
        made.record(july.society, made.donation("1.00", 20))
    page = person.get(f"notices/{JULY}")
    assert page.status_code == 200 and "和贴出去的不一样了" in words(page)


# The filing


def test_what_hangs_is_filed_once_and_the_township_sees_it(july: MonthDesk) -> None:
    person = july.of("wangwu")
    first = person.send(f"notices/{JULY}/file", date=str(TODAY))
    assert first.status_code == 422 and "还没有公示" in words(first) and "huzhu" not in words(first)
    post(person)
    for _ in range(2):
        assert "备案 ✓ 2026-08-06 岩寺镇" in words(
            person.follow(person.send(f"notices/{JULY}/file", date=str(TODAY)))
        )
    assert facts(july.society, "备案") == [(JULY, "")]
    township = july.of("xiangzhen")
    page = township.get(f"notices/{JULY}")
    assert "备案 ✓ 2026-08-06 岩寺镇" in words(page) and "汪* 应急救助" in words(page)
    assert page.text.count('method="post"') == 1, "only the sign-out"
    assert township.get(f"notices/{JULY}/sheet.pdf").data == person.get(f"notices/{JULY}/sheet.pdf").data


def test_the_books_are_read_once_for_a_filing(july: MonthDesk) -> None:
    from huzhu import filing, reading

    post(july.of("wangwu"))
    with (
        mock.patch("huzhu.filing.read", side_effect=reading.read) as read,
        mock.patch("huzhu.posting.read") as other,
    ):
        filing.request(july.society, JULY, TODAY, "wangwu", made.AT)
    assert (read.call_count, other.call_count) == (1, 0)


# The closing


def test_what_stops_a_closing_is_listed_with_where_to_mend_it(july: MonthDesk) -> None:
    with mock.patch("ledger.journal._judge", return_value=[]):
        made.record(july.society, made.case("9000.00", number="JZ-2026-0002", person="P-2b2b3c4d5e6f"))
        receipt = made.record(july.society, made.relief("900.00", 10, case="JZ-2026-0002", kind="补充救助"))
    person = july.of("wangwu")
    page = person.get(f"closing/{JULY}")
    assert "先改好这些，才能月结" in words(page) and "依据：" in words(page)
    assert f"/s/shigang/written/{receipt.entries[0].stamp.seq}" in page.text
    assert "月结2026-07" not in words(page)
    before = bytes_of(july.society.folder)
    answer = person.send(f"closing/{JULY}")
    assert answer.status_code == 422 and "还不能月结" in words(answer) and "huzhu check" not in words(answer)
    assert bytes_of(july.society.folder) == before


def test_a_month_in_order_is_closed_once_and_sealed_and_wants_two_signatures(july: MonthDesk) -> None:
    person = july.of("wangwu")
    assert "可以月结" in words(person.get(f"closing/{JULY}"))
    for _ in range(2):
        page = words(person.follow(person.send(f"closing/{JULY}")))
        assert (
            "已经月结" in page and "还缺2位干部的签名" in page and "带着优盘" in page and "huzhu" not in page
        )
    assert facts(july.society, "月结") == [(JULY, "")]
    assert seals.of_month(july.society, JULY) is not None
    assert not july.society.journal(JULY).stat().st_mode & 0o222
    assert "月结 ✓ 2026-08-06" in words(person.get("notices"))


def test_a_seal_that_a_crash_kept_from_being_written_is_written_by_the_next_press(july: MonthDesk) -> None:
    person = july.of("wangwu")
    with mock.patch("huzhu.closing.storage.replace", side_effect=OSError(28, "full")), pytest.raises(OSError):
        july.app.testing = True
        person.send(f"closing/{JULY}")
    july.app.testing = False
    assert seals.of_month(july.society, JULY) is None
    assert "封存没有写完" in words(person.get(f"closing/{JULY}"))
    assert "还缺2位" in words(person.follow(person.send(f"closing/{JULY}")))
    assert facts(july.society, "月结") == [(JULY, "")]


def test_a_month_that_runs_or_had_nothing_is_not_closed(july: MonthDesk) -> None:
    person = july.of("wangwu")
    made.record(july.society, made.donation("5.00", date(2026, 8, 2)))
    assert "还没有过完" in words(person.get("closing/2026-08"))
    answer = person.send("closing/2026-08")
    assert answer.status_code == 422 and "还没有过完" in words(answer)
    assert facts(july.society, "月结") == []


def test_a_form_that_came_back_through_a_sign_in_is_looked_at_and_not_done(july: MonthDesk) -> None:
    person = july.of("wangwu")
    digest = hidden(person.get(f"notices/{JULY}"), "sheet")
    before = bytes_of(july.society.folder)
    fields = {"date": str(TODAY), "sheet": digest, "place": "村口", "objections": "无异议", "step": "look"}
    for page in ACTS:
        answer = person.send(page, **fields)
        assert answer.status_code == 200 and "再按一次" in words(answer), page
    assert bytes_of(july.society.folder) == before


# Who may


PAGES = (
    "notices",
    f"notices/{JULY}",
    f"notices/{JULY}/sheet.pdf",
    f"closing/{JULY}",
    "statements",
    "reconciliation",
)
ACTS = (f"notices/{JULY}/post", f"notices/{JULY}/down", f"notices/{JULY}/file", f"closing/{JULY}")


@pytest.mark.parametrize("user", PEOPLE)
def test_who_reads_and_who_acts(july: MonthDesk, user: str) -> None:
    person = july.of(user)
    person.society = "shigang"
    reads = user not in ("other", "guanli")
    for page in PAGES:
        assert person.get(page).status_code == (200 if reads else 404), page
    before = bytes_of(july.society.folder)
    for page in ACTS:
        answer = person.client.post(
            f"/s/shigang/{page}", data={"csrf_token": csrf(person.client), "step": "write"}
        )
        assert (answer.status_code == 404) == (user not in ("wangwu", "zhangsan", "both")), (
            page,
            answer.status_code,
        )
        if user not in ("wangwu", "zhangsan", "both"):
            assert bytes_of(july.society.folder) == before


@pytest.mark.parametrize("month", ["2026-13", "2026-7", "0000-01", "abc", "2026-07-01"])
def test_what_is_no_month_is_no_page(july: MonthDesk, month: str) -> None:
    person = july.of("wangwu")
    for page in ("notices/{}", "notices/{}/sheet.pdf", "closing/{}", "reconciliation?month={}"):
        assert person.get(page.format(month)).status_code == 404, page


def test_the_reconciliation_is_a_page_and_two_files(july: MonthDesk) -> None:
    person = july.of("shenji")
    page = words(person.get("reconciliation?month=2026-07"))
    assert "农商行基本户没有取得对账单" in page and "截至2026-07-31" in page and "huzhu" not in page
    assert person.get("reconciliation/2026-07.pdf").data.startswith(b"%PDF")
    assert person.get("reconciliation/2026-07.xlsx").data.startswith(b"PK")
    assert person.get("reconciliation/2026-07.html").status_code == 404

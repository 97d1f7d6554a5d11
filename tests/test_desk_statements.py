"""Papers at the desk: looked at before anything is written, written once, never on the disk, never another's."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from unittest import mock

import pytest

from huzhu.desk.month.parcels import MOST, SECONDS, Parcels
from huzhu.desk.month.statements import LARGEST_BYTES
from huzhu.desk.wording import at_the_desk
from huzhu.papers import Paper
from huzhu.statements import books
from ledger import chart
from ledger.district import Society
from ledger.statements import named, waiting
from tests import societies as made
from tests.bank_csv import NAME, bank_csv
from tests.month_desk import MonthDesk, Person, csrf, month_desk, words
from tests.terminal import bytes_of, huzhu
from tests.wechat_bill import csv_bill, line

pytest_plugins = ["tests.desk_fixtures"]
__all__ = ["month_desk"]

PAPERS = Path(__file__).parent / "papers"
GIFT = ("2026-07-06 10:00:00", "500.00", "石桥镇供销社", "转账", "捐赠")
INTEREST = ("2026-07-21 03:00:00", "6.78", "", "结息", "")
BANK = made.BANK
PAPER = bank_csv([GIFT, INTEREST])
CHOSEN = {"account": BANK, "fund": "03社会捐赠", "channel": ""}
GIFTS = CHOSEN | {"channel": "主动捐赠"}


def look(person: Person, content: bytes = PAPER, name: str = "流水.csv", **fields: str) -> str:
    """Send a file; the address of the page that shows what was read."""
    answer = person.upload(content, name, **fields)
    assert answer.status_code == 303, words(answer)
    return answer.headers["Location"].removeprefix(f"/s/{person.society}/")


def booked(society: Society) -> list[tuple[str, Decimal]]:
    return [
        (t.meta["event"], t.postings[0].units.number)
        for t in books(society).transactions
        if t.meta.get("source")
    ]


def test_a_look_writes_nothing_and_says_what_was_read(month_desk: MonthDesk) -> None:
    person, before = month_desk.of("wangwu"), bytes_of(month_desk.society.folder)
    page = words(person.get(look(person)))
    assert "共2行，收506.78元，付0.00元" in page and "笔数和合计，和每一行加起来的对得上" in page
    assert "开始30,000.00元，最后30,506.78元" in page and f"账单里的“{NAME}”是本社的哪个账户" in page
    assert "0 会记账 0 跳过 2 待核" in page
    assert bytes_of(month_desk.society.folder) == before


def test_what_was_chosen_is_looked_at_again_and_then_written(month_desk: MonthDesk) -> None:
    person, before = month_desk.of("wangwu"), bytes_of(month_desk.society.folder)
    place = look(person)
    again = words(person.send(place, step="look", **GIFTS))
    assert "1 会记账 0 跳过 1 待核" in again and "接受捐赠" in again and "写着“结息”，不像捐款" in again
    assert bytes_of(month_desk.society.folder) == before
    done = words(person.follow(person.send(place, step="write", **GIFTS)))
    assert "已记账1行，跳过0行，待核1行" in done and "去定待核的行（1行）" in done
    assert booked(month_desk.society) == [("接受捐赠", Decimal("500.00"))]
    assert [w.amount for w in waiting(books(month_desk.society))] == [Decimal("6.78")]
    assert named(books(month_desk.society)) == {NAME: BANK}


def test_a_second_press_finds_the_first_ones_answer(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    place = look(person)
    person.send(place, step="write", **GIFTS)
    before = bytes_of(month_desk.society.folder)
    for _ in range(2):
        assert "已记账1行" in words(person.follow(person.send(place, step="write", **GIFTS)))
    assert bytes_of(month_desk.society.folder) == before


def test_papers_that_overlap_book_each_row_once(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    person.send(look(person), step="write", **GIFTS)
    more = ("2026-07-25 10:00:00", "80.00", "王大伯", "转账", "捐赠")
    place = look(person, bank_csv([GIFT, INTEREST, more]))
    assert "1 会记账 1 跳过 1 待核" in words(
        person.send(place, step="look", fund="03社会捐赠", channel="主动捐赠")
    )
    person.send(place, step="write", fund="03社会捐赠", channel="主动捐赠")
    assert booked(month_desk.society) == [("接受捐赠", Decimal("500.00")), ("接受捐赠", Decimal("80.00"))]
    assert len(waiting(books(month_desk.society))) == 1


def test_the_desk_writes_what_the_command_writes(month_desk: MonthDesk, tmp_path: Path) -> None:
    other = made.shigang(tmp_path / "other")
    (tmp_path / "流水.csv").write_bytes(PAPER)
    said = huzhu(
        "import", tmp_path / "流水.csv", "--account", "银行", "--channel", "主动捐赠", books=other.folder
    )
    assert said.code == 0, said
    person = month_desk.of("wangwu")
    person.send(look(person), step="write", **GIFTS)
    assert booked(other) == booked(month_desk.society)
    assert [w[:8] for w in waiting(books(other))] == [w[:8] for w in waiting(books(month_desk.society))]


def test_an_account_that_nobody_named_keeps_the_paper_out(month_desk: MonthDesk) -> None:
    person, before = month_desk.of("wangwu"), bytes_of(month_desk.society.folder)
    place = look(person)
    for account in ([], [""]):
        answer = person.send(place, step="write", account=account, fund="03社会捐赠")
        assert answer.status_code == 422 and "请先选好账单里的账户" in words(answer)
    wrong = person.send(place, step="look", account="Assets:1009其他货币资金:01微信", fund="03社会捐赠")
    assert "不是微信的账单" in words(wrong) and "--account" not in words(wrong)
    for stray in ({"account": "Assets:别处"}, {"fund": "99没有"}, {"channel": "摊派"}, {"wallet": "x"}):
        assert person.send(place, step="write", **(CHOSEN | stray)).status_code == 400
    assert bytes_of(month_desk.society.folder) == before


def test_a_banks_paper_is_not_the_cash_boxs(month_desk: MonthDesk) -> None:
    person, before = month_desk.of("wangwu"), bytes_of(month_desk.society.folder)
    place = look(person)
    assert f'value="{chart.CASH}"' not in person.get(place).text
    answer = person.send(place, step="write", **CHOSEN | {"account": chart.CASH})
    assert answer.status_code == 422 and "不是现金的账单" in words(answer)
    assert bytes_of(month_desk.society.folder) == before


def test_a_wallets_paper_asks_for_its_card_alone(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    card = "农业银行(1234)"
    out = line(id="2", kind="零钱提现", way="/", amount="¥10.00", account=card, who=card, status="提现已到账")
    page = words(person.get(look(person, csv_bill([line(at="2026-03-25 10:00:00"), out]), "微信.csv")))
    assert page.count("账单里的“") == 1 and "账单里的“农业银行(1234)”" in page


LOCKED = PAPERS / "locked" / "微信支付账单_AES128.zip"


def test_a_locked_paper_says_so_and_opens_with_its_password(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    for password, said in (("", "压缩包有密码"), ("000000", "解压密码不对")):
        answer = person.upload(LOCKED.read_bytes(), LOCKED.name, password=password)
        assert answer.status_code == 422 and said in words(answer) and "--" not in words(answer)
        assert "000000" not in answer.text


@pytest.mark.parametrize(
    ("content", "name", "code", "said"),
    [
        (b"MZ\x90\x00" + bytes(2000), "账单.exe", 422, "重新下载原始账单"),
        (b"", "空.csv", 422, "文件是空的"),
        (b"a,b\n1,2\n", "x.csv", 422, "。"),
        (b"a" * (LARGEST_BYTES + 1), "大.csv", 422, "超过10MB"),
        (b"a" * 20_000_000, "很大.csv", 413, "不要超过10MB"),
        (PAPER, "", 422, "请先选一份账单文件"),
    ],
)
def test_what_is_no_paper_is_refused_in_a_sentence(
    month_desk: MonthDesk, content: bytes, name: str, code: int, said: str
) -> None:
    person, before = month_desk.of("wangwu"), bytes_of(month_desk.society.folder)
    answer = person.upload(content, name)
    assert answer.status_code == code and said in words(answer)
    assert bytes_of(month_desk.society.folder) == before


def test_a_file_as_large_as_it_may_be_is_read(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    answer = person.upload(b"MZ\x90\x00" + bytes(LARGEST_BYTES - 4), "大.csv")
    assert answer.status_code == 422 and "请分段下载账单后再传" not in words(answer)


def test_nobody_but_its_reader_has_the_paper(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    place = look(person)
    for user, society, code in (
        ("both", "shigang", 410), ("zhangsan", "shigang", 404), ("xiangzhen", "shigang", 404), ("quji", "shigang", 404),
        ("other", "qiankou", 410), ("other", "shigang", 404), ("guanli", "shigang", 404),
    ):  # fmt: skip
        else_ = month_desk.of(user)
        else_.society = society
        assert else_.get(place).status_code == code, user
        answer = else_.client.post(
            f"/s/{society}/{place}", data={"csrf_token": csrf(else_.client), "step": "write"}
        )
        assert answer.status_code == code, user
    mine = Person(person.client, "shigang")
    assert mine.get(place).status_code == 200 and booked(month_desk.society) == []


def test_who_reads_what_was_read_and_who_sends(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    person.send(look(person), step="write", **CHOSEN)
    for user in ("wangwu", "zhangsan", "xiangzhen", "shenji", "quji"):
        visitor = month_desk.of(user)
        page = visitor.get("statements")
        assert "农商行基本户 2026-07-01到2026-07-31" in words(page)
        assert ('type="file"' in page.text) == (user == "wangwu")
        if user != "wangwu":
            assert visitor.upload(PAPER).status_code == 404


def test_the_file_and_what_was_read_are_never_on_the_disk(month_desk: MonthDesk, tmp_path: Path) -> None:
    person = month_desk.of("wangwu")
    with mock.patch("tempfile.TemporaryFile", side_effect=AssertionError), mock.patch(
        "tempfile.SpooledTemporaryFile", side_effect=AssertionError
    ):  # fmt: skip
        look(person, PAPER + b"\r\n" * 500_000)
    for path in tmp_path.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not any("供销社".encode(coding) in content for coding in ("utf-8", "gb18030")), path


class _Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_paper_is_forgotten_after_a_quarter_of_an_hour() -> None:
    clock = _Clock()
    parcels = Parcels(clock)
    kept = parcels.keep("wangwu", "shigang", "流水.csv", Paper(None))
    clock.now += SECONDS - 1
    assert parcels.find(kept.token, "wangwu", "shigang") is kept
    assert (
        parcels.find(kept.token, "lisi", "shigang") is parcels.find(kept.token, "wangwu", "qiankou") is None
    )
    clock.now += 1
    assert parcels.find(kept.token, "wangwu", "shigang") is None and len(parcels) == 0


def test_a_person_has_one_paper_in_hand_and_the_desk_not_too_many() -> None:
    parcels = Parcels()
    first = parcels.keep("wangwu", "shigang", "一.csv", Paper(None))
    parcels.keep("wangwu", "shigang", "二.csv", Paper(None))
    assert parcels.find(first.token, "wangwu", "shigang") is None and len(parcels) == 1
    for n in range(MOST + 5):
        parcels.keep(f"u{n}", "shigang", "三.csv", Paper(None))
    assert len(parcels) == MOST


def test_a_paper_that_is_gone_is_said_kindly(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    for answer in (person.get("statements/abc"), person.send("statements/abc", step="write")):
        assert answer.status_code == 410 and "请再选一次文件" in words(answer)


def test_a_register_read_for_the_first_time_shows_its_columns_and_keeps_them(month_desk: MonthDesk) -> None:
    person = month_desk.of("wangwu")
    register = "哪天,谁给的,多少钱,怎么给的\n2026-07-03,汪建国,100,现金\n".encode()
    place = look(
        person,
        register,
        "台账.csv",
        paper="捐赠台账",
        columns="日期=哪天;捐赠人=谁给的;金额=多少钱;收款方式=怎么给的",
    )
    page = words(person.get(place))
    assert "表头头一回见" in page and "捐赠人=谁给的" in page and "钱在哪里" in page
    person.send(place, step="write", channel="主动捐赠", fund="03社会捐赠", wallet="")
    assert [f.key for f in books(month_desk.society).facts.of("表头")] == ["捐赠台账"]
    assert booked(month_desk.society) == [("接受捐赠", Decimal("100.00"))]


@pytest.mark.parametrize("text", [
    "压缩包有密码：请写上解压密码（--password；密码在发账单的消息里），或先解压再导入。",
    "不知道“农业银行(1234)”是本社的哪个账户，请用 --card “农业银行(1234)=账户” 写明",
    "这是微信支付账单，不是农商行基本户的账单，请核对 --account",
    "还没有说过这样的收款记作什么，请用 huzhu review 选", "记好以后用 huzhu review 对上",
    "2026-07的救助情况应在2026-08-07前公示，还没有公示；请 huzhu notice 2026-07",
    "还没有报；请报送后登记备案（huzhu filing 2026-07）",
    "农商行基本户还没有对账单，没法对。请导入对账单：huzhu import 文件。",
    "超过上限，等1处错误；请先看 huzhu check", "请看 huzhu report reconciliation --month 2026-07",
])  # fmt: skip
def test_no_command_is_told_to_who_has_a_page(text: str) -> None:
    said = at_the_desk(text)
    assert "huzhu" not in said and "--" not in said and said

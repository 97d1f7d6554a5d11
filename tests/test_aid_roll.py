"""A roll of government aid becomes pseudonyms at the door: nobody twice, no name and no number anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from huzhu import keyring, rolls, session
from huzhu.reading import read as books_of
from importers import engine
from importers.paper import UnreadablePaper
from importers.registers import aid_roll
from importers.registers.aid_roll import Roll
from ledger.confidential import id_number
from ledger.district import Society
from ledger.mistake import Mistake
from tests import societies as made
from tests.hand_register import workbook
from tests.terminal import bytes_of, huzhu

HEAD = ["序号", "姓名", "身份证号", "救助种类", "有效期至"]
TODAY = date(2026, 8, 1)
TITLE = "岩寺镇石岗村低保对象名单（2026年）"


def number(serial: int, born: str = "19491231") -> str:
    """A made-up ID-card number that passes every check."""
    stem = f"341004{born}{serial:03d}"
    return next(n for check in "0123456789X" if not id_number.problem(n := stem + check))


ONE, TWO, THREE = number(1), number(2), number(3)


def roll(*rows: Sequence[object], head: Sequence[object] = HEAD, title: str = TITLE, folder: Path) -> Roll:
    """A roll of one sheet, read."""
    path = folder / "名单.xlsx"
    path.write_bytes(workbook({"名单": [[title], head, *rows]}))
    return aid_roll.read(path)


@pytest.fixture
def society(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Society:
    """A society in a district that has a key, on a day in August."""
    monkeypatch.setattr(session, "today", lambda: TODAY)
    place = made.shigang(tmp_path)
    keyring.create(made.District(place.folder.parent.parent))
    return place


def take(place: Society, taken: Roll, **more: bool) -> rolls.Taken:
    return rolls.take(place, taken, day=TODAY, recorded_by="lisi", **more)


def aided(place: Society) -> list[tuple[str, str, date | None]]:
    return [(f.key, f.text("kind"), f.day_of("until")) for f in books_of(place)[0].facts.of("政府救助")]


# --- reading ----------------------------------------------------------------------------------------------


def test_a_roll_tells_number_kind_and_last_day_and_no_name(tmp_path: Path) -> None:
    found = roll(
        [1, "汪小明", ONE, "特困人员", "2026-12-31"], [2, "李秀英", TWO.lower(), None, None], folder=tmp_path
    )
    assert [(r.row, r.id_number, r.kind, r.until) for r in found.rows] == [
        (3, ONE, "特困", date(2026, 12, 31)), (4, TWO, "低保", None),
    ]  # fmt: skip
    assert found.reviews == found.skips == ()
    assert "汪" not in repr(found) and ONE not in repr(found) and TWO not in repr(found)


@pytest.mark.parametrize(("said", "kind"), [
    ("农村低保", "低保"), ("最低生活保障", "低保"), ("五保", "特困"), ("分散供养特困人员", "特困"), ("临时救助", "临时救助"),
    ("医疗救助", "医疗救助"), ("教育救助", "教育救助"), ("其他", "其他"),
])  # fmt: skip
def test_a_kind_is_known_by_what_offices_call_it_in_the_column_or_the_title(
    said: str, kind: str, tmp_path: Path
) -> None:
    by_column = roll([1, "甲", ONE, said], title="救助对象花名册", folder=tmp_path)
    by_title = roll(["甲", ONE], head=["姓名", "身份证号码"], title=f"{said}对象花名册", folder=tmp_path)
    assert [r.kind for r in (*by_column.rows, *by_title.rows)] == [kind, kind]


@pytest.mark.parametrize(("row", "title", "say"), [
    ([1, "汪小明", None, "低保"], TITLE, "没有写身份证号"),
    ([1, "汪小明", "/", "低保"], TITLE, "没有写身份证号"),
    ([1, "汪小明", ONE[:6] + "********" + ONE[-4:], "低保"], TITLE, "打了码"),
    ([1, "汪小明", 341004194912310010, "低保"], TITLE, "成了数字"),
    ([1, "汪小明", ONE[:-1] + ("0" if ONE[-1] != "0" else "1"), "低保"], TITLE, "身份证号不对"),
    ([1, "汪小明", ONE, "低保边缘家庭"], "救助对象名单", "看不出是哪一种救助"),
    ([1, "汪小明", ONE, None], "低保、特困人员名单", "看不出是哪一种救助"),
    ([1, "汪小明", ONE, "低保", "年底"], TITLE, "有效期读不出来"),
])  # fmt: skip
def test_a_row_that_cannot_be_taken_is_put_to_a_person_without_name_or_number(
    row: list[object], title: str, say: str, tmp_path: Path
) -> None:
    found = roll(row, title=title, folder=tmp_path)
    (review,) = found.reviews
    assert say in review.reason and review.row == 3 and found.rows == ()
    assert "汪" not in review.reason and not re.search(r"\d{4}", review.reason.replace("2026-12-31", ""))


@pytest.mark.parametrize(("row", "say"), [
    (["合计", "2人"], "合计"), (["注：以上名单由镇民政办提供"], "说明"), (["示例", "甲", ONE, "低保"], "示例行"),
    ([3], "空行"), ([4, "甲", ONE, "低保"], "与第3行是同一个人"),
])  # fmt: skip
def test_a_row_that_is_nobody_new_is_skipped_with_the_reason(
    row: list[object], say: str, tmp_path: Path
) -> None:
    found = roll([1, "甲", ONE, "低保"], row, folder=tmp_path)
    assert len(found.rows) == 1 and found.reviews == ()
    assert [(s.row, say in s.reason) for s in found.skips] == [(4, True)]


def test_a_header_printed_again_is_no_row_and_a_long_term_has_no_end(tmp_path: Path) -> None:
    last = datetime(2026, 12, 31)  # noqa: DTZ001
    rows = [[1, "甲", ONE, "低保", "长期"], HEAD, [2, "乙", TWO, "低保", last]]
    found = roll(*rows, folder=tmp_path)
    assert [r.until for r in found.rows] == [None, date(2026, 12, 31)]
    assert len(found.skips) == len(found.reviews) == 0


def test_a_file_that_is_no_roll_is_sent_back_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePaper, match=r"找不到“身份证号”那一列.*huzhu template 救助对象名单"):
        roll(["甲"], head=["姓名"], folder=tmp_path)
    path = tmp_path / "两张.xlsx"
    path.write_bytes(workbook({"低保": [HEAD], "特困": [HEAD]}))
    with pytest.raises(UnreadablePaper, match="不止一张名单（低保、特困）"):
        aid_roll.read(path)


@pytest.mark.parametrize(("head", "title", "answer"), [
    (HEAD, TITLE, True), (["姓名", "公民身份号码"], "特困人员", True), (["姓名", "身份证号"], "通讯录", False),
    ([*HEAD, "发放金额"], "救助台账", False), (["姓名", "金额"], "低保", False),
])  # fmt: skip
def test_a_roll_is_told_from_other_tables(head: list[str], title: str, answer: bool, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(workbook({"表": [[title], head]}))
    assert aid_roll.is_roll(engine.sheets(tmp_path / "x.xlsx")) is answer


# --- into the books ---------------------------------------------------------------------------------------


def test_everyone_is_recorded_once_under_a_pseudonym(society: Society, tmp_path: Path) -> None:
    first = roll([1, "汪小明", ONE, "低保", "2026-12-31"], [2, "李秀英", TWO, "特困"], folder=tmp_path)
    assert take(society, first)[:4] == (2, 0, [], [])
    assert sorted(aided(society)) == sorted([
        (keyring.pseudonym(society, ONE), "低保", date(2026, 12, 31)), (keyring.pseudonym(society, TWO), "特困", None),
    ])  # fmt: skip
    before = bytes_of(society.folder)
    assert take(society, first)[:2] == (0, 2)
    assert bytes_of(society.folder) == before
    grown = roll(
        [1, "汪小明", ONE, "低保", "2027-12-31"],
        [2, "李秀英", TWO, "特困"],
        [3, "赵", THREE, "低保"],
        folder=tmp_path,
    )
    assert take(society, grown)[:2] == (2, 1)
    assert len(aided(society)) == 4


def test_no_name_and_no_number_reaches_the_books(society: Society, tmp_path: Path) -> None:
    take(society, roll([1, "汪小明", ONE, "低保"], [2, "李秀英", TWO, "低保"], folder=tmp_path))
    written = b"".join(p.read_bytes() for p in society.folder.rglob("*") if p.is_file())
    for told in ("汪小明", "李秀英", ONE, TWO, ONE[6:14]):
        assert told.encode() not in written
    assert written.count('custom "政府救助"'.encode()) == 2


def test_the_order_of_the_roll_does_not_tell_who_is_who(society: Society, tmp_path: Path) -> None:
    people = [[n, "甲", number(n), "低保"] for n in range(10, 20)]
    take(society, roll(*people, folder=tmp_path))
    found = [person for person, _, _ in aided(society)]
    assert found == sorted(found) and len(found) == 10


def test_a_trial_writes_nothing_and_counts_the_same(society: Society, tmp_path: Path) -> None:
    taken = roll([1, "汪小明", ONE, "低保"], [2, "李", "/", "低保"], folder=tmp_path)
    before = bytes_of(society.folder)
    trial = take(society, taken, dry_run=True)
    assert (trial.recorded, trial.known, len(trial.reviews)) == (1, 0, 1)
    assert bytes_of(society.folder) == before
    assert take(society, taken)[:3] == trial[:3]


def test_who_was_born_after_today_or_is_on_no_longer_is_not_recorded(
    society: Society, tmp_path: Path
) -> None:
    young = number(1, "20261231")
    taken = take(
        society, roll([1, "甲", young, "低保"], [2, "乙", TWO, "低保", "2026-07-31"], folder=tmp_path)
    )
    assert (taken.recorded, aided(society)) == (0, [])
    assert taken.reviews == [(3, "身份证号不对：出生日期在2026-08-01以后，请核对")]
    assert taken.skips == [(4, "有效期到2026-07-31，已经过了，不登记。")]


def test_without_the_district_s_key_nothing_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    place = made.shigang(tmp_path)
    with pytest.raises(Mistake, match="找不到区里的密钥") as caught:
        take(place, roll([1, "汪小明", ONE, "低保"], folder=tmp_path))
    assert ONE not in str(caught.value)


def test_on_the_command_line_a_roll_is_known_and_taken_and_nobody_is_named(
    society: Society, tmp_path: Path
) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(
        workbook(
            {
                "名单": [
                    [TITLE],
                    HEAD,
                    [1, "汪小明", ONE, "特困人员", "2026-12-31"],
                    [2, "李秀英", "34100", None, None],
                ]
            }
        )
    )
    before = bytes_of(society.folder)
    tried = huzhu("import", path, "--dry-run", books=society.folder)
    assert tried.code == 0 and "会登记1人" in tried.out and bytes_of(society.folder) == before
    said = huzhu("import", path, books=society.folder)
    assert said.code == 0 and "已登记1人" in said.out and "待核1行" in said.out
    assert not any(word in said.all + tried.all for word in ("汪小明", "李秀英", ONE, "34100"))
    assert [kind for _, kind, _ in aided(society)] == ["特困"]
    assert "早已登记1人" in huzhu("import", path, books=society.folder).out

"""Who the recipients are, from the command line: sealed, looked up, corrected, looked at with a reason, forgotten."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huzhu import archives, keyring, session
from ledger import keys, load
from ledger.confidential import access, archive_folder
from ledger.district import Society
from ledger.mistake import Mistake
from tests import officers
from tests.archived import tells
from tests.busy import DECIDED, OPENED
from tests.terminal import Said, bytes_of, english, huzhu

SAID = ["--name", "汪小明", "--id-number", "11010519491231002X"]
MORE = [
    "--phone",
    "138 0013 8000",
    "--card",
    "6222021234567890128",
    "--address",
    "SECRET 12号",
    "--illness",
    "SECRET肺炎",
]
CASE = ["--category", "特困人员", "--matter", "疾病", "--relief", "补充救助", "--date", "2026-07-20"]
TODAY = date(2026, 8, 1)


@pytest.fixture(autouse=True)
def sitting_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A day in August, a PIN, and key files that open at once."""
    monkeypatch.setattr(session, "today", lambda: TODAY)
    monkeypatch.setattr(keys, "unlocked", officers.unlocked)
    monkeypatch.setenv("HUZHU_PIN", officers.PIN)
    officers.files_in(tmp_path)


@pytest.fixture
def bare(tmp_path: Path) -> Society:
    """A society whose officers have keys, without an archive."""
    return officers.registered(tmp_path).society("shigang")


@pytest.fixture
def society(bare: Society) -> Society:
    """The same with an archive."""
    assert do(bare, "key", "rewrap").code == 0
    return bare


def do(society: Society, *words: object, who: str = "zhangsan", **more: Any) -> Said:
    """A command with somebody's key file at hand; what it says has no English in it, and tells of nobody."""
    key = society.folder.parents[2] / f"{who}.key"
    said = huzhu(*words, "--key-file", key, books=society.folder, **more)
    owners = officers.OWNERS
    shows_other_words = "--dry-run" in words or "papers" in words
    assert shows_other_words or english(said.all, [*words, key, *owners, "SECRET", "keyring.age"]) == [], said
    return said


def added(society: Society, *more: object) -> str:
    """汪小明 is put into the archive; the pseudonym."""
    done = do(society, "person", "add", *SAID, *MORE, *more)
    assert done.code == 0 and tells(done.all) == [], done
    return keyring.pseudonym(society, "11010519491231002X")


def lines(society: Society) -> list[dict[str, str]]:
    """Who looked."""
    where = access.path(society)
    return [json.loads(line) for line in where.read_text().splitlines()] if where.is_file() else []


# Putting people in


def test_a_person_is_put_in_and_the_words_for_the_case_come_out(society: Society) -> None:
    pseudonym = added(society)
    said = do(society, "person", "add", *SAID)
    assert said.code == 2 and "已经在档案里了" in said.err
    assert archive_folder.people(society) == [pseudonym]
    person = archives.opened(society, society.folder.parents[2] / "auditor.key").person(pseudonym)
    assert (person.name, person.phone, person.illness, person.nameless) == (
        "汪小明",
        "13800138000",
        "SECRET肺炎",
        False,
    )


def test_name_and_number_are_asked_for_where_they_were_not_typed(society: Society) -> None:
    said = do(society, "person", "add", typed="汪小明\n11010519491231002X\n", keyboard=True)
    assert said.code == 0 and "--label 汪*" in said.out
    unheard = do(society, "person", "add", "--name", "李秀英")
    assert unheard.code == 2 and "没有写 --id-number（身份证号）" in unheard.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--name", "汪小明", "--id-number", "110105194912310021"], "身份证号不对"),
        (["--name", "汪小明", "--id-number", "341004202701010018"], "身份证号不对：出生日期在2026-08-01以后"),
        ([*SAID, "--phone", "138"], "电话写法不对"),
        ([*SAID, "--member", "汪大牛"], "家庭成员要写成 姓名,关系,年龄,健康状况"),
        ([*SAID, "--member", "汪大牛,父,80,好,SECRET"], "家庭成员要写成"),
        ([*SAID, "--member", "汪大牛,父,八十"], "家庭成员的年龄写法不对"),
    ],
)
def test_what_cannot_be_is_refused_and_not_repeated(society: Society, words: list[str], said: str) -> None:
    before = bytes_of(society.folder)
    refused = do(society, "person", "add", *words)
    assert refused.code == 2 and said in refused.err and tells(refused.all) == []
    assert bytes_of(society.folder) == before


def test_members_are_typed_with_commas_of_either_width(society: Society) -> None:
    pseudonym = added(society, "--member", "汪大牛，父，80，好", "--member", "汪大花,女")
    shown = do(society, "person", "show", pseudonym, "--reason", "复核").out
    assert "家庭成员：汪大牛　父　80岁　好" in shown and "家庭成员：汪大花　女\n" in shown


def test_without_a_district_s_key_the_pseudonym_is_what_the_bureau_said(society: Society) -> None:
    other = do(society, "person", "add", *SAID, "--person", "P-5a2b3c4d5e6f")
    assert other.code == 2 and "不是同一个人" in other.err
    (society.folder.parents[1] / "district.key").unlink()
    assert "找不到区里的密钥" in do(society, "person", "add", *SAID).err
    assert "应是化名" in do(society, "person", "add", *SAID, "--person", "汪小明").err
    unborn = ["--name", "汪小明", "--id-number", "341004202701010018", "--person", "P-5a2b3c4d5e6f"]
    assert "以后" in do(society, "person", "add", *unborn).err
    assert do(society, "person", "add", *SAID, "--person", "P-5a2b3c4d5e6f").code == 0
    assert do(society, "case", "open", *SAID, "--person", "P-5a2b3c4d5e6f", *CASE).code == 0
    assert archive_folder.people(society) == ["P-5a2b3c4d5e6f"]


# Looking


def test_a_look_is_written_down_before_it_is_shown(society: Society) -> None:
    pseudonym = added(society)
    shown = do(society, "person", "show", pseudonym, "--reason", "复核救助资格", who="auditor", user="sunqi")
    assert shown.code == 0 and "身份证号：11010519491231002X" in shown.out and "年龄：76" in shown.out
    [line] = lines(society)
    assert line.pop("at") and line.pop("prev") == ""
    assert line == {"who": "sunqi", "key": "auditor", "person": pseudonym, "reason": "复核救助资格"}


def test_nothing_is_shown_where_the_look_cannot_be_written_down(society: Society) -> None:
    pseudonym = added(society)
    access.path(society).mkdir()
    for words in (["show", pseudonym], ["papers", pseudonym]):
        said = do(society, "person", *words, "--reason", "复核")
        assert said.code == 2 and tells(said.all) == []


@pytest.mark.parametrize("reason", ["", "看看汪小明", "13800138000来电"])
def test_a_reason_is_needed_and_names_nobody(society: Society, reason: str) -> None:
    pseudonym = added(society)
    said = do(society, "person", "show", pseudonym, "--reason", reason)
    assert said.code == 2 and "理由" in said.err and "110105" not in said.all
    assert lines(society) == []


def test_each_audience_sees_its_own(society: Society) -> None:
    pseudonym = added(society, "--hamlet", "上村组", "--nameless")
    shown = {
        who: do(society, "person", "show", pseudonym, "--reason", "复核", "--audience", who).out
        for who in ("公示", "备案", "审计")
    }
    assert shown["公示"] == "姓名：汪某某\n"
    assert (
        "身份证号：002X" in shown["备案"]
        and "银行卡号：0128" in shown["备案"]
        and "住址：SECRET 12号" in shown["备案"]
    )
    assert "不公开姓名：是" in shown["审计"] and "同意公示姓名：否" in shown["审计"]
    assert len(lines(society)) == 3


def test_people_are_found_without_a_look(society: Society) -> None:
    pseudonym = added(society)
    for words in (["--name", "汪小明"], ["--phone", "13800138000"], ["--card", "6222 0212 3456 7890 128"]):
        assert do(society, "person", "find", *words, who="recovery").out == f"{pseudonym}\n"
    assert do(society, "person", "find", "--name", "李秀英").out == "没有找到\n"
    for words in ([], ["--name", "汪小明", "--phone", "1"]):
        said = do(society, "person", "find", *words)
        assert said.code == 2 and "中的一个" in said.err
    assert lines(society) == []


# Correcting


def test_a_correction_changes_what_was_typed_and_takes_back_what_is_empty(society: Society) -> None:
    pseudonym = added(society, "--agreed-name", "--member", "汪大牛,父")
    done = do(
        society, "person", "correct", pseudonym, "--phone", "", "--address", "新村3号", "--not-agreed-name"
    )
    assert (done.code, done.out) == (0, "✓ 已存为第2版\n")
    shown = do(society, "person", "show", pseudonym, "--reason", "复核").out
    assert (
        "13800138000" not in shown
        and "住址：新村3号" in shown
        and "同意公示姓名：否" in shown
        and "汪大牛" in shown
    )
    old = do(society, "person", "show", pseudonym, "--reason", "复核", "--version", "1").out
    assert "13800138000" in old and "同意公示姓名：是" in old
    assert [line["reason"] for line in lines(society)] == ["更正", "复核", "复核"]
    assert do(society, "person", "correct", pseudonym, "--member", "").code == 0
    assert "汪大牛" not in do(society, "person", "show", pseudonym, "--reason", "复核").out


def test_a_correction_cannot_become_another_person(society: Society) -> None:
    pseudonym = added(society)
    other = do(society, "person", "correct", pseudonym, "--id-number", "341004193801010021")
    assert other.code == 2 and f"不是 {pseudonym} 的" in other.err and tells(other.all) == []
    none = do(society, "person", "correct", pseudonym)
    assert none.code == 2 and "没有写要更正什么" in none.err
    same = do(
        society, "person", "correct", pseudonym, "--id-number", "11010519491231002X", "--name", "汪晓明"
    )
    assert same.code == 0


# Whose key


@pytest.mark.parametrize(
    "command", [["person", "find", "--name", "汪"], ["archive", "verify"], ["person", "add", *SAID]]
)
def test_without_an_archive_a_key_or_a_right_nothing_opens(bare: Society, command: list[str]) -> None:
    assert "还没有加密档案" in do(bare, *command).err
    do(bare, "key", "rewrap")
    assert "请用 --key-file 写出自己的钥匙文件" in huzhu(*command, books=bare.folder).err
    assert "不是为它封的" in do(bare, *command, who="zhaoliu").err
    assert "读不了钥匙文件" in do(bare, *command, who="nobody").err


def test_a_wrong_pin_opens_nothing(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUZHU_PIN")
    said = do(society, "person", "find", "--name", "汪", typed="654321\n", keyboard=True)
    assert said.code == 2 and "密码不对" in said.err and "654321" not in said.all
    assert do(society, "person", "find", "--name", "汪", typed=f"{officers.PIN}\n", keyboard=True).code == 0


def test_books_that_were_changed_lend_nobody_their_trust(society: Society) -> None:
    society.facts.write_bytes(society.facts.read_bytes().replace(b'"wangwu"', b'"wangba"', 1))
    assert do(society, "person", "find", "--name", "汪").code == 2


# A case, and its papers


def test_a_case_puts_its_person_in(society: Society) -> None:
    pseudonym = keyring.pseudonym(society, "11010519491231002X")
    done = do(society, "case", "open", *SAID, *CASE, "--hamlet", "上村组")
    assert done.code == 0 and f"已存进加密档案（{pseudonym}）" in done.out
    again = do(society, "case", "open", *SAID, *CASE, "--matter", "意外")
    assert again.code == 0 and "已存进加密档案" not in again.out
    person = archives.opened(society, society.folder.parents[2] / "wangwu.key").person(pseudonym)
    assert (person.name, person.hamlet) == ("汪小明", "上村组")


def test_a_case_under_another_name_is_asked_about(society: Society) -> None:
    added(society)
    before = bytes_of(society.folder)
    said = do(society, "case", "open", "--name", "王小明", *SAID[2:], *CASE)
    assert said.code == 2 and "是另一个姓名" in said.err and tells(said.all) == []
    other = do(society, "case", "open", *SAID, "--person", "P-5a2b3c4d5e6f", *CASE)
    assert other.code == 2 and "不是同一个人" in other.err
    assert bytes_of(society.folder) == before


@pytest.mark.parametrize("words", [[*SAID, "--dry-run"], ["--person", "P-5a2b3c4d5e6f", "--label", "王*"]])
def test_a_case_without_name_and_number_and_a_trial_put_nobody_in(society: Society, words: list[str]) -> None:
    assert do(society, "case", "open", *words, *CASE).code == 0
    assert archive_folder.people(society) == []


def test_a_case_without_a_key_file_keeps_nothing_of_the_person(society: Society) -> None:
    assert huzhu("case", "open", *SAID, *CASE, books=society.folder).code == 0
    assert archive_folder.people(society) == []
    assert [p for p in society.folder.rglob("*") if p.is_file() and tells(p.read_bytes())] == []


def test_a_paper_is_sealed_and_the_books_name_the_sealed_file(society: Society, tmp_path: Path) -> None:
    scan = tmp_path / "SECRET汪小明.pdf"
    scan.write_bytes(b"%PDF-1.7 SECRET")
    words = [
        "case",
        "file",
        scan,
        "--case",
        DECIDED,
        "--paper",
        "申请表",
        "--date",
        "2026-07-20",
        "--key",
        "k-1",
    ]
    trial = do(society, *words, "--dry-run")
    assert trial.code == 0 and archive_folder.hashes(society) == set()
    done = do(society, *words)
    assert done.code == 0 and "没有加密，请自己删除或收好" in done.out
    [sha256] = archive_folder.hashes(society)
    month = society.journal("2026-07").read_text()
    assert f'sha256: "{sha256}"' in month and "filed-as" not in month.split("案卷材料")[1]
    assert not society.documents.exists() or not list(society.documents.rglob("*"))
    assert [p for p in society.folder.rglob("*") if p.is_file() and tells(p.read_bytes())] == []
    assert "早已记过" in do(society, *words).out  # the same scan is the same sealed file
    assert do(society, "archive", "verify").code == 0


def test_a_paper_needs_a_key_once_there_is_an_archive(society: Society, tmp_path: Path) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.7 SECRET")
    words = ["case", "file", scan, "--case", DECIDED, "--paper", "申请表", "--date", "2026-07-20"]
    before = bytes_of(society.folder)
    assert "请用 --key-file" in huzhu(*words, books=society.folder).err
    scan.write_bytes(b"MZ")
    for more in ([], ["--dry-run"]):
        assert "不是扫描件" in do(society, *words, *more).err
    assert bytes_of(society.folder) == before


def test_without_an_archive_a_paper_lies_open_and_that_is_said(bare: Society, tmp_path: Path) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.7")
    words = ["case", "file", scan, "--case", DECIDED, "--paper", "申请表", "--date", "2026-07-20"]
    done = huzhu(*words, books=bare.folder)
    assert done.code == 0 and "还没有加密档案" in done.out and "按原样存在 documents/cases/" in done.out


def test_papers_are_listed_and_taken_out_with_a_reason(society: Society, tmp_path: Path) -> None:
    scan, out = tmp_path / "扫描.png", tmp_path / "out"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n SECRET")
    do(society, "case", "file", scan, "--case", OPENED, "--paper", "照片", "--date", "2026-07-20")
    [pseudonym] = archive_folder.people(society)
    listed = do(society, "person", "papers", pseudonym, "--reason", "复核")
    [sha256] = archive_folder.hashes(society)
    assert listed.out == f"{sha256[:12]}.png  1 KB  扫描.png\n"
    assert do(society, "person", "papers", pseudonym, "--reason", "复核", "--output", out).code == 0
    assert (out / f"{sha256[:12]}.png").read_bytes() == scan.read_bytes()
    assert do(society, "person", "papers", "P-000000000000", "--reason", "复核").code == 2
    assert len(lines(society)) == 2


# Verifying


def test_verify_tells_what_is_missing_and_who_is_another(society: Society, tmp_path: Path) -> None:
    pseudonym = added(society)
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.7")
    do(society, "case", "file", scan, "--case", OPENED, "--paper", "照片", "--date", "2026-07-20")
    assert do(society, "archive", "verify").out == "✓ 档案2份、材料1件，都打得开\n"
    next(society.archive.rglob("*.paper")).unlink()
    opened = archives.opened(society, society.folder.parents[2] / "auditor.key")
    opened.correct(pseudonym, opened.person(pseudonym).model_copy(update={"id_number": "341004193801010021"}))
    said = do(society, "archive", "verify")
    assert said.code == 1 and tells(said.all) == []
    assert (
        f"{OPENED} 2026-07-20 归档的照片不在档案里" in said.out
        and f"{pseudonym} 的档案里是另一个身份证号" in said.out
    )
    (society.folder.parents[1] / "district.key").unlink()
    assert "另一个身份证号" not in do(society, "archive", "verify").out


def test_verify_tells_a_look_that_was_taken_out(society: Society) -> None:
    pseudonym = added(society)
    for reason in ("复核", "审计"):
        do(society, "person", "show", pseudonym, "--reason", reason)
    access.path(society).write_bytes(access.path(society).read_bytes().splitlines(keepends=True)[1])
    said = do(society, "archive", "verify")
    assert said.code == 1 and "查看记录第1行和前一行接不上" in said.out


def test_verify_tells_a_record_that_does_not_open_once(society: Society) -> None:
    pseudonym = added(society)
    archive_folder.record(society, pseudonym, 1).write_bytes(b"")
    said = do(society, "archive", "verify")
    assert said.code == 1 and said.out.count("✗") == 1


# Forgetting


FORGET = ["--reason", "保管期满", "--by", "lisi", "--approved-by", "zhangsan"]


def test_two_people_forget_somebody_and_the_books_say_so(society: Society, tmp_path: Path) -> None:
    pseudonym = added(society)
    do(society, "case", "open", *SAID, *CASE)
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.7")
    do(society, "case", "file", scan, "--case", "JZ-2026-0005", "--paper", "照片", "--date", "2026-07-20")
    done = huzhu("archive", "forget", pseudonym, *FORGET, books=society.folder)
    assert done.code == 0 and "已销毁" in done.out
    assert archive_folder.people(society) == [] and not list(society.archive.rglob("*.paper"))
    fact = society.facts.read_text().split(f'custom "档案" "{pseudonym}" "销毁"')[1]
    assert 'by: "lisi"' in fact and 'approved-by: "zhangsan"' in fact and 'reason: "保管期满"' in fact
    assert do(society, "archive", "verify").out == "✓ 档案0份、材料0件，都打得开\n"
    assert huzhu("check", books=society.folder).code == 0
    again = huzhu("archive", "forget", pseudonym, *FORGET, books=society.folder)
    assert again.code == 2 and f"没有 {pseudonym}" in again.err


@pytest.mark.parametrize(
    "words",
    [
        ["--reason", "保管期满", "--by", "lisi", "--approved-by", "LISI"],
        ["--reason", "保管期满", "--by", "lisi", "--approved-by", "lisi"],
        ["--reason", "电话13800138000", "--by", "lisi", "--approved-by", "zhangsan"],
        ["--reason", "", "--by", "lisi", "--approved-by", "zhangsan"],
    ],
)
def test_one_hand_or_a_number_in_the_reason_forgets_nobody(society: Society, words: list[str]) -> None:
    pseudonym = added(society)
    before = bytes_of(society.folder)
    refused = huzhu("archive", "forget", pseudonym, *words, books=society.folder)
    assert refused.code in (1, 2) and "13800138000" not in refused.all
    assert bytes_of(society.folder) == before


def test_a_forgetting_that_was_cut_off_is_ended_without_a_second_line(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    pseudonym = added(society)

    def fails(*_: object) -> None:
        raise Mistake("断电")

    with monkeypatch.context() as patch:
        patch.setattr(archive_folder, "forget", fails)
        assert huzhu("archive", "forget", pseudonym, *FORGET, books=society.folder).code == 2
    told = do(society, "archive", "verify")
    assert told.code == 1 and f"{pseudonym} 账上已经销毁，钥匙却又在了" in told.out
    archive_folder.key(society, pseudonym).unlink()  # and once more, between the key and the rest
    assert "再运行一次 huzhu archive forget" in do(society, "archive", "verify").out
    assert huzhu("archive", "forget", pseudonym, *FORGET, books=society.folder).code == 0
    assert society.facts.read_text().count('"销毁"') == 1 and do(society, "archive", "verify").code == 0


def test_an_old_backup_that_brings_somebody_back_shows_and_is_forgotten_again(
    society: Society, tmp_path: Path
) -> None:
    pseudonym = added(society)
    shutil.copytree(society.archive, tmp_path / "backup")
    huzhu("archive", "forget", pseudonym, *FORGET, books=society.folder)
    shutil.rmtree(society.archive)
    shutil.copytree(tmp_path / "backup", society.archive)
    assert f"{pseudonym} 账上已经销毁" in do(society, "archive", "verify").out
    assert huzhu("archive", "forget", pseudonym, *FORGET, books=society.folder).code == 0
    assert society.facts.read_text().count('"销毁"') == 1 and archive_folder.people(society) == []


def test_scans_from_before_the_archive_are_named_when_their_person_is_forgotten(
    bare: Society, tmp_path: Path
) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.7")
    for name in (OPENED, DECIDED):
        huzhu(
            "case", "file", scan, "--case", name, "--paper", "照片", "--date", "2026-07-20", books=bare.folder
        )
    do(bare, "key", "rewrap")
    do(bare, "case", "file", scan, "--case", OPENED, "--paper", "申请表", "--date", "2026-07-21")
    [pseudonym] = archive_folder.people(bare)
    said = huzhu("archive", "forget", pseudonym, *FORGET, books=bare.folder)
    assert (
        said.code == 0
        and f"请自己处理：documents/cases/{OPENED}/" in said.out
        and said.out.count("documents/") == 1
    )
    assert archives.lying_open(bare, "P-000000000000") == []
    assert do(bare, "archive", "verify").code == 0


def test_somebody_who_came_back_can_be_forgotten_again(society: Society) -> None:
    pseudonym = added(society)
    for times in (1, 2):
        assert huzhu("archive", "forget", pseudonym, *FORGET, books=society.folder).code == 0
        assert society.facts.read_text().count('"销毁"') == times
        added(society)
        assert do(society, "archive", "verify").code == 0


# When it is time


def test_a_person_is_due_after_the_years_that_follow_the_last_case(society: Society) -> None:
    added(society)
    do(society, "case", "open", *SAID, *CASE, "--case", "JZ-2026-0009")
    pseudonym = keyring.pseudonym(society, "11010519491231002X")

    def due(day: str, *more: str) -> str:
        return huzhu("archive", "due", "--as-of", day, *more, books=society.folder).out

    assert due("2090-01-01") == "没有到期的\n"  # not closed yet
    assert (
        do(society, "case", "withdraw", "--case", "JZ-2026-0009", "--date", "2026-07-25").code == 2
    )  # takes no key
    assert (
        huzhu("case", "withdraw", "--case", "JZ-2026-0009", "--date", "2026-07-25", books=society.folder).code
        == 0
    )
    assert due("2056-12-31") == "没有到期的\n"
    assert due("2057-01-01") == f"{pseudonym}  最后一件办结于 2026-07-25\n用 huzhu archive forget 销毁\n"
    assert due("2028-01-01", "--years", "1").startswith(pseudonym)
    assert due("2027-12-31", "--years", "1") == "没有到期的\n"


def test_somebody_who_never_had_a_case_is_told_as_such(society: Society) -> None:
    pseudonym = added(society)
    said = huzhu("archive", "due", books=society.folder)
    assert said.out == f"{pseudonym}  没有受理过救助\n用 huzhu archive forget 销毁\n"


def test_the_last_payment_counts_where_it_came_after_the_end(society: Society) -> None:
    from ledger.books import Books

    loaded = load.load(society)
    books = Books(loaded.entries, loaded.options, date(2026, 8, 1))
    last = max(p.day for p in books.payments["JZ-2026-0002"])
    archives.opened(society, society.folder.parents[2] / "auditor.key").file(
        "P-2a2b3c4d5e6f", b"%PDF-", "a.pdf"
    )
    assert list(archives.due(society, date(2099, 1, 1), 30)) == []
    assert (
        huzhu("case", "close", "--case", "JZ-2026-0002", "--date", "2026-07-12", books=society.folder).code
        == 0
    )
    assert list(archives.due(society, date(2057, 1, 1), 30)) == [
        ("P-2a2b3c4d5e6f", max(last, date(2026, 7, 12)))
    ]


def test_every_key_that_was_ever_registered_is_trusted(society: Society) -> None:
    assert set(archives.trusted(society).values()) == {"zhangsan", "wangwu", "auditor", "recovery"}
    lone = Society(society.folder.parents[2] / "lone" / "shigang")
    shutil.copytree(society.folder, lone.folder)
    assert set(archives.trusted(lone).values()) == set(archives.holders(lone)) == {"zhangsan", "wangwu"}

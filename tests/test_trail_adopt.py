"""An edit made outside is adopted as new entries, or undone; both versions are kept and nothing is hashed anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from huzhu.auditing import adopting, verifying
from huzhu.auditing.edits import Asked
from ledger import trail
from ledger.district import Society
from ledger.load import load
from tests import societies as made
from tests.societies import donation, record
from tests.terminal import Said, bytes_of, huzhu

JULY = "journal/2026-07.beancount"
TODAY = "2026-08-20"
REASON = "电脑上被人直接改了账页"
Before = tuple[Society, Path]


@pytest.fixture
def before(tmp_path: Path) -> Before:
    """A society with a few entries, June closed; and a backup of its folder."""
    society = made.shigang(tmp_path)
    record(society, [donation("12.00", 3), donation("30.00", 4, donor="老李"), made.resolution()])
    record(society, donation("40.00", date(2026, 8, 3), donor="老赵"))
    assert huzhu("close", "2026-06", "--date", "2026-07-02", books=society.folder).code == 0
    return society, backup(society, tmp_path / "备份")


def backup(society: Society, place: Path) -> Path:
    """A copy of the society's folder under its own name."""
    shutil.copytree(society.folder, place / society.id)
    return place


def edit(society: Society, old: str, new: str, file: str = JULY) -> None:
    """Somebody changes a text in a file of the books."""
    path = society.folder / file
    content = path.read_text("utf-8")
    assert old in content
    path.chmod(0o644)
    path.write_text(content.replace(old, new, 1), "utf-8")


def settle(before: Before, how: str = "adopt", *more: object, by: str = "shenji") -> Said:
    """`huzhu trail adopt` or `restore`."""
    society, original = before
    words = ("--original", original, "--by", by, "--reason", REASON, "--date", TODAY)
    return huzhu("trail", how, *words, *more, books=society.folder)


def balance(society: Society) -> str:
    """What the donation fund has in the bank."""
    account = f"{made.BANK}:03社会捐赠"
    entries = [e for e in load(society).entries if hasattr(e, "postings")]
    return str(sum(p.units.number for e in entries for p in e.postings if p.account == account))


def whole(society: Society) -> bool:
    """Whether nothing at all is found wrong with the books."""
    found = verifying.verify(society, deep=True)
    return not found.breaks and not found.sentence and huzhu("check", books=society.folder).code == 0


ADDED = """2026-07-20 * "老周" "捐款"
  event: "接受捐赠"
  recorded-by: "x"
  voucher: "2026-07-009"
  channel: "主动捐赠"
  receipt: "自愿放弃"
  publish: FALSE
  Assets:1002银行存款:01农商行基本户:03社会捐赠  8.00 CNY
  Income:4101捐赠收入  -8.00 CNY
"""


def test_a_changed_amount_becomes_a_reversal_and_a_new_entry(before: Before) -> None:
    society, _ = before
    edit(society, "12.00 CNY", "92.00 CNY")
    edit(society, "-12.00 CNY", "-92.00 CNY")
    edited = (society.folder / JULY).read_bytes()
    with pytest.raises(Exception, match="被改动过"):
        record(society, donation())
    done = settle(before)
    assert done.code == 0 and "新记3笔" in done.out and "冲销 2026-07-001" in done.out, done.all
    assert balance(society) == "10162.00" and whole(society)
    kept = society.documents / "outside-edits" / f"{TODAY}-1"
    assert (kept / f"{JULY}.txt").read_bytes() == edited and (kept / "sha256.txt").is_file()
    text = (society.folder / JULY).read_text("utf-8")
    assert "12.00 CNY" in text and "92.00 CNY" in text and f"审计冲销：{REASON}" in text
    assert 'custom "账外改动" "采纳"' in society.facts.read_text("utf-8")
    record(society, donation(day=date(2026, 8, 21)))


def test_restoring_puts_the_original_back_and_keeps_the_edit(before: Before) -> None:
    society, original = before
    edit(society, "12.00 CNY", "92.00 CNY")
    done = settle(before, "restore")
    assert done.code == 0 and "原来的账簿已恢复" in done.out
    assert (society.folder / JULY).read_bytes() == (original / "shigang" / JULY).read_bytes()
    assert 'custom "账外改动" "恢复"' in society.facts.read_text("utf-8") and whole(society)
    assert "92.00 CNY" in (society.documents / "outside-edits" / f"{TODAY}-1" / f"{JULY}.txt").read_text(
        "utf-8"
    )


def test_an_entry_typed_in_is_recorded_anew_and_one_taken_out_is_reversed(before: Before) -> None:
    society, _ = before
    last = next(e for e in trail.chain(society).events if e.file == JULY and "老李".encode() in e.text)
    edit(society, last.text.decode(), ADDED)
    done = settle(before)
    assert done.code == 0, done.all
    assert balance(society) == "10060.00" and whole(society)
    text = (society.folder / JULY).read_text("utf-8")
    assert (
        '2026-07-20 * "老周"' in text and 'recorded-by: "shenji"' in text and 'recorded-by: "x"' not in text
    )


def test_in_a_closed_month_both_are_dated_today(before: Before) -> None:
    society, _ = before
    june = "journal/2026-06.beancount"
    edit(society, '"老王" "捐款"', '"老汪" "捐款"', june)
    done = settle(before)
    assert done.code == 0, done.all
    assert (society.folder / june).stat().st_mode & 0o222 == 0
    august = society.journal("2026-08").read_text("utf-8")
    assert f'{TODAY} * "老汪"' in august and whole(society)


def test_trying_says_what_would_be_recorded_and_writes_nothing(before: Before) -> None:
    society, _ = before
    edit(society, '"老王" "捐款"', '"老汪" "捐款"')
    edited = bytes_of(society.folder)
    done = settle(before, "adopt", "--dry-run")
    assert done.code == 0 and "接受捐赠 12.00 2026-07-03" in done.out and "没有写" in done.out
    assert bytes_of(society.folder) == edited


def test_what_the_rules_refuse_is_not_adopted_and_changes_nothing(before: Before) -> None:
    society, _ = before
    edit(society, '"老王" "捐款"', '"老王110101199003074477" "捐款"')
    edited = bytes_of(society.folder)
    refused = settle(before)
    assert refused.code in (1, 2) and bytes_of(society.folder) == edited, refused.all


def in_gbk(society: Society) -> None:
    """An editor of long ago saved the file."""
    (society.folder / JULY).write_bytes("账".encode("gbk"))


def test_an_entry_changed_into_no_event_stands_as_it_was(before: Before) -> None:
    society, _ = before
    edit(society, '"接受捐赠"', '"什么"')
    done = settle(before)
    assert done.code == 0 and "被改得读不出来，已按原样恢复" in done.out and "冲销" not in done.out, done.all
    assert balance(society) == "10082.00" and whole(society)


LEFT: dict[str, tuple[Callable[[Society], None], str]] = {
    "a resolution changed": (lambda s: edit(s, '"资金转移"', '"其他"', "society.beancount"), "这种事项不能冲销"),
    "a key typed in": (
        lambda s: edit(s, "", '2026-07-01 custom "密钥" "x" "停用"\n', "society.beancount"), "不能作为一笔账读出来",
    ),
    "an entry nobody can read": (lambda s: edit(s, "30.00 CNY", "三十元"), "读不出来"),
    "an entry that is no event": (
        lambda s: edit(s, "", '2026-07-09 * "谁" "什么"\n  Assets:X  1.00 CNY\n  Assets:Y  -1.00 CNY\n'), "不能作为一笔账",
    ),
    "an account opened": (lambda s: edit(s, "", "2026-07-01 open Assets:X\n", "accounts.beancount"), "不能作为一笔账"),
    "the policy": (lambda s: edit(s, " 500.00 CNY", " 900.00 CNY", "policy.beancount"), "policy.beancount 已按原样恢复"),
    "a seal": (lambda s: edit(s, "10000.00", "90000.00", "seals/2026-06.json"), "seals/2026-06.json 已按原样恢复"),
    "a file that is gone": (lambda s: (s.folder / JULY).unlink(), "不见了，已按原样恢复"),
    "a file in GBK": (in_gbk, "不是 UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("case", LEFT)
def test_what_cannot_be_read_back_is_named_and_left(before: Before, case: str) -> None:
    society, original = before
    LEFT[case][0](society)
    done = settle(before)
    assert done.code == 0 and LEFT[case][1] in done.out, done.all
    for name in (JULY, "policy.beancount", "accounts.beancount", "seals/2026-06.json"):
        assert (society.folder / name).read_bytes() == (original / "shigang" / name).read_bytes()
    assert balance(society) == "10082.00" and whole(society)
    kept = society.documents / "outside-edits" / f"{TODAY}-1" / "left.txt"
    assert LEFT[case][1] in kept.read_text("utf-8")


def test_a_remark_alone_is_undone_and_nothing_is_recorded_for_it(before: Before) -> None:
    society, _ = before
    edit(society, '2026-07-03 * "老王"', '; 备注\n2026-07-03 * "老王"')
    done = settle(before)
    assert done.code == 0 and "新记1笔" in done.out and whole(society), done.all


def test_a_fact_typed_in_is_recorded_as_its_event(before: Before) -> None:
    society, _ = before
    typed = '2026-08-02 custom "投诉" "TS-2026-01" "受理"\n  about: "公示不清"\n  recorded-by: "x"\n'
    edit(society, "", typed, "society.beancount")
    assert settle(before).code == 0 and whole(society)
    assert 'custom "投诉" "TS-2026-01" "受理"' in society.facts.read_text("utf-8")


# --- the original


def test_an_older_backup_will_do_where_the_rest_is_untouched(before: Before) -> None:
    society, _ = before
    record(society, [donation("6.00", date(2026, 8, 4)), donation("7.00", date(2026, 9, 1))])
    edit(society, "12.00 CNY", "92.00 CNY")
    edit(society, "-12.00 CNY", "-92.00 CNY")
    done = settle(before, "adopt", "--date", "2026-09-02")
    assert done.code == 0, done.all
    assert balance(society) == "10175.00" and whole(society)


def test_a_backup_that_would_lose_entries_is_refused(before: Before) -> None:
    society, _ = before
    record(society, donation("6.00", date(2026, 8, 4)))
    edit(society, "6.00 CNY", "9.00 CNY", "journal/2026-08.beancount")
    edited = bytes_of(society.folder)
    refused = settle(before)
    assert refused.code == 2 and "请用更新的备份" in refused.err and bytes_of(society.folder) == edited


@pytest.mark.parametrize("gone", ["an entry", "the folder"])
def test_what_nobody_has_any_more_is_given_up_and_said_so(before: Before, gone: str, tmp_path: Path) -> None:
    society, original = before
    record(society, [donation(f"{n}.00", date(2026, 8, 4)) for n in (6, 7, 8)])
    if gone == "an entry":
        edit(society, "7.00 CNY", "9.00 CNY", "journal/2026-08.beancount")
        edit(society, "-7.00 CNY", "-9.00 CNY", "journal/2026-08.beancount")
    else:
        shutil.rmtree(society.folder)
        shutil.copytree(original / "shigang", society.folder)
    assert "restore --lose" in settle(before, "restore").err
    done = settle(before, "restore", "--lose")
    assert done.code == 0, done.all
    left = "第18笔到第19笔找不回" if gone == "an entry" else "第17笔到第19笔找不回"
    assert left in society.facts.read_text("utf-8") and whole(society)
    record(society, donation(day=date(2026, 8, 21)))
    assert "不用写 --lose" in settle((society, backup(society, tmp_path / "new")), "restore", "--lose").err


def test_other_books_are_no_original(before: Before, tmp_path: Path) -> None:
    society, original = before
    edit(society, "12.00 CNY", "92.00 CNY")
    other = made.shigang(tmp_path / "other")
    record(other, [donation(str(n) + ".00", 3) for n in range(1, 9)])
    assert "不是原来的账" in settle((society, other.folder)).err
    edit(other, "7.00 CNY", "8.00 CNY")
    assert "也不完整" in settle((society, other.folder)).err
    assert "没有互助社“shigang”的账簿" in settle((society, tmp_path / "none")).err
    (tmp_path / "x.age").write_bytes(b"")
    assert "huzhu restore" in settle((society, tmp_path / "x.age")).err
    assert "不是现在这一份" in settle((society, society.folder)).err
    top = original / "shigang" / "main.beancount"
    top.write_text(top.read_text("utf-8").replace("tolerance_multiplier", "tolerance_multiplied"), "utf-8")
    assert settle((society, original)).code == 2


def test_a_district_s_copy_is_looked_into(before: Before, tmp_path: Path) -> None:
    society, original = before
    edit(society, "12.00 CNY", "92.00 CNY")
    copy = tmp_path / "恢复" / "徽州区" / "societies"
    copy.mkdir(parents=True)
    (original / "shigang").rename(copy / "shigang")
    assert settle((society, tmp_path / "恢复"), "restore").code == 0 and whole(society)


def test_books_that_nobody_edited_need_nothing(before: Before) -> None:
    refused = settle(before)
    assert refused.code == 2 and "没有账外的改动" in refused.err


@pytest.mark.parametrize("who", ["wangwu", "WANGWU", "zhaoliu"])
def test_whoever_keeps_the_books_does_not_judge_the_edit(before: Before, who: str) -> None:
    society, _ = before
    edit(society, "12.00 CNY", "92.00 CNY")
    edited = bytes_of(society.folder)
    refused = settle(before, by=who)
    assert refused.code == 2 and "管账的干部" in refused.err and bytes_of(society.folder) == edited


# --- a crash between


@pytest.mark.parametrize("step", ["_put_back", "_record"])
def test_a_crash_between_two_steps_is_made_good_by_the_same_command(before: Before, step: str) -> None:
    society, original = before
    edit(society, "12.00 CNY", "92.00 CNY")
    edit(society, "-12.00 CNY", "-92.00 CNY")
    ready = adopting.plan(society, original, Asked("shenji", REASON, date.fromisoformat(TODAY), True))
    broken = mock.patch.object(adopting, step, side_effect=OSError(5, "EIO"))
    with broken, pytest.raises(Exception, match=r"EIO|没有做完"):
        adopting.carry_out(society, ready)
    done = settle(before)
    assert done.code == 0 and "新记3笔" in done.out, done.all
    assert balance(society) == "10162.00" and whole(society)
    assert len(list((society.documents / "outside-edits").iterdir())) == 1
    assert "没有账外的改动" in settle(before).err


@pytest.mark.parametrize("gone", ["_put_back", "_record"])
def test_a_crash_while_giving_up_is_made_good_too(before: Before, gone: str) -> None:
    society, original = before
    record(society, donation("6.00", date(2026, 8, 4)))
    edit(society, "6.00 CNY", "9.00 CNY", "journal/2026-08.beancount")
    asked = Asked("shenji", REASON, date.fromisoformat(TODAY), False, True)
    ready = adopting.plan(society, original, asked)
    broken = mock.patch.object(adopting, gone, side_effect=OSError(5, "EIO"))
    with broken, pytest.raises(Exception, match=r"EIO|没有做完"):
        adopting.carry_out(society, ready)
    assert settle(before, "restore").code == 0 and whole(society)
    assert society.facts.read_text("utf-8").count("第17笔到第17笔找不回") == 1


def test_a_second_edit_is_kept_beside_the_first(before: Before, tmp_path: Path) -> None:
    society, _ = before
    for turn in (1, 2):
        original = backup(society, tmp_path / str(turn))
        edit(society, "12.00 CNY", "92.00 CNY")
        assert settle((society, original), "restore").code == 0
        assert (society.documents / "outside-edits" / f"{TODAY}-{turn}" / "sha256.txt").is_file()
    (society.documents / "outside-edits" / f"{TODAY}-2" / "plan.json").write_bytes(b"{}")
    assert whole(society)


def test_a_kept_edit_without_its_plan_is_told(before: Before) -> None:
    society, _ = before
    folder = society.documents / "outside-edits" / "2026-08-01-1"
    folder.mkdir(parents=True)
    (folder / "sha256.txt").write_text("0" * 64 + "  main.beancount\n")
    assert "记录不全" in settle(before).err


def test_goods_and_steps_of_a_posted_month_are_left_to_the_auditor(before: Before, tmp_path: Path) -> None:
    society, _ = before
    record(society, made.rice(2, 10))
    assert huzhu("notice", "2026-07", "--date", "2026-08-04", books=society.folder).code == 0
    original = backup(society, tmp_path / "later")
    edit(society, "2 DAMI", "1 DAMI")
    typed = f'2026-07-08 custom "救助" "{made.CASE}" "结案"\n  recorded-by: "x"\n'
    edit(society, "2026-07-03 * ", typed + "2026-07-03 * ")
    edit(society, "", '2026-07-01 custom "没有" "x"\n', "society.beancount")
    edit(society, "", '2026-07-01 custom "投诉" "x" "没有"\n', "society.beancount")
    done = settle((society, original))
    assert done.code == 0, done.all
    for said in (
        "是实物的账，不能这样冲销",
        "所在的月份已经结了或公示了",
        "2026-07-01的“没有”",
        "2026-07-01的“投诉”",
    ):
        assert said in done.out, done.out
    assert (society.folder / JULY).read_bytes() == (original / "shigang" / JULY).read_bytes()

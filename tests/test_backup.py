"""A backup holds every file of books that verify, sealed for registered keys, and is there whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from huzhu.safekeeping import backup, sealing, snapshot
from huzhu.safekeeping.backup import Source
from ledger import storage
from ledger.district import District
from ledger.mistake import Mistake
from tests import societies
from tests.backups import AT, LARGE_BYTES, LONG, backed_up, kept, members, names, plain, register
from tests.faults import count, disk, elsewhere, killed
from tests.officers import ACCOUNTANT, AUDITOR, CASHIER, RECOVERY
from tests.terminal import Said, bytes_of, huzhu

TODAY = date(2026, 8, 3)
OPENS = [AUDITOR.public.recipient]


def small(folder: Path) -> Source:
    """A district with nothing but its books."""
    return Source(societies.district(folder), AT, "ju")


def target(folder: Path) -> Path:
    """A place for backups beside the books."""
    made = folder / "disk"
    made.mkdir()
    return made


def refused(source: Source, to: Path) -> str:
    """The sentence with which a backup is refused, nothing being left of it."""
    before = bytes_of(source.place.folder)
    with pytest.raises(Mistake) as held:
        backup.write(source, to / "b.age", OPENS)
    assert list(to.iterdir()) == []
    assert bytes_of(source.place.folder) == before
    return str(held.value)


# What is in it


def test_anybody_s_age_and_tar_open_it_and_find_every_file(tmp_path: Path) -> None:
    district = kept(tmp_path)
    found = members(backed_up(district, tmp_path))
    inside = {n.removeprefix("books/"): c for n, c in found.items() if n.startswith("books/")}
    expected = {n: (district.folder / n).read_bytes() for n in names(district.folder)}
    assert inside.keys() == expected.keys()
    assert {n for n, c in inside.items() if c != expected[n]} <= {"desk.sqlite3"}
    assert (
        any(LONG in n for n in inside)
        and len(inside["societies/shigang/documents/large.jpg"]) >= LARGE_BYTES - 32
    )
    assert found.keys() - {f"books/{n}" for n in inside} == {
        "manifest.json", "manifests/district.json", "manifests/qiankou.json", "manifests/shigang.json",
    }  # fmt: skip


def test_locks_and_what_was_left_half_written_stay_out(tmp_path: Path) -> None:
    district = kept(tmp_path)
    (district.folder / "societies" / "shigang" / ".main.beancount.77.tmp").write_bytes(b"half")
    (district.folder / "societies" / ".huangshan.new").mkdir()
    (district.folder / "desk.sqlite3-journal").write_bytes(b"half")  # SQLite knows that it is nothing
    found = members(backed_up(district, tmp_path))
    assert not [n for n in found if "/." in n or n.endswith(("-journal", ".tmp"))]


def test_users_are_copied_while_somebody_is_writing_them(tmp_path: Path) -> None:
    import sqlite3

    district = kept(tmp_path)
    live = sqlite3.connect(district.folder / "desk.sqlite3")
    live.execute("INSERT INTO settings VALUES ('half', 'done')")  # a transaction that is not committed
    copy = members(backed_up(district, tmp_path))["books/desk.sqlite3"]
    live.close()
    (tmp_path / "copy.sqlite3").write_bytes(copy)
    read = sqlite3.connect(tmp_path / "copy.sqlite3")
    assert read.execute("SELECT key FROM settings").fetchall() == [("secret-key",)]
    read.close()


def test_nothing_of_it_is_in_the_clear(tmp_path: Path) -> None:
    district = kept(tmp_path)
    file = backed_up(district, tmp_path)
    content, inside = file.read_bytes(), plain(file)
    for word in (b"5f5f5f5f", "石岗村".encode(), b"2026-06", b"Assets", b"manifest", b"ustar"):
        assert word in inside and word not in content
    assert file.stat().st_mode & 0o077 == 0


def test_it_opens_for_each_registered_key_and_for_no_other(tmp_path: Path) -> None:
    file = backed_up(kept(tmp_path), tmp_path)
    assert plain(file, AUDITOR) == plain(file, RECOVERY)
    with pytest.raises(Mistake, match="打不开"):
        plain(file, CASHIER)


def test_the_bureau_s_keys_open_a_district_and_a_society_s_own_open_it_too(tmp_path: Path) -> None:
    district = kept(tmp_path)
    society = district.society("shigang")
    register(society, "wangwu", ACCOUNTANT)
    bureau = {"auditor": AUDITOR.public.recipient, "recovery": RECOVERY.public.recipient}
    assert backup.recipients(district, TODAY) == bureau
    assert backup.recipients(society, TODAY) == bureau | {"wangwu": ACCOUNTANT.public.recipient}
    assert backup.recipients(district, date(2026, 6, 19)) == {}
    register(society, "auditor", CASHIER)  # of the same name, and nobody's key is left out
    both = bureau | {"wangwu": ACCOUNTANT.public.recipient, "shigang/auditor": CASHIER.public.recipient}
    assert backup.recipients(society, TODAY) == both


def test_a_registered_key_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="写法不对"):
        backup.write(small(tmp_path), tmp_path / "b.age", ["age1nonsense"])


def test_one_society_alone_is_backed_up_without_the_district_s_secrets(tmp_path: Path) -> None:
    district, disk_ = kept(tmp_path), target(tmp_path)
    said = huzhu("backup", "-o", disk_, "--society", "shigang", books=district.folder)
    assert said.code == 0, said
    found = members(next(disk_.iterdir()))
    assert "books/main.beancount" in found and "manifests/shigang.json" in found
    assert not [n for n in found if "district" in n or "desk" in n or "qiankou" in n]


# Books that do not verify


def test_books_that_were_edited_are_refused_and_kept_as_evidence_only_when_asked(tmp_path: Path) -> None:
    source, to = small(tmp_path), target(tmp_path)
    path = source.place.folder / "societies" / "shigang" / "journal" / "2026-06.beancount"
    path.write_bytes(path.read_bytes().replace(b"10000.00", b"10000.01"))
    assert "改动过" in refused(source, to)
    made = backup.write(source._replace(even_broken=True), to / "evidence.age", OPENS)
    assert [bool(p.broken) for p in made.parts] == [False, False, True]
    assert path.read_bytes() == members(made.path)["books/societies/shigang/journal/2026-06.beancount"]


def test_a_society_whose_top_file_is_gone_is_not_passed_over(tmp_path: Path) -> None:
    source, to = small(tmp_path), target(tmp_path)
    (source.place.folder / "societies" / "qiankou" / "main.beancount").unlink()
    assert "没有账簿" in refused(source, to)
    made = backup.write(source._replace(even_broken=True), to / "evidence.age", OPENS)
    assert "books/societies/qiankou/society.beancount" in members(made.path)


@pytest.mark.parametrize("where", ["documents/out", "out", "archive/out"])
def test_a_link_is_refused(tmp_path: Path, where: str) -> None:
    source, to = small(tmp_path), target(tmp_path)
    (tmp_path / "secret").write_text("x")
    (source.place.folder / "societies" / "shigang" / where).symlink_to(tmp_path / "secret")
    assert "是链接或设备" in refused(source, to)


def test_a_society_s_folder_that_is_a_link_or_no_society_is_refused(tmp_path: Path) -> None:
    source, to = small(tmp_path), target(tmp_path)
    odd = source.place.folder / "societies" / "qiankou-副本"
    odd.mkdir()
    assert "不是互助社的文件夹" in refused(source, to)
    odd.rmdir()
    odd.with_name("other").symlink_to(tmp_path)
    assert "不是互助社的文件夹" in refused(source, to)


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    source, to = small(tmp_path), target(tmp_path)
    os.mkfifo(source.place.folder / "documents" / "pipe")
    assert "是链接或设备" in refused(source, to)


def test_a_name_that_not_every_machine_keeps_is_refused(tmp_path: Path) -> None:
    source, to = small(tmp_path), target(tmp_path)
    (source.place.folder / "documents" / "a:b").write_text("x")
    assert "请先改名" in refused(source, to)


def test_a_scan_that_changes_while_it_is_copied_stops_the_backup(tmp_path: Path) -> None:
    society = kept(tmp_path).society("shigang")
    found = snapshot.taken(society)
    file = next(f for f in found.part.files if f.name == "documents/large.jpg")
    (society.folder / file.name).write_bytes(b"0" * file.size)
    with pytest.raises(Mistake, match="请再备份一次"):
        list(found.content(file))


# Where it goes


def test_an_older_backup_is_never_written_over(tmp_path: Path) -> None:
    source, to = small(tmp_path), target(tmp_path)
    (to / "b.age").write_bytes(b"older")
    with pytest.raises(Mistake, match="不覆盖旧的"):
        backup.write(source, to / "b.age", OPENS)
    assert (to / "b.age").read_bytes() == b"older"


def test_it_does_not_go_into_the_books_nor_where_no_disk_is(tmp_path: Path) -> None:
    source = small(tmp_path)
    with pytest.raises(Mistake, match="不要放在账簿的文件夹里"):
        backup.write(source, source.place.folder / "documents" / "b.age", OPENS)
    with pytest.raises(Mistake, match="插好备份用的磁盘"):
        backup.write(source, tmp_path / "nowhere" / "b.age", OPENS)


def test_into_a_folder_it_goes_under_its_day_and_is_told_and_recorded(tmp_path: Path) -> None:
    district, to = kept(tmp_path), target(tmp_path)
    said = huzhu("backup", "-o", to, books=district.folder)
    made = next(to.iterdir())
    assert said.code == 0 and made.name.startswith("huzhu-徽州区-") and made.suffix == ".age"
    assert "auditor、recovery" in said.out and "在同一个磁盘上" in said.err
    line = backup.recorded(district)[-1]
    assert line["file"] == made.name and str(line["sha256"]) in said.out
    assert line["ledgers"]["shigang"]["seq"] > 0
    assert str(tmp_path) not in (district.folder / backup.RECORD).read_text()


def test_a_line_of_the_record_that_was_cut_off_hides_no_other(tmp_path: Path) -> None:
    district = societies.district(tmp_path)
    (district.folder / backup.RECORD).write_bytes(
        b'{"at": "2026-01-01T00:00:00+08:00"}\n{"at": "20\xff\n[]\n'
    )
    assert len(backup.recorded(district)) == 1


# Nobody has a key


def test_where_nobody_has_a_key_a_passphrase_seals_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, to = small(tmp_path), target(tmp_path)
    monkeypatch.setenv("HUZHU_PIN", "correct horse")
    said = huzhu("backup", "-o", to / "b.age", books=source.place.folder)
    assert said.code == 0 and "用密码打开" in said.out
    with (to / "b.age").open("rb") as file:
        lock = sealing.lock_of(file)
        assert lock.startswith(b"-----BEGIN AGE") and file.read(22) == b"age-encryption.org/v1\n"
    monkeypatch.setenv("HUZHU_PIN", "correct house")
    assert "密码不对" in huzhu("restore", to / "b.age", "--drill").err


def typed(folder: Path, words: str, *, keyboard: bool = True) -> Said:
    """Back up where nobody has a key, with these words typed."""
    source = small(folder)
    return huzhu("backup", "-o", folder / "b.age", books=source.place.folder, typed=words, keyboard=keyboard)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("correct horse\ncorrect house\n", "两遍密码不一样"), ("short\nshort\n", "至少8位"), ("", "")],
)
def test_a_passphrase_is_asked_for_twice_and_is_not_short(tmp_path: Path, words: str, sentence: str) -> None:
    said = typed(tmp_path, words)
    assert said.code == 2 and sentence in said.err
    assert not (tmp_path / "b.age").exists() and "correct" not in said.all


def test_without_a_keyboard_it_says_where_the_passphrase_may_stand(tmp_path: Path) -> None:
    said = typed(tmp_path, "", keyboard=False)
    assert said.code == 2 and "HUZHU_PIN" in said.err


# A disk that fails, a program that is killed


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_call_leaves_nothing_and_changes_no_book(tmp_path: Path, code: int) -> None:
    source, to = small(tmp_path), target(tmp_path)
    calls = count(lambda: backup.write(source, to / "counted.age", OPENS))
    (to / "counted.age").unlink()
    (source.place.folder / backup.RECORD).unlink()
    before, done = bytes_of(source.place.folder), 0
    for at in range(1, calls + 1):
        with disk(at, code), suppress(Mistake):
            done += bool(backup.write(source, to / "b.age", OPENS).path)
        left = [p.name for p in to.iterdir()]
        assert left in ([], ["b.age"]) and (left == [] or plain(to / "b.age"))
        (to / "b.age").unlink(missing_ok=True)
        (source.place.folder / backup.RECORD).unlink(missing_ok=True)
        assert bytes_of(source.place.folder) == before
    assert calls > 10 and 0 < done < calls  # only the courtesy lines may fail unseen


def test_killed_at_any_call_there_is_a_whole_backup_or_none(tmp_path: Path) -> None:
    source, to = small(tmp_path), target(tmp_path)
    calls = count(lambda: backup.write(source, to / "counted.age", OPENS))
    whole = len(plain(to / "counted.age"))
    seen = set()
    for at in range(1, calls + 1):
        killed(lambda: backup.write(source, to / "b.age", OPENS), at)
        seen.add((to / "b.age").exists())
        if (to / "b.age").exists():
            assert len(plain(to / "b.age")) >= whole - 4096
            (to / "b.age").unlink()
        for left in to.glob(".b.age.*"):
            left.unlink()
    assert seen == {True, False}


def test_while_somebody_writes_it_waits_and_names_who(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, to = small(tmp_path), target(tmp_path)
    monkeypatch.setattr(storage, "LOCK_SECONDS", 0.05)
    with storage.locked(source.place.folder):
        code = elsewhere(lambda: _busy(source, to))
    assert code == 0


def _busy(source: Source, to: Path) -> None:
    with pytest.raises(storage.Busy, match="正在写"):
        backup.write(source, to / "b.age", OPENS)
    assert list(to.iterdir()) == []


def test_a_lone_society_without_a_district_is_backed_up(tmp_path: Path) -> None:
    import shutil

    district = kept(tmp_path)
    shutil.copytree(district.society("shigang").folder, tmp_path / "lone" / "shigang")
    said = huzhu(
        "backup", "-o", tmp_path / "b.age", books=tmp_path / "lone" / "shigang", typed="", keyboard=False
    )
    assert said.code == 2 and "没有人登记过钥匙" in said.err
    assert not District(tmp_path / "lone").top.exists()

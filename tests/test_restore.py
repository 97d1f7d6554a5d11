"""What comes out of a backup is byte for byte what went in, and verified books; anything else is refused.

`tests.backups.forged` makes what somebody could who knows the public keys: the envelope is whole, the inside is not.
"""

from __future__ import annotations

import errno
import itertools
import json
import random
import re
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from huzhu.safekeeping import backup, restoring, snapshot
from huzhu.safekeeping.backup import Source
from huzhu.safekeeping.backup_file import BadBackup, File, Nowhere, Part, Reading, Whole, header
from ledger import keys
from ledger.district import District
from ledger.mistake import Mistake
from tests import societies
from tests.backups import AT, backed_up, described, forged, kept, members, names, plain, sealed
from tests.faults import count, disk, killed
from tests.officers import AUDITOR, CASHIER, RECOVERY
from tests.terminal import Said, bytes_of, huzhu


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder to restore into."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


def refused(file: Path, place: Path, key: keys.PrivateKey = AUDITOR, to: str = "new") -> str:
    """The sentence with which a backup is refused, nothing being left of it."""
    with pytest.raises(Mistake) as held:
        restoring.restore(file, place / to, key)
    assert list(place.iterdir()) == []
    return str(held.value)


# What comes out


def test_every_file_comes_back_byte_for_byte_with_its_rights(tmp_path: Path, place: Path) -> None:
    district = kept(tmp_path)
    file = backed_up(district, tmp_path)
    done = restoring.restore(file, place / "new", RECOVERY)
    before, after = names(district.folder), names(place / "new")
    users = members(file)["books/desk.sqlite3"]
    assert (place / "new" / "desk.sqlite3").read_bytes() == users
    assert before.pop("desk.sqlite3")[1] == after.pop("desk.sqlite3")[1]
    assert before == after and len(after) > 20
    assert (place / "new" / "societies" / "shigang" / "documents" / "nothing" / "here").is_dir()
    assert done.sealed == {"district": [], "qiankou": [], "shigang": ["2026-06"]}


def test_restored_books_verify_take_the_next_entry_and_nothing_else_was_touched(
    tmp_path: Path, place: Path
) -> None:
    district = kept(tmp_path)
    file = backed_up(district, tmp_path)
    before = bytes_of(tmp_path / "徽州区")
    restoring.restore(file, place / "new", AUDITOR)
    assert bytes_of(tmp_path / "徽州区") == before
    new = District(place / "new")
    societies.record(new.society("shigang"), societies.donation("5.00", 9))
    said = huzhu("trail", "verify", books=new.folder)
    assert said.code == 0, said
    assert [p.name for p in place.iterdir()] == ["new"]


def test_the_drill_restores_verifies_tells_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backed_up(kept(tmp_path), tmp_path)
    key, scratch = tmp_path / "auditor.key", tmp_path / "scratch"
    key.write_bytes(b"")
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    monkeypatch.setattr("huzhu.unlocking.key", lambda path: AUDITOR)
    said = huzhu("restore", "--drill", file, "--key-file", key)
    assert said.code == 0 and "恢复演练通过" in said.out
    assert "shigang" in said.out and "2026-06等1个月的科目余额和封存的一样" in said.out
    assert list(scratch.iterdir()) == []


def test_one_society_comes_back_under_its_own_name(tmp_path: Path, place: Path) -> None:
    society = kept(tmp_path).society("shigang")
    file = backup.write(Source(society, AT, "ju"), tmp_path / "one.age", [AUDITOR.public.recipient]).path
    assert "也要叫 shigang" in refused(file, place)
    restoring.restore(file, place / "shigang", AUDITOR)
    assert names(place / "shigang") == names(society.folder)


def test_many_societies_are_verified_in_several_processes_with_the_same_result(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = kept(tmp_path)
    file = backed_up(district, tmp_path)
    monkeypatch.setattr(restoring, "_MANY", 2)
    assert restoring.restore(file, place / "new", AUDITOR).sealed["shigang"] == ["2026-06"]
    bad = reforged(district, tmp_path / "f.age", "documents/empty.txt", b"", b"", seq=1)
    with pytest.raises(Mistake, match="一样"):
        restoring.drill(bad, AUDITOR)


def test_an_old_society_beside_a_district_that_remembers_more_is_told(tmp_path: Path) -> None:
    district = kept(tmp_path)
    society = district.society("shigang")
    file = backup.write(Source(society, AT, "ju"), tmp_path / "one.age", [AUDITOR.public.recipient]).path
    societies.record(society, societies.donation("5.00", 9))
    shutil.rmtree(society.folder)
    restoring.restore(file, society.folder, AUDITOR)
    assert "旧的" in restoring.behind(society.folder)


def test_the_whole_command_with_a_key_file_and_its_pin(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, key = keys.create("246810")
    (tmp_path / "stick.key").write_bytes(content)
    district = societies.district(tmp_path)
    file = backup.write(Source(district, AT, "ju"), tmp_path / "b.age", [key.public.recipient]).path
    monkeypatch.setenv("HUZHU_KEY_FILE", str(tmp_path / "stick.key"))
    monkeypatch.setenv("HUZHU_PIN", "246811")
    wrong = huzhu("restore", file, "--to", place / "new")
    assert wrong.code == 2 and "密码不对" in wrong.err and list(place.iterdir()) == []
    monkeypatch.setenv("HUZHU_PIN", "246810")
    right = huzhu("restore", file, "--to", place / "new")
    assert right.code == 0 and "已恢复" in right.out, right
    assert names(place / "new") == names(district.folder)


# Cut, changed, another


def test_cut_anywhere_it_is_refused(tmp_path: Path, place: Path) -> None:
    content = backed_up(kept(tmp_path), tmp_path).read_bytes()
    cut = tmp_path / "cut.age"
    for at in [*(len(content) * n // 50 for n in range(50)), len(content) - 1]:
        cut.write_bytes(content[:at])
        assert refused(cut, place)


def test_two_hundred_flips_are_all_refused(tmp_path: Path, place: Path) -> None:
    content = backed_up(kept(tmp_path), tmp_path).read_bytes()
    chance, flipped = random.Random(20260803), tmp_path / "flipped.age"
    envelope = content.index(b"\n---")
    places = [chance.randrange(envelope) for _ in range(50)] + [
        chance.randrange(len(content)) for _ in range(150)
    ]
    for at in places:
        changed = bytearray(content)
        changed[at] ^= 1 << chance.randrange(8)
        flipped.write_bytes(changed)
        with suppress(Mistake):  # a flip in the lines for other keys is seen by the header's seal
            restoring.restore(flipped, place / "new", AUDITOR)
            pytest.fail(f"a flip at {at} went through")
        assert list(place.iterdir()) == []


def test_the_wrong_key_opens_nothing(tmp_path: Path, place: Path) -> None:
    assert "打不开" in refused(backed_up(kept(tmp_path), tmp_path), place, CASHIER)


@pytest.mark.parametrize(
    "content", [b"", b"age-encryption.org/v1\n", b"PK\x03\x04", b"-----BEGIN AGE ENCRYPTED FILE-----\nx"]
)
def test_what_is_no_backup_is_refused(tmp_path: Path, place: Path, content: bytes) -> None:
    (tmp_path / "b.age").write_bytes(content)
    assert command("restore", tmp_path / "b.age", "--to", place / "new").code == 2
    assert list(place.iterdir()) == []


def command(*words: object) -> Said:
    """A command without a keyboard, that must not fail on its own account."""
    said = huzhu(*words)
    assert "自己出错" not in said.err
    return said


def test_another_backup_than_the_one_that_was_told_is_refused(tmp_path: Path, place: Path) -> None:
    file = backed_up(kept(tmp_path), tmp_path)
    said = command("restore", file, "--to", place / "new", "--sha256", "0" * 64)
    assert said.code == 2 and "被换过" in said.err and list(place.iterdir()) == []


# Whole outside, forged inside


def society_part(**more: Any) -> tuple[Part, dict[str, bytes]]:
    """A manifest of one society with one file."""
    files = {"main.beancount": b"; nothing\n"}
    part = Part("shigang", "石岗", 1, "0" * 64, "", "", (), described(files))
    return part._replace(**more), files


NAMES = (
    "../main.beancount", "documents/../../x", "/etc/passwd", "//x", "", ".", "..", "a//b", "a/", "a/.", "a\\b", "C:x",
    ".bashrc", "documents/.x", "a\nb", "a\x00b", "a\x1b[2Jb", "\u202egpj.x", "x" * 256, "a/" * 600 + "b", "./x",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, place: Path, name: str) -> None:
    files = {name: b"x"}
    try:
        file = forged([(society_part()[0]._replace(files=described(files)), files)], tmp_path / "f.age")
    except ValueError:  # tar itself cannot say it
        return
    assert re.search("文件名|清单", refused(file, place, to="shigang"))
    part = society_part()[0]._replace(folders=(name,))
    assert "文件名" in refused(forged([(part, society_part()[1])], tmp_path / "g.age"), place, to="shigang")


def test_two_files_of_one_name_or_a_file_that_is_a_folder_too_are_refused(
    tmp_path: Path, place: Path
) -> None:
    for files, folders in ((["a", "a"], ()), (["a", "a/b"], ()), (["a"], ("a",)), (["a/b"], ("a/b/c",))):
        listed = tuple(described({name: b""})[0] for name in files)
        part = society_part()[0]._replace(folders=folders, files=listed)
        file = forged([(part, dict.fromkeys(files, b""))], tmp_path / "f.age")
        assert "重复的文件名" in refused(file, place, to="shigang")
        file.unlink()


@pytest.mark.parametrize(
    "more",
    [
        {"id": "qiankou"}, {"seq": "1"}, {"seq": True}, {"head": "x"}, {"title": 7}, {"title": "\x1b[2J"},
        {"folders": (7,)}, {"files": (File("a", -1, "0" * 64, 0o644),)}, {"files": (File("a", 1, "0" * 64, 0o4755),)},
        {"files": (File("a", True, "0" * 64, 0o644),)}, {"broken": None},
    ],
)  # fmt: skip
def test_a_manifest_that_is_not_as_we_write_it_is_refused(
    tmp_path: Path, place: Path, more: dict[str, Any]
) -> None:
    part, files = society_part()
    good = plain(forged([(part, files)], tmp_path / "good.age"))
    lines = _manifest(part._replace(**more))
    whole = good[: 512 * 2]
    bad = sealed(whole + _member("manifests/shigang.json", lines) + good[512 * 4 :], tmp_path / "bad.age")
    assert refused(bad, place, to="shigang")


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, "", [], {}, "x" * 3000, [[]], {"a": 1}, [{}], 10**40, "\ud800", float("nan"), "__gone__",
)  # fmt: skip


def test_manifests_of_any_shape_are_read_or_refused_and_nothing_else_happens() -> None:
    empty = described({"b": b""})[0]._asdict()
    part = society_part()[0]._asdict() | {"files": [empty], "folders": ["a"]}
    whole = {"format": 1, **Whole("0", "", "", False, ("shigang",))._asdict()}
    accepted = []
    assert _reads(whole, part)
    for of, key, odd in itertools.product((0, 1, 2), {**whole, **part, **empty, "new": 0}, ODD):
        documents = [dict(whole), part | {"files": [dict(empty)]}]
        target = documents[of] if of < 2 else documents[1]["files"][0]
        known = key in target
        target[key] = odd
        if odd == "__gone__":
            del target[key]
        if known and _reads(*documents):
            accepted.append((key, odd))
    words = {"huzhu", "created_at", "recorded_by", "title", "trial_balance", "broken"}
    assert {key for key, odd in accepted} <= words | {"seq", "folders", "size"}
    assert all(odd in ("", 0, -1, 10**40) or odd == [] for _, odd in accepted)


def _reads(whole: dict[str, Any], part: dict[str, Any]) -> bool:
    """Whether a backup with these manifests is read to its end; any other failure is the test's."""
    reading = Reading(Nowhere())
    try:
        for name, fields in (("manifest.json", whole), ("manifests/shigang.json", part)):
            reading.write(_member(name, json.dumps(fields).encode()))
        reading.write(header("books/b", 0, 0o644) + bytes(1024))
        reading.close()
    except BadBackup:
        return False
    return True


def _manifest(part: Part) -> bytes:
    return json.dumps(part._asdict() | {"files": [f._asdict() for f in part.files]}).encode()


def _member(name: str, content: bytes) -> bytes:
    return header(name, len(content), 0o644) + content + bytes(-len(content) % 512)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_a_link_or_device_has_no_place_in_it(tmp_path: Path, place: Path, kind: bytes) -> None:
    good = plain(forged([society_part()], tmp_path / "good.age"))
    info = tarfile.TarInfo("books/main.beancount")
    info.type, info.linkname, info.size, info.mode = kind, "/etc/passwd", 0, 0o644
    at = good.index(b"books/main.beancount")
    bad = good[:at] + info.tobuf(tarfile.GNU_FORMAT) + good[at + 512 :]
    assert "对不上" in refused(sealed(bad, tmp_path / "bad.age"), place, to="shigang")


def test_what_comes_after_the_end_or_is_missing_before_it_is_refused(tmp_path: Path, place: Path) -> None:
    good = plain(forged([society_part()], tmp_path / "good.age"))
    for n, bad in enumerate(
        (good + bytes(512), good + b"x", good[:-1], good[:-1024], good[:512], b"", bytes(10240))
    ):
        assert refused(sealed(bad, tmp_path / f"{n}.age"), place, to="shigang")


def test_more_than_the_disk_holds_is_refused_before_a_byte_is_written(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backed_up(kept(tmp_path), tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: type("U", (), {"free": 1_000_000})())
    assert "磁盘只剩1MB" in refused(file, place)
    huge = society_part()[0]._replace(files=(File("a", 1 << 41, "0" * 64, 0o644),))
    assert refused(forged([(huge, {"a": b"x"})], tmp_path / "h.age"), place, to="shigang")


def test_a_newer_format_says_so(tmp_path: Path, place: Path) -> None:
    good = plain(forged([society_part()], tmp_path / "good.age"))
    bad = good.replace(b'"format": 1', b'"format": 2', 1)
    assert "请先升级" in refused(sealed(bad, tmp_path / "b.age"), place, to="shigang")


# Files that are whole, and books that are not


def parts_of(district: District) -> list[tuple[Part, dict[str, bytes]]]:
    """What a district's backup would hold, to be changed before it is sealed."""
    found = [snapshot.taken(each) for each in (district, *district.societies)]
    return [(t.part, {f.name: b"".join(t.content(f)) for f in t.part.files}) for t in found]


def reforged(district: District, to: Path, name: str, old: bytes, new: bytes, **told: Any) -> Path:
    """A district's backup in which one file of 石岗 says something else, and the manifest agrees."""
    parts = parts_of(district)
    part, files = parts[-1]
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    parts[-1] = (part._replace(files=described(files), **told), files)
    return forged(parts, to, district=True)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("journal/2026-06.beancount", b"10000.00", b"90000.00"),
        ("main.beancount", b'plugin "huzhu"', b'plugin "os"'),
        ("society.beancount", b"2026-06-20", b'include "/etc/passwd"\n2026-06-20'),
        ("policy.beancount", b"500.00", b"900.00"),
        ("seals/head.json", b'"seq": ', b'"seq": 9'),
        ("seals/2026-06.json", b"10000.00", b"10000.01"),
        ("main.beancount", b'include "journal/2026-06.beancount"\n', b""),
    ],
)
def test_changed_books_in_a_whole_file_are_refused(
    tmp_path: Path, place: Path, name: str, old: bytes, new: bytes
) -> None:
    file = reforged(kept(tmp_path), tmp_path / "f.age", name, old, new)
    assert "没有恢复" in refused(file, place)


@pytest.mark.parametrize("told", [{"seq": 1}, {"head": "0" * 64}, {"trial_balance": "0" * 64}])
def test_books_that_are_not_where_the_manifest_says_are_refused(
    tmp_path: Path, place: Path, told: dict[str, Any]
) -> None:
    file = reforged(kept(tmp_path), tmp_path / "f.age", "documents/empty.txt", b"", b"", **told)
    assert "一样" in refused(file, place)


def test_one_society_s_books_do_not_pass_for_another_s(tmp_path: Path, place: Path) -> None:
    bureau, qiankou, shigang = parts_of(kept(tmp_path))
    swapped = (shigang[0]._replace(id="qiankou"), shigang[1])
    file = forged([bureau, swapped], tmp_path / "f.age", district=True)
    assert "没有恢复" in refused(file, place)
    assert qiankou[0].head != shigang[0].head


def test_the_bureau_s_part_cannot_reach_into_a_society_s(tmp_path: Path, place: Path) -> None:
    (part, files), *others = parts_of(kept(tmp_path))
    files["societies/shigang/journal/2026-07.beancount"] = b"x"
    file = forged(
        [(part._replace(files=described(files)), files), *others], tmp_path / "f.age", district=True
    )
    assert "文件名" in refused(file, place)


def test_evidence_comes_out_only_when_asked_for(tmp_path: Path, place: Path) -> None:
    district = kept(tmp_path)
    path = district.society("qiankou").facts
    path.write_bytes(path.read_bytes() + b"; edited\n")
    source = Source(district, AT, "ju", even_broken=True)
    file = backup.write(source, tmp_path / "b.age", [AUDITOR.public.recipient]).path
    assert "只为取证" in refused(file, place)
    done = restoring.restore(file, place / "new", AUDITOR, even_broken=True)
    assert (
        "qiankou" not in done.sealed
        and (place / "new/societies/qiankou/society.beancount").read_bytes() == path.read_bytes()
    )


# Where it goes


def test_nothing_is_written_over(tmp_path: Path, place: Path) -> None:
    file = backed_up(kept(tmp_path), tmp_path)
    (place / "there").mkdir()
    (place / "link").symlink_to(tmp_path / "nowhere")
    for name in ("there", "link", "there/.."):
        with pytest.raises(Mistake, match="不覆盖任何文件"):
            restoring.restore(file, place / name, AUDITOR)
    with pytest.raises(Mistake, match="请先建好"):
        restoring.restore(file, place / "no" / "such", AUDITOR)
    assert sorted(p.name for p in place.iterdir()) == ["link", "there"]


@pytest.mark.parametrize("words", [("--drill", "--to", "x"), ()])
def test_it_is_told_where_to_or_that_it_is_a_drill(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "b.age").write_bytes(b"x")
    said = command("restore", tmp_path / "b.age", *words)
    assert said.code == 2 and "两个写一个" in said.err


def test_a_disk_that_fails_at_any_call_leaves_nothing(tmp_path: Path, place: Path) -> None:
    society = societies.qiankou(tmp_path)
    file = backup.write(Source(society, AT, "ju"), tmp_path / "b.age", [AUDITOR.public.recipient]).path
    calls = count(lambda: restoring.restore(file, place / "qiankou", AUDITOR))
    shutil.rmtree(place / "qiankou")
    for at in range(1, calls + 1):
        with disk(at, errno.ENOSPC), suppress(Mistake):
            restoring.restore(file, place / "qiankou", AUDITOR)
        left = [p.name for p in place.iterdir()]
        assert left in ([], ["qiankou"])
        if left:
            assert names(place / "qiankou") == names(society.folder)
            shutil.rmtree(place / "qiankou")
    assert calls > 20


def test_killed_at_any_call_the_name_is_free_or_the_books_are_whole(tmp_path: Path, place: Path) -> None:
    society = societies.qiankou(tmp_path)
    file = backup.write(Source(society, AT, "ju"), tmp_path / "b.age", [AUDITOR.public.recipient]).path
    calls = count(lambda: restoring.restore(file, place / "qiankou", AUDITOR))
    shutil.rmtree(place / "qiankou")
    for at in range(1, calls + 1):
        killed(lambda: restoring.restore(file, place / "qiankou", AUDITOR), at)
        if (place / "qiankou").exists():
            assert names(place / "qiankou") == names(society.folder)
        for left in place.iterdir():
            shutil.rmtree(left)
    assert calls > 20

"""The doctor finds each thing that is wrong, says what to do, and changes nothing."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from importlib import metadata
from pathlib import Path

import pytest

from huzhu.safekeeping import doctor, doctor_books
from huzhu.safekeeping.doctor import Check
from ledger import storage
from ledger.district import District
from tests import societies
from tests.backups import backed_up, kept, register
from tests.faults import disk
from tests.officers import AUDITOR
from tests.terminal import bytes_of, english, huzhu

NOW = datetime.fromisoformat("2026-08-05T10:00:00+08:00")


def checks(district: District, now: datetime = NOW) -> dict[str, Check]:
    """What is found of the books; of several lines of one name the last."""
    ledgers = [district, *district.societies]
    return {c.name: c for c in doctor_books.books(district, ledgers, now)}


def test_good_books_on_a_good_machine_are_fine(tmp_path: Path) -> None:
    district = kept(tmp_path)
    backed_up(district, tmp_path)
    before = bytes_of(district.folder)
    said = huzhu("doctor", district.folder)
    assert said.code == 0, said
    assert "✗" not in said.all and "？" not in said.all and said.out.count("✓") >= 12
    assert bytes_of(district.folder) == before


def test_what_it_says_is_chinese(tmp_path: Path) -> None:
    said = huzhu("doctor", kept(tmp_path).folder)
    known = {"Python", "Linux", "Beancount", "Fava", "auditor", "recovery", "shigang", "qiankou"}
    assert set(english(said.all)) <= known


def test_as_json_each_line_is_a_check(tmp_path: Path) -> None:
    said = huzhu("doctor", "--json", books=kept(tmp_path).folder)
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert {"check", "state", "message", "remedy"} == set(lines[0])
    assert {"fine", "warning"} >= {line["state"] for line in lines} and len(lines) > 15


def test_without_books_it_looks_at_the_machine_and_cannot_tell_more(tmp_path: Path) -> None:
    said = huzhu("doctor", tmp_path)
    assert said.code == 2 and "没有账簿" in said.out and "程序包" in said.out


# Books


def edit(path: Path, old: bytes, new: bytes) -> None:
    """Change a file as somebody with an editor would."""
    content = path.read_bytes()
    assert old in content
    path.chmod(0o644)
    path.write_bytes(content.replace(old, new, 1))


def _edited(district: District) -> None:
    edit(district.society("shigang").journal("2026-06"), b"10000.00", b"10000.01")


def _gbk(district: District) -> None:
    path = district.society("shigang").facts
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk", "replace"))


def _no_top(district: District) -> None:
    district.society("shigang").top.unlink()


def _no_seal(district: District) -> None:
    (district.society("shigang").seals / "2026-06.json").unlink()


def _no_head(district: District) -> None:
    (district.society("shigang").seals / "head.json").unlink()


def _plugin(district: District) -> None:
    edit(district.society("shigang").top, b'plugin "huzhu"', b'plugin "os"')


@pytest.mark.parametrize(
    ("harm", "name", "words"),
    [
        (_edited, "核对", "改动过"),
        (_gbk, "账簿文件", "编码"),
        (_no_top, "账簿文件", "没有账簿"),
        (_no_seal, "核对", "封存文件却不见了"),
        (_no_head, "核对", "校验码文件不见了"),
        (_plugin, "核对", "总账文件被改动过"),
    ],
)
def test_harm_to_one_society_s_books_is_told_with_its_name_and_exits_1(
    tmp_path: Path, harm: Callable[[District], None], name: str, words: str
) -> None:
    district = kept(tmp_path)
    harm(district)
    said = huzhu("doctor", district.folder)
    line = next(line for line in said.out.splitlines() if line.startswith("✗"))
    assert said.code == 1 and line.startswith(f"✗ {name}：shigang：") and words in line


def test_a_closed_month_that_can_be_written_is_told(tmp_path: Path) -> None:
    district = kept(tmp_path)
    assert checks(district)["只读"].state == "✓"
    district.society("shigang").journal("2026-06").chmod(0o644)
    assert checks(district)["只读"] == Check(
        "只读", "!", "shigang（2026-06）", "请运行 huzhu trail verify，没有改动再设为只读"
    )


def test_seals_that_nobody_signed_are_told(tmp_path: Path) -> None:
    assert checks(kept(tmp_path))["封存签名"].said == "shigang（2026-06）"


def test_months_long_over_that_are_open_are_told(tmp_path: Path) -> None:
    district = kept(tmp_path)
    societies.record(district.society("shigang"), societies.donation("5.00", 9))
    assert checks(district)["月结"].state == "✓"
    late = checks(district, datetime.fromisoformat("2026-10-05T10:00:00+08:00"))["月结"]
    assert late.state == "!" and "2026-07等1个月没有月结" in late.said


def test_what_a_crash_left_is_told_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    district = kept(tmp_path)
    society = district.society("shigang")
    (society.folder / f".main.beancount.{os.getpid()}.tmp").touch()
    assert checks(district)["残留"].state == "✓"
    (society.folder / ".main.beancount.999999999.tmp").touch()
    (district.folder / "societies" / ".huangshan.new").mkdir()
    assert "999999999.tmp" in checks(district)["残留"].said


def test_who_holds_the_lock_is_told(tmp_path: Path) -> None:
    district = kept(tmp_path)
    with storage.locked(district.society("shigang").folder):
        held = checks(district)["记账锁"]
    assert held.state == "!" and "进程" in held.said
    assert checks(district)["记账锁"].state == "✓"


def test_one_key_is_too_few_and_none_is_told_too(tmp_path: Path) -> None:
    district = societies.district(tmp_path)
    assert "还没有人登记钥匙" in checks(district)["钥匙"].said
    register(district, "auditor", AUDITOR)
    assert "只有auditor一把钥匙" in checks(district)["钥匙"].said
    assert checks(kept(tmp_path / "other"))["钥匙"].state == "✓"


def test_the_last_backup_is_judged_by_its_age_and_what_came_since(tmp_path: Path) -> None:
    district = kept(tmp_path)
    assert checks(district)["备份"].said == "没有备份过"
    backed_up(district, tmp_path)
    assert "1天前" in checks(district)["备份"].said
    later = datetime.fromisoformat("2026-09-05T10:00:00+08:00")
    societies.record(district.society("shigang"), societies.donation("5.00", 9))
    old = checks(district, later)["备份"]
    assert old.state == "!" and "又记了1笔" in old.said and "huzhu backup" in old.remedy


# The machine


def test_a_clock_before_the_last_entry_is_wrong_and_another_zone_is_told() -> None:
    last = "2026-08-05T10:06:00+08:00"
    assert doctor.clock(NOW, last).state == "✗"
    assert doctor.clock(NOW, "2026-08-05T10:04:00+08:00").state == "✓"
    assert doctor.clock(NOW, "").state == doctor.clock(NOW, "昨天").state == "✓"
    assert doctor.clock(datetime.fromisoformat("2026-08-05T10:00:00+00:00"), "").state == "!"


def test_a_package_of_another_version_or_none_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "fava":
            raise metadata.PackageNotFoundError
        return "2.3.6" if name == "beancount" else real(name)

    monkeypatch.setattr(metadata, "version", version)
    found = next(c for c in doctor.machine() if c.name == "程序包")
    assert found.state == "✗" and "beancount 是2.3.6，要~=3.2.3" in found.said and "没有装 fava" in found.said


def test_another_package_that_took_one_of_our_names_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "plugins")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = next(c for c in doctor.machine() if c.name == "程序名")
    assert found.state == "✗" and "plugins（" in found.said


def test_without_fonts_it_says_that_no_notice_can_be_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda n: None if n == "pylopdf_fonts_zh_cn" else real(n)
    )
    assert next(c for c in doctor.machine() if c.name == "打印").state == "✗"


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_folder_that_cannot_be_written_is_wrong(tmp_path: Path, at: int) -> None:
    with disk(at, 30):
        found = {c.name: c for c in doctor.disk(tmp_path)}["写入磁盘"]
    assert found.state == "✗" and "只读" in found.said
    assert list(tmp_path.iterdir()) == []


def test_little_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: type("U", (), {"free": 150_000_000})())
    assert "只剩150MB" in {c.name: c for c in doctor.disk(tmp_path)}["磁盘空间"].said


def test_a_network_drive_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "remote", lambda folder: "nfs4")
    found = {c.name: c for c in doctor.disk(tmp_path)}["磁盘位置"]
    assert found.state == "✗" and "nfs4" in found.said and "本机的磁盘" in found.remedy


def test_the_exit_code_is_2_where_something_could_not_be_found_out_1_where_it_is_wrong() -> None:
    assert doctor.verdict([doctor.fine("a", "b"), Check("c", "!", "d")]) == 0
    assert doctor.verdict([Check("c", "✗", "d"), Check("c", "!", "d")]) == 1
    assert doctor.verdict([Check("c", "✗", "d"), Check("c", "？", "d")]) == 2

"""Officers' keys from the command line: made, registered, retired, and the archive handed over."""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huzhu import archives, session, unlocking
from ledger import keys
from ledger.confidential import archive_folder
from ledger.district import District, Society
from ledger.events.facts import KeyRegistered
from ledger.mistake import Mistake
from tests import officers
from tests import societies as made
from tests.busy import busy
from tests.terminal import Said, bytes_of, english, huzhu


@pytest.fixture
def society(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Society:
    """A society without keys, on a day in August, and key files that open at once."""

    monkeypatch.setattr(session, "today", lambda: date(2026, 8, 1))
    monkeypatch.setattr(keys, "unlocked", officers.unlocked)
    monkeypatch.setenv("HUZHU_PIN", officers.PIN)
    officers.files_in(tmp_path)
    return busy(tmp_path).society("shigang")


def district_of(society: Society) -> District:
    """The district it stands in."""
    return District(society.folder.parents[1])


def do(society: Society, *words: object, books: Path | None = None, **more: Any) -> Said:
    """A key command with the society's books, told without English."""
    said = huzhu("key", *words, books=books or society.folder, **more)
    assert english(said.all.replace(".pub", ""), [*words, *officers.OWNERS]) == [], said
    return said


def file_of(society: Society, owner: str) -> Path:
    """Somebody's key file."""
    return society.folder.parents[2] / f"{owner}.key"


def register(society: Society, *owners: str, books: Path | None = None) -> None:
    """Somebody's key is in the books."""
    for owner in owners:
        done = do(society, "register", file_of(society, owner), "--id", owner, books=books)
        assert done.code == 0 and "huzhu key rewrap" in done.out, done


# A new key, with a real PIN


def test_a_new_key_opens_with_its_pin_and_its_public_half_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HUZHU_PIN", raising=False)
    file, public = tmp_path / "U盘.key", tmp_path / "U盘.key.pub"
    words = ["key", "create", "--for", "zhangsan", "--output", file]
    assert huzhu(*words, typed="12345\n12345\n", keyboard=True).code == 2 and not file.exists()
    said = huzhu(*words, typed="123456\n654321\n123456\n123456\n", keyboard=True)
    assert (
        said.code == 0
        and "123456" not in said.all
        and f"huzhu key register --id zhangsan {public}" in said.out
    )
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(public.stat().st_mode) == 0o600
    assert b"PRIVATE" not in file.read_bytes() and b"SECRET" not in file.read_bytes()
    monkeypatch.setenv("HUZHU_PIN", officers.PIN)
    assert unlocking.public(public) == ("zhangsan", unlocking.key(file).public)


def test_a_public_key_that_only_looks_like_one_stops_the_handover(society: Society) -> None:
    register(society, "zhangsan", "wangwu")
    public = officers.CASHIER.public
    wrong = public.recipient[:-1] + ("q" if public.recipient[-1] != "q" else "p")
    event = KeyRegistered(
        date=date(2026, 8, 1), recorded_by="wangwu", id="zhaoliu", signing=public.signing, recipient=wrong
    )
    made.record(society, event)
    said = do(society, "rewrap", "--key-file", file_of(society, "zhangsan"))
    assert said.code == 2 and "“zhaoliu”登记的公钥不对" in said.err and not archive_folder.exists(society)


@pytest.mark.parametrize("there", ["a.key", "a.key.pub"])
def test_no_key_is_ever_overwritten(tmp_path: Path, society: Society, there: str) -> None:
    (tmp_path / there).write_text("old")
    said = do(society, "create", "--for", "lisi", "--output", tmp_path / "a.key")
    assert said.code == 2 and "不能覆盖" in said.err
    assert (tmp_path / there).read_text() == "old"
    with pytest.raises(FileExistsError):
        unlocking.save(tmp_path / there, b"new", tmp_path / "b.pub", "lisi", officers.PRESIDENT.public)


# Registered and retired


def test_a_key_is_registered_by_its_file_or_its_public_half(society: Society, tmp_path: Path) -> None:
    register(society, "zhangsan")
    public = tmp_path / "wangwu.pub"
    half = officers.ACCOUNTANT.public
    public.write_text(json.dumps({"id": "wangwu", "signing": half.signing, "recipient": half.recipient}))
    assert do(society, "register", public, "--id", "wangwu").code == 0
    assert archives.holders(society) == {"zhangsan": officers.PRESIDENT.public, "wangwu": half}
    other = do(society, "register", public, "--id", "lisi")
    assert other.code == 2 and "是“wangwu”的钥匙，不是“lisi”的" in other.err


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "{}",
        '{"id": 1, "signing": 2}',
        "{" + '"a": {' * 20_000,
        '{"id": "lisi", "signing": "x", "recipient": "y"}',
    ],
)
def test_a_file_that_is_no_key_is_not_registered(society: Society, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.pub").write_text(content)
    before = bytes_of(society.folder)
    said = do(society, "register", tmp_path / "a.pub", "--id", "lisi")
    assert said.code == 2 and ("公钥" in said.err)
    assert do(society, "register", tmp_path / "none.pub", "--id", "lisi").code == 2
    assert bytes_of(society.folder) == before


def test_the_bureau_s_keys_are_registered_in_the_bureau_s_books(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = district_of(society)
    register(society, "auditor", books=district.folder)
    assert '"密钥" "auditor" "登记"' in district.facts.read_text() and "密钥" not in society.facts.read_text()
    register(society, "zhangsan", books=district.folder / "societies" / "shigang")
    done = do(
        society,
        "register",
        file_of(society, "wangwu"),
        "--id",
        "wangwu",
        "--society",
        "shigang",
        books=district.folder,
    )
    assert done.code == 0 and society.facts.read_text().count('"密钥"') == 2
    monkeypatch.chdir(society.folder)
    assert huzhu("key", "retire", "--id", "wangwu").code == 0
    assert sorted(archives.holders(society)) == ["auditor", "zhangsan"]


def test_the_same_id_in_both_books_is_two_keys(society: Society) -> None:
    register(society, "zhangsan")
    key = file_of(society, "auditor")
    assert do(society, "register", key, "--id", "zhangsan", books=district_of(society).folder).code == 0
    assert archives.holders(society) == {
        "zhangsan": officers.PRESIDENT.public, "zhangsan（区）": officers.AUDITOR.public,
    }  # fmt: skip


def test_only_a_key_that_is_registered_can_be_retired(society: Society) -> None:
    register(society, "zhangsan")
    none = do(society, "retire", "--id", "lisi")
    assert none.code == 2 and "“lisi”没有登记着的钥匙" in none.err
    done = do(society, "retire", "--id", "zhangsan")
    assert done.code == 0 and "huzhu key rewrap --renew" in done.out
    assert do(society, "retire", "--id", "zhangsan").code == 2
    early = do(society, "retire", "--id", "zhangsan", "--date", "2026-07-31")
    assert early.code == 2  # it was registered the day after


# The archive


def test_the_archive_is_begun_when_two_keys_are_there(society: Society) -> None:
    key = ["--key-file", file_of(society, "zhangsan")]
    none = do(society, "rewrap", *key)
    assert none.code == 2 and "没有登记过" in none.err
    register(society, "zhangsan")
    one = do(society, "rewrap", *key)
    assert one.code == 2 and "至少要登记2把" in one.err and not archive_folder.exists(society)
    register(society, "recovery", books=district_of(society).folder)
    assert do(society, "rewrap", *key).out == "✓ 已建立 shigang 的加密档案，打得开的有：recovery、zhangsan\n"
    assert "请用 --key-file" in do(society, "rewrap").err


@pytest.mark.parametrize("renew", [[], ["--renew"]])
def test_a_handover_names_who_opens_it_now_and_who_no_longer(society: Society, renew: list[str]) -> None:
    register(society, "zhangsan", "wangwu")
    key = ["--key-file", file_of(society, "zhangsan")]
    do(society, "rewrap", *key)
    do(society, "retire", "--id", "zhangsan")
    register(society, "zhaoliu")
    done = do(society, "rewrap", *renew, *key)
    assert done.out == "✓ 已重新封装，打得开的有：wangwu、zhaoliu\n不再打得开：zhangsan\n"
    assert "不是为它封的" in do(society, "rewrap", *key).err
    again = do(society, "rewrap", "--key-file", file_of(society, "zhaoliu"))
    assert again.out == "✓ 已重新封装，打得开的有：wangwu、zhaoliu\n"


def test_the_key_file_may_come_from_the_environment(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(society, "zhangsan", "wangwu")
    monkeypatch.setenv("HUZHU_KEY_FILE", os.fspath(file_of(society, "wangwu")))
    assert do(society, "rewrap").code == 0
    with pytest.raises(Mistake, match="HUZHU_KEY_FILE"):
        unlocking.named(None)

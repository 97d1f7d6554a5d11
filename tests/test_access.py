"""Whoever looks at a record is written down first; where that fails, nothing is shown."""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path

import pytest

from ledger.confidential import access
from ledger.district import Society
from ledger.mistake import Mistake
from tests.faults import KILLED, count, disk, killed

LOOK = {"who": "lisi", "key": "zhangsan", "at": "2026-07-01T09:00:00+08:00", "pseudonym": "P-1a2b3c4d5e6f"}


def _lines(society: Society) -> list[dict[str, str]]:
    return [json.loads(line) for line in access.path(society).read_bytes().splitlines()]


def test_a_line_says_who_when_whose_and_why(tmp_path: Path) -> None:
    society = Society(tmp_path)
    access.note(society, **LOOK, reason=" 复核 ")
    access.note(society, **LOOK, reason="审计")
    first, second = _lines(society)
    assert first.pop("prev") == ""
    assert second.pop("prev") == hashlib.sha256(access.path(society).read_bytes().splitlines()[0]).hexdigest()
    assert [first, second] == [
        {"at": LOOK["at"], "who": "lisi", "key": "zhangsan", "person": "P-1a2b3c4d5e6f", "reason": reason}
        for reason in ("复核", "审计")
    ]
    assert list(access.troubles(society)) == []


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201, "复\n核", '"', "\u202e"])
def test_a_look_without_a_fit_reason_is_none(tmp_path: Path, reason: str) -> None:
    with pytest.raises(Mistake, match="要写明理由，不超过200个字"):
        access.note(Society(tmp_path), **LOOK, reason=reason)
    assert not access.path(Society(tmp_path)).exists()


def test_the_longest_reason_has_two_hundred_characters(tmp_path: Path) -> None:
    access.note(Society(tmp_path), **LOOK, reason="长" * 200)
    assert len(_lines(Society(tmp_path))) == 1


def test_a_line_that_was_cut_does_not_spoil_the_next(tmp_path: Path) -> None:
    society = Society(tmp_path)
    access.note(society, **LOOK, reason="一")
    with access.path(society).open("ab") as file:
        file.write(b'{"at": "2026')
    assert ["第2行不完整" in said for said in access.troubles(society)] == [True]
    access.note(society, **LOOK, reason="二")
    lines = access.path(society).read_bytes().splitlines()
    assert [lines[1], json.loads(lines[2])["reason"], len(lines)] == [b'{"at": "2026', "二", 3]
    assert list(access.troubles(society)) == []


def test_a_line_changed_taken_out_or_put_in_shows(tmp_path: Path) -> None:
    society = Society(tmp_path)
    assert list(access.troubles(society)) == []
    for reason in ("一", "二", "三", "四"):
        access.note(society, **LOOK, reason=reason)
    whole = access.path(society).read_bytes().splitlines(keepends=True)
    for n in range(3):
        for changed in (
            [*whole[:n], *whole[n + 1 :]],
            [*whole[:n], whole[n].replace(b"lisi", b"sun7"), *whole[n + 1 :]],
            [*whole[:n], whole[n + 1], whole[n], *whole[n + 2 :]],
            [*whole[: n + 1], whole[n], *whole[n + 1 :]],
            [*whole[:n], b"\n", *whole[n:]],
            [*whole[:n], b"[]\n", *whole[n + 1 :]],
        ):
            access.path(society).write_bytes(b"".join(changed))
            assert list(access.troubles(society)) != [], (n, changed)
    access.path(society).write_bytes(b"".join(whole))
    assert list(access.troubles(society)) == []


def test_a_disk_that_fails_shows_nothing(tmp_path: Path) -> None:
    society = Society(tmp_path)
    calls = count(lambda: access.note(society, **LOOK, reason="一"))
    assert calls >= 3
    for n in range(1, calls + 1):
        access.path(society).unlink(missing_ok=True)
        with disk(n, errno.ENOSPC), pytest.raises(Mistake, match="磁盘已满"):
            access.note(society, **LOOK, reason="二")


def test_a_kill_at_any_call_leaves_the_lines_before(tmp_path: Path) -> None:
    society = Society(tmp_path)
    access.note(society, **LOOK, reason="一")
    for n in range(1, count(lambda: access.note(society, **LOOK, reason="一")) + 1):
        assert killed(lambda: access.note(society, **LOOK, reason="二"), at=n) == KILLED
        assert _lines(society)[0]["reason"] == "一"


def test_a_write_that_takes_half_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    whole = os.write
    monkeypatch.setattr(os, "write", lambda fd, content: whole(fd, bytes(content)[:7]))
    access.note(Society(tmp_path), **LOOK, reason="一")
    assert _lines(Society(tmp_path))[0]["reason"] == "一"


def test_the_first_line_has_the_file_s_name_confirmed_as_well(tmp_path: Path) -> None:
    syncs = []
    for reason in ("一", "二"):
        with disk(0, 0) as calls:
            access.note(Society(tmp_path), **LOOK, reason=reason)
        syncs.append(calls.made.count("fsync"))
    assert syncs == [2, 1]

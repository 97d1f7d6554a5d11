"""The last closed month is opened again by two officers; its seal is kept, and a crash on the way is made good."""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial
from pathlib import Path
from unittest import mock

import pytest

from ledger import seals, trail
from ledger.district import District, Society
from ledger.load import contents
from tests import societies as made
from tests.faults import count, killed
from tests.societies import donation, record
from tests.terminal import Said, bytes_of, huzhu
from tests.test_seals import FILES, KEYS, registered, rewritten, said, shown

CLOSED = date(2026, 8, 6)
OPENED = date(2026, 8, 7)
JULY = "2026-07"
SEAL, ASIDE = "seals/2026-07.json", "seals/2026-07.reopened-1.json"


@pytest.fixture(autouse=True)
def _sticks() -> object:
    """Every key file opens at once."""
    with mock.patch("huzhu.unlocking.key", lambda path: FILES[path.name]) as stick:
        yield stick


def closed(place: Path) -> Society:
    """A society whose July is closed and signed by two."""
    society = made.shigang(place)
    record(society, [registered(who, KEYS[who]) for who in ("zhangsan", "wangwu")], None)
    record(society, donation("12.00", 3), key="gift")
    close(society, "--sign", "zhangsan.key", "--sign", "wangwu.key")
    return society


@pytest.fixture
def society(tmp_path: Path) -> Society:
    return closed(tmp_path)


def close(society: Society, *more: object, day: date = CLOSED) -> Said:
    """`huzhu close 2026-07`."""
    return huzhu("close", JULY, "--date", day, *more, books=society.folder)


def reopen(
    society: Society, *more: object, month: str = JULY, by: str = "wangwu", and_by: str = "zhangsan"
) -> Said:
    """`huzhu reopen`, asked by the accountant and approved by the president."""
    words = ("--date", OPENED, "--reason", "漏记一笔捐款", "--by", by, "--approved-by", and_by, *more)
    return huzhu("reopen", month, *words, books=society.folder)


def test_a_reopened_month_takes_entries_and_is_closed_anew(society: Society) -> None:
    first = (society.folder / SEAL).read_bytes()
    done = reopen(society)
    assert done.code == 0 and "已反结账" in done.out
    assert (society.folder / ASIDE).read_bytes() == first and not (society.folder / SEAL).exists()
    assert society.journal(JULY).stat().st_mode & 0o200 and said(society, deep=True) == []
    text = society.facts.read_text("utf-8")
    assert (
        'custom "反结账" "2026-07"' in text
        and 'reason: "漏记一笔捐款"' in text
        and 'approved-by: "zhangsan"' in text
    )
    record(society, donation("5.00", 20))
    assert close(society, day=date(2026, 8, 8)).code == 0
    assert (society.folder / SEAL).read_bytes() != first and said(society, deep=True) == []
    assert huzhu("check", books=society.folder).code == 0


def test_it_may_be_reopened_twice_and_closed_again_with_nothing_new(society: Society) -> None:
    for turn in (1, 2):
        assert reopen(society).code == 0
        assert (society.seals / f"2026-07.reopened-{turn}.json").is_file()
        assert close(society, day=date(2026, 8, 7 + turn)).code == 0
    assert said(society, deep=True) == [] and len(seals.closings(society, trail.chain(society))) == 3


def test_only_the_last_closed_month_is_reopened(society: Society) -> None:
    record(society, donation(day=date(2026, 8, 20)))
    assert huzhu("close", "2026-08", "--date", "2026-09-03", books=society.folder).code == 0
    before = bytes_of(society.folder)
    refused = reopen(society)
    assert refused.code == 2 and "只能反结账最后一个月结的月份 2026-08" in refused.err
    assert bytes_of(society.folder) == before
    assert reopen(society, "--date", "2026-09-04", month="2026-08").code == 0


@pytest.mark.parametrize(
    ("by", "and_by", "because"),
    [
        ("wangwu", "wangwu", "不能是同一个人"),
        ("wangwu", "WangWu", "不能是同一个人"),
        ("nobody", "wangwu", "“nobody”在2026-08-07没有任职"),
        ("wangwu", "nobody", "没有任职"),
    ],
)
def test_it_takes_two_officers_in_post(society: Society, by: str, and_by: str, because: str) -> None:
    before = bytes_of(society.folder)
    refused = reopen(society, by=by, and_by=and_by)
    assert refused.code == 2 and because in refused.err
    assert bytes_of(society.folder) == before


def test_a_month_that_is_not_closed_is_not_reopened(society: Society) -> None:
    for month in ("2026-06", "2026-09"):
        assert "没有月结，不用反结账" in reopen(society, month=month).err
    assert "月份“2026-7”不对" in reopen(society, month="2026-7").err
    assert reopen(society).code == 0
    assert "没有月结，不用反结账" in reopen(society).err


def test_trying_writes_nothing(society: Society) -> None:
    before = bytes_of(society.folder)
    assert reopen(society, "--dry-run").code == 0
    assert bytes_of(society.folder) == before


def test_killed_at_any_call_it_is_completed_by_the_same_command(tmp_path: Path) -> None:
    whole, fresh = closed(tmp_path / "whole"), closed(tmp_path / "fresh").folder.parent.parent
    calls = count(lambda: reopen(whole))
    assert calls > 4
    for at in range(1, calls + 1):
        society = District(shutil.copytree(fresh, tmp_path / str(at))).society("shigang")
        killed(partial(reopen, society), at)
        again = reopen(society)
        assert again.code == 0 or "不用反结账" in again.err, (at, again.all)
        assert shown(society) == shown(whole), at
        assert said(society, deep=True) == [] and society.journal(JULY).stat().st_mode & 0o200


def test_between_the_fact_and_the_seal_the_trail_says_what_to_do(society: Society) -> None:
    with mock.patch("huzhu.closing.reopen"):
        reopen(society)
    assert said(society) == [
        "账里没有这个封存对应的月结",
        "2026-07的反结账没有做完，请再运行一次 huzhu reopen 2026-07",
    ]
    assert "请先再运行一次 huzhu reopen" in close(society, day=date(2026, 8, 8)).err
    with mock.patch("pathlib.Path.chmod", side_effect=OSError(5, "EIO")):
        assert "没有做完" in reopen(society).err
    assert (society.folder / ASIDE).is_file() and "没有重复记" in reopen(society).out
    assert society.journal(JULY).stat().st_mode & 0o200


def test_the_two_may_sign_it_with_their_keys(society: Society) -> None:
    assert reopen(society, "--sign", "wangwu.key", "--sign", "zhangsan.key").code == 0
    assert 'signed: "wangwu:' in society.facts.read_text("utf-8") and said(society) == []
    rewritten(society, "漏记一笔捐款".encode(), "漏记一笔会费".encode())
    assert any("的签名不对" in text for text in said(society))


@pytest.mark.parametrize(
    ("sign", "because"),
    [
        (("stranger",), "不是他们登记的"),
        (("wangwu",), "还缺“zhangsan”的钥匙"),
        (("sunqi", "wangwu"), "不是他们登记的"),
    ],
)
def test_other_keys_do_not_reopen(society: Society, sign: tuple[str, ...], because: str) -> None:
    before = bytes_of(society.folder)
    refused = reopen(society, *[w for who in sign for w in ("--sign", f"{who}.key")])
    assert refused.code == 2 and because in refused.err
    assert bytes_of(society.folder) == before


def test_a_kept_seal_that_is_changed_or_gone_is_found(society: Society) -> None:
    reopen(society)
    kept = society.folder / ASIDE
    whole = kept.read_bytes()
    kept.chmod(0o644)
    kept.write_bytes(whole.replace(b"2026-07", b"2026-06", 1))
    assert said(society) == ["2026-07的封存文件被改动过"]
    kept.unlink()
    assert said(society) == ["2026-07反结账时留下的封存文件不见了，请用备份恢复"]
    assert contents(society)

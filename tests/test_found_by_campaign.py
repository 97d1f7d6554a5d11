"""What the campaign found, each as a test of its own: readers beside a writer, closings on a full disk, reversals."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest

from huzhu.auditing.verifying import verify
from ledger import booking, storage, topfile, trail
from ledger.district import Society
from ledger.events.moves import Reverse
from ledger.events.receipts import Donation
from ledger.findings import Finding
from ledger.load import broken, contents, load
from ledger.standing import forget
from tests import societies as made
from tests.societies import donation, record, resolution
from tests.terminal import huzhu

NOVEMBER = date(2026, 11, 3)


@pytest.fixture
def society(tmp_path: Path) -> Society:
    society = made.shigang(tmp_path)
    record(society, donation())
    return society


def once(act: Callable[[], object]) -> Callable[[], None]:
    """Somebody writes, once, at an awkward moment."""
    left = [act]

    def now() -> None:
        if left:
            left.pop()()

    return now


# --- a reader beside a writer


def test_files_are_read_as_of_one_instant(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    both = once(lambda: record(society, [resolution(), donation("5.00")]))
    real = Path.read_bytes

    def read(path: Path) -> bytes:
        found = real(path)
        if path == society.facts:
            both()  # a fact and money: the one in a file that was read, the other in one that was not
        return found

    monkeypatch.setattr(Path, "read_bytes", read)
    files = society.contents()
    assert len(trail.chain(society, files).events) == 14
    assert broken(society, trail.chain(society, files)) == ""


def test_a_head_of_later_books_than_were_read_is_no_break(society: Society) -> None:
    files = contents(society)
    record(society, donation("5.00"))
    assert trail.chain(society, files).breaks == []
    assert trail.chain(society, dict(files)).breaks != [], (
        "supposed to be the books of now, their tail is gone"
    )


def test_a_tail_that_was_cut_off_is_a_break_for_every_reader(society: Society) -> None:
    month = society.journal("2026-07")
    month.write_bytes(b"")
    assert "截去" in broken(society, trail.chain(society, contents(society)))


def test_what_was_loaded_between_two_halves_of_a_write_is_loaded_again(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes, real, loads = once(lambda: record(society, donation("5.00"))), booking.load, []

    def halved(sources: Any, **more: Any) -> Any:
        entries, errors, options = real(sources, **more)
        loads.append(sources)
        if len(loads) == 1:
            writes()
            errors = [*errors, Finding({"filename": "x", "lineno": 1}, "一半", None, "beancount")]
        return entries, errors, options

    files = contents(society)
    record(society, donation("6.00"))  # the writer's own reading is done
    monkeypatch.setattr(booking, "load", halved)
    assert load(society, files=files).findings == [] and len(loads) == 2


def test_a_month_that_is_made_while_the_top_file_is_read_is_not_missing(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_month, real = once(lambda: record(society, donation(day=NOVEMBER))), topfile.read

    def read(content: str) -> Any:
        new_month()
        return real(content)

    monkeypatch.setattr(topfile, "read", read)
    assert topfile.fault(society.top) == ""
    assert "2026-11" in society.months and verify(society).breaks == []


# --- a closing on a disk that fails


@pytest.mark.parametrize("code, why", [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "磁盘是只读的")])
def test_a_closing_whose_seal_cannot_be_written_says_what_is_done_and_what_is_not(
    society: Society, monkeypatch: pytest.MonkeyPatch, code: int, why: str
) -> None:
    def full(path: Path, content: bytes) -> NoReturn:
        fault = OSError(code, os.strerror(code))
        raise storage.not_written(path, fault) from fault

    words = ("close", "2026-06", "--date", "2026-07-20")
    with monkeypatch.context() as patched:
        patched.setattr(storage, "replace", full)
        said = huzhu(*words, books=society.folder)
    assert said.code == 2 and f"2026-06已经月结，但封存没有写完（{why}）；请再运行一次" in said.err
    assert "没有变动" not in said.all
    assert not (society.seals / "2026-06.json").exists()
    assert huzhu(*words, books=society.folder).code == 0
    assert (society.seals / "2026-06.json").exists() and verify(society).breaks == []


# --- what is kept in memory


@pytest.mark.parametrize("cold", [False, True], ids=["kept in memory", "read anew"])
def test_an_entry_of_another_month_is_reversed(society: Society, cold: bool) -> None:
    wrong = record(society, donation("0.01", date(2026, 6, 26))).entries[0].event
    if cold:
        forget()
    assert isinstance(wrong, Donation) and wrong.voucher == "2026-06-004"
    lines = tuple((account, -amount) for account, amount in wrong.legs())
    record(
        society,
        Reverse(
            date=date(2026, 7, 1), recorded_by="wangwu", approved_by="zhangsan", paid_by="zhaoliu",
            narration="记错了", lines=lines, reverses=wrong.voucher, amount=wrong.amount, payee=wrong.donor,
        ),
    )  # fmt: skip
    assert load(society).errors == []

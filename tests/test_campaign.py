"""A slice of the campaign of tests/faults, on every push; the whole is `python -m tests.faults all`.

The parts that mount file systems need root and stand in that command only.
"""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from ledger import journal
from ledger.storage import NotWritten
from tests import societies as made
from tests.faults import calls, kills, proof, retries, writers
from tests.faults.__main__ import PARTS, summary
from tests.faults.iofault import FAILING, KILLING, Breaker, Call, Ran
from tests.faults.notebook import Notebook, read

SEED = 4


def test_many_writers_the_command_line_and_an_import_at_once() -> None:
    book = Notebook("writers", SEED)
    writers.run(book, 1, processes=4, events=12, commands=4)
    assert book.broken == []
    assert book.total("acknowledged") > 40 and book.total("looks") > 100 and book.total("loads") > 5


def test_kill_9_at_random_instants() -> None:
    book = Notebook("kills", SEED)
    kills.run(book, 100)
    assert book.broken == []
    assert len(book.lines) == 100 and book.total("acknowledged") > 30


def test_a_kill_at_any_call_of_a_real_command() -> None:
    book = Notebook("calls-kill", SEED)
    calls.run(book, 24, KILLING)
    assert book.broken == []
    assert {e["answer"] for e in book.lines} == {"killed"}


def test_a_disk_that_fails_at_any_call_of_a_real_command() -> None:
    book = Notebook("calls-disk", SEED)
    calls.run(book, 36, FAILING)
    assert book.broken == []
    assert {e["answer"] for e in book.lines} >= {"recorded", "refused"}


def test_the_same_request_again_and_again_and_equal_payments() -> None:
    book = Notebook("retries", SEED)
    retries.run(book, 1)
    assert book.broken == []
    assert book.total("retries") == retries.OF_A_KIND and book.total("equal") == retries.OF_A_KIND // 10


# --- the campaign itself can fail


def test_kills_find_a_store_that_writes_in_place(tmp_path: Path) -> None:
    """A writer as stock Fava's, killed in the middle of its write, and the proof says so."""
    society = made.shigang(tmp_path)
    before = proof.said(society)
    made.record(society, made.donation(), "first")
    assert proof.amiss(society, before, ["first"], ["first"]) == ""
    month = society.journal("2026-07")
    whole = month.read_bytes()
    for cut, said in (
        (0, "the chain breaks"),
        (len(whole) // 2, "does not parse"),
        (len(whole) - 1, "the chain breaks"),
    ):
        kills.as_fava_writes({month: whole[:cut]})
        assert said in proof.amiss(society, before, ["first"], ["first"])


def test_the_proof_names_what_is_lost_doubled_or_foreign(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    before = proof.said(society)
    made.record(society, [made.donation(), made.donation()], None)
    keys = [k for k in proof.keys(society)[0] if k not in proof.keys(society, before)[0]]
    assert len(keys) == 2 and proof.amiss(society, before, keys, keys) == ""
    assert "not there once: ['lost']" in proof.amiss(society, before, [*keys, "lost"], [*keys, "lost"])
    assert "nobody sent" in proof.amiss(society, before, keys[:1], keys[:1])
    month = society.journal("2026-07")
    month.write_bytes(month.read_bytes() + month.read_bytes())
    assert "chain breaks" in proof.amiss(society, before, keys, keys)
    assert "gap or a double" in proof.vouchers(society)
    assert "does not begin" in proof.shrunk(before, {})
    assert proof.unsound(society) != ""


def test_calls_find_an_answer_that_is_not_true_of_the_books(tmp_path: Path) -> None:
    pattern = calls.Pattern([Call(n, name, "x") for n, name in ((1, "open"), (2, "rename"))], 12, [])
    told = {0: "✓ 已记账", 2: "✗ 没有记账。账簿没有变动", 1: "x"}

    def answered(code: int, now: int, mode: str = "eio", said: str = "") -> str:
        ran = Ran(code, code == -1, said or told.get(code, ""))
        return calls._answered(ran, mode, 1, pattern, now, 11)

    assert answered(0, 12) == answered(2, 11) == answered(-1, 12, "kill") == ""
    assert "said" in answered(0, 11) and "said" in answered(2, 12)
    assert "said" in answered(2, 12, said="是否已落盘无法确认"), "nothing was renamed yet"
    assert "no answer for a clerk" in answered(1, 11)
    assert "no answer for a clerk" in answered(2, 11, said="OSError: 磁盘写不进去")
    assert "was to be hit" in answered(0, 12, "kill") and "was to be hit" in answered(-1, 12)


# --- the tools


def test_the_library_counts_hits_and_spares(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    argv = calls.DEEDS[0].argv(society)
    with Breaker() as breaker:
        for mode in ("enospc", "eio", "erofs"):
            assert breaker.run(argv, society.folder, mode, 1, sticky=True).code == 2
        assert breaker.run(argv, tmp_path / "elsewhere", "kill", 1).code == 0, "calls elsewhere are not hit"
        ran, made_calls = breaker.calls(argv, society.folder)
        assert ran.code == 0 and "早已记过" in ran.said
        assert {"write"} <= {c.name for c in made_calls} and all(
            c.path.startswith(str(society.folder)) for c in made_calls
        )


def test_a_stopped_campaign_goes_on_from_where_it_was(tmp_path: Path) -> None:
    into = tmp_path / "results.jsonl"
    book = Notebook("kills", SEED, into)
    for trial in list(book.trials(5))[:2]:
        book.note(trial, acknowledged=3)
    into.write_text(into.read_text() + '{"part": "kil')
    again = Notebook("kills", SEED, into)
    assert list(again.trials(5)) == [2, 3, 4] and again.total("acknowledged") == 6
    assert list(Notebook("kills", SEED + 1, into).trials(2)) == [0, 1], "another seed is another campaign"
    assert again.chance(3).random() == book.chance(3).random() != again.chance(4).random()
    again.note(2, "torn")
    assert again.broken == [f"kills --seed {SEED} trial 2: torn"]


def test_the_summary_publishes_n_with_every_zero(tmp_path: Path) -> None:
    into = tmp_path / "results.jsonl"
    book = Notebook("kills", SEED, into)
    for trial in range(300):
        book.note(trial, recovery_ms=float(trial), acknowledged=2)
    Notebook("power", SEED, into).note(0, "lost")
    said = summary(into)
    assert "| kills | 4 | 300 | 0 | < 1.00% | acknowledged 600" in said.replace(
        "recovery_ms p50 150 max 299, ", ""
    )
    assert "| power | 4 | 1 | 1 | – |" in said
    assert len(read(into)) == 301 and set(PARTS) >= {e["part"] for e in map(json.loads, into.open())}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_cannot_be_written_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    society = made.shigang(tmp_path)
    real = os.open

    def fails(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_ACCMODE != os.O_RDONLY:
            raise OSError(code, os.strerror(code))
        return real(path, flags, *more, **named)

    before = proof.said(society)
    monkeypatch.setattr(os, "open", fails)
    with pytest.raises(NotWritten, match="磁盘"):
        journal.record(society, [made.request(made.donation())])
    assert proof.said(society) == before and proof.unsound(society) == ""

"""The papers that the benchmarks are run on: what they mean is what is read, and they stay cheap to make."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bench.importers import OURS, Run, Score, Task, score
from bench.meant import ASK
from bench.papers import Meant, meant, write
from importers.engine import read


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_generated_paper_reads_as_it_was_meant(suffix: str, tmp_path: Path) -> None:
    statement = read(write(tmp_path / f"账单.{suffix}", 40))
    assert (len(statement.movements), statement.warnings) == (40, ())
    for row, movement in zip(meant(40), statement.movements, strict=True):
        assert (str(movement.at.date()), movement.change(row.account)) == (row.day, row.amount)
        assert row.who in ("", movement.counterparty)
        assert not row.or_account or movement.change(row.or_account) == row.or_amount


def scored(*entries: tuple[str, list[list[str]], str], asked: int = 0, whole: bool = False) -> Score:
    rows = [
        Meant("2026-03-20", "零钱", Decimal("5.00"), "王大伯"),
        Meant("2026-03-20", "零钱", Decimal("-7.00"), "", "农业银行(1234)", Decimal("6.90")),
        Meant("2026-03-21", ASK, Decimal("-9.00")),
    ]
    found = Run(1, 1, list(entries), asked, "")
    return score(Task(Path("x"), "wechat", rows), found, whole)


def test_a_row_is_right_by_day_account_sign_and_giver() -> None:
    gift = ("2026-03-20", [["零钱", "5.00"]], "王大伯 互助金")
    assert scored(gift, asked=1) == Score(right=2, wrong=0, asked=0, lost=1)
    assert scored(("2026-03-20", [["*", "5"]], "王大伯")).right == 1
    for other in (
        ("2026-03-21", [["零钱", "5.00"]], "王大伯"),
        ("2026-03-20", [["银行", "5.00"]], "王大伯"),
        ("2026-03-20", [["零钱", "-5.00"]], "王大伯"),
        ("2026-03-20", [["零钱", "5.00"]], "李大伯"),
    ):
        assert scored(other) == Score(right=0, wrong=1, asked=0, lost=2)


def test_a_move_is_right_by_either_leg_and_an_entry_counts_once() -> None:
    assert scored(("2026-03-20", [["Assets:Bank:1234", "6.90"]], "")).right == 1
    twice = ("2026-03-20", [["零钱", "5.00"]], "王大伯")
    assert scored(twice, twice) == Score(right=1, wrong=1, asked=0, lost=1)


def test_a_row_that_no_program_can_know_is_right_when_it_is_asked() -> None:
    booked = ("2026-03-21", [["余额宝&红包", "-9.00"]], "")
    assert scored(booked) == Score(right=0, wrong=1, asked=0, lost=2)
    assert scored(asked=1) == Score(right=1, wrong=0, asked=0, lost=2)
    assert scored(whole=True) == Score(right=0, wrong=0, asked=3, lost=0)
    assert OURS == "huzhu"

"""The bar over a long paper: on a terminal only, gone at the end, and the paper reads the same."""

from __future__ import annotations

import io
import re
import sys

import pytest

from huzhu.progress import progress
from importers.engine import read, read_bytes
from tests.wechat_bill import OLD_CSV, csv_bill, line


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_the_bar_names_the_paper_and_is_wiped_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with progress("三月[账单].csv") as watch:
        statement = read(OLD_CSV, watch=watch)
    assert len(statement.movements) == 13
    said = screen.getvalue()
    assert "正在读 三月[账单].csv" in re.sub(r"\x1b\[[0-9;]*m", "", said) and "13/13" in said
    assert said.rstrip().endswith("\x1b[2K"), "the line is wiped"


def test_where_nobody_watches_nothing_is_written(capfd: pytest.CaptureFixture[str]) -> None:
    with progress("账单.csv") as watch:
        read(OLD_CSV, watch=watch)
    assert capfd.readouterr() == ("", "")


def test_the_bar_is_wiped_where_the_paper_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(ValueError, match="broken"), progress("账单.csv") as watch:
        watch(1, 10)
        raise ValueError("broken")
    assert screen.getvalue().rstrip().endswith("\x1b[2K")


def test_a_watcher_is_told_evenly_and_of_the_last_row() -> None:
    seen: list[tuple[int, int]] = []
    rows = [line(id=str(1000 + n)) for n in range(3500)]
    read_bytes(csv_bill(rows), "x", watch=lambda done, total: seen.append((done, total)))
    assert seen == [(n, 3500) for n in (1, 1001, 2001, 3001, 3500)]

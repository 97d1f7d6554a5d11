"""`huzhu report --names`: names on paper as its reader may see them, by one's own key, each look logged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from huzhu import keyring, session
from ledger import keys
from ledger.confidential import access
from ledger.district import Society
from tests import officers
from tests.archived import tells
from tests.terminal import Said, huzhu

NUMBER, NAME = "11010519491231002X", "汪小𬭎"
TODAY = date(2026, 8, 1)
OPENED = (
    "case", "open", "--label", "汪*", "--category", "突发严重困难户", "--matter", "疾病", "--relief", "应急救助",
    "--date", "2026-07-20", "--hamlet", "上村组",
)  # fmt: skip
CASE = "JZ-2026-0005"


@pytest.fixture
def society(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Society:
    """A society with an archive, in it one person, and a case of theirs."""
    monkeypatch.setattr(session, "today", lambda: TODAY)
    monkeypatch.setattr(keys, "unlocked", officers.unlocked)
    monkeypatch.setenv("HUZHU_PIN", officers.PIN)
    officers.files_in(tmp_path)
    found = officers.registered(tmp_path).society("shigang")
    assert _do(found, "key", "rewrap").code == 0
    assert (
        _do(found, "person", "add", "--name", NAME, "--id-number", NUMBER, "--phone", "13800138000").code == 0
    )
    pseudonym = keyring.pseudonym(found, NUMBER)
    opened = huzhu(*OPENED, "--person", pseudonym, "--household", pseudonym, books=found.folder)
    assert opened.code == 0 and CASE in opened.out, opened
    return found


def _do(society: Society, *words: object, who: str = "zhangsan") -> Said:
    return huzhu(*words, "--key-file", society.folder.parents[2] / f"{who}.key", books=society.folder)


def _looks(society: Society) -> int:
    where = access.path(society)
    return len(where.read_text("utf-8").splitlines()) if where.is_file() else 0


def test_without_names_a_paper_shows_the_mask_and_nobody_looked(society: Society) -> None:
    before = _looks(society)
    said = huzhu("report", "application", "--case", CASE, books=society.folder)
    assert said.code == 0 and "汪*" in said.out and tells(said.all) == [] and _looks(society) == before


def test_the_township_sees_the_name_and_four_digits_and_the_auditor_all(
    society: Society, tmp_path: Path
) -> None:
    before = _looks(society)
    asked = ("report", "application", "--case", CASE, "--names")
    township = _do(society, *asked, "--audience", "township")
    assert NAME in township.out and "002X" in township.out and NUMBER not in township.out, township
    assert NUMBER in _do(society, *asked).out
    assert _do(society, *asked, "-o", tmp_path / "表.pdf").code == 0
    pages = pypdfium2.PdfDocument(tmp_path / "表.pdf")
    assert NAME in "".join(page.get_textpage().get_text_range() for page in pages)
    assert _looks(society) == before + 3


def test_whoever_has_no_right_gets_no_paper(society: Society) -> None:
    said = _do(society, "report", "application", "--case", CASE, "--names", who="zhaoliu")
    assert said.code == 2 and said.out == "" and NAME not in said.all


def test_the_board_never_gets_a_name(society: Society) -> None:
    said = _do(society, "report", "application", "--case", CASE, "--names", "--audience", "board")
    assert said.code == 2 and "不出给 board" in said.err and NAME not in said.all

"""`huzhu trail verify`: what was changed is named, a photographed code is found, what only wants a signature is told."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from huzhu.auditing import verifying
from huzhu.auditing.telling import code_of
from ledger import trail
from ledger.district import District, Society
from ledger.events import cases
from tests import societies as made
from tests.societies import donation, record
from tests.terminal import Said, huzhu
from tests.test_seals import rewritten

JULY = "journal/2026-07.beancount"


@pytest.fixture
def society(tmp_path: Path) -> Society:
    """A society with a donation in July."""
    society = made.shigang(tmp_path)
    record(society, donation("12.00", 3))
    return society


def verify(ledger: Society | District, *more: object) -> Said:
    """`huzhu trail verify`."""
    return huzhu("trail", "verify", *more, books=ledger.folder)


def texts(society: Society, *, deep: bool = False) -> list[str]:
    """What is found wrong."""
    return [b.text for b in verifying.verify(society, deep=deep).breaks]


# --- codes


def test_a_photographed_code_is_found_with_its_entry(society: Society) -> None:
    event = trail.chain(society).events[3]
    for code in (
        code_of(event.hash),
        event.hash[:16].upper(),
        f" {code_of(event.hash)} ".replace("-", "－"),
        event.hash,
    ):
        said = verify(society, "--code", code)
        assert said.code == 0, said.all
        assert f"是 shigang 记到第4笔（2026-06-20，society.beancount 第{event.line}行）时的" in said.out


def test_a_code_is_looked_for_in_all_societies_of_the_district(society: Society) -> None:
    district = District(society.folder.parent.parent)
    other = district.society("qiankou")
    assert "是 qiankou 记到第" in verify(district, "--code", code_of(trail.chain(other).head)).out
    assert "是 qiankou 记第1笔以前的" in verify(district, "--code", code_of(trail.genesis("qiankou"))).out


def test_a_code_that_is_nowhere_says_that_the_books_were_rewritten(society: Society) -> None:
    printed = code_of(trail.chain(society).head)
    rewritten(society, b"12.00 CNY", b"92.00 CNY")
    said = verify(society, "--code", printed)
    assert said.code == 1 and "哪一笔都没有校验码" in said.out and "没有改动" in said.out


@pytest.mark.parametrize("code", ["", "abc", "3f2a-91bc-04de-77ag", "第三笔", "0" * 65])
def test_what_is_no_code_is_told(society: Society, code: str) -> None:
    said = verify(society, "--code", code)
    assert said.code == 2 and "不是账簿校验码" in said.err


# --- what is found


def test_the_title_is_the_name_that_was_registered(society: Society) -> None:
    society.top.write_text(society.top.read_text("utf-8").replace("石岗村", "石冈村"), "utf-8")
    said = verify(society)
    assert said.code == 1 and "shigang/main.beancount 第2行：总账文件的名称和登记的不一样" in said.out


def test_a_top_file_that_is_not_ours(society: Society) -> None:
    society.top.write_text(society.top.read_text("utf-8") + 'plugin "os"\n', "utf-8")
    assert "总账文件被改动过" in verify(society).out


def test_what_the_district_remembers_must_be_there_and_not_ahead(society: Society) -> None:
    path = trail.witness(society)
    assert path is not None
    old = (society.seals / "head.json").read_bytes()
    record(society, donation())
    (society.seals / "head.json").write_bytes(old)
    assert texts(society) == ["校验码文件被换成了旧的：全区记到第13笔，这里写的是第12笔"]
    path.unlink()
    assert texts(society) == ["区里留的校验码文件不见了"]
    record(society, donation())
    assert texts(society) == []


def test_an_old_copy_of_a_whole_society_is_named(society: Society, tmp_path: Path) -> None:
    shutil.copytree(society.folder, tmp_path / "old")
    record(society, donation())
    shutil.rmtree(society.folder)
    shutil.copytree(tmp_path / "old", society.folder)
    said = verify(society)
    assert said.code == 1 and "账簿被换成了旧的：全区记到第13笔，这里只有第12笔" in said.out


def test_many_breaks_are_not_all_told(society: Society) -> None:
    for n in range(7):
        (society.seals / f"2025-0{n + 1}.json").write_text("{}")
    said = verify(society)
    assert said.code == 1 and said.out.count("没有这个封存对应的月结") == 5 and "还有2处" in said.out


def test_a_missing_signature_is_told_and_is_no_fault(society: Society) -> None:
    assert huzhu("close", "2026-07", "--date", "2026-08-06", books=society.folder).code == 0
    said = verify(society)
    assert (
        said.code == 0
        and "封存1个月" in said.out
        and "有1个月的封存还没有两位干部的签名：2026-07" in said.out
    )


def test_the_bureau_s_books_and_a_lone_society_s_are_verified_too(society: Society, tmp_path: Path) -> None:
    assert verify(District(society.folder.parent.parent)).out.count("没有改动") == 3
    shutil.copytree(society.folder, tmp_path / "shigang")
    assert verify(Society(tmp_path / "shigang")).code == 0


# --- papers


def filed(society: Society, name: str, content: bytes | None, sha256: str = "") -> None:
    """A scan is filed under a name."""
    if content is not None:
        path = society.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    digest = sha256 or hashlib.sha256(content or b"").hexdigest()
    paper = cases.PapersFiled(
        date=date(2026, 7, 8),
        recorded_by="lisi",
        case=made.CASE,
        papers=("申请表",),
        sha256=digest,
        filed_as=name,
    )
    record(society, [*made.case(), paper])


def test_papers_are_what_was_recorded(society: Society) -> None:
    filed(society, "cases/a.jpg", b"scan")
    assert texts(society, deep=True) == []
    (society.documents / "cases" / "a.jpg").write_bytes(b"scam")
    assert texts(society) == [], "papers are read only when that is asked for"
    assert texts(society, deep=True) == ["第16笔登记的材料被改动过"]
    (society.documents / "cases" / "a.jpg").unlink()
    said = verify(society, "--deep")
    assert said.code == 1 and "documents/cases/a.jpg 第1行：第16笔登记的材料不见了" in said.out


def test_papers_outside_the_folder_are_not_looked_for(society: Society) -> None:
    filed(society, "../../x", None)
    assert texts(society, deep=True) == ["第16笔的材料不在 documents 文件夹里"]


def test_a_printed_notice_is_what_hangs_on_the_board(society: Society) -> None:
    assert huzhu("notice", "2026-07", "--date", "2026-08-04", books=society.folder).code == 0
    assert texts(society, deep=True) == []
    printed = society.documents / "notices" / "2026-07.txt"
    printed.write_text(printed.read_text("utf-8") + "x", "utf-8")
    assert texts(society, deep=True) == ["第13笔登记的材料被改动过"]

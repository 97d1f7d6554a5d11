"""`huzhu report`: which days, for whom, where to; what is wrong is a sentence, and no half file is left."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pylopdf_fonts_zh_cn
import pypdfium2
import pytest

from huzhu import session
from ledger.books import Books
from ledger.district import District
from ledger.mistake import Mistake
from reports.drawing import pdf
from tests import societies as made
from tests.golden_year import copied
from tests.terminal import Said, huzhu

TODAY = date(2026, 7, 20)


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> District:
    """A copy of the golden district, on a day in July 2026."""
    monkeypatch.setattr(session, "today", lambda: TODAY)
    monkeypatch.chdir(tmp_path)
    return copied(tmp_path)


def report(district: District, *words: str) -> Said:
    return huzhu("report", *words, books=district.folder)


def said_of(pdf_bytes: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf_bytes))


# --- which days


def test_a_closed_month_a_quarter_and_a_year_are_told(district: District) -> None:
    for span, heading in (
        ("--month=2026-05", "2026年5月"),
        ("--quarter=2026Q2", "2026年第二季度"),
        ("--year=2025", "2025年"),
    ):
        told = report(district, "fund-statement", span)
        assert told.code == 0 and f"{heading}　单位：元" in told.out, told
        assert "草稿" not in told.out and "账簿校验码：" in told.out


def test_a_quarter_may_be_written_three_ways(district: District) -> None:
    told = {
        report(district, "fund-statement", "--quarter", said).out for said in ("2026Q2", "2026-2", "2026q2")
    }
    assert len(told) == 1 and "第二季度" in told.pop()


def test_a_month_that_is_not_over_is_refused_but_as_a_draft(district: District) -> None:
    refused = report(district, "fund-statement", "--month", "2026-07", "-o", "表.pdf")
    assert refused.code == 2 and "2026年7月还没有过完" in refused.err and "--draft" in refused.err
    assert not Path("表.pdf").exists()
    told = report(district, "fund-statement", "--month", "2026-07", "--draft", "-o", "表.pdf")
    assert told.code == 0 and "草稿" in said_of(Path("表.pdf").read_bytes()).replace("\r\n", "")


def test_a_month_whose_books_are_not_closed_is_refused_by_its_name(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    refused = huzhu("report", "fund-statement", "--month", "2026-06", books=society.folder)
    assert refused.code == 2 and "2026-06还没有月结" in refused.err
    told = huzhu("report", "fund-statement", "--month", "2026-06", "--draft", books=society.folder)
    assert told.code == 0 and "【草稿　未月结】" in told.out


def test_a_month_in_which_nothing_moved_needs_no_closing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    bare = made.qiankou(tmp_path)
    told = huzhu("report", "fund-statement", "--month", "2026-06", books=bare.folder)
    assert told.code == 0 and "草稿" not in told.out


def test_a_draft_of_closed_months_is_no_draft(district: District) -> None:
    assert "草稿" not in report(district, "fund-statement", "--year", "2025", "--draft").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--month", "2026-13"), "月份“2026-13”不对"),
        (("--quarter", "2026Q5"), "季度“2026Q5”不对"),
        (("--year", "26"), "年份“26”不对"),
        (("--month", "2026-05", "--year", "2026"), "只写一个"),
        (("--month", "2024-11"), "2024年11月时互助社还没有登记"),
        (("--month", "2026-05", "--donor", "钱老师"), "用不上 --donor"),
        (("--month", "2026-05", "--audience", "public", "--names"), "还没有加密档案"),
    ],
)
def test_what_cannot_be_asked_is_answered_in_a_sentence(
    district: District, words: tuple[str, ...], sentence: str
) -> None:
    told = report(district, "fund-statement", *words)
    assert told.code == 2 and sentence in told.err and told.out == "", told


def test_a_report_is_not_given_to_whom_it_is_not_fit_for(district: District) -> None:
    told = report(district, "subsidy-trace", "--year", "2025", "--audience", "public")
    assert told.code == 2 and "不出给 public" in told.err


# --- where to


def test_the_ending_of_the_file_says_the_format(district: District) -> None:
    for name, begins in (
        ("表.pdf", b"%PDF-"),
        ("表.xlsx", b"PK"),
        ("表.csv", b"\xef\xbb\xbf"),
        ("表.html", b"<!"),
    ):
        assert report(district, "fund-statement", "--year", "2025", "-o", name).code == 0
        assert Path(name).read_bytes().startswith(begins)


def test_a_folder_that_is_missing_or_a_file_is_told(district: District) -> None:
    missing = report(district, "fund-statement", "--year", "2025", "-o", "新/表.pdf")
    assert missing.code == 2 and "没有这个文件夹" in missing.err and not Path("新").exists()
    Path("纸").write_text("x")
    told = report(district, "fund-statement", "--year", "2025", "-o", "纸/表.pdf")
    assert told.code == 2 and "写不了文件" in told.err and Path("纸").read_text() == "x"


def test_a_disk_that_fails_leaves_the_old_file_and_no_half_one(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("out").mkdir()
    Path("out/表.pdf").write_bytes(b"old")

    def fails(self: Path, content: bytes) -> int:
        with self.open("wb") as half:
            half.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fails)
    told = report(district, "fund-statement", "--year", "2025", "-o", "out/表.pdf")
    assert told.code == 2 and "磁盘已满" in told.err
    assert [p.name for p in Path("out").iterdir()] == ["表.pdf"] and Path("out/表.pdf").read_bytes() == b"old"


def test_a_font_that_is_gone_is_told(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf._fonts.cache_clear()
    monkeypatch.setattr(pylopdf_fonts_zh_cn, "serif_path", lambda: Path("没有.otf"))
    told = report(district, "fund-statement", "--year", "2025", "-o", "表.pdf")
    pdf._fonts.cache_clear()
    assert told.code == 2 and "字库 没有.otf 不见了" in told.err and not Path("表.pdf").exists()


# --- many societies


def test_each_society_gets_a_file_of_its_own(district: District) -> None:
    told = report(district, "fund-statement", "--year", "2025", "--district", "--format", "pdf", "-o", "全区")
    assert told.code == 0 and "1个社" in told.out, told
    assert [p.relative_to("全区").as_posix() for p in Path("全区").rglob("*.pdf")] == [
        "shigang/基金收支情况表-2025.pdf"
    ]


def test_a_society_that_cannot_be_read_is_named_and_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    district = made.district(tmp_path)
    page = district.society("shigang").journal("2026-06")
    page.write_text(page.read_text("utf-8").replace("10000.00", "10001.00", 1), "utf-8")
    told = huzhu(
        "report",
        "services",
        "--year",
        "2026",
        "--district",
        "--format",
        "csv",
        "-o",
        tmp_path / "out",
        books=district.folder,
    )
    assert told.code == 1 and "✗ shigang：" in told.err and "1个社" in told.out, told
    assert [p.parent.name for p in (tmp_path / "out").rglob("*.csv")] == ["qiankou"]


def test_many_societies_are_done_beside_each_other_and_come_out_in_order(tmp_path: Path) -> None:
    from huzhu.reporting.many import Order, write_each
    from reports import period
    from reports.report import Audience

    district = made.district(tmp_path)
    for number in range(4):
        shutil.copytree(district.society("qiankou").folder, district.folder / "societies" / f"cun-{number}")
    order = Order("services", period.year("2026"), Audience.AUDITOR, True, {}, "json", str(tmp_path / "out"))
    seen: list[tuple[int, int]] = []
    answers = write_each(district.societies, order, lambda done, total: seen.append((done, total)))
    assert [a.society for a in answers] == [s.id for s in district.societies] and seen[-1] == (6, 6)
    whole = [a for a in answers if a.path]
    assert {a.society for a in whole} >= {"qiankou", "shigang"}
    assert all(json.loads(Path(a.path).read_text("utf-8"))["title"] == "帮办登记表" for a in whole)


# --- words that would do nothing, and files that are none


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("fund-statement", "--month", "2026-05", "--district", "--society", "shigang"), "只写一个"),
        (("progress", "--month", "2026-05", "--society", "shigang"), "用不上 --society"),
        (("progress", "--month", "2026-05", "--names"), "--names 一次只打开一个社的档案"),
        (("filing", "--month", "2026-05", "--district", "--names"), "--names 一次只打开一个社的档案"),
        (("filing", "--month", "2026-05", "--district", "--template", "x.xlsx"), "填表样一次只填一个社的"),
        (("case-file", "--case", " "), "--case 后面没有写"),
        (("notes", "--month", "2026-05"), "要写 --year（哪一年），不能用 --month"),
        (("fund-statement", "--month", "2026-05", "-o", ""), "-o 后面要写文件名"),
        (("fund-statement", "--month", "2026-05", "-o", "表.doc"), "看不出“.doc”是什么格式"),
    ],
)
def test_a_word_that_would_do_nothing_is_refused(
    district: District, words: tuple[str, ...], sentence: str
) -> None:
    told = report(district, *words)
    assert told.code == 2 and sentence in told.err and told.out == "", told


def test_a_text_file_with_nothing_in_it_is_refused(district: District) -> None:
    Path("空.txt").write_text("\n")
    told = report(district, "quarterly", "--quarter", "2026Q2", "--text", "空.txt")
    assert told.code == 2 and "空.txt 里没有写字" in told.err


def test_a_device_is_not_put_aside_for_a_file(district: District) -> None:
    """As root a device could be replaced, and every program on the machine would write into a report."""
    os.mkfifo("管道")
    told = report(district, "fund-statement", "--year", "2025", "-o", "管道")
    assert told.code == 2 and "这不是普通文件" in told.err and Path("管道").is_fifo()


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(district: District) -> None:
    Path("总表.csv").symlink_to("表.csv")
    assert report(district, "fund-statement", "--year", "2025", "-o", "总表.csv").code == 0
    assert Path("总表.csv").is_symlink() and Path("表.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    Path("圈.csv").symlink_to("圈.csv")
    told = report(district, "fund-statement", "--year", "2025", "-o", "圈.csv")
    assert told.code == 2 and "写不了文件 圈.csv" in told.err


def test_a_hand_that_stops_it_halfway_leaves_no_half_file(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(self: Path, content: bytes) -> int:
        with self.open("wb") as half:
            half.write(content[:10])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", stopped)
    told = report(district, "fund-statement", "--year", "2025", "--district", "-o", "全区")
    assert told.code != 0 and [p for p in Path("全区").rglob("*") if p.is_file()] == [], told


def test_of_each_society_a_place_of_money_is_found_by_its_word(district: District) -> None:
    words = ("reconciliation", "--month", "2026-05", "--district", "--account", "微信", "-o", "全区")
    told = report(district, *words)
    (made_of,) = Path("全区").rglob("*.txt")
    assert told.code == 0 and "微信" in made_of.read_text("utf-8"), told


def test_books_with_parts_of_a_fen_are_neither_a_report_nor_a_site_nor_a_journal(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(books: Books, last: date) -> None:
        raise Mistake("不到一分")

    monkeypatch.setattr("huzhu.reporting.asking.refuse_fractions", refuses)
    for words in (("report", "fund-statement", "--year", "2025"), ("site", "-o", "网站"), ("export",)):
        told = huzhu(*words, books=district.society("shigang").folder)
        assert told.code == 2 and "不到一分" in told.err, (words, told)
    assert not Path("网站").exists()

"""The public pages: all links lead somewhere, nothing is asked of the network, nobody helped stands in them."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from huzhu import session, site_folder
from huzhu.commands import site
from huzhu.reading import read
from ledger import chart
from ledger.district import District, Society
from ledger.events import facts, moves, receipts
from ledger.mistake import Mistake
from reports.publicity.public_year import closed_part, public_year
from tests import societies as made
from tests.books_of import books_of
from tests.golden_year import copied, golden
from tests.terminal import Said, huzhu

pytest_plugins = ["tests.desk_fixtures"]
TODAY = date(2026, 7, 20)


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> District:
    """A copy of the golden district, and beside its society one that has no closed month."""
    monkeypatch.setattr(session, "today", lambda: TODAY)
    monkeypatch.chdir(tmp_path)
    return copied(tmp_path)


def write(district: District, *words: str) -> Said:
    return huzhu("site", *words, "-o", "公开", books=district.folder)


class _Page(HTMLParser):
    """The links and the elements of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(path: Path) -> _Page:
    return _Page(path.read_text(encoding="utf-8"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def readable(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a site as text, the sheets taken apart."""
    for name, content in files(folder).items():
        if name.endswith(".xlsx"):
            inside = zipfile.ZipFile(io.BytesIO(content))
            yield from ((f"{name}/{part}", inside.read(part).decode()) for part in inside.namelist())
        else:
            yield name, content.decode("utf-8-sig")


# --- what stands in it


def test_every_link_leads_to_a_file_and_nothing_runs_or_is_fetched(district: District) -> None:
    told = write(district, "--year", "2025", "--district")
    assert told.code == 0, told
    pages = sorted(Path("公开").rglob("*.html"))
    assert len(pages) == 2
    for path in pages:
        seen = page(path)
        assert seen.links and all((path.parent / link).is_file() for link in seen.links)
        assert not seen.tags & {"script", "link", "img", "iframe", "form", "object"}
        content = path.read_text(encoding="utf-8")
        assert not re.search(r"https?:|url\(|@import|javascript:", content)
        assert "default-src 'none'" in content
    assert {p.suffix for p in Path("公开").rglob("*.*") if p.is_file()} == {".html", ".xlsx", ".csv"}


def test_nobody_helped_stands_in_any_file(district: District) -> None:
    write(district, "--year", "2025", "--district")
    books, _ = read(golden())
    cases = books.cases.values()
    names = {case.text(key) for case in cases for key in ("label", "person", "household", "hamlet")} | {
        c.number for c in cases
    }
    names |= {r.label for r in books.reliefs} | {"洪*"}
    names -= {""}
    assert len(names) > 20
    for file, content in readable(Path("公开")):
        assert not [name for name in names if name in content], file


def test_the_figures_are_those_of_the_books(district: District) -> None:
    write(district, "--year", "2025", "--society", "shigang")
    said = " ".join(page(Path("公开/index.html")).words)
    for word in ("账目截至2025年12月31日", "12,315.90", "4,041.30", "3,950.00", "38,274.60", "张氏后人", "徽州某建筑公司",
                 "爱心人士", "少于3人", "51341004MJB000001D"):  # fmt: skip
        assert word in said, word
    assert "钱老师" not in said, "who did not agree in that year"
    assert "本项由区定" not in said and "由区财政一次性补助1万元" in said


def test_a_group_of_few_is_not_told_alone() -> None:
    books, chain = read(golden())
    of = public_year(books, 2025, chain.head)
    assert [(g.what, len(g.people), g.times, str(g.amount)) for g in of.by_matter] == [
        ("疾病", 3, 4, "2200.00"), ("教育、意外、灾害", 3, 3, "1750.00"),
    ]  # fmt: skip
    assert all(len(group.people) >= 3 for group in (*of.by_kind, *of.by_matter))
    assert sum((g.amount for g in of.by_kind), Decimal("0.00")) == of.flows.relief == of.helped.amount


def test_a_referral_is_told_in_the_year_in_which_it_was_made() -> None:
    books, chain = read(golden())
    assert [public_year(books, year, chain.head).referred for year in (2025, 2026)] == [1, 0]


@pytest.mark.parametrize("event", ["returned", "reversed"])
def test_whom_nothing_was_left_with_was_not_helped(event: str) -> None:
    back = {
        "returned": receipts.ReliefReturn(
            date=date(2026, 7, 15), recorded_by="wangwu", amount=Decimal("800.00"), narration="退", label="汪*",
            account=chart.CASH, case=made.CASE, kind="应急救助",
        ),
        "reversed": moves.Reverse(
            date=date(2026, 7, 15), recorded_by="wangwu", amount=Decimal("800.00"), narration="记错", reverses="2026-07-001",
            lines=((f"{chart.CASH}:03社会捐赠", Decimal("800.00")), (chart.EMERGENCY, Decimal("-800.00"))),
        ),
    }  # fmt: skip
    events = (
        *made.seed(),
        made.draw("1000.00", 2),
        *made.case("800.00", 8),
        made.relief("800.00", 9, voucher="2026-07-001"),
    )
    closed = [made.month_closed(f"2026-{n:02d}", date(2026, n + 1, 5)) for n in (6, 7)]
    helped = public_year(books_of(*events, *closed), 2026, "").helped
    assert helped == ("合计", {made.PERSON}, 1, Decimal("800.00"))
    assert public_year(books_of(*events, back[event], *closed), 2026, "").helped == (
        "合计",
        set(),
        0,
        Decimal("0.00"),
    )


def test_two_people_in_a_year_are_told_without_how_often_and_how_much(district: District) -> None:
    write(district, "--year", "2026", "--society", "shigang")
    said = "|".join(word.strip() for word in page(Path("公开/index.html")).words if word.strip())
    assert "得到救助|少于3" in said and "应急救助|少于3|—|—" in said
    assert "意外、教育|少于3|—|—" in said or "教育、意外|少于3|—|—" in said


def test_a_month_that_is_not_closed_is_left_out_and_it_says_until_when(district: District) -> None:
    made.record(
        district.society("shigang"), made.donation("777.77", date(2026, 7, 3), donor="老周", publish=True)
    )
    assert write(district, "--year", "2026", "--society", "shigang").code == 0
    for file, content in readable(Path("公开")):
        assert "777.77" not in content and "老周" not in content, file
    assert "账目截至2026年6月30日；以后的月份还没有月结" in "".join(page(Path("公开/index.html")).words)


def test_a_month_closed_behind_an_open_one_does_not_count() -> None:
    closed = [made.month_closed(f"2026-{n:02d}", date(2026, n + 1, 5)) for n in (6, 8)]
    books = books_of(*made.seed(), made.donation("5.00", 3), *closed)
    assert closed_part(books, 2026).words == "2026年1月至6月"
    july = books_of(
        *made.seed(), made.donation("5.00", 3), *closed, made.month_closed("2026-07", date(2026, 9, 6))
    )
    assert closed_part(july, 2026).last == date(2026, 8, 31)
    with pytest.raises(Mistake, match="2026年还没有月结的月份"):
        closed_part(books_of(*made.seed()), 2026)


def test_the_names_in_it_cannot_be_markup(district: District) -> None:
    evil = "<script>alert(1)</script>&'"
    society = district.society("shigang")
    made.record(society, made.donation("1.00", date(2026, 7, 3), donor=evil, publish=True))
    made.record(
        society,
        facts.MonthClosed(date=date(2026, 8, 5), recorded_by="wangwu", month="2026-07", digest="0" * 64),
    )
    assert write(district, "--year", "2026", "--society", "shigang").code == 0
    seen = page(Path("公开/index.html"))
    assert "script" not in seen.tags and any(evil in word for word in seen.words)


# --- the district


def test_a_society_without_closed_books_is_named_and_hides_no_other(district: District) -> None:
    shutil.copytree(made.qiankou(Path("别处")).folder, district.folder / "societies" / "qiankou")
    told = write(district, "--year", "2026", "--district")
    assert told.code == 1 and "qiankou" in told.err
    said = "".join(page(Path("公开/index.html")).words)
    assert (
        "徽州区潜口镇潜口村救急难互助社：还没有可以公布的账" in said and "石岗村" in said and "汇总" in said
    )
    assert not Path("公开/qiankou").exists()


def test_where_nobody_has_closed_books_nothing_is_written(district: District) -> None:
    told = write(district, "--year", "2023", "--district")
    assert told.code == 2 and "没有一个社" in told.err and not Path("公开").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--year", "20x6"), "年份“20x6”不对"),
        (("--district", "--society", "shigang"), "只写一个"),
        (("--year", "2019"), "2019年还没有月结的月份"),
    ],
)
def test_what_cannot_be_written_is_said(district: District, words: tuple[str, ...], sentence: str) -> None:
    told = write(district, *words)
    assert told.code == 2 and sentence in told.err and not Path("公开").exists()


# --- the folder


def test_the_list_of_sums_is_right_and_a_site_is_replaced_by_the_next(district: District) -> None:
    write(district, "--year", "2025", "--district")
    for line in Path("公开/SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(Path("公开", name).read_bytes()).hexdigest() == digest
    assert write(district, "--year", "2026", "--society", "shigang").code == 0
    assert not Path("公开/shigang").exists() and "2026年" in Path("公开/index.html").read_text(
        encoding="utf-8"
    )
    assert [p.name for p in Path().iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["照片.jpg", "downloads/别的.xlsx", "index.html"])
def test_a_folder_with_anything_else_in_it_is_not_touched(district: District, name: str) -> None:
    kept = Path("公开", name)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"mine")
    told = write(district, "--year", "2025", "--society", "shigang")
    assert told.code == 2 and "不是网站的文件" in told.err
    assert files(Path("公开")) == {name: b"mine"}


def test_something_put_into_a_site_keeps_it_from_being_replaced(district: District) -> None:
    write(district, "--year", "2025", "--society", "shigang")
    Path("公开/笔记.txt").write_text("mine", encoding="utf-8")
    assert "笔记.txt" in write(district, "--year", "2026", "--society", "shigang").err
    assert Path("公开/笔记.txt").exists()


def test_a_file_or_a_link_in_its_place_is_refused(district: District) -> None:
    Path("公开").write_text("mine", encoding="utf-8")
    assert "不是文件夹" in write(district, "--year", "2025", "--society", "shigang").err
    Path("公开").unlink()
    Path("别处").mkdir()
    Path("公开").symlink_to("别处")
    assert "不是文件夹" in write(district, "--year", "2025", "--society", "shigang").err


@pytest.mark.parametrize("step", ["_sums", "_swap"])
def test_what_cannot_be_written_leaves_the_old_site(
    district: District, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write(district, "--year", "2025", "--society", "shigang")
    before = files(Path("公开"))

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(site_folder, step, full)
    told = write(district, "--year", "2026", "--society", "shigang")
    assert told.code == 2 and "磁盘已满；原来的没有动" in told.err
    assert (
        files(Path("公开")) == before and [p.name for p in Path().iterdir() if p.name.startswith(".")] == []
    )


def test_a_swap_that_fails_halfway_puts_the_old_site_back(tmp_path: Path) -> None:
    old, whole = tmp_path / "old", tmp_path / "site"
    whole.mkdir()
    (whole / "index.html").write_text("old", encoding="utf-8")
    with pytest.raises(OSError):
        site_folder._swap(tmp_path / "missing", whole, old)
    assert files(whole) == {"index.html": b"old"} and not old.exists()


def test_the_same_books_are_the_same_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    society: Society = golden()
    once, again = (site._site_of(*site._read(society, 2025)) for _ in range(2))
    assert once == again


# --- looked at


@pytest.mark.parametrize("wide", [1280, 390])
def test_a_browser_shows_it_from_the_disk_without_complaint(
    district: District, chromium: Browser, wide: int
) -> None:
    write(district, "--year", "2025", "--district")
    context = chromium.new_context(viewport={"width": wide, "height": 844})
    seen = context.new_page()
    said: list[str] = []
    seen.on("console", lambda line: said.append(line.text))
    seen.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith("file:") else None)
    seen.goto((Path("公开") / "index.html").resolve().as_uri())
    seen.click("text=石岗村")
    seen.wait_for_selector("h2:has-text('每月收支')")
    shown = [figure.is_visible() for figure in seen.query_selector_all("figure")]
    assert shown == [wide > 640, wide < 640]
    assert not seen.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    seen.click("text=全区各社")
    seen.wait_for_selector("h2:has-text('汇总')")
    context.close()
    assert said == []

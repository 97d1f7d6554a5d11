"""The audit pack holds everything, opens anywhere with working links, is the same for the same books, and tells a change."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from huzhu.auditing import audit_pack
from ledger.district import Society
from ledger.events import cases
from tests import societies as made
from tests.societies import donation, record
from tests.terminal import Said, bytes_of, huzhu

DAY = "2026-08-20"
SCAN = "cases/JZ-2026-0001/申请表.jpg"


@pytest.fixture(scope="module")
def society(tmp_path_factory: pytest.TempPathFactory) -> Society:
    """A society with relief, a scan of its papers, a closed month, an archive, and a line of who looked into it."""
    society = made.shigang(tmp_path_factory.mktemp("pack"))
    scan = society.documents / SCAN
    scan.parent.mkdir(parents=True)
    scan.write_bytes(b"\xff\xd8 scan")
    filed = cases.PapersFiled(
        date=date(2026, 7, 8), recorded_by="lisi", case=made.CASE, papers=("申请表",),
        sha256=hashlib.sha256(scan.read_bytes()).hexdigest(), filed_as=SCAN,
    )  # fmt: skip
    for event in (made.draw("900.00", 2), [*made.case(), filed], made.relief(), made.rice(2, 10)):
        record(society, event)
    record(society, donation("12.00", 11, donor="<b>老王</b>"))
    assert huzhu("close", "2026-07", "--date", "2026-08-06", books=society.folder).code == 0
    sealed = society.archive / "people" / made.PERSON / "1.sealed"
    sealed.parent.mkdir(parents=True)
    sealed.write_bytes(b"\0sealed")
    (society.folder / "access.jsonl").write_text("{}\n")
    (society.folder / "district.key").write_text("secret")
    (society.folder / "x.lnk").symlink_to("/etc/hostname")
    return society


def pack(society: Society, path: Path, *more: object) -> Said:
    """`huzhu audit-pack`."""
    return huzhu("audit-pack", "-o", path, "--date", DAY, *more, books=society.folder)


@pytest.fixture(scope="module")
def packed(society: Society, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The society's pack."""
    path = tmp_path_factory.mktemp("out") / "审计包.zip"
    done = pack(society, path)
    assert done.code == 0 and "打开 index.html" in done.out, done.all
    return path


@pytest.fixture
def opened(packed: Path, tmp_path: Path) -> Path:
    """The pack as the auditor unzips it."""
    with zipfile.ZipFile(packed) as zipped:
        zipped.extractall(tmp_path / "解开")
    return tmp_path / "解开"


class Links(HTMLParser):
    """Every place that a page leads to, and every tag on it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a tag leads."""
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_every_link_of_every_page_leads_to_a_file(opened: Path) -> None:
    followed = 0
    for page in opened.rglob("*.html"):
        found = Links()
        found.feed(page.read_text("utf-8"))
        assert "script" not in found.tags
        for link in found.links:
            assert ":" not in link and not link.startswith("/"), link
            target = (page.parent / unquote(link)).resolve()
            assert target.is_file() and target.is_relative_to(opened.resolve()), (page.name, link)
            followed += 1
    assert followed > 40


def test_everything_can_be_reached_from_the_index(opened: Path) -> None:
    reached, todo = set[Path](), [opened / "index.html"]
    while todo:
        page = todo.pop()
        reached.add(page)
        if page.suffix == ".html":
            found = Links()
            found.feed(page.read_text("utf-8"))
            todo += {(page.parent / unquote(x)).resolve() for x in found.links} - reached
    assert {p for p in opened.rglob("*") if p.is_file()} <= {p.resolve() for p in reached} | reached


def test_the_manifest_names_every_file_and_its_hash(opened: Path, society: Society) -> None:
    told = json.loads((opened / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(opened).as_posix(): p for p in opened.rglob("*") if p.is_file()}
    assert {f["path"] for f in told["files"]} == files.keys() - {"manifest.json"}
    for each in told["files"]:
        content = files[each["path"]].read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (each["sha256"], each["size"])
    assert (told["society"], told["name"]) == ("shigang", society.title)
    assert told["made"] == {"on": DAY, "by": "wangwu"} and told["seq"] >= 20 and len(told["head"]) == 64


def test_the_books_lie_in_it_as_they_are_and_verify_there(opened: Path, society: Society) -> None:
    inside = {n: h for n, h in bytes_of(society.folder).items() if n not in ("district.key", "x.lnk")}
    assert bytes_of(opened / "shigang") == inside
    said = huzhu("trail", "verify", "--deep", books=opened / "shigang")
    assert said.code == 0 and "没有改动" in said.out, said.all


def test_an_entry_links_its_papers_those_of_its_case_and_the_sealed_person(opened: Path) -> None:
    page = (opened / "账页" / "2026-07.html").read_text("utf-8")
    paid = next(row for row in page.split("<tr ") if "发放救助" in row)
    assert unquote(paid).count(f"documents/{SCAN}") == 1 and "800.00元" in paid and "审批：zhangsan" in paid
    accepted = next(row for row in page.split("<tr ") if "受理" in row)
    assert f"archive/people/{made.PERSON}/1.sealed" in accepted
    assert "&lt;b&gt;老王" in page and "<b>" not in page and "120.00" in page
    facts = (opened / "账页" / "事项.html").read_text("utf-8")
    assert "shigang/seals/2026-07.json" in facts


def test_there_is_no_key_and_nothing_from_outside(packed: Path) -> None:
    with zipfile.ZipFile(packed) as zipped:
        names = zipped.namelist()
        assert names == [*sorted(names[:-1]), "manifest.json"]
        assert not [
            n for n in names if n.endswith((".key", ".lnk")) or ".lock" in n or n.startswith(("/", ".."))
        ]
        for info in zipped.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.filename.isascii() or info.flag_bits & 0x800, "Windows reads the name as UTF-8"
        assert b"secret" not in b"".join(zipped.read(n) for n in names)


def test_the_statements_are_there_in_both_forms(opened: Path) -> None:
    names = {p.name for p in (opened / "报表").iterdir()}
    for sheet in ("财政补助去向表", "检查结果"):
        assert {f"{sheet}.html", f"{sheet}.xlsx"} <= names
    assert {n for n in names if "2026年" in n and n.endswith(".xlsx")}
    assert "没有改动" in (opened / "index.html").read_text("utf-8")


def test_the_same_books_give_the_same_bytes(society: Society, packed: Path, tmp_path: Path) -> None:
    copy = Society(tmp_path / "district" / "societies" / "shigang")
    shutil.copytree(society.folder, copy.folder, symlinks=True)
    again = tmp_path / "again.zip"
    assert pack(copy, again).code == 0
    assert again.read_bytes() == packed.read_bytes()


def test_books_that_were_changed_are_packed_with_what_was_found(society: Society, tmp_path: Path) -> None:
    copy = Society(tmp_path / "shigang")
    shutil.copytree(society.folder, copy.folder, symlinks=True)
    page = copy.journal("2026-07")
    page.chmod(0o644)
    page.write_text(page.read_text("utf-8").replace("12.00 CNY", "92.00 CNY"), "utf-8")
    done = pack(copy, tmp_path / "x.zip")
    assert done.code == 0 and "处被改动过" in done.out
    with zipfile.ZipFile(tmp_path / "x.zip") as zipped:
        assert "核对发现" in zipped.read("index.html").decode()
        assert json.loads(zipped.read("核对结果.json"))["breaks"]
    page.write_text(page.read_text("utf-8").replace('custom "救助"', 'custom 救助"', 1), "utf-8")
    assert pack(copy, tmp_path / "y.zip").code == 0
    page.write_bytes(b"\xff")
    refused = pack(copy, tmp_path / "z.zip")
    assert refused.code == 2 and not (tmp_path / "z.zip").exists()


def test_books_that_lead_elsewhere_are_not_packed(society: Society, tmp_path: Path) -> None:
    copy = Society(tmp_path / "shigang")
    shutil.copytree(society.folder, copy.folder, symlinks=True)
    with copy.facts.open("a") as file:
        file.write('include "/etc/passwd"\n')
    refused = pack(copy, tmp_path / "z.zip")
    assert refused.code == 2 and "include" in refused.err and not (tmp_path / "z.zip").exists()


def test_where_it_cannot_be_written_the_command_says_so(society: Society, tmp_path: Path) -> None:
    assert "文件名应像 审计包.zip" in pack(society, tmp_path / "x.pdf").err
    assert "不能写在账簿的文件夹里" in pack(society, society.documents / "x.zip").err
    assert "写不了" in pack(society, tmp_path / "none" / "x.zip").err
    assert "请写 -o" in huzhu("audit-pack", books=society.folder).err
    assert list(tmp_path.iterdir()) == []


# --- a pack that was handed over


def changed(packed: Path, path: Path, change: Callable[[dict[str, bytes]], object]) -> Said:
    """`huzhu audit-pack --verify` on a pack in which somebody changed something."""
    with zipfile.ZipFile(packed) as zipped:
        files = {n: zipped.read(n) for n in zipped.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return huzhu("audit-pack", "--verify", path)


def test_an_untouched_pack_is_what_its_manifest_says(packed: Path) -> None:
    said = huzhu("audit-pack", "--verify", packed)
    assert said.code == 0 and "和清单一致" in said.out


CHANGES: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "a file changed": (lambda f: f.update({"index.html": b"x"}), "index.html 被改动过"),
    "a file of the same length": (lambda f: f.update({"index.html": b"x" * len(f["index.html"])}), "index.html 被改动过"),
    "a file gone": (lambda f: f.pop("index.html"), "index.html 多出来或不见了"),
    "a file more": (lambda f: f.update({"more.html": b""}), "more.html 多出来"),
    "a file outside": (lambda f: f.update({"../x": b""}), "指到外面"),
    "no manifest": (lambda f: f.pop("manifest.json"), "不是 huzhu 的审计包"),
    "another manifest": (lambda f: f.update({"manifest.json": b"[]"}), "不是 huzhu 的审计包"),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_a_pack_that_was_changed_is_told(packed: Path, tmp_path: Path, kind: str) -> None:
    said = changed(packed, tmp_path / "x.zip", CHANGES[kind][0])
    assert said.code == 2 and CHANGES[kind][1] in said.err, said.all


def test_what_is_no_pack_is_told(tmp_path: Path, packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "读不了文件" in huzhu("audit-pack", "--verify", tmp_path / "none.zip").err
    (tmp_path / "x.zip").write_bytes(b"PK")
    assert "不是 huzhu 的审计包" in huzhu("audit-pack", "--verify", tmp_path / "x.zip").err
    whole = bytearray(packed.read_bytes())
    whole[200:260] = bytes(60)
    (tmp_path / "y.zip").write_bytes(whole)
    assert huzhu("audit-pack", "--verify", tmp_path / "y.zip").code == 2
    monkeypatch.setattr(audit_pack, "_LARGEST_MANIFEST", 10)
    assert "不是 huzhu 的审计包" in huzhu("audit-pack", "--verify", packed).err

"""The gate: what is not huzhu's own is told, stopped or refused, and nothing in a data file is ever run."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ledger import topfile, trail
from ledger.district import Society
from ledger.judging import PROOF
from ledger.load import BadBooks, broken, contents, load
from ledger.storage import NotWritten
from tests import societies as made
from tests.societies import donation, record

JUNE = "journal/2026-06.beancount"


@pytest.fixture
def society(tmp_path: Path) -> Society:
    return made.shigang(tmp_path)


def refused(society: Society) -> str:
    """The sentence with which the gate refuses the books, to a reader and to the writer alike."""
    with pytest.raises(BadBooks) as reading:
        load(society)
    with pytest.raises(BadBooks) as writing:
        record(society, donation())
    assert str(writing.value) == str(reading.value)
    assert re.search("[\u4e00-\u9fff]{4}", str(reading.value))
    return str(reading.value)


def told(society: Society) -> list[tuple[str, int, str]]:
    """What the gate found in books that it lets nobody judge: file, line and sentence."""
    loaded = load(society)
    assert loaded.ran == ("top_file",) and loaded.entries == [] and loaded.errors == loaded.findings
    assert all(f.rule == "top_file" for f in loaded.findings)
    with pytest.raises((BadBooks, NotWritten)):
        record(society, donation())
    return [(Path(f.file).relative_to(society.folder).as_posix(), f.line, f.text) for f in loaded.findings]


def add(society: Society, text: str, name: str = JUNE) -> int:
    """Somebody types at the end of a file; the number of the first line typed."""
    path = society.folder / name
    was = path.read_text(encoding="utf-8")
    path.write_text(was + text, encoding="utf-8")
    return was.count("\n") + 1


def test_whole_books_load(society: Society) -> None:
    loaded = load(society)
    assert loaded.findings == [] and len(loaded.ran) > 10 and loaded.day == date(2026, 6, 25)
    assert all(e.meta["filename"] != PROOF for e in loaded.entries)


# --- refused outright


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "没有账簿" in refused(Society(tmp_path / "nobody"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            lambda b: b.replace("格式 1。".encode(), "格式 2。".encode()),
            "更新版本的 huzhu 写成（格式2，本机只认到1）",
        ),
        (lambda b: b.decode().encode("gbk"), "main.beancount 不是 UTF-8 编码（可能被另存为 GBK）"),
        (lambda b: b.decode().encode("utf-16"), "main.beancount 不是 UTF-8 编码"),
        (lambda b: b"\xef\xbb\xbf" + b, "main.beancount 开头多了 BOM 标记"),
        (lambda b: b.replace(b"\n", b"\r\n"), "换行被改成了 Windows 格式（CRLF）"),
        (lambda b: b.replace(b"\n", b"\r"), "换行被改成了 Windows 格式（CRLF）"),
        (lambda b: b + b"\x00", "main.beancount 里有空字节"),
        (lambda b: b.replace(b"2026-06.", b"2026-05."), "要包含的 journal/2026-05.beancount 不见了"),
    ],
)
def test_a_top_file_that_cannot_be_read(
    society: Society, damage: Callable[[bytes], bytes], said: str
) -> None:
    society.top.write_bytes(damage(society.top.read_bytes()))
    assert said in refused(society)


@pytest.mark.parametrize("name", ["accounts.beancount", "society.beancount", "policy.beancount", JUNE])
def test_a_data_file_that_was_saved_by_another_program(society: Society, name: str) -> None:
    path = society.folder / name
    kept = path.read_bytes()
    for damaged, said in (
        (kept.decode().encode("gbk"), "不是 UTF-8 编码"),
        (b"\xef\xbb\xbf" + kept, "BOM"),
        (kept.replace(b"\n", b"\r\n"), "CRLF"),
        (kept + b"\x00", "空字节"),
    ):
        path.write_bytes(damaged)
        sentence = refused(society)
        assert said in sentence and name in sentence and "备份" in sentence
    path.unlink()
    assert f"{name} 不见了" in refused(society)


def test_a_file_that_is_a_folder(society: Society) -> None:
    society.journal("2026-06").unlink()
    society.journal("2026-06").mkdir()
    assert "journal/2026-06.beancount 不见了" in refused(society)


# --- a top file that is not as huzhu writes it


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('plugin "huzhu"\n', ""),
        ('plugin "huzhu"', 'plugin "beancount.plugins.auto_accounts"'),
        ('plugin "huzhu"\n', 'plugin "huzhu"\nplugin "os"\n'),
        ('"tolerance_multiplier" "0"', '"tolerance_multiplier" "0.5"'),
        ('option "documents" "documents"', 'option "documents" "/"'),
        ('include "journal/2026-06.beancount"\n', ""),
        ('include "policy.beancount"\n', ""),
        ('include "policy.beancount"', 'include "policy.beancount"\ninclude "journal/../policy.beancount"'),
        ("请勿改动", "可以改动"),
        ('"zh_CN"\n', '"zh_CN"\n2026-07-01 open Assets:X\n'),
        ("; huzhu 账簿 格式 1。", "; 账簿"),
        ('option "title" "', 'option "title" "a" ; "'),
    ],
)
def test_a_top_file_that_was_edited_is_not_loaded(society: Society, old: str, new: str) -> None:
    text = society.top.read_text(encoding="utf-8")
    assert old in text
    society.top.write_text(text.replace(old, new), encoding="utf-8")
    try:
        found = told(society)
    except BadBooks as missing:
        assert "不见了" in str(missing)
        return
    assert [(f, n) for f, n, _ in found] == [("main.beancount", 1)]
    assert "总账文件" in found[0][2]


def test_another_title_than_the_registered_name(society: Society) -> None:
    society.top.write_text(
        society.top.read_text(encoding="utf-8").replace("石岗村", "石冈村"), encoding="utf-8"
    )
    assert [(f.rule, Path(f.file).name) for f in load(society).errors] == [("top_file", "society.beancount")]


def test_a_month_on_the_disk_that_is_not_included(society: Society) -> None:
    society.journal("2026-05").write_text('2026-05-01 * "藏起来的"\n', encoding="utf-8")
    assert "文件夹里有2026-05的账，总账文件却没有包含它" in told(society)[0][2]


def test_an_empty_month_that_is_not_included_says_nothing(society: Society) -> None:
    society.journal("2026-07").write_bytes(b"")
    assert load(society).findings == []
    record(society, donation(day=2))
    assert topfile.fault(society.top) == "" and "老王" in society.journal("2026-07").read_text(
        encoding="utf-8"
    )
    assert load(society).findings == []


def test_the_bureau_s_top_file_is_known_too(tmp_path: Path) -> None:
    bureau = made.district(tmp_path)
    assert load(bureau).findings == []
    bureau.top.write_text(
        bureau.top.read_text(encoding="utf-8").replace('plugin "huzhu"\n', ""), encoding="utf-8"
    )
    assert [f.rule for f in load(bureau).findings] == ["top_file"]


# --- what may not stand in a data file

STOPPED = (
    'include "/etc/passwd"',
    'include "other.beancount"',
    '@ include "other.beancount"',
    "pushtag #x",
    "poptag #x",
    'pushmeta filename: "x"',
    "popmeta filename:",
    '2026-07-08 custom "fava-extension" "evil"',
    '2026-7-8 custom "fava-option" "import-config" "evil.py"',
    '2026/07/08 custom "fava-sidebar-link" "x" "https://x"',
    '2026-007-08 custom "fava-extension" "evil"',
    '2026-07-08 custom"fava-extension" "evil"',
    '2026-07-08 custom "fava\\-extension" "evil"',
    '2026-07-08 custom "policy" "cap_emergency" 9999.00 CNY',
    '2026-07-08 query "x" "SELECT *"',
    "2026-07-08 pad Assets:1001现金:03社会捐赠 Equity:3101非限定性净资产",
    '2026-07-08 document Assets:1001现金:03社会捐赠 "/etc/passwd"',
    '2026-07-08 document Assets:1001现金:03社会捐赠 "../../../x.pdf"',
    '2026-07-08 document Assets:1001现金:03社会捐赠 "documents/../../x.pdf"',
    '2026-07-08 document Assets:1001现金:03社会捐赠 "C:/x.pdf"',
    '2026-07-08 document Assets:1001现金:03社会捐赠 "x\n/../../../x.pdf"',
    '2026-07-08 document Assets:1001现金:03社会捐赠 "\\.\\./x.pdf"',
    'option "insert_pythonpath" "TRUE"',
    '2026-07-08 event "huzhu" "已运行1条规则：chart"\n  filename: "<huzhu>"',
    '2026-07-08 note Assets:1001现金:03社会捐赠 "x"\n  lineno: 1',
)


@pytest.mark.parametrize("typed", STOPPED)
def test_what_would_lead_elsewhere_is_not_loaded(society: Society, typed: str) -> None:
    line = add(society, typed + "\n")
    found = told(society)
    assert [f for f, _, _ in found] == [JUNE] * len(found)
    assert line <= found[0][1] <= line + typed.count("\n") + 1
    assert all(re.search("[\u4e00-\u9fff]{4}", said) for _, _, said in found)


@pytest.mark.parametrize("name", ["accounts.beancount", "society.beancount", "policy.beancount"])
def test_nor_from_any_other_file(society: Society, name: str) -> None:
    line = add(society, 'include "/etc/passwd"\n', name)
    assert [(f, n) for f, n, _ in told(society)] == [(name, line)]


def test_what_beancount_ignores_is_told(society: Society, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    (tmp_path / "evil_plugin.py").write_text(f"open({str(mark)!r}, 'w').close()")
    line = add(society, 'plugin "evil_plugin"\n')
    loaded = load(society)
    top = [f for f in loaded.errors if f.rule == "top_file"]
    assert [(Path(f.file).name, f.line) for f in top] == [("2026-06.beancount", line)]
    assert "只能写在总账文件里" in top[0].text and not mark.exists()


def test_nothing_in_a_data_file_is_run(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin lies where Python would find it, and every way to name it is tried."""
    mark = society.folder / "ran"
    (society.folder / "evil_plugin.py").write_text(
        f"__plugins__ = ('go',)\nopen({str(mark)!r}, 'w').close()\ndef go(e, o, c=None):\n    return e, []\n"
    )
    monkeypatch.syspath_prepend(str(society.folder))
    (society.folder / "other.beancount").write_text('plugin "evil_plugin"\n')
    ways = (
        'plugin "evil_plugin"',
        'option "insert_pythonpath" "TRUE"\nplugin "evil_plugin"',
        'include "other.beancount"',
        '2026-07-08 custom "fava-extension" "evil_plugin"',
        '@ plugin "evil_plugin"',
        '2026-07-01 * "x\nplugin "evil_plugin"\n"',
    )
    kept = society.journal("2026-06").read_bytes()
    for way in ways:
        add(society, way + "\n")
        assert load(society).errors, way
        society.journal("2026-06").write_bytes(kept)
    society.policy.write_text(
        society.policy.read_text(encoding="utf-8") + 'plugin "evil_plugin"\n', encoding="utf-8"
    )
    assert load(society).errors
    assert not mark.exists() and "evil_plugin" not in sys.modules


def test_beancount_s_own_cache_is_not_used(society: Society) -> None:
    load(society)
    assert [p.name for p in society.folder.rglob("*") if "picklecache" in p.name] == []


# --- typed by hand


def test_a_month_edited_by_hand_is_named(society: Society) -> None:
    path = society.journal("2026-06")
    path.write_text(path.read_text(encoding="utf-8").replace("10000.00", "20000.00", 2), encoding="utf-8")
    sentence = broken(society, trail.chain(society, contents(society)))
    assert sentence.startswith(f"shigang/{JUNE} 第1行：第9笔在记账后被改动过")
    with pytest.raises(BadBooks) as stopped:
        record(society, donation())
    assert str(stopped.value) == sentence


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('2026-07-01 * "x"\n  Assets:1001现金:03社会捐赠  1.00 CNY\n', "借贷不平"),
        ('2026-07-01 * "x"\n  Assets:X  1.00 CNY\n  Income:4101捐赠收入  -1.00 CNY\n', "科目“Assets:X”"),
        ("2026-07-01 balance Assets:1001现金:03社会捐赠 5.00 CNY\n", "应为5.00 CNY，账上是"),
        ("2026-07-01 nonsense\n", "账簿格式有误|不合格式|看不懂"),
        ('2026-07-01 custom "决议" "JY-2026-09"\n  kind: "口头"\n', "kind: 不能是“口头”"),
    ],
)
def test_what_beancount_or_a_rule_finds_is_said_in_chinese(society: Society, typed: str, said: str) -> None:
    line = add(society, typed)
    found = load(society).errors
    assert any(re.search(said, f.text) for f in found), found
    assert all(f.line >= line for f in found if Path(f.file).name == "2026-06.beancount")


def test_books_are_judged_as_of_the_day_that_is_asked(society: Society) -> None:
    assert load(society).findings == []
    late = load(society, day=date(2026, 9, 1)).findings
    assert {f.severity for f in late} == {"overdue"} and load(society, day=date(2026, 9, 1)).day == date(
        2026, 9, 1
    )


def test_a_candidate_is_judged_with_the_books_and_not_written(society: Society) -> None:
    before = society.journal("2026-06").read_bytes()
    loaded = load(society, candidate='2026-07-01 * "x"\n  Assets:1001现金:03社会捐赠  1.00 CNY\n')
    assert {f.file for f in loaded.errors} == {"<string>"}
    assert society.journal("2026-06").read_bytes() == before

"""The top file is known again byte for byte, and no other file may say what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import policy, topfile
from ledger.topfile import Stray

DATA = Path("journal/2026-07.beancount")
POLICY = Path("policy.beancount")
LEAF = "Assets:1001现金:03社会捐赠"


def words(content: str, file: Path = DATA) -> list[tuple[int, str]]:
    """Line and word of each stray."""
    return [(s.line, s.word) for s in topfile.strays(file, content.encode())]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('plugin "x"', "plugin"), ('option "title" "x"', "option"), ('include "x"', "include"),
        ("pushtag #x", "pushtag"), ("poptag #x", "poptag"), ("pushmeta ab: 1", "pushmeta"),
        ("popmeta ab:", "popmeta"), ('2026-07-01 query "x" "SELECT 1"', "query"),
        (f"2026-07-01 pad {LEAF} Equity:3101非限定性净资产", "pad"),
    ],
)  # fmt: skip
def test_each_forbidden_word_is_found_plain_indented_and_after_what_beancount_steps_over(
    line: str, word: str
) -> None:
    assert words(f"; 七月\n{line}\n") == [(2, word)]
    assert words(f"\n\n  {line}\n") == [(3, word)]
    assert words(f"\t{line}") == [(1, word)]
    assert words(f"\r{line}\n") == [(1, word)]
    assert words(f"@@ {line}\n") == [(1, word)]
    assert words(f'2026-07-01 note {LEAF} "两行\n的话" {line}\n') == [(2, word)]
    assert words(f"; {line}\n* {line}\n# {line}\n") == []


@pytest.mark.parametrize(
    "line",
    ['include"x"', 'include\t"x"', 'include "\\x"', '2026-07-01 commodity CNY include "x"', ') include "x"'],
)
def test_an_include_is_found_however_it_is_written(line: str) -> None:
    assert words(line) == [(1, "include")]


@pytest.mark.parametrize(
    "line",
    [
        '2026-07-01 custom "fava-option" "language" "en"', '2026/7/1 custom "fava-option" "language" "en"',
        '2026-007-001 custom "fava-option" "language" "en"', '2026-07-01custom"fava-option" "language" "en"',
        '2026-07-01 custom "f\\ava-option" "language" "en"', '@ 2026-07-01 custom "fava-option" "language" "en"',
        '2026-07-01\tcustom\r"fava-option" "language" "en"',
    ],
)  # fmt: skip
def test_an_option_of_fava_is_found_however_it_is_written(line: str) -> None:
    assert words(line) == [(1, "fava-option")]


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../../x", "a/../../x", "C:\\x", "c:/x", "..", ".\\./x", "a\n/../../x", "\\\\server\\x"],
)
def test_a_document_outside_the_folder_is_found(path: str) -> None:
    assert words(f'2026-07-01 document {LEAF} "{path}"\n')


@pytest.mark.parametrize("path", ["documents/2026-07-01.收据.pdf", "收据.jpg", "a.b/c.pdf"])
def test_a_document_inside_the_folder_is_let_be(path: str) -> None:
    assert words(f'2026-07-01 document {LEAF} "{path}"\n') == []


@pytest.mark.parametrize("key", ["filename", "lineno"])
def test_nobody_says_by_hand_where_a_line_stands(key: str) -> None:
    assert words(f'2026-07-01 event "huzhu" "已运行"\n  {key}: "<huzhu>"\n') == [(2, key)]
    assert words(f'2026-07-01 event "huzhu" "{key}"\n') == []


def test_policy_lines_stand_in_the_policy_file_and_nothing_else_does() -> None:
    line = '2026-07-01 custom "policy" "cap_emergency" 900.00 CNY\n  clause: "c"\n'
    assert words(line) == [(1, "policy")]
    assert words(line.replace('"policy"', '"po\\licy"')) == [(1, "policy")]
    assert words(line, POLICY) == []
    assert words(line + '2026-07-01 custom "备用金" "设立"\n', POLICY) == [(3, "备用金")]
    assert words(f"2026-07-01 open {LEAF}\n", POLICY) == [(1, LEAF)]
    assert words('include "x"\n', POLICY) == [(1, "include")]


@pytest.mark.parametrize("name", policy.names())
def test_the_policies_that_come_with_us_are_harmless(name: str) -> None:
    assert words(policy.text_of(name), POLICY) == []


@pytest.mark.parametrize(
    "line",
    [
        '2026-07-01 custom "备用金" "盘点"', '2026-07-01 * "plugin" "include option"', "  document: \"../会议记录.pdf\"",
        '  document-no: "徽财社〔2026〕12号"', "  policy: \"huizhou\"", '2026-07-01 custom "备用金" "policy"',
        '2026-07-01 note Assets:1001 "2026-01-01 pad"', '  option-a: "x"', "; filename: x", "", "\\",
    ],
)  # fmt: skip
def test_harmless_lines_are_silent(line: str) -> None:
    assert words(line + "\n") == []


def test_a_word_is_only_what_it_is_in_its_place() -> None:
    assert words(f'2026-07-01 document {LEAF} "policy"\n2026-07-01 document {LEAF} "fava-1.pdf"\n') == []
    assert words('2026-07-01 custom "/备用金" "盘点"\n') == []


def test_each_stray_is_answered_with_what_to_do() -> None:
    def said(word: str, file: Path = DATA) -> str:
        return topfile.said(Stray(file, 1, word))

    assert said("plugin") == "“plugin”只能写在总账文件里，由 huzhu 写；请删去这一行，或用备份恢复这个文件"
    assert said("lineno") == "“lineno:”由程序自己填，不能写在账里；请删去这一行"
    assert said("fava-option") == "“custom fava-option”会改变查看界面，不能写在账里；请删去这一行"
    assert said("policy") == "政策只能写在 policy.beancount 里；请删去这一条"
    assert said(LEAF, POLICY).startswith(f"policy.beancount 里只能写政策，不能写“{LEAF}”")
    assert said("/etc/passwd") == "附件“/etc/passwd”不在本社的文件夹里；请把它放进 documents 文件夹"


def test_what_is_written_is_read_back() -> None:
    top = topfile.read(topfile.text("石岗村", ["2026-07", "2026-06"]))
    assert top and (top.format, top.title) == (topfile.FORMAT, "石岗村")
    assert topfile.months(top) == ["2026-06", "2026-07"]
    assert top.includes[:3] == topfile.SOCIETY_PARTS
    bureau = topfile.read(topfile.text("财政局", ["2026-07"], bureau=True))
    assert bureau and bureau.includes == (*topfile.BUREAU_PARTS, "bureau/2026-07.beancount")


def test_only_journal_files_of_a_month_are_months() -> None:
    includes = (
        "journal/2026-07.beancount",
        "journal/2026-13.beancount",
        "other/2026-08.beancount",
        "accounts.beancount",
    )
    assert topfile.months(topfile.Top(1, "石岗村", includes)) == ["2026-07"]


@pytest.mark.parametrize("content", ["", 'option "title" "x"\n', "; huzhu 账簿 格式 1。\n", "; 别的\n"])
def test_what_is_not_ours_is_not_read(content: str) -> None:
    assert topfile.read(content) is None


@pytest.mark.parametrize(
    ("title", "months"), [('a"b', []), ("a\nb", []), ("a\\b", []), ("a", ["2026-7"]), ("a", ["2026-13"])]
)
def test_a_title_or_month_that_could_say_more_is_our_own_mistake(title: str, months: list[str]) -> None:
    with pytest.raises(AssertionError):
        topfile.text(title, months)


def test_a_top_file_changed_by_a_byte_is_found(tmp_path: Path) -> None:
    path = tmp_path / "main.beancount"
    content = topfile.text("石岗村", [])
    path.write_text(content, encoding="utf-8")
    assert topfile.fault(path) == ""
    for changed in (
        content + "\n",
        content[:-1],
        content.replace("CNY", "USD"),
        content.replace('"0"', '"0.5"'),
        "",
    ):
        path.write_text(changed, encoding="utf-8")
        assert topfile.fault(path).startswith("总账文件被改动过")


def test_a_month_file_that_is_not_included_hides_money(tmp_path: Path) -> None:
    path = tmp_path / "main.beancount"
    path.write_text(topfile.text("石岗村", ["2026-07"]), encoding="utf-8")
    (tmp_path / "journal").mkdir()
    for name in ("2026-07", "笔记", "2026-99"):
        (tmp_path / "journal" / f"{name}.beancount").write_text("; x\n", encoding="utf-8")
    (tmp_path / "journal" / "2026-09.beancount").touch()
    assert topfile.fault(path) == ""
    (tmp_path / "journal" / "2026-08.beancount").write_text("; x\n", encoding="utf-8")
    assert topfile.fault(path) == "文件夹里有2026-08的账，总账文件却没有包含它，这几个月的钱没有算进来"


def test_a_bureau_s_months_are_in_its_own_folder(tmp_path: Path) -> None:
    path = tmp_path / "district.beancount"
    path.write_text(topfile.text("财政局", [], bureau=True), encoding="utf-8")
    for folder in ("journal", "bureau"):
        (tmp_path / folder).mkdir()
    (tmp_path / "journal" / "2026-08.beancount").write_text("; x\n", encoding="utf-8")
    assert topfile.fault(path) == ""
    (tmp_path / "bureau" / "2026-07.beancount").write_text("; x\n", encoding="utf-8")
    assert topfile.fault(path).startswith("文件夹里有2026-07的账")

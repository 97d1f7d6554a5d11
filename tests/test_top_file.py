"""top_file: what only the top file may say stands nowhere else, and every way of loading tells the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from beancount import loader

from ledger import chart, judging, load, policy, topfile, writing
from ledger.books import Books
from ledger.district import District, Ledger, Society
from ledger.events.facts import opens
from ledger.findings import Finding
from plugins import table
from plugins.rule import rule
from plugins.top_file import top_file
from tests.ledgers import BANK, books

RULE = top_file

NAME = "徽州区岩寺镇石岗村救急难互助社"
REGISTERED = f"""
2026-06-20 custom "互助社" "登记"
  name: "{NAME}"
  uscc: "51341004MJB000001D"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "huizhou"
"""
OVER_THE_CAP = """
2026-06-25 * "汪*" "应急救助"
  Expenses:5101业务活动成本:02应急救助   1000.01 CNY
  Assets:1002银行存款:01农商行基本户:03社会捐赠
"""


@pytest.fixture
def society(tmp_path: Path) -> Society:
    """A society's folder with one month that breaks a few rules."""
    made = Society(tmp_path / "shigang")
    made.months_folder.mkdir(parents=True)
    made.documents.mkdir()
    made.top.write_text(topfile.text(NAME, ["2026-06"]), encoding="utf-8")
    made.policy.write_text(policy.text_of("huizhou"), encoding="utf-8")
    accounts = opens(date(2026, 1, 1), chart.society_accounts((BANK,)))
    made.accounts.write_text(writing.text(accounts), encoding="utf-8")
    made.facts.write_text(REGISTERED, encoding="utf-8")
    made.journal("2026-06").write_text(OVER_THE_CAP, encoding="utf-8")
    return made


def plain(ledger: Ledger) -> tuple[list[Any], list[Any], Any]:
    """The books as bean-check loads them."""
    loader.initialize(False)
    return loader.load_file(str(ledger.top))


def told(findings: list[Any]) -> list[tuple[str, str, int, str]]:
    """Rule, file, line and message of each finding, sorted."""
    return sorted((f.rule, Path(f.source["filename"]).name, f.source["lineno"], f.message) for f in findings)


def by_top_file(ledger: Ledger) -> list[str]:
    """What plain bean-check shows of this rule."""
    return [f.text for f in plain(ledger)[1] if isinstance(f, Finding) and f.rule == "top_file"]


def append(path: Path, text: str) -> None:
    """Type something at the end of a file by hand."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_plain_bean_check_shows_the_same_findings_as_the_gated_load(society: Society) -> None:
    _, errors, _ = plain(society)
    loaded = load.load(society)
    assert told(errors) == told(loaded.findings)
    assert {"relief_cap", "fund_overdrawn", "relief_paid_as_decided"} <= {f.rule for f in loaded.findings}
    assert "top_file" not in {f.rule for f in loaded.findings}


def test_the_proof_names_every_rule_and_stands_in_no_file(society: Society) -> None:
    entries, _, _ = plain(society)
    (proof,) = [e for e in entries if getattr(e, "type", "") == judging.PROOF_TYPE]
    assert proof.meta["filename"] == "<huzhu>" == judging.PROOF
    assert proof.description == f"已运行{len(table.RULES)}条规则：{' '.join(r.name for r in table.RULES)}"
    kept, day, ran = load.split_proof(entries)
    assert (day, ran) == (date(2026, 6, 25), tuple(r.name for r in table.RULES))
    assert proof not in kept and len(kept) == len(entries) - 1


def test_a_rule_that_fails_is_an_error_and_missing_from_the_proof(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    @rule()
    def broken(books: Books, policy: policy.Policy) -> Iterator[Finding]:
        """Yield one finding, then fail."""
        yield Finding({"filename": "x", "lineno": 1}, "在此之前", None)
        raise KeyError("钥匙")

    monkeypatch.setattr(table, "RULES", (broken, *table.RULES))
    loaded = load.load(society)
    mine = [f for f in loaded.findings if f.rule == "broken"]
    assert [f.text for f in mine] == [
        "在此之前",
        "规则broken没能运行完（KeyError：'钥匙'），这套账的结论不完整",
    ]
    assert {f.severity for f in mine} == {"error"}
    assert "broken" not in loaded.ran
    assert len(loaded.ran) == len(table.RULES) - 1
    assert "relief_cap" in {f.rule for f in loaded.findings}


def test_a_missing_plugin_leaves_no_proof(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    content = topfile.text(NAME, ["2026-06"]).replace('plugin "huzhu"', 'plugin "huzhu_that_is_not_there"')
    society.top.write_text(content, encoding="utf-8")
    monkeypatch.setattr(topfile, "fault", lambda _: "")
    loaded = load.load(society)
    assert loaded.ran == ()
    assert loaded.day is None
    assert "规则程序“huzhu_that_is_not_there”没有装好" in loaded.findings[-1].text


def test_a_plugin_that_fails_leaves_no_proof(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("坏了")

    monkeypatch.setattr(table, "judge_all", fail)
    assert load.load(society).ran == ()


def test_a_policy_that_cannot_be_read_leaves_no_proof_and_says_where(society: Society) -> None:
    append(society.policy, '\n2026-06-01 custom "policy" "cap_emergency" 800.00 CNY\n')
    loaded = load.load(society)
    assert loaded.ran == ()
    (said,) = [f.text for f in loaded.findings]
    assert said.startswith("policy.beancount第")
    assert "没有写明依据 clause:" in said


def test_as_huzhu_writes_it_the_top_file_is_sound_over_the_turn_of_the_year(society: Society) -> None:
    assert by_top_file(society) == []
    society.journal("2027-01").write_text("", encoding="utf-8")
    society.top.write_text(topfile.text(NAME, ["2026-06", "2027-01"]), encoding="utf-8")
    assert by_top_file(society) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"tolerance_multiplier" "0"', '"tolerance_multiplier" "1"'),
        ("zh_CN", "en"),
        ("\n", "\n\n"),
        ('include "policy.beancount"\n', ""),
        ('plugin "huzhu"\n', 'plugin "huzhu"\nplugin "huzhu"\n'),
        ("格式 1", "格式 2"),
    ],
)
def test_one_change_in_the_top_file_is_found(society: Society, old: str, new: str) -> None:
    society.top.write_text(topfile.text(NAME, ["2026-06"]).replace(old, new, 1), encoding="utf-8")
    said = "总账文件被改动过：选项、插件和包含的文件只能由 huzhu 写。请用备份恢复这个文件"
    assert set(by_top_file(society)) == {said}


def test_a_month_that_the_top_file_leaves_out_hides_money_and_one_put_in_puts_it_right(
    society: Society,
) -> None:
    society.journal("2026-07").write_text("", encoding="utf-8")
    assert by_top_file(society) == []
    society.journal("2026-07").write_text("; 七月\n", encoding="utf-8")
    assert by_top_file(society) == ["文件夹里有2026-07的账，总账文件却没有包含它，这几个月的钱没有算进来"]
    society.top.write_text(topfile.text(NAME, ["2026-06", "2026-07"]), encoding="utf-8")
    assert by_top_file(society) == []


def test_a_line_for_the_top_file_in_a_data_file_is_found_with_its_place(society: Society) -> None:
    append(society.journal("2026-06"), '\noption "title" "别的社"\n')
    (found,) = [f for f in plain(society)[1] if isinstance(f, Finding) and f.rule == "top_file"]
    assert (Path(found.file).name, found.line) == ("2026-06.beancount", 6)
    assert found.text == "“option”只能写在总账文件里，由 huzhu 写；请删去这一行，或用备份恢复这个文件"


def test_the_gated_load_tells_it_once_and_loads_on(society: Society) -> None:
    append(society.facts, '\nplugin "os"\n')
    loaded = load.load(society)
    assert [f.text[:8] for f in loaded.findings if f.rule == "top_file"] == ["“plugin”"]
    assert loaded.ran[0] == "top_file" and len(loaded.ran) == len(table.RULES)


@pytest.mark.parametrize(
    "line",
    [
        'include "../other.beancount"', '@@ include "x"', '2026-01-01 custom "fava-option" "language" "en"',
        '2026-06-01 custom "policy" "cap_emergency" 9000.00 CNY', "2026-01-01 note Assets:1001 \"a\"\n  filename: \"x\"",
    ],
)  # fmt: skip
def test_what_would_lead_elsewhere_stops_the_gated_load(society: Society, line: str) -> None:
    append(society.journal("2026-06"), f"\n{line}\n")
    loaded = load.load(society)
    assert [f.rule for f in loaded.findings] == ["top_file"]
    assert (loaded.ran, loaded.entries, loaded.day) == (("top_file",), [], None)


def test_a_policy_line_in_the_journal_raises_no_cap_unseen(society: Society) -> None:
    append(
        society.journal("2026-06"),
        '\n2026-06-01 custom "policy" "cap_emergency" 9000.00 CNY\n  clause: "我说的"\n',
    )
    assert by_top_file(society) == ["政策只能写在 policy.beancount 里；请删去这一条"]


def test_a_payment_in_the_policy_file_stands_in_no_chain_and_is_refused(society: Society) -> None:
    append(society.policy, OVER_THE_CAP)
    assert (
        "policy.beancount 里只能写政策，不能写“Expenses:5101业务活动成本:02应急救助”"
        in by_top_file(society)[0]
    )


def test_the_title_is_the_registered_name_and_the_last_one_if_it_changed(society: Society) -> None:
    other = NAME.replace("石岗村", "石岗社区")
    society.top.write_text(topfile.text(other, ["2026-06"]), encoding="utf-8")
    said = [f"登记的名称是“{NAME}”，总账文件却写着“{other}”"]
    assert by_top_file(society) == said
    assert [f.text for f in load.load(society).findings if f.rule == "top_file"] == said
    append(society.facts, REGISTERED.replace("石岗村救", "石岗社区救"))
    assert by_top_file(society) == []


def test_the_bureau_s_top_file_is_known_by_its_own_shape(tmp_path: Path) -> None:
    bureau = District(tmp_path / "徽州区")
    bureau.months_folder.mkdir(parents=True)
    bureau.documents.mkdir()
    bureau.policy.write_text(policy.text_of("huizhou"), encoding="utf-8")
    bureau.accounts.write_text(
        writing.text(opens(date(2026, 1, 1), chart.bureau_accounts())), encoding="utf-8"
    )
    bureau.top.write_text(topfile.text("徽州区财政局", [], bureau=True), encoding="utf-8")
    assert plain(bureau)[1] == []
    bureau.top.write_text(topfile.text("徽州区财政局", []), encoding="utf-8")
    assert by_top_file(bureau)[0].startswith("总账文件被改动过")


@books
def test_text_that_stands_in_no_file_has_no_top_file() -> None:
    """
    2026-07-10 * "王*" "捐赠"
      Assets:1001现金:03社会捐赠   100.00 CNY
      Income:4101捐赠收入
    """


def test_whatever_the_title_is_that_is_not_the_name_is_told_and_the_file_at_its_first_line(
    society: Society,
) -> None:
    for other in ("AAA社", "龥社"):
        society.top.write_text(topfile.text(other, ["2026-06"]), encoding="utf-8")
        assert by_top_file(society) == [f"登记的名称是“{NAME}”，总账文件却写着“{other}”"]
    society.top.write_text(topfile.text(NAME, ["2026-06"]).replace("zh_CN", "en"), encoding="utf-8")
    (found,) = [f for f in plain(society)[1] if isinstance(f, Finding) and f.rule == "top_file"]
    assert found.line == 1


KINDS = {
    "limit": test_as_huzhu_writes_it_the_top_file_is_sound_over_the_turn_of_the_year,
    "over": test_one_change_in_the_top_file_is_found,
    "neighbour": test_text_that_stands_in_no_file_has_no_top_file,
    "change": test_the_title_is_the_registered_name_and_the_last_one_if_it_changed,
    "right": test_a_month_that_the_top_file_leaves_out_hides_money_and_one_put_in_puts_it_right,
}
"""The five kinds of tests that every rule has."""

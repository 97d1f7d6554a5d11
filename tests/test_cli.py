"""The command does what it says: every verb writes its line, a trial writes nothing, a refusal changes nothing."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huzhu.commands import check as check_command
from ledger import trail
from ledger.district import District, Ledger, Society
from plugins.table import RULES
from tests import societies as made
from tests.busy import DECIDED, OPENED, OTHER, PAID, SURVEYED, busy
from tests.terminal import bytes_of, huzhu

OUT = "--approved-by zhangsan --paid-by zhaoliu"
BANK = "Assets:1002银行存款:01农商行基本户"
CASH, WECHAT, RICE = "Assets:1001现金", "Assets:1009其他货币资金:01微信", "Assets:1201存货"
PERSON = "--category 突发严重困难户 --matter 疾病 --relief 应急救助"
WRITES: dict[str, tuple[str, str, list[str]]] = {
    # command → (whose books, what else is typed, lines that stand in the books then)
    "record subsidy": (
        "qiankou",
        "--date 2026-07-01 --amount 10,000 --budget-line 2080299 --document-no 徽财社〔2026〕12号",
        [f"{BANK}:01财政补助  10000.00 CNY", 'budget-line: "2080299"', '"区财政局" "启动资金补助"'],
    ),
    "record collective": (
        "shigang", f"--date 2026-07-01 --amount ￥10000 --payer 石岗村经济合作社 --resolution {made.COLLECTIVE}",
        [f"{BANK}:02集体支持  10000.00 CNY", 'channel: "村集体"', '"石岗村经济合作社" "村集体支持"'],
    ),
    "record donation": (
        "shigang", "--date 2026-07-10 --amount 66.60 --donor 老王 --receipt 自愿放弃 --publish --account 微信",
        [f"{WECHAT}:03社会捐赠  66.60 CNY", 'channel: "主动捐赠"', "publish: TRUE", 'voucher: "2026-07-005"'],
    ),
    "record fee": (
        "shigang", "--date 2026-07-10 --amount 20 --payer 孙七 --account 现金",
        [f"{CASH}:04会费  20.00 CNY", 'channel: "会费"', "Income:4201会费收入  -20.00 CNY"],
    ),
    "record interest": (
        "shigang", "--date 2026-07-10 --amount 1.23",
        [f"{BANK}:03社会捐赠  1.23 CNY", "Income:4901其他收入  -1.23 CNY"],
    ),
    "record draw": (
        "shigang", f"--date 2026-07-10 --amount 300 --fund 02 {OUT}",
        [f"{CASH}:02集体支持  300.00 CNY", f"{BANK}:02集体支持  -300.00 CNY"],
    ),
    "record return": (
        "shigang", f"--date 2026-07-10 --amount 300 {OUT}",
        [f"{BANK}:03社会捐赠  300.00 CNY", f"{CASH}:03社会捐赠  -300.00 CNY"],
    ),
    "record move": (
        "shigang", f"--date 2026-07-10 --amount 100 --fee 0.10 --to-account 银行 {OUT}",
        [f"{BANK}:03社会捐赠  99.90 CNY", f"{WECHAT}:03社会捐赠  -100.00 CNY", ":02手续费  0.10 CNY"],
    ),
    "record expense": (
        "shigang", f"--date 2026-07-10 --amount 30 --payee 文具店 --kind 办公费 {OUT}",
        ["Expenses:5301管理费用:01办公费  30.00 CNY", f"{BANK}:03社会捐赠  -30.00 CNY"],
    ),
    "record relief": (
        "shigang", f"--date 2026-07-08 --case {DECIDED} --amount 800 {OUT}",
        ["Expenses:5101业务活动成本:02应急救助  800.00 CNY", f"^{DECIDED}", 'method: "现金"', '"汪*"'],
    ),
    "record relief-return": (
        "shigang", f"--date 2026-07-10 --case {PAID} --amount 500",
        [f"{CASH}:03社会捐赠  500.00 CNY", "Expenses:5101业务活动成本:02应急救助  -500.00 CNY"],
    ),
    "record transfer": (
        "shigang",
        "--date 2026-07-10 --amount 300 --from-fund 集体支持 --to-fund 03 --resolution JY-2026-01 --approved-by zhangsan",
        [f"{BANK}:03社会捐赠  300.00 CNY", f"{BANK}:02集体支持  -300.00 CNY", 'resolution: "JY-2026-01"'],
    ),
    "record goods-in": (
        "shigang", "--date 2026-07-10 --goods MIANBEI --goods-name 棉被 --quantity 5 --price 80.00 --donor 粮站",
        ["commodity MIANBEI", f"{RICE}:03社会捐赠  5 MIANBEI {{80.00 CNY}}", '"粮站" "捐赠棉被"'],
    ),
    "record goods-out": (
        "shigang", f"--date 2026-07-10 --case {DECIDED} --goods DAMI --quantity 2 --price 60 {OUT}",
        [f"{RICE}:03社会捐赠  -2 DAMI {{60.00 CNY}}", "Expenses:5101业务活动成本:03实物救助  120.00 CNY"],
    ),
    "record count": (
        "shigang", "--date 2026-07-10 --amount 1500 --by zhaoliu --witness zhangsan",
        ['custom "备用金" "盘点"', "counted: 1500.00 CNY", 'witness: "zhangsan"'],
    ),
    "record reverse": (
        "shigang", f"--date 2026-07-10 --voucher 2026-07-004 --reason 发错了人 {OUT}",
        ['reverses: "2026-07-004"', f"{CASH}:03社会捐赠  500.00 CNY", f"^{PAID}", '"汪*" "发错了人"'],
    ),
    "case open": (
        "shigang", f"--date 2026-07-10 --name 欧阳小明 --id-number 11010519491231002X --hamlet 上村组 {PERSON}",
        ['"救助" "JZ-2026-0005" "受理"', 'label: "欧阳*"', 'person: "P-', 'found: "本人申请"'],
    ),
    "case first-aid": (
        "shigang", f"--date 2026-07-08 --case {OPENED} --amount 500 --reason 车祸送医 {OUT}",
        [f'"救助" "{OPENED}" "先行救助"', 'reason: "车祸送医"', "Expenses:5101业务活动成本:02应急救助  500.00 CNY"],
    ),
    "case survey": (
        "shigang", f"--date 2026-07-09 --case {OPENED} --by lisi --opinion 属实",
        [f'"救助" "{OPENED}" "入户调查"', 'opinion: "属实"'],
    ),
    "case decide": (
        "shigang", f"--date 2026-07-09 --case {SURVEYED} --by lisi --approved-by zhangsan --amount 900 --stages 3",
        [f'"救助" "{SURVEYED}" "审核"', "amount: 900.00 CNY", "stages: 3", 'decision: "同意"'],
    ),
    "case refer": (
        "shigang", f"--date 2026-07-09 --case {OPENED} --to 区民政局 --letter 函〔2026〕1号 --due 2026-07-23",
        [f'"转介" "{OPENED}" "转出"', 'to: "区民政局"', "due: 2026-07-23"],
    ),
    "case reply": (
        "shigang", f"--date 2026-07-10 --case {OPENED} --outcome 已给予临时救助",
        [f'"转介" "{OPENED}" "回复"', 'outcome: "已给予临时救助"'],
    ),
    "case close": (
        "shigang", f"--date 2026-07-10 --case {PAID} --note 已恢复",
        [f'"救助" "{PAID}" "结案"', 'note: "已恢复"'],
    ),
    "case withdraw": ("shigang", f"--date 2026-07-10 --case {OPENED}", [f'"救助" "{OPENED}" "撤回"']),
    "fact resolution JY-2026-02": (
        "shigang", "--date 2026-07-10 --kind 提高救助标准 --cap-emergency 1500 --until 2026-12-31",
        ['"决议" "JY-2026-02"', "cap-emergency: 1500.00 CNY", "until: 2026-12-31"],
    ),
    "fact officer sunqi": (
        "shigang", "--date 2026-07-10 --name 孙七 --post 监事",
        ['"人员" "sunqi" "任职"', 'post: "监事"'],
    ),
    "fact leave lisi": ("shigang", "--date 2026-07-10", ['"人员" "lisi" "离任"']),
    "fact fund 11张氏助学专项": (
        "shigang", "--date 2026-07-10 --source 张先生捐资 --restriction 限定性 --uses 5101 --donor 张先生",
        ['"基金" "11张氏助学专项" "设立"', f"open {BANK}:11张氏助学专项 CNY", f"open {CASH}:11张氏助学专项 CNY"],
    ),
    "fact float": ("shigang", "--date 2026-07-10 --ceiling 5000", ['"备用金" "调整"', "ceiling: 5000.00 CNY"]),
    "fact float --custodian wangwu": ("shigang", "--date 2026-07-10", ['"备用金" "交接"', 'custodian: "wangwu"']),
    "fact float --custodian zhaoliu --ceiling 2600": (
        "shigang", "--date 2026-07-10", ['"备用金" "设立"', "ceiling: 2600.00 CNY"],
    ),
    "fact qualification": (
        "shigang", "--date 2026-07-10 --certificate 皖募0001 --until 2027-07-09",
        ['"公开募捐资格" "取得"', "until: 2027-07-09"],
    ),
    "fact conflict lisi": (
        "shigang", f"--date 2026-07-10 --person {OTHER} --relation 叔侄", ['"回避" "lisi"', f'person: "{OTHER}"'],
    ),
    "fact aid P-9a2b3c4d5e6f": (
        "shigang", "--date 2026-07-10 --kind 低保 --until 2027-06-30", ['"政府救助" "P-9a2b3c4d5e6f"', 'kind: "低保"'],
    ),
    "fact receipt 2026-07-001": (
        "shigang", "--date 2026-07-10 --number 皖财0402号", ['"捐赠票据" "2026-07-001" "开具"', 'number: "皖财0402号"'],
    ),
    "fact help BB-2026-0001": (
        "shigang", f"--date 2026-07-10 --person {OTHER} --matter 疾病 --to 医疗救助 --by lisi --outcome 已批准",
        ['"帮办" "BB-2026-0001"', 'to: "医疗救助"', 'outcome: "已批准"'],
    ),
    "fact appraisal 2025": ("shigang", "--date 2026-07-10 --grade 优秀 --by 岩寺镇联合会", ['"考评" "2025"', 'grade: "优秀"']),
    "record goods-buy": (
        "shigang",
        "--date 2026-07-10 --goods MIANBEI --goods-name 棉被 --quantity 5 --price 80.00 --payee 超市 "
        f"--procurement 采〔2026〕3号 {OUT}",
        ["commodity MIANBEI", f"{RICE}:03社会捐赠  5 MIANBEI {{80.00 CNY}}", f"{BANK}:03社会捐赠  -400.00 CNY"],
    ),
    "record agency-in": (
        "shigang", "--date 2026-07-10 --amount 200 --payee 汪*",
        ["Assets:1801受托代理资产  200.00 CNY", "Liabilities:2601受托代理负债  -200.00 CNY"],
    ),
    f"case file {__file__}": (
        "shigang", f"--date 2026-07-10 --case {PAID} --paper 申请表 --paper 领款单",
        [f'"案卷材料" "{PAID}" "归档"', 'papers: "申请表 领款单"', 'filed-as: "cases/JZ-2026-0002/'],
    ),
}  # fmt: skip
BREACHES = {
    # what is typed → the rules that must say no
    f"record relief --date 2026-07-08 --case {DECIDED} --amount 1000.01 {OUT}": ["relief_cap", "relief_paid_as_decided"],
    f"record relief --date 2026-07-09 --case {OPENED} --amount 10 {OUT}": ["relief_paid_as_decided"],
    f"record draw --date 2026-07-10 --amount 1,500.01 {OUT}": ["float_ceiling"],
    f"record expense --date 2026-07-10 --amount 30 --payee 店 --fund 01 {OUT}": ["subsidy_use"],
    "record expense --date 2026-07-10 --amount 30 --payee 店 --approved-by wangwu --paid-by zhaoliu": ["separate_hands"],
    "record transfer --date 2026-07-10 --amount 1 --from-fund 02 --to-fund 03 --resolution JY-2026-09 --approved-by zhangsan":
        ["one_fund"],
    f"record return --date 2026-07-10 --amount 9000 {OUT}": ["fund_overdrawn"],
    "record donation --date 2026-07-10 --amount 9 --donor 网友 --channel 公开募捐-互联网": ["public_fundraising"],
    "record subsidy --date 2026-07-10 --amount 10000 --budget-line 2080299 --document-no 12号": ["subsidy_once"],
    "record donation --date 2026-07-10 --amount 9 --donor 王 --voucher 2026-07-001": ["voucher_numbers"],
    f"record goods-out --date 2026-07-10 --case {DECIDED} --goods DAMI --quantity 11 --price 60 {OUT}": ["beancount", "chart"],
    f"fact aid {OTHER} --date 2026-07-01 --kind 低保": ["relief_kind"],
    "fact float --date 2026-07-03 --ceiling 1999.99": ["float_ceiling"],
    f"record advance --date 2026-07-10 --case {PAID} --amount 100 --advanced-for 临时救助 {OUT}": ["relief_kind"],
    f"record agency-out --date 2026-07-10 --amount 100 --payee 汪* {OUT}": ["agency_money"],
    "fact thanks 2026-07 --date 2026-07-10 --place 村口 --name 老王": ["consent"],
}  # fmt: skip


@pytest.fixture
def district(tmp_path: Path) -> District:
    return busy(tmp_path)


@pytest.fixture
def society(district: District) -> Society:
    return district.society("shigang")


def _run(books: Ledger, line: str, *more: str) -> Any:
    return huzhu(*shlex.split(line), *more, books=books.folder)


def _added(before: dict[str, bytes], books: Ledger) -> str:
    """What the books have more than before; everything that was there still stands, byte for byte."""
    after = books.contents()
    assert all(after[name].startswith(content) for name, content in before.items() if name != books.top.name)
    return "".join(c[len(before.get(n, b"")) :].decode() for n, c in after.items() if n != books.top.name)


@pytest.mark.parametrize("verb", WRITES)
def test_a_verb_writes_its_lines(district: District, verb: str) -> None:
    whose, typed, lines = WRITES[verb]
    books = district.society(whose)
    before = books.contents()
    said = _run(books, f"{verb} {typed}")
    assert (said.code, said.err) == (0, ""), said
    assert said.out.startswith("✓ 已记账")
    added = _added(before, books)
    for line in [*lines, 'recorded-by: "wangwu"']:
        assert line in added, added
    assert not trail.chain(books).breaks


@pytest.mark.parametrize("verb", WRITES)
def test_a_trial_tells_the_lines_and_writes_nothing(district: District, verb: str) -> None:
    whose, typed, lines = WRITES[verb]
    before = bytes_of(district.folder)
    said = _run(district.society(whose), f"{verb} {typed}", "--dry-run")
    assert said.code == 0 and said.out.startswith("试算：规则都通过。会在 "), said
    assert all(line in said.out for line in lines), said.out
    assert bytes_of(district.folder) == before


@pytest.mark.parametrize("verb", WRITES)
def test_the_same_key_is_recorded_once(district: District, verb: str) -> None:
    whose, typed, _ = WRITES[verb]
    books = district.society(whose)
    assert _run(books, f"{verb} {typed}", "--key", "k-1").code == 0
    before = bytes_of(district.folder)
    said = _run(books, f"{verb} {typed}", "--key", "k-1")
    assert said.code == 0 and "没有重复记" in said.out
    assert bytes_of(district.folder) == before


@pytest.mark.parametrize("line", BREACHES)
def test_what_breaks_a_rule_is_refused_by_name_and_changes_nothing(society: Society, line: str) -> None:
    before = bytes_of(society.folder)
    for trial in ([], ["--dry-run"]):
        said = _run(society, line, *trial)
        assert said.code == 1, said
        assert re.findall(r"^错误 \[(\w+)\]", said.out, re.MULTILINE) == BREACHES[line]
        assert said.err == "没有记账，账簿没有变动。\n"
        assert bytes_of(society.folder) == before


def test_an_advance_is_paid_and_comes_back_where_the_district_knows_it(tmp_path: Path) -> None:
    assert huzhu("new", "district", "东台市", "--policy", "dongtai", books=tmp_path).code == 0
    district = District(tmp_path / "东台市")
    named = f"{NEW} --name 东台市碧阳镇碧山村救急难互助会 --federation 碧阳镇联合会 --mode 三老主导 --float-ceiling 3000"
    assert _run(district, f"new society biyang {named}").code == 0
    society = district.society("biyang")
    assert 'federation: "碧阳镇联合会"' in society.facts.read_text("utf-8")
    for line in (
        "record donation --date 2026-07-01 --amount 2000 --donor 老王 --receipt 自愿放弃",
        f"record draw --date 2026-07-02 --amount 1000 {OUT}",
        f"case open --date 2026-07-03 --label 汪* --person P-1a2b3c4d5e6f {PERSON}",
        f"record advance --date 2026-07-03 --case JZ-2026-0001 --amount 500 --advanced-for 临时救助 {OUT}",
        "record recover --date 2026-07-20 --case JZ-2026-0001 --amount 500 --payer 镇民政办 --account 现金",
    ):
        said = _run(society, line)
        assert said.code == 0, said
    month = society.journal("2026-07").read_text("utf-8")
    assert "Assets:1122其他应收款  500.00 CNY" in month and "Assets:1122其他应收款  -500.00 CNY" in month


def test_the_roster_stands_in_the_bureau_s_books_and_a_filing_in_the_society_s(district: District) -> None:
    assert _run(district, "bureau roster 石岗村 --township 岩寺镇 --date 2026-07-01").code == 0
    assert 'custom "名册" "石岗村" "列入"' in district.facts.read_text("utf-8")
    society = district.society("shigang")
    refused = _run(society, "filing 2026-07 --date 2026-08-05")
    assert refused.code == 2 and "还没有公示，请先 huzhu notice 2026-07" in refused.err
    assert _run(society, "notice 2026-07 --date 2026-08-04").code == 0
    assert _run(society, "filing 2026-07 --date 2026-08-05").code == 0
    facts = society.facts.read_text("utf-8")
    sheets = re.findall(r'sheet: "(\w{64})"', facts)
    assert 'to: "岩寺镇"' in facts and len(sheets) == 2 and sheets[0] == sheets[1]


def test_a_scan_is_kept_under_its_case_and_what_is_no_scan_is_refused(
    society: Society, tmp_path: Path
) -> None:
    scan = tmp_path / "申请表.PDF"
    scan.write_bytes(b"%PDF-1.4 a scan")
    assert _run(society, f"case file {scan} --case {PAID} --paper 申请表 --date 2026-07-10").code == 0
    (kept,) = (society.documents / "cases" / PAID).iterdir()
    assert kept.suffix == ".pdf" and kept.read_bytes() == scan.read_bytes()
    scan.write_bytes(b"")
    said = _run(society, f"case file {scan} --case {PAID} --paper 申请表 --date 2026-07-10")
    assert said.code == 2 and "是空的，请重新扫描" in said.err


def test_a_warning_is_told_and_the_gift_is_recorded(society: Society) -> None:
    said = _run(society, "record donation --date 2026-07-10 --amount 9 --donor 王 --narration 义卖所得")
    assert said.code == 0
    assert said.out.startswith("提醒 [public_fundraising]") and "✓ 已记账" in said.out


def test_the_bureau_pays_from_its_own_books(district: District) -> None:
    line = (
        "bureau pay --society qiankou --amount 10000 --budget-line {} --document-no 12号 --date 2026-06-24 "
        + OUT
    )
    before = bytes_of(district.folder)
    said = _run(district, line.format("2080299"), "--dry-run")
    assert said.code == 0 and "Expenses:2080299其他民政管理事务支出  10000.00 CNY" in said.out
    said = _run(district, line.format("2081901"))
    assert said.code == 1 and "[subsidy_source]" in said.out and "低保" in said.out
    assert bytes_of(district.folder) == before
    assert _run(district, line.format("2080299")).code == 0
    paid = (district.folder / "bureau" / "2026-06.beancount").read_text("utf-8")
    assert 'society: "qiankou"' in paid and "徽州区潜口镇潜口村救急难互助社" in paid


def test_a_district_and_its_first_society_are_founded(tmp_path: Path) -> None:
    said = huzhu("new", "district", "黟县", "--policy", "huizhou", books=tmp_path)
    assert said.code == 0, said
    district = District(tmp_path / "黟县")
    assert district.title == "黟县财政局"
    assert (district.folder / "district.key").stat().st_mode & 0o077 == 0
    said = _run(district, f"new society biyang {NEW} --float-ceiling 3000 --custodian lisi --seed-as capital")
    assert said.code == 0 and "黟县碧阳镇碧山村救急难互助社（biyang）" in said.out
    society = district.society("biyang")
    facts = society.facts.read_text("utf-8")
    assert facts.count('"任职"') == 4 and 'name: "张三"' in facts
    assert 'uscc: "51341004MJB000001D"' in facts and 'seed-as: "capital"' in facts
    assert "ceiling: 3000.00 CNY" in facts and 'custodian: "lisi"' in facts
    assert huzhu("check", "--as-of", "2026-06-21", books=district.folder).code == 0


NEW = (
    "--township 碧阳镇 --village 碧山村 --uscc 51341004MJB000001D --registered 2026-06-20 --president zhangsan=张三 "
    "--secretary lisi=李四 --accountant wangwu=王五 --cashier zhaoliu=赵六"
)


def test_what_was_not_said_is_asked_and_a_slip_is_put_right_at_its_question(district: District) -> None:
    typed = [
        "", "西溪南镇",                                    # township: a bare Enter is asked again
        "西溪南村\"", "西溪南社区",                          # village: a quotation mark
        "51341004MJB000003", "51341004MJB000002G",        # credit code: a figure short
        "2026.6.20", "2026-06-31", "2026-06-20",          # registered: two ways to err
        "张 三=张三", "zhangsan=张三", "lisi=", "lisi=李四", "wangwu", "zhaoliu=赵六",
    ]  # fmt: skip
    said = huzhu(
        "new", "society", "xixinan", books=district.folder, typed="\n".join(typed) + "\n", keyboard=True
    )
    assert said.code == 0, said
    society = district.society("xixinan")
    assert society.title == "徽州区西溪南镇西溪南社区救急难互助社"
    facts = society.facts.read_text("utf-8")
    assert 'kind: "社区"' in facts and 'custom "人员" "wangwu" "任职"' in facts
    asked = (
        "里有不能记进账里的字符",
        "应是18位",
        "写法不对，应像 2026-07-08",
        "这一天不存在",
        "“张 三”写法不对",
        "不能是空的",
    )
    assert [said.all.count(words) for words in asked] == [1] * len(asked), said


def test_leaving_in_the_middle_of_the_questions_makes_nothing(district: District) -> None:
    before = bytes_of(district.folder)
    said = huzhu("new", "society", "xixinan", books=district.folder, typed="西溪南镇\n", keyboard=True)
    assert said.code == 2 and "✗ 已中断" in said.err
    assert bytes_of(district.folder) == before


@pytest.mark.parametrize("form", ["text", "csv", "xlsx", "pdf", "html", "json"])
def test_the_fund_statement_is_written_in_every_format(society: Society, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"表.{form}"
    before = bytes_of(society.folder)
    said = _run(society, f"report fund-statement --month 2026-07 --draft --format {form} -o {path}")
    assert (said.code, said.out) == (0, f"✓ 已写到 {path}\n"), said
    content = path.read_bytes()
    starts = {"xlsx": b"PK", "pdf": b"%PDF-", "csv": b"\xef\xbb\xbf", "html": b"<!"}
    assert content.startswith(starts.get(form, b""))
    if form in ("text", "csv", "html", "json"):
        assert "社会捐赠" in content.decode("utf-8-sig") and "期末结余" in content.decode("utf-8-sig")
    assert bytes_of(society.folder) == before


def test_the_fund_statement_on_the_screen_and_in_a_pipe(society: Society) -> None:
    said = _run(society, "report fund-statement --year 2026 --draft")
    assert said.code == 0 and "2026年　单位：元" in said.out
    row = next(line.split() for line in said.out.splitlines() if line.startswith("社会捐赠"))
    assert row == [
        "社会捐赠", "0.00", "0.00", "0.00", "11,100.00", "0.00", "0.00", "0.00", "0.00", "500.00", "0.00", "0.00",
        "10,600.00", "1,500.00",
    ]  # fmt: skip
    piped = _run(society, "report fund-statement --year 2026 --draft --format json")
    assert json.loads(piped.out)["rows"][-1]


def test_the_month_is_posted_taken_down_and_closed(society: Society) -> None:
    before = bytes_of(society.folder)
    said = _run(society, "notice 2026-07 --date 2026-08-04 --dry-run")
    assert said.code == 0 and "2026年7月救助情况公示" in said.out and "试看" in said.out
    assert bytes_of(society.folder) == before
    assert _run(society, "notice 2026-07 --date 2026-08-04").code == 0
    pdf = society.documents / "notices" / "2026-07.pdf"
    sheet = pdf.with_suffix(".txt").read_text("utf-8")
    assert pdf.read_bytes().startswith(b"%PDF-") and "汪*" in sheet and sheet in said.out
    once = bytes_of(society.folder)
    again = _run(society, "notice 2026-07 --date 2026-08-06")
    assert again.code == 0 and "已记账" not in again.out, "the same sheet is printed once more"
    assert bytes_of(society.folder) == once
    assert _run(society, "notice 2026-07 --date 2026-08-12 --taken-down --objections 无异议").code == 0
    assert 'objections: "无异议"' in society.facts.read_text("utf-8")
    assert _run(society, "close 2026-07 --date 2026-08-12 --dry-run").code == 0
    assert not (society.seals / "2026-07.json").exists()
    assert "已封存" in _run(society, "close 2026-07 --date 2026-08-12").out
    seal = json.loads((society.seals / "2026-07.json").read_text("utf-8"))
    assert seal["trial_balance"][f"{CASH}:03社会捐赠"] == "1500.00"
    assert society.journal("2026-07").stat().st_mode & 0o222 == 0
    refused = _run(society, "record donation --date 2026-07-31 --amount 5 --donor 王")
    assert refused.code == 2 and "已经月结" in refused.err


def test_a_closing_whose_seal_was_not_written_is_completed(society: Society) -> None:
    assert _run(society, "close 2026-07 --date 2026-08-12").code == 0
    seal = society.seals / "2026-07.json"
    whole = seal.read_bytes()
    seal.unlink()
    said = _run(society, "close 2026-07 --date 2026-08-20 --recorded-by lisi")
    assert said.code == 0 and "没有重复记" in said.out
    assert seal.read_bytes() == whole
    assert _run(society, "close 2026-07 --date 2026-08-21").code == 2


def test_a_month_whose_notice_hangs_on_the_board_takes_nothing_more(society: Society) -> None:
    assert _run(society, "notice 2026-07 --date 2026-08-04").code == 0
    before = bytes_of(society.folder)
    said = _run(society, f"record relief --date 2026-07-30 --case {DECIDED} --amount 800 {OUT}")
    assert said.code == 1 and "[notice_matches]" in said.out and "还没有公示的月份" in said.out
    assert bytes_of(society.folder) == before
    assert _run(society, "notice 2026-07 --date 2026-08-05").code == 0, "printed once more as it hangs"


def test_the_trail_is_verified_and_a_changed_byte_is_found(district: District) -> None:
    said = _run(district, "trail verify")
    assert said.code == 0 and said.out.count("没有改动") == 3
    page = district.society("shigang").journal("2026-07")
    page.write_text(page.read_text("utf-8").replace("500.00 CNY", "500.01 CNY", 1), "utf-8")
    said = _run(district, "trail verify")
    assert said.code == 1 and "shigang/journal/2026-07.beancount" in said.out and "被改动过" in said.out
    district.society("qiankou").facts.write_bytes("互助".encode("gbk"))
    said = _run(district, "trail verify")
    assert said.code == 2 and "GBK" in said.err and "shigang/journal" in said.out, (
        "one does not hide the other"
    )


KEYS = ["rule", "severity", "society", "date", "file", "line", "message", "clause"]


def _json(books: Path, *more: str) -> tuple[int, list[dict[str, Any]], dict[str, Any]]:
    said = huzhu("check", "--json", *more, books=books)
    *findings, last = map(json.loads, said.out.splitlines())
    assert list(last) == ["summary"] and not said.err
    return said.code, findings, last["summary"]


def test_check_tells_a_program_with_the_keys_of_the_contract(district: District) -> None:
    code, findings, summary = _json(district.folder, "--as-of", "2026-07-10")
    assert code == 0, "a duty whose day has passed is no error"
    told = [f for f in findings if f["rule"] == "notice_in_time"]
    assert [(f["society"], f["severity"], f["file"], f["date"]) for f in told] == [
        (who, "overdue", "society.beancount", "2026-06-20") for who in ("qiankou", "shigang")
    ]
    assert all(list(f) == KEYS for f in findings)
    assert all(f["line"] > 0 and "还没有公示" in f["message"] and "第5个工作日" in f["clause"] for f in told)
    assert list(summary) == ["societies", "errors", "overdue", "warnings", "rules_run"]
    counts = (2, 0, len(findings), 0)
    assert (summary["societies"], summary["errors"], summary["overdue"], summary["warnings"]) == counts
    assert summary["rules_run"] == [r.name for r in RULES]


def test_deadlines_are_judged_as_of_the_day_that_is_said(district: District) -> None:
    def told(day: str) -> int:
        return len(_json(district.folder, "--as-of", day, "--rule", "notice_in_time")[1])

    assert told("2026-07-07") == 0, "the fifth working day itself still counts"
    assert told("2026-07-08") == 2 and told("2026-08-31") == 4


def test_one_rule_or_another_policy_may_be_asked_for(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, findings, summary = _json(district.folder, "--as-of", "2026-07-10", "--rule", "relief_cap")
    assert findings == [] and summary["overdue"] == 0
    assert len(_json(district.folder, "--as-of", "2026-07-10", "--rule", "notice_in_time")[1]) == 2
    strict = made.POLICY.replace("1000.00 CNY", "400.00 CNY")
    monkeypatch.setattr("ledger.policy.text_of", lambda name: strict)
    code, findings, _ = _json(district.folder, "--as-of", "2026-07-07", "--policy", "huizhou")
    assert code == 1 and [f["rule"] for f in findings] == ["relief_cap"]
    assert findings[0]["file"] == "journal/2026-07.beancount"


def test_books_that_break_a_rule_are_1_and_books_that_cannot_be_judged_are_2(district: District) -> None:
    society = district.society("shigang")
    huzhu(
        "record", "donation", "--date", "2026-07-10", "--amount", "9", "--donor", "王", books=society.folder
    )
    text = society.journal("2026-07").read_text("utf-8")
    assert huzhu("check", "--as-of", "2026-07-06", books=society.folder).code == 0
    society.journal("2026-07").write_text(text.replace("主动捐赠", "公开募捐-媒体"), "utf-8")
    code, findings, summary = _json(district.folder, "--as-of", "2026-07-06")
    assert code == 2, "the chain is broken as well"
    assert {f["rule"] for f in findings} == {"public_fundraising", "books"} and summary["errors"] >= 2
    on_screen = huzhu("check", "--as-of", "2026-07-06", books=district.folder)
    assert on_screen.code == 2 and "shigang journal/2026-07.beancount:" in on_screen.out
    assert "被改动过" in on_screen.err and "检查了3套账" in on_screen.out


def test_a_missing_rule_is_no_clean_bill(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.table.RULES", RULES[:-1])
    verdict = check_command.judge(society, date(2026, 7, 6))
    assert verdict.sentence == "" and len(verdict.ran) == len(RULES) - 1
    monkeypatch.undo()
    monkeypatch.setattr("plugins.table.judge_all", lambda entries, options: (entries, []))
    said = huzhu("check", books=society.folder)
    assert said.code == 2 and "有规则没有运行完" in said.err


def test_the_books_are_found_from_anywhere_inside(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(society.folder / "documents")
    said = huzhu("record", "donation", "--date", "2026-07-10", "--amount", "9", "--donor", "王")
    assert said.code == 0 and "2026-07-005" in said.out
    monkeypatch.chdir(society.folder.parents[1])
    said = huzhu(
        "record", "donation", "--date", "2026-07-10", "--amount", "9", "--donor", "王", "--society", "qiankou"
    )
    assert said.code == 0 and "2026-07-001" in said.out
    said = huzhu(
        "record", "interest", "--date", "2026-07-10", "--amount", "1", "--books", str(society.folder)
    )
    assert said.code == 0 and "2026-07-006" in said.out, "--books stands before the verb or after it"


def test_who_records_is_who_is_said(society: Society) -> None:
    def recorded(*more: str, user: str = "wangwu") -> str:
        said = huzhu(
            "record", "fee", "--date", "2026-07-10", "--amount", "20", "--payer", "孙", "--dry-run", *more,
            books=society.folder, user=user,
        )  # fmt: skip
        found = re.search('recorded-by: "(.*)"', said.out)
        return found[1] if found else ""

    assert recorded("--recorded-by", "lisi") == "lisi"
    assert recorded(user="王五") == "王五"
    assert recorded(user=""), "the name signed in to the machine"


# What follows runs as a process of its own.


def _process(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "huzhu", *words]
    whole = {**os.environ, "HUZHU_USER": "wangwu", "PYTHONUTF8": "1", **env}
    return subprocess.run(
        command, cwd=cwd, env=whole, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_process_leaves_with_0_1_or_2_and_never_a_traceback(society: Society) -> None:
    gift = ("record", "donation", "--date", "2026-07-10", "--amount", "9", "--donor")
    left = [
        _process(*gift, "王", cwd=society.folder),
        _process(*gift, "王", "--channel", "公开募捐-媒体", cwd=society.folder),
        _process(*gift, "王\n五", cwd=society.folder),
        _process("check", "--as-of", "2026-07-06", cwd=society.folder),
        _process("check", "nowhere", cwd=society.folder),
    ]
    assert [p.returncode for p in left] == [0, 1, 2, 0, 2]
    assert [p.stderr.count("\n") for p in left] == [0, 1, 1, 0, 1]
    assert not any("Traceback" in p.stderr for p in left)
    assert "✓ 已记账" in left[0].stdout and "[public_fundraising]" in left[1].stdout


def test_a_console_of_another_encoding_and_a_reader_that_leaves_do_no_harm(society: Society) -> None:
    gift = ("record", "donation", "--date", "2026-07-10", "--amount", "9", "--donor", "𠮷野", "--dry-run")
    env = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "huzhu", *gift]
    shown = subprocess.run(command, cwd=society.folder, env=env, capture_output=True, check=False)
    assert shown.returncode == 0 and "?野" in shown.stdout.decode("gbk"), "no traceback for a rare surname"
    left = f"{shlex.quote(sys.executable)} -m huzhu check --json --as-of 2026-09-30 | true"
    piped = subprocess.run(
        ["sh", "-c", left], cwd=society.folder, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in piped.stderr


def test_our_own_mistake_is_one_sentence_without_what_was_typed(society: Society) -> None:
    from unittest import mock

    with mock.patch("ledger.journal.record", side_effect=KeyError("汪小明")):
        said = _run(society, "record interest --date 2026-07-10 --amount 1")
    assert said.code == 2 and "自己出错了（KeyError" in said.err and "汪小明" not in said.all


_WEIGHS = "import sys; before = set(sys.modules); {}; print(*(m.split('.')[0] for m in sys.modules))"


def test_help_and_check_load_nothing_heavy(society: Society) -> None:
    def loaded(statement: str) -> set[str]:
        command = [sys.executable, "-c", _WEIGHS.format(statement)]
        done = subprocess.run(command, cwd=society.folder, capture_output=True, text=True, check=True)
        return set(done.stdout.splitlines()[-1].split())

    assert not loaded("import huzhu.cli") & {"pydantic", "rich", "beancount", "fava", "flask", "typst"}
    judge = (
        "from huzhu.cli import cli; sys.argv = ['x', 'check', '--as-of', '2026-07-06']\n"
        "try: cli()\nexcept SystemExit as left: assert left.code == 0, left.code\n"
        "print(*(m.split('.')[0] for m in sys.modules))\nsys.exit()"
    )
    assert not loaded(judge) & {"pydantic", "fava", "flask", "typst", "rich", "openpyxl"}


def test_the_shell_completes_verbs_options_and_societies(district: District) -> None:
    def completed(*words: str) -> list[str]:
        said = _process(
            cwd=district.folder, _HUZHU_COMPLETE="bash_complete", COMP_WORDS=" ".join(["huzhu", *words]),
            COMP_CWORD=str(len(words)),
        )  # fmt: skip
        assert said.returncode == 0, said
        return [line.partition(",")[2] for line in said.stdout.splitlines()]

    assert completed("rec") == ["record"]
    assert completed("record", "relief") == ["relief", "relief-return"]
    assert completed("record", "draw", "--soc") == ["--society"]
    assert completed("record", "draw", "--society", "") == ["qiankou", "shigang"]
    assert completed("record", "draw", "--society", "q") == ["qiankou"]
    assert completed("case", "open", "--relief", "补") == ["补充救助"]

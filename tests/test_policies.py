"""Every policy file says what its district's document says, clause by clause and number by number."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import parser

from ledger import chart, policy, writing
from ledger.books import Books
from ledger.events.facts import opens
from ledger.policy import BY_DISTRICT, Line, Policy
from ledger.shapes import SHAPES
from ledger.vocabulary import AGENCIES, CHANNELS, MODES, PAPERS, RELIEF_KINDS
from plugins.rule import Rule
from plugins.separate_hands import DUTIES

HERE = Path(__file__).parent


class District(NamedTuple):
    """What a district's document is, and what it numbers."""

    title: str
    """How the `source` of its own lines begins."""
    day: date
    numbers: tuple[tuple[str, str], ...]
    """What the document numbers, in its order: its own words, and the line that says it."""
    no_lines: tuple[str, ...]
    """Numbers of the document that rule nothing here: names and days of papers, history, other people's duties."""
    raised: tuple[str, ...] = ()
    """What the document lets a society raise."""


DISTRICTS = {
    "huizhou": District(
        "徽州区完善村（社区）“救急难”互助社运作机制实施方案 ",
        date(2024, 3, 1),
        (
            ("52个村", "society_count"),
            ("不少于3万元的启动资金。", "seed_total"),
            ("100%成立", "coverage_percent"),
            ("不少于3万元的启动资金，", "seed_total"),
            ("补助1万元", "seed_subsidy"),
            ("不少于2万元", "seed_other"),
            ("第5个工作日前", "notice_workday"),
            ("公示7天", "notice_days"),
            ("后1个工作日内完成入户调查", "survey_workdays"),
            ("后1个工作日内完成救助资金发放", "payment_workdays"),
            ("不超过500元每人次", "cap_supplementary"),
            ("不超过1000元每人次", "cap_emergency"),
            ("（3月底前）", "milestones"),
            ("（4月底前）", "milestones"),
            ("（7月底前）", "milestones"),
            ("达到100%", "coverage_percent"),
            ("（10月底前）", "milestones"),
            ("100%启动", "coverage_percent"),
            ("自4月起", "township_report_from_month"),
            ("每月1日前", "township_report_day"),
            ("次月1日前", "quarterly_report_day"),
            ("不超过500字", "quarterly_report_max_chars"),
        ),
        ("附件7", "2024年度"),
        ("once_per_matter", "cap_supplementary", "cap_emergency"),
    ),
    "dongtai": District(
        "东台市民政局《创新建立村居“救急难”互助会 有效构建基层社会救助工作绿色通道》 ",
        date(2020, 6, 24),
        (("391家", "society_count"), ("集体积累资金5万元", "seed_collective")),
        ("2020-06-24", "2014年6月", "3600万元", "16000多件", "10多万人次"),
    ),
    "shanxi": District(
        "山西省《强化政府救助与慈善帮扶有效衔接实施方案》 ",
        date(2023, 11, 20),
        (("连续5年以上", "award_years"),),
        ("2023年11月20日", "〔2023〕46号", "每年1月份"),
    ),
    "zhoucun": District(
        "周村区困难群众“救急难”工作方案（周政办字〔2017〕70号） ",
        date(2017, 6, 23),
        (),
        ("〔2017〕70号", "2017年6月23日", "第649号", "未满16周岁"),
    ),
    "honghe": District(
        "红河州进一步加强和改进临时救助工作的实施方案（红民社救〔2019〕5号） ",
        date(2019, 1, 1),
        (
            ("次数一般不超过2次", "times_per_year"),
            ("年保障标准的50%", "approval_multiple"),
            ("年标准的3倍", "cap_multiple"),
            ("临时救助不超过2次", "times_per_year"),
            ("年标准的6倍", "yearly_multiple"),
            ("给予1000元（含）", "cap_emergency"),
            ("金额1000元（含）", "cash_limit"),
        ),
        (
            "红民社救〔2019〕5号", "〔2018〕42号", "方案》（红政发〔2015〕68号）精神，\n二", "〔2015〕68号）等",
            "〔2015〕52号", "方案》（红政发〔2015〕68号）精神，\n要", "6个月内", "1年内",
        ),
        ("cap_multiple",),
    ),
}  # fmt: skip
LAWS = (
    "《中华人民共和国慈善法》 第", "《中华人民共和国会计法》 第", "《现金管理暂行条例》 第",
    "《社会团体登记管理条例》 第", "《中华人民共和国村民委员会组织法》 第",
)  # fmt: skip
LAW_PAPER = (HERE / "papers" / "laws_clauses.txt").read_text(encoding="utf-8")
ARTICLES = dict(
    zip(*[iter(re.split("^(《.+》 第.+条)\\n", LAW_PAPER, flags=re.MULTILINE)[1:])] * 2, strict=True)
)
"""What the articles of the laws say that the policies quote."""

ASKED = {
    "yuan": (
        "seed_total seed_subsidy seed_other seed_collective cap_supplementary cap_emergency cash_limit "
        "allowance_standard crowd_amount"
    ),
    "number": (
        "society_count coverage_percent seed_grace_days crowd_gifts crowd_days crowd_slow_gifts "
        "crowd_slow_days levy_count levy_days levy_share receipt_days bank_cash_days notice_workday notice_days "
        "filing_workday survey_workdays payment_workdays first_aid_days referral_workdays handover_workdays "
        "float_count_days split_days split_share double_days dormant_months township_report_from_month "
        "township_report_day quarterly_report_day quarterly_report_max_chars times_per_year advance_days "
        "appraisal_due_month award_years case_file_days subsidy_booked_days transit_days review_days"
    ),
    "times": "cap_multiple yearly_multiple approval_multiple",
    "yes": (
        "targeted_allowed member_pay_allowed once_per_matter by_household float_required federation_required "
        "collective_needs_resolution service_log referral_letter first_asked procurement_required"
    ),
    "words": (
        "society_name barred_budget_lines allowed_budget_lines barred_words subsidy_uses public_channels appeal_words "
        "appeal_sounds levy_channels hands case_papers supplementary_categories emergency_categories milestones "
        "levy_words pay_words refund_words staged_kinds banned_words banned_uses audit_recipients audit_payment audit_delivery"
    ),
}
"""How those who ask for a line read its value."""

LAW = {
    "public_channels", "appeal_words", "appeal_sounds", "crowd_gifts", "crowd_days", "crowd_amount", "crowd_slow_gifts",
    "crowd_slow_days",
    "targeted_allowed", "levy_channels", "levy_words", "levy_count", "levy_days", "levy_share",
    "receipt_days", "hands",
    "bank_cash_days", "float_count_days", "member_pay_allowed", "pay_words", "refund_words", "dormant_months",
    "collective_needs_resolution", "transit_days", "review_days",
}  # fmt: skip
"""What the laws of the whole country ask everywhere, whatever a district's document says."""

OWN = {
    "dongtai": {
        "society_count": "391", "coverage_percent": "100", "seed_collective": "50000.00 CNY", "seed_grace_days": "90",
        "subsidy_uses": "5301", "subsidy_booked_days": "30", "federation_required": "True", "appraisal_due_month": "12",
        "advance_days": "60", "service_log": "True",
    },
    "shanxi": {
        "referral_letter": "True", "referral_workdays": "10", "filing_workday": "10", "double_days": "365",
        "award_years": "5", "notice_workday": "10", "notice_days": "7",
    },
    "zhoucun": {
        "case_papers": "受理 申请表|转介 转介单", "case_file_days": "10", "first_asked": "True",
        "handover_workdays": "3", "referral_workdays": "10", "audit_recipients": "", "audit_payment": "",
        "audit_delivery": "",
    },
    "honghe": {
        "case_papers": "受理 申请表|入户调查 入户调查表|审核 审批表|发放 领款单", "case_file_days": "10",
        "by_household": "True", "times_per_year": "2", "once_per_matter": "True", "notice_workday": "10",
        "notice_days": "7", "first_aid_days": "10", "approval_multiple": "0.5", "allowance_standard": "7680.00 CNY",
        "cap_multiple": "3", "yearly_multiple": "6", "cap_emergency": "1000.00 CNY", "split_days": "30",
        "split_share": "90", "staged_kinds": "应急救助", "banned_words": "过节补贴|慰问金|红包",
        "banned_uses": "商业保险", "cash_limit": "1000.00 CNY", "procurement_required": "True",
        "referral_workdays": "10", "float_required": "True",
    },
}  # fmt: skip
"""What each document has beyond the laws; what it does not say it does not have. (徽州 has a test of its own.)"""

AUDITED = {
    "relief_cap", "relief_once", "relief_times", "relief_split", "relief_kind", "approval_ceiling", "cash_limit",
    "staged_relief", "goods_procured", "relief_paid_as_decided", "case_order", "survey_in_time", "payment_in_time",
    "first_aid_filled", "case_file", "conflict_of_interest", "separate_hands", "double_relief", "advance_recovered",
    "referral_answered", "float_set_up", "float_ceiling", "float_drawn", "float_counted", "no_cash_kept",
    "notice_in_time", "notice_stands", "notice_matches", "filing_in_time", "consent",
}  # fmt: skip
"""The rules on relief, float and publicity: each stands under one of an auditor's three heads."""

HEADS = ("audit_recipients", "audit_payment", "audit_delivery")


def every_rule() -> list[Rule]:
    """Every rule that has a file, by name."""
    names = sorted(p.stem for p in (HERE.parent / "plugins").glob("*.py"))
    modules = [import_module(f"plugins.{name}") for name in names]
    return [getattr(module, name) for module in modules for name in getattr(module, "__plugins__", ())]


@cache
def entries(district: str) -> list[Any]:
    """The directives of a policy file, which must parse."""
    found, errors, _ = parser.parse_file(str(policy.FOLDER / f"{district}.beancount"))
    assert errors == []
    return list(found)


@cache
def lines(district: str) -> dict[str, Line]:
    """A district's lines by name."""
    return {line.name: line for line in Policy(entries(district)).lines}


def paper(district: str) -> str:
    """The sentences of the document that are quoted or hold a number."""
    return (HERE / "papers" / f"{district}_clauses.txt").read_text(encoding="utf-8")


def said(line: Line) -> str:
    """A line's values in one string."""
    return "|".join(map(str, line.values))


def number_in(words: str) -> Decimal:
    """The number in a few words of a document, 万 counted out."""
    found = re.search(r"(\d+)(万?)", words)
    assert found, words
    return Decimal(found[1]) * (10000 if found[2] else 1)


EACH = [(district, name) for district in DISTRICTS for name in lines(district)]
BEYOND = [(district, name) for district, name in EACH if district in OWN]


def test_there_are_five_districts_each_with_a_paper() -> None:
    assert policy.names() == sorted(DISTRICTS) == ["dongtai", "honghe", "huizhou", "shanxi", "zhoucun"]
    assert all(paper(district) for district in DISTRICTS)


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_file_holds_only_policy_lines_each_once_of_the_day_of_its_document(district: str) -> None:
    found = entries(district)
    assert len(lines(district)) == len(found)
    assert all(isinstance(entry, data.Custom) and entry.type == "policy" for entry in found)
    days = {entry.date for entry in found if entry.values[0].value != "allowance_standard"}
    assert days == {DISTRICTS[district].day}


def test_a_file_begins_as_no_other_so_that_a_copy_of_it_is_recognised() -> None:
    assert len({policy.text_of(district)[:200] for district in DISTRICTS}) == len(DISTRICTS)


@pytest.mark.parametrize(("district", "name"), EACH)
def test_a_line_says_what_it_is_and_where_it_comes_from(district: str, name: str) -> None:
    meta = next(entry.meta for entry in entries(district) if entry.values[0].value == name)
    assert re.fullmatch("[a-z]+(_[a-z]+)*", name)
    assert set(meta) - {"filename", "lineno", "may"} == {"what", "clause", "source"}
    assert len(meta["what"]) >= 5
    assert meta["source"].startswith((DISTRICTS[district].title, *LAWS, "《现金管理暂行条例》"))


@pytest.mark.parametrize(("district", "name"), EACH)
def test_a_clause_is_the_document_word_for_word_or_says_that_the_district_chose(
    district: str, name: str
) -> None:
    line = lines(district)[name]
    own = line.source.startswith(DISTRICTS[district].title)
    if line.clause != BY_DISTRICT:
        assert line.clause in (paper(district) if own else ARTICLES[line.source])
    assert own or district == "huizhou" or line.source in ARTICLES


@pytest.mark.parametrize(("district", "name"), EACH)
def test_a_value_is_what_those_who_ask_for_it_read(district: str, name: str) -> None:
    (ask,) = [how for how, names in ASKED.items() if name in names.split()]
    value = getattr(lines(district)[name], ask)
    if ask == "yuan":
        assert value > 0 and value.as_tuple().exponent == -2
    if ask == "words":
        assert value and len(set(value)) == len(value) and all(value)
    if ask in ("number", "times"):
        assert value > 0


@pytest.mark.parametrize(
    ("district", "words", "name"),
    [(d, *number) for d, known in DISTRICTS.items() for number in known.numbers],
)
def test_a_number_of_the_document_is_a_line(district: str, words: str, name: str) -> None:
    assert words in paper(district)
    line, number = lines(district)[name], number_in(words)
    if name == "milestones":
        assert [word for word in line.words if word.startswith(f"2024-{int(number):02}-")]
        return
    (value,) = line.values
    share = Decimal(100) if name.endswith("multiple") and "%" in words else Decimal(1)
    assert getattr(value, "number", value) == number / share


@pytest.mark.parametrize("district", DISTRICTS)
def test_no_number_of_the_document_is_left_out(district: str) -> None:
    known = DISTRICTS[district]
    left = paper(district)
    for words in (*known.no_lines, *(words for words, _ in known.numbers)):
        assert left.count(words) == 1, words
        left = left.replace(words, "")
    assert re.findall(r".{4}\d+.{4}", left) == []


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_society_may_raise_what_the_document_lets_it_and_nothing_else(district: str) -> None:
    may = {name: line.may for name, line in lines(district).items() if line.may}
    assert may == dict.fromkeys(DISTRICTS[district].raised, "raise")
    assert not may or re.search("适当提高救助(频次、)?标准", paper(district))


@pytest.mark.parametrize("district", OWN)
def test_a_district_has_its_document_s_lines_and_the_laws_and_no_more(district: str) -> None:
    assert set(lines(district)) == LAW | set(OWN[district])
    assert {n: said(lines(district)[n]) for n, value in OWN[district].items() if value} == {
        n: value for n, value in OWN[district].items() if value
    }


@pytest.mark.parametrize(("district", "name"), [each for each in BEYOND if each[1] in LAW])
def test_the_laws_ask_the_same_everywhere(district: str, name: str) -> None:
    line, other = lines(district)[name], lines("shanxi")[name]
    assert line.values == other.values
    if line.source.startswith(DISTRICTS[district].title):
        assert district == "dongtai" and name in ("member_pay_allowed", "pay_words", "refund_words")
    else:
        assert (line.what, line.clause, line.source) == (other.what, other.clause, other.source)


def test_what_the_laws_leave_open_is_chosen() -> None:
    values = {
        "crowd_gifts": "20", "crowd_days": "3", "crowd_slow_gifts": "40", "crowd_slow_days": "30",
        "crowd_amount": "200.00 CNY", "targeted_allowed": "False",
        "levy_count": "10", "levy_days": "7", "levy_share": "60", "receipt_days": "30", "bank_cash_days": "3",
        "member_pay_allowed": "False", "transit_days": "5", "review_days": "10",
    }  # fmt: skip
    assert {name: said(lines("shanxi")[name]) for name in values} == values
    assert all(lines("shanxi")[name].clause == BY_DISTRICT for name in values)
    fixed = {
        "float_count_days": "31",
        "dormant_months": "12",
        "collective_needs_resolution": "True",
        "hands": "|".join(DUTIES),
    }
    assert {name: said(lines("shanxi")[name]) for name in fixed} == fixed
    assert all(lines("shanxi")[name].clause != BY_DISTRICT for name in fixed)


@pytest.mark.parametrize("district", DISTRICTS)
def test_channels_and_words_are_those_of_the_books(district: str) -> None:
    words = {name: line.words for name, line in lines(district).items() if name in ASKED["words"].split()}
    assert list(words["public_channels"]) == [c for c in CHANNELS if c.startswith("公开募捐-")]
    assert words["levy_channels"] == ("摊派",)
    assert {"募捐箱", "义卖", "义演", "众筹"} < set(words["appeal_words"])
    assert set(words.get("staged_kinds", ())) <= set(RELIEF_KINDS)


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_sound_disguises_a_word_of_an_appeal_and_is_itself_in_none(district: str) -> None:
    appeal = "".join((*lines(district)["appeal_words"].words, "募捐", "捐款", "众筹", "义卖"))
    said_for: list[str] = []
    for pair in lines(district)["appeal_sounds"].words:
        true, sounds = pair.split("=")
        assert len(true) == 1 and true in appeal and sounds
        assert not set(sounds) & set(appeal), pair
        said_for += sounds
    assert len(set(said_for)) == len(said_for)
    assert lines(district)["appeal_sounds"].words == lines("huizhou")["appeal_sounds"].words


@pytest.mark.parametrize("district", ["zhoucun", "honghe"])
def test_the_papers_of_a_case_are_asked_for_at_a_step(district: str) -> None:
    steps = {"发放", *SHAPES["救助"][1]}
    for asked in lines(district)["case_papers"].words:
        step, wanted = asked.split(" ")
        assert step in steps and wanted in PAPERS


def test_every_rule_on_relief_float_and_publicity_stands_under_one_head_of_the_auditor() -> None:
    heads = [lines("zhoucun")[head].words for head in HEADS]
    ruled = [rule for head in heads for rule in head]
    assert len(set(ruled)) == len(ruled)
    assert set(ruled) == AUDITED
    assert [head[0] for head in heads] == ["relief_kind", "relief_cap", "first_aid_filled"]


@pytest.mark.parametrize("rule", sorted(AUDITED))
def test_a_rule_under_an_auditor_s_head_is_a_rule(rule: str) -> None:
    assert (HERE.parent / "plugins" / f"{rule}.py").is_file()


def test_an_auditor_s_heads_are_the_document_s() -> None:
    assert "救助对象认定、资金发放、救助实施" in paper("zhoucun")
    for head, words in zip(HEADS, ("救助对象认定", "资金发放", "救助实施"), strict=True):
        assert f"审计“{words}”" in lines("zhoucun")[head].what


def test_the_county_s_allowance_is_there_a_year_before_and_marked_an_example() -> None:
    line = lines("honghe")["allowance_standard"]
    assert (line.day, line.clause) == (date(2018, 1, 1), BY_DISTRICT)
    assert "此数为示例" in line.what and "逐年添行" in line.what
    cap, yearly = lines("honghe")["cap_multiple"].times, lines("honghe")["yearly_multiple"].times
    assert yearly == cap * lines("honghe")["times_per_year"].number


ROOMS = ("ledger", "plugins", "importers", "reports", "huzhu")


def test_every_line_is_read_by_somebody() -> None:
    code = "".join(
        p.read_text(encoding="utf-8")
        for room in ROOMS
        for p in (policy.FOLDER.parents[1] / room).rglob("*.py")
    )
    names = {name for _, name in EACH}
    assert [name for name in sorted(names) if f'"{name}"' not in code] == []


def test_every_line_that_a_rule_asks_for_is_read_in_one_known_way() -> None:
    known = " ".join(ASKED.values()).split()
    assert len(set(known)) == len(known)
    assert {name for _, name in EACH} == set(known)
    assert {name for rule in every_rule() for name in rule.lines} <= set(known)


BUSY = """
2026-01-05 custom "互助社" "登记"
  name: "某某救急难互助社"
  uscc: "51341004MJB000002G"
  township: "岩寺镇"
  village: "石岗村"
  kind: "村"
  policy: "honghe"
2026-01-05 custom "人员" "zhangsan" "任职"
  post: "社长"
  name: "张三"
2026-01-05 custom "备用金" "设立"
  ceiling: 3000.00 CNY
  custodian: "zhangsan"
2026-01-06 * "区财政局" "启动补助"
  event: "补助"
  budget-line: "2080299"
  Assets:1002银行存款:01农商行基本户:01财政补助   9999.99 CNY
  Income:4401政府补助收入
2026-01-06 * "村委会" "集体支持"
  channel: "村集体"
  Assets:1002银行存款:01农商行基本户:02集体支持   49999.99 CNY
  Income:4101捐赠收入
2026-01-07 * "老王" "暮捐厢"
  channel: "主动捐赠"
  Assets:1001现金:03社会捐赠   2000.00 CNY
  Income:4101捐赠收入
2026-01-08 custom "政府救助" "P-1a2b3c4d5e6f"
  kind: "医疗救助"
2026-01-08 custom "救助" "JZ-2026-0001" "受理"
  person: "P-1a2b3c4d5e6f"
  household: "P-1a2b3c4d5e6f"
  label: "汪*"
  category: "最低生活保障对象"
  matter: "疾病"
  relief: "应急救助"
2026-01-08 custom "救助" "JZ-2026-0001" "先行救助"
2026-01-08 * "汪*" "应急救助" ^JZ-2026-0001
  method: "现金"
  Expenses:5101业务活动成本:02应急救助   1000.00 CNY
  Assets:1001现金:03社会捐赠
2026-01-09 custom "救助" "JZ-2026-0001" "审核"
  decision: "同意"
  amount: 90000.00 CNY
  hardship: "较重"
  by: "zhangsan"
2026-01-12 * "汪*" "应急救助" ^JZ-2026-0001
  method: "现金"
  Expenses:5101业务活动成本:02应急救助   23040.01 CNY
  Assets:1001现金:02集体支持
2026-01-12 custom "救助" "JZ-2026-0002" "受理"
  person: "P-1a2b3c4d5e6f"
  household: "P-1a2b3c4d5e6f"
  label: "汪*"
  category: "最低生活保障对象"
  matter: "意外"
  relief: "应急救助"
2026-01-13 custom "救助" "JZ-2026-0002" "审核"
  decision: "同意"
  amount: 23040.01 CNY
  by: "zhangsan"
2026-01-30 * "汪*" "应急救助" ^JZ-2026-0002
  method: "现金"
  Expenses:5101业务活动成本:02应急救助   23040.01 CNY
  Assets:1001现金:02集体支持
2026-01-12 * "汪*" "为医疗救助垫付" ^JZ-2026-0001
  Assets:1122其他应收款   500.00 CNY
  Assets:1001现金:02集体支持
2026-01-12 custom "转介" "JZ-2026-0001" "转出"
  to: "红十字会"
2026-01-13 * "张三" "慰问金"
  Expenses:5301管理费用:01办公费   10.00 CNY
  Assets:1002银行存款:01农商行基本户:01财政补助
"""


@cache
def busy() -> Books:
    """Books in which something of everything happened, and more than half a year went by."""
    opened = opens(date(2024, 1, 1), list(chart.society_accounts((chart.bank_account(1, "农商行基本户"),))))
    found, errors, options = loader.load_string(BUSY + writing.text(opened))
    assert errors == []
    return Books(found, dict(options) | {"filename": "main.beancount", "include": []}, date(2026, 9, 30))


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_rule_runs_to_its_end_under_every_policy(district: str) -> None:
    told = Policy(entries(district))
    judged = [rule.findings(busy(), told) for rule in every_rule()]
    assert [found[-1].text for found, whole in judged if not whole] == []


@pytest.mark.parametrize(
    ("rule", "silent"),
    [
        ("relief_cap", {"dongtai", "shanxi", "zhoucun"}),
        ("advance_recovered", set(DISTRICTS) - {"dongtai"}),
        ("approval_ceiling", set(DISTRICTS) - {"honghe"}),
        ("cash_limit", set(DISTRICTS) - {"honghe"}),
        ("relief_times", set(DISTRICTS) - {"honghe"}),
        ("survey_in_time", set(DISTRICTS) - {"huizhou"}),
        ("payment_in_time", set(DISTRICTS) - {"huizhou"}),
        ("seed_capital", {"shanxi", "zhoucun", "honghe"}),
        ("subsidy_once", set(DISTRICTS) - {"huizhou"}),
        ("float_counted", set()),
        ("no_cash_kept", set()),
        ("donation_receipt", set()),
        ("banned_purpose", set(DISTRICTS) - {"honghe"}),
        ("notice_in_time", {"dongtai", "zhoucun"}),
        ("filing_in_time", set(DISTRICTS) - {"huizhou", "shanxi"}),
        ("case_file", {"dongtai", "shanxi"}),
        ("referral_answered", {"dongtai"}),
        ("first_aid_filled", {"dongtai", "shanxi", "zhoucun"}),
        ("double_relief", {"dongtai", "zhoucun", "honghe"}),
        ("separate_hands", set()),
        ("member_pay", set()),
    ],
)
def test_a_rule_is_silent_where_the_document_says_nothing(rule: str, silent: set[str]) -> None:
    (asked,) = [each for each in every_rule() if each.name == rule]
    told = {d for d in DISTRICTS if asked.findings(busy(), Policy(entries(d)))[0]}
    assert told == set(DISTRICTS) - silent


def test_the_ways_to_run_a_society_and_the_agencies_are_the_documents_words() -> None:
    assert all(mode in paper("dongtai").replace("“三老”", "三老") for mode in MODES)
    assert "五种实践模式" in paper("dongtai") and len(MODES) == 5
    seven = {"民政": "民政厅", "共青团": "团省委", "妇联": "省妇联"}
    members = [a for a in AGENCIES if a not in ("慈善会", "其他")]
    assert len(members) == 7 and all(seven.get(agency, agency) in paper("shanxi") for agency in members)

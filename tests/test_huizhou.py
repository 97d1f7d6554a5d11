"""徽州区's policy file says what the district's document says, clause by clause and number by number."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from beancount.parser import parser

from ledger.vocabulary import CATEGORIES, CHANNELS

HERE = Path(__file__).parent
FILE = HERE.parent / "ledger" / "policies" / "huizhou.beancount"
DOCUMENT = (HERE / "papers" / "huizhou_clauses.txt").read_text(encoding="utf-8")
OPEN = "本项由区定"
TITLE = "徽州区完善村（社区）“救急难”互助社运作机制实施方案 "
LAWS = ("《中华人民共和国慈善法》", "《现金管理暂行条例》", "《中华人民共和国会计法》")

PARSED: Any = parser.parse_file(str(FILE))
ENTRIES, ERRORS, _ = PARSED
LINES: dict[str, Any] = {entry.values[0].value: entry for entry in ENTRIES}

# What the document numbers, in its order: its own words, and the line that says it.
NUMBERS = [
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
]
NO_RULES = ("附件7", "2024年度")

LEFT_OPEN = {
    "seed_grace_days": 90,
    "crowd_gifts": 20,
    "crowd_days": 3,
    "receipt_days": 30,
    "bank_cash_days": 3,
    "filing_workday": 5,
    "first_aid_days": 10,
    "referral_workdays": 10,
    "float_count_days": 31,
    "split_days": 30,
    "split_share": 90,
    "double_days": 365,
    "dormant_months": 12,
    "levy_count": 10,
    "levy_days": 1,
    "crowd_amount": Amount(Decimal("200.00"), "CNY"),
}
YES_NO = {
    "targeted_allowed": False,
    "member_pay_allowed": False,
    "once_per_matter": True,
    "by_household": True,
    "float_required": True,
    "collective_needs_resolution": True,
}
OTHER_DISTRICTS = {
    "cap_multiple", "allowance_standard", "times_per_year", "yearly_multiple", "approval_multiple",
    "cash_limit", "advance_days", "banned_words", "banned_uses",
}  # fmt: skip


def values(name: str) -> list[Any]:
    """A line's values without its name."""
    return [value.value for value in LINES[name].values[1:]]


def number_in(words: str) -> Decimal:
    """The number in a few words of the document, 万 counted out."""
    found = re.search(r"(\d+)(万?)", words)
    assert found, words
    return Decimal(found[1]) * (10000 if found[2] else 1)


def test_the_file_parses_and_holds_only_policy_lines() -> None:
    assert ERRORS == []
    assert len(LINES) == len(ENTRIES) == 50
    assert all(isinstance(entry, data.Custom) and entry.type == "policy" for entry in ENTRIES)
    assert {entry.date for entry in ENTRIES} == {date(2024, 3, 1)}


@pytest.mark.parametrize("name", LINES)
def test_a_line_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    meta = LINES[name].meta
    assert re.fullmatch("[a-z]+(_[a-z]+)*", name)
    assert values(name)
    assert set(meta) - {"filename", "lineno", "may"} == {"what", "clause", "source"}
    assert len(meta["what"]) >= 5
    assert meta["source"].startswith((TITLE, *LAWS))


@pytest.mark.parametrize("name", LINES)
def test_a_clause_is_the_document_word_for_word_or_says_that_the_district_chose(name: str) -> None:
    meta = LINES[name].meta
    if meta["clause"] == OPEN:
        assert name in LEFT_OPEN or name in YES_NO or all(isinstance(v, str) for v in values(name))
    else:
        assert meta["clause"] in DOCUMENT
        assert meta["source"].startswith(TITLE)


@pytest.mark.parametrize(("words", "name"), NUMBERS)
def test_a_number_of_the_document_is_a_line(words: str, name: str) -> None:
    assert words in DOCUMENT
    if name == "milestones":
        month = int(number_in(words))
        assert [word for word in values(name) if word.startswith(f"2024-{month:02}-")]
        return
    (value,) = values(name)
    if isinstance(value, Amount):
        assert value.currency == "CNY"
        assert value.number is not None
        assert value.number.as_tuple().exponent == -2
        value = value.number
    assert value == number_in(words)


def test_no_number_of_the_document_is_left_out() -> None:
    listed = [*NO_RULES, *(words for words, _ in NUMBERS)]
    left = DOCUMENT
    for words in listed:
        assert left.count(words) == 1, words
        left = left.replace(words, "")
    assert not re.search(r"\d", left)


def test_what_the_document_leaves_open_is_the_districts_choice() -> None:
    assert {name: values(name) for name in LEFT_OPEN} == {name: [value] for name, value in LEFT_OPEN.items()}
    assert all(LINES[name].meta["clause"] == OPEN for name in LEFT_OPEN)
    assert {name: values(name) for name in YES_NO} == {name: [value] for name, value in YES_NO.items()}


def test_a_society_may_raise_caps_and_frequency_and_nothing_else() -> None:
    assert "可以结合实际适当提高救助频次、标准" in DOCUMENT
    assert {name: entry.meta["may"] for name, entry in LINES.items() if "may" in entry.meta} == {
        "once_per_matter": "raise",
        "cap_supplementary": "raise",
        "cap_emergency": "raise",
    }


def test_what_other_districts_have_is_not_named() -> None:
    assert not OTHER_DISTRICTS & set(LINES)


def test_low_income_allowances_are_barred_and_the_allowed_lines_are_not_among_them() -> None:
    assert values("barred_budget_lines") == ["20819", "20820", "20821", "20825"]
    assert values("allowed_budget_lines") == ["2080206", "2080299", "2089999"]
    for allowed in values("allowed_budget_lines"):
        assert not allowed.startswith(tuple(values("barred_budget_lines")))
    assert {"困难群众救助", "低保", "特困", "临时救助"} < set(values("barred_words"))
    assert values("subsidy_uses") == ["5101"]


def test_channels_are_the_words_of_the_books() -> None:
    assert values("public_channels") == [channel for channel in CHANNELS if channel.startswith("公开募捐-")]
    assert values("levy_channels") == ["摊派"]
    assert set(values("levy_channels")) < set(CHANNELS)
    assert {"募捐箱", "义卖", "义演", "众筹"} < set(values("appeal_words"))


def test_every_category_gets_one_kind_of_relief() -> None:
    kinds = values("supplementary_categories") + values("emergency_categories")
    assert sorted(kinds) == sorted(CATEGORIES)


def test_papers_hands_and_milestones() -> None:
    papers = ["申请表", "有效身份证明", "困难及经济状况证明", "入户调查表", "审批表", "领款单"]
    assert values("case_papers") == papers
    assert values("hands") == ["记账", "审批", "付款"]
    assert values("society_name") == ["某某区某某乡镇某某村（社区）救急难互助社"]
    days = ["2024-03-31", "2024-04-30", "2024-07-31", "2024-10-31"]
    assert [milestone.split()[0] for milestone in values("milestones")] == days
    assert all(milestone.split()[1] in DOCUMENT for milestone in values("milestones"))


def test_seed_parts_make_the_whole() -> None:
    total, subsidy, other = (values(name)[0].number for name in ("seed_total", "seed_subsidy", "seed_other"))
    assert total == subsidy + other == Decimal("30000.00")

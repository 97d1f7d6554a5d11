"""徽州区's policy: what its document leaves open and what its words mean. (`test_policies` has its clauses and numbers.)"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from beancount.parser import parser

from ledger.vocabulary import CATEGORIES, PAPERS

HERE = Path(__file__).parent
FILE = HERE.parent / "ledger" / "policies" / "huizhou.beancount"
DOCUMENT = (HERE / "papers" / "huizhou_clauses.txt").read_text(encoding="utf-8")
OPEN = "本项由区定"

PARSED: Any = parser.parse_file(str(FILE))
ENTRIES, ERRORS, _ = PARSED
LINES: dict[str, Any] = {entry.values[0].value: entry for entry in ENTRIES}

LEFT_OPEN = {
    "seed_grace_days": 90,
    "crowd_gifts": 20,
    "crowd_days": 3,
    "crowd_slow_days": 30,
    "crowd_slow_gifts": 40,
    "subsidy_booked_days": 30,
    "receipt_days": 30,
    "bank_cash_days": 3,
    "filing_workday": 5,
    "first_aid_days": 10,
    "transit_days": 5,
    "review_days": 10,
    "case_file_days": 30,
    "referral_workdays": 10,
    "float_count_days": 31,
    "split_days": 30,
    "split_share": 90,
    "double_days": 365,
    "dormant_months": 12,
    "levy_count": 10,
    "levy_days": 7,
    "levy_share": 60,
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


def test_the_file_parses_and_holds_only_policy_lines() -> None:
    assert ERRORS == []
    assert len(LINES) == len(ENTRIES) == 61
    assert all(isinstance(entry, data.Custom) and entry.type == "policy" for entry in ENTRIES)
    assert {entry.date for entry in ENTRIES} == {date(2024, 3, 1)}


@pytest.mark.parametrize("name", LINES)
def test_every_number_that_the_document_leaves_open_is_listed_here(name: str) -> None:
    if LINES[name].meta["clause"] == OPEN:
        assert name in LEFT_OPEN or name in YES_NO or all(isinstance(v, str) for v in values(name))


def test_what_the_document_leaves_open_is_the_districts_choice() -> None:
    assert {name: values(name) for name in LEFT_OPEN} == {name: [value] for name, value in LEFT_OPEN.items()}
    assert all(LINES[name].meta["clause"] == OPEN for name in LEFT_OPEN)
    assert {name: values(name) for name in YES_NO} == {name: [value] for name, value in YES_NO.items()}


def test_what_other_districts_have_is_not_named() -> None:
    assert not OTHER_DISTRICTS & set(LINES)


def test_low_income_allowances_are_barred_and_the_allowed_lines_are_not_among_them() -> None:
    assert values("barred_budget_lines") == ["20819", "20820", "20821", "20825"]
    assert values("allowed_budget_lines") == ["2080206", "2080299", "2089999"]
    for allowed in values("allowed_budget_lines"):
        assert not allowed.startswith(tuple(values("barred_budget_lines")))
    assert {"困难群众救助", "低保", "特困", "临时救助"} < set(values("barred_words"))
    assert values("subsidy_uses") == ["5101"]


def test_every_category_gets_one_kind_of_relief() -> None:
    kinds = values("supplementary_categories") + values("emergency_categories")
    assert sorted(kinds) == sorted(CATEGORIES)


def test_papers_hands_and_milestones() -> None:
    papers = [tuple(value.split()) for value in values("case_papers")]
    assert papers == [
        ("受理", "申请表"), ("受理", "有效身份证明"), ("受理", "困难及经济状况证明"),
        ("入户调查", "入户调查表"), ("审核", "审批表"), ("发放", "领款单"),
    ]  # fmt: skip
    assert {paper for _, paper in papers} < set(PAPERS)
    assert values("hands") == ["记账", "审批", "付款"]
    assert values("society_name") == ["某某区某某乡镇某某村（社区）救急难互助社"]
    days = ["2024-03-31", "2024-04-30", "2024-07-31", "2024-10-31"]
    assert [milestone.split()[0] for milestone in values("milestones")] == days
    assert all(milestone.split()[1] in DOCUMENT for milestone in values("milestones"))


def test_seed_parts_make_the_whole() -> None:
    total, subsidy, other = (values(name)[0].number for name in ("seed_total", "seed_subsidy", "seed_other"))
    assert total == subsidy + other == Decimal("30000.00")

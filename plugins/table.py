"""The one list of rules, and the one pass that runs them all over one index."""

from __future__ import annotations

from typing import Any

from beancount.core import data

from ledger.books import Books, DistrictBooks, judged_policy
from ledger.findings import Finding
from ledger.judging import PRESENT, PROOF, PROOF_TYPE
from ledger.policy import Policy, named
from plugins.advance_recovered import advance_recovered
from plugins.agency_money import agency_money
from plugins.appraised_yearly import appraised_yearly
from plugins.approval_ceiling import approval_ceiling
from plugins.banned_purpose import banned_purpose
from plugins.case_file import case_file
from plugins.case_order import case_order
from plugins.cash_limit import cash_limit
from plugins.chart import chart
from plugins.collective_resolution import collective_resolution
from plugins.conflict_of_interest import conflict_of_interest
from plugins.consent import consent
from plugins.donation_receipt import donation_receipt
from plugins.donor_purpose import donor_purpose
from plugins.dormant import dormant
from plugins.double_relief import double_relief
from plugins.facts_complete import facts_complete
from plugins.filing_in_time import filing_in_time
from plugins.first_aid_filled import first_aid_filled
from plugins.float_ceiling import float_ceiling
from plugins.float_counted import float_counted
from plugins.float_drawn import float_drawn
from plugins.float_set_up import float_set_up
from plugins.forced_levy import forced_levy
from plugins.fund_overdrawn import fund_overdrawn
from plugins.goods_procured import goods_procured
from plugins.member_pay import member_pay
from plugins.month_closed import month_closed
from plugins.no_cash_kept import no_cash_kept
from plugins.notice_in_time import notice_in_time
from plugins.notice_matches import notice_matches
from plugins.notice_stands import notice_stands
from plugins.one_fund import one_fund
from plugins.payment_in_time import payment_in_time
from plugins.personal_data import personal_data
from plugins.placeholders import placeholders
from plugins.public_fundraising import public_fundraising
from plugins.referral_answered import referral_answered
from plugins.relief_cap import relief_cap
from plugins.relief_kind import relief_kind
from plugins.relief_once import relief_once
from plugins.relief_paid_as_decided import relief_paid_as_decided
from plugins.relief_split import relief_split
from plugins.relief_times import relief_times
from plugins.roster import roster
from plugins.rows_reviewed import rows_reviewed
from plugins.rule import Rule
from plugins.seed_capital import seed_capital
from plugins.separate_hands import separate_hands
from plugins.society_name import society_name
from plugins.staged_relief import staged_relief
from plugins.subsidy_once import subsidy_once
from plugins.subsidy_reconciled import subsidy_reconciled
from plugins.subsidy_source import subsidy_source
from plugins.subsidy_use import subsidy_use
from plugins.survey_in_time import survey_in_time
from plugins.targeted_fundraising import targeted_fundraising
from plugins.top_file import top_file
from plugins.transit_returned import transit_returned
from plugins.voucher_numbers import voucher_numbers

GROUPS: dict[str, tuple[Rule, ...]] = {
    "账簿": (
        top_file, facts_complete, chart, voucher_numbers, month_closed, society_name, personal_data,
        placeholders, separate_hands, dormant, appraised_yearly,
    ),
    "资金": (
        seed_capital, subsidy_once, subsidy_source, subsidy_use, one_fund, fund_overdrawn,
        donor_purpose, collective_resolution, agency_money, rows_reviewed, transit_returned,
    ),
    "捐赠": (
        public_fundraising, targeted_fundraising, forced_levy, donation_receipt, member_pay,
        banned_purpose,
    ),
    "救助": (
        relief_cap, relief_once, relief_times, relief_split, relief_kind, approval_ceiling, cash_limit,
        staged_relief, relief_paid_as_decided, case_order, survey_in_time, payment_in_time,
        first_aid_filled, case_file, conflict_of_interest, double_relief, advance_recovered,
        referral_answered, goods_procured,
    ),
    "备用金": (
        float_set_up, float_ceiling, float_drawn, float_counted, no_cash_kept,
    ),
    "公示": (
        notice_in_time, notice_stands, notice_matches, filing_in_time, consent,
    ),
    "全区": (
        subsidy_reconciled, roster,
    ),
}  # fmt: skip
"""Every rule, under what it watches, in the order in which their findings are told."""

RULES: tuple[Rule, ...] = tuple(rule for rules in GROUPS.values() for rule in rules)
"""Every rule."""


def judge_all(entries: list[Any], options: dict[str, Any]) -> tuple[list[Any], list[Finding]]:
    """Every rule over one index; the entries come back with the event that proves which rules ran."""
    judging = PRESENT.get()
    books = Books(entries, options, judging.day)
    policy = named(judging.policy) if judging.policy else judged_policy(books)
    if isinstance(policy, Finding):
        return entries, [policy]
    findings, ran = _judged(books, books, policy)
    return [*entries, _proof(books, ran)], findings


def _judged(books: Books, near: Books, policy: Policy) -> tuple[list[Finding], tuple[str, ...]]:
    findings: list[Finding] = []
    ran: list[str] = []
    for each in RULES:
        found, whole = each.findings_near(books, near, policy)
        findings += found
        ran += [each.name] if whole else []
    return findings, tuple(ran)


def judge_added(books: Books, near: Books | None) -> tuple[list[Finding], tuple[str, ...]]:
    """What the rules find in books that took something in, and which of them ran to their end.

    With `near`, what lies near it, rules that need no more look at no more; None where it bears on everything.
    """
    policy = judged_policy(books)
    if isinstance(policy, Finding):
        return [policy], ()
    return _judged(books, near or books, policy)


def _proof(books: Books, ran: tuple[str, ...]) -> data.Event:
    meta = data.new_metadata(PROOF, 0)
    return data.Event(meta, books.day, PROOF_TYPE, f"已运行{len(ran)}条规则：{' '.join(ran)}")


def judge_across(district: DistrictBooks, policy: str = "") -> tuple[list[Finding], list[str]]:
    """What the rules find between the societies of a district, and which rules did not run to their end.

    The policy is the bureau's own, or the one named.
    """
    judged = named(policy) if policy else judged_policy(district.bureau)
    if isinstance(judged, Finding):
        return [judged], []
    findings: list[Finding] = []
    failed: list[str] = []
    for each in RULES:
        found, whole = each.findings_across(district, judged)
        findings += found
        failed += [] if whole else [each.name]
    return findings, failed

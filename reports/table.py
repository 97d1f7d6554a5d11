"""Every report by name: under which heading, what it is called, and the file that makes it.

Nothing is imported before it is asked for, so that a list of the names costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reports.report import DistrictReport, Report


class Line(NamedTuple):
    """One report as lists show it; `place` is its module below `reports`, with :NAME where it is not REPORT."""

    room: str
    title: str
    place: str


STATEMENTS, BOOKS, FUNDS, PUBLICITY = "会计报表", "账簿和凭证", "资金去向", "公开"
FILINGS, CASES, THANKS, CASH, CHECKS = "报送", "救助", "感谢", "备用金", "核对"

TABLE: dict[str, Line] = {
    "balance-sheet": Line(STATEMENTS, "资产负债表（会民非01表）", "statements.balance_sheet"),
    "activities": Line(STATEMENTS, "业务活动表（会民非02表）", "statements.activities"),
    "cash-flows": Line(STATEMENTS, "现金流量表（会民非03表）", "statements.cash_flows"),
    "notes": Line(STATEMENTS, "会计报表附注", "statements.notes"),
    "closing-entries": Line(STATEMENTS, "结转分录", "statements.closing_entries"),
    "statements": Line(STATEMENTS, "会计报表（全套）：带封面、附注和勾稽核对", "statements.whole"),
    "behind": Line(STATEMENTS, "报表数字的来历：由哪些凭证组成", "statements.behind"),
    "trial-balance": Line(BOOKS, "科目余额表", "books.trial_balance"),
    "general-ledger": Line(BOOKS, "总账", "books.general_ledger"),
    "detail-ledger": Line(BOOKS, "明细账", "books.detail_ledger"),
    "cash-journal": Line(BOOKS, "现金日记账", "books.journals:CASH_JOURNAL"),
    "bank-journal": Line(BOOKS, "银行存款日记账", "books.journals:BANK_JOURNAL"),
    "vouchers": Line(BOOKS, "记账凭证", "books.vouchers"),
    "voucher-cover": Line(BOOKS, "会计凭证封面", "books.voucher_cover"),
    "voucher-summary": Line(BOOKS, "科目汇总表", "books.voucher_summary"),
    "fund-statement": Line(FUNDS, "基金收支情况表", "funds.fund_statement"),
    "subsidy-trace": Line(FUNDS, "财政补助去向表：每一元在哪里，或救助了谁", "funds.subsidy_trace"),
    "donor-statement": Line(FUNDS, "捐款去向告知单：一笔捐款用在了哪些救助上", "funds.donor_statement"),
    "restricted-funds": Line(FUNDS, "限定性基金情况表：用途、期限、还剩多少", "funds.restricted_funds"),
    "start-up": Line(FUNDS, "启动资金情况表", "funds.start_up"),
    "notice": Line(PUBLICITY, "救助情况公示（张贴登记用 huzhu notice）", "publicity.posting"),
    "taken-down": Line(PUBLICITY, "公示撤下记录", "publicity.taken_down"),
    "case-stories": Line(PUBLICITY, "救助案例：隐去当事人的案例文字", "publicity.case_stories"),
    "donors-roll": Line(PUBLICITY, "捐赠芳名榜", "publicity.donors_roll"),
    "income-notice": Line(PUBLICITY, "收支公开表", "publicity.income_notice"),
    "receipt-slip": Line(THANKS, "收据凭单：不是票据，只记捐赠票据号", "thanks.receipt_slip"),
    "thanks-letter": Line(THANKS, "感谢信", "thanks.thanks_letter"),
    "honours": Line(THANKS, "锦旗、证书发放清单", "thanks.honours"),
    "gift-became": Line(THANKS, "您的捐款去了哪里", "thanks.gift_became"),
    "filing": Line(FILINGS, "救助情况备案表：每月报乡镇", "filings.filing"),
    "progress": Line(FILINGS, "乡镇运作机制进展情况表：乡镇每月报区", "filings.progress"),
    "quarterly": Line(FILINGS, "季度进展情况和存在问题：乡镇每季度报区", "filings.quarterly"),
    "annual-inspection": Line(
        FILINGS, "年检材料：3月31日前报主管单位，5月31日前报登记机关", "packs.annual_inspection"
    ),
    "handover": Line(FILINGS, "法定代表人变更（离任）审计材料", "packs.handover"),
    "monthly-pack": Line(FILINGS, "月度报送册：公示、备案、资金", "packs.monthly"),
    "year-end-pack": Line(FILINGS, "年终资料册：报表、账簿、凭证、登记簿", "packs.year_end"),
    "services": Line(FILINGS, "帮办登记表", "filings.services"),
    "audit-heads": Line(FILINGS, "审计重点表：对象认定、资金发放、救助实施", "filings.audit_heads"),
    "acceptance": Line(FILINGS, "受理转办登记簿：首问、转办、限时办结（周村）", "filings.acceptance"),
    "complaints": Line(FILINGS, "举报投诉登记簿", "filings.acceptance_complaints"),
    "referrals": Line(FILINGS, "转介登记簿", "filings.referrals"),
    "monitoring-push": Line(FILINGS, "低收入人口动态监测平台推送表（山西）", "filings.monitoring"),
    "five-years": Line(FILINGS, "连续参与救助名单：捐赠和服务（山西）", "filings.five_years"),
    "appraisal": Line(FILINGS, "年度考评表（东台）", "filings.appraisal"),
    "federation": Line(FILINGS, "互助会联合会汇总表（东台）", "filings.federation"),
    "work-ledger": Line(FILINGS, "资金、实物发放工作台账（红河）", "filings.work_ledger"),
    "goods-ledger": Line(FILINGS, "实物收发存台账（红河）", "filings.work_ledger_goods"),
    "households": Line(FILINGS, "家庭救助频次和倍数表（红河）", "filings.households"),
    "float-register": Line(CASH, "备用金登记簿", "cash.float_register"),
    "count-sheet": Line(CASH, "备用金盘点表", "cash.count_sheet"),
    "replenishment": Line(CASH, "备用金补充申请单", "cash.replenishment"),
    "policy-compare": Line(CHECKS, "政策对照表：同一套账按五份文件各判一遍", "filings.policy_compare"),
    "application": Line(CASES, "救助申请表", "cases.application"),
    "survey": Line(CASES, "入户调查表", "cases.survey"),
    "approval": Line(CASES, "救助审批表", "cases.approval"),
    "payment-slip": Line(CASES, "救助金领款单：指印、两名见证人", "cases.payment_slip"),
    "referral-slip": Line(CASES, "转介单和回执", "cases.referral_slip"),
    "situation-note": Line(CASES, "先行救助情况说明", "cases.situation_note"),
    "case-index": Line(CASES, "一人一档目录：该有的材料，有没有，对不对", "cases.case_index"),
    "case-file": Line(CASES, "救助案卷：一件救助的全部表和扫描件", "cases.case_file"),
    "case-ledger": Line(CASES, "救助台账", "cases.case_ledger"),
    "blank-forms": Line(CASES, "空白表格：停电时手写用", "cases.blank_forms"),
    "reconciliation": Line(CHECKS, "余额调节表：对账单和账一行一行对", "bank.reconciliation"),
    "waiting": Line(CHECKS, "待核清单：账单里还没定的行", "bank.waiting"),
}


def report(name: str) -> Report | DistrictReport:
    """The report of that name; KeyError where there is none."""
    module, _, attribute = TABLE[name].place.partition(":")
    found: Report | DistrictReport = getattr(import_module(f"reports.{module}"), attribute or "REPORT")
    assert found.name == name, (found.name, name)
    return found

"""The year-end volume (年终资料册): statements, books, vouchers, funds and registers of a year, to be bound and kept."""

from __future__ import annotations

from reports.forms import Field, Leaf
from reports.packs.pack import Cover, pack
from reports.report import YEARLY, Asked, Report

ITEMS = (
    "balance-sheet", "activities", "cash-flows", "notes", "closing-entries",
    "trial-balance", "general-ledger", "detail-ledger", "cash-journal", "bank-journal",
    "fund-statement", "restricted-funds", "subsidy-trace", "start-up",
    "float-register", "count-sheet", "goods-ledger", "reconciliation",
    "case-ledger", "referrals", "services", "complaints", "donors-roll", "honours",
    "voucher-summary", "voucher-cover", "vouchers",
)  # fmt: skip
KEPT = (
    "会计档案保管期限：会计凭证、会计账簿30年，年度财务会计报告永久，银行对账单、余额调节表10年"
    "（《会计档案管理办法》）。"
)


def year_end(asked: Asked) -> tuple[Leaf, ...]:
    """Everything of a year."""
    lines = ((Field("归档编号"), Field("保管期限", "见下")), (Field("立卷人"), Field("检查人")))
    return pack(asked, Cover(f"{asked.period.words}年终资料册", lines, (KEPT,)), ITEMS)


REPORT = Report("year-end-pack", "年终资料册", year_end, spans=YEARLY)

"""What every kind of dated fact must carry: its steps, their keys, and the words a key may be (books.md §4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from beancount.core.amount import Amount

from ledger import vocabulary as words
from ledger.chart import CURRENCY

_AMOUNTS = ("ceiling", "counted", "amount", "cap-supplementary", "cap-emergency", "opening", "closing")
_DAYS = ("from", "until", "due")
_WORDS = (
    "matter-no",
    "duties",
    "uses",
    "person",
    "household",
    "names",
    "papers",
    "sha256",
    "filed-as",
    "federation",
)
_NUMBERS = ("times", "stages", "rows")
"""Keys that rules read as an amount, a day, words, a number: written as something else, they would be read as not given."""


class Shape:
    """What one kind of fact must carry."""

    def __init__(
        self, required: tuple[str, ...] = (), allowed: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> None:
        """Which keys must be there, and which words a key may be."""
        self.required = required
        self.allowed = allowed
        self.kinds: dict[str, type[Any]] = dict.fromkeys((*required, *_WORDS), str)
        """What a key's value must be, wherever it stands."""
        self.kinds |= dict.fromkeys(_AMOUNTS, Amount) | dict.fromkeys(_DAYS, date)
        self.kinds |= dict.fromkeys(_NUMBERS, Decimal)


_NO = Shape()
MEANT: dict[type[Any], str] = {
    Amount: f"500.00 {CURRENCY}",
    date: "2026-12-31（不加引号）",
    str: "引号里的词",
    Decimal: "数字，例如 3",
}
OF_A_MONTH = ("公示", "备案", "月结", "反结账", "鸣谢")
OF_A_VOUCHER = ("捐赠票据",)
OF_A_CASE = ("救助", "转介", "案卷材料")
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
SHAPES: dict[str, tuple[bool, dict[str, Shape]]] = {
    "互助社": (False, {
        "登记": Shape(
            ("name", "uscc", "township", "village", "kind", "policy"),
            {"kind": words.SOCIETY_KINDS, "seed-as": words.SEED_AS, "mode": words.MODES},
        ),
    }),
    "人员": (True, {"任职": Shape(("post", "name"), {"post": words.POSTS}), "离任": _NO}),
    "基金": (True, {
        "设立": Shape(("source", "restriction"), {"restriction": words.RESTRICTIONS}), "终止": _NO,
    }),
    "备用金": (False, {
        "设立": Shape(("ceiling", "custodian")), "调整": Shape(("ceiling",)),
        "盘点": Shape(("counted", "by", "witness")), "交接": Shape(("custodian",)),
    }),
    "决议": (True, {"": Shape(("kind",), {"kind": words.RESOLUTION_KINDS})}),
    "公开募捐资格": (False, {"取得": Shape(("certificate", "until")), "终止": _NO}),
    "回避": (True, {"": Shape(("person", "relation"))}),
    "政府救助": (True, {
        "": Shape(
            ("kind",), {"kind": words.GOVERNMENT_AID, "matter": words.MATTERS, "agency": words.AGENCIES}
        ),
    }),
    "救助": (True, {
        "受理": Shape(
            ("person", "household", "label", "category", "matter", "relief"),
            {
                "category": words.CATEGORIES, "matter": words.MATTERS,
                "relief": words.RELIEF_KINDS, "found": words.FOUND,
            },
        ),
        "先行救助": _NO,
        "入户调查": Shape(("by",)),
        "审核": Shape(
            ("decision", "by"),
            {"decision": words.DECISIONS, "hardship": words.HARDSHIP, "level": words.LEVELS},
        ),
        "转介": _NO, "结案": _NO, "撤回": _NO,
    }),
    "转介": (True, {"转出": Shape(("to",)), "回复": Shape(("outcome",))}),
    "公示": (True, {"张贴": Shape(("sheet", "place")), "撤下": Shape(("objections",))}),
    "备案": (True, {"": Shape(("to", "sheet"))}),
    "密钥": (True, {"登记": Shape(("signing", "recipient")), "停用": _NO}),
    "档案": (True, {"销毁": Shape(("reason", "by", "approved-by"))}),
    "月结": (True, {"": Shape(("digest",))}),
    "反结账": (True, {"": Shape(("reason", "by", "approved-by"))}),
    "账外改动": (False, dict.fromkeys(("采纳", "恢复"), Shape(("reason", "by", "sha256", "filed-as")))),
    "投诉": (True, {"受理": Shape(("about",)), "办结": _NO}),
    "捐赠票据": (True, {"开具": Shape(("number",))}),
    "案卷材料": (True, {"归档": Shape(("papers", "sha256"))}),
    "鸣谢": (True, {"张贴": Shape(("names", "place"))}),
    "帮办": (True, {"": Shape(("person", "matter", "to", "by"), {"matter": words.MATTERS})}),
    "考评": (True, {"": Shape(("grade", "by"), {"grade": words.GRADES})}),
    "归户": (True, {"": Shape(("account",))}),
    "归类": (True, {
        "设立": Shape(("becomes",), {"becomes": words.BECOMES, "channel": words.CHANNELS}), "停用": _NO,
    }),
    "待核": (True, {
        "挂起": Shape(("account", "way", "amount", "reason", "source"), {"way": words.WAYS}),
        "了结": Shape(("reason",)),
    }),
    "对账单": (True, {"": Shape(("paper", "from", "until", "rows", "sha256"))}),
    "对账": (True, {"": Shape(("closing", "sha256"))}),
    "表头": (True, {"": Shape(("columns",))}),
    "名册": (True, {"列入": Shape(("township",)), "移出": _NO}),
}  # fmt: skip
"""Fact → (does a key such as JZ-2026-0007 come before the step, its steps → what they must carry)."""

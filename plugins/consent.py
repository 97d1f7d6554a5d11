"""鸣谢、感谢名单上只写同意公开姓名的捐赠人。

Nobody is thanked by name in public who did not agree to it.

Clause (慈善法 82): 涉及国家秘密、商业秘密、个人隐私的信息以及捐赠人、慈善信托的委托人不同意公开的姓名、名称、住所、通讯方式等信
息，不得公开。 (个人信息保护法 25: 个人信息处理者不得公开其处理的个人信息，取得个人单独同意的除外。)

Consent is said on the gift, `publish: TRUE`, and the donor's last gift by the day of the list is their last
word: who agreed once and then no more is not named any more, and a gift that says nothing changes nothing. A
gift that was reversed says nothing. Goods are gifts as well. Names are compared as an eye reads them, without
blanks. A masked name (王*, 王某) and 爱心人士 or 匿名 name nobody, unless what is left beside them is a
whole donor. Members' fees are no gifts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ledger.books import Books
from ledger.chart import DONATIONS
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import MASKS, as_read
from plugins.rule import rule

__plugins__ = ("consent",)

CLAUSE = "《慈善法》第八十二条：捐赠人不同意公开的姓名、名称等信息，不得公开"
_NOBODY = re.compile("^(?:爱心人士|匿名)")

Words = dict[str, list[tuple[date, bool | None]]]
"""Donor → each gift's day, and whether they may be named; None where the gift does not say."""


@rule()
def consent(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each list of thanks, once for everybody on it who did not agree."""
    thanks = books.facts.of("鸣谢", "张贴")
    gifts = _gifts(books) if thanks else {}
    for fact in thanks:
        for name in dict.fromkeys(fact.text("names").split()):
            if said := _fault(as_read(name), fact.day, gifts):
                yield finding(fact.entry, f"鸣谢名单上的“{name}”{said}", CLAUSE)


def _fault(name: str, day: date, gifts: Words) -> str:
    shown = _NOBODY.sub("", name).strip(MASKS)
    if shown != name and shown not in gifts:
        return ""
    given = [publish for when, publish in gifts.get(shown, ()) if when <= day]
    if not given:
        return f"到{day}没有捐赠记录，不能鸣谢；请核对姓名"
    said = [publish for publish in given if publish is not None]
    if not said:
        return "捐赠时没有同意公开姓名；请取得同意，或写成“爱心人士”"
    return "" if said[-1] else "最近一次捐赠时不同意公开姓名；请写成“爱心人士”"


def _gifts(books: Books) -> Words:
    """Every donor's gifts, in order of day."""
    found: Words = {}
    for leg in books.income:
        if leg.account.name == DONATIONS and leg.amount < 0 and not books.undone(leg.entry):
            publish = leg.entry.meta.get("publish")
            word = publish if isinstance(publish, bool) else None
            if donor := as_read(leg.entry.payee or ""):
                found.setdefault(donor, []).append((leg.entry.date, word))
    return found

"""账里没有身份证号、手机号、银行卡号，也没有救助对象的全名。

No ID, phone or bank-card number stands in the books, and no recipient's full name.

Clause (个人信息保护法 28): 敏感个人信息是……包括生物识别、宗教信仰、特定身份、医疗健康、金融账户、行踪轨迹等信息……只有在具有特定的
目的和充分的必要性，并采取严格保护措施的情形下，个人信息处理者方可处理敏感个人信息。 (books.md §4: names and numbers live in the
encrypted archive only.)

What is looked at: payee, narration, the words of facts, and every value under a key of an entry or posting
but those that huzhu's own trail and checksums fill; also a number typed without quotes. What is found: an ID
number by its date of birth and check digit (GB 11643); a mobile number, with or without 86, that is no part of
a longer run of digits; a bank card by its check digit (Luhn). Blanks, hyphens, dots and full-width digits
between do not hide them. An order or receipt number that fails these checks is let be. A recipient, in a
case's label or as payee of relief or of an advance, is masked (汪*, 汪*娜, 汪某): a mask hung on a name of three
characters or more hides nothing; the double surnames, of which a mask leaves more, are known. The finding does
not repeat what it found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from ledger.books import TRAIL_KEYS, Books
from ledger.chart import RECEIVABLE, parse
from ledger.entries import case_number
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.shapes import SHAPES
from ledger.vocabulary import MASKS, PSEUDONYM, as_read
from plugins.rule import near_rule

__plugins__ = ("personal_data",)

CLAUSE = "《个人信息保护法》第二十八条：金融账户、医疗健康等是敏感个人信息，须采取严格保护措施"
_TYPED = (str, Decimal)
"""What a person may have typed a number as: in quotes or without."""
_BETWEEN = r"[\s\-‐-―－_.．·,，、/:：\u200b-\u200f\u2060\ufeff]{0,4}"
_APART = "\0"
_MANY = re.compile(r"(?<!\d)\d(?:[^\d\0]{0,4}+\d){10}")
"""Eleven digits with little between them: where there are none, there is nothing to look at more closely."""
_RUN = re.compile(rf"(?<!\d)\d(?:{_BETWEEN}\d)+(?:{_BETWEEN}[Xx](?![A-Za-z]))?")
_MOBILE = re.compile(r"(?:00)?(?:86)?(1[3-9][0-9]{9})")
_SPLIT_MOBILE = ((3, 4, 4), (3, 8), (3, 3, 5), (4, 4, 3), (5, 6), (7, 4))
"""How people break up the eleven digits of a mobile number."""
_SPLIT_CARD = 4
_WEIGHTS = tuple(pow(2, 17 - at, 11) for at in range(17))
_CHECKS = "10X98765432"
_MOST = len(_WEIGHTS) + 1
_DOUBLE = (
    "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "东方", "宇文", "长孙", "端木",
)  # fmt: skip


@near_rule()
def personal_data(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each entry that holds a number of a person's, and each recipient who is not masked."""
    if _MANY.search(books.written):
        yield from _entries(books)
    for case in books.cases.values():
        if case.opened and _is_name(case.text("label")):
            said = f"{case.number}的 label: 是全名；请写成打码的，例如 汪*，真实姓名只进档案"
            yield finding(case.opened.entry, said, CLAUSE)
    paid = [r.entry for r in books.reliefs]
    paid += [t for t in books.transactions if t.links and case_number(t) and _advanced(t)]
    for entry in {id(e): e for e in paid}.values():
        if _is_name(entry.payee or ""):
            said = "收款的救助对象写了全名；请写成打码的，例如 汪*，真实姓名只进档案"
            yield finding(entry, said, CLAUSE)


def _entries(books: Books) -> Iterator[Finding]:
    """What each entry and each fact holds."""
    for entry in books.transactions:
        metas = [
            entry.meta,
            *(p.meta for p in entry.postings if p.meta and not TRAIL_KEYS.issuperset(p.meta)),
        ]
        yield from _numbers(entry, {"收付对方": entry.payee or "", "摘要": entry.narration or ""}, metas)
    for entry in _facts(books):
        words = {f"第{n}个词": str(each.value) for n, each in enumerate(entry.values or (), 1)}
        yield from _numbers(entry, words, [entry.meta])


def _facts(books: Books) -> Iterator[Any]:
    """Every dated fact, those too that cannot be read."""
    yield from (fact.entry for kind in SHAPES for fact in books.facts.of(kind))
    yield from (bad.entry for bad in books.problems)


def _numbers(entry: Any, words: dict[str, str], metas: list[dict[str, Any]]) -> Iterator[Finding]:
    """What one directive's words and the values of its keys hold."""
    texts = list(words.values())
    for meta in metas:
        texts += [str(v) for k, v in meta.items() if k not in TRAIL_KEYS and isinstance(v, _TYPED)]
    if not _MANY.search(_APART.join(texts)):
        return
    places = [
        *words,
        *(f"{k}: " for m in metas for k, v in m.items() if k not in TRAIL_KEYS and isinstance(v, _TYPED)),
    ]
    for place, text in zip(places, texts, strict=True):
        for kind in kinds(text):
            said = f"{place}里有{kind}；请改成不含号码的写法，号码只进加密档案"
            yield finding(entry, said, CLAUSE)


def kinds(text: str) -> Iterator[str]:
    """Which kinds of a person's numbers stand in a text, each once."""
    text = PSEUDONYM.sub(" ", unicodedata.normalize("NFKC", text))
    found = {kind for run in _RUN.findall(text) for kind in _in_run(run)}
    yield from sorted(found)


def _in_run(run: str) -> Iterator[str]:
    """The kinds of numbers in digits with little between them."""
    found = [p for p in re.split(r"[^0-9Xx]+", run) if p]
    parts: list[str] = []
    for single, group in groupby(found, key=lambda part: len(part) == 1):  # digits set apart one by one
        several = list(group)
        parts += ["".join(several)] if single else several
    for at, part in enumerate(parts):
        after = parts[at : at + _MOST]
        if _MOBILE.fullmatch(part) or _split_mobile(after):
            yield "手机号码"
        if _is_card(part) or (len(part) == _SPLIT_CARD and _is_card(_fours(after))):
            yield "银行卡号"
        if _is_id(_joined(after)):
            yield "身份证号码"


def _joined(parts: list[str]) -> str:
    """The first parts, as many as make up the length of an ID number."""
    text = ""
    for part in parts:
        text += part
        if len(text) >= _MOST:
            break
    return text


def _split_mobile(parts: list[str]) -> bool:
    shape = tuple(map(len, parts[:11]))
    return any(
        shape[: len(split)] == split and _MOBILE.fullmatch("".join(parts[: len(split)]))
        for split in _SPLIT_MOBILE
    )


def _fours(parts: list[str]) -> str:
    """The first parts, as many as a card number is printed in: fours, and a rest."""
    text = ""
    for part in parts[:5]:
        text += part
        if len(part) != _SPLIT_CARD:
            break
    return text


def _is_card(digits: str) -> bool:
    """Whether digits are a bank card's number, by length, first digit and check digit (Luhn)."""
    if not re.fullmatch(r"[3-69][0-9]{15,18}", digits):
        return False
    doubled = (int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _is_id(text: str) -> bool:
    """Whether a text is an ID number, by its date of birth and its check digit."""
    text = text.upper()
    if not re.fullmatch(r"[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9X]", text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(text[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == text[17]


def _is_name(text: str) -> bool:
    """Whether a text is a whole name: without a mask, or with one hung on it."""
    name = as_read(text)
    bare = name.strip(MASKS)
    if bare == name:
        return bool(name) and not set(MASKS) & set(name)
    whole = 3 + bare.startswith(_DOUBLE)
    return len(bare) >= whole and not set(MASKS) & set(bare)


def _advanced(entry: Any) -> bool:
    """Whether an entry pays an advance."""
    return any(parse(p.account).code == parse(RECEIVABLE).code and p.units.number > 0 for p in entry.postings)

"""每一条事项都写全了该写的，用词都在词表里；引用的案卷、决议、凭证、基金和人都存在。

Every dated fact has its keys, its values are of the vocabulary, and what books refer to exists.

Clause: no document; the format of the books (books.md §3, §4). A fact that cannot be read, a key that is
misspelt or a reference to nothing would be a rule that stays silent.

A reference must exist somewhere in the books; on which day it must is for the rule that needs it. What other
rules tell is left to them: a payment without a case (`relief_paid_as_decided`), a step without one
(`case_order`), a false reversal (`voucher_numbers`), the resolution of a transfer (`one_fund`); and where the
district asks for them papers without a case (`case_file`), receipts for nothing (`donation_receipt`) and the
resolution of collective money (`collective_resolution`). Each case, fund, person and key is told once,
at its first line. People are looked up only where the books name any, and not those of a decision that a
higher level took. An entry that was reversed is put right. Keys of one's own are free, unless one is all but a
key of the books. Where a word or key is close to one that is meant, that one is named. A purpose says
something, and so does a payee where there is one: blanks and what is not seen are nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from ledger.books import Books
from ledger.chart import COLLECTIVE_FUND, STANDARD_FUNDS
from ledger.entries import CASE_LINK, text
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.shapes import SHAPES
from ledger.vocabulary import CHANNELS, KEYS, LEVELS, METHODS, as_read
from plugins.rule import near_rule

__plugins__ = ("facts_complete",)

_KNOWN = frozenset((*KEYS, "filename", "lineno", "__tolerances__", "__automatic__"))
_CLOSE, _ALIKE = 72, 50
"""How alike, in percent, an id or key, and a word of two or three characters, must be to the one that was meant."""
_SHORTEST_KEY = 6
_COLLECTIVE = "村集体"
_VALUES = {"method": METHODS, "channel": CHANNELS}


_HANDS = ("approved-by", "paid-by")


@near_rule("case_papers", "receipt_days", "collective_needs_resolution")
def facts_complete(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each fact that could not be read, each reference to nothing, each misspelt key and word."""
    for bad in books.problems:
        yield bad._replace(text=bad.text + _meant_in(bad.entry))
    standing = books.standing
    yield from _cases(books, policy, standing)
    yield from _funds(books)
    yield from _papers(books, policy, standing)
    yield from _people(books, standing)
    yield from _words(books, standing)


def _cases(books: Books, policy: Policy, entries: list[Any]) -> Iterator[Finding]:
    """Papers, and money other than relief that is paid, of a case that nobody accepted, a case at a time."""
    accepted = {number for number, case in books.cases.items() if case.opened}
    told = set(accepted)
    for number, entry in _linked(books, policy, entries):
        if number not in told:
            told.add(number)
            said = f"没有{number}的受理登记{_meant(number, accepted)}；请先受理（huzhu case open），或改正救助编号"
            yield finding(entry, said)


def _linked(books: Books, policy: Policy, entries: list[Any]) -> Iterator[tuple[str, Any]]:
    """What names a case, where no other rule asks whether there is one."""
    for fact in books.facts.of("案卷材料"):
        if policy.on(fact.day, "case_papers") is None:
            yield fact.key, fact.entry
    paid = {id(r.entry) for r in books.reliefs if r.amount > 0}
    for entry in entries:
        if entry.links and id(entry) not in paid:
            yield from ((link, entry) for link in sorted(entry.links) if link.startswith(CASE_LINK))


def _funds(books: Books) -> Iterator[Finding]:
    """Named funds that hold money and were never set up."""
    told = {*STANDARD_FUNDS, "", *(f.key for f in books.facts.of("基金", "设立"))}
    for leg in books.legs:
        if leg.account.fund not in told:
            told.add(leg.account.fund)
            said = f"基金“{leg.account.fund}”没有设立过；请先登记基金设立（来源、限定性、用途）"
            yield finding(leg.entry, said, at=leg.posting)


def _papers(books: Books, policy: Policy, entries: list[Any]) -> Iterator[Finding]:
    """Resolutions and vouchers that are named and are not there."""
    resolutions = {f.key for f in books.facts.of("决议")}
    income = {id(leg.entry) for leg in books.income}
    for entry in entries:
        number = entry.meta.get("resolution")
        if number is not None and number not in resolutions and len(funds := books.funds(entry)) < 2:
            line = policy.on(entry.date, "collective_needs_resolution")
            collective = COLLECTIVE_FUND in funds or as_read(text(entry, "channel")) == _COLLECTIVE
            if not (line and line.yes and collective and id(entry) in income):
                said = f"没有“{number}”这个决议{_meant(number, resolutions)}；请先登记决议，或改正编号"
                yield finding(entry, said)
    receipts = [f for f in books.facts.of("捐赠票据") if policy.on(f.day, "receipt_days") is None]
    vouchers = {text(entry, "voucher") for entry in books.transactions} if receipts else set()
    for fact in receipts:
        if fact.key not in vouchers:
            said = f"捐赠票据开给的凭证{fact.key}不存在{_meant(fact.key, vouchers)}；请改正凭证号"
            yield finding(fact.entry, said)


def _people(books: Books, entries: list[Any]) -> Iterator[Finding]:
    """People who approve, pay, survey, decide or keep the float and never had a post."""
    known = {f.key for f in books.facts.of("人员", "任职")}
    if not books.facts.of("人员"):
        return
    told = known | {""}
    hands = {entry.meta.get(key) for entry in entries for key in _HANDS}
    for entry, key in _named(books, entries if hands - told - {None} else []):
        who = text(entry, key)
        if who not in told:
            told.add(who)
            said = f"{key}: 的“{who}”没有任职登记{_meant(who, known)}；请先登记任职，或改正用户编号"
            yield finding(entry, said)


def _named(books: Books, entries: list[Any]) -> Iterator[tuple[Any, str]]:
    """Every place where the books name a person in office."""
    for fact in books.facts.of("备用金"):
        if fact.step in ("设立", "交接"):
            yield fact.entry, "custodian"
    for fact in books.facts.of("救助"):
        if fact.step == "入户调查":
            yield fact.entry, "by"
        elif fact.step == "审核" and fact.text("level") in ("", LEVELS[0]):
            yield from ((fact.entry, key) for key in ("by", "approved-by"))
    for entry in entries:
        meta = entry.meta
        yield from ((entry, key) for key in _HANDS if key in meta)


def _words(books: Books, entries: list[Any]) -> Iterator[Finding]:
    """Keys that are all but a key of the books, and words of a transaction that are not of the vocabulary."""
    told: set[str] = set()
    odd = {keys for keys in {tuple(entry.meta) for entry in entries} if not _KNOWN.issuperset(keys)}
    wrong = [
        key for key, allowed in _VALUES.items() if not {e.meta.get(key) for e in entries} <= {None, *allowed}
    ]
    blank = {
        said
        for e in entries
        for said in (e.payee, e.narration or "")
        if said is not None and not as_read(said)
    }
    for entry in entries if odd or wrong or blank else ():
        if blank and ("" if entry.narration is None else entry.narration) in blank:
            yield finding(entry, "摘要是空的；请写明这一笔是为了什么")
        if blank and entry.payee in blank:
            yield finding(entry, "收付对方写了，却是空的；请写明是谁，或不写")
        if tuple(entry.meta) in odd:
            yield from _keys(entry, told)
        for key in wrong:
            value, allowed = entry.meta.get(key), _VALUES[key]
            if value is not None and str(value) not in allowed:
                yield finding(
                    entry, f"{key}: 不能是“{value}”{_word(value, allowed)}，可写：{'、'.join(allowed)}"
                )
    for kind in SHAPES:
        for fact in books.facts.of(kind):
            if not _KNOWN.issuperset(fact.meta):
                yield from _keys(fact.entry, told)


def _keys(entry: Any, told: set[str]) -> Iterator[Finding]:
    for key in entry.meta.keys() - _KNOWN - told:
        told.add(key)
        if len(key) >= _SHORTEST_KEY and (meant := _key(key, KEYS)):
            yield finding(entry, f"没有“{key}:”这一项{meant}；请改正（已记的账先冲销）")


def _key(said: str, keys: Iterable[str]) -> str:
    """Which key was meant, if one is close."""
    return _meant(said, keys).replace("”", ":”")


def _word(said: Any, words: Iterable[str]) -> str:
    """Which word of the vocabulary was meant, if one is close."""
    return _meant(said, words, _ALIKE)


def _meant(said: Any, words: Iterable[str], alike: int = _CLOSE) -> str:
    """Which of the words was meant, if one is close."""
    close = get_close_matches(str(said), sorted(words), 1, alike / 100)
    return f"，是否应为“{close[0]}”" if close else ""


def _meant_in(entry: Any) -> str:
    """Which kind, step, key or value was meant in a fact that could not be read."""
    values = [str(v.value) for v in entry.values or ()]
    if entry.type not in SHAPES:
        return _word(entry.type, SHAPES)
    steps = SHAPES[entry.type][1]
    if "" not in steps and values and values[-1] not in steps:
        return _word(values[-1], steps)
    shape = steps.get(values[-1] if values and "" not in steps else "")
    if shape is None:
        return ""
    missing = [key for key in shape.required if key not in entry.meta]
    slips = [(k, _key(k, missing)) for k in entry.meta.keys() - _KNOWN]
    wrong = [
        _word(entry.meta[key], allowed)
        for key, allowed in shape.allowed.items()
        if isinstance(entry.meta.get(key), str) and entry.meta[key] not in allowed
    ]
    return "".join(f"（写了“{key}:”{meant}）" for key, meant in sorted(slips) if meant) + "".join(wrong)

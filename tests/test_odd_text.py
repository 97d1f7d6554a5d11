"""Odd but valid text: whatever stands in the books, every rule runs to its end or says which policy line is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from beancount import loader
from beancount.core import data
from beancount.core.amount import Amount

from ledger import chart, vocabulary, writing
from ledger.books import Books, DistrictBooks
from ledger.events.facts import opens
from ledger.findings import Finding
from ledger.policy import Line, Policy, names, text_of
from ledger.shapes import SHAPES
from plugins.rule import Rule
from plugins.table import RULES
from tests.every_kind import BUREAU, FAULTY, NAME, SOCIETY
from tests.ledgers import BANK

DAY = date(2026, 8, 20)
KEYS = sorted(set(re.findall(r"^ +([a-z][a-z0-9-]*): ", SOCIETY + BUREAU, re.MULTILINE)))
ODD = (
    Decimal("-0.5"),
    Amount(Decimal("-5.00"), "CNY"),
    Amount(Decimal("5.00"), "USD"),
    True,
    date(2026, 7, 1),
    " \u200b ",
    "５１０１：*｜（",
    "长" * 2000,
    None,
)
"""A number, an amount, other money, a yes, a day; words that are not seen, odd or very long; a key without a value."""
WORDS = ("", " ", "\u200b", "*", "某", "0000-01", "9999-12", "（｜[", "长" * 5000, "9" * 5000)
"""What may stand where a payee, a purpose, a case's number or a month is meant."""
POLICIES = ("", *(text_of(name) for name in names()))
"""No policy, and the five."""
LINES = {
    m[2]: m[1]
    for text in POLICIES
    for m in re.finditer(r'^(\S+ custom "policy" "(\w+)")', text, re.MULTILINE)
}
"""Every policy line that some district has, with its day."""

Told = dict[str, tuple[list[Finding], bool]]
Change = Callable[[Any], Any]


@cache
def prelude(policy: str, bureau: bool) -> list[Any]:
    """The policy and the accounts, parsed."""
    accounts = chart.bureau_accounts() if bureau else chart.society_accounts((BANK,))
    return writing.parse(policy + writing.text(opens(date(2024, 1, 1), accounts)))


@cache
def typed(body: str) -> tuple[list[Any], dict[str, Any]]:
    """A text as Beancount reads it, whatever it says of it."""
    entries, _, options = loader.load_string(body)
    return entries, options


@cache
def read(policy: str) -> Policy:
    """A policy's text, read."""
    return Policy(e for e in prelude(policy, True) if getattr(e, "type", "") == "policy")


def books(body: str, *, bureau: bool = False, change: Change | None = None) -> Books:
    """The index of a text, each of its entries changed."""
    entries, options = typed(body)
    changed = [change(e) for e in entries] if change else entries
    everything = sorted([*changed, *prelude("", bureau)], key=data.entry_sortkey)
    name = "district.beancount" if bureau else "main.beancount"
    return Books(everything, {**options, "filename": name, "title": NAME, "include": []}, DAY)


def judged(index: Books, policy: Policy) -> Told:
    """What every rule says of books, and whether it ran to its end."""
    return {r.name: r.findings(index, policy) for r in RULES}


def stopped(told: Told) -> list[str]:
    """What is said of the rules that did not run to their end."""
    return [f"{name}: {found[-1].text}" for name, (found, whole) in told.items() if not whole]


@cache
def readings(rule: Rule) -> list[Policy]:
    """The policies that differ in what a rule asks for: no policy, and each of the five that says something else."""
    by = {}
    for policy in map(read, POLICIES):
        said = tuple((line.name, *map(str, line.values)) for line in policy.lines if line.name in rule.lines)
        by[said] = policy
    return list(by.values())


def all_stopped(index: Books) -> Iterator[str]:
    """What is said of the rules that do not run to their end, under every reading of their lines."""
    for rule in RULES:
        for policy in readings(rule):
            found, whole = rule.findings(index, policy)
            if not whole:
                yield f"{rule.name}: {found[-1].text}"


def across_stopped(change: Change | None = None) -> Iterator[str]:
    """The same, of what the rules judge between a bureau and two societies."""
    societies = {id_: books(FAULTY, change=change) for id_ in ("qiankou", "shigang")}
    district = DistrictBooks(books(BUREAU, bureau=True, change=change), societies)
    for rule in RULES:
        for policy in readings(rule):
            found, whole = rule.findings_across(district, policy)
            if not whole:
                yield f"{rule.name}: {found[-1].text}"


def with_value(key: str, *value: object) -> Change:
    """Every value of a key is another; left out where there is none."""

    def change(entry: Any) -> Any:
        entry = entry._replace(meta=_changed(entry.meta))
        if not isinstance(entry, data.Transaction):
            return entry
        return entry._replace(postings=[p._replace(meta=_changed(p.meta or {})) for p in entry.postings])

    def _changed(meta: dict[str, Any]) -> dict[str, Any]:
        if key not in meta:
            return meta
        return {k: v for k, v in meta.items() if k != key} | ({key: value[0]} if value else {})

    return change


def with_words(words: str) -> list[Change]:
    """Every payee, every purpose, every fact's first word is another."""

    def first(entry: Any) -> Any:
        if not isinstance(entry, data.Custom) or len(entry.values) < 2:
            return entry
        return entry._replace(values=[entry.values[0]._replace(value=words), *entry.values[1:]])

    def said(**parts: Any) -> Change:
        return lambda entry: entry._replace(**parts) if isinstance(entry, data.Transaction) else entry

    return [first, said(payee=words), said(narration=words), said(payee=None, narration=words)]


LACKING = {
    "dongtai": {"seed_capital", "subsidy_use", "advance_recovered", "appraised_yearly"},
    "honghe": {"relief_kind", "case_file", "notice_in_time"},
    "huizhou": {"relief_kind", "case_file", "notice_in_time", "filing_in_time", "double_relief"},
    "shanxi": {"relief_kind", "notice_in_time", "filing_in_time", "double_relief"},
    "zhoucun": {"relief_kind", "case_file"},
}
"""What the books lack under each policy, beside what they lack under all."""
ALWAYS = {
    "month_closed", "targeted_fundraising", "conflict_of_interest", "float_counted", "no_cash_kept", "notice_matches",
}  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_as_they_are_the_books_are_sound_but_for_what_they_lack(name: str) -> None:
    told = judged(books(SOCIETY), read(text_of(name)))
    assert stopped(told) == []
    assert {rule for rule, (found, _) in told.items() if found} == ALWAYS | LACKING[name]


def test_as_they_are_the_bureau_s_books_lack_a_society_s_name() -> None:
    told = judged(books(BUREAU, bureau=True), read(text_of("huizhou")))
    assert stopped(told) == []
    assert {rule for rule, (found, _) in told.items() if found} == {"subsidy_source"}


def test_every_kind_of_fact_and_every_key_of_the_books_stands_in_them() -> None:
    entries = [*typed(SOCIETY)[0], *typed(BUREAU)[0]]
    customs = [[e.type, *(v.value for v in e.values)] for e in entries if isinstance(e, data.Custom)]
    wanted = {(kind, step) for kind, (_, steps) in SHAPES.items() for step in steps}
    there = {
        (kind, words[-1] if words[-1:] and (kind, words[-1]) in wanted else "") for kind, *words in customs
    }
    assert wanted <= there
    assert set(vocabulary.KEYS) <= set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_no_value_of_a_key_makes_a_rule_fail(key: str) -> None:
    for odd in ODD:
        assert list(all_stopped(books(FAULTY, change=with_value(key, odd)))) == [], odd
        assert list(all_stopped(books(BUREAU, bureau=True, change=with_value(key, odd)))) == [], odd
        assert list(across_stopped(with_value(key, odd))) == [], odd


@pytest.mark.parametrize("key", KEYS)
def test_no_key_that_is_left_out_makes_a_rule_fail(key: str) -> None:
    assert list(all_stopped(books(FAULTY, change=with_value(key)))) == []
    assert list(all_stopped(books(BUREAU, bureau=True, change=with_value(key)))) == []
    assert list(across_stopped(with_value(key))) == []


@pytest.mark.parametrize("words", WORDS)
def test_no_words_where_a_payee_a_purpose_or_a_number_is_meant_make_a_rule_fail(words: str) -> None:
    for change in with_words(words):
        assert list(all_stopped(books(FAULTY, change=change))) == []
        assert list(all_stopped(books(BUREAU, bureau=True, change=change))) == []
        assert list(across_stopped(change)) == []


def test_every_rule_has_something_to_say_of_the_faulty_books_or_of_an_odd_value_in_them() -> None:
    society, bureau = books(FAULTY), books(BUREAU, bureau=True)
    pair = DistrictBooks(bureau, {"qiankou": society, "shigang": society})
    later = Books([*typed(SOCIETY)[0]], {"title": "另一个社"}, date(2028, 1, 1))
    odd = [books(FAULTY, change=with_value(key)) for key in KEYS]
    spoke = {r.name for r in RULES for p in readings(r) if r.findings_across(pair, p)[0]}
    spoke |= {
        r.name
        for i in (society, bureau, later, *odd)
        for r in RULES
        for p in readings(r)
        if r.findings(i, p)[0]
    }
    assert {r.name for r in RULES} - spoke == set()


@pytest.mark.parametrize(
    "line",
    [
        '2026-07-01 custom "备用金"', '2026-07-01 custom "救助" "JZ-2026-0007" "审核"', '2026-07-01 custom "x" NULL',
        '2026-07-01 * "没有分录"', "2026-07-01 txn", '2026-07-01 * "" ""', "2026-07-01 open Assets:1001",
        "2026-07-01 open Assets:银行 CNY", "2026-07-01 open Assets:1001现金（备用）:03社会捐赠 CNY",
        '2026-07-01 * "不平"\n  Assets:1001现金:03社会捐赠  5.00 CNY\n  Income:4101捐赠收入  -4.00 CNY',
        '2026-07-01 * "没有开立"\n  Assets:1001现金:99谁  5.00 CNY\n  Income:4101',
        '2026-07-01 * "外币"\n  Assets:1001现金:03社会捐赠  5.00 USD @ 7.00 CNY\n  Income:4101捐赠收入',
        '2026-07-01 * "卖空"\n  Assets:1201存货:03社会捐赠  -5 DAMI {60.00 CNY}\n  Income:4101捐赠收入',
        '2026-07-01 * "零"\n  Assets:1001现金:03社会捐赠  0 CNY\n  Income:4101捐赠收入  0 CNY',
        "2026-07-01 close Assets:1001现金:03社会捐赠", "2026-07-01 price DAMI 5.00 CNY", "2026-07-01 commodity DAMI",
        "2026-07-01 balance Assets:1001现金:03社会捐赠 5.00 CNY", '2026-07-01 note Assets:1001现金:03社会捐赠 "x"',
        "2026-07-01 pad Assets:1001现金:03社会捐赠 Equity:3101非限定性净资产", '2026-07-01 event "huzhu" "x"',
    ],
)  # fmt: skip
def test_no_line_makes_a_rule_fail(line: str) -> None:
    assert list(all_stopped(books(f"{line}\n"))) == []
    assert list(all_stopped(books(f"{SOCIETY}{line}\n"))) == []
    assert list(all_stopped(books(f"{BUREAU}{line}\n", bureau=True))) == []


def test_empty_books_are_sound_whatever_the_policy() -> None:
    assert list(all_stopped(books(""))) == []
    assert all(not found for found, _ in judged(books(""), read("")).values())


TOGETHER = "".join(POLICIES)
AT_SOCIETY, AT_BUREAU = books(FAULTY), books(BUREAU, bureau=True)
ACROSS = DistrictBooks(AT_BUREAU, {"qiankou": AT_SOCIETY, "shigang": AT_SOCIETY})


class Listening(Policy):
    """A policy that remembers which lines were asked for."""

    asked: set[str]

    def on(self, day: date, name: str) -> Line | None:
        """The line, and a note of its name."""
        self.asked.add(name)
        return super().on(day, name)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_asks_for_no_line_that_it_does_not_declare(rule: Rule) -> None:
    for text in (*POLICIES, TOGETHER):
        listening = Listening(e for e in prelude(text, True) if getattr(e, "type", "") == "policy")
        listening.asked = set()
        for index in (AT_SOCIETY, AT_BUREAU, books(SOCIETY)):
            rule.findings(index, listening)
        rule.findings_across(ACROSS, listening)
        assert listening.asked <= set(rule.lines)


@pytest.mark.parametrize("name", sorted(LINES))
@pytest.mark.parametrize("odd", ["5", "-1", "2.5", "5.00 USD", "TRUE", '"x"', '"x" 5'])
def test_a_policy_line_of_the_wrong_kind_is_named_by_the_rule_that_asked(name: str, odd: str) -> None:
    line = writing.parse(f'2025-01-01 custom "policy" "{name}" {odd}\n  clause: "c"\n')
    changed = Policy([*(e for e in prelude(TOGETHER, True) if getattr(e, "type", "") == "policy"), *line])
    for rule in (r for r in RULES if name in r.lines):
        told = [rule.findings(AT_SOCIETY, changed), rule.findings(AT_BUREAU, changed)]
        for found, whole in [*told, rule.findings_across(ACROSS, changed)]:
            said = found[-1].text if not whole else ""
            assert whole or re.search("没能运行完（(BadPolicy：<|NoCalendar：)", said), said

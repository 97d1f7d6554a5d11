"""限定性基金只用在约定的用途上，过了约定的期限或基金终止以后不再支用。

A restricted fund is spent only within its `uses`, and neither after its `until` nor after its end.

Clause (社会团体登记管理条例 26): 社会团体接受捐赠、资助，必须符合章程规定的宗旨和业务范围，必须根据与捐赠人、资助人约定的
期限、方式和合法用途使用。 (慈善法 56: 按照募捐方案或者捐赠协议使用捐赠财产；确需变更捐赠协议约定的捐赠财产用途的，应当征得
捐赠人同意。)

Uses are expense codes; a fund that names none may be spent on anything. The last day named, and the day of the
end itself, still count. A later 基金 设立 of the same fund is what donor and society then agreed, and holds from
its day. Spent is what is charged to an expense, and what is lent out of the fund: an advance on a case bridges
relief and counts as the society's programme, any other claim is no use at all. A debt that is paid out of the
fund is for what was charged to that debt under the same payee, and was made in its time. A transfer to a fund that may be
spent on more would wash the purpose off; what is left when a fund has ended may go on. What a carrier keeps
while the fund's money comes in or moves is not spent by the society. The subsidy fund's uses, and where its
money goes, are subsidy_use's concern; its `until` holds here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from ledger.books import Books
from ledger.chart import BANK_CHARGES, PROGRAMME, SUBSIDY_FUND, parse
from ledger.entries import case_number, posting_yuan
from ledger.facts import Fact
from ledger.findings import Finding, finding
from ledger.policy import Policy
from ledger.vocabulary import as_read
from plugins.rule import rule

__plugins__ = ("donor_purpose",)

CLAUSE = "《社会团体登记管理条例》第二十六条：接受捐赠、资助，必须根据与捐赠人、资助人约定的期限、方式和合法用途使用"


Lines = dict[str, list[Fact]]
Owed = dict[tuple[str, str], set[str]]


class _Terms(NamedTuple):
    """What is agreed on a fund on a day."""

    restricted: bool
    uses: tuple[str, ...]
    until: date | None
    ended: date | None

    def allow(self, code: str) -> bool:
        """Whether money may be charged to that code."""
        return not self.uses or code.startswith(self.uses)


@rule()
def donor_purpose(books: Books, policy: Policy) -> Iterator[Finding]:
    """Yield each posting that spends a restricted fund on something else, or too late."""
    lines: Lines = {}
    for fact in books.facts.of("基金"):
        lines.setdefault(fact.key, []).append(fact)
    restricted = {f.key for f in books.facts.of("基金", "设立") if f.text("restriction") == "限定性"}
    owed = _owed(books)
    seen: set[tuple[int, str]] = set()
    for entry, _, account, _ in books.legs if restricted else ():
        key = (id(entry), account.fund)
        if account.fund in restricted and key not in seen and not books.undone(entry):
            seen.add(key)
            yield from _judged(lines, owed, account.fund, entry)


def _owed(books: Books) -> Owed:
    """The expense codes that were charged to each debt, by its account and payee."""
    owed: Owed = {}
    for leg in books.claims:
        if leg.account.code == "2209" and leg.amount < 0 and not books.undone(leg.entry):
            codes = owed.setdefault((leg.account.name, as_read(leg.entry.payee or "")), set())
            charged = (parse(p.account) for p in leg.entry.postings)
            codes |= {account.code for account in charged if account.root == "Expenses"}
    return owed


def _judged(lines: Lines, owed: Owed, fund: str, entry: Any) -> Iterator[Finding]:
    terms = _agreed(lines, fund, entry.date)
    if not terms.restricted:
        return
    for posting, code in _spent(entry, fund):
        what = f"{fund}支出{posting_yuan(posting)}元"
        last = min(filter(None, (terms.until, terms.ended)), default=None)
        if last and entry.date > last:
            said = (
                f"{what}，但这个基金只能用到{last}；余款请按与捐赠人的约定处理，要延期先另立一行“基金 设立”"
            )
            yield finding(entry, said, CLAUSE, at=posting)
        elif fund != SUBSIDY_FUND and not terms.allow(code):
            where = posting.account.partition(":")[2]
            said = f"{what}，用在了{where}，约定的用途只有{'、'.join(terms.uses)}；改变用途要先征得捐赠人同意"
            yield finding(entry, said, CLAUSE, at=posting)
    if fund != SUBSIDY_FUND:
        yield from _debts(owed, fund, terms, entry)
        if terms.uses and not terms.ended:
            yield from _washed(lines, fund, terms, entry)


def _agreed(lines: Lines, fund: str, day: date) -> _Terms:
    """The terms on a day: those of the last 设立, and the 终止 after it."""
    terms = _Terms(False, (), None, None)
    for fact in lines.get(fund, ()):
        if fact.day > day:
            break
        if fact.step == "终止":
            terms = terms._replace(ended=fact.day)
            continue
        uses = tuple(fact.text("uses").split())
        terms = _Terms(fact.text("restriction") == "限定性", uses, fact.day_of("until"), None)
    return terms


def _spent(entry: Any, fund: str) -> Iterator[tuple[Any, str]]:
    """Each posting that spends the fund, with the code that its purpose counts as."""
    own = [posting_yuan(p) for p in entry.postings if parse(p.account).fund == fund]
    for posting in entry.postings:
        account = parse(posting.account)
        kept = posting.account == BANK_CHARGES and max(own) > 0
        if posting_yuan(posting) <= 0 or kept:
            continue
        if account.root == "Expenses":
            yield posting, account.code
        elif account.code == "1122" and sum(own) < 0:
            yield posting, parse(PROGRAMME).code if case_number(entry) else account.code


def _drawn(entry: Any, fund: str) -> list[Any]:
    """What the fund's money went into; nothing where money came in."""
    if sum(posting_yuan(p) for p in entry.postings if parse(p.account).fund == fund) >= 0:
        return []
    return [p for p in entry.postings if posting_yuan(p) > 0]


def _debts(owed: Owed, fund: str, terms: _Terms, entry: Any) -> Iterator[Finding]:
    """Debts paid out of the fund that were made for something else."""
    for posting in _drawn(entry, fund):
        codes = sorted(owed.get((posting.account, as_read(entry.payee or "")), ()))
        if wrong := [code for code in codes if not terms.allow(code)]:
            said = (
                f"{fund}支出{posting_yuan(posting)}元，还的欠款当初记在{'、'.join(wrong)}，"
                f"约定的用途只有{'、'.join(terms.uses)}；改变用途要先征得捐赠人同意"
            )
            yield finding(entry, said, CLAUSE, at=posting)


def _washed(lines: Lines, fund: str, terms: _Terms, entry: Any) -> Iterator[Finding]:
    """The fund's money in another fund that may be spent on more."""
    for posting in _drawn(entry, fund):
        other = parse(posting.account).fund
        if other in ("", fund):
            continue
        into = _agreed(lines, other, entry.date)
        if not (into.restricted and into.uses and all(map(terms.allow, into.uses))):
            said = f"{fund}的钱转到了{other}，就脱离了约定的用途（{'、'.join(terms.uses)}）；改变用途要先征得捐赠人同意"
            yield finding(entry, said, CLAUSE, at=posting)

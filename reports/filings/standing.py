"""How one society stands at the end of some days, as a township reports it: set up, funded, helping, in time."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from ledger import money
from ledger.activity import dormant_since
from ledger.books import Books
from ledger.duties import monthly
from ledger.facts import Registration
from ledger.policy import Line
from ledger.seed import Seed, received
from ledger.workdays import NoCalendar
from reports.filings.help_given import ZERO, Help, balance, donated, help_given
from reports.officers import holder_of
from reports.report import Asked, Told

IN_TIME, LATE, MISSING = "按时", "迟", "未做"
_DONE = {"posted": ("notice_workday", "公示", "张贴"), "filed": ("filing_workday", "备案", None)}


class Standing(NamedTuple):
    """One society; money in yuan. What a society that is not registered yet has is nothing."""

    name: str
    township: str = ""
    village: str = ""
    registered: bool = False
    named: bool = False
    subsidy: Decimal = ZERO
    collective: Decimal = ZERO
    given: Decimal = ZERO
    full: bool = False
    started: bool = False
    has_float: bool = False
    now: Help = Help()
    ever: Help = Help()
    donated: Decimal = ZERO
    donated_ever: Decimal = ZERO
    balance: Decimal = ZERO
    posted: str = ""
    filed: str = ""
    """按时, 迟 or 未做: what fell due in these days; empty where nothing did."""
    troubles: tuple[str, ...] = ()
    by: str = ""
    """Who fills the form in: the secretary."""


def standing(asked: Asked) -> Standing:
    """The society whose books these are, at the end of the period."""
    books, of = asked.books, asked.period
    registered = books.facts.registration
    title = books.facts.registration_name or str(books.options.get("title", ""))
    if registered is None or registered.day > of.last:
        return Standing(
            title, registered.township if registered else "", registered.village if registered else ""
        )
    seed = seed_of(books, registered, of.last)
    done: dict[str, Any] = {
        key: _in_time(books, registered.day, of.first, of.last, *how) for key, how in _DONE.items()
    }
    ever = help_given(books, date.min, of.last)
    found = Standing(
        title, registered.township, registered.village, True, _well_named(books, registered, of.last),
        seed.subsidy, seed.collective, seed.other - seed.collective, _short_of_seed(books, seed, of.last) <= 0,
        any(paid.day <= of.last for paid in books.reliefs), any(f.day <= of.last for f in books.facts.floats),
        help_given(books, of.first, of.last), ever,
        donated(books, of.first, of.last), donated(books, date.min, of.last), balance(books, of.last),
        **done, by=holder_of(books.facts, "秘书长", of.last),
    )  # fmt: skip
    return found._replace(troubles=tuple(_troubles(books, found, seed, of.last)))


def seed_of(books: Books, registered: Registration, last: date) -> Seed:
    """Start-up money that came in the days of grace."""
    grace = books.policy.on(registered.day, "seed_grace_days")
    return received(books, min(last, registered.day + timedelta(days=grace.number)) if grace else last)


def _short_of_seed(books: Books, seed: Seed, last: date) -> Decimal:
    """What is missing of the start-up money that the policy asks for."""
    asked = books.policy.on(last, "seed_total")
    return asked.yuan - seed.total if asked else ZERO


def _well_named(books: Books, registered: Registration, last: date) -> bool:
    """Whether the name ends as the policy's pattern does, with township and village before it."""
    line: Line | None = books.policy.on(last, "society_name")
    ending = "".join(line.words).rpartition("）")[2] if line else ""
    return registered.name.endswith(f"{registered.township}{registered.village}{ending}")


def _in_time(
    books: Books, since: date, first: date, last: date, line: str, kind: str, step: str | None
) -> str:
    """How the duties that fell due between two days were done: the worst of them."""
    facts = [fact for fact in books.facts.of(kind, step) if fact.day <= last]
    try:
        owed = [o for o in monthly(since, last, books.policy, line, facts) if first <= o.due.day <= last]
    except NoCalendar:
        return ""
    if any(o.done is None for o in owed):
        return MISSING
    return LATE if any(o.done and o.done.day > o.due.day for o in owed) else IN_TIME if owed else ""


def _troubles(books: Books, found: Standing, seed: Seed, last: date) -> list[str]:
    """What the district would ask about, in a few words each."""
    then = copy(books)
    then.day = last
    short = _short_of_seed(books, seed, last)
    said = {
        "名称不规范": not found.named,
        f"启动资金差{money.show(short)}元": short > 0,
        "还没有开展救助": not found.started,
        "没有设立备用金": not found.has_float and books.policy.on(last, "float_required") is not None,
        f"上月公示{found.posted}": found.posted in (LATE, MISSING),
        f"上月备案{found.filed}": found.filed in (LATE, MISSING),
        "久无活动": dormant_since(then, books.policy) is not None,
    }
    return [words for words, is_so in said.items() if is_so]


def told(of: Standing) -> Told:
    """The standing as JSON holds it."""
    found = of._asdict() | {"now": of.now._asdict(), "ever": of.ever._asdict(), "troubles": list(of.troubles)}
    return {key: _plain(value) for key, value in found.items()}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return money.plain(value)
    return {k: _plain(v) for k, v in value.items()} if isinstance(value, dict) else value


def read(told: Told) -> Standing:
    """The standing that `told` made."""
    found = {key: _rich(Standing, key, value) for key, value in told.items()}
    for key in ("now", "ever"):
        found[key] = Help(**{k: _rich(Help, k, v) for k, v in told[key].items()})
    return Standing(**found | {"troubles": tuple(told["troubles"])})


def _rich(kind: type[Standing] | type[Help], key: str, value: Any) -> Any:
    return Decimal(value) if isinstance(kind._field_defaults.get(key), Decimal) else value

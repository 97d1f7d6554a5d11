"""Every paper for plain beangulp and for Fava's import page: entries to be looked at, not yet bookings.

A `CONFIG = every({"零钱": "Assets:WeChat", "农业银行(1234)": "Assets:Bank"}, "Assets:Suspense")` is all that
another installation needs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import beangulp
from beancount.core import data, flags
from beancount.core.amount import Amount
from beangulp.extract import DUPLICATE

from importers import engine, links
from importers.movement import Movement, Outcome, Period, Statement
from importers.paper import UnreadablePaper
from importers.profiles.alipay import ALIPAY
from importers.profiles.alipay_moves import BALANCE
from importers.profiles.alipay_web import ALIPAY_WEB
from importers.profiles.table import PROFILES
from importers.profiles.wechat import CHANGE, WECHAT

_ACCOUNT = {WECHAT.name: CHANGE, ALIPAY.name: BALANCE, ALIPAY_WEB.name: BALANCE}
"""The account that a paper is about, where each row may name another."""


class PaperImporter(beangulp.Importer):  # type: ignore[misc]  # beangulp publishes no types
    """Turns each row of one kind of paper into a flagged transaction, or a note where there is nothing to post.

    `accounts` gives the ledger account for each of the papers' own words (零钱, 农业银行(1234) …); whatever it does
    not name, and the other side of every row, goes to `suspense`. `password` opens locked papers. Alone it takes
    every file that can be its paper; `one_of_many` leaves a file that may also be another paper to nobody.
    """

    def __init__(
        self,
        profile_name: str,
        accounts: Mapping[str, str],
        suspense: str,
        currency: str = "CNY",
        password: str = "",
        one_of_many: bool = False,
    ) -> None:
        """Remember the accounts; `profile_name` is one that the engine lists."""
        assert profile_name in {profile.name for profile in PROFILES}, profile_name
        self._profile = profile_name
        self._accounts = dict(accounts)
        self._suspense = suspense
        self._currency = currency
        self._password = password
        self._asked = "" if one_of_many else profile_name

    @property
    def name(self) -> str:
        """The kind of paper: Fava and beangulp tell importers apart by it."""
        return self._profile

    def identify(self, filepath: str) -> bool:
        """Whether the file is such a paper and can be opened; whether it ties is found out by reading it."""
        return _kind(*_seen(filepath), self._password, self._asked) == self._profile

    def account(self, filepath: str) -> str:
        """The account that the paper is about, under which it is archived."""
        return self._account(_about(*_seen(filepath), self._password, self._profile).account)

    def date(self, filepath: str) -> datetime.date | None:
        """The last day that the paper covers; a paper that does not tie is filed and shown like any other."""
        return _about(*_seen(filepath), self._password, self._profile).last_day

    def filename(self, filepath: str) -> str:
        """A short name for the archive, with the paper's own extension."""
        return self._profile.replace("/", "") + Path(filepath).suffix.lower()

    def extract(self, filepath: str, existing: data.Entries) -> data.Entries:
        """One entry for each row, then what the paper as a whole says; raises UnreadablePaper."""
        statement = engine.read(Path(filepath), self._password, self._profile)
        day = _last_day(statement.period, statement.outcomes())
        entries = [self._entry(filepath, statement, outcome, day) for outcome in statement.outcomes()]
        about = data.new_metadata(filepath, 0, {"source": statement.sha256})
        notes = [self._note(about, day, statement, f"：{said}") for said in statement.warnings]
        return [*entries, *notes, *self._closing(statement, about, day)]

    def deduplicate(self, entries: data.Entries, existing: data.Entries) -> None:
        """Mark the entries whose link is booked already; likeness of sum and day means nothing here."""
        booked = {link: entry for entry in data.filter_txns(existing) for link in entry.links or ()}
        for entry in data.filter_txns(entries):
            for link in entry.links & booked.keys():
                entry.meta[DUPLICATE] = booked[link]
        held = {(e.date, e.account, e.amount): e for e in existing if isinstance(e, data.Balance)}
        for balance in (e for e in entries if isinstance(e, data.Balance)):
            if same := held.get((balance.date, balance.account, balance.amount)):
                balance.meta[DUPLICATE] = same

    def _account(self, words: str) -> str:
        return self._accounts.get(words or _ACCOUNT.get(self._profile, ""), self._suspense)

    def _entry(
        self, filepath: str, statement: Statement, outcome: Outcome, day: datetime.date | None
    ) -> data.Transaction | data.Note:
        reason = "" if isinstance(outcome, Movement) else outcome.reason
        meta = data.new_metadata(filepath, outcome.row, {"source": statement.source(outcome.row)})
        if reason:
            meta["review"] = reason
        movement = links.movement_of(outcome)
        if movement:
            return self._transaction(movement, meta)
        return self._note(meta, day, statement, f"第{outcome.row}行：{reason}")

    def _transaction(self, movement: Movement, meta: data.Meta) -> data.Transaction:
        words = {"time": f"{movement.at:%H:%M:%S}", "kind": movement.kind, "status": movement.status}
        if movement.refund_of:
            words["refund-of"] = movement.refund_of
        return data.Transaction(
            {**meta, **words},
            movement.at.date(),
            flags.FLAG_WARNING,
            movement.counterparty or None,
            movement.memo or movement.kind,
            data.EMPTY_SET,
            frozenset({movement.link}),
            self._postings(movement),
        )

    def _postings(self, movement: Movement) -> list[data.Posting]:
        """The paper's account against suspense; on a move against the other account, the fee to suspense."""
        account = self._account(movement.account)
        if movement.way == "in":
            return [self._posting(account, movement.amount), self._posting(self._suspense, -movement.amount)]
        if movement.way == "out":
            return [self._posting(account, -movement.amount), self._posting(self._suspense, movement.amount)]
        other = self._account(movement.other_account)
        arrived = self._posting(other, movement.amount - movement.fee)
        fee = [self._posting(self._suspense, movement.fee)] if movement.fee else []
        return [self._posting(account, -movement.amount), arrived, *fee]

    def _posting(self, account: str, yuan: Decimal) -> data.Posting:
        return data.Posting(account, Amount(yuan, self._currency), None, None, None, None)

    def _note(self, meta: data.Meta, day: datetime.date | None, statement: Statement, said: str) -> data.Note:
        if day is None:
            raise UnreadablePaper("账单里没有一行读得出时间，请重新下载原始账单。")
        comment = f"{self._profile}{said}"
        return data.Note(meta, day, self._account(statement.account), comment, None, None)

    def _closing(
        self, statement: Statement, meta: data.Meta, day: datetime.date | None
    ) -> Iterator[data.Balance]:
        """What a bank says is there after the last covered day, where its account is one that was named."""
        account = self._account(statement.account)
        if statement.balances and day and account != self._suspense:
            held = Amount(statement.balances.closing, self._currency)
            yield data.Balance(meta, day + datetime.timedelta(days=1), account, held, None, None)


def every(
    accounts: Mapping[str, str], suspense: str, currency: str = "CNY", password: str = ""
) -> list[PaperImporter]:
    """An importer for each paper that can be read, for `beangulp.Ingest(…)` or Fava's CONFIG."""
    return [
        PaperImporter(profile.name, accounts, suspense, currency, password, one_of_many=True)
        for profile in PROFILES
    ]


def _last_day(period: Period | None, outcomes: list[Outcome]) -> datetime.date | None:
    """The last day that a paper says it covers, or that of a later row, else nothing."""
    days = [movement.at.date() for outcome in outcomes if (movement := links.movement_of(outcome))]
    return max([*days, period.end] if period else days, default=None)


class _About(NamedTuple):
    """What filing a paper needs to know of it: whose account, up to which day."""

    account: str = ""
    last_day: datetime.date | None = None


def _seen(filepath: str) -> tuple[str, int, int]:
    """A file as it lies there now: thirty importers ask about it in turn, and it is read once."""
    try:
        found = Path(filepath).stat()
    except OSError:
        return filepath, 0, 0
    return filepath, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _kind(filepath: str, changed: int, size: int, password: str, asked: str) -> str:
    try:
        return engine.profile_of(Path(filepath), password, asked).name
    except UnreadablePaper:
        return ""


@lru_cache(maxsize=64)
def _about(filepath: str, changed: int, size: int, password: str, profile: str) -> _About:
    """Nothing of a damaged paper: one must not close Fava's page on all others; `extract` says what is wrong."""
    try:
        found = engine.transcribe(engine.bytes_of(Path(filepath)), password, profile)
    except UnreadablePaper:
        return _About()
    return _About(
        found.face.account, _last_day(found.face.period, [reading.outcome for reading in found.readings])
    )

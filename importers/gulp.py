"""WeChat papers for plain beangulp and for Fava's import page: entries to be looked at, not yet bookings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import beangulp
from beancount.core import data, flags
from beancount.core.amount import Amount
from beangulp.extract import DUPLICATE

from importers.engine import profile_of, read
from importers.movement import Movement, Statement
from importers.paper import UnreadablePaper
from importers.profiles.wechat import CHANGE, WECHAT


class WeChatImporter(beangulp.Importer):  # type: ignore[misc]  # beangulp publishes no types
    """Turns each row of a WeChat paper into a flagged transaction, or a note where there is nothing to post.

    `accounts` gives the ledger account for each of the paper's own words (零钱 is needed, 农业银行(1234) and
    others may be added); whatever it does not name, and the other side of every row, goes to `suspense`.
    """

    def __init__(self, accounts: Mapping[str, str], suspense: str, currency: str = "CNY") -> None:
        """Remember the accounts; `accounts` must name 零钱."""
        assert CHANGE in accounts, accounts
        self._accounts = dict(accounts)
        self._suspense = suspense
        self._currency = currency

    def identify(self, filepath: str) -> bool:
        """Whether the file is a WeChat paper that can be opened."""
        try:
            return profile_of(Path(filepath)) is WECHAT
        except UnreadablePaper:
            return False

    def account(self, filepath: str) -> str:
        """The account of 零钱, under which the paper is archived."""
        return self._accounts[CHANGE]

    def date(self, filepath: str) -> date | None:
        """The last day that the paper covers."""
        return read(Path(filepath)).last_day()

    def filename(self, filepath: str) -> str:
        """A short name for the archive, with the paper's own extension."""
        return WECHAT.name + Path(filepath).suffix.lower()

    def extract(self, filepath: str, existing: data.Entries) -> data.Entries:
        """One entry for each row, in the order of the paper; raises UnreadablePaper."""
        statement = read(Path(filepath))
        entries: data.Entries = []
        for outcome in statement.outcomes():
            reason = "" if isinstance(outcome, Movement) else outcome.reason
            movement = outcome if isinstance(outcome, Movement) else getattr(outcome, "movement", None)
            meta = data.new_metadata(filepath, outcome.row, {"source": statement.source(outcome.row)})
            if reason:
                meta["review"] = reason
            entries.append(
                self._transaction(movement, meta) if movement else self._note(statement, reason, meta)
            )
        return entries

    def deduplicate(self, entries: data.Entries, existing: data.Entries) -> None:
        """Mark the entries whose link is booked already; likeness of sum and day means nothing here."""
        booked = {link: entry for entry in data.filter_txns(existing) for link in entry.links or ()}
        for entry in data.filter_txns(entries):
            for link in entry.links & booked.keys():
                entry.meta[DUPLICATE] = booked[link]

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
        account = self._accounts.get(movement.account, self._suspense)
        if movement.way == "in":
            return [self._posting(account, movement.amount), self._posting(self._suspense, -movement.amount)]
        if movement.way == "out":
            return [self._posting(account, -movement.amount), self._posting(self._suspense, movement.amount)]
        other = self._accounts.get(movement.other_account, self._suspense)
        arrived = self._posting(other, movement.amount - movement.fee)
        fee = [self._posting(self._suspense, movement.fee)] if movement.fee else []
        return [self._posting(account, -movement.amount), arrived, *fee]

    def _posting(self, account: str, yuan: Decimal) -> data.Posting:
        return data.Posting(account, Amount(yuan, self._currency), None, None, None, None)

    def _note(self, statement: Statement, reason: str, meta: data.Meta) -> data.Note:
        day = statement.last_day()
        if day is None:
            raise UnreadablePaper("账单里没有一行读得出时间，请重新下载原始账单。")
        comment = f"微信账单第{meta['lineno']}行：{reason}"
        return data.Note(meta, day, self._accounts[CHANGE], comment, None, None)

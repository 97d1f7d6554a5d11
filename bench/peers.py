"""Reads one paper with one program and prints what it would book, as JSON; runs in that program's own environment.

    python peers.py PROGRAM KIND FILE

KIND says what the paper is, so that no program fails for a file's name: each is handed the importer of its own that
is meant for such papers. Accounts are named with the paper's own words, so that all answers can be laid side by side.
Nothing of ours may be imported here, apart from where the program is ours.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

Entry = tuple[str, list[tuple[str, str]], str]
"""Day, legs of account and amount, and all words in which the other side may be named."""
ANY = "*"
"""The account of a program that books without naming one."""


class Unknown(Exception):
    """The program has no importer for such papers, or its importer says that this is none."""


class AnyWords(dict[Any, Any]):
    """A table of accounts in which every word names itself."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: object) -> object:
        return str(key) if key and key != "/" else "零钱"

    def get(self, key: object, default: object = None) -> object:
        """The word; where a paper prints that there is none, the default."""
        return default if key in ("/", "", "零钱", None) else key


class Nested(dict[Any, Any]):
    """Accounts of every owner."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: object) -> AnyWords:
        return AnyWords()


def booked(entries: list[Any]) -> Iterator[Entry]:
    """Beancount's transactions, each as day, legs and words; one without legs books nothing."""
    for entry in entries:
        if type(entry).__name__ != "Transaction" or not entry.postings:
            continue
        legs = [(leg.account, str(leg.units.number)) for leg in entry.postings if leg.units]
        yield str(entry.date), legs, f"{entry.payee or ''} {entry.narration or ''}"


def huzhu(kind: str, file: str) -> tuple[list[Entry], int, str]:
    """Ours: the rows alone where the paper's own totals keep it from being booked, and the reason."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from importers import engine, links
    from importers.movement import Movement
    from importers.paper import UnreadablePaper

    why = ""
    try:
        outcomes = engine.read(Path(file)).outcomes()
    except UnreadablePaper as refusal:
        why = f"not booked: {refusal}"
        outcomes = _transcribed(Path(file))
    entries, asked = [], 0
    for outcome in outcomes:
        m = links.movement_of(outcome) if why else outcome
        if not isinstance(m, Movement):
            asked += type(outcome).__name__ == "Review"
            continue
        sign = "" if m.way == "in" else "-"
        legs = [(m.account, f"{sign}{m.amount}")]
        if m.way == "move":
            legs.append((m.other_account, str(m.amount - m.fee)))
        entries.append((str(m.at.date()), legs, m.counterparty))
    return entries, asked, why


def _transcribed(path: Path) -> list[Any]:
    """The rows as they are written, from the first sheet that has any: nothing here vouches for them."""
    from importers import engine
    from importers.paper import UnreadablePaper

    data = path.read_bytes()
    try:
        found = engine.transcribe(data)
    except UnreadablePaper:
        tables = engine._tables
        engine._tables = lambda *given: lambda profile: tables(*given)(profile)[:1]
        found = engine.transcribe(data)
    return [reading.outcome for reading in found.readings]


def china_bean_importers(kind: str, file: str) -> tuple[list[Entry], int, str]:
    """Its modules are named for the bank; what it leaves out it says on stderr."""
    module = {"wechat": "wechat", "alipay": "alipay_mobile", "boc-pdf": "boc_debit_card", "ccb": "ccb_debit_card",
              "icbc-pdf": "icbc_debit_card", "cmb-pdf": "cmb_debit_card"}.get(kind)  # fmt: skip
    if module is None:
        raise Unknown
    from importlib import import_module

    names = ("account", "huabei_account", "yuebao_account", "xiaohebao_account", "lingqiantong_account")
    wallet = "零钱" if kind == "wechat" else "余额"
    own = dict(zip(names, (wallet, "花呗", "余额宝", "小荷包", "零钱通"), strict=True))
    other = dict.fromkeys(
        ["red_packet_income_account", "red_packet_expense_account", "family_card_expense_account",
         "group_payment_expense_account", "group_payment_income_account", "transfer_expense_account",
         "transfer_income_account", "douyin_monthly_payment_account"], "Other",
    )  # fmt: skip
    config = {
        "importers": {
            "wechat": own | other, "alipay": own | other | {"category_mapping": {}},
            "card_narration_whitelist": [], "card_narration_blacklist": [],
        },
        "card_accounts": {"Assets:Card": {"Bank": ["1234", "9876", "7449", "3741", "8880"]}},
        "detail_mappings": [], "unknown_expense_account": "Other", "unknown_income_account": "Other",
        "pdf_passwords": [],
    }  # fmt: skip
    importer = import_module(f"china_bean_importers.{module}").Importer(config)
    paper = SimpleNamespace(name=file)
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        if not importer.identify(paper):
            raise Unknown
        entries = importer.extract(paper)
    return list(booked(entries)), said.getvalue().count("not successful"), ""


def beancount_daoru(kind: str, file: str) -> tuple[list[Entry], int, str]:
    """What it does not understand becomes an entry of 1970 without legs: that counts as said."""
    import beancount_daoru as daoru

    importers = {
        "wechat": daoru.WechatImporter,
        "alipay": daoru.AlipayImporter,
        "boc-pdf": daoru.BOCImporter,
        "ccb": daoru.CCBImporter,
    }
    if kind not in importers:
        raise Unknown
    importer = importers[kind](account_mapping=Nested(), currency_mapping=AnyCurrency())
    entries = importer.extract(file, [])
    asked = sum(type(e).__name__ == "Transaction" and not e.postings and e.date.year == 1970 for e in entries)
    return list(booked(entries)), asked, ""


class AnyCurrency(AnyWords):
    """All money is yuan."""

    def __missing__(self, key: object) -> str:
        return "CNY"


def china_beancount_importers(kind: str, file: str) -> tuple[list[Entry], int, str]:
    """Its importers are named for the paper."""
    if kind == "wechat":
        from china_beancount_importers.wechat import WechatImporter

        importer = WechatImporter("零钱", AnyWords({"零钱": "零钱"}))
    elif kind == "ccb":
        from china_beancount_importers.ccb_debeit import CCBDebeitImporter

        importer = CCBDebeitImporter(ANY)
    elif kind == "cmb":
        from china_beancount_importers.cmb_debeit import CMBDebitImporter

        importer = CMBDebitImporter(AnyWords({"0000": ANY}))
    else:  # its importer for Alipay reads the account's ledger, another paper
        raise Unknown
    return list(booked(importer.extract(file, []))), 0, ""


def financial_beancount(kind: str, file: str) -> tuple[list[Entry], int, str]:
    """Its own converter first, then every parser that it registers itself; its errors count as said."""
    import tempfile

    from beancount_dedup import AutoConverter
    from beancount_dedup.parsers.alipay_parser import AlipayParser, AlipayParserV2
    from beancount_dedup.parsers.bank_parser import BankParser, CMBParser, ICBCParser
    from beancount_dedup.parsers.base import AutoParser
    from beancount_dedup.parsers.wechat_parser import WechatParser

    parser = AutoParser()
    for each in (AlipayParser, AlipayParserV2, WechatParser, CMBParser, ICBCParser, BankParser):
        parser.register(each())
    with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(io.StringIO()):
        if not file.endswith(".csv"):
            made = AutoConverter().convert(file, output_path=f"{scratch}/paper.csv")
            if not made.success:
                raise RuntimeError("; ".join(map(str, made.errors)))
            file = str(made.output_path)
        result = parser.parse(file)
    entries = [
        (f"{t.datetime:%Y-%m-%d}", [(ANY, str(t.amount))], f"{t.counterparty} {t.description}")
        for t in result.transactions
    ]
    if not entries and result.errors:
        raise RuntimeError("; ".join(map(str, result.errors)))
    return entries, len(result.errors), ""


def beancount_cmb_importer(kind: str, file: str) -> tuple[list[Entry], int, str]:
    """Reads the PDF of one bank."""
    import beancmb.pdf_importer  # noqa: F401  (whether it can be imported at all)

    raise Unknown


PROGRAMS = {
    each.__name__: each
    for each in (huzhu, china_bean_importers, beancount_daoru, china_beancount_importers, financial_beancount,
                 beancount_cmb_importer)
}  # fmt: skip


def peak_kb() -> int:
    """The largest this process has been since it began; what it was forked from does not count."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found
    return int(found[1])


def main() -> None:
    """Print the answer, whatever comes of it."""
    program, kind, file = sys.argv[1:]
    answer: dict[str, Any] = {"entries": [], "asked": 0, "refused": "", "error": "", "unknown": False}
    try:
        answer["entries"], answer["asked"], answer["refused"] = PROGRAMS[program](kind, file)
    except Unknown:
        answer["unknown"] = True
    except BaseException as error:  # a program may end in any way it likes: that is what is measured
        answer["error"] = f"{type(error).__name__}: {' '.join(str(error).split())}"
    print(json.dumps(answer | {"kb": peak_kb()}))


if __name__ == "__main__":
    main()

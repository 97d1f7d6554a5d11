"""Month seals: what the books said when a month was closed, and the signatures of two officers over it.

A seal (seals/2026-07.json) names the closing's place in the hash chain, the digest of the month's file, the trial
balance at the month's end, and of every file its length and SHA-256 as of that event. Files are only appended to, so
these beginnings stay as they were as long as nobody changes them. Whoever rewrites the books from some event on, and
every hash after it, cannot make the signatures again: the officers' keys are not in the books.
"""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from beancount.core import data
from beancount.parser import parser

from ledger import booking, keys, topfile, trail, writing
from ledger.district import Ledger
from ledger.entries import balances
from ledger.events.facts import MonthReopened
from ledger.facts import BadFact, Facts
from ledger.facts import read as read_fact
from ledger.mistake import Mistake
from ledger.trail import Break, Chain, Event
from ledger.vocabulary import POSTS, as_id

ENOUGH = 2
"""How many officers sign a seal."""
OFFICES = POSTS[:-1]
"""The posts whose holders may sign: a plain member (会员) may not."""
_TURN = re.compile('(\\d{4}-\\d\\d-\\d\\d) custom "(月结|反结账)" "(\\d{4}-\\d\\d)"\n'.encode())
"""月结 or 反结账, as an event's text begins."""
_HEX = re.compile(r"[0-9a-f]{192}")
"""A public key and a signature: other ways of writing them would mean the same, and are not ours."""
_DIGEST = re.compile(rb'^  digest: "([0-9a-f]{64})"$', re.MULTILINE)


class Signature(NamedTuple):
    """One officer's signature under a seal."""

    by: str
    signing: str
    """The public key, as registered on the day of closing."""
    signature: str


class Part(NamedTuple):
    """The beginning of a file that a seal vouches for."""

    length: int
    sha256: str


class Seal(NamedTuple):
    """A month's seal."""

    society: str
    month: str
    digest: str
    """SHA-256 of the month's file."""
    seq: int
    """The number of the closing's event; `head` is its hash."""
    head: str
    trial_balance: dict[str, str]
    files: dict[str, Part]
    signatures: tuple[Signature, ...] = ()

    def message(self) -> bytes:
        """What is signed: every field but the signatures, each with its length before it."""
        balance = [word.encode() for pair in self.trial_balance.items() for word in pair]
        parts = [w.encode() for name, p in self.files.items() for w in (name, str(p.length), p.sha256)]
        fields = [self.society, self.month, str(self.seq), self.head, self.digest]
        summed = hashlib.sha256(trail.prefixed(*balance)).digest()
        return trail.prefixed(b"huzhu-seal", *(f.encode() for f in fields), summed, *parts)

    def text(self) -> bytes:
        """The seal as its file holds it; `hash` is that of the message, so that no byte changes unseen."""
        content = self._asdict() | {"hash": hashlib.sha256(self.message()).hexdigest()}
        content["signatures"] = [s._asdict() for s in content.pop("signatures")]
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes) -> Seal | None:
    """The seal in a file; None where it is not, to the last byte, as we write it."""
    try:
        found = json.loads(content)
        found.pop("hash")
        found["files"] = {name: Part(*part) for name, part in found["files"].items()}
        found["signatures"] = tuple(Signature(**s) for s in found["signatures"])
        seal = Seal(**found)
        written = all(_HEX.fullmatch(s.signing + s.signature) for s in seal.signatures)
        return seal if written and seal.text() == content else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def reopened(month: str, turn: int) -> str:
    """The name under which the seal of a reopened month is kept; `turn` counts the month's reopenings from 1."""
    return f"{month}.reopened-{turn}.json"


# --- making one


def parts_at(chain: Chain, seq: int) -> dict[str, int]:
    """How long each file was when that event had been written."""
    lengths: dict[str, int] = {}
    for event in chain.events[:seq]:
        lengths[event.file] = lengths.get(event.file, 0) + len(event.text)
    return dict(sorted(lengths.items()))


def make(ledger: Ledger, month: str, seq: int, chain: Chain, contents: dict[str, bytes]) -> Seal:
    """The seal of a month that event `seq` closed: the same whenever it is made."""
    begun = {name: contents[name][:length] for name, length in parts_at(chain, seq).items()}
    files = {name: Part(len(content), _sha256(content)) for name, content in begun.items()}
    file = trail.relative(ledger, ledger.journal(month))
    balance = trial_balance(begun, month)
    return Seal(ledger.id, month, files[file].sha256, seq, chain.events[seq - 1].hash, balance, files)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def trial_balance(contents: dict[str, bytes], month: str) -> dict[str, str]:
    """Every account's balance at a month's end, in yuan (goods at booked value); they sum to nothing."""
    entries: list[Any] = []
    options: dict[str, Any] = {}
    for name, content in contents.items():
        if topfile.strays(Path(name), content):
            return {}  # it must not be loaded; the gate says why
        parsed, _, options = parser.parse_string(content)
        entries += parsed
    entries.sort(key=data.entry_sortkey)
    entries, _ = booking.book(entries, options)
    year, number = int(month[:4]), int(month[5:])
    moved = [entry for entry in entries if isinstance(entry, data.Transaction)]
    found = balances(moved, date(year, number, monthrange(year, number)[1]))
    assert sum(map(Decimal, found.values())) == 0, found
    return found


# --- signatures


class Signers(NamedTuple):
    """Who may sign a seal: the officers in post on the day of closing, with their keys."""

    keys: dict[str, keys.PublicKey]

    def owner(self, signing: str) -> str:
        """Whose key it is; empty where it is nobody's who may sign."""
        return next((who for who, key in self.keys.items() if key.signing == signing), "")

    def fault(self, seal: Seal) -> str:
        """Why the signatures under a seal do not hold; empty when they do."""
        message = seal.message()
        for each in seal.signatures:
            key = self.keys.get(each.by)
            if key is None or key.signing != each.signing:
                return f"“{each.by}”在月结那天不是任职的干部，或没有登记这把钥匙"
            if not key.verifies(message, each.signature):
                return f"“{each.by}”的签名和封存的内容不符"
        if len({as_id(s.by) for s in seal.signatures}) < len(seal.signatures):
            return "同一个人签了两次"
        return ""


def signers(ledger: Ledger, seal: Seal, day: date, contents: dict[str, bytes]) -> Signers:
    """Who may sign a seal, by the facts that were recorded up to the closing and hold on its day."""
    name = trail.relative(ledger, ledger.facts)
    begun = contents.get(name, b"")[: seal.files[name].length]
    facts = facts_in(begun)
    held = keys.registered(facts, day)
    return Signers({who: key for who, key in held.items() if who in officers(facts, day)})


def officers(facts: Facts, day: date) -> set[str]:
    """Who holds an office on a day."""
    return {t.person for t in facts.terms if t.post in OFFICES and t.on(day)}


def facts_in(content: bytes) -> Facts:
    """The facts in a file, read without loading the books."""
    found = []
    for entry in writing.parse(content.decode()):
        if isinstance(entry, data.Custom):
            try:
                found.append(read_fact(entry))
            except BadFact:
                continue  # `facts_complete` reports it
    return Facts(sorted(found, key=lambda f: f.day))


def signed(seal: Seal, key: keys.PrivateKey, may: Signers) -> Seal:
    """The seal with one more signature; Mistake where this key's owner may not sign it, or has."""
    who = may.owner(key.public.signing)
    if not who:
        raise Mistake(
            f"这把钥匙不能给 {seal.month} 签字：月结那天没有登记，或者它的主人那天没有任职。"
            "请换一把，或先登记钥匙（huzhu key register）"
        )
    if who in [s.by for s in seal.signatures]:
        raise Mistake(f"“{who}”已经给 {seal.month} 签过字了，请换另一位的钥匙")
    if len(seal.signatures) >= ENOUGH:
        raise Mistake(f"{seal.month} 已经有{ENOUGH}个签名了，不用再签")
    mine = Signature(who, key.public.signing, key.sign(seal.message()))
    return seal._replace(signatures=(*seal.signatures, mine))


# --- verifying


class Closing(NamedTuple):
    """One closing of a month, as the chain holds it, and under which name its seal must be there."""

    month: str
    name: str
    day: date
    event: Event
    stands: bool
    """It was not reopened since."""


class Judged(NamedTuple):
    """What the seals of a ledger's books say."""

    breaks: list[Break]
    sealed: list[str]
    """The months that are sealed now."""
    unsigned: list[str]
    """Those of them that two officers have not signed."""


def closings(ledger: Ledger, chain: Chain) -> list[Closing]:
    """Every closing of a month, in the order of recording."""
    found: dict[str, Closing] = {}
    turns: dict[str, int] = {}
    facts = trail.relative(ledger, ledger.facts)
    for event in chain.events:
        turn = _TURN.match(event.text) if event.file == facts else None
        if turn is None:
            continue
        month, name = turn[3].decode(), f"{turn[3].decode()}.json"
        if turn[2].decode() == "月结":
            found[name] = Closing(month, name, _day(turn[1].decode()), event, stands=True)
        elif name in found:
            turns[month] = turns.get(month, 0) + 1
            kept = reopened(month, turns[month])
            found[kept] = found.pop(name)._replace(name=kept, stands=False)
    return list(found.values())


def _day(text: str) -> date:
    """The day that a text names; where somebody changed it into none, the chain says so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def judged(ledger: Ledger, contents: dict[str, bytes], chain: Chain, *, deep: bool = False) -> Judged:
    """Hold every seal against the books; `deep` sums up the trial balances once more."""
    expected = {c.name: c for c in closings(ledger, chain)}
    there = {p.name for p in ledger.seals.glob("*.json")} - {"head.json"}
    breaks = [Break(f"seals/{n}", 1, "账里没有这个封存对应的月结") for n in sorted(there - expected.keys())]
    unsigned = []
    known: dict[tuple[str, int], str] = {}
    for name, closing in expected.items():
        if name not in there:
            breaks.append(_missing(closing, there))
            continue
        seal = read((ledger.seals / name).read_bytes())
        if seal is None:
            breaks.append(Break(f"seals/{name}", 1, f"{closing.month}的封存文件被改动过"))
            continue
        found = list(_faults(ledger, seal, closing, contents, known))
        if not found and not chain.breaks:
            found += _against_chain(ledger, seal, closing, contents, chain, deep=deep)
        breaks += found
        if closing.stands and len(seal.signatures) < ENOUGH:
            unsigned.append(closing.month)
    if not chain.breaks:
        breaks += _forged_reopenings(ledger, contents.get(trail.relative(ledger, ledger.facts), b""))
    return Judged(breaks, [c.month for c in expected.values() if c.stands], unsigned)


def _missing(closing: Closing, there: set[str]) -> Break:
    month = closing.month
    if not closing.stands and f"{month}.json" in there:
        said = f"{month}的反结账没有做完，请再运行一次 huzhu reopen {month}"
    elif closing.stands:
        said = f"{month}已经月结，封存文件却不见了；如果月结时断过电，请再运行一次 huzhu close {month}，否则请用备份恢复"
    else:
        said = f"{month}反结账时留下的封存文件不见了，请用备份恢复"
    return Break(f"seals/{closing.name}", 1, said)


def _faults(
    ledger: Ledger,
    seal: Seal,
    closing: Closing,
    contents: dict[str, bytes],
    known: dict[tuple[str, int], str],
) -> Iterator[Break]:
    """Where a seal and the bytes of the books do not fit; `known` are the hashes that were computed before."""
    place, month = f"seals/{closing.name}", closing.month
    event = closing.event
    digest = _DIGEST.search(event.text)
    told = (seal.society, seal.month, seal.seq, seal.head, seal.digest)
    if told != (ledger.id, month, event.seq, event.hash, digest[1].decode() if digest else ""):
        yield Break(place, 1, f"{month}的封存和账里的月结（第{event.seq}笔）不符")
    for name, part in seal.files.items():
        begun = contents.get(name, b"")[: part.length]
        at = name, len(begun)
        if at not in known:
            known[at] = _sha256(begun)
        if known[at] != part.sha256:
            yield Break(name, 1, f"{month}月结时已经有的内容，后来被改动过")
    file = trail.relative(ledger, ledger.journal(month))
    if file not in seal.files or (closing.stands and len(contents.get(file, b"")) != seal.files[file].length):
        yield Break(file, 1, f"{month}月结以后，这个月的账又变了")


def _against_chain(
    ledger: Ledger, seal: Seal, closing: Closing, contents: dict[str, bytes], chain: Chain, *, deep: bool
) -> Iterator[Break]:
    """Where a seal does not fit a chain that is whole: the lengths, the signatures, the trial balance."""
    place = f"seals/{closing.name}"
    lengths = parts_at(chain, seal.seq)
    if {name: part.length for name, part in seal.files.items()} != lengths:
        yield Break(place, 1, f"{seal.month}的封存和账里的月结（第{seal.seq}笔）不符")
        return
    if seal.signatures and (fault := signers(ledger, seal, closing.day, contents).fault(seal)):
        yield Break(place, 1, f"{seal.month}的封存，签名不对：{fault}")
    if deep and seal.trial_balance != trial_balance(
        {n: contents[n][:at] for n, at in lengths.items()}, seal.month
    ):
        yield Break(place, 1, f"{seal.month}封存的试算平衡表和账算出来的不一样")


def _forged_reopenings(ledger: Ledger, content: bytes) -> Iterator[Break]:
    """Reopenings that name signatures which their two officers did not make."""
    facts = facts_in(content) if b"\n  signed: " in content else Facts()
    for fact in facts.of("反结账"):
        event = MonthReopened.read([fact.entry])
        held = keys.registered(facts, event.date)
        for each in event.signed:
            who, _, signature = each.rpartition(":")
            if who not in held or not held[who].verifies(statement(event, ledger.id), signature):
                name, line = trail.relative(ledger, ledger.facts), int(fact.meta["lineno"])
                yield Break(name, line, f"{event.month}的反结账，“{who}”的签名不对")


def of_month(ledger: Ledger, month: str) -> Seal | None:
    """The seal of a month that is closed now; None where there is none, or not as we write it."""
    path = ledger.seals / f"{month}.json"
    return read(path.read_bytes()) if path.is_file() else None


# --- reopening


def statement(event: MonthReopened, society: str) -> bytes:
    """What the two who reopen a month sign."""
    words = (society, event.month, event.date.isoformat(), event.by, event.approved_by, event.reason)
    return trail.prefixed(b"huzhu-reopen", *(w.encode() for w in words))


def statement_signed(
    event: MonthReopened, society: str, with_keys: Iterable[keys.PrivateKey], facts: Facts
) -> tuple[str, ...]:
    """The signatures under a reopening; Mistake where they are not those of its two officers."""
    held = keys.registered(facts, event.date)
    message, signed = statement(event, society), []
    wanted = {as_id(event.by), as_id(event.approved_by)}
    for key in with_keys:
        who = next((w for w, k in held.items() if k.signing == key.public.signing), "")
        if as_id(who) not in wanted:
            raise Mistake("反结账要由提出的人和批准的人签字：这把钥匙不是他们登记的")
        wanted.remove(as_id(who))
        signed.append(f"{who}:{key.sign(message)}")
    if wanted:
        raise Mistake(f"反结账的签名要两个：还缺“{'、'.join(sorted(wanted))}”的钥匙（--sign）")
    return tuple(signed)

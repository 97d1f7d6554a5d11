"""Closing a month and reopening it: judged fit, written down as a fact, sealed, signed; and the way back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from huzhu.posting import span_of
from huzhu.recording import build
from ledger import load, seals, storage, trail
from ledger.district import Society
from ledger.events.facts import MonthClosed, MonthReopened
from ledger.facts import Fact
from ledger.journal import Request
from ledger.keys import PrivateKey
from ledger.load import BadBooks, Loaded
from ledger.mistake import Mistake, why
from ledger.seals import Closing, Seal
from ledger.storage import Busy, NotWritten, OutcomeUnknown
from ledger.trail import Chain
from ledger.vocabulary import as_id


class Read(NamedTuple):
    """Books whose chain holds: their bytes, their chain and every closing there was."""

    files: dict[str, bytes]
    chain: Chain
    closings: list[Closing]

    def closed(self, month: str) -> Closing | None:
        """The closing of a month that is closed now."""
        return next((c for c in self.closings if c.month == month and c.stands), None)


def _read(society: Society) -> Read:
    files = load.contents(society)
    chain = trail.chain(society, files)
    if sentence := load.broken(society, chain):
        raise BadBooks(sentence)
    return Read(files, chain, seals.closings(society, chain))


# --- closing


def request(society: Society, month: str, day: date, who: str, at: str) -> Request:
    """The closing of a month; Mistake where it cannot be closed, or is closed and sealed already."""
    _, last = span_of(month)
    path = society.journal(month)
    if day <= last:
        raise Mistake(f"{month}还没有过完，不能月结")
    if not path.is_file():
        raise Mistake(f"{society.id} 没有{month}的账，不用月结")
    _check_fit(society, month, day)
    read = _read(society)
    sealed = (society.seals / f"{month}.json").is_file()
    before = read.closed(month)
    if before and sealed:
        _protect(society, month)  # a crash may have come between the seal and this
        raise Mistake(f"{month} 已经月结过了，不用再结{_wanting(society, month)}")
    if before:  # a crash kept the seal from being written
        day, who = before.day, _recorder(before)
    elif sealed:
        raise Mistake(f"{month}的反结账没有做完，请先再运行一次 huzhu reopen {month}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    event = build(MonthClosed, date=day, recorded_by=who, month=month, digest=digest)
    return Request(event, before.event.key if before else _key(read, month, digest), at)


def _key(read: Read, month: str, digest: str) -> str:
    """The same month closed once more, with nothing new in it, is another closing."""
    turn = sum(c.month == month for c in read.closings)
    return f"close-{month}-{digest[:16]}" + (f"-{turn + 1}" if turn else "")


def _recorder(closing: Closing) -> str:
    found = re.search(r'^  recorded-by: "([^"]+)"$', closing.event.text.decode(), re.MULTILINE)
    assert found is not None, "huzhu writes who recorded each event"
    return found[1]


def _check_fit(society: Society, month: str, day: date) -> None:
    """Mistake where the books have errors on the day of closing."""
    sentence, loaded = judged(society, day)
    if not sentence and loaded.errors:
        sentence = f"{loaded.errors[0].text}，等{len(loaded.errors)}处错误；请先看 huzhu check"
    if sentence:
        raise Mistake(f"{month}还不能月结：{sentence}")


def judged(society: Society, day: date) -> tuple[str, Loaded]:
    """What the rules say of the books on a day; and why their chain cannot be relied on, empty where it can."""
    files = load.contents(society)
    return load.broken(society, trail.chain(society, files)), load.load(society, day=day, files=files)


def seal(society: Society, month: str) -> Seal:
    """Write the seal of a month that is closed, and take the right to write from its file."""
    read = _read(society)
    closing = read.closed(month)
    assert closing is not None, "only a closed month is sealed"
    made = seals.make(society, month, closing.event.seq, read.chain, read.files)
    with _closed_already(month, "封存"):
        storage.replace(society.seals / f"{month}.json", made.text())
    _protect(society, month)
    return made


@contextmanager
def _closed_already(month: str, what: str) -> Iterator[None]:
    """A disk that fails now leaves a closed month: "nothing was recorded" would not be true."""
    try:
        yield
    except Busy:
        raise
    except (NotWritten, OutcomeUnknown) as fault:
        because = f"（{why(fault.__cause__)}）" if isinstance(fault.__cause__, OSError) else ""
        raise Mistake(f"{month}已经月结，但{what}没有写完{because}；请再运行一次这个命令") from fault


def _protect(society: Society, month: str) -> None:
    """The month's file, and its seal once two have signed, may not be written any more."""
    done = seals.of_month(society, month)
    try:
        society.journal(month).chmod(0o444)
        if done and len(done.signatures) >= seals.ENOUGH:
            (society.seals / f"{month}.json").chmod(0o444)
    except OSError as fault:
        raise Mistake(f"{month}已经月结，但文件不能改成只读（{why(fault)}）；请再运行一次这个命令") from None


def is_sealed(society: Society, month: str) -> bool:
    """Whether a month is closed and has its seal, so that nothing is left to do but to sign."""
    return (society.seals / f"{month}.json").is_file() and _read(society).closed(month) is not None


def sign(society: Society, month: str, with_keys: Iterable[PrivateKey]) -> Seal:
    """Add signatures to the seal of a closed month; Mistake, and nothing written, where one may not be added."""
    with _closed_already(month, "签名"), storage.locked(society.folder):
        read = _read(society)
        closing, found = read.closed(month), seals.of_month(society, month)
        if closing is None or found is None:
            raise Mistake(f"{month}没有月结，或封存文件不对，不能签字；请先看 huzhu trail verify")
        may = seals.signers(society, found, closing.day, read.files)
        _check_seal(society, read, month)
        sealed = found
        for key in with_keys:
            found = seals.signed(found, key, may)
        if found is not sealed:
            storage.replace(society.seals / f"{month}.json", found.text())
            _protect(society, month)
    return found


def _check_seal(society: Society, read: Read, month: str) -> None:
    """Mistake where the seal is not what the books say: nobody signs that."""
    wrong = [
        b for b in seals.judged(society, read.files, read.chain, deep=True).breaks if month in b.file + b.text
    ]
    if wrong:
        raise Mistake(f"{month}不能签字：{wrong[0].file} {wrong[0].text}")


def _wanting(society: Society, month: str) -> str:
    found = seals.of_month(society, month)
    return f"；{wanting(found)}" if found and len(found.signatures) < seals.ENOUGH else ""


def wanting(seal: Seal) -> str:
    """The sentence on the signatures that a seal still wants; empty when it has them."""
    left = seals.ENOUGH - len(seal.signatures)
    if left <= 0:
        return ""
    return f"还缺{left}位干部的签名，补签：huzhu close {seal.month} --sign 钥匙文件"


# --- reopening


class Reopening(NamedTuple):
    """A month that is to be opened again: the request, and what is left to do for it afterwards."""

    request: Request
    month: str
    turn: int


def reopening(
    society: Society, month: str, day: date, who: str, at: str, *, reason: str, by: str, approved_by: str
) -> Reopening:
    """The reopening of a month; Mistake where it is not the last closed one, or these two may not reopen it."""
    span_of(month)
    read = _read(society)
    turn = sum(c.month == month and not c.stands for c in read.closings)
    if read.closed(month) is None:
        return Reopening(_unfinished(society, month, turn, read), month, turn)
    last = max(c.month for c in read.closings if c.stands)
    if month != last:
        raise Mistake(f"只能反结账最后一个月结的月份 {last}；{month}的错请在未结的月份里冲销")
    _check_two(society, read, day, by, approved_by)
    event = build(
        MonthReopened, date=day, recorded_by=who, month=month, reason=reason, by=by, approved_by=approved_by
    )
    return Reopening(Request(event, f"reopen-{month}-{turn + 1}", at), month, turn + 1)


def _check_two(society: Society, read: Read, day: date, *two: str) -> None:
    """Mistake where the two are not officers in post; that they are two the event itself asks."""
    posts = seals.officers(seals.facts_in(read.files[trail.relative(society, society.facts)]), day)
    known = {as_id(p) for p in posts}
    if strangers := [each for each in two if as_id(each) not in known]:
        raise Mistake(f"反结账要两位在任的干部：“{strangers[0]}”在{day}没有任职")


def _unfinished(society: Society, month: str, turn: int, read: Read) -> Request:
    """The reopening that a crash kept from being completed, asked once more; Mistake where there is none."""
    path, kept = society.seals / f"{month}.json", society.seals / seals.reopened(month, turn)
    writable = society.journal(month).is_file() and society.journal(month).stat().st_mode & 0o200
    if turn == 0 or not (path.is_file() or (kept.is_file() and not writable)):
        raise Mistake(f"{month}没有月结，不用反结账")
    name = f"reopen-{month}-{turn}"
    fact = next(f for f in reversed(_facts(society, read, "反结账")) if f.text("key") == name)
    return Request(MonthReopened.read([fact.entry]), name, fact.text("at"))


def _facts(society: Society, read: Read, kind: str) -> list[Fact]:
    return seals.facts_in(read.files[trail.relative(society, society.facts)]).of(kind)


def signed_by_two(asked: Reopening, with_keys: Iterable[PrivateKey], society: Society) -> Reopening:
    """The reopening with the signatures of the two who reopen; Mistake where a key is not theirs."""
    read = _read(society)
    event = asked.request.event
    assert isinstance(event, MonthReopened)
    facts = seals.facts_in(read.files[trail.relative(society, society.facts)])
    signed = seals.statement_signed(event, society.id, with_keys, facts)
    return asked._replace(request=asked.request._replace(event=event.model_copy(update={"signed": signed})))


def reopen(society: Society, asked: Reopening) -> None:
    """Put the seal aside under its new name, and give the month's file back its right to be written."""
    path, kept = (
        society.seals / f"{asked.month}.json",
        society.seals / seals.reopened(asked.month, asked.turn),
    )
    try:
        if path.is_file():
            path.replace(kept)
            storage.sync_folder(society.seals)
        society.journal(asked.month).chmod(0o644)
    except OSError as fault:
        raise Mistake(f"{asked.month}的反结账没有做完（{why(fault)}）；改正后请再运行一次这个命令") from None


def key_files(paths: tuple[Path, ...]) -> list[PrivateKey]:
    """The keys in these files, each opened with its PIN; Mistake where one file is named twice."""
    from huzhu import unlocking

    with suppress(OSError):
        if len({p.resolve() for p in paths}) < len(paths):
            raise Mistake("同一个钥匙文件写了两次，请写两位干部的")
    return [unlocking.key(p) for p in paths]

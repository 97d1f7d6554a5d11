"""Many writers at once on one society, and readers that look all the time.

Eight processes record gifts, fees, draws, returns, expenses, cases with their relief, batches over two files and
things that the rules must refuse; the command line records as processes of its own; a statement is imported. A
writer that is told to wait asks again with the same key, as a client does. Meanwhile readers read the files:
at every instant they parse, and each is a continuation of what was read before.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from huzhu.auditing.verifying import verify
from ledger import journal
from ledger.district import Society
from ledger.events.event import Event
from ledger.journal import Refused, Request
from ledger.load import load
from ledger.storage import Busy
from tests import societies as made
from tests.faults import proof, started
from tests.faults.notebook import HOUSE, Notebook
from tests.wechat_bill import csv_bill, line

DAYS = tuple(date(2026 + (6 + n // 9) // 12, (6 + n // 9) % 12 + 1, 1 + 3 * (n % 9)) for n in range(9 * 18))
"""Over a year and a half, as a society of thousands of entries has them."""
READERS = ("files", "loads", "verified")
PATIENCE = 2000
"""How often a writer that is told to wait asks again."""

Told = dict[str, Any]
"""What one request came to: its keys, and recorded, refused or again."""


def run(book: Notebook, number: int, *, processes: int = 8, events: int = 1000, commands: int = 40) -> None:
    """So many times all of them at once."""
    for trial in book.trials(number):
        with TemporaryDirectory(prefix="huzhu-writers-") as folder:
            began = time.monotonic()
            figures, broken = _all_at_once(Path(folder), book.chance(trial), processes, events, commands)
            book.note(trial, broken, seconds=round(time.monotonic() - began), processes=processes, **figures)


def _all_at_once(
    home: Path, chance: random.Random, processes: int, events: int, commands: int
) -> tuple[Counter[str], str]:
    society = made.shigang(home)
    before = proof.said(society)
    told = home / "told"
    told.mkdir()
    seeds = [chance.random() for _ in range(processes)]
    work: list[Callable[[], None]] = [
        lambda n=n: _writer(society, n, seeds[n], events, told / f"writer-{n}")  # type: ignore[misc]
        for n in range(processes)
    ]
    work.append(lambda: _commands(society, commands, told / "commands"))
    work.append(lambda: _imports(society, max(2, commands // 4), told / "imports"))
    done = home / "done"
    readers = [
        started(lambda: _reader(society, done, told / "files", _files_hold)),
        started(lambda: _reader(society, done, told / "loads", _books_load)),
        started(lambda: _reader(society, done, told / "verified", _trail_holds)),
    ]
    writers = [started(w) for w in work]
    for each in writers:
        each.join()
    done.touch()
    for each in readers:
        each.join()
    ended = [p.exitcode for p in (*writers, *readers)]
    figures, broken = _judged(society, before, told)
    return figures, f"a process ended with {ended}" if any(ended) else broken


# --- those who write


def _writer(society: Society, me: int, seed: float, events: int, told: Path) -> None:
    """Record so many events, one request after the other, and keep what each came to."""
    chance = random.Random(seed)
    made_so_far = 0
    old: list[tuple[list[Request], str]] = []
    with told.open("a", encoding="utf-8") as file:
        while made_so_far < events:
            requests, must = _next(chance, me, made_so_far)
            if old and chance.random() < 0.05:
                requests, must = chance.choice(old)[0], "again"
            outcome, waited = _asked(society, requests)
            lone = must in ("", outcome)
            line = {"keys": [r.key for r in requests], "outcome": outcome, "waited": waited, "ok": lone}
            file.write(json.dumps(line) + "\n")
            if outcome == "recorded":
                old.append((requests, must))
            made_so_far += len(requests) if outcome != "again" else 0


def _asked(society: Society, requests: list[Request]) -> tuple[str, int]:
    """What it came to, and how often the writer was told to wait."""
    for waited in range(PATIENCE):
        try:
            receipt = journal.record(society, requests)
        except Busy:
            continue
        except Refused:
            return "refused", waited
        return ("again" if all(e.again for e in receipt.entries) else "recorded"), waited
    raise AssertionError("no writer may be kept waiting for ever")


def _next(chance: random.Random, me: int, number: int) -> tuple[list[Request], str]:
    """The next request of a writer, and what must come of it where the rules leave no doubt."""
    events, must = _events(chance, me, number)
    return [Request(e, f"w{me}-{number}-{n}", made.AT) for n, e in enumerate(events)], must


def _events(chance: random.Random, me: int, number: int) -> tuple[list[Event], str]:
    day = chance.choice(DAYS)
    amount = f"{chance.randint(1, 20_000) / 100:.2f}"
    kind = chance.random()
    if kind < 0.45:
        return [made.donation(amount, day)], "recorded"
    if kind < 0.55:
        return [made.fee(amount, day)], "recorded"
    if kind < 0.65:  # whether the rules take these depends on what the others did
        return [made.draw(amount, day)], ""
    if kind < 0.72:
        return [made.give_back(amount, day)], ""
    if kind < 0.80:
        return [made.expense("1.00", day)], ""
    if kind < 0.88:
        return _case(me, number, day), "recorded"
    if kind < 0.94:
        return [
            made.resolution(f"JY-{2010 + me}-{number % 9000 + 100}", day=day),
            made.donation(amount, day),
        ], "recorded"
    return [made.draw("3000.01", day)], "refused"


def _case(me: int, number: int, day: date) -> list[Event]:
    """A case from beginning to end: gift, case, relief by bank, all or nothing."""
    case, person = f"JZ-{2010 + me}-{number % 10_000:04d}", f"P-{me:02x}{number:010x}"
    paid = made.relief("100.00", day, case=case, method="转账", account=made.BANK)
    return [made.donation("100.00", day), *made.case("100.00", day, case, person), paid]


def _commands(society: Society, number: int, told: Path) -> None:
    """The command line, a process each."""
    with told.open("a", encoding="utf-8") as file:
        for n in range(number):
            key = f"command-{n}"
            words = [
                "record",
                "donation",
                "--donor",
                "老王",
                "--amount",
                "5",
                "--date",
                "2026-07-20",
                "--receipt",
                "自愿放弃",
            ]
            code, waited = _command(society, [*words, "--key", key])
            file.write(
                json.dumps({"keys": [key], "outcome": _outcome(code), "waited": waited, "ok": code == 0})
                + "\n"
            )


def _imports(society: Society, number: int, told: Path) -> None:
    """Statements of five rows each, over two months."""
    with told.open("a", encoding="utf-8") as file:
        for n in range(number):
            ids = [f"88{n:04d}{row}" for row in range(5)]
            rows = [line(at=f"2026-0{7 + row % 2}-1{row} 10:00:00", id=id_) for row, id_ in enumerate(ids)]
            bill = told.with_name(f"bill-{n}.csv")
            bill.write_bytes(csv_bill(rows))
            code, waited = _command(society, ["import", str(bill), "--channel", "主动捐赠"])
            keys = [*(f"wx-{id_}" for id_ in ids), f"read-{sha256(bill.read_bytes()).hexdigest()[:32]}"]
            file.write(
                json.dumps({"keys": keys, "outcome": _outcome(code), "waited": waited, "ok": code == 0})
                + "\n"
            )


def _outcome(code: int) -> str:
    return "recorded" if code == 0 else "refused"


def _command(society: Society, words: list[str]) -> tuple[int, int]:
    """Run huzhu until it is not told to wait; its exit code, and how often it was."""
    env = os.environ | {"HUZHU_USER": "wangwu", "PYTHONPATH": str(HOUSE)}
    whole = [sys.executable, "-m", "huzhu", "--books", str(society.folder), *words]
    for waited in range(PATIENCE):
        done = subprocess.run(whole, env=env, capture_output=True, text=True)
        if done.returncode != 2 or "正在写这套账" not in done.stderr:
            if done.returncode:
                print(done.stderr, file=sys.stderr)
            return done.returncode, waited
    raise AssertionError("no command may be kept waiting for ever")


# --- those who read


def _reader(
    society: Society, done: Path, told: Path, look: Callable[[Society, proof.Books], tuple[str, proof.Books]]
) -> None:
    """Look until the writers are done, and once more; keep how often, and what was wrong."""
    looks, alarms, first, seen = 0, 0, "", proof.Books()
    last = False
    while not last:
        last = done.exists()
        wrong, seen = look(society, seen)
        looks, alarms, first = looks + 1, alarms + bool(wrong), first or wrong
    told.write_text(json.dumps({"looks": looks, "alarms": alarms, "first": first}), encoding="utf-8")


def _files_hold(society: Society, seen: proof.Books) -> tuple[str, proof.Books]:
    """Each file parses and goes on from what it was."""
    contents = society.contents()
    fresh = {name: content for name, content in contents.items() if content != seen.get(name)}
    chained = {name: seen[name] for name in society.chained(seen)}
    return proof.unparsed(fresh) or proof.shrunk(chained, contents), contents


def _books_load(society: Society, seen: proof.Books) -> tuple[str, proof.Books]:
    """Loaded as every reader loads them, chain and rules and all, there is nothing wrong."""
    from ledger import trail
    from ledger.load import broken, contents

    files = contents(society)
    if sentence := broken(society, trail.chain(society, files)):
        return f"a reader was told: {sentence}", files
    loaded = load(society, files=files)
    errors = [f"{f.rule} {f.text}" for f in loaded.errors]
    return f"a reader was told: {errors[0]}" if errors else "", files


def _trail_holds(society: Society, seen: proof.Books) -> tuple[str, proof.Books]:
    """An auditor who looks at that moment finds nothing."""
    found = verify(society)
    told = found.sentence or next((f"{b.file}:{b.line} {b.text}" for b in found.breaks), "")
    return f"an auditor was told: {told}" if told else "", seen


# --- and in the end


def _lines(told: Path) -> Iterator[Told]:
    for path in sorted(told.iterdir()):
        if path.suffix != ".csv" and path.name not in READERS:
            yield from (json.loads(each) for each in path.read_text(encoding="utf-8").splitlines())


def _judged(society: Society, before: proof.Books, told: Path) -> tuple[Counter[str], str]:
    """Every event acknowledged is there once, no refused one is, and nothing else."""
    lines = list(_lines(told))
    recorded = {k for each in lines if each["outcome"] == "recorded" for k in each["keys"]}
    refused = {k for each in lines if each["outcome"] == "refused" for k in each["keys"]}
    looked = {name: json.loads((told / name).read_text(encoding="utf-8")) for name in READERS}
    figures = Counter(
        acknowledged=len(recorded), refused=len(refused), again=sum(e["outcome"] == "again" for e in lines),
        waited=sum(e["waited"] for e in lines), looks=looked["files"]["looks"], loads=looked["loads"]["looks"],
        verified=looked["verified"]["looks"], alarms=sum(each["alarms"] for each in looked.values()),
    )  # fmt: skip
    untrue = [e for e in lines if not e["ok"]]
    present = set(proof.keys(society)[0])
    return figures, (
        (f"answered otherwise than the rules are: {untrue[0]}" if untrue else "")
        or proof.amiss(society, before, recorded, recorded)
        or (f"refused and there: {sorted(refused & present)[:5]}" if refused & present else "")
        or proof.vouchers(society)
        or proof.unsound(society)
        or next((each["first"] for each in looked.values() if each["first"]), "")
    )

"""What is fuzzed: each target takes a random generator, tries one case, and returns nothing; Broken when the oracle is.

The cases are mutations of what is right: a line of a command, a file of the books, a bill. Pure noise is refused
at the first letter and finds nothing.
"""

# ruff: noqa: E501  (a table of what is typed reads best one line each)
from __future__ import annotations

import random
import re
import shlex
import shutil
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from importers.engine import read_bytes
from importers.paper import UnreadablePaper
from ledger import topfile, writing
from ledger.district import District, Society
from ledger.events.event import explain
from ledger.mistake import Mistake
from ledger.policy import names, text_of
from tests.busy import busy
from tests.command_lines import RECORDS
from tests.event_fields import EVENTS
from tests.forged import forge
from tests.terminal import Said, bytes_of, huzhu
from tests.wechat_bill import OLD_CSV, XLSX_2025

LONGEST_S = 2.0
"""No answer takes longer; on a machine that does other work, `HANG_S` is what counts as a hang."""
HANG_S = 20
PAPER_S = 5.0
"""Processor time; no paper takes longer to be read or refused, whatever was done to its bytes."""
LONGEST_REFUSAL = 2000
"""Letters; a sentence that quotes the whole file helps nobody."""

_kept = TemporaryDirectory(prefix="huzhu-fuzz-")  # gone when the program ends


class Broken(AssertionError):
    """The oracle was broken: what was tried, and what came of it."""


# --- pieces

PIECES = (
    "", " ", "\u3000", "\u200b", "\u202e", "\u2028", "\x85", "\x00", "\x1b[2J", "\ufeff", "\udcff", "\n", "\r\n", "\t", '"', "\\", "'", ";", "#x", "^y", "{", "}",
    "(", ")", "*", "/", "-", "--", "+", "~", "@", "@@", "|", "!", "%s", "{0}", "$(id)", "`id`", "../../x", "/etc/passwd", "C:\\x", "<b>", "[red]", "=1+1",
    "0", "-1", "1/0", "1E+999999", "9" * 40, "0.001", "1,0,0", "NaN", "inf", "５", "٣", "2026-02-30", "9999-12-31", "0001-01-01", "2026-07-10", "true", "TRUE", "NULL",
    "CNY", "USD", "DAMI", "plugin", "option", "include", "custom", "pad", "query", "pushtag", "close", "balance", "note", "document", "event", "price",
    "汪小明", "老王", "某", "*", "👍", "𠮷", "é", "ｗａｎｇ", "现金", "01财政补助", "JZ-2026-0001", "P-1a2b3c4d5e6f", "2026-07-001", "长" * 300, "x" * 5000,
)  # fmt: skip


def mutated(text: str, chance: random.Random, times: int = 3) -> str:
    """A text with a few pieces cut out, put in, doubled, swapped."""
    for _ in range(chance.randint(1, times)):
        a, b = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        b = min(b, a + chance.choice((0, 1, 4, 20, 200)))
        what = chance.randrange(5)
        piece = chance.choice(PIECES)
        if what == 0:
            text = text[:a] + text[b:]
        elif what == 1:
            text = text[:a] + piece + text[a:]
        elif what == 2:
            text = text[:a] + piece + text[b:]
        elif what == 3:
            text = text[:b] + text[a:b] * chance.randint(1, 3) + text[b:]
        else:
            text = text[:a] + "".join(chance.sample(text[a:b], b - a)) + text[b:]
    return text


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few changed, cut out, put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(found) + 1)
        what = chance.randrange(4)
        if what == 0 and at < len(found):
            found[at] = chance.randrange(256)
        elif what == 1:
            del found[at : at + chance.choice((1, 2, 50, 1000))]
        elif what == 2:
            found[at:at] = chance.choice(PIECES).encode("utf-8", "surrogatepass")
        else:
            found[at:at] = found[at : at + chance.choice((1, 10, 300))]
    return bytes(found)


# --- the oracle


@contextmanager
def answered(what: object) -> Iterator[None]:
    """Broken where something takes too long, or is no mistake that we know."""

    def late(*_: object) -> None:
        raise Broken(f"no answer within {HANG_S} s: {what!r}")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, HANG_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def judged(said: Said, what: object) -> Said:
    """Broken where a command scared its user."""
    if (
        said.code not in (0, 1, 2)
        or "Traceback" in said.all
        or "自己出错了" in said.all
        or "没能运行完" in said.all
    ):
        raise Broken(f"{said} ← {what!r}")
    if not re.search("[\u4e00-\u9fff]{2}", said.all) or len(said.all) > 1_000_000:
        raise Broken(f"{what!r} is answered with {said.all[:200]!r}")
    return said


@cache
def _district() -> Path:
    return busy(Path(_kept.name)).folder


@contextmanager
def books() -> Iterator[Society]:
    """A copy of a society's books to be spoilt."""
    with TemporaryDirectory(prefix="huzhu-fuzz-") as folder:
        shutil.copytree(_district(), Path(folder) / "徽州区")
        yield District(Path(folder) / "徽州区").society("shigang")


# --- targets


def command_line(chance: random.Random) -> None:
    """A line of a command with words changed, left out, put in: a dry run, so that nothing may be written at all."""
    command = chance.choice(list(RECORDS))
    words = shlex.split(RECORDS[command])
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(words) + 1)
        what = chance.randrange(4)
        if what == 0 and at < len(words):
            words[at] = mutated(words[at], chance)
        elif what == 1 and at < len(words):
            words[at] = chance.choice(PIECES)
        elif what == 2 and at < len(words):
            del words[at]
        else:
            words.insert(at, chance.choice((*PIECES, *words, "--help", "--dry-run", "--society", "--key")))
    words = [w.replace("\x00", "") for w in words]
    society = District(_district()).society("shigang")
    before = bytes_of(society.folder) if chance.random() < 0.05 else None
    with answered((command, words)):
        judged(huzhu(*command.split(), "--dry-run", *words, books=society.folder), (command, words))
    if before is not None and bytes_of(society.folder) != before:
        raise Broken(f"a dry run wrote: {command} {words!r}")


def field(chance: random.Random) -> None:
    """Any value in any field of any event: the model takes it or says why not, and what it takes can be written."""
    kind = chance.choice(EVENTS)
    given = {
        name: _value(chance)
        for name, each in kind.model_fields.items()
        if each.is_required() or chance.random() < 0.3
    }
    with answered((kind.__name__, given)):
        try:
            event = kind(**given)
        except ValidationError as error:
            if not all(re.search("[\u4e00-\u9fff]", said) for said in explain(error)):
                raise Broken(f"{kind.__name__} {given!r}: {explain(error)}") from None
            return
        except (Mistake, UnicodeEncodeError):
            return
        try:
            writing.proved(event.entries({}))
        except writing.Unwritable:
            return


def _value(chance: random.Random) -> object:
    from datetime import date
    from decimal import Decimal

    kind = chance.randrange(8)
    if kind == 0:
        return Decimal(chance.choice(("0", "-1", "0.001", "1E+99", "NaN", "9" * 20, "5.00")))
    if kind == 1:
        return chance.choice(
            (
                None,
                True,
                0,
                -1,
                10**30,
                1.5,
                (),
                [],
                {},
                date(2026, 7, 10),
                date(1, 1, 1),
                ("x", "y"),
                (("a", 1),),
            )
        )
    words = (
        "老王",
        "2026-07-10",
        "wangwu",
        "5.00",
        "01财政补助",
        "Assets:1001现金",
        "JZ-2026-0001",
        "P-1a2b3c4d5e6f",
        "汪*",
        "现金",
        "同意",
        "2026-07",
    )
    return chance.choice(words) if kind < 5 else mutated(chance.choice(words), chance)


def page(chance: random.Random) -> None:
    """A file of the books changed by hand; the chain is made anew over it, so that gate, loader and rules are reached."""
    with books() as society:
        files = [
            society.accounts,
            society.facts,
            society.policy,
            society.top,
            *map(society.journal, society.months),
        ]
        path = chance.choice(files)
        text = path.read_text("utf-8")
        if chance.random() < 0.2:
            path.write_bytes(flipped(text.encode(), chance))
        else:
            path.write_bytes(mutated(text, chance).encode("utf-8", "surrogatepass"))
        if chance.random() < 0.8:
            forge(society)
        _read(society, f"{path.name}: {path.read_bytes()!r}")


def _read(society: Society, what: str) -> None:
    before = bytes_of(society.folder)
    with answered(what):
        judged(huzhu("check", "--as-of", "2026-08-20", books=society.folder), what)
        said = judged(
            huzhu(
                "record",
                "donation",
                "--amount",
                "9",
                "--donor",
                "王",
                "--date",
                "2026-07-12",
                "--dry-run",
                books=society.folder,
            ),
            what,
        )
        judged(huzhu("trail", "verify", books=society.folder), what)
    if said.code == 0 and topfile.fault(society.top):
        raise Broken(f"a top file that is not ours was loaded: {what}")
    if bytes_of(society.folder) != before:
        raise Broken(f"reading wrote: {what}")


def top_file(chance: random.Random) -> None:
    """A top file changed by hand: it is known again, or not loaded."""
    with books() as society:
        society.top.write_bytes(
            mutated(society.top.read_text("utf-8"), chance).encode("utf-8", "surrogatepass")
        )
        _read(society, f"top: {society.top.read_bytes()!r}")


def policy(chance: random.Random) -> None:
    """One of the five policies with its lines changed."""
    with books() as society:
        text = text_of(chance.choice(names()))
        society.policy.write_bytes(mutated(text, chance, 6).encode("utf-8", "surrogatepass"))
        forge(society)
        _read(society, f"policy: {society.policy.read_bytes()!r}")


def statement(chance: random.Random) -> None:
    """A bill whose bytes were changed, or its words."""
    source = chance.choice((OLD_CSV, XLSX_2025))
    data = source.read_bytes()
    if source is OLD_CSV and chance.random() < 0.7:
        data = mutated(data.decode("utf-8-sig"), chance, 6).encode(
            chance.choice(("utf-8-sig", "utf-8", "gb18030")), "replace"
        )
    else:
        data = flipped(data, chance)
    paper = Path(_kept.name) / f"账单{source.suffix}"
    paper.write_bytes(data)
    society = District(_district()).society("shigang")
    with answered(data):
        judged(huzhu("import", paper, "--dry-run", books=society.folder), data)


@cache
def papers() -> dict[str, bytes]:
    """Every paper that lies among the tests, of all kinds, and the texts beside them; and the PDFs that tests draw."""
    from tests.drawn_pdf import by_hand
    from tests.test_pdf_papers import PAPERS

    folder = Path(__file__).parent.parent / "papers"
    found = {p.name: p.read_bytes() for p in sorted(folder.glob("*/*")) if p.stat().st_size}
    return found | {f"{name}.pdf": by_hand(make().table.pages()) for name, make in PAPERS.items()}


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """A paper's bytes changed, cut off, or with a piece of another paper put in."""
    what = chance.randrange(6)
    if what == 0:
        return data[: chance.randrange(len(data) + 1)]
    if what == 1:
        other = chance.choice(list(papers().values()))
        a, b = chance.randrange(len(data) + 1), chance.randrange(len(other) + 1)
        return data[:a] + other[b : b + chance.choice((20, 500, 5000, len(other)))] + data[a:]
    if what == 2 and b"[Content_Types].xml" in data:
        return _in_zip(data, chance)
    if what == 3 and data[:2] != b"PK":
        return mutated(data.decode("gb18030", "replace"), chance, 6).encode("gb18030", "replace")
    return flipped(data, chance)


def _in_zip(data: bytes, chance: random.Random) -> bytes:
    """The same workbook with one of its parts changed: a change of the packed bytes is mostly seen by the checksum."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice(sorted(n for n in parts if n.endswith(".xml")))
    text = parts[name].decode("utf-8")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        piece = chance.choice(
            ("", "<", '"', "0", "E+9", "</row>", "&#0;", 't="n"', "XFD1", "<c/>", "9" * 20, "-", "]]>")
        )
        text = text[:at] + piece + text[at + chance.choice((0, 1, 8, 200)) :]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, part in (parts | {name: text.encode("utf-8", "replace")}).items():
            packed.writestr(each, part)
    return out.getvalue()


def paper(chance: random.Random) -> None:
    """Any paper with its bytes changed: it is read whole or refused in Chinese, and soon."""
    name = chance.choice(list(papers()))
    data = spoilt(papers()[name], chance)
    began = time.process_time()
    with answered((name, data[:2000])):
        try:
            read = read_bytes(data, name, chance.choice(("", "234512")))
        except UnreadablePaper as refusal:
            if not re.search("[\u4e00-\u9fff]{2}", str(refusal)) or len(str(refusal)) > LONGEST_REFUSAL:
                raise Broken(f"{name} is refused with {str(refusal)[:200]!r}") from None
        else:
            if len(read.outcomes()) != read.rows:
                raise Broken(f"{name}: {read.rows} rows, {len(read.outcomes())} outcomes")
    if (used := time.process_time() - began) > PAPER_S:
        raise Broken(f"{name}: {used:.1f} s")


def archive(chance: random.Random) -> None:
    """A sealed archive with a byte changed: whoever opens it is told so, and learns nothing false."""
    from ledger.confidential.archive import Archive
    from tests.archived import EVERYBODY, P_LI, P_WANG, archived
    from tests.officers import AUDITOR

    with TemporaryDirectory(prefix="huzhu-fuzz-") as folder:
        society = archived(Path(folder)).society
        path = chance.choice(sorted(p for p in (society.folder / "archive").rglob("*") if p.is_file()))
        path.write_bytes(flipped(path.read_bytes(), chance))
        with answered(path.name):
            try:
                opened = Archive(society, AUDITOR, EVERYBODY)
                list(opened.troubles())
                for person in (P_WANG, P_LI):
                    opened.person(person)
                    opened.papers(person)
            except Mistake:
                return


TARGETS: dict[str, tuple[Callable[[random.Random], None], int]] = {
    "command-line": (command_line, 20), "field": (field, 50), "page": (page, 8), "top-file": (top_file, 3), "policy": (policy, 3),
    "statement": (statement, 4), "paper": (paper, 10), "archive": (archive, 2),
}  # fmt: skip
"""Each target, and how many of a hundred cases are its."""


def one(name: str, seed: int, number: int) -> float:
    """Try one case, the same for the same seed and number; how many seconds it took."""
    began = time.monotonic()
    try:
        TARGETS[name][0](random.Random(f"{name}-{seed}-{number}"))
    except Broken as broken:
        raise Broken(f"--part {name} --seed {seed} --from {number}: {broken}") from broken
    except Exception as failure:
        raise Broken(
            f"--part {name} --seed {seed} --from {number}: {type(failure).__name__}: {failure}"
        ) from failure
    return time.monotonic() - began

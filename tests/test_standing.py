"""What is kept in memory between two writes is what a fresh load would find, and judges as all the books would."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import journal, standing, trail, writing
from ledger.chart import COLLECTIVE_FUND, DONATION_FUND, FEE_FUND, SUBSIDY_FUND
from ledger.district import Society
from ledger.events.event import Event
from ledger.findings import Finding
from ledger.load import BadBooks, contents, load
from ledger.standing import Standing
from tests import societies as made
from tests.faults import elsewhere
from tests.societies import donation, draw, record, request
from tests.test_journal import state
from tests.trials import trials

EPOCH = date(1990, 1, 1)
"""The day of the top file's own lines, which move down when a month is included."""


@pytest.fixture
def society(tmp_path: Path) -> Society:
    standing.forget()
    return made.shigang(tmp_path)


def fresh(society: Society) -> Standing:
    """The books as somebody finds them who kept nothing in memory."""
    standing.forget()
    return standing.standing(society, contents(society))


def same(kept: Standing, read: Standing) -> None:
    """Hold what was kept against what was read anew, list by list."""
    assert (kept.files, kept.events, kept.head, kept.keys) == (read.files, read.events, read.head, read.keys)
    for name in ("transactions", "customs"):
        lines = [
            [
                (e.meta["filename"], e.meta["lineno"], writing.plain(e))
                for e in getattr(books, name)
                if e.date > EPOCH
            ]
            for books in (kept.books, read.books)
        ]
        assert lines[0] == lines[1], name
    for name in ("legs", "income", "expenses", "claims", "agency"):
        ours, theirs = (
            [(_line(g), g.account, g.amount) for g in getattr(s.books, name)] for s in (kept, read)
        )
        assert ours == theirs, name
    assert kept.books.day == read.books.day and kept.books.since == read.books.since == ""
    assert _steps(kept) == _steps(read)
    assert _paid(kept) == _paid(read)
    assert kept.books.facts.kinds == kept.books.facts.kinds
    for kind in read.books.facts.kinds:
        assert [_line(f) for f in kept.books.facts.of(kind)] == [_line(f) for f in read.books.facts.of(kind)]


def _line(of: Any) -> tuple[str, int]:
    return of.entry.meta["filename"], of.entry.meta["lineno"]


def _steps(books: Standing) -> dict[str, list[tuple[str, int]]]:
    return {number: [_line(s) for s in case.steps] for number, case in books.books.cases.items()}


def _paid(books: Standing) -> tuple[list[Any], dict[str, Any]]:
    """What is worked out of relief: each posting with its case, and what is left of each payment."""
    reliefs = [
        (_line(r), r.kind, r.amount, r.number, bool(r.case and r.case.opened)) for r in books.books.reliefs
    ]
    left = {n: [(_line(p.first), p.amount, p.kept) for p in paid] for n, paid in books.books.payments.items()}
    return reliefs, left


def test_what_was_appended_by_us_and_by_another_program_is_taken_in(society: Society) -> None:
    first = standing.standing(society, contents(society))
    record(society, [donation("50.00", 3), *made.case(), draw("900.00", 2), made.relief(day=9)])
    record(society, made.resolution(day=4))
    assert elsewhere(lambda: record(society, donation("7.00", date(2026, 8, 3)))) == 0
    kept = standing.standing(society, contents(society))
    assert kept.accounts is first.accounts, "nothing was loaded anew"
    same(kept, fresh(society))


def test_nothing_appended_is_nothing_read(society: Society) -> None:
    first = standing.standing(society, contents(society))
    assert standing.standing(society, contents(society)).books is first.books


@pytest.mark.parametrize("name", ["journal/2026-06.beancount", "society.beancount", "accounts.beancount"])
@pytest.mark.parametrize("change", ["flip", "cut", "gone", "more"])
def test_a_change_made_outside_is_seen_at_once(society: Society, name: str, change: str) -> None:
    record(society, donation())
    path = society.folder / name
    content = path.read_bytes()
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {"flip": content.replace(b"9:00", b"8:00", 1), "cut": content[:-1], "more": content + b"\n"}[
                change
            ]
        )
    before = state(society.folder)
    with pytest.raises(BadBooks):
        record(society, donation())
    assert state(society.folder) == before


def test_an_old_copy_put_back_is_seen_at_once(society: Society) -> None:
    old = society.contents()
    record(society, donation())
    for name, content in old.items():
        (society.folder / name).write_bytes(content)
    with pytest.raises(BadBooks):
        record(society, donation())


def test_a_month_nobody_included_and_a_plugin_in_an_appended_line_are_seen(society: Society) -> None:
    record(society, donation())
    society.journal("2026-09").write_text("2026-09-01 open Assets:1001现金:99别的\n")
    with pytest.raises(BadBooks):
        record(society, donation())
    society.journal("2026-09").unlink()
    record(society, donation())
    with society.facts.open("a") as file:
        file.write('plugin "evil"\n')
    with pytest.raises(BadBooks):
        record(society, donation())


def test_what_a_clever_hand_appends_is_loaded_anew_and_judged(society: Society) -> None:
    """With stamp and hash right, only what it says gives it away: no event of ours says it so."""
    for directive in ('plugin "evil"', "2026-07-02 open Assets:1001现金:11别的 CNY", "2026-07-02 nonsense"):
        first = standing.standing(society, contents(society))
        stamp = (
            f'  seq: {len(first.events) + 1}\n  at: "{made.AT}"\n  key: "forged"\n  prev: "{first.head}"\n'
        )
        forged = f'2026-07-02 custom "决议" "JY-2026-77"\n{stamp}  kind: "资金转移"\n{directive}\n'
        before = society.facts.read_bytes()
        society.facts.write_text(before.decode() + forged)
        kept = standing.held(society)
        try:
            again = standing.standing(society, contents(society))
        except BadBooks:
            again = None
        assert kept and (again is None or again.accounts is not first.accounts), directive
        society.facts.write_bytes(before)


def test_an_event_out_of_order_is_no_continuation(society: Society) -> None:
    first = standing.standing(society, contents(society))
    record(society, [donation("1.00", 3), donation("2.00", 4)])
    path = society.journal("2026-07")
    path.write_bytes(path.read_bytes().replace(b"  seq: 13\n", b"  seq: 15\n"))
    with pytest.raises(BadBooks):
        standing.standing(society, contents(society))
    assert first.events


def test_an_empty_month_that_nobody_included_may_come_and_go(society: Society) -> None:
    society.journal("2026-09").touch()
    first = standing.standing(society, contents(society))
    society.journal("2026-09").unlink()
    again = standing.standing(society, contents(society))
    assert again.accounts is not first.accounts and again.head == first.head


def test_a_file_that_is_gone_is_seen(society: Society) -> None:
    record(society, donation(day=date(2026, 8, 3)))
    society.journal("2026-08").unlink()
    with pytest.raises(BadBooks):
        record(society, donation())


@pytest.fixture
def several(tmp_path: Path) -> Iterator[list[Society]]:
    """Books of five societies, of one size; nothing is in memory."""
    societies = []
    for number in range(5):
        (tmp_path / str(number)).mkdir()
        societies.append(made.shigang(tmp_path / str(number)))
    standing.forget()
    yield societies
    standing.SHELF.most_text_bytes = standing.MOST_TEXT_BYTES
    standing.forget()


def size(society: Society) -> int:
    return sum(map(len, contents(society).values()))


def test_no_more_text_is_kept_in_memory_than_was_said(several: list[Society]) -> None:
    each = max(map(size, several))
    standing.SHELF.most_text_bytes = 3 * each
    for society in several:
        journal.seen(society)
    assert [bool(standing.held(s)) for s in several] == [False, False, True, True, True]
    journal.seen(several[2])
    journal.seen(several[0])
    assert [bool(standing.held(s)) for s in several] == [True, False, True, False, True]


def test_the_last_ones_asked_for_stay_however_large(several: list[Society]) -> None:
    standing.SHELF.most_text_bytes = 1
    for society in several[:2]:
        journal.seen(society)
    assert [bool(standing.held(s)) for s in several] == [False, True, False, False, False]


def test_a_form_sees_what_another_program_wrote(several: list[Society]) -> None:
    first = journal.seen(several[0])
    assert journal.seen(several[0]) is first, "nothing was written"
    record(several[0], donation())
    standing.forget()  # as if another program had written it
    assert len(journal.seen(several[0]).events) == len(first.events) + 1
    before = journal.seen(several[0])
    month = several[0].journal(several[0].months[-1])
    month.write_bytes(month.read_bytes().replace("捐款".encode(), "捐歀".encode(), 1))
    with pytest.raises(BadBooks):
        journal.seen(several[0])
    assert before.events


def test_what_nobody_asked_for_since_the_last_sweep_is_let_go(several: list[Society]) -> None:
    standing.keep_megabytes(1000)
    for society in several[:3]:
        journal.seen(society)
    standing.sweep()
    assert [bool(standing.held(s)) for s in several[:3]] == [True, True, True]
    journal.seen(several[1])
    standing.sweep()
    assert [bool(standing.held(s)) for s in several[:3]] == [False, True, False]


def test_megabytes_are_told_as_memory_and_not_as_text(several: list[Society]) -> None:
    standing.keep_megabytes(110)
    assert standing.SHELF.most_text_bytes == 10_000_000


def test_many_threads_on_many_books_lose_none_and_keep_few(several: list[Society]) -> None:
    """Each writes its own while the shelf has room for two: everything acknowledged is in the books."""
    standing.SHELF.most_text_bytes = 2 * max(map(size, several))
    wrong: list[Exception] = []

    def write(society: Society) -> None:
        try:
            for _ in range(3):
                record(society, donation())
        except Exception as failure:
            wrong.append(failure)

    before = [len(journal.seen(s).events) for s in several]
    threads = [threading.Thread(target=write, args=(s,)) for s in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert [len(journal.seen(s).events) for s in several] == [n + 3 for n in before]
    assert len(standing.SHELF) <= 2


# --- the same verdict as all the books


def verdict(society: Society, event: list[Event], number: int) -> Counter[tuple[str, str, str]]:
    """What a write says, by rule, severity and words; nothing is written."""
    try:
        found = journal.record(
            society, [request(e, f"v-{number}-{n}") for n, e in enumerate(event)], dry_run=True
        )
        findings = found.findings
    except journal.Refused as refused:
        findings = refused.findings
    return Counter((f.rule, f.severity, f.text) for f in findings)


def whole(society: Society, events: list[Event], number: int) -> Counter[tuple[str, str, str]]:
    """The same by loading everything, as Beancount does, with the candidate and without it."""
    files = contents(society)
    requests = [request(e, f"v-{number}-{n}") for n, e in enumerate(events)]
    entries = list(journal._stamped(society, standing.standing(society, files), requests))
    below = max(c.count(b"\n") for c in files.values())
    loaded = load(society, candidate="\n" * below + "".join(e.text for e in entries), files=files)
    return Counter(
        (f.rule, f.severity, f.text) for f in _new(loaded.findings, load(society, day=loaded.day).findings)
    )


def _new(findings: list[Finding], had: list[Finding]) -> list[Finding]:
    if any(f.severity == "error" and f.file != "<string>" for f in findings):
        return standing.less(findings, had)
    return [f for f in findings if f.file == "<string>"]


PEOPLE = [f"P-{n:012x}" for n in range(2)]
DAYS = st.integers(0, 200).map(lambda n: date(2026, 6, 26) + timedelta(days=n))
AMOUNTS = st.sampled_from(
    [Decimal(n) for n in ("20.00", "99.99", "500.00", "1000.00", "1000.01", "3000.01", "9000.00")]
)
RELIEF = st.sampled_from([Decimal(n) for n in ("950.00", "1000.00", "400.00")])
FUNDS = st.sampled_from((DONATION_FUND, DONATION_FUND, SUBSIDY_FUND, COLLECTIVE_FUND, FEE_FUND))
CHANNELS = st.sampled_from(
    ("会员捐赠", "主动捐赠", "主动捐赠", "主动捐赠", "公开募捐-互联网", "摊派", "定向募捐")
)
WORDS = st.sampled_from(("爱心捐款", "捐款", "善款", "众筹", "按户摊派", "张三工资", "中秋慰问金"))
DONORS = st.sampled_from(("王大", "李二", "张三", "赵六", "汪*"))
RECEIPTS = st.sampled_from(("自愿放弃", "自愿放弃", "0001", "0002"))
KINDS = ("give", "give", "help", "help", "help", "draw", "back", "spend", "pay", "step")


def _helped(draw_: Any, day: date, case: str, person: str) -> list[Event]:
    """A case from beginning to end, or some of it; paid from the bank."""
    amount = draw_(RELIEF)
    paid = made.relief(amount, day, case=case, fund=draw_(FUNDS), account=made.BANK, method="转账")
    return [*made.case(amount, day, case, person), paid][: draw_(st.sampled_from((1, 3, 4, 4, 4)))]


@st.composite
def acts(draw_: Any) -> list[Event]:
    """Something that is done, rightly or not, on some day of seven months."""
    day, amount, kind = draw_(DAYS), draw_(AMOUNTS), draw_(st.sampled_from(KINDS))
    case, person = f"JZ-2026-{draw_(st.integers(1, 9)):04d}", draw_(st.sampled_from(PEOPLE))
    if kind == "give":
        more = {"channel": draw_(CHANNELS), "donor": draw_(DONORS), "narration": draw_(WORDS)}
        return [donation(amount, day, **more, receipt=draw_(RECEIPTS))]
    if kind == "help":
        return _helped(draw_, day, case, person)
    if kind == "step":
        return [draw_(st.sampled_from(list(made.case(amount, day, case, person))))]
    if kind == "pay":
        by = draw_(st.sampled_from(("zhangsan", "zhaoliu")))
        return [made.relief(amount, day, case=case, fund=draw_(FUNDS), approved_by=by)]
    if kind == "draw":
        return [draw(amount, day, fund=draw_(FUNDS))]
    if kind == "back":
        return [made.give_back(amount, day, fund=draw_(FUNDS))]
    return [made.expense(amount, day, payee=draw_(DONORS), narration=draw_(WORDS))]


@trials(40)
@given(st.lists(acts(), min_size=12, max_size=30))
def test_an_entry_is_judged_as_all_the_books_with_it_would_be(history: list[list[Event]]) -> None:
    with TemporaryDirectory() as folder:
        society = made.shigang(Path(folder))
        standing.forget()
        for number, events in enumerate(history):
            try:
                short = verdict(society, events, number)
            except journal.NotWritten:
                continue
            assert short == whole(society, events, number), events
            if not any(severity == "error" for _, severity, _ in short):
                record(society, events)
        kept = standing.standing(society, contents(society))
        same(kept, fresh(society))
        assert trail.chain(society).breaks == []

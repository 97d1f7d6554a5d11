"""The one writer: all or nothing, in time and in space, and said in Chinese when it is nothing."""

from __future__ import annotations

import errno
import hashlib
import multiprocessing
import os
import re
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import huzhu
from ledger import chart, journal, storage, topfile, trail
from ledger.district import District, Ledger, Society
from ledger.events import facts, goods, moves
from ledger.events.event import Event
from ledger.journal import Refused, Request
from ledger.load import BadBooks, load
from ledger.storage import Busy, NotWritten, OutcomeUnknown
from plugins.relief_cap import relief_cap
from tests import societies as made
from tests.event_fields import EVENTS, fields_of
from tests.faults import KILLED, count, disk, elsewhere, killed, started
from tests.societies import donation, draw, record, request
from tests.trials import trials

AUGUST = date(2026, 8, 3)


def state(folder: Path) -> dict[str, str]:
    """The hash of every file under a folder, the lock's left out."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.startswith(".lock")
    }


def events(ledger: Ledger) -> list[bytes]:
    """The events of the books, in the order of the chain, which must hold."""
    chain = trail.chain(ledger)
    assert chain.breaks == []
    return [e.text for e in chain.events]


def sound(ledger: Ledger) -> bool:
    """Whether the books load without an error, with every rule run."""
    loaded = load(ledger)
    return loaded.errors == [] and len(loaded.ran) > 10


def chinese(error: Exception) -> bool:
    """Whether the sentence is one for a clerk."""
    return bool(re.search("[\u4e00-\u9fff]{3}", str(error))) and "Error" not in str(error)


@pytest.fixture
def society(tmp_path: Path) -> Society:
    return made.shigang(tmp_path)


# --- what is written


def test_a_write_adds_at_the_end_of_one_file(society: Society) -> None:
    record(society, donation("5.00"))
    before = (society.journal("2026-07").read_bytes(), state(society.folder))
    receipt = record(society, donation("7.00"))
    after = society.journal("2026-07").read_bytes()
    assert after == before[0] + receipt.entries[0].text.encode()
    changed = {f for f, h in state(society.folder).items() if before[1].get(f) != h}
    assert changed == {"journal/2026-07.beancount", "seals/head.json"}
    assert (receipt.entries[0].stamp.seq, receipt.entries[0].event.voucher) == (13, "2026-07-002")  # type: ignore[attr-defined]
    assert receipt.head == trail.chain(society).head


def test_a_new_month_is_a_new_file_and_an_include(society: Society) -> None:
    record(society, donation(day=AUGUST))
    record(society, donation(day=1))
    assert topfile.months(topfile.read(society.top.read_text()) or pytest.fail()) == [
        "2026-06",
        "2026-07",
        "2026-08",
    ]
    assert topfile.fault(society.top) == "" and sound(society)
    assert "2026-08-001" in society.journal("2026-08").read_text()


def test_a_batch_of_several_months(society: Society) -> None:
    batch = [
        donation(day=AUGUST),
        donation("5.00", 1),
        made.resolution(),
        donation("6.00", 2),
        donation(day=date(2026, 9, 1)),
    ]
    receipt = record(society, batch)
    assert [e.event.date for e in receipt.entries] == [e.date for e in batch]
    assert [e.stamp.seq for e in receipt.entries] == [15, 13, 12, 14, 16], "facts first, then month by month"
    assert [getattr(e.event, "voucher", None) for e in receipt.entries] == [
        "2026-08-001", "2026-07-001", None, "2026-07-002", "2026-09-001",
    ]  # fmt: skip
    assert receipt.head == trail.chain(society).head and sound(society)


def test_the_bureau_writes_too(tmp_path: Path) -> None:
    bureau = made.district(tmp_path)
    paid = made.bureau_pays("qiankou")
    record(bureau, paid)
    assert bureau.months == ["2026-06"] and sound(bureau)
    third = Request(paid.model_copy(update={"society": "third"}), "x", made.AT)
    again = journal.record(bureau, [third], dry_run=True)
    assert again.entries[0].event.voucher == "2026-06-003"  # type: ignore[attr-defined]


def test_entries_of_one_day_are_read_in_the_order_of_recording(society: Society) -> None:
    for at, amount in enumerate(("3.00", "1.00", "2.00")):
        record(society, donation(amount, 5, donor=f"甲{at}"))
    record(society, donation("9.00", 4, donor="早一天"))
    loaded = load(society)
    donors = [e.payee for e in loaded.entries if getattr(e, "payee", None)][3:]
    assert donors == ["早一天", "甲0", "甲1", "甲2"]


def test_what_comes_and_goes_on_one_day_is_judged_at_its_end(society: Society) -> None:
    record(society, made.case())
    with pytest.raises(Refused, match="不够付"):
        record(society, made.relief(day=9))
    record(
        society, [made.relief(day=9), draw(day=9)]
    )  # the payment stands before the money that it is paid with
    assert sound(society)


# --- what is refused


def _policy_touched(society: Society) -> None:
    society.policy.write_text(society.policy.read_text() + "\n")


Refusal = tuple[Callable[[Society], Any], type[Exception], str]
REFUSALS: dict[str, Refusal] = {
    "a rule": (lambda s: record(s, donation(channel="公开募捐-互联网")), Refused, "没有公开募捐资格"),
    "the last of a batch": (lambda s: record(s, [*made.case(), donation(), draw("3000.01")]), Refused, "备用金限额"),
    "more than there is": (lambda s: record(s, made.expense("10007.01")), Refused, "不够付"),
    "a key used for something else": (lambda s: record(s, donation("8.00"), "known"), NotWritten, "请换一个 key"),
    "a key that cannot stand in books": (lambda s: record(s, donation(), 'k"\n2026-01-01 open A'), NotWritten, "字符"),
    "a closed month": (lambda s: record(s, donation(day=date(2026, 6, 28))), NotWritten, "2026-06 已经月结"),
    "a batch with one in a closed month": (
        lambda s: record(s, [donation(), donation(day=date(2026, 6, 28))]), NotWritten, "冲销",
    ),
    "an unknown bank": (
        lambda s: record(s, donation(account=chart.bank_account(2, "邮储银行"))), Refused, "科目“Assets:1002.*没有开立",
    ),
    "a fund without leaves": (lambda s: record(s, donation(fund="11张氏助学专项")), Refused, "没有开立"),
    "a voucher that leaves a gap": (lambda s: record(s, donation(voucher="2026-07-009")), Refused, "凭证缺号"),
    "a second subsidy": (lambda s: record(s, made.subsidy("10000.00")), Refused, "只拨一次"),
    "an account opened twice": (
        lambda s: record(s, facts.AccountsOpened(date=AUGUST, recorded_by="x", accounts=(chart.DONATIONS,))),
        Refused, "开立了两次",
    ),
}  # fmt: skip


def test_a_row_of_a_statement_is_booked_once_under_whichever_key_it_comes(society: Society) -> None:
    row = donation("50.00", 3, link="wx-4200001")
    voucher = record(society, row, "one").entries[0].event.voucher  # type: ignore[attr-defined]
    before = state(society.folder)
    with pytest.raises(NotWritten, match=f"已经记在凭证{voucher}里"):
        record(society, row, "two")
    with pytest.raises(NotWritten, match="同一次要记的另一笔"):
        record(society, [donation("60.00", 3, link="wx-4200002"), donation("70.00", 3, link="wx-4200002")])
    assert state(society.folder) == before
    assert record(society, row, "one").entries[0].again
    turned = ((f"{made.BANK}:{chart.DONATION_FUND}", Decimal("-50.00")), (chart.DONATIONS, Decimal("50.00")))
    record(society, moves.Reverse(
        date=date(2026, 7, 4), recorded_by="wangwu", amount=Decimal("50.00"), narration="记错", reverses=voucher, lines=turned,
        payee="老王",
    ))  # fmt: skip
    assert not record(society, row, "three").entries[0].again


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refused_write_changes_no_byte(society: Society, case: str) -> None:
    act, kind, said = REFUSALS[case]
    record(society, donation("7.00"), "known")
    record(society, made.month_closed("2026-06", AUGUST))
    before = state(society.folder)
    with pytest.raises(kind, match=said) as refused:
        act(society)
    assert chinese(refused.value)
    assert state(society.folder) == before
    assert sound(society)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda k: k.__name__)
def test_whatever_is_handed_in_the_answer_is_one_of_ours(society: Society, kind: type[Event]) -> None:
    before = state(society.folder)

    @trials(4)
    @given(fields_of(kind))
    def handed_in(fields: dict[str, Any]) -> None:
        try:
            record(society, kind(**fields), dry_run=True)
        except (Refused, NotWritten, BadBooks) as refused:
            assert chinese(refused), refused

    handed_in()
    assert state(society.folder) == before


def test_a_refusal_names_the_event_of_the_batch(society: Society) -> None:
    batch = [donation(day=AUGUST), donation(), donation(channel="公开募捐-媒体"), made.resolution()]
    with pytest.raises(Refused) as refused:
        record(society, batch)
    assert list(refused.value.events) == [2]
    assert [f.rule for f in refused.value.events[2]] == ["public_fundraising"]


def test_a_dry_run_says_all_and_writes_nothing(society: Society) -> None:
    before = state(society.folder)
    tried = record(society, donation(day=AUGUST), "k", dry_run=True)
    assert state(society.folder) == before
    done = record(society, donation(day=AUGUST), "k")
    assert done == tried
    with pytest.raises(Refused):
        record(society, draw("3000.01"), dry_run=True)


def test_a_backdated_entry_that_breaks_a_later_payment_is_refused(society: Society) -> None:
    record(society, made.expense("9990.00", 10))
    with pytest.raises(Refused) as refused:
        record(society, made.expense("20.00", 5))
    later = refused.value.findings[0]
    assert (later.rule, Path(later.file).name) == ("fund_overdrawn", "2026-07.beancount")
    assert later.day == date(2026, 7, 10)
    record(society, made.expense("10.00", 5))
    assert sound(society)


def test_the_last_of_the_day_is_the_one_that_was_too_much(society: Society) -> None:
    record(society, made.expense("9990.00", 10))
    with pytest.raises(Refused) as refused:
        record(society, [donation("5.00", 10), made.expense("20.00", 10)])
    assert list(refused.value.events) == [1], "judged in the order in which it would be read back"


def test_what_time_alone_brought_does_not_block(tmp_path: Path) -> None:
    poor = made.qiankou(tmp_path)
    receipt = record(poor, donation("50.00", date(2026, 11, 3)))
    assert receipt.findings == []
    assert {f.rule for f in load(poor).errors} == {"seed_capital"}
    record(poor, donation("50.00", date(2026, 11, 4)))
    with pytest.raises(Refused, match="不够付"):
        record(poor, made.expense("100.01", date(2026, 11, 5)))


def test_warnings_and_overdue_duties_do_not_stop_a_write(tmp_path: Path) -> None:
    poor = made.qiankou(tmp_path)
    receipt = record(poor, made.subsidy("10000.00", budget_line=None))
    assert [(f.rule, f.severity) for f in receipt.findings] == [("subsidy_source", "warning")]


def test_a_closed_month_can_be_opened_again() -> None:
    society = Society(Path("x"))
    lines = ((1, "月结"), (2, "反结账"))
    closed, opened = (f'2026-08-0{n} custom "{word}" "2026-07"\n'.encode() for n, word in lines)
    assert journal.closed_months({"society.beancount": closed}, society) == {"2026-07"}
    assert journal.closed_months({"society.beancount": closed + opened}, society) == set()
    assert journal.closed_months({"society.beancount": closed + opened + closed}, society) == {"2026-07"}


# --- keys


def test_the_same_key_twice_is_one_entry(society: Society) -> None:
    first = record(society, donation(), "browser-1")
    before = state(society.folder)
    second = record(society, donation(), "browser-1")
    assert (first.entries[0].again, second.entries[0].again) == (False, True)
    assert (
        second.entries[0].stamp == first.entries[0].stamp and second.entries[0].text == first.entries[0].text
    )
    assert second.head == first.head and state(society.folder) == before


def test_the_same_key_is_known_in_a_closed_month_and_in_new_company(society: Society) -> None:
    record(society, donation("1.00", date(2026, 6, 28)), "june")
    record(society, made.month_closed("2026-06", date(2026, 7, 8)))
    requests = [request(donation("2.00"), "july"), request(donation("1.00", date(2026, 6, 28)), "june")]
    assert [e.again for e in journal.record(society, requests).entries] == [False, True]


def test_a_filing_of_a_month_closes_it_not(society: Society) -> None:
    text = b'2026-08-05 custom "\xe5\xa4\x87\xe6\xa1\x88" "2026-07"\n  to: "x"\n'
    assert journal.closed_months({"society.beancount": text}, society) == set()


def test_books_may_begin_with_nothing(tmp_path: Path) -> None:
    bare = Society(tmp_path / "bare")
    journal.created(bare, "空账", made.POLICY, [])
    assert events(bare) == [] and not (bare.seals / "head.json").exists()


@pytest.mark.parametrize("head", [True, False])
def test_new_books_that_the_disk_did_not_confirm_are_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: bool
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise OutcomeUnknown("x")

    monkeypatch.setattr(journal, *(("_remember", lambda *_: None) if head else ("record", unknown)))
    new = Society(tmp_path / "new")
    with pytest.raises(NotWritten, match="没有建账"):
        journal.created(
            new, made.VILLAGES["shigang"][0], made.POLICY, [request(e) for e in made.founding("shigang")]
        )
    assert list(tmp_path.iterdir()) == []


def test_a_repeated_request_is_written_anew_unless_its_month_is_sealed(society: Society) -> None:
    record(society, donation(), "asked")
    july = society.journal("2026-07")
    before = july.stat().st_ino, july.read_bytes()
    record(society, donation(), "asked")
    after = july.stat().st_ino, july.read_bytes()
    assert before[0] != after[0] and before[1] == after[1]
    july.chmod(0o444)
    record(society, donation(), "asked")
    assert july.stat().st_ino == after[0] and july.stat().st_mode & 0o777 == 0o444


def test_money_and_steps_of_cases_are_judged_without_loading_all(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loads(*_: object, **__: object) -> None:
        raise AssertionError("all books were loaded")

    monkeypatch.setattr(journal, "load", loads)
    record(society, [*made.case(), draw("900.00", 2), made.relief(), made.resolution()])
    with pytest.raises(AssertionError, match="loaded"):
        record(society, made.rice())


def test_goods_are_refused_where_no_rule_ran(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    """Goods are judged on all the books, as Beancount loads them."""
    monkeypatch.setattr(huzhu, "__plugins__", ())
    before = state(society.folder)
    with pytest.raises(BadBooks, match="规则没有运行"):
        record(society, made.rice())
    assert state(society.folder) == before


def test_goods_are_refused_where_a_rule_stopped(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(books: object, policy: object) -> Any:
        raise KeyError("stopped")

    monkeypatch.setattr(relief_cap, "_near", stops)
    with pytest.raises(BadBooks, match="没能运行完"):
        record(society, made.rice())


def test_the_same_key_twice_in_one_batch_is_one_entry(society: Society) -> None:
    receipt = journal.record(society, [request(donation(), "twice"), request(donation(), "twice")])
    assert [e.again for e in receipt.entries] == [False, True]
    assert len(events(society)) == 12
    with pytest.raises(NotWritten, match="第13笔另一件事"):
        journal.record(society, [request(donation(), "other"), request(donation("5.00"), "other")])
    assert len(events(society)) == 12


def test_equal_payments_under_two_keys_are_two(society: Society) -> None:
    record(society, donation(), "one")
    record(society, donation(), "two")
    assert len(events(society)) == 13


# --- books that cannot be judged


def test_no_books_no_folder(tmp_path: Path) -> None:
    nobody = Society(tmp_path / "shigan")
    with pytest.raises(BadBooks, match="没有账簿"):
        record(nobody, donation())
    assert not nobody.folder.exists()


@pytest.mark.parametrize(
    "touched", ["accounts.beancount", "society.beancount", "journal/2026-06.beancount", "policy.beancount"]
)
def test_nothing_is_added_to_books_that_were_edited(society: Society, touched: str) -> None:
    path = society.folder / touched
    path.write_text(path.read_text() + "\n")
    before = state(society.folder)
    with pytest.raises(BadBooks, match=touched) as refused:
        record(society, donation())
    assert chinese(refused.value) and state(society.folder) == before


def test_a_top_file_that_is_not_ours_stops_the_write(society: Society) -> None:
    society.top.write_text(society.top.read_text().replace('plugin "huzhu"\n', ""))
    with pytest.raises(BadBooks, match="总账文件被改动过"):
        record(society, donation())


def test_a_rule_that_fails_stops_every_write(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(relief_cap, "_judge", fails)
    with pytest.raises(BadBooks, match="没能运行完"):
        record(society, donation())
    monkeypatch.setattr(huzhu, "judge", fails)
    with pytest.raises(BadBooks, match="规则"):
        record(society, donation())
    assert len(events(society)) == 11


# --- the program is killed


def books(ledger: Ledger) -> dict[str, bytes]:
    """What the books say: the files that hold events; an empty month says nothing."""
    contents = ledger.contents()
    return {name: contents[name] for name in ledger.chained(contents) if contents[name]}


def _copies(tmp_path: Path, number: int) -> list[Society]:
    return [made.shigang(tmp_path / str(n)) for n in range(number)]


@pytest.mark.parametrize("day", [date(2026, 6, 30), date(2026, 7, 1)], ids=["old month", "new month"])
@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after the call"])
def test_killed_at_any_call_the_books_are_as_before_or_after(tmp_path: Path, day: date, after: bool) -> None:
    pattern = made.shigang(tmp_path / "pattern")
    before, calls = books(pattern), count(lambda: record(pattern, donation(day=day), "k"))
    whole, seen = books(pattern), set()
    for at, society in enumerate(_copies(tmp_path, calls), 1):
        assert killed(lambda s=society: record(s, donation(day=day), "k"), at, after=after) == KILLED  # type: ignore[misc]
        kept = books(society)
        assert kept in (before, whole), f"call {at}"
        seen.add(len(events(society)))
        assert sound(society)
        assert record(society, donation(day=day), "k").entries[0].again == (kept == whole)
        assert books(society) == whole
        record(society, donation(day=AUGUST))
        assert sound(society)
    assert seen == {11, 12}


def test_killed_in_a_batch_the_same_requests_complete_it(tmp_path: Path) -> None:
    batch = [request(e) for e in (made.resolution(), donation(day=1), donation(day=AUGUST))]
    pattern = made.shigang(tmp_path / "pattern")
    calls = count(lambda: journal.record(pattern, batch))
    whole = events(pattern)
    for at, society in enumerate(_copies(tmp_path, calls), 1):
        assert killed(lambda s=society: journal.record(s, batch), at) == KILLED  # type: ignore[misc]
        kept = events(society)
        assert kept == whole[: len(kept)], f"call {at}"
        assert sound(society)
        journal.record(society, batch)
        assert events(society) == whole and books(society) == books(pattern)


def test_killed_while_founding_there_is_nothing_or_all(tmp_path: Path) -> None:
    def found(folder: Path) -> Society:
        society = Society(folder / "shigang")
        requests = [Request(e, f"f{n}", made.AT) for n, e in enumerate(made.founding("shigang"))]
        journal.created(society, made.VILLAGES["shigang"][0], made.POLICY, requests)
        return society

    calls = count(lambda: found(tmp_path / "pattern"))
    for at in range(1, calls + 1):
        folder = tmp_path / str(at)
        assert killed(lambda f=folder: found(f), at) == KILLED  # type: ignore[misc]
        society = Society(folder / "shigang")
        if not society.folder.exists():
            found(folder)
        assert sound(society) and books(society) == books(Society(tmp_path / "pattern" / "shigang"))
        assert [p.name for p in folder.iterdir() if p.name.startswith(".shigang")] in ([], [".shigang.new"])


# --- the disk fails


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whatever_call_fails_the_books_stay_whole(tmp_path: Path, for_good: bool, code: int) -> None:
    def act(society: Society) -> journal.Receipt:
        return journal.record(society, [request(donation(day=1), "k1"), request(donation(day=AUGUST), "k2")])

    pattern = made.shigang(tmp_path / "pattern")
    before, calls = books(pattern), count(lambda: act(pattern))
    whole = books(pattern)
    outcomes = []
    for at, society in enumerate(_copies(tmp_path, calls), 1):
        try:
            with disk(at, code, for_good=for_good):
                act(society)
            outcomes.append("written")
            assert books(society) == whole
        except NotWritten as refused:
            outcomes.append("not written")
            assert chinese(refused) and books(society) == before
        except OutcomeUnknown as refused:
            outcomes.append("unknown")
            assert chinese(refused) and "--key" in str(refused)
        assert not list(society.folder.rglob("*.tmp"))
        assert sound(society), f"call {at}"
        act(society)
        assert books(society) == whole
    assert outcomes[0] == "not written" and outcomes[-1] == "written" and "unknown" in outcomes


def test_a_full_disk_is_said(society: Society) -> None:
    before = state(society.folder)
    with (
        pytest.raises(NotWritten, match=r"没有记账：.*磁盘已满，请腾出空间后再记一次。账簿没有变动"),
        disk(3, errno.ENOSPC),
    ):
        record(society, donation(day=date(2026, 6, 30)))
    assert state(society.folder) == before


def test_a_short_write_is_completed(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data[:7])))
    record(society, donation())
    monkeypatch.undo()
    assert len(events(society)) == 12 and sound(society)


def test_a_folder_that_may_not_be_written(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(NotWritten, match="没有写这个文件夹的权限"):
        record(society, donation())


def test_a_failed_founding_leaves_nothing(tmp_path: Path) -> None:
    society = Society(tmp_path / "shigang")
    title = made.VILLAGES["shigang"][0]
    twice = [*made.founding("shigang"), made.founding("shigang")[0]]
    with pytest.raises(Refused, match="开立了两次"):
        journal.created(society, title, made.POLICY, [request(e) for e in twice])
    with pytest.raises(NotWritten, match="磁盘已满"), disk(5, errno.ENOSPC):
        journal.created(society, title, made.POLICY, [request(e) for e in made.founding("shigang")])
    with pytest.raises(NotWritten, match="字符"):
        journal.created(society, title + '"\nplugin "os', made.POLICY, [])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_never_used_twice(tmp_path: Path) -> None:
    district = made.district(tmp_path)
    before = state(district.folder)
    for ledger in (district, district.society("shigang")):
        with pytest.raises(NotWritten, match="已经有账簿了"):
            journal.created(type(ledger)(ledger.folder), "又一个", made.POLICY, [])
    assert state(district.folder) == before


def test_founding_in_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritten, match="没有记账"):
        journal.created(District(tmp_path / "file" / "徽州区"), "徽州区财政局", made.POLICY, [])


# --- two at once


def test_two_programs_at_once(society: Society) -> None:
    def twenty(name: str) -> None:
        for n in range(20):
            record(society, donation(f"{n + 1}.00", donor=name), f"{name}-{n}")

    both = [started(lambda name=name: twenty(name)) for name in ("甲", "乙")]  # type: ignore[misc]
    for each in both:
        each.join()
    assert [each.exitcode for each in both] == [0, 0]
    assert len(events(society)) == 51 and sound(society)
    vouchers = re.findall(r'voucher: "2026-07-(\d+)"', society.journal("2026-07").read_text())
    assert [int(v) for v in vouchers] == list(range(1, 41))


def test_a_lock_that_somebody_holds_is_waited_for_and_named(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LOCK_SECONDS", 0.3)
    context = multiprocessing.get_context("fork")
    held, done = context.Event(), context.Event()

    def hold() -> None:
        with storage.locked(society.folder):
            held.set()
            done.wait(30)

    holder = started(hold)
    assert held.wait(30)
    before, began = state(society.folder), time.monotonic()
    with pytest.raises(Busy, match=f"进程{holder.pid}") as refused:
        record(society, donation())
    assert time.monotonic() - began < 6 and chinese(refused.value)
    assert state(society.folder) == before
    done.set()
    holder.join()
    record(society, donation())
    assert sound(society)


def test_a_lock_whose_holder_was_killed_is_free(society: Society) -> None:
    def hold() -> None:
        with storage.locked(society.folder):
            os._exit(KILLED)

    assert elsewhere(hold) == KILLED
    record(society, donation())
    assert sound(society)


def test_a_named_fund_opens_its_own_places(society: Society) -> None:
    fund = facts.FundSetUp.model_validate(
        {
            "date": "2026-07-01", "recorded-by": "lisi", "fund": "11张氏助学专项", "source": "张氏宗亲会",
            "restriction": "限定性", "uses": ("5101",), "banks": (made.BANK,),
        }
    )  # fmt: skip
    gift = donation(fund="11张氏助学专项", day=2)
    record(society, [gift, fund])
    assert sound(society)
    opened = {
        e.account for e in load(society).entries if getattr(e, "account", "").endswith(":11张氏助学专项")
    }
    assert opened == set(chart.money_accounts((made.BANK,), "11张氏助学专项"))


def test_goods_come_and_go(society: Society) -> None:
    record(society, [made.rice(10, goods_name="大米"), *made.case(Decimal(60))])
    out = {
        "date": "2026-07-09", "recorded-by": "wangwu", "amount": "60", "narration": "大米一袋", "goods": "DAMI",
        "quantity": 1, "price": "60", "label": "汪*", "case": made.CASE, "approved-by": "zhangsan", "paid-by": "zhaoliu",
    }  # fmt: skip
    record(society, goods.GoodsOut.model_validate(out))
    assert sound(society)
    with pytest.raises(Refused, match="库存里没有这么多"):
        record(society, goods.GoodsOut.model_validate(out | {"quantity": 10, "amount": "600"}))


def test_a_move_between_accounts_keeps_its_fund(society: Society) -> None:
    move = moves.Move.model_validate(
        {
            "date": "2026-07-03", "recorded-by": "wangwu", "amount": "10.00", "narration": "提现", "fee": "0.10",
            "account": made.BANK, "to-account": chart.WECHAT, "approved-by": "zhangsan", "paid-by": "zhaoliu",
        }
    )  # fmt: skip
    record(society, move)
    assert (
        sound(society)
        and moves.Move.read([e for e in load(society).entries if e.meta.get("event")][-1:]).fee == move.fee
    )

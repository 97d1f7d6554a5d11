"""Whatever changes after an event was acknowledged, the chain says so and names the file and the line."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pytest

from ledger import trail
from ledger.district import Society
from ledger.load import BadBooks, broken, contents
from ledger.trail import Break
from tests import societies as made
from tests.societies import donation, draw, record

Files = dict[str, bytes]
JULY = "journal/2026-07.beancount"


@pytest.fixture(scope="module")
def society(tmp_path_factory: pytest.TempPathFactory) -> Society:
    """Books of three months, never changed on the disk by the tests of this file."""
    society = made.shigang(tmp_path_factory.mktemp("trail"))
    for event in (
        donation("12.00", 1),
        draw("900.00", 2),
        made.case(),
        made.relief(),
        made.resolution(),
        made.transfer("5.00", 10),
        donation("13.00", date(2026, 8, 3)),
        made.month_closed("2026-07", date(2026, 8, 6)),
        made.expense("3.00", date(2026, 8, 7)),
    ):
        record(society, event)
    return society


@pytest.fixture
def files(society: Society) -> Files:
    """The bytes of its files."""
    return contents(society)


def breaks(society: Society, files: Files) -> list[Break]:
    """What the chain says where these are the files on the disk."""
    with mock.patch.object(Society, "contents", lambda _: files):
        return trail.chain(society, files).breaks


def located(society: Society, files: Files) -> list[tuple[trail.Event, int, int]]:
    """Every event with where in its file it begins and ends."""
    found = []
    for event in trail.chain(society, files).events:
        begin = files[event.file].index(event.text)
        found.append((event, begin, begin + len(event.text)))
    return found


def test_untouched_books_hold(society: Society, files: Files) -> None:
    chain = trail.chain(society)
    assert chain.breaks == [] and chain == trail.chain(society, files)
    assert [e.seq for e in chain.events] == list(range(1, 23))
    assert chain.head == chain.events[-1].hash and broken(society, chain) == ""


def test_the_hash_is_the_same_in_ten_years() -> None:
    """Books and notices already bear it: nobody may change how it is made."""
    assert trail.genesis("shigang") == "71497af36b8deb42c2307a19f576c50fb4972461dbd75d7f07c33765f26dafde"
    made_ = trail.hash_of(JULY, "0" * 64, b"2026-07-01 x\n")
    assert made_ == "71ab4f2d8fe9e82b757a4bf278b3be7ac90a931c8dcccaee035f3390a432deb9"


def test_an_event_is_known_by_the_key_that_was_asked_with(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    record(society, donation(), "my-key")
    assert trail.chain(society).keys["my-key"].seq == 12


def test_where_the_next_is_gone_both_of_two_that_do_not_fit_are_named(society: Society, files: Files) -> None:
    events = trail.chain(society, files).events
    gone = next(e for e in events if e.seq == 15)
    event = next(e for e in events if e.seq == 14)
    cut = files | {gone.file: files[gone.file].replace(gone.text, b"")}
    forged = event.text.replace(event.prev.encode(), event.prev[::-1].encode())
    cut[event.file] = cut[event.file].replace(event.text, forged)
    assert "第13笔或第14笔" in breaks(society, cut)[0].text


def test_every_single_byte_counts(society: Society, files: Files) -> None:
    place = {(e.file, e.line): e.seq for e in trail.chain(society, files).events}
    for event, begin, end in located(society, files):
        if event.file != JULY and event.seq != 22:
            continue
        head = begin + event.text.index(b'prev: "')  # up to here a change may hide where an event begins
        for at in range(begin, end):
            was = files[event.file]
            flipped = was[:at] + bytes([was[at] ^ 1]) + was[at + 1 :]
            found = breaks(society, files | {event.file: flipped})
            assert found, f"{event.file} byte {at}"
            if head + 73 <= at < end - 1:
                assert (found[0].file, found[0].line) == (event.file, event.line), at
            elif (found[0].file, found[0].line) in place:
                assert abs(place[found[0].file, found[0].line] - event.seq) <= 3, at
            else:
                assert found[0].file in ("seals/head.json", event.file)


def test_the_changed_event_is_named(society: Society, files: Files) -> None:
    changed = files[JULY].replace(b"12.00 CNY", b"92.00 CNY")
    event = next(e for e in trail.chain(society, files).events if b"12.00 CNY" in e.text)
    found = breaks(society, files | {JULY: changed})
    assert found == [Break(JULY, event.line, f"第{event.seq}笔在记账后被改动过")]
    sentence = broken(society, trail.chain(society, files | {JULY: changed}))
    assert (
        sentence.startswith(f"shigang/{JULY} 第{event.line}行：第12笔在记账后被改动过。")
        and "备份" in sentence
    )


def test_a_forged_prev_blames_the_event_that_bears_it(society: Society, files: Files) -> None:
    for event, begin, _ in located(society, files)[1:]:
        was = files[event.file]
        at = was.index(b'prev: "', begin) + 7
        forged = was[:at] + (b"0" if was[at : at + 1] != b"0" else b"1") + was[at + 1 :]
        found = breaks(society, files | {event.file: forged})
        assert [(b.file, b.line) for b in found] == [(event.file, event.line)], event.seq


def test_a_lost_event_is_counted(society: Society, files: Files) -> None:
    events = trail.chain(society, files).events
    for lost, after in pairwise(events):
        found = breaks(society, files | {lost.file: files[lost.file].replace(lost.text, b"")})
        said = f"第{after.seq}笔前后不连续：第{lost.seq}笔不见了"
        assert said in [b.text for b in found], found
        assert after.file in [b.file for b in found]


def test_two_events_changing_places(society: Society, files: Files) -> None:
    events = [e for e in trail.chain(society, files).events if e.file == JULY]
    for one, other in pairwise(events):
        swapped = files[JULY].replace(one.text + other.text, other.text + one.text)
        assert breaks(society, files | {JULY: swapped})[0].text == f"第{other.seq}笔被挪到了第{one.seq}笔前面"
        renumbered = files[JULY].replace(one.text, _as(one, other)).replace(other.text, _as(other, one))
        assert breaks(society, files | {JULY: renumbered}) != []


def _as(event: trail.Event, place: trail.Event) -> bytes:
    """The event with the other's place in the chain."""
    return (
        event.text.replace(f"seq: {event.seq}\n".encode(), f"seq: {place.seq}\n".encode())
        .replace(event.prev.encode(), place.prev.encode())
    )  # fmt: skip


def test_an_event_moved_to_another_file(society: Society, files: Files) -> None:
    event = next(e for e in trail.chain(society, files).events if e.file == JULY)
    other = "journal/2026-08.beancount"
    moved = {JULY: files[JULY].replace(event.text, b""), other: files[other] + event.text}
    found = breaks(society, files | moved)
    assert found and "被改动过" in found[0].text


def test_an_event_dated_anew(society: Society, files: Files) -> None:
    for event, begin, _ in located(society, files):
        was = files[event.file]
        dated = was[:begin] + b"2026-07-31" + was[begin + 10 :]
        assert [(b.file, b.line) for b in breaks(society, files | {event.file: dated})] == [
            (event.file, event.line)
        ]


def test_an_event_written_twice(society: Society, files: Files) -> None:
    event = next(e for e in trail.chain(society, files).events if e.file == JULY)
    twice = files[JULY] + event.text
    assert breaks(society, files | {JULY: twice})[0].text == f"第{event.seq}笔前后不连续：重复"


def test_a_tail_cut_off(society: Society, files: Files) -> None:
    event, begin, end = located(society, files)[-1]
    for at in (begin, end):
        cut = files | {event.file: files[event.file][: at - 1]}
        assert breaks(society, cut) != []
    gone = breaks(society, files | {event.file: files[event.file][:begin]})
    assert gone == [Break("seals/head.json", 1, "账尾被截去：已确认记到第22笔，账里只有21笔")]


def test_an_old_copy_of_one_file(society: Society, files: Files) -> None:
    for event, begin, _ in located(society, files):
        found = breaks(society, files | {event.file: files[event.file][:begin]})
        assert found, f"{event.file} as it was before event {event.seq}"
        assert "不见了" in found[0].text or "账尾被截去" in found[0].text


@pytest.mark.parametrize(
    "name", ["accounts.beancount", "society.beancount", "journal/2026-06.beancount", JULY]
)
def test_a_file_that_is_gone(society: Society, files: Files, name: str) -> None:
    found = breaks(society, {k: v for k, v in files.items() if k != name})
    assert "不见了" in found[0].text


@pytest.mark.parametrize("stray", [b"2026-07-01 open Assets:X\n", b"; a remark\n", b"\n", b" "])
def test_text_before_the_first_event(society: Society, files: Files, stray: bytes) -> None:
    found = breaks(society, files | {JULY: stray + files[JULY]})
    assert found[0] == Break(JULY, 1, "开头有不是 huzhu 写的内容")


@pytest.mark.parametrize("stray", [b"2026-07-01 open Assets:X\n", b"; a remark\n", b"\n", b" "])
def test_text_after_the_last_event_of_a_file(society: Society, files: Files, stray: bytes) -> None:
    for name in (
        "accounts.beancount",
        "society.beancount",
        "journal/2026-06.beancount",
        JULY,
        "journal/2026-08.beancount",
    ):
        last = max((e for e in trail.chain(society, files).events if e.file == name), key=lambda e: e.line)
        found = breaks(society, files | {name: files[name] + stray})
        assert [(b.file, b.line) for b in found] == [(name, last.line)]


# --- what holds no events itself


def test_the_policy_is_the_one_that_was_recorded(society: Society, files: Files) -> None:
    raised = files["policy.beancount"].replace(b" 500.00 CNY", b" 900.00 CNY")
    assert raised != files["policy.beancount"]
    expected = [Break("policy.beancount", 1, "政策文件和记账时的不一样")]
    assert breaks(society, files | {"policy.beancount": raised}) == expected
    assert breaks(society, {k: v for k, v in files.items() if k != "policy.beancount"}) == expected


def test_the_bureau_s_policy_too(tmp_path: Path) -> None:
    bureau = made.district(tmp_path)
    assert trail.chain(bureau).breaks == []
    bureau.policy.write_text("")
    assert [b.file for b in trail.chain(bureau).breaks] == ["policy.beancount"]


def test_a_later_event_may_name_a_later_policy(tmp_path: Path) -> None:
    import hashlib

    society = made.shigang(tmp_path)
    later = made.POLICY + '2027-01-01 custom "policy" "cap_emergency" 1200.00 CNY\n  clause: "x"\n'
    named = made.founding("shigang")[1].model_copy(
        update={"policy_sha256": hashlib.sha256(later.encode()).hexdigest(), "date": date(2026, 7, 1)}
    )
    record(society, named)
    assert [b.file for b in trail.chain(society).breaks] == ["policy.beancount"]
    society.policy.write_text(later)
    assert trail.chain(society).breaks == []


def test_books_read_before_a_write_are_held_against_no_later_head(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    files = contents(society)
    record(society, donation())
    assert trail.chain(society, files).breaks == []


def test_every_byte_of_the_head_counts(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    head = society.seals / "head.json"
    kept = head.read_bytes()
    for at in range(len(kept)):
        for bit in (1, 16, 64):
            head.write_bytes(kept[:at] + bytes([kept[at] ^ bit]) + kept[at + 1 :])
            assert trail.chain(society).breaks != [], (at, bit)
    for wrong in (b"", b"{}", b"[]", b'{"seq": -4, "hash": "0"}\n', b"\xff", kept + kept):
        head.write_bytes(wrong)
        assert trail.chain(society).breaks == [Break("seals/head.json", 1, "校验码文件被改动过")]


def test_a_head_that_lags_is_no_break(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    kept = (society.seals / "head.json").read_bytes()
    record(society, donation())
    (society.seals / "head.json").write_bytes(kept)
    assert trail.chain(society).breaks == []


def cut(society: Society) -> trail.Event:
    """Take the last event out of its file, as somebody does who keeps the rest whole."""
    last = trail.chain(society).events[-1]
    path = society.folder / last.file
    path.write_bytes(path.read_bytes().replace(last.text, b""))
    return last


def test_a_head_that_is_gone(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    (society.seals / "head.json").unlink()
    assert trail.chain(society).breaks == [Break("seals/head.json", 1, "校验码文件不见了")]


def test_a_lone_society_s_tail_cut_off_with_the_head_is_another_head(tmp_path: Path) -> None:
    """Whoever can rewrite every file can cut the tail; the head printed on the notice then is no longer there."""
    society = Society(tmp_path / "shigang")
    made.shigang(tmp_path).folder.rename(society.folder)
    receipt = record(society, donation())
    cut(society)
    before = trail.chain(society).events[-1]
    (society.seals / "head.json").write_bytes(trail.head_text(before.seq, before.hash))
    chain = trail.chain(society)
    assert chain.breaks == [] and receipt.head not in {e.hash for e in chain.events}


# --- what the district remembers


def test_a_folder_that_is_no_district_s_has_no_witness(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    district = society.folder.parents[1]
    assert trail.witness(society) == district / "heads" / "shigang.json"
    assert trail.witness(Society(district / "copies" / "shigang")) is None
    assert trail.witness(Society(tmp_path / "societies" / "shigang")) is None


def test_a_changed_head_is_blamed_and_not_the_entry_that_the_district_knows(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    head = society.seals / "head.json"
    seq, known = trail.head_in(head) or (0, "")
    head.write_bytes(trail.head_text(seq, known[::-1]))
    assert [b.file for b in trail.chain(society).breaks] == ["seals/head.json"]


def test_the_district_keeps_the_head_of_each_society(tmp_path: Path) -> None:
    district = made.district(tmp_path)
    for society in district.societies:
        kept = district.folder / "heads" / f"{society.id}.json"
        assert kept.read_bytes() == (society.seals / "head.json").read_bytes()
    assert not (district.folder / "heads" / "district.json").exists()
    society = district.society("qiankou")
    record(society, donation(day=date(2026, 7, 3)))
    kept = district.folder / "heads" / "qiankou.json"
    assert kept.read_bytes() == (society.seals / "head.json").read_bytes()


def test_an_old_copy_of_a_whole_society_is_found_and_takes_no_entry(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(society.folder, copy)
    record(society, [donation(), donation("2.00", 2)])
    shutil.rmtree(society.folder)
    shutil.copytree(copy, society.folder)
    expected = Break("heads/shigang.json", 1, "账簿被换成了旧的：全区记到第13笔，这里只有第11笔")
    assert trail.chain(society).breaks == [expected]
    with pytest.raises(BadBooks, match="被换成了旧的"):
        record(society, donation())


def test_other_books_of_the_same_length_are_found(tmp_path: Path) -> None:
    one, other = made.shigang(tmp_path / "one"), made.shigang(tmp_path / "other")
    record(one, donation("1.00"))
    record(other, donation("2.00"))
    shutil.rmtree(one.folder)
    shutil.copytree(other.folder, one.folder)
    assert trail.chain(one).breaks == [Break("heads/shigang.json", 1, "账簿被换过：第12笔和区里记下的不一样")]


def test_what_the_district_remembers_may_lag_and_is_not_to_be_changed(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    path = trail.witness(society)
    assert path is not None
    old = path.read_bytes()
    record(society, donation())
    path.write_bytes(old)
    assert trail.chain(society).breaks == []
    path.write_bytes(b"{}")
    assert trail.chain(society).breaks == [Break("heads/shigang.json", 1, "区里留的校验码文件被改动过")]
    path.unlink()
    assert trail.chain(society).breaks == []
    record(society, donation())
    assert path.is_file(), "the next write puts it back"


def test_a_disk_that_will_not_keep_the_witness_hinders_no_entry(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    heads = society.folder.parent.parent / "heads"
    shutil.rmtree(heads)
    heads.write_bytes(b"")
    assert record(society, donation()).entries and trail.chain(society).breaks == []


def test_another_society_s_books_are_not_ours(tmp_path: Path) -> None:
    district = made.district(tmp_path)
    district.society("qiankou").folder.rename(district.folder / "societies" / "kancun")
    found = trail.chain(district.society("kancun")).breaks
    assert found == [Break("accounts.beancount", 1, "第1笔在记账后被改动过")]


# --- anything at all


def _flip(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text))
    return text[:at] + bytes([text[at] ^ (1 << chance.randrange(8))]) + text[at + 1 :]


def _drop(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text))
    return text[:at] + text[at + chance.randrange(1, 200) :]


def _insert(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) + 1)
    return (
        text[:at]
        + chance.choice([b" ", b"\n", b"0", b"; x\n", "汪".encode(), b"\n2026-07-01 open Assets:X\n"])
        + text[at:]
    )


def _drop_line(text: bytes, chance: random.Random) -> bytes:
    lines = text.split(b"\n")
    del lines[chance.randrange(len(lines) - 1)]
    return b"\n".join(lines)


def _double_line(text: bytes, chance: random.Random) -> bytes:
    lines = text.split(b"\n")
    at = chance.randrange(len(lines) - 1)
    return b"\n".join([*lines[: at + 1], *lines[at:]])


def _swap_lines(text: bytes, chance: random.Random) -> bytes:
    lines = text.split(b"\n")
    one, other = sorted(chance.sample(range(len(lines) - 1), 2))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _cut(text: bytes, chance: random.Random) -> bytes:
    return text[: chance.randrange(len(text))]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _drop, _insert, _drop_line, _double_line, _swap_lines, _cut,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_five_hundred_changes_are_all_found(society: Society, files: Files, seed: int) -> None:
    chance = random.Random(seed)
    names = [n for n in files if n != society.top.name]
    lines = {n: files[n].count(b"\n") + 1 for n in files}
    for _ in range(100):
        name, change = chance.choice(names), chance.choice(CHANGES)
        changed = change(files[name], chance)
        if changed == files[name]:
            continue
        found = breaks(society, files | {name: changed})
        assert found, (name, change.__name__)
        first = found[0]
        assert first.file == "seals/head.json" or 1 <= first.line <= lines[first.file] + 3, first
        assert first.text

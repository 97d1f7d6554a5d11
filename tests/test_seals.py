"""A month's seal vouches for everything up to the closing, two officers sign it, and no byte of it changes unseen."""

from __future__ import annotations

import json
import shutil
from datetime import date
from functools import partial
from pathlib import Path
from unittest import mock

import pytest

from ledger import seals, trail
from ledger.district import District, Society
from ledger.events import facts
from ledger.keys import PrivateKey
from ledger.load import contents
from ledger.mistake import Mistake
from ledger.seals import Seal
from tests import societies as made
from tests.faults import count, killed
from tests.officers import ACCOUNTANT, AUDITOR, CASHIER, PRESIDENT
from tests.societies import donation, record
from tests.terminal import Said, bytes_of, huzhu

KEYS = {"zhangsan": PRESIDENT, "wangwu": ACCOUNTANT, "sunqi": CASHIER}
FILES = {f"{who}.key": key for who, key in (KEYS | {"stranger": AUDITOR}).items()}
DAY = date(2026, 8, 6)


def registered(who: str, key: PrivateKey, day: date = date(2026, 7, 2)) -> facts.KeyRegistered:
    """The public halves of somebody's key."""
    public = key.public
    return facts.KeyRegistered(
        date=day, recorded_by="lisi", id=who, signing=public.signing, recipient=public.recipient
    )


@pytest.fixture
def society(tmp_path: Path) -> Society:
    """A society with a donation in July; the president, the accountant and a plain member have keys."""
    society = made.shigang(tmp_path)
    member = facts.Appointment(date=made.REGISTERED, recorded_by="lisi", id="sunqi", post="会员", name="孙七")
    record(society, [member, *(registered(who, key) for who, key in KEYS.items())])
    record(society, donation("12.00", 3))
    return society


@pytest.fixture(autouse=True)
def _sticks() -> object:
    """Every key file opens at once: turning a PIN into a key is slow on purpose."""
    with mock.patch("huzhu.unlocking.key", lambda path: FILES[path.name]) as stick:
        yield stick


def close(society: Society, *sign: str, month: str = "2026-07", day: date = DAY) -> Said:
    """`huzhu close` with these sticks."""
    sticks = [word for who in sign for word in ("--sign", f"{who}.key")]
    return huzhu("close", month, "--date", day, *sticks, books=society.folder)


def seal_of(society: Society, month: str = "2026-07") -> Seal:
    """The month's seal."""
    found = seals.of_month(society, month)
    assert found is not None
    return found


def said(society: Society, *, deep: bool = False) -> list[str]:
    """What the seals say of the books as they are on the disk."""
    files = contents(society)
    return [b.text for b in seals.judged(society, files, trail.chain(society, files), deep=deep).breaks]


# --- closing and signing


def test_a_seal_vouches_for_every_file_up_to_the_closing(society: Society) -> None:
    assert close(society, "zhangsan", "wangwu").code == 0
    seal, files = seal_of(society), contents(society)
    assert (seal.society, seal.month, seal.seq) == ("shigang", "2026-07", len(trail.chain(society).events))
    assert (
        seal.head == trail.chain(society).head
        and seal.digest == seal.files["journal/2026-07.beancount"].sha256
    )
    assert {n: p.length for n, p in seal.files.items()} == {n: len(files[n]) for n in society.chained(files)}
    assert [s.by for s in seal.signatures] == ["zhangsan", "wangwu"]
    for path in (society.journal("2026-07"), society.seals / "2026-07.json"):
        assert path.stat().st_mode & 0o777 == 0o444
    assert said(society, deep=True) == []


def test_later_events_leave_the_seal_as_it_is(society: Society) -> None:
    close(society, "zhangsan", "wangwu")
    record(society, [made.resolution(day=date(2026, 8, 7)), donation(day=date(2026, 8, 7))])
    assert said(society, deep=True) == []


def test_a_society_without_keys_closes_and_is_told_what_is_missing(tmp_path: Path) -> None:
    society = made.shigang(tmp_path)
    record(society, donation())
    done = close(society)
    assert done.code == 0 and "还缺2位干部的签名，补签：huzhu close 2026-07 --sign 钥匙文件" in done.out
    assert said(society, deep=True) == []
    assert seals.judged(society, contents(society), trail.chain(society)).unsigned == ["2026-07"]


def test_signatures_are_added_later_and_change_nothing_else(society: Society) -> None:
    assert "还缺2位" in close(society).out
    bare = seal_of(society)
    record(society, donation(day=date(2026, 8, 7)))
    one = close(society, "wangwu")
    assert one.code == 0 and "wangwu 已签字" in one.out and "还缺1位" in one.out
    assert (society.seals / "2026-07.json").stat().st_mode & 0o200
    assert "还缺" not in close(society, "zhangsan").out
    both = seal_of(society)
    assert [s.by for s in both.signatures] == ["wangwu", "zhangsan"] and both._replace(signatures=()) == bare
    assert said(society, deep=True) == []


@pytest.mark.parametrize(
    ("sign", "because"),
    [
        (("stranger",), "没有登记"),
        (("sunqi",), "那天没有任职"),
        (("zhangsan", "stranger"), "没有登记"),
        (("wangwu", "wangwu"), "写了两次"),
    ],
    ids=["nobody's key", "a plain member's", "one good, one not", "one stick twice"],
)
def test_who_may_not_sign_changes_nothing(society: Society, sign: tuple[str, ...], because: str) -> None:
    close(society)
    before = bytes_of(society.folder)
    refused = close(society, *sign)
    assert refused.code == 2 and because in refused.err
    assert bytes_of(society.folder) == before


def test_nobody_signs_twice_and_no_third_is_needed(society: Society) -> None:
    close(society, "wangwu")
    assert "已经给 2026-07 签过字了" in close(society, "wangwu").err
    close(society, "zhangsan")
    record(society, registered("lisi", AUDITOR))  # recorded after the closing, though dated before
    assert "那天没有登记" in close(society, "stranger").err
    assert "已经有2个签名" in _third(society)


def _third(society: Society) -> str:
    seal = seal_of(society)
    may = seals.Signers({"x": CASHIER.public})
    with pytest.raises(Mistake) as refused:
        seals.signed(seal, CASHIER, may)
    return str(refused.value)


def test_a_key_registered_or_an_officer_appointed_later_cannot_sign_an_old_seal(society: Society) -> None:
    close(society)
    record(society, registered("lisi", AUDITOR, date(2026, 8, 7)))
    assert close(society, "stranger").code == 2


def test_a_key_that_was_retired_since_still_proves_what_it_signed(society: Society) -> None:
    close(society, "zhangsan", "wangwu")
    record(society, facts.KeyRetired(date=date(2026, 7, 1), recorded_by="lisi", id="zhangsan"))
    record(society, facts.Departure(date=date(2026, 8, 7), recorded_by="lisi", id="wangwu"))
    assert said(society) == []


def test_nobody_signs_a_seal_that_the_books_do_not_bear_out(society: Society) -> None:
    close(society)
    seal = seal_of(society)
    account = next(iter(seal.trial_balance))
    forged = seal._replace(trial_balance=seal.trial_balance | {account: "1.00"})
    (society.seals / "2026-07.json").write_bytes(forged.text())
    assert "试算平衡表" in close(society, "wangwu").err
    (society.seals / "2026-07.json").write_bytes(b"{}")
    assert "封存文件不对" in close(society, "wangwu").err


def test_closing_dry_writes_nothing(society: Society) -> None:
    before = bytes_of(society.folder)
    assert huzhu("close", "2026-07", "--date", DAY, "--dry-run", books=society.folder).code == 0
    assert bytes_of(society.folder) == before
    close(society)
    before = bytes_of(society.folder)
    asked = ("close", "2026-07", "--sign", "wangwu.key", "--dry-run")
    assert "会加上签名" in huzhu(*asked, books=society.folder).out
    assert bytes_of(society.folder) == before


def test_killed_at_any_call_closing_is_completed_by_the_same_command(tmp_path: Path) -> None:
    def opened(place: str) -> Society:
        society = made.shigang(tmp_path / place)
        record(society, donation("12.00", 3), key="gift")
        return society

    whole, fresh = opened("whole"), opened("fresh").folder.parent.parent
    calls = count(lambda: close(whole))
    for at in range(1, calls + 1):
        society = District(shutil.copytree(fresh, tmp_path / str(at))).society("shigang")
        killed(partial(close, society), at)
        again = close(society)
        assert again.code == 0 or "已经月结过了" in again.err, again.all
        assert shown(society) == shown(whole), at
        assert said(society, deep=True) == []
        assert society.journal("2026-07").stat().st_mode & 0o222 == 0


def shown(society: Society) -> set[str]:
    """The files that are there for all to see."""
    return {name for name in bytes_of(society.folder) if "/." not in f"/{name}"}


# --- what is found


def _written(society: Society, content: bytes, name: str = "2026-07.json") -> list[str]:
    path = society.seals / name
    path.chmod(0o644) if path.exists() else None
    path.write_bytes(content)
    return said(society)


def test_every_byte_of_a_seal_counts(society: Society) -> None:
    close(society, "zhangsan", "wangwu")
    whole = (society.seals / "2026-07.json").read_bytes()
    may = seals.signers(society, seal_of(society), DAY, contents(society))
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        found = seals.read(changed)
        assert found is None or may.fault(found), at
        assert at % 50 or len(_written(society, changed)) == 1
    for wrong in (b"", b"[]", b"{}", b"null", b'{"hash": 1, "files": {}, "signatures": []}', whole + b" "):
        assert _written(society, wrong) == ["2026-07的封存文件被改动过"]
    assert _written(society, whole) == []


def test_a_forged_seal_does_not_fit_the_closing(society: Society) -> None:
    close(society)
    seal = seal_of(society)
    for more in (
        {"seq": 3},
        {"head": "0" * 64},
        {"digest": "0" * 64},
        {"society": "qiankou"},
        {"month": "2026-06"},
    ):
        assert any("不符" in text for text in _written(society, seal._replace(**more).text())), more
    fewer = {n: p for n, p in seal.files.items() if n != "accounts.beancount"}
    assert _written(society, seal._replace(files=fewer).text()) == [
        f"2026-07的封存和账里的月结（第{seal.seq}笔）不符"
    ]
    none = {n: p for n, p in seal.files.items() if "07" not in n}
    assert "2026-07月结以后，这个月的账又变了" in _written(society, seal._replace(files=none).text())


def test_signatures_that_do_not_hold(society: Society) -> None:
    close(society, "zhangsan", "wangwu")
    seal = seal_of(society)
    one, other = seal.signatures
    loud = other._replace(signature=other.signature.upper())
    assert _written(society, seal._replace(signatures=(one, loud)).text()) == ["2026-07的封存文件被改动过"]
    for pair, because in (
        ((one, other._replace(by="lisi")), "没有登记这把钥匙"),
        ((one, other._replace(signing=one.signing)), "没有登记这把钥匙"),
        ((one, other._replace(signature=one.signature)), "和封存的内容不符"),
        ((one, one), "同一个人签了两次"),
    ):
        (text,) = _written(society, seal._replace(signatures=pair).text())
        assert because in text and "签名不对" in text


def test_whoever_rewrites_the_chain_cannot_make_the_signatures_again(society: Society) -> None:
    close(society, "zhangsan", "wangwu")
    seal = seal_of(society)
    rewritten(society, b"12.00 CNY", b"92.00 CNY")
    assert trail.chain(society).breaks == [], "every hash was made again"
    assert said(society) != []
    files = contents(society)
    forged = seals.make(society, "2026-07", seal.seq, trail.chain(society), files)
    digest = _written(society, forged._replace(signatures=seal.signatures).text())
    assert digest != []


def rewritten(society: Society, old: bytes, new: bytes) -> None:
    """Change a text in the books, and make every hash after it again, the heads too: what a clever forger does."""
    files = contents(society)
    chain = trail.chain(society, files)
    prev = trail.genesis(society.id)
    whole: dict[str, bytes] = {}
    for event in chain.events:
        text = event.text.replace(old, new).replace(event.prev.encode(), prev.encode())
        prev = trail.hash_of(event.file, prev, text)
        whole[event.file] = whole.get(event.file, b"") + text
    for name, content in whole.items():
        (society.folder / name).chmod(0o644)
        (society.folder / name).write_bytes(content)
    head = trail.head_text(len(chain.events), prev)
    (society.seals / "head.json").write_bytes(head)
    (society.folder.parent.parent / "heads" / f"{society.id}.json").write_bytes(head)


def test_a_seal_that_is_gone_or_that_nobody_asked_for(society: Society) -> None:
    close(society)
    seal = (society.seals / "2026-07.json").read_bytes()
    (society.seals / "2026-06.json").write_bytes(seal)
    assert said(society) == ["账里没有这个封存对应的月结"]
    (society.seals / "2026-06.json").unlink()
    (society.seals / "2026-07.json").unlink()
    (text,) = said(society)
    assert "封存文件却不见了" in text and "huzhu close 2026-07" in text


def test_what_was_added_to_a_sealed_month_is_found_even_with_a_whole_chain(society: Society) -> None:
    close(society)
    seal = seal_of(society)
    files = contents(society)
    more = files | {"journal/2026-07.beancount": files["journal/2026-07.beancount"] + b"; x\n"}
    found = seals.judged(society, more, trail.chain(society)).breaks
    assert [b.text for b in found] == ["2026-07月结以后，这个月的账又变了"]
    less = files | {"accounts.beancount": b""}
    found = seals.judged(society, less, trail.chain(society, less)).breaks
    assert [(b.file, b.text) for b in found] == [
        ("accounts.beancount", "2026-07月结时已经有的内容，后来被改动过")
    ]
    assert seal.files["accounts.beancount"].length > 0


def test_a_trial_balance_is_summed_up_once_more_when_asked(society: Society) -> None:
    close(society)
    seal = seal_of(society)
    forged = seal._replace(trial_balance={**seal.trial_balance, next(iter(seal.trial_balance)): "0.01"})
    assert _written(society, forged.text()) == []
    assert said(society, deep=True) == ["2026-07封存的试算平衡表和账算出来的不一样"]


def test_the_trial_balance_is_of_the_month_s_end_and_sums_to_nothing(society: Society) -> None:
    record(society, [made.rice(2, 5), donation("7.00", date(2026, 8, 2))])
    close(society)
    balance = seal_of(society).trial_balance
    assert json.loads((society.seals / "2026-07.json").read_text())["trial_balance"] == balance
    assert f"{made.BANK}:03社会捐赠" in balance and balance[f"{made.BANK}:03社会捐赠"] == "10012.00"
    assert balance["Assets:1201存货:03社会捐赠"] == "120.00"


def test_facts_that_cannot_be_read_are_left_to_the_rule_that_tells_them() -> None:
    found = seals.facts_in('2026-01-01 custom "没有" "x"\n2026-01-01 open Assets:A\n'.encode())
    assert found.kinds == []


def test_a_closing_dated_on_no_day_is_the_chain_s_to_tell(society: Society) -> None:
    close(society)
    files = contents(society)
    name = "society.beancount"
    changed = files | {name: files[name].replace(b"2026-08-06 custom", b"2026-08-36 custom")}
    (found,) = seals.closings(society, trail.chain(society, changed))
    assert found.day == date.min and trail.chain(society, changed).breaks != []

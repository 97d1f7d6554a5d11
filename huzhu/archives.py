"""The archive as the commands use it: whose keys open it, what the books say of it, when it is time to forget."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from huzhu import keyring, session, unlocking
from huzhu.reading import read
from ledger import facts, keys, load, trail, writing
from ledger.books import Books
from ledger.confidential import access, archive_folder, id_number, ring
from ledger.confidential.archive import Archive
from ledger.confidential.person import Person
from ledger.district import District, Ledger, Society
from ledger.facts import Fact, Facts
from ledger.keys import PublicKey
from ledger.load import BadBooks
from ledger.mistake import Mistake
from ledger.vocabulary import as_read

RETENTION_YEARS = 30
"""会计档案管理办法 附表一: 会计凭证 30 年; 第十四条: 从会计年度终了后的第一天算起. What a payment rests on is kept as long."""


class AnotherName(Mistake):
    """The archive knows another name under the number."""


def facts_of(ledger: Ledger) -> Facts:
    """The facts 密钥 and 档案 of books whose chain holds; BadBooks where it does not."""
    files = load.contents(ledger)
    if sentence := load.broken(ledger, trail.chain(ledger, files)):
        raise BadBooks(sentence)
    entries = writing.parse(files[trail.relative(ledger, ledger.facts)].decode())
    asked = [facts.read(e) for e in entries if getattr(e, "type", "") in ("密钥", "档案")]
    return Facts(sorted(asked, key=lambda fact: fact.day))


def _bureau(society: Society) -> District | None:
    """The district that a society stands in, or None."""
    above = District(society.folder.parent.parent)
    return above if above.top.is_file() else None


def holders(society: Society) -> dict[str, PublicKey]:
    """Who may open a society's archive today: whoever has a key in its books, and in the bureau's."""
    day, bureau = session.today(), _bureau(society)
    found = keys.registered(facts_of(society), day)
    above = keys.registered(facts_of(bureau), day) if bureau else {}
    found |= {f"{id_}（区）" if id_ in found else id_: key for id_, key in above.items()}
    if wrong := [id_ for id_, key in found.items() if not key.whole]:
        raise Mistake(f"“{wrong[0]}”登记的公钥不对，封不进去：请停用（huzhu key retire），再重新登记")
    return found


def trusted(society: Society) -> dict[PublicKey, str]:
    """Every key that was ever registered, with its owner: whose signature on the ring is believed."""
    bureau = _bureau(society)
    return ring.ever_registered([facts_of(society), *([facts_of(bureau)] if bureau else [])])


def opened(society: Society, key_file: Path | None) -> Archive:
    """The archive, opened with the key in a file; Mistake where there is no archive, no file or no right."""
    if not archive_folder.exists(society):
        raise Mistake(
            f"{society.id} 还没有加密档案。请先登记钥匙（huzhu key register），再用 huzhu key rewrap 建立"
        )
    return Archive(society, unlocking.key(unlocking.named(key_file)), trusted(society))


def looked_at(
    archive: Archive, pseudonym: str, reason: str, version: int | None = None, who: str = ""
) -> Person:
    """A person's record, after the look was written down; Mistake where the reason itself would tell who it is."""
    person = archive.person(pseudonym, version)
    if person.named_in(reason):
        raise Mistake("理由里不要写姓名、证件号和电话，查看记录不加密。请改写")
    note(archive, pseudonym, reason, who)
    return person


def note(archive: Archive, pseudonym: str, reason: str, who: str = "") -> None:
    """Write down that somebody looks, and with whose key; `who`: where it is not whoever sits at this machine."""
    note_of(archive.society, archive.opener, pseudonym, reason, who)


def note_of(society: Ledger, key: str, pseudonym: str, reason: str, who: str = "") -> None:
    """Write down a look with somebody's key, or with none; Mistake where the reason holds somebody's number."""
    from plugins.personal_data import kinds

    if told := next(kinds(reason), ""):
        raise Mistake(f"理由里有{told}，会原样留在查看记录里；请改成不含号码的写法")
    at, who = session.now(), who or session.who()
    access.note(society, who=who, key=key, at=at, pseudonym=pseudonym, reason=reason)


def pseudonym_of(society: Society, number: str, said: str | None) -> str:
    """Under which pseudonym a number is kept: the one that the district's key makes, or where there is none the one said."""
    if said and not keyring.there(society):
        if fault := id_number.problem_on(number, session.today()):
            raise Mistake(fault)
        return said
    found = keyring.pseudonym(society, number)
    if said not in (None, found):
        raise Mistake("--person 和 --id-number 不是同一个人，请只写一个")
    return found


def remember(archive: Archive, pseudonym: str, person: Person) -> bool:
    """Seal who it is where that is not known yet; Mistake where the archive knows another name under the number."""
    there = pseudonym in archive_folder.people(archive.society) and archive.card(pseudonym).versions
    if not there:
        archive.add(pseudonym, person)
        return True
    if as_read(archive.person(pseudonym).name) != as_read(person.name):
        raise AnotherName(
            f"档案里这个身份证号（{pseudonym}）是另一个姓名，请核对；改了名的请用 huzhu person correct"
        )
    return False


def forget_key(society: Society, pseudonym: str) -> str:
    """The idempotency key of forgetting a person as they are in the archive now."""
    return f"forget-{pseudonym}-{archive_folder.life(society, pseudonym)}"


def told(society: Society, key: str) -> bool:
    """Whether the books say already what stands under an idempotency key."""
    return key in trail.chain(society, load.contents(society)).keys


def lying_open(society: Society, pseudonym: str) -> list[str]:
    """The scans of a person's cases that were filed before there was an archive, and lie in documents/ as they are."""
    books, _ = read(society)
    mine = [c.number for c in books.cases.values() if pseudonym in (c.text("person"), c.text("household"))]
    filed = [fact.text("filed-as") for fact in books.facts.of("案卷材料", "归档") if fact.key in mine]
    return [name for name in filed if name and (society.documents / name).is_file()]


def due(society: Society, day: date, years: int) -> Iterator[tuple[str, date | None]]:
    """Who may be forgotten: the pseudonym, and the day of the last step of the last case; None where there was no case.

    A case that is not ended, or ended less than so many full years ago, keeps its person.
    """
    books, _ = read(society, day)
    for pseudonym in archive_folder.people(society):
        cases = [c for c in books.cases.values() if pseudonym in (c.text("person"), c.text("household"))]
        if not cases:
            yield pseudonym, None
        elif all(case.ended(day) for case in cases):
            last = max(step.day for case in cases for step in case.steps)
            last = max([last, *(p.day for case in cases for p in books.payments.get(case.number, ()))])
            if date(last.year + years + 1, 1, 1) <= day:
                yield pseudonym, last


def troubles(archive: Archive, society: Society) -> Iterator[str]:
    """What does not open, what the books say was filed and is not there, and who should be gone and is not."""
    yield from archive.troubles()
    yield from access.troubles(society)
    books, _ = read(society)
    yield from _missing(society, books)
    recorded = trail.chain(society, load.contents(society)).keys
    for pseudonym in archive_folder.people(society):
        if forget_key(society, pseudonym) in recorded:
            yield f"{pseudonym} 账上已经销毁，钥匙却又在了（恢复过旧的备份？）：请再运行一次 huzhu archive forget"
        yield from _another(archive, society, pseudonym)


def _missing(society: Society, books: Books) -> Iterator[str]:
    """Papers that the books say are sealed here, of people who were not forgotten."""
    there = archive_folder.hashes(society)
    forgotten = {fact.key for fact in books.facts.of("档案", "销毁")}
    for fact in books.facts.of("案卷材料", "归档"):
        case = books.cases.get(fact.key)
        person = case.text("person") if case else ""
        if _sealed(fact) and fact.text("sha256") not in there and person not in forgotten:
            yield f"{fact.key} {fact.day} 归档的{fact.text('papers')}不在档案里，或被改动过：请从备份恢复"


def _sealed(fact: Fact) -> bool:
    return not fact.text("filed-as")


def _another(archive: Archive, society: Society, pseudonym: str) -> Iterator[str]:
    """Whoever lies under another person's pseudonym, where the district's key can tell."""
    try:
        known = archive.card(pseudonym).versions and archive.person(pseudonym)
        if known and keyring.pseudonym(society, known.id_number) != pseudonym:
            yield f"{pseudonym} 的档案里是另一个身份证号：请核对，用 huzhu person correct 更正"
    except Mistake:  # no key in the district, or a record that does not open: told above
        return

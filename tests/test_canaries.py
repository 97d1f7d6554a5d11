"""A thousand people who do not exist are pushed through every command, and afterwards nothing in the open tells of one.

Each canary is a number, name, address or illness that stands nowhere else. It is typed rightly, wrongly, where
it does not belong, into dry runs, refusals and crashes, into bills and at the desk. Then everything is searched
that somebody else might read: books, seals, documents, the list of looks, the archive as it lies on the disk,
temporary files, copies and audit packs, and all that was printed. What the treasurer typed is never printed
back: of a long number two digits are left.
"""

# ruff: noqa: E501  (a table of what is typed reads best one line each)
from __future__ import annotations

import json
import logging
import random
import re
import shlex
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from flask import Flask

from huzhu import session
from huzhu.discreet import discreet
from ledger import keys
from tests import officers
from tests.command_lines import RECORDS
from tests.desk_books import signed_in, token
from tests.terminal import Said, huzhu
from tests.wechat_bill import csv_bill, line, xlsx_bill

pytest_plugins = ["tests.desk_fixtures"]

TODAY = date(2026, 8, 1)
CASE = "--category 特困人员 --matter 疾病 --relief 补充救助 --date 2026-07-20"
_kept = TemporaryDirectory(prefix="huzhu-canaries-")  # gone when the session ends


# --- a thousand canaries


def _id_number(chance: random.Random) -> str:
    born = date(1930, 1, 1).toordinal() + chance.randrange(25_000)
    body = f"{chance.choice(('341004', '341003', '320981', '532502'))}{date.fromordinal(born):%Y%m%d}{chance.randrange(1000):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


def _card(chance: random.Random) -> str:
    body = f"62{chance.randrange(10**16):016d}"
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(body), 1)]
    return body + str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)


def _words(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("鑫淼焱垚骉犇羴猋麤鱻飝龘驫灥燚") for _ in range(count))


def _several(count: int, make: Callable[[], str]) -> list[str]:
    """So many, no two alike."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[make()] = None
    return list(found)


class Canaries:
    """The thousand, by what they are; each list is gone round for ever."""

    def __init__(self, seed: int = 7) -> None:
        chance = random.Random(seed)
        self.ids = _several(300, lambda: _id_number(chance))
        self.phones = _several(250, lambda: f"1{chance.choice('3578')}{chance.randrange(10**9):09d}")
        self.cards = _several(200, lambda: _card(chance))
        self.names = _several(120, lambda: f"汪{_words(chance, 3)}")
        self.addresses = [f"{_words(chance, 4)}组{n}号" for n in range(70)]
        self.illnesses = [f"{_words(chance, 4)}症{n}" for n in range(60)]
        self.id, self.phone, self.card = cycle(self.ids), cycle(self.phones), cycle(self.cards)
        self.name, self.address, self.illness = (
            cycle(self.names),
            cycle(self.addresses),
            cycle(self.illnesses),
        )
        self.all = {*self.ids, *self.phones, *self.cards, *self.names, *self.addresses, *self.illnesses}
        self.number = cycle(
            [
                each
                for group in zip(self.ids, cycle(self.phones), cycle(self.cards), strict=False)
                for each in group
            ]
        )
        self._any = re.compile("|".join(map(re.escape, sorted(self.all))))

    def told(self, content: str | bytes) -> set[str]:
        """Which canaries a text or a file gives away, also where it is escaped or its digits are set apart."""
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
        plain = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
        closed = re.sub(r"(?<=[\dXx])[ -](?=\d)", "", plain)
        return {*self._any.findall(plain), *self._any.findall(closed)}


CANARIES = Canaries()


def test_there_are_a_thousand_and_all_are_valid() -> None:
    from ledger.confidential.id_number import problem
    from plugins.personal_data import kinds

    assert len(CANARIES.all) == 1000
    assert all(not problem(each) for each in CANARIES.ids)
    assert all(list(kinds(each)) for each in (*CANARIES.ids, *CANARIES.phones, *CANARIES.cards))


# --- where they are pushed


class Aviary:
    """A district with an archive, what was printed there, and where temporary files go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.district = officers.registered(folder)
        self.society = self.district.society("shigang")
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.key = folder / "zhangsan.key"
        self.key.write_bytes(b"zhangsan")
        self.printed: list[tuple[str, Said]] = []

    def run(self, *words: object, typed: str = "", keyboard: bool = False) -> Said:
        """Run a command, and remember what it printed."""
        said = huzhu(*words, books=self.society.folder, typed=typed, keyboard=keyboard)
        heard = said._replace(out="", err=said.err.splitlines()[-1] if said.err else "") if keyboard else said
        self.printed.append(
            (" ".join(map(str, words))[:200], heard)
        )  # a terminal shows what is typed at a question
        return said

    def leaks(self) -> list[str]:
        """Where a canary can be read."""
        found = [
            f"printed by {CANARIES.told(said.all)}: {words}"
            for words, said in self.printed
            if CANARIES.told(said.all)
        ]
        found += [f"printed: {words}" for words, said in self.printed if "Traceback" in said.all]
        for path in self.folder.rglob("*"):
            if path.is_file() and path.parent.name != "typed":
                found += [
                    f"{path.relative_to(self.folder)}{at}"
                    for at, content in _contents(path)
                    if CANARIES.told(content)
                ]
            if CANARIES.told(path.name):
                found.append(f"a name: {path.name}")
        return found


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    yield "", path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from ((f"!{name}", archive.read(name)) for name in archive.namelist())


@pytest.fixture
def aviary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Aviary:
    made = Aviary(tmp_path)
    monkeypatch.setattr(session, "today", lambda: TODAY)
    monkeypatch.setattr(keys, "unlocked", officers.unlocked)
    monkeypatch.setenv("HUZHU_PIN", officers.PIN)
    monkeypatch.delenv("HUZHU_DEBUG", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(made.temporary))
    monkeypatch.chdir(tmp_path)
    done = huzhu("key", "rewrap", "--key-file", made.key, books=made.society.folder)
    assert done.code == 0, done
    return made


def _person(aviary: Aviary, **more: str) -> list[str]:
    """The words with which somebody is added, every field a canary."""
    given = {
        "name": next(CANARIES.name), "id-number": next(CANARIES.id), "phone": next(CANARIES.phone), "card": next(CANARIES.card),
        "address": next(CANARIES.address), "illness": next(CANARIES.illness),
    } | more  # fmt: skip
    return [word for field, value in given.items() for word in (f"--{field}", value)] + [
        "--key-file",
        str(aviary.key),
    ]


def test_people_are_added_corrected_looked_for_shown_and_forgotten(aviary: Aviary) -> None:
    for _ in range(20):
        said = aviary.run("person", "add", *_person(aviary))
        assert said.code == 0, said
        pseudonym = re.findall(r"P-[0-9a-f]{12}", said.out)[0]
        aviary.run("person", "correct", pseudonym, "--phone", next(CANARIES.phone), "--key-file", aviary.key)
        aviary.run("person", "find", "--name", next(CANARIES.name), "--key-file", aviary.key)
        aviary.run("person", "find", "--phone", next(CANARIES.phone), "--key-file", aviary.key)
        aviary.run("person", "find", "--card", next(CANARIES.card), "--key-file", aviary.key)
    aviary.run(
        "person", "show", pseudonym, "--audience", "公示", "--reason", "核对", "--key-file", aviary.key
    )
    aviary.run("person", "papers", pseudonym, "--reason", "核对", "--key-file", aviary.key)
    aviary.run("archive", "verify", "--key-file", aviary.key)
    aviary.run(
        "archive",
        "forget",
        pseudonym,
        "--by",
        "lisi",
        "--approved-by",
        "zhangsan",
        "--reason",
        "到期",
        "--date",
        "2026-07-30",
    )
    aviary.run("archive", "due")
    assert aviary.leaks() == []


def test_people_are_written_down_wrongly(aviary: Aviary) -> None:
    added = aviary.run("person", "add", *_person(aviary))
    there = re.findall(r"P-[0-9a-f]{12}", added.out)[0]
    wrong: list[dict[str, str]] = [
        {"id-number": next(CANARIES.phone)}, {"id-number": next(CANARIES.card)}, {"id-number": next(CANARIES.name)},
        {"phone": next(CANARIES.id)}, {"phone": next(CANARIES.name)}, {"card": next(CANARIES.id)}, {"card": next(CANARIES.address)},
        {"name": next(CANARIES.id)}, {"name": next(CANARIES.phone) * 20}, {"name": ""}, {"address": next(CANARIES.address) * 80},
        {"illness": f"{next(CANARIES.illness)}\n"}, {"member": next(CANARIES.name)}, {"member": f"{next(CANARIES.name)},父,{next(CANARIES.id)}"},
        {"id-number": f"{next(CANARIES.id)}0"}, {"id-number": f" {next(CANARIES.id)[:-1]}"},
    ]  # fmt: skip
    for fields in wrong:
        aviary.run("person", "add", *_person(aviary, **fields))
        aviary.run(
            "person",
            "correct",
            there,
            *(w for f, v in fields.items() for w in (f"--{f}", v)),
            "--key-file",
            aviary.key,
        )
    for number in (next(CANARIES.id), next(CANARIES.phone), next(CANARIES.card)):
        for words in (
            ["person", "show", number, "--reason", "核对"], ["person", "correct", number, "--phone", "1"],
            ["person", "papers", number, "--reason", number], ["person", "find", "--name", number], ["person", "find"],
        ):  # fmt: skip
            aviary.run(*words, "--key-file", aviary.key)
        for words in (["archive", "forget", number, "--by", "lisi", "--approved-by", "zhangsan", "--reason", "x"],
                      ["archive", "forget", there, "--by", number, "--approved-by", "zhangsan", "--reason", "x"],
                      ["archive", "forget", there, "--by", "lisi", "--approved-by", "zhangsan", "--reason", number, "--date", "2026-07-30"],
                      ["archive", "due", "--as-of", number], ["person", "add", "--key-file", number], ["key", "retire", "--id", number]):  # fmt: skip
            aviary.run(*words)
    aviary.run(
        "person",
        "add",
        "--key-file",
        aviary.key,
        typed=f"{next(CANARIES.name)}\n{next(CANARIES.phone)}\n",
        keyboard=True,
    )
    aviary.run("person", "add", "--key-file", aviary.key, typed=f"{next(CANARIES.name)}\n", keyboard=True)
    assert aviary.leaks() == []


@pytest.mark.parametrize("command", RECORDS)
def test_numbers_are_typed_where_they_do_not_belong(aviary: Aviary, command: str) -> None:
    """In every place of every line, bare and among other words; what is a rule's to refuse, it refuses."""
    words = shlex.split(RECORDS[command])
    for at, word in enumerate(words):
        if word.startswith("--"):
            continue
        for form in ("{}", "老王{}", " {} "):
            aviary.run(*command.split(), *words[:at], form.format(next(CANARIES.number)), *words[at + 1 :])
    grouped = next(CANARIES.phone)
    aviary.run(
        *command.split(),
        *words,
        "--narration",
        f"{grouped[:3]} {grouped[3:7]} {grouped[7:]}",
        "--note",
        next(CANARIES.number),
    )
    assert aviary.leaks() == []


def test_cases_are_opened_with_names_and_numbers(aviary: Aviary) -> None:
    for more in (
        [],
        ["--dry-run"],
        ["--key-file", str(aviary.key)],
        ["--key-file", str(aviary.folder / "nothing.key")],
    ):
        for _ in range(3):
            aviary.run(
                "case",
                "open",
                "--name",
                next(CANARIES.name),
                "--id-number",
                next(CANARIES.id),
                *shlex.split(CASE),
                *more,
            )
        aviary.run(
            "case",
            "open",
            "--name",
            next(CANARIES.name),
            "--id-number",
            next(CANARIES.phone),
            *shlex.split(CASE),
            *more,
        )
        aviary.run(
            "case",
            "open",
            "--name",
            next(CANARIES.name),
            "--household-id-number",
            next(CANARIES.id),
            *shlex.split(CASE),
            *more,
        )
        aviary.run(
            "case",
            "open",
            "--label",
            next(CANARIES.name),
            "--person",
            "P-5a2b3c4d5e6f",
            *shlex.split(CASE),
            *more,
        )
        aviary.run(
            "case",
            "open",
            "--label",
            f"{next(CANARIES.name)}*",
            "--person",
            "P-5a2b3c4d5e6f",
            *shlex.split(CASE),
            *more,
        )
        aviary.run(
            "case", "open", "--label", "汪*", "--person", next(CANARIES.name), *shlex.split(CASE), *more
        )
        aviary.run("case", "open", "--label", "汪*", "--person", next(CANARIES.id), *shlex.split(CASE), *more)
    assert aviary.leaks() == []


CRASHES = (
    "ledger.journal.record", "ledger.storage.replace_all", "ledger.confidential.archive.Archive.add", "huzhu.keyring.pseudonym", "huzhu.archives.opened",
    "ledger.writing.prove", "huzhu.lookup.next_case",
)  # fmt: skip


@pytest.mark.parametrize("where", CRASHES)
@pytest.mark.parametrize("kind", [ValueError, OSError, KeyError, AssertionError, UnicodeError])
def test_a_crash_says_nothing_of_whom_it_was_about(aviary: Aviary, where: str, kind: type[Exception]) -> None:
    name, number = next(CANARIES.name), next(CANARIES.id)
    with mock.patch(where, side_effect=kind(f"{name} {number}")):
        aviary.run(
            "case",
            "open",
            "--name",
            name,
            "--id-number",
            number,
            *shlex.split(CASE),
            "--key-file",
            aviary.key,
        )
        aviary.run("person", "add", *_person(aviary, name=name))
        aviary.run("record", "donation", "--amount", "9", "--donor", "王", "--date", "2026-07-20")
    said = [s for _, s in aviary.printed if s.code]
    assert all(s.code == 2 and "Traceback" not in s.all for s in said)
    assert aviary.leaks() == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_bills_with_numbers_in_them(aviary: Aviary, kind: str) -> None:
    typed = aviary.folder / "typed"
    typed.mkdir()
    cells = [
        ("who", "王{}"),
        ("what", "{}"),
        ("memo", "身份证 {}"),
        ("who", "{}"),
        ("what", "卡号{}请查收"),
        ("status", "{}"),
        ("account", "{}"),
        ("kind", "{}"),
    ]
    rows = [
        line(
            at=f"2026-07-{10 + n % 10} 10:00:00",
            id=f"10000{n:05d}",
            **{cell: form.format(next(CANARIES.number))},
        )
        for n, (cell, form) in enumerate(cells * 12)
    ]
    above = ["微信支付账单明细", "微信昵称：[x]", "导出类型：[全部]"]
    paper = typed / f"账单.{kind}"
    paper.write_bytes(csv_bill(rows, above) if kind == "csv" else xlsx_bill(rows, above))
    for more in (["--dry-run"], [], ["--channel", "主动捐赠"]):
        said = aviary.run("import", paper, *more)
        assert said.code in (0, 1, 2)
    for wrong in (["--card", f"{next(CANARIES.card)}=银行"], ["--card", next(CANARIES.card)], ["--account", next(CANARIES.phone)],
                  ["--fund", next(CANARIES.phone)], ["--recorded-by", next(CANARIES.id)]):  # fmt: skip
        aviary.run("import", paper, *wrong)
    assert aviary.leaks() == []


def test_copies_and_packs_made_of_such_books(aviary: Aviary) -> None:
    for _ in range(3):
        aviary.run("person", "add", *_person(aviary))
        aviary.run(
            "case",
            "open",
            "--name",
            next(CANARIES.name),
            "--id-number",
            next(CANARIES.id),
            *shlex.split(CASE),
            "--key-file",
            aviary.key,
        )
    out = aviary.folder / "out"
    out.mkdir()
    aviary.run("audit-pack", "-o", out / "审计.zip", "--date", TODAY)
    aviary.run("mirror", out / "mirror")
    aviary.run("doctor")
    for words in (
        "check --as-of 2026-08-01",
        "check --json",
        "trail verify",
        "report fund-statement --year 2026",
        "report draw --month 2026-07 --format csv",
    ):
        aviary.run(*shlex.split(words))
    for verb in ("check --rule", "check", "report", "notice", "filing", "close", "reopen", "trail", "new society", "bureau pay --amount",
                 "restore", "backup --society", "desk --port", "fact", "record", "person", "import", ""):  # fmt: skip
        aviary.run(*shlex.split(verb), next(CANARIES.number))
        aviary.run(*shlex.split(verb), f"--{next(CANARIES.number)}")
    assert aviary.leaks() == []


def test_the_desk(desk: Flask, desk_district: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = signed_in(desk, "kuaiji-a")
    stranger = desk.test_client()
    answers = []
    for _ in range(60):
        number, name = next(CANARIES.number), next(CANARIES.name)
        answers.append(
            client.get(
                "/zhang/aa/api/query",
                query_string={"query_string": f"SELECT {number}x WHERE narration ~ '{name}"},
            )
        )
        answers.append(
            client.get("/zhang/aa/api/journal", query_string={"account": f"({number}", "filter": f"({name}"})
        )
        answers.append(client.get("/zhang/aa/document/", query_string={"filename": f"{number}.pdf"}))
        answers.append(client.get(f"/zhang/{number}/journal/"))
        answers.append(client.get(f"/{name}"))
    for _ in range(3):
        data = {"user": next(CANARIES.name), "password": next(CANARIES.id), "csrf_token": token(stranger)}
        answers.append(stranger.post("/login", data=data))
        answers.append(
            stranger.post(
                "/login", data={"user": "kuaiji-a", "password": next(CANARIES.phone), "csrf_token": "x"}
            )
        )
    for answer in answers:
        assert answer.status_code < 500
        assert not CANARIES.told(answer.headers.get("Location", "")), answer.headers
    assert not CANARIES.told(caplog.text)
    assert not any(
        CANARIES.told(content) for p in desk_district.rglob("*") if p.is_file() for _, content in _contents(p)
    )


def test_the_search_sees_a_canary_however_it_lies() -> None:
    number, name = CANARIES.ids[0], CANARIES.names[0]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x", name)
    assert CANARIES.told(f"{number[:6]} {number[6:14]}-{number[14:]}") == {number}
    assert CANARIES.told(json.dumps(name).encode()) == {name}
    assert not CANARIES.told(discreet(" ".join((*CANARIES.ids, *CANARIES.phones, *CANARIES.cards))))

"""What an attacker tries at every door: nothing is run, read or written that is not the books', and nothing hides.

A probe plants something and the treasurer's ordinary commands are used on it. Whatever it is, they answer in
time, with a sentence in Chinese, and leave every file as it lay there. The hash chain is made anew over what
was typed by hand: a broken chain stops everything anyway, so only what comes after it is tested.
"""

# ruff: noqa: E501  (a table of what is typed reads best one line each)
from __future__ import annotations

import os
import pickle
import re
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from ledger import load
from ledger.district import District, Society
from tests import societies as made
from tests.busy import PAID, busy
from tests.command_lines import RECORDS
from tests.desk_books import signed_in
from tests.forged import forge
from tests.terminal import Said, bytes_of, huzhu
from tests.wechat_bill import csv_bill, face, line, lines, xlsx_bill

pytest_plugins = ["tests.desk_fixtures"]

LONGEST_S = 10
"""The goal is 2 s; a slow machine that does other work at the same time gets more."""
CASH = "Assets:1001现金:03社会捐赠"
JUNE = "journal/2026-06.beancount"
SECRET = "口令是青山不改"
CHINESE = re.compile("[\u4e00-\u9fff]{4}")


class Place(NamedTuple):
    """Where an attack takes place."""

    district: District
    society: Society
    outside: Path
    """A folder that is nobody's books, with a secret in it and a file that must not be written."""

    @property
    def mark(self) -> Path:
        """The file that an attacker's program makes when it is run."""
        return self.outside / "ran"

    @property
    def evil(self) -> str:
        """Python that leaves the mark."""
        return f"open({str(self.mark)!r}, 'w').close()\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    district = made.district(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(f"{SECRET}\n", encoding="utf-8")
    (outside / "secret.beancount").write_text(f'2026-06-26 event "x" "{SECRET}"\n', encoding="utf-8")
    return Place(district, district.society("shigang"), outside)


@contextmanager
def in_time() -> Iterator[None]:
    """Whoever takes longer is stopped, and has failed."""

    def late(*_: object) -> None:
        raise AssertionError(f"no answer within {LONGEST_S} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


COMMANDS = (
    "check --as-of 2026-07-01",
    "record donation --date 2026-06-28 --amount 9 --donor 王 --dry-run",
    "trail verify",
    "report fund-statement --month 2026-06",
)


def tried(place: Place) -> list[Said]:
    """What the ordinary commands say, one after the other."""
    before, beside = lying(place.district.folder), lying(place.outside)
    said = []
    for command in COMMANDS:
        with in_time():
            said.append(huzhu(*shlex.split(command), books=place.society.folder))
    assert (lying(place.district.folder), lying(place.outside)) == (before, beside)
    assert not place.mark.exists()
    for each in said:
        assert each.code in (0, 1, 2), each
        assert "Traceback" not in each.all and "自己出错了" not in each.all, each
        assert SECRET not in each.all
        assert re.search("[\u4e00-\u9fff]{3}", each.all)
    return said


def lying(folder: Path) -> dict[str, str]:
    """What lies in a folder: the bytes of files, where links lead, what else there is; locks left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif not stat.S_ISREG(path.stat().st_mode):
            found[name] = oct(path.stat().st_mode)
        elif not path.name.startswith(".lock"):
            found[name] = path.read_bytes().hex()
    return found


def add(place: Place, text: str | bytes, name: str = JUNE) -> None:
    """Somebody who knows the format types at the end of a file."""
    path = place.society.folder / name
    path.write_bytes(path.read_bytes() + (text if isinstance(text, bytes) else text.encode()))
    forge(place.society)


# --- lines typed by hand

EVAL = "__import__('os').system('touch {mark}')"
TYPED: dict[str, tuple[str, str]] = {
    # what is tried → what is typed, and what is said of it
    "raw mode switches Beancount's own checks off": ('option "plugin_processing_mode" "raw"', "“option”只能写在总账文件里"),
    "another title takes another society's place": ('option "title" "财政局"', "“option”"),
    "another root hides an account": ('option "name_assets" "Aktiva"', "“option”"),
    "another root for expenses": ('option "name_expenses" "Aufwand"', "“option”"),
    "a wide tolerance lets nearly anything balance": ('option "inferred_tolerance_default" "CNY:500"', "“option”"),
    "a wide multiplier lets nearly anything balance": ('option "tolerance_multiplier" "9999"', "“option”"),
    "tolerance inferred from cost": ('option "infer_tolerance_from_cost" "TRUE"', "“option”"),
    "documents of the whole disk": ('option "documents" "/"', "“option”"),
    "another currency": ('option "operating_currency" "USD"', "“option”"),
    "Python's path leads into the books": ('option "insert_pythonpath" "TRUE"\nplugin "evil"', "“option”"),
    "a plugin of Beancount that evaluates its config": (
        f'plugin "beancount.plugins.commodity_attr" "{EVAL}"', "“plugin”只能写在总账文件里"),
    "another plugin that evaluates its config": (f'plugin "beancount.plugins.check_average_cost" "{EVAL}"', "“plugin”"),
    "a plugin that lies in the folder": ('plugin "evil"', "“plugin”"),
    "our plugin once more, with a config": ('plugin "huzhu" "{{\'rules\': []}}"', "“plugin”"),
    "a plugin after words that are not understood": ('@@ %% plugin "evil"', "“plugin”"),
    "a plugin after a string of two lines": ('2026-06-26 note Assets:1001现金 "一\n二" plugin "evil"', "“plugin”"),
    "a plugin after a form feed": ('\x0cplugin "evil"', "“plugin”|看不懂"),
    "a plugin after a vertical tab": ('\x0bplugin "evil"', "“plugin”|看不懂"),
    "an option after a line separator of Unicode": ('\u2028option "title" "x"', "“option”|看不懂"),
    "an option after a next-line character": ('\u0085option "title" "x"', "“option”|看不懂"),
    "an option after a no-break space": ('\u00a0option "title" "x"', "“option”|看不懂"),
    "an option after a zero-width space": ('\u200boption "title" "x"', "“option”|看不懂"),
    "an option in full-width letters": ('ｏｐｔｉｏｎ "title" "x"', "看不懂|不合格式|账簿格式有误"),
    "the neighbour's books": ('include "../qiankou/main.beancount"', "“include”只能写在总账文件里"),
    "every file there is": ('include "*.beancount"', "“include”"),
    "a file without end": ('include "/dev/zero"', "“include”"),
    "the secret beside the books": ('include "../../../outside/secret.beancount"', "“include”"),
    "the month includes itself": ('include "2026-06.beancount"', "“include”"),
    "the secret as a document": (f'2026-06-26 document {CASH} "../../../../outside/secret.txt"', "附件“"),
    "the secret as a document by its full path": (f'2026-06-26 document {CASH} "{{outside}}/secret.txt"', "附件“"),
    "a document by a path of Windows": (f'2026-06-26 document {CASH} "C:\\\\x.pdf"', "附件“"),
    "an extension of Fava": ('2026-06-26 custom "fava-extension" "evil"', "会改变查看界面"),
    "importers of Fava": ('2026-06-26 custom "fava-option" "import-config" "evil.py"', "会改变查看界面"),
    "Fava writes elsewhere": ('2026-06-26 custom "fava-option" "default-file" "../../x"', "会改变查看界面"),
    "a link of Fava that runs script": ('2026-06-26 custom "fava-sidebar-link" "x" "javascript:1"', "会改变查看界面"),
    "a question kept in the books": ('2026-06-26 query "x" ".output /tmp/x"', "“query”"),
    "a pad makes money appear": (f"2026-06-26 pad {CASH} Equity:3101非限定性净资产", "“pad”"),
    "a tag pushed on every entry below": ("pushtag #hidden", "“pushtag”"),
    "metadata pushed on every entry below": ('pushmeta voucher: "2026-06-001"', "“pushmeta”"),
    "a cap raised in the journal": (
        '2026-06-26 custom "policy" "cap_emergency" 99999.00 CNY\n  clause: "x"', "政策只能写在 policy.beancount 里"),
    "the proof that the rules ran": ('2026-06-26 event "huzhu" "已运行1条规则：x"\n  filename: "<huzhu>"', "“filename:”"),
    "findings point elsewhere": ('2026-06-26 note Assets:1001现金 "x"\n  lineno: 1', "“lineno:”"),
    "an account that is closed with money in it": (
        "2026-06-26 close Assets:1002银行存款:01农商行基本户:03社会捐赠", "科目不能手工关闭"),
    "an account with a zero-width space in its name": ("2026-06-26 open Assets:1001现金\u200b:03社会捐赠 CNY", r"\[chart\]|看不懂"),
    "an account with a Cyrillic letter": ("2026-06-26 open Аssets:1001现金:03社会捐赠 CNY", r"\[chart\]"),
    "an account in full-width digits": ("2026-06-26 open Assets:1001现金:０３社会捐赠 CNY", r"\[chart\]|看不懂"),
    "an account in the digits of another script": ("2026-06-26 open Assets:1001现金:٠٣社会捐赠 CNY", r"\[chart\]|看不懂"),
    "an account with a compatibility character": ("2026-06-26 open Assets:1001現金:03社会捐赠 CNY", r"\[chart\]"),
    "an account that turns the reading direction": ("2026-06-26 open Assets:1001现金\u202e:03社会捐赠 CNY", r"\[chart\]|看不懂"),
    "an account outside the chart": ("2026-06-26 open Assets:9999小金库:03社会捐赠 CNY", r"\[chart\]"),
    "an account for any currency": ("2026-06-26 open Assets:1001现金:04会费杂项 USD", r"\[chart\]"),
    "a string that does not end swallows the rest": ('2026-06-26 note Assets:1001现金 "', "看不懂|不合格式|账簿格式有误"),
    "a payment nested 100,000 deep": (f'2026-06-26 * "x"\n  {CASH} {"(" * 10**5}1{")" * 10**5} CNY', "没有完"),
    "100,000 signs before a number": (f'2026-06-26 * "x"\n  {CASH} {"-" * 10**5}1 CNY', "没有完"),
    "a payment nested 10,000 deep": (f'2026-06-26 * "x"\n  {CASH} {"(" * 10**4}1{")" * 10**4} CNY', "算式"),
    "a division by nought": (f'2026-06-26 * "x"\n  {CASH} 1/0 CNY\n  Income:4101捐赠收入', "算式"),
    "a third of a yuan": (f'2026-06-26 * "x"\n  {CASH} 1/3 CNY\n  Income:4101捐赠收入', "算式"),
    "a power": (f'2026-06-26 * "x"\n  {CASH} 9**9 CNY\n  Income:4101捐赠收入', "算式"),
    "a number with an exponent": (f'2026-06-26 * "x"\n  {CASH} 1E+9999999 CNY\n  Income:4101捐赠收入', "."),
    "a number of a million digits": (f'2026-06-26 * "x"\n  {CASH} {"9" * 10**6}.00 CNY\n  Income:4101捐赠收入', "没有完"),
    "a product of 20,000 numbers": (
        f'2026-06-26 * "x"\n  {CASH} {"*".join(["9999999999"] * 20000)} CNY\n  Income:4101捐赠收入', "."),
    "a count that is a product without end": (
        f'2026-06-26 custom "备用金" "盘点"\n  counted: {"*".join(["9999999999"] * 20000)} CNY\n  by: "zhaoliu"\n  witness: "lisi"', "."),
    "times without number": (
        f'2026-06-26 custom "决议" "JY-2026-09"\n  kind: "其他"\n  times: {"*".join(["9999999999"] * 20000)}', "."),
    "the year 9999": (f'9999-12-31 * "x"\n  {CASH} 1.00 CNY\n  Income:4101捐赠收入', "."),
    "the year 1": (f'0001-01-01 * "x"\n  {CASH} 1.00 CNY\n  Income:4101捐赠收入', "."),
    "a day that is none": (f'2026-13-45 * "x"\n  {CASH} 1.00 CNY\n  Income:4101捐赠收入', "."),
    "a payee of 20 MiB": (f'2026-06-26 * "{"长" * 7 * 10**6}" "x"\n  {CASH} 1.00 CNY\n  Income:4101捐赠收入', "."),
    "100,000 tags": (f'2026-06-26 * "x" {" ".join(f"#t{n}" for n in range(10**5))}\n  {CASH} 1.00 CNY\n  Income:4101捐赠收入', "."),
    "20,000 keys": ('2026-06-26 note Assets:1001现金 "x"\n' + "".join(f'  k{n}: "x"\n' for n in range(20000)), "."),
    "200,000 lines that say nothing": (")\n" * 200_000, "没有完"),
    "a payee that turns the reading direction": (f'2026-06-26 * "\u202e王" "x"\n  {CASH} 1.00 CNY\n  Income:4101捐赠收入  -1.00 CNY', "voucher"),
    "a payee that moves the cursor": (f'2026-06-26 * "\x1b[2J王" "x"\n  {CASH} 1.00 CNY\n  Income:4101捐赠收入  -1.00 CNY', "voucher"),
    "yuan at a price": (f'2026-06-26 * "x"\n  {CASH} 1.00 CNY @ 9.00 CNY\n  Income:4101捐赠收入 -9.00 CNY', r"\[chart\]"),
    "goods worth nothing": ('2026-06-26 * "x"\n  Assets:1201存货:03社会捐赠 9 DAMI @ 0.00 CNY\n  Income:4101捐赠收入', "."),
}  # fmt: skip


@pytest.mark.parametrize("what", TYPED)
def test_typed_by_hand(place: Place, what: str) -> None:
    typed, words = TYPED[what]
    place.society.folder.joinpath("evil.py").write_text(place.evil)
    place.society.journal("2026-06").parent.joinpath("evil.py").write_text(place.evil)
    text = typed.replace("{mark}", str(place.mark)).replace("{outside}", str(place.outside))
    add(place, f"{text}\n")
    checked, recorded, *_ = tried(place)
    assert checked.code in (1, 2), checked
    assert re.search(words, checked.all), checked
    assert recorded.code in (0, 1, 2)
    assert "\x1b[2J" not in checked.all and "\u202e" not in checked.all


@pytest.mark.parametrize("name", ["accounts.beancount", "society.beancount", "policy.beancount"])
@pytest.mark.parametrize("what", ["raw mode switches Beancount's own checks off", "an extension of Fava", "a plugin that lies in the folder",
                                  "the secret as a document", "metadata pushed on every entry below"])  # fmt: skip
def test_typed_into_another_file(place: Place, name: str, what: str) -> None:
    typed, words = TYPED[what]
    place.society.folder.joinpath("evil.py").write_text(place.evil)
    add(place, f"{typed}\n", name)
    checked = tried(place)[0]
    assert checked.code in (1, 2) and re.search(words + "|只能写政策", checked.all), checked


TOP: dict[str, tuple[str, str]] = {
    "our plugin with a config": ('plugin "huzhu"', 'plugin "huzhu" "off"'),
    "the plugin is a comment": ('plugin "huzhu"', '; plugin "huzhu"'),
    "another plugin of that name": ('plugin "huzhu"', 'plugin "huzhu2"'),
    "raw mode": ('plugin "huzhu"', 'option "plugin_processing_mode" "raw"\nplugin "huzhu"'),
    "a wide tolerance": ('"tolerance_multiplier" "0"', '"tolerance_multiplier" "1000"'),
    "another root": ('plugin "huzhu"', 'option "name_assets" "Aktiva"\nplugin "huzhu"'),
    "Python's path": ('plugin "huzhu"', 'option "insert_pythonpath" "TRUE"\nplugin "evil"'),
    "documents of the whole disk": ('"documents" "documents"', '"documents" "/"'),
    "documents of the neighbour": ('"documents" "documents"', '"documents" "../qiankou/documents"'),
    "the month is left out": ('include "journal/2026-06.beancount"\n', ""),
    "the policy is left out": ('include "policy.beancount"\n', ""),
    "a month of the neighbour": ('include "journal/2026-06.beancount"', 'include "../qiankou/journal/2026-06.beancount"'),
    "the neighbour's policy": ('include "policy.beancount"', 'include "../qiankou/policy.beancount"'),
    "another society's title": ("石岗村", "潜口村"),
    "an extension of Fava": ('plugin "huzhu"', '1990-01-01 custom "fava-extension" "evil"\nplugin "huzhu"'),
    "a title that is a line of its own": ('option "title" "', 'option "title" "x"\nplugin "evil"\noption "title" "'),
    "an older format": ("格式 1", "格式 0"),
    "a format in digits of another script": ("格式 1", "格式 １"),
}  # fmt: skip


@pytest.mark.parametrize("what", TOP)
def test_the_top_file_changed(place: Place, what: str) -> None:
    old, new = TOP[what]
    place.society.folder.joinpath("evil.py").write_text(place.evil)
    text = place.society.top.read_text("utf-8")
    assert old in text
    place.society.top.write_text(text.replace(old, new), "utf-8")
    checked, recorded, *_ = tried(place)
    assert checked.code in (1, 2) and re.search("总账文件|不见了|升级", checked.all), checked
    assert recorded.code in (1, 2) or what == "another society's title", recorded


# --- what stands in the place of a file


def _link(path: Path, to: Path | str) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.symlink_to(to)


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _socket(path: Path) -> None:
    path.unlink(missing_ok=True)
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's full name may be too long
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _moved_behind_a_link(path: Path, p: Place) -> None:
    shutil.move(path, p.outside / path.name)
    path.symlink_to(p.outside / path.name)


STRANGE: dict[str, Callable[[Place], None]] = {
    "a month that is a link to a secret": lambda p: _link(p.society.journal("2026-06"), p.outside / "secret.beancount"),
    "a month that is a link to another society's": lambda p: _link(p.society.journal("2026-06"), p.district.society("qiankou").facts),
    "a month that lies elsewhere behind a link": lambda p: _moved_behind_a_link(p.society.journal("2026-06"), p),
    "a month that is a link without end": lambda p: _link(p.society.journal("2026-06"), "/dev/zero"),
    "a month that is a link to itself": lambda p: _link(p.society.journal("2026-06"), p.society.journal("2026-06")),
    "a month that is a link to nothing": lambda p: _link(p.society.journal("2026-06"), p.outside / "nothing"),
    "a month that is a pipe": lambda p: _pipe(p.society.journal("2026-06")),
    "a month that is a socket": lambda p: _socket(p.society.journal("2026-06")),
    "a month that is a folder": lambda p: _folder(p.society.journal("2026-06")),
    "facts that are a link": lambda p: _moved_behind_a_link(p.society.facts, p),
    "facts that are a pipe": lambda p: _pipe(p.society.facts),
    "accounts that are a link": lambda p: _moved_behind_a_link(p.society.accounts, p),
    "accounts that are a pipe": lambda p: _pipe(p.society.accounts),
    "a policy that is a link": lambda p: _moved_behind_a_link(p.society.policy, p),
    "a policy that is a link without end": lambda p: _link(p.society.policy, "/dev/zero"),
    "a policy that is a pipe": lambda p: _pipe(p.society.policy),
    "a top file that is a link": lambda p: _moved_behind_a_link(p.society.top, p),
    "a top file that is a pipe": lambda p: _pipe(p.society.top),
    "a top file that is a folder": lambda p: _folder(p.society.top),
    "a journal that is a link": lambda p: _moved_behind_a_link(p.society.months_folder, p),
    "a society that is a link": lambda p: _moved_behind_a_link(p.society.folder, p),
    "documents that are a link to the disk": lambda p: _link(p.society.documents, "/"),
    "seals that are a link": lambda p: _moved_behind_a_link(p.society.seals, p),
    "a head that is a link without end": lambda p: _link(p.society.seals / "head.json", "/dev/zero"),
    "a head that is a pipe": lambda p: _pipe(p.society.seals / "head.json"),
    "an archive that is a link": lambda p: _link(p.society.folder / "archive", p.outside),
    "a lock that is a link to a secret": lambda p: _link(p.society.folder / ".lock", p.outside / "secret.txt"),
    "a lock that is a pipe": lambda p: _pipe(p.society.folder / ".lock"),
    "the lock holder's name is a link to a secret": lambda p: _link(p.society.folder / ".lock.holder", p.outside / "secret.txt"),
}  # fmt: skip


@pytest.mark.parametrize("what", STRANGE)
def test_something_else_in_the_place_of_a_file(place: Place, what: str) -> None:
    STRANGE[what](place)
    checked, recorded, *_ = tried(place)
    if what != "a society that is a link":  # whoever stands in it stands in the folder that it leads to
        assert checked.code == 2 and recorded.code == 2, (checked, recorded)
    with in_time():
        whole = huzhu("check", "--as-of", "2026-07-01", books=place.district.folder)
    assert whole.code == 2 and SECRET not in whole.all, whole


def test_a_bureau_s_file_that_is_a_link(place: Place) -> None:
    _moved_behind_a_link(place.district.accounts, place)
    with in_time():
        said = huzhu(
            "bureau",
            "roster",
            "石岗村",
            "--township",
            "岩寺镇",
            "--date",
            "2026-07-01",
            books=place.district.folder,
        )
    assert (said.code, "是一个链接" in said.err) == (2, True), said


def test_a_temporary_file_that_is_a_link_is_not_written_through(place: Place) -> None:
    victim = place.outside / "secret.txt"
    for name in (place.society.journal("2026-06"), place.society.seals / "head.json"):
        name.with_name(f".{name.name}.{os.getpid()}.tmp").symlink_to(victim)
    said = huzhu(*shlex.split(COMMANDS[1]), books=place.society.folder)
    assert said.code == 0 and victim.read_text("utf-8") == f"{SECRET}\n"


def test_names_that_only_look_like_a_month_s_are_no_months(place: Place) -> None:
    hidden = f'2026-07-01 * "藏"\n  {CASH} 1.00 CNY\n  Income:4101捐赠收入\n'
    for name in ("２０２６-07", "2026-07 ", "2026-O7", "2026-07.bak", "٢٠٢٦-07"):
        (place.society.months_folder / f"{name}.beancount").write_text(hidden, "utf-8")
    checked, *_ = tried(place)
    assert "藏" not in checked.out
    assert all(e.meta["filename"].endswith(("06.beancount", "society.beancount", "accounts.beancount", "policy.beancount", "main.beancount"))
               for e in load.load(place.society).entries)  # fmt: skip


class Bomb:
    """Unpickled, it leaves the mark."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, (f"touch {shlex.quote(str(self.mark))}",))


def plant_caches(place: Place) -> None:
    """A poisoned cache beside every file, where Beancount would look for it."""
    for path in list(place.society.folder.rglob("*.beancount")):
        cache = path.with_name(f".{path.name}.picklecache")
        cache.write_bytes(pickle.dumps(Bomb(place.mark)))
        os.utime(cache, (time.time() + 99, time.time() + 99))


def test_a_planted_cache_is_not_opened(place: Place) -> None:
    plant_caches(place)
    assert tried(place)[0].code == 0


MODULES = (
    "ledger",
    "plugins",
    "importers",
    "reports",
    "click",
    "beancount",
    "typing",
    "gettext",
    "json",
    "pydantic",
    "sitecustomize",
    "yaml",
)
"""What somebody may leave lying in the folder in which a treasurer stands."""


@pytest.mark.parametrize("command", [["huzhu"], ["python", "-m", "huzhu"]], ids=" ".join)
def test_programs_lying_in_the_books_are_not_run(place: Place, command: list[str]) -> None:
    """The installed command is not led astray at all; by `python -m`, Python's own modules are beyond us."""
    own = command == ["huzhu"]
    for folder in (place.society.folder, place.district.folder, place.society.months_folder):
        for name in MODULES if own else MODULES[:6]:
            (folder / f"{name}.py").write_text(place.evil)
        if own:
            (folder / "huzhu.py").write_text(place.evil)
    program = [str(Path(sys.executable).parent / "huzhu")] if own else [sys.executable, "-m", "huzhu"]
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    for words in COMMANDS[:2]:
        done = subprocess.run([*program, *shlex.split(words)], cwd=place.society.folder, capture_output=True, text=True,
                              timeout=LONGEST_S, env=env, check=False)  # fmt: skip
        assert done.returncode == 0, done
    assert not place.mark.exists()


# --- a folder that was copied


def test_a_society_s_folder_under_another_name_is_not_that_society(place: Place) -> None:
    shutil.copytree(place.society.folder, place.district.folder / "societies" / "shigang2")
    said = huzhu("check", "--as-of", "2026-07-01", books=place.district.folder / "societies" / "shigang2")
    assert said.code == 2 and "改动" in said.all, said


def test_the_neighbour_s_months_are_not_one_s_own(place: Place) -> None:
    other = place.district.society("qiankou")
    shutil.rmtree(other.months_folder)
    shutil.copytree(place.society.months_folder, other.months_folder)
    with in_time():
        said = huzhu("check", "--as-of", "2026-07-01", books=other.folder)
    assert said.code in (1, 2) and "总账文件却没有包含" in said.all, said


@pytest.mark.parametrize(
    "what", ["raw mode switches Beancount's own checks off", "the neighbour's books", "an extension of Fava"]
)
def test_a_copy_made_elsewhere_and_tampered_with(place: Place, tmp_path: Path, what: str) -> None:
    copy = tmp_path / "elsewhere" / "shigang"
    shutil.copytree(place.society.folder, copy)
    moved = Place(District(copy.parent), Society(copy), place.outside)
    add(moved, f"{TYPED[what][0]}\n")
    checked, *_ = tried(moved)
    assert checked.code == 1 and re.search(TYPED[what][1], checked.all), checked


def test_a_society_whose_files_are_gone_does_not_vanish(place: Place) -> None:
    place.society.top.unlink()
    said = huzhu("check", "--as-of", "2026-07-01", books=place.district.folder)
    assert said.code == 2 and "shigang" in said.all, said


# --- the command line

INJECTION = '王"\n2026-06-26 open Assets:9999小金库 CNY\nplugin "evil"\n'
PAYLOADS = {
    "a line of its own": INJECTION,
    "a line separator of Unicode": "王\u2028plugin \"evil\"",
    "a carriage return": "王\rplugin x",
    "a quote": '王" #x ^y',
    "a backslash at the end": "王\\",
    "a cursor that jumps": "王\x1b[2J",
    "a direction that turns": "王\u202e",
    "a lone surrogate": "王\udcff",
    "1 MiB": "王" * 350_000,
    "a path": "../../../../outside/secret.txt",
    "a format": "{0.__class__} %s %n ${HOME} `id` $(id)",
    "markup": "[bold red]王[/] <script>alert(1)</script>",
}  # fmt: skip


def _words_of(command: str) -> list[tuple[int, str]]:
    """Where in a command's line words are typed: the place, and the option they belong to."""
    words = shlex.split(RECORDS[command])
    return [
        (n, words[n - 1] if n and words[n - 1].startswith("--") else "")
        for n, w in enumerate(words)
        if not w.startswith("--")
    ]


@pytest.fixture(scope="module")
def busy_district(tmp_path_factory: pytest.TempPathFactory) -> District:
    return busy(tmp_path_factory.mktemp("commands"))


@pytest.mark.parametrize("command", RECORDS)
def test_no_word_of_a_command_becomes_more_than_a_word(busy_district: District, command: str) -> None:
    """Every payload in every place; what is taken, a dry run shows, and it is one event of that command's kind."""
    society = busy_district.society("shigang")
    before = bytes_of(busy_district.folder.parent)
    for at, option in _words_of(command):
        for payload in PAYLOADS.values():
            words = shlex.split(RECORDS[command])
            words[at] = payload
            with in_time():
                said = huzhu(*command.split(), *words, "--dry-run", books=society.folder)
            assert said.code in (0, 1, 2), (option, said)
            assert "Traceback" not in said.all and "自己出错了" not in said.all, (option, payload[:50], said)
            assert CHINESE.search(said.all)
            assert "\x1b[2J" not in said.all and "\u202e" not in said.all, (option, said)
            assert len(said.all) < 20_000, (option, len(said.all))
            if said.code == 0:
                written = said.out.partition("写下：")[2]
                assert not re.search(r"^(plugin|option|include|\S+ open Assets:9999)", written, re.M), said
    assert bytes_of(busy_district.folder.parent) == before


def test_no_number_of_a_case_leads_out_of_the_documents(busy_district: District, tmp_path: Path) -> None:
    society = busy_district.society("shigang")
    scan = tmp_path / "evil.py"
    scan.write_text("1")
    before = bytes_of(busy_district.folder.parent)
    for number in ("../../../../x", "/tmp/x", "JZ-2026-0002/../../x", "..", "~", "\0x"[1:]):
        said = huzhu(
            "case",
            "file",
            scan,
            "--case",
            number,
            "--paper",
            "照片",
            "--date",
            "2026-07-10",
            books=society.folder,
        )
        assert said.code == 2, said
    assert bytes_of(busy_district.folder.parent) == before


def test_a_scan_that_is_a_pipe_or_has_no_end(busy_district: District, tmp_path: Path) -> None:
    society = busy_district.society("shigang")
    os.mkfifo(tmp_path / "pipe")
    for scan in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with in_time():
            said = huzhu("case", "file", scan, "--case", PAID, "--paper", "照片", books=society.folder)
        assert said.code == 2 and CHINESE.search(said.err), said


@pytest.mark.parametrize("name", ["../x", "/tmp/x", "a/b", "..", "x\ny", 'x"y', "x\0y"[:1] + "\u202e"])
def test_no_name_of_new_books_leads_elsewhere(place: Place, name: str) -> None:
    before = lying(place.district.folder.parent)
    for words in (["new", "district", name], ["new", "society", name, "--township", "x", "--village", "x", "--uscc", "51341004MJB000002G",
                  "--registered", "2026-06-20", "--president", "a", "--secretary", "b", "--accountant", "c", "--cashier", "d"]):  # fmt: skip
        said = huzhu(*words, books=place.district.folder)
        assert said.code == 2 and CHINESE.search(said.err), said
    assert lying(place.district.folder.parent) == before


# --- the import

CELLS = {
    "who": INJECTION, "what": '互助金"\noption "title" "x"', "memo": 'x"\ninclude "/etc/passwd"', "id": '1"\nplugin "evil"',
    "merchant": "../../../etc/passwd", "kind": "转账\nplugin x", "account": '/"\nplugin "evil"', "status": "已存入零钱\nplugin x",
    "amount": "¥1E+9999999", "at": "9999-12-31 10:00:00", "way": "收入\nplugin x",
}  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_of_a_bill_becomes_more_than_a_word(
    place: Place, tmp_path: Path, cell: str, kind: str
) -> None:
    row = line(**{cell: CELLS[cell]}, **({} if cell == "id" else {"id": "1000099001"}))
    above = ["微信支付账单明细", "微信昵称：[x]", "导出类型：[全部]"]
    paper = tmp_path / f"账单.{kind}"
    paper.write_bytes(csv_bill([row], above) if kind == "csv" else xlsx_bill([row], above))
    with in_time():
        said = huzhu("import", paper, books=place.society.folder)
    assert said.code in (0, 1, 2) and "Traceback" not in said.all and "自己出错了" not in said.all, said
    loaded = load.load(place.society, day=date(2026, 7, 1))
    assert loaded.ran and not [f for f in loaded.errors if f.rule in ("top_file", "beancount", "chart")]
    assert loaded.options["title"] == made.VILLAGES["shigang"][0]
    assert not place.mark.exists()


EVIL_PARTS = {
    "an entity that reads a file": lambda s: s.replace("<worksheet", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet', 1),
    "entities that grow": lambda s: s.replace(
        "<worksheet", '<!DOCTYPE x [<!ENTITY a "' + "x" * 1000 + '">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 30}">' for n in range(8)) + "]><worksheet", 1).replace("<v>", "<v>&i;", 1),
    "nesting without end": lambda s: s.replace("<sheetData>", "<sheetData>" + "<row>" * 50_000, 1),
    "a size that is not there": lambda s: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', s),
    "a cell at the end of the world": lambda s: s.replace('r="A1"', 'r="XFD1048576"', 1),
}  # fmt: skip


@pytest.mark.parametrize("what", EVIL_PARTS)
def test_a_workbook_that_is_a_bomb(place: Place, tmp_path: Path, what: str) -> None:
    good = xlsx_bill(lines(), face(lines()))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(good)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, EVIL_PARTS[what](data.decode()) if name.endswith("sheet1.xml") else data)
    paper = tmp_path / "账单.xlsx"
    paper.write_bytes(out.getvalue())
    before = bytes_of(place.society.folder)
    with in_time():
        said = huzhu("import", paper, "--dry-run", books=place.society.folder)
    assert (
        said.code in (0, 2)
        and "自己出错了" not in said.all
        and Path("/etc/hostname").read_text().strip() not in said.all
    ), said
    assert bytes_of(place.society.folder) == before


def _zip(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


PAPERS = {
    "a zip that grows to 2 GB": lambda: _zip({"账单.csv": b"0" * 70_000_000}),
    "a zip with a path in it": lambda: _zip({"../../../x.csv": csv_bill(lines())}),
    "a zip in a zip": lambda: _zip({"账单.xlsx": _zip({"账单.csv": b"x"})}),
    "a line without end": lambda: "微信支付账单明细\n".encode() + b"x" * 20_000_000,
    "a quote that does not end": lambda: csv_bill(lines()) + b'"' + b"x" * 200_000,
    "a million commas": lambda: csv_bill(lines()) + b"," * 1_000_000 + b"\r\n",
    "nothing but NUL": lambda: b"\0" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("what", PAPERS)
def test_a_paper_that_is_a_bomb(place: Place, tmp_path: Path, what: str) -> None:
    paper = tmp_path / "账单.csv"
    paper.write_bytes(PAPERS[what]())
    before = lying(tmp_path)
    with in_time():
        said = huzhu("import", paper, "--dry-run", books=place.society.folder)
    assert said.code in (0, 2) and "自己出错了" not in said.all and CHINESE.search(said.all), said
    assert len(said.all) < 50_000
    assert lying(tmp_path) == before


def test_a_bill_that_is_a_pipe_or_has_no_end(place: Place, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for paper in (tmp_path / "pipe.csv", Path("/dev/zero"), Path("/dev/null"), tmp_path):
        with in_time():
            said = huzhu("import", paper, books=place.society.folder)
        assert said.code == 2 and CHINESE.search(said.err), said


# --- the desk

AT_DESK = {
    "an extension of Fava", "importers of Fava", "Fava writes elsewhere", "a link of Fava that runs script", "a question kept in the books",
    "raw mode switches Beancount's own checks off", "another title takes another society's place", "Python's path leads into the books",
    "the secret beside the books", "a file without end", "the secret as a document by its full path", "a plugin that lies in the folder",
    "documents of the whole disk", "a plugin of Beancount that evaluates its config", "metadata pushed on every entry below",
}  # fmt: skip


def _asked(desk: Flask, place: Place) -> None:
    """Whatever lies there, the desk answers: it runs nothing, and shows nothing that is not the books'."""
    client = signed_in(desk, "kuaiji-a")
    for where in ("journal/", "api/journal", "api/errors", "api/options", "api/query?query_string=PRINT", "api/documents",
                  f"document/?filename={place.outside}/secret.txt"):  # fmt: skip
        with in_time():
            answer = client.get(f"/zhang/aa/{where}")
        assert answer.status_code in (200, 400, 403, 404, 409), (where, answer.text)
        assert SECRET not in answer.text
    assert not place.mark.exists()


@pytest.fixture
def at_desk(desk_district: Path, tmp_path: Path) -> Place:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET, "utf-8")
    (outside / "secret.beancount").write_text(f'2026-06-26 event "x" "{SECRET}"\n', "utf-8")
    found = Place(District(desk_district), Society(desk_district / "societies" / "aa"), outside)
    for folder in (found.society.folder, found.society.months_folder):
        for name in ("evil", "huzhu_evil", "antigravity"):
            (folder / f"{name}.py").write_text(found.evil)
    return found


@pytest.mark.parametrize("what", sorted(AT_DESK))
def test_at_the_desk(desk: Flask, at_desk: Place, what: str) -> None:
    typed = TYPED[what][0].replace("{mark}", str(at_desk.mark)).replace("{outside}", str(at_desk.outside))
    page = at_desk.society.journal("2026-07")
    page.write_text(f"{page.read_text('utf-8')}\n{typed}\n", "utf-8")
    _asked(desk, at_desk)


DESK_TOP = (
    'option "insert_pythonpath" "TRUE"\nplugin "huzhu"', 'option "plugin_processing_mode" "raw"', 'include "../../../outside/secret.beancount"',
    'include "../bb/main.beancount"', 'option "documents" "../../../outside"', 'plugin "evil"', f'plugin "beancount.plugins.commodity_attr" "{EVAL}"',
    'include "*.beancount"',
)  # fmt: skip


@pytest.mark.parametrize("typed", DESK_TOP)
def test_a_top_file_changed_at_the_desk(desk: Flask, at_desk: Place, typed: str) -> None:
    top = at_desk.society.top
    top.write_text(f"{top.read_text('utf-8')}{typed.replace('{mark}', str(at_desk.mark))}\n", "utf-8")
    _asked(desk, at_desk)
    assert signed_in(desk, "kuaiji-a").get("/zhang/aa/journal/").status_code == 409


@pytest.mark.parametrize("what", ["a month", "a policy", "a journal", "documents", "a pipe", "a cache"])
def test_something_else_in_the_place_of_a_file_at_the_desk(desk: Flask, at_desk: Place, what: str) -> None:
    society = at_desk.society
    plant = {
        "a month": lambda: _link(society.journal("2026-07"), at_desk.outside / "secret.beancount"),
        "a policy": lambda: _link(society.policy, at_desk.outside / "secret.beancount"),
        "a journal": lambda: _moved_behind_a_link(society.months_folder, at_desk),
        "documents": lambda: _link(society.documents, at_desk.outside),
        "a pipe": lambda: _pipe(society.accounts),
        "a cache": lambda: plant_caches(at_desk),
    }[what]
    plant()
    _asked(desk, at_desk)


def test_the_probes_are_as_many_as_was_promised() -> None:
    alone = (
        len(TYPED) + len(TOP) + len(STRANGE) + len(EVIL_PARTS) + len(PAPERS) + len(AT_DESK) + len(DESK_TOP)
    )
    assert alone >= 80
    assert len(PAYLOADS) * sum(len(_words_of(command)) for command in RECORDS) > 2000

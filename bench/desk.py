"""The desk under many hands: real clients over HTTP against a desk that is served in a process of its own.

    python -m bench.desk DIR [--large 52] [--small 348] [--transactions 2500] [--memory 110] [--together 50]

DIR is made where it is not there yet (some minutes) and used again. Measured: the first page after the start, a
form, the verdict on a society of that size cold and warm, as many treasurers as `--together` who each save a gift
at one instant, and the memory of the process after each. Beside it stock Fava on one and on some of the societies,
with what it can of the same: its first page and its journal.
"""

from __future__ import annotations

import argparse
import http.client
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from fava.util import slugify

from bench.desk_district import PASSWORD, add_users, build, day_after, large_id
from bench.generate import NAME
from ledger.chart import DONATION_FUND, bank_account
from ledger.district import District

BANK = bank_account(1, "农商行基本户")
FIRST_S, VERDICT_MS, SAVE_S, MEMORY_MB = 1.0, 300, 3.0, 300
_SERVER = """
import sys
from datetime import date
from pathlib import Path
from huzhu import session
from huzhu.desk.serve import serve
from ledger import standing
folder, port, day, memory = sys.argv[1:]
session.today = lambda: date.fromisoformat(day)
session.now = lambda: f"{day}T09:00:00+08:00"
standing.keep_megabytes(int(memory))
serve(Path(folder), port=int(port), on_ready=lambda at: print(at, flush=True))
"""


class Browser:
    """A person at a browser: one connection, the cookies, the token of the last page."""

    def __init__(self, port: int, number: int = 1) -> None:
        """Nobody has signed in yet. Each sits at a machine of their own: sign-ins are counted by address."""
        place = (f"127.0.0.{number}", 0) if sys.platform == "linux" else None
        self._there = http.client.HTTPConnection("127.0.0.1", port, timeout=300, source_address=place)
        self._cookies: dict[str, str] = {}
        self.page = ""

    def get(self, path: str) -> int:
        """Open a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> int:
        """Send a form."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        fields["csrf_token"] = found[1] if found else ""
        return self._ask("POST", path, urllib.parse.urlencode(fields))

    def sign_in(self, user: str) -> None:
        """Sign in through the page."""
        self.get("/login")
        assert self.post("/login", user=user, password=PASSWORD) == 303, user

    def _ask(self, method: str, path: str, body: str | None) -> int:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._there.request(method, urllib.parse.quote(path, safe="/?=&%"), body, headers)
        answer = self._there.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self._there.close()  # the server closes it anyhow while others wait
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self._cookies[name] = value
        if "csrf_token" in text:
            self.page = text
        return answer.status


def gift(number: int, day: str) -> dict[str, str]:
    """What a treasurer types."""
    return {
        "date": day, "donor": f"捐赠人{number}", "amount": "200", "channel": "主动捐赠", "account": BANK,
        "fund": DONATION_FUND, "receipt": "自愿放弃", "narration": "捐款", "kept": "1",
    }  # fmt: skip


@contextmanager
def served(argv: list[str]) -> Iterator[int]:
    """A server as a process of its own, ended afterwards; its process id."""
    child = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield child.pid
    finally:
        child.terminate()
        child.wait(30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answers(port: int) -> None:
    """Wait until somebody listens there."""
    for _ in range(3000):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise SystemExit("the server did not start")


def megabytes(pid: int) -> int:
    """The memory that a process has."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


def seconds(act: Callable[[], Any]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def told(what: str, value: str, goal: str = "", *, met: bool | None = None) -> None:
    """One line of the table."""
    verdict = "" if met is None else "ok" if met else "MISSED"
    print(f"{what:<58} {value:>26}  {goal:<10} {verdict}", flush=True)


def spread(found: list[float]) -> str:
    """Median, 99th of a hundred and the longest, in seconds."""
    p99 = quantiles(found, n=100)[98] if len(found) > 1 else found[0]
    return f"{median(found):.2f} / {p99:.2f} / {max(found):.2f} s"


def together(browsers: list[Browser], act: Callable[[int, Browser], int]) -> tuple[list[float], list[int]]:
    """Everybody does the same at one instant: how long each waited, and the answers."""
    start = threading.Barrier(len(browsers))

    def one(number: int) -> tuple[float, int]:
        start.wait()
        began = time.perf_counter()
        code = act(number, browsers[number])
        return time.perf_counter() - began, code

    with ThreadPoolExecutor(len(browsers)) as pool:
        found = list(pool.map(one, range(len(browsers))))
    return [took for took, _ in found], [code for _, code in found]


def desk(district: District, given: argparse.Namespace) -> None:
    """Measure our desk."""
    day, port = day_after(given.transactions).isoformat(), free_port()
    argv = [sys.executable, "-c", _SERVER, str(district.folder), str(port), day, str(given.memory)]
    began = time.perf_counter()
    with served(argv) as pid:
        answers(port)
        told("start until it listens", f"{time.perf_counter() - began:.2f} s")
        _alone(port, pid, day)
        _auditor(port, pid, given.large + given.small)
        _saving(district, port, pid, day, given.together)


def _alone(port: int, pid: int, day: str) -> None:
    one = Browser(port)
    first = seconds(lambda: one.get("/login"))
    told("first page after the start", f"{first:.2f} s", f"{FIRST_S:.0f} s", met=first <= FIRST_S)
    told("memory after the start", f"{megabytes(pid)} MB")
    one.sign_in("kuaiji-000")
    path = f"/s/{large_id(0)}/record/donation"
    told("form, its society not yet in memory", f"{seconds(lambda: one.get(path)):.2f} s")
    told("form, in memory", f"{seconds(lambda: one.get(path)):.2f} s")
    found = []
    for number in range(30):
        found.append(seconds(lambda n=number: one.post(f"{path}/verdict", key=f"{n:032x}", **gift(n, day))))  # type: ignore[misc]
    told("verdict: the first, of all that the books hold", f"{found[0] * 1000:.0f} ms")
    warm = [f * 1000 for f in found[1:]]
    p99 = quantiles(warm, n=100)[98]
    told(
        "verdict: median / p99",
        f"{median(warm):.0f} / {p99:.0f} ms",
        f"{VERDICT_MS} ms",
        met=p99 <= VERDICT_MS,
    )


def _auditor(port: int, pid: int, societies: int) -> None:
    auditor = Browser(port)
    auditor.sign_in("shenji")
    took = seconds(lambda: auditor.get("/books"))
    told(f"list of {societies} societies", f"{took:.2f} s", f"{FIRST_S:.0f} s", met=took <= FIRST_S)
    told("memory after the list", f"{megabytes(pid)} MB", f"{MEMORY_MB} MB", met=megabytes(pid) < MEMORY_MB)


def _saving(district: District, port: int, pid: int, day: str, count: int) -> None:
    """Everybody saves a gift at once: with forms that were opened and filled before, whose verdict the page asked for."""
    browsers = [Browser(port, 2 + number) for number in range(count)]
    for number, browser in enumerate(browsers):
        browser.sign_in(f"kuaiji-{number:03d}")
    paths = [f"/s/{large_id(n)}/record/donation" for n in range(count)]
    for number, browser in enumerate(browsers):
        browser.get(paths[number])
        browser.post(f"{paths[number]}/verdict", key=f"{number:032x}", **gift(number, day))
    told(f"memory after {count} forms were opened", f"{megabytes(pid)} MB")
    before = _gifts(district, count)
    keys = [f"{time.time_ns() + n:032x}" for n in range(count)]

    def save(number: int, browser: Browser) -> int:
        return browser.post(paths[number], key=keys[number], step="write", **gift(number, day))

    took, codes = together(browsers, save)
    p99 = quantiles(took, n=100)[98]
    told(f"{count} save at once: p50 / p99 / max", spread(took), f"p99 {SAVE_S:.0f} s", met=p99 <= SAVE_S)
    there, said = _gifts(district, count) - before, codes.count(303)
    told("acknowledged / in the books", f"{said} / {there}", f"{count}", met=said == there == count)
    took, codes = together(browsers, save)
    told(f"the same {count} again (nothing written twice)", spread(took))
    there = _gifts(district, count) - before
    told("in the books", f"{there}", f"{count}", met=there == count)
    told("memory after it", f"{megabytes(pid)} MB", f"{MEMORY_MB} MB", met=megabytes(pid) < MEMORY_MB)


def _gifts(district: District, count: int) -> int:
    """How many gifts stand in the books of the large societies."""
    books = [district.society(large_id(n)) for n in range(count)]
    return sum(path.read_bytes().count('"捐赠收入"'.encode()) + path.read_bytes().count(b"Income:4101")
               for ledger in books for path in ledger.months_folder.glob("*.beancount"))  # fmt: skip


def fava(district: District, societies: int) -> None:
    """Measure stock Fava: every society is loaded before it answers at all."""
    port = free_port()
    tops = [str(district.society(large_id(n)).top) for n in range(societies)]
    codes: list[int] = []
    began = time.perf_counter()
    with served([str(Path(sys.executable).with_name("fava")), "--port", str(port), *tops]) as pid:
        answers(port)
        told(f"fava on {societies}: start until it listens", f"{time.perf_counter() - began:.2f} s")
        one = Browser(port)
        base = f"/{slugify(NAME)}"
        for word, path in (
            ("first page", "income_statement/"),
            ("its figures", "api/income_statement"),
            ("journal", "api/journal"),
        ):
            took = seconds(lambda p=path: codes.append(one.get(f"{base}/{p}")))  # type: ignore[misc]
            told(f"fava on {societies}: {word} (answer {codes[-1]})", f"{took:.2f} s")
        told(f"fava on {societies}: memory", f"{megabytes(pid)} MB")


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    for name, default in (
        ("large", 52),
        ("small", 348),
        ("transactions", 2500),
        ("memory", 110),
        ("together", 50),
    ):
        asked.add_argument(f"--{name}", type=int, default=default)
    asked.add_argument("--fava", type=int, nargs="*", default=[1, 10])
    given = asked.parse_args()
    district = build(given.folder, given.large, given.small, given.transactions)
    add_users(district, given.large)
    desk(district, given)
    for count in given.fava:
        fava(district, count)


if __name__ == "__main__":
    main()

"""The findings (检查): what the rules say of a society's books, and of all the visitor may see; each leads to its entry."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import abort, render_template, request, url_for

from huzhu import session
from huzhu.desk import access
from huzhu.desk.access import OVERSEERS, READERS, Table
from huzhu.desk.audit.judged import Found, Judgments, Told
from huzhu.desk.entry.pages import visitor
from huzhu.desk.fava_guard import MOUNTED_AT
from huzhu.desk.site import desk
from ledger.district import RESERVED, Ledger
from ledger.findings import SEVERITY_NAMES

MOST_SECONDS = 2.0
"""How long the page of all societies judges books that nobody has asked for yet; the others say so."""
_SIGNS = {"error": "✗", "overdue": "！", "warning": "？"}


class Lead(NamedTuple):
    """A link from a finding to what it speaks of."""

    href: str
    label: str


class Group(NamedTuple):
    """The findings of one rule, with its sentence."""

    rule: str
    sentence: str
    found: list[tuple[Found, list[Lead]]]


class Line(NamedTuple):
    """One ledger on the page of all; `told` is None where nobody has judged it yet."""

    key: str
    title: str
    told: Told | None


def open_findings(pages: Table) -> None:
    """Add the pages of findings."""
    judgments = Judgments()
    pages.add("/s/<society>/findings", "findings", lambda: _society(judgments), READERS)
    pages.add("/findings", "all_findings", lambda: _all(judgments), OVERSEERS)


def _society(judgments: Judgments) -> Any:
    society, day = access.society(), asked_day()
    severity, rule = request.args.get("severity", ""), request.args.get("rule", "")
    told = judgments.of(society, day)
    shown = [f for f in told.found if severity in ("", f.severity) and rule in ("", f.rule)]
    return render_template(
        "findings.html", society=society, day=day, as_of=request.args.get("as-of", ""), told=told,
        groups=list(_grouped(society, shown)), severity=severity, rule=rule, shown=len(shown),
        severities=SEVERITY_NAMES, signs=_SIGNS, rules=_titles({f.rule for f in told.found}),
    )  # fmt: skip


def asked_day() -> date:
    """The day of ?as-of=, else today; what is no day is 404 like any page that does not exist."""
    wanted = request.args.get("as-of", "")
    try:
        found = date.fromisoformat(wanted) if wanted else session.today()
    except ValueError:
        abort(404)
    return found if 1949 <= found.year <= 2199 else abort(404)


def _all(judgments: Judgments) -> str:
    day, until = asked_day(), time.monotonic() + MOST_SECONDS
    lines = [
        Line(key, desk().registry.title(books), _in_time(judgments, books, day, until))
        for key, books in desk().registry.seen_by(visitor()).items()
        if key != RESERVED
    ]
    lines.sort(key=_urgency)
    return render_template(
        "all_findings.html", lines=lines, day=day, as_of=request.args.get("as-of", ""),
        severities=SEVERITY_NAMES, waiting=sum(line.told is None for line in lines),
    )  # fmt: skip


def _in_time(judgments: Judgments, books: Ledger, day: date, until: float) -> Told | None:
    return judgments.of(books, day) if time.monotonic() < until else judgments.known(books, day)


def _urgency(line: Line) -> tuple[int, ...]:
    """What cannot be judged first, then by errors and duties overdue, what is not judged yet last."""
    if line.told is None:
        return (1,)
    return (0, -bool(line.told.sentence), *(-line.told.count(s) for s in SEVERITY_NAMES))


def _grouped(society: Ledger, found: list[Found]) -> Iterator[Group]:
    titles = _titles({f.rule for f in found})
    for rule in titles:
        yield Group(rule, titles[rule], [(f, list(leads(society, f))) for f in found if f.rule == rule])


def _titles(rules: set[str]) -> dict[str, str]:
    """The rules with their sentences, in the order of the table of rules; Beancount's own and the gate's last."""
    import importlib

    from plugins.table import RULES

    known = [r.name for r in RULES if r.name in rules]
    found = {
        name: (importlib.import_module(f"plugins.{name}").__doc__ or name).split("\n")[0] for name in known
    }
    return found | dict.fromkeys(sorted(rules - found.keys()), "账簿的格式和借贷")


def leads(society: Ledger, found: Found) -> Iterator[Lead]:
    """Where one may look at what a finding speaks of."""
    pages = desk().pages.pages
    if found.seq and "written" in pages:
        what = f"凭证 {found.voucher}" if found.voucher else f"第{found.seq}笔"
        yield Lead(url_for("written", society=society.id, seq=found.seq), what)
    if found.voucher or found.seq:
        yield Lead(in_fava(society, found), "在账簿里看")
    if found.case and "case" in pages:
        yield Lead(url_for("case", society=society.id, number=found.case), f"案卷 {found.case}")
    for number, paper in enumerate((p for p in found.papers if p), 1):
        file = quote(f"societies/{society.id}/documents/{paper}", safe="/")
        yield Lead(f"{MOUNTED_AT}/{society.id}/document/?filename={file}", f"材料{number}")


def in_fava(society: Ledger, found: Found) -> str:
    """The address at which Fava's journal shows that entry and no other."""
    key, value = ("voucher", found.voucher) if found.voucher else ("seq", str(found.seq))
    return f"{MOUNTED_AT}/{society.id}/journal/?filter=" + quote(f'{key}:"^{value}$"', safe=":")

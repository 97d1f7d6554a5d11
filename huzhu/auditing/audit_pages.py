"""The pages of an audit pack: an index, and every entry with links to its papers; no script, no server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from beancount.core import data

from huzhu.auditing.verifying import Verified
from ledger import money, writing
from ledger.chart import CURRENCY
from ledger.district import Society
from ledger.entries import CASE_LINK
from ledger.mistake import Mistake
from ledger.trail import Event
from reports.rows import Sheet

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font-family: "Noto Serif SC", SimSun, serif; color: #111; max-width: 76rem; margin: 1.5rem auto;
  padding: 0 1rem; line-height: 1.6 }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border: 1px solid #888; padding: .2rem .5rem; vertical-align: top; text-align: left }}
th {{ background: #f0f0ec }}
td.n {{ text-align: right; white-space: nowrap }}
.bad {{ color: #a00; font-weight: 600 }}
.good {{ color: #060; font-weight: 600 }}
:target {{ background: #ffd }}
code {{ overflow-wrap: anywhere }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""
_FILED = re.compile(rb'^  filed-as: "([^"]+)"$', re.MULTILINE)
_PERSON = re.compile(rb'^  person: "([PH]-[0-9a-f]{12})"$', re.MULTILINE)
_HANDS = {"recorded-by": "记账", "approved-by": "审批", "paid-by": "付款", "by": "经办"}


class Link(NamedTuple):
    """A link: where it leads in the pack, and what it is called."""

    path: str
    text: str


class Told(NamedTuple):
    """An entry as the pages show it."""

    event: Event
    entries: list[Any]
    """Its directives; none where somebody made it unreadable."""

    @property
    def cases(self) -> set[str]:
        """The cases that it belongs to."""
        found = {
            link
            for e in self.entries
            for link in getattr(e, "links", None) or ()
            if link.startswith(CASE_LINK)
        }
        words = [v.value for e in self.entries if isinstance(e, data.Custom) for v in e.values or ()]
        return found | {w for w in words if isinstance(w, str) and w.startswith(CASE_LINK)}


class Pages:
    """The pages about one society's books; `there` are the files that may be linked to."""

    def __init__(self, society: Society, found: Verified, there: set[str], folder: str) -> None:
        """Read the entries once."""
        assert found.chain is not None, "books that cannot be read have no pages"
        self._society, self._found, self._there, self._folder = society, found, there, folder
        self._told = [Told(e, _parsed(e)) for e in found.chain.events]
        self._of_case: dict[str, set[str]] = {}
        for told in self._told:
            for case in told.cases:
                self._of_case.setdefault(case, set()).update(self._own(told))

    def entries(self) -> dict[str, bytes]:
        """A page for every file that holds entries."""
        by_file: dict[str, list[Told]] = {}
        for told in self._told:
            by_file.setdefault(told.event.file, []).append(told)
        return {self._page(file): self._entries(file, mine) for file, mine in sorted(by_file.items())}

    def _page(self, file: str) -> str:
        names = {self._society.facts.name: "事项", self._society.accounts.name: "科目"}
        stem = PurePosixPath(file).stem
        return f"{self._folder}/{names.get(PurePosixPath(file).name, stem)}.html"

    def _entries(self, file: str, told: list[Told]) -> bytes:
        heads = "".join(f"<th>{h}</th>" for h in ("第几笔", "日期", "凭证", "内容", "分录", "经手", "附件"))
        rows = "\n".join(self._row(each) for each in told)
        source = self._links([Link(f"{self._society.id}/{file}", file)])
        body = f'<p><a href="../index.html">目录</a>　原文：{source}</p>\n<table>\n<tr>{heads}</tr>\n{rows}\n</table>'
        return _PAGE.format(
            title=_safe(f"{self._society.title}　{PurePosixPath(self._page(file)).stem}"), body=body
        ).encode()

    def _row(self, told: Told) -> str:
        event, entries = told.event, told.entries
        meta: dict[str, Any] = {k: v for e in reversed(entries) for k, v in e.meta.items()}
        hands = "；".join(f"{said}：{meta[k]}" for k, said in _HANDS.items() if k in meta)
        papers = self._links(Link(p, PurePosixPath(p).name) for p in self._papers(told))
        cells = (
            f'<td class="n">{event.seq}</td>', f"<td>{_safe(event.text[:10].decode())}</td>",
            f"<td>{_safe(str(meta.get('voucher', '')))}</td>", f"<td>{_safe(_what(entries))}</td>",
            f"<td>{_legs(entries)}</td>", f"<td>{_safe(hands)}</td>", f"<td>{papers}</td>",
        )  # fmt: skip
        return f'<tr id="n{event.seq}">{"".join(cells)}</tr>'

    # --- papers

    def _papers(self, told: Told) -> list[str]:
        """The files that bear an entry out: its own, and those of its case."""
        of_cases = (p for case in sorted(told.cases) for p in sorted(self._of_case[case]))
        return list(dict.fromkeys([*self._own(told), *of_cases]))

    def _own(self, told: Told) -> Iterator[str]:
        """The files that an entry itself names, and that are there."""
        for path in self._named(told):
            if path in self._there:
                yield path

    def _named(self, told: Told) -> Iterator[str]:
        id_, text = self._society.id, told.event.text
        yield from (f"{id_}/documents/{hit.decode()}" for hit in _FILED.findall(text))
        for entry in told.entries:
            if document := entry.meta.get("document"):
                yield f"{id_}/documents/{document}"
            if isinstance(entry, data.Custom) and entry.values:
                yield from self._of_fact(entry.type, str(entry.values[0].value))
        for person in sorted(set(_PERSON.findall(text))):
            inside = f"{id_}/archive/people/{person.decode()}/"
            yield from sorted(p for p in self._there if p.startswith(inside))

    def _of_fact(self, kind: str, key: str) -> Iterator[str]:
        if kind == "公示":
            yield from (f"{self._society.id}/documents/notices/{key}.{form}" for form in ("pdf", "txt"))
        if kind in ("月结", "反结账"):
            yield from sorted(p for p in self._there if p.startswith(f"{self._society.id}/seals/{key}."))

    # --- the index

    def index(self, sheets: Mapping[str, Sheet], reports: str, verdict: Link, day: date, who: str) -> bytes:
        """The page one opens first."""
        chain = self._found.chain
        assert chain is not None, "books that cannot be read have no pages"
        told = [
            f"<p>{_safe(self._society.title)}（{_safe(self._society.id)}），{day}由{_safe(who)}打包。</p>",
            f"<p>共{len(chain.events)}笔，校验码 <code>{chain.head}</code>（前16位印在每月公示上）。</p>",
            self._verdict(), f"<p>{self._links([verdict, Link('manifest.json', '清单 manifest.json')], up='')}</p>",
        ]  # fmt: skip
        parts = {
            "账页（每一笔和它的附件）": [Link(p, PurePosixPath(p).stem) for p in sorted(self.entries())],
            "报表": [Link(f"{reports}/{n}.{f}", f"{n}.{f}") for n in sheets for f in ("html", "xlsx")],
        }
        for title, begins in (
            ("账簿原文", ""), ("封存", "seals/"), ("公示和材料", "documents/"), ("加密档案（没有钥匙打不开）", "archive/"),
        ):  # fmt: skip
            parts[title] = [Link(p, p.removeprefix(f"{self._society.id}/")) for p in self._under(begins)]
        for title, links in parts.items():
            if links:
                items = "".join(f"<li>{self._links([each], up='')}</li>" for each in links)
                told.append(f"<h2>{title}</h2>\n<ul>{items}</ul>")
        return _PAGE.format(title=_safe(f"{self._society.title}　审计包"), body="\n".join(told)).encode()

    def _under(self, begins: str) -> list[str]:
        """The society's files in one of its folders; with none named, those in no folder of their own."""
        inside = f"{self._society.id}/{begins}"
        apart = tuple(f"{self._society.id}/{f}/" for f in ("seals", "documents", "archive"))
        return sorted(p for p in self._there if p.startswith(inside) and (begins or not p.startswith(apart)))

    def _verdict(self) -> str:
        breaks = self._found.breaks
        if breaks:
            items = "".join(f"<li>{_safe(f'{b.file} 第{b.line}行：{b.text}')}</li>" for b in breaks)
            return f'<p class="bad">核对发现{len(breaks)}处改动：</p><ul>{items}</ul>'
        unsigned = self._found.unsigned
        more = f"；{len(unsigned)}个月的封存还没有两位干部签名" if unsigned else ""
        return f'<p class="good">核对：前后相连，没有改动，封存{len(self._found.sealed)}个月{more}。</p>'

    def _links(self, links: Iterable[Link], up: str = "../") -> str:
        """The links, from a page in a folder of its own (or, with `up` empty, from the index)."""
        return "　".join(f'<a href="{up}{quote(x.path)}">{_safe(x.text)}</a>' for x in links)


def _parsed(event: Event) -> list[Any]:
    try:
        return writing.parse(event.text.decode())
    except Mistake:
        return []


def _safe(text: str) -> str:
    return escape("".join(c for c in text if c.isprintable()))


def _what(entries: list[Any]) -> str:
    """What happened, in the words of the entry."""
    said = []
    for entry in entries[:4]:
        if isinstance(entry, data.Transaction):
            said.append(
                " ".join(
                    filter(
                        None, (entry.meta.get("event"), entry.payee, entry.narration, *sorted(entry.links))
                    )
                )
            )
        elif isinstance(entry, data.Custom):
            said.append(" ".join([entry.type, *(str(v.value) for v in entry.values or ())]))
        else:
            said.append(getattr(entry, "account", "") or getattr(entry, "currency", ""))
    more = f" 等{len(entries)}条" if len(entries) > 4 else ""
    return "；".join(said) + more if entries else "（读不出来，请看原文）"


def _legs(entries: list[Any]) -> str:
    lines = []
    for posting in (p for e in entries for p in getattr(e, "postings", ())):
        number, currency = posting.units.number, posting.units.currency
        amount = f"{money.show(number)}元" if currency == CURRENCY else f"{number} {currency}"
        lines.append(f"{_safe(posting.account.partition(':')[2])}　{_safe(amount)}")
    return "<br>".join(lines)

"""Pieces of a public page: the page itself, tables and cards. Nothing in it runs, and nothing is asked of the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

from ledger.notices.lines import clean

MARK = "huzhu site"
"""What a page of ours says made it."""
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{mark}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header><div class="in"><h1>{title}</h1>
{under}
</div></header>
<main class="in">
{body}
</main>
<footer><div class="in">
{foot}
</div></footer>
</body>
</html>
"""


@cache
def _style() -> str:
    return (Path(__file__).parent / "site.css").read_text(encoding="utf-8")


def page(title: str, under: Sequence[str], body: Iterable[str], foot: Iterable[str]) -> bytes:
    """A whole page; `title` and the words are text, the parts of the body and the lines below the title HTML."""
    return _PAGE.format(
        mark=MARK, title=safe(title), style=_style(), under="\n".join(f"<p>{line}</p>" for line in under),
        body="\n".join(body), foot="\n".join(f"<p>{line}</p>" for line in foot),
    ).encode()  # fmt: skip


def safe(text: str) -> str:
    """A text from the books as HTML."""
    return escape(clean(text), quote=True)


def part(title: str, *pieces: str) -> str:
    """A part of the page under its heading."""
    return "\n".join([f"<section><h2>{safe(title)}</h2>", *filter(None, pieces), "</section>"])


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], total: Sequence[str] = (), words: int = 1
) -> str:
    """A table of texts; the first `words` columns are words, the others figures, to the right."""
    lines = [_line(row, words) for row in rows]
    lines += [_line(total, words, ' class="sum"')] if total else []
    titles = "".join(f'<th scope="col"{_side(at, words)}>{safe(head)}</th>' for at, head in enumerate(heads))
    return (
        f'<div class="scroll"><table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n'
        + "\n".join(lines)
        + "\n</tbody></table></div>"
    )


def _line(row: Sequence[str], words: int, more: str = "") -> str:
    cells = "".join(f"<td{_side(at, words)}>{safe(cell)}</td>" for at, cell in enumerate(row))
    return f"<tr{more}>{cells}</tr>"


def _side(at: int, words: int) -> str:
    return ' class="number"' if at >= words else ""


def cards(figures: Iterable[tuple[str, str, str]]) -> str:
    """The great figures: title, figure, unit."""
    said = (
        f"<div><dt>{safe(title)}</dt><dd>{safe(figure)} <small>{safe(unit)}</small></dd></div>"
        for title, figure, unit in figures
    )
    return f'<dl class="cards">{"".join(said)}</dl>'


def note(said: str) -> str:
    """A sentence in small."""
    return f'<p class="note">{safe(said)}</p>'

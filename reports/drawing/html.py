"""A paper as one HTML page that needs nothing else and prints well."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from html import escape
from itertools import groupby

from ledger.notices.lines import clean
from reports.forms import Field, Grid, Leaf, Listed, Opinion, Paper, Part, Picture, Signing, Words
from reports.rows import Column, Row, Sheet, shown

# The page asks for nothing and runs nothing, even if it is saved and opened years later.
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
body {{ font-family: "Noto Serif SC", "Source Han Serif SC", SimSun, serif; color: #111; max-width: 72rem;
  margin: 1.5rem auto; padding: 0 1rem; line-height: 1.6 }}
h1, th, .heading, .subtotal, .total {{
  font-family: "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", SimHei, sans-serif }}
h1 {{ font-size: 1.5rem; text-align: center; margin: 0 }}
.sub {{ text-align: center; margin: .25rem 0 1rem }}
.wide {{ overflow-x: auto }}
table {{ border-collapse: collapse; width: 100%; border: 1.5px solid #333 }}
th, td {{ border: 1px solid #888; padding: .3rem .6rem; vertical-align: top }}
th {{ background: #f0f0ec; font-weight: 600 }}
th small {{ display: block; font-weight: 400 }}
.money, .count, .quantity {{ text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }}
.day {{ text-align: center; white-space: nowrap }}
.heading td {{ background: #f7f7f4 }}
.heading, .subtotal, .total {{ font-weight: 600 }}
.total td {{ border-top: 2px solid #333 }}
.notes {{ padding-left: 1.4rem; font-size: .9rem }}
.signed {{ display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin-top: 2rem }}
.signed span::after {{ content: ""; display: inline-block; width: 7rem; border-bottom: 1px solid #333 }}
.leaf + .leaf {{ margin-top: 3rem; break-before: page }}
.mark {{ text-align: right; font-size: .85rem; margin: -.6rem 0 .3rem }}
.across {{ text-align: center; color: #a00; font-size: 1.3rem; letter-spacing: .3em; margin: 0 }}
.foot {{ font-size: .8rem; color: #555 }}
.body {{ text-indent: 2em }}
.right {{ text-align: right }}
.centre {{ text-align: center }}
.small {{ font-size: .85rem }}
p.heading {{ background: none }}
.grid {{ border: 1px solid #888; border-width: 1px 0 0 1px }}
div.line {{ display: flex }}
.line span {{ border: 1px solid #888; border-width: 0 1px 1px 0; padding: .3rem .6rem; min-height: 1.6em; flex: 1 }}
{shares}
.line .label {{ flex: 0 0 7rem; background: #f0f0ec }}
.said {{ display: flex; flex-direction: column; justify-content: space-between }}
.said .signs {{ text-align: right; font-weight: 400; margin-top: .8rem }}
.signs i {{ font-style: normal; margin-right: 1.5rem }}
.signs i::after {{ content: ""; display: inline-block; width: 6rem; border-bottom: 1px solid #333 }}
.listed {{ flex: 1; border-width: 0 1px 1px 0 }}
.listed td {{ height: 1.6em }}
figure {{ margin: 1rem 0; text-align: center }}
@media screen {{
  .wide th, .total td {{ white-space: nowrap }}
  .wide td {{ word-break: keep-all }}
}}
figure img {{ max-width: 100% }}
@media print {{
  @page {{ size: A4 {turn}; margin: 15mm }}
  body {{ max-width: none; margin: 0; padding: 0; font-size: 10.5pt }}
  .wide {{ overflow: visible }}
  thead {{ display: table-header-group }}
  tr, .signed {{ break-inside: avoid }}
}}
</style>
</head>
<body>
{across}{leaves}{foot}
</body>
</html>
"""
MOST_SHARES = 12
"""Into how many parts a line of a form is divided at most."""
MOST_TALL = 24
"""How many lines of writing a box is left high at most."""
_SIZES = "\n".join([
    *(f".line .of-{n} {{ flex: {n} }}" for n in range(2, MOST_SHARES + 1)),
    *(f".line .tall-{n} {{ min-height: calc({n} * 1.6em) }}" for n in range(2, MOST_TALL + 1)),
])  # fmt: skip
_SHEET = """<div class="wide" tabindex="0" role="region" aria-label="{name}"><table>
<thead>{heads}</thead>
<tbody>
{rows}
</tbody>
</table></div>
{notes}{signed}"""


def draw(paper: Paper) -> bytes:
    """UTF-8 HTML; every word from the books is escaped."""
    wide = any(len(leaf.columns) > 8 for leaf in paper.leaves if isinstance(leaf, Sheet))
    return _PAGE.format(
        title=_safe(paper.title),
        shares=_SIZES,
        turn="landscape" if wide else "portrait",
        across=f'<p class="across">{_safe(paper.across)}</p>\n' if paper.across else "",
        leaves="\n".join(_leaf(leaf) for leaf in paper.leaves),
        foot=f'\n<p class="foot">{_safe(paper.foot)}</p>' if paper.foot else "",
    ).encode()


Lead = Callable[[Sheet, int, int], str]
"""The address to which a sheet's cell leads, by its row and column; empty where to none."""


def inside(leaf: Leaf, lead: Lead | None = None) -> str:
    """One leaf's HTML without a style of its own, for a page that has its head and its style; titles are h2 there."""
    return _leaf(leaf, "h2", lead)


def _leaf(leaf: Leaf, head: str = "h1", lead: Lead | None = None) -> str:
    mark = f'<p class="mark">{_safe(leaf.mark)}</p>\n' if leaf.mark else ""
    top = f'<{head}>{_safe(leaf.title)}</{head}>\n<p class="sub">{_safe(leaf.subtitle)}</p>\n{mark}'
    said = _sheet(leaf, lead) if isinstance(leaf, Sheet) else "\n".join(_part(part) for part in leaf.parts)
    return f'<section class="leaf">\n{top}{said}\n</section>'


def _sheet(sheet: Sheet, lead: Lead | None = None) -> str:
    return _SHEET.format(
        name=_safe(sheet.title),
        heads=_heads(sheet),
        rows="\n".join(_row(sheet, number, row, lead) for number, row in enumerate(sheet.rows)),
        notes=_each('<ol class="notes">{}</ol>\n', "<li>{}</li>", sheet.notes),
        signed=_each('<p class="signed">{}</p>\n', "<span>{}：</span>", sheet.signed),
    )


def _part(part: Part) -> str:
    """A part of a form."""
    if isinstance(part, Sheet):
        return _sheet(part)
    if isinstance(part, Words):
        return f'<p class="{part.voice}">{_safe(part.said)}</p>'
    if isinstance(part, Grid):
        return f'<div class="grid">{"".join(map(_line, part.lines))}</div>'
    if isinstance(part, Opinion):
        return _opinion(part)
    if isinstance(part, Listed):
        return _listed(part)
    if isinstance(part, Picture):
        kind = {"svg": "svg+xml", "jpg": "jpeg"}.get(part.kind, part.kind)
        data = b64encode(part.content).decode()
        caption = f"<figcaption>{_safe(part.caption)}</figcaption>" if part.caption else ""
        return f'<figure><img alt="{_safe(part.caption)}" src="data:image/{kind};base64,{data}">{caption}</figure>'
    if isinstance(part, Signing):
        day = "<span>日期</span>" if part.day else ""
        said = "".join(f"<span>{_safe(who)}：</span>" for who in (*part.who, *part.prints))
        return f'<p class="signed">{said}{day}</p>'
    return ""


def _opinion(part: Opinion) -> str:
    """A box of an opinion, with who signs at its foot."""
    who = "".join(f"<i>{_safe(w)}：</i>" for w in part.who)
    signed = f'<b class="signs">{who}{_safe(part.day) or "　年　月　日"}</b>' if part.who else ""
    said = f'<span class="said tall-{min(part.lines, MOST_TALL)}">{_safe(part.said)}{signed}</span>'
    return f'<div class="grid"><div class="line"><span class="label">{_safe(part.label)}</span>{said}</div></div>'


def _listed(part: Listed) -> str:
    """A small table beside its label."""
    heads = "".join(f'<th scope="col">{_safe(head)}</th>' for head in part.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in row)}</tr>" for row in part.rows)
    table = f'<table class="listed"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="grid"><div class="line"><span class="label">{_safe(part.label)}</span>{table}</div></div>'


def _line(line: tuple[Field, ...]) -> str:
    cells = "".join(
        f'<span class="label">{_safe(f.label)}</span><span class="of-{min(f.share, MOST_SHARES)}">{_safe(f.value)}</span>'
        for f in line
    )
    return f'<div class="line">{cells}</div>'


def _safe(text: str) -> str:
    return escape(clean(text))


def _heads(sheet: Sheet) -> str:
    """The line of titles, under a line of groups where there are any."""
    titles = f"<tr>{''.join(map(_head, sheet.columns))}</tr>"
    if not any(column.group for column in sheet.columns):
        return titles
    runs = [(name, len(list(of))) for name, of in groupby(column.group for column in sheet.columns)]
    groups = "".join(f'<th scope="colgroup" colspan="{many}">{_safe(name)}</th>' for name, many in runs)
    return f"<tr>{groups}</tr>{titles}"


def _head(column: Column) -> str:
    note = f"<small>{_safe(column.note)}</small>" if column.note else ""
    return f'<th scope="col">{_safe(column.title)}{note}</th>'


def _row(sheet: Sheet, number: int, row: Row, lead: Lead | None) -> str:
    """A row; the words of a heading that stands alone take the whole line."""
    if row.style == "heading" and not any(shown(cell) for cell in row.cells[1:]):
        return f'<tr class="heading"><td colspan="{len(row.cells)}">{escape(shown(row.cells[0]))}</td></tr>'
    drawn = []
    for place, (column, cell) in enumerate(zip(sheet.columns, row.cells, strict=True)):
        said = escape(shown(cell))
        if said and lead and (href := lead(sheet, number, place)):
            said = f'<a href="{escape(href)}">{said}</a>'
        drawn.append(f'<td class="{column.kind}">{said}</td>')
    return f'<tr class="{row.style}">{"".join(drawn)}</tr>'


def _each(around: str, item: str, words: tuple[str, ...]) -> str:
    return around.format("".join(item.format(_safe(word)) for word in words)) if words else ""

"""A sheet as one HTML page that needs nothing else and prints well."""

from __future__ import annotations

from html import escape

from ledger.notices.lines import clean
from reports.rows import Column, Row, Sheet, shown

# The page asks for nothing and runs nothing, even if it is saved and opened years later.
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
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
.money, .count {{ text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }}
.day {{ text-align: center; white-space: nowrap }}
.heading td {{ background: #f7f7f4 }}
.heading, .subtotal, .total {{ font-weight: 600 }}
.total td {{ border-top: 2px solid #333 }}
.notes {{ padding-left: 1.4rem; font-size: .9rem }}
.signed {{ display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin-top: 2rem }}
.signed span::after {{ content: ""; display: inline-block; width: 7rem; border-bottom: 1px solid #333 }}
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
<h1>{title}</h1>
<p class="sub">{subtitle}</p>
<div class="wide"><table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table></div>
{notes}{signed}
</body>
</html>
"""


def draw(sheet: Sheet) -> bytes:
    """UTF-8 HTML; every word from the books is escaped."""
    return _PAGE.format(
        title=_safe(sheet.title),
        subtitle=_safe(sheet.subtitle),
        turn="landscape" if len(sheet.columns) > 8 else "portrait",
        heads="".join(map(_head, sheet.columns)),
        rows="\n".join(_row(sheet, row) for row in sheet.rows),
        notes=_each('<ol class="notes">{}</ol>\n', "<li>{}</li>", sheet.notes),
        signed=_each('<p class="signed">{}</p>\n', "<span>{}：</span>", sheet.signed),
    ).encode()


def _safe(text: str) -> str:
    return escape(clean(text))


def _head(column: Column) -> str:
    note = f"<small>{_safe(column.note)}</small>" if column.note else ""
    return f'<th scope="col">{_safe(column.title)}{note}</th>'


def _row(sheet: Sheet, row: Row) -> str:
    cells = zip(sheet.columns, row.cells, strict=True)
    drawn = "".join(f'<td class="{column.kind}">{escape(shown(cell))}</td>' for column, cell in cells)
    return f'<tr class="{row.style}">{drawn}</tr>'


def _each(around: str, item: str, words: tuple[str, ...]) -> str:
    return around.format("".join(item.format(_safe(word)) for word in words)) if words else ""

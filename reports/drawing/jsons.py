"""A paper as JSON for other programs: money as strings, days as ISO dates, text untouched."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from ledger import money
from reports.drawing.plainly import lines_of
from reports.forms import Leaf, Paper
from reports.rows import Cell, Quantity, Sheet, shown


def draw(paper: Paper) -> bytes:
    """UTF-8 JSON: of a sheet title, subtitle, columns, rows (style, cells by column key), notes, signed; of a form its parts.

    Several leaves stand in `leaves`. `foot` and `across` are there where the paper has them.
    """
    leaves = [_leaf(leaf) for leaf in paper.leaves]
    page = leaves[0] if len(leaves) == 1 else {"title": paper.title, "leaves": leaves}
    page |= {key: said for key, said in (("foot", paper.foot), ("across", paper.across)) if said}
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()


def _leaf(leaf: Leaf) -> dict[str, Any]:
    if not isinstance(leaf, Sheet):
        parts = [_leaf(part) if isinstance(part, Sheet) else part for part in lines_of(leaf)]
        return {"title": leaf.title, "subtitle": leaf.subtitle, "parts": parts}
    sheet = leaf
    keys = [column.key for column in sheet.columns]
    return {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "columns": [asdict(column) for column in sheet.columns],
        "rows": [
            {"style": row.style, "cells": dict(zip(keys, map(_plain, row.cells), strict=True))}
            for row in sheet.rows
        ],
        "notes": sheet.notes,
        "signed": sheet.signed,
    }


def _plain(cell: Cell) -> str | int | None:
    if isinstance(cell, Quantity):
        return shown(cell)
    if isinstance(cell, Decimal):
        return money.plain(cell)
    return cell.isoformat() if isinstance(cell, date) else cell

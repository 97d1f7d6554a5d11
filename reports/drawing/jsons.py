"""A sheet as JSON for other programs: money as strings, days as ISO dates, text untouched."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from ledger import money
from reports.rows import Cell, Sheet


def draw(sheet: Sheet) -> bytes:
    """UTF-8 JSON: title, subtitle, columns, rows (style, and cells by column key), notes, signed."""
    keys = [column.key for column in sheet.columns]
    page = {
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
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(cell: Cell) -> str | int | None:
    if isinstance(cell, Decimal):
        return money.plain(cell)
    return cell.isoformat() if isinstance(cell, date) else cell

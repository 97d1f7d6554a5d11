"""All pages of the treasurer's month."""

from __future__ import annotations

from huzhu.desk.access import Table
from huzhu.desk.month.closing import open_closing
from huzhu.desk.month.notices import open_notices
from huzhu.desk.month.reconciling import open_reconciling
from huzhu.desk.month.rows import open_rows
from huzhu.desk.month.statements import open_statements


def open_month(pages: Table) -> None:
    """Add them."""
    for open_pages in (open_notices, open_closing, open_statements, open_rows, open_reconciling):
        open_pages(pages)

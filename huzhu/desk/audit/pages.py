"""The auditor's pages, added to the desk together."""

from __future__ import annotations

from huzhu.desk.access import Table
from huzhu.desk.audit.findings import open_findings
from huzhu.desk.audit.looks import open_looks
from huzhu.desk.audit.pack import open_pack
from huzhu.desk.audit.subsidy import open_subsidy
from huzhu.desk.audit.trail import open_trail


def open_audit(pages: Table) -> None:
    """Add all of them."""
    for open_pages in (open_findings, open_subsidy, open_trail, open_pack, open_looks):
        open_pages(pages)

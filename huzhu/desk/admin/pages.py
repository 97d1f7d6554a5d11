"""All of the administrator's pages."""

from __future__ import annotations

from huzhu.desk.access import Table
from huzhu.desk.admin.backups import open_backups
from huzhu.desk.admin.founding import open_founding
from huzhu.desk.admin.overview import open_overview
from huzhu.desk.admin.people import open_people


def open_admin(pages: Table) -> None:
    """Add them to the portal."""
    for open_pages in (open_overview, open_people, open_founding, open_backups):
        open_pages(pages)

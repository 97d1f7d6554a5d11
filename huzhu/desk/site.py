"""What the desk's pages share: the district, who may come, what waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app

from huzhu.desk.opened import Opened

if TYPE_CHECKING:
    from flask import Flask

    from huzhu.desk.access import Table
    from huzhu.desk.drafts import Drafts
    from huzhu.desk.figures import Overviews
    from huzhu.desk.registry import Registry
    from huzhu.desk.users import Users


@dataclass(frozen=True)
class Desk:
    """Kept as app.extensions["huzhu"]."""

    registry: Registry
    users: Users
    fava: Flask
    pages: Table
    drafts: Drafts
    overviews: Overviews
    backups: Path | None = None
    """The folder into which the administrator's page puts backups."""
    opened: Opened = field(default_factory=Opened)
    """The keys that officers have open at this desk."""


def desk() -> Desk:
    """The desk that answers the present request."""
    found = current_app.extensions["huzhu"]
    assert isinstance(found, Desk)
    return found

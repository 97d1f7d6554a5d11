"""What the desk's pages share: the district, who may come, what waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from flask import Flask

    from huzhu.desk.access import Table
    from huzhu.desk.drafts import Drafts
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


def desk() -> Desk:
    """The desk that answers the present request."""
    found = current_app.extensions["huzhu"]
    assert isinstance(found, Desk)
    return found

"""The forms of the desk, one for each thing that happens, in the order of the page that lists them."""

from __future__ import annotations

from huzhu.desk.entry import corrections, drawer, incoming, matters, outgoing, stock
from huzhu.desk.entry.form import Kind
from huzhu.desk.users import Role

KINDS: tuple[Kind, ...] = (
    *incoming.KINDS, *outgoing.KINDS, *drawer.KINDS, *stock.KINDS, *corrections.KINDS, *matters.KINDS,
)  # fmt: skip
BY_SLUG = {kind.slug: kind for kind in KINDS}


def groups(role: Role) -> dict[str, list[Kind]]:
    """The forms that are for a role, under their headings."""
    found: dict[str, list[Kind]] = {}
    for kind in KINDS:
        if role in kind.roles:
            found.setdefault(kind.group, []).append(kind)
    return found

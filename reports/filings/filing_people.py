"""Who the recipients on a filing are: by name where the archive was opened, else as the books write them."""

from __future__ import annotations

from ledger.confidential import masks
from reports.report import Asked

CLOSED = "没有打开加密档案：救助对象姓名按账簿打码，身份证后四位请手写。"
FORGOTTEN = "部分救助对象档案里没有或已依法销毁，姓名按账簿打码。"


class Recipients:
    """Names and the last four figures of ID cards, as a township's file may hold them (个人信息保护法 6)."""

    def __init__(self, asked: Asked) -> None:
        """Nobody was looked up yet."""
        self._person = asked.person
        self._known = self._unknown = 0

    def told(self, pseudonym: str, label: str) -> tuple[str, str]:
        """The name and the last four figures; the books' label and nothing where the archive does not tell."""
        person = self._person(pseudonym) if pseudonym else None
        if person is None:
            self._unknown += 1
            return label, ""
        self._known += 1
        return masks.name(person.name, masks.FILING), masks.id_number(person.id_number, masks.FILING)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of the names."""
        if not self._unknown:
            return ()
        return (FORGOTTEN if self._known else CLOSED,)

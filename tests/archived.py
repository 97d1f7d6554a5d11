"""An archive for tests: a society of its own, three officers who may open it, and two people in it.

    archive = archived(tmp_path)          # WANG and LI are in it, P_WANG with one paper
    opened(archive.society, AUDITOR)      # the same archive in another officer's hands

Every word of a person's begins with SECRET or is one of the numbers below, so that `tells(text)` finds it.
"""

from __future__ import annotations

import re
from pathlib import Path

from ledger.confidential.archive import Archive, begin
from ledger.confidential.person import Person, written_down
from ledger.district import Society
from ledger.keys import PrivateKey
from tests.officers import ACCOUNTANT, AUDITOR, CASHIER, PRESIDENT, RECOVERY

P_WANG, P_LI, P_NEW = "P-1a2b3c4d5e6f", "P-2a2b3c4d5e6f", "P-3a2b3c4d5e6f"
HOLDERS = {"zhangsan": PRESIDENT.public, "auditor": AUDITOR.public, "recovery": RECOVERY.public}
EVERYBODY = {
    PRESIDENT.public: "zhangsan", ACCOUNTANT.public: "wangwu", CASHIER.public: "zhaoliu",
    AUDITOR.public: "auditor", RECOVERY.public: "recovery",
}  # fmt: skip
WANG = written_down(
    name="汪小明", id_number="11010519491231002X", phone="13800138000", card="6222021234567890128",
    address="SECRET石岗村12号", illness="SECRET肺炎", members=({"name": "汪大牛", "relation": "父", "age": "80"},),
)  # fmt: skip
LI = written_down(name="李秀英", id_number="341004193801010021", phone="05592345678")
SCAN = b"%PDF-1.7 SECRET scan"
SAID = (
    "汪小明",
    "汪大牛",
    "李秀英",
    "SECRET",
    "1101051949",
    "3410041938",
    "13800138000",
    "05592345678",
    "622202",
)


def archived(folder: Path) -> Archive:
    """A fresh archive."""
    society = Society(folder / "shigang")
    society.folder.mkdir()
    archive = opened(society, begin(society, PRESIDENT, HOLDERS) and PRESIDENT)
    archive.add(P_WANG, WANG)
    archive.add(P_LI, LI)
    archive.file(P_WANG, SCAN, "SECRET.pdf")
    return archive


def opened(society: Society, private: PrivateKey) -> Archive:
    """The archive in somebody's hands."""
    return Archive(society, private, EVERYBODY)


def there(archive: Archive, who: PrivateKey = AUDITOR) -> dict[str, Person]:
    """Everybody in the archive, as somebody else opens it."""
    again = opened(Society(archive.society.folder), who)
    assert list(again.troubles()) == []
    return {p: again.person(p) for p in _people(archive.society.folder)}


def _people(folder: Path) -> list[str]:
    return sorted(p.parent.name for p in folder.glob("archive/people/*/key"))


def tells(text: str | bytes) -> list[str]:
    """What of the people a text gives away, also where it is escaped."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace") + text.decode("latin-1")
    said = text + re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return [word for word in SAID if word in said]

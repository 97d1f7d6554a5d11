"""Founding books: a district's folder with the bureau's own books, a society's folder with its first facts."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from huzhu import keyring, session
from huzhu.recording import build
from ledger import chart, journal, load, policy
from ledger.district import RESERVED, SOCIETY_ID, District, Society
from ledger.events import facts
from ledger.events.event import Event
from ledger.journal import Request
from ledger.mistake import Mistake


def _requests(events: list[Event], at: str) -> list[Request]:
    """Under keys that are the same each time: new books have no other events to tell them from."""
    return [Request(event, f"founding-{number}", at) for number, event in enumerate(events, 1)]


def found_district(
    folder: Path, policy_name: str, day: date, recorded_by: str, at: str | None = None
) -> District:
    """Make a district's folder: policy, the bureau's books, the key of the pseudonyms."""
    district = District(folder)
    text = policy.text_of(policy_name)
    if folder.exists():
        raise Mistake(f"{folder} 已经有了，请换一个名称，或换一个文件夹")
    opened = build(
        facts.AccountsOpened, date=date(day.year, 1, 1), recorded_by=recorded_by, accounts=tuple(chart.bureau_accounts()),
        policy_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    journal.created(district, f"{folder.name}财政局", text, _requests([opened], at or session.now()))
    (folder / "societies").mkdir()
    keyring.create(district)
    return district


def check_id(district: District, id_: str) -> None:
    """Mistake where no society can have this id, or one has it already."""
    if not SOCIETY_ID.fullmatch(id_) or id_ == RESERVED:
        raise Mistake(f"编号“{id_}”不能用：请用小写字母、数字和横线，例如 shigang")
    if (district.folder / "societies" / id_).exists():
        raise Mistake(f"编号“{id_}”已经有了，不能重复使用，请换一个")


def found_society(
    district: District,
    id_: str,
    *,
    officers: dict[str, str],
    at: str | None = None,
    float_ceiling: str | None = None,
    custodian: str | None = None,
    **given: Any,
) -> Society:
    """Make a society's folder: the district's policy, the chart, registration, officers and float.

    `officers` are post → id or id=name. Raises Mistake where something cannot be, and makes nothing.
    """
    check_id(district, id_)
    text = load.contents(district)[district.policy.name].decode()
    day, who, bank = given.pop("registered"), given.pop("recorded_by"), given.pop("bank")
    common = {"date": day, "recorded_by": who}
    sha = hashlib.sha256(text.encode()).hexdigest()
    accounts = tuple(chart.society_accounts((chart.bank_account(1, bank),)))
    events = [
        build(
            facts.AccountsOpened,
            date=date(day.year, 1, 1),
            recorded_by=who,
            accounts=accounts,
            policy_sha256=sha,
        ),
        build(facts.Registration, **common, **given, policy=_policy_name(text), policy_sha256=sha),
    ]
    for post, said in officers.items():
        person, _, name = said.partition("=")
        events.append(build(facts.Appointment, **common, id=person, post=post, name=name or person))
    if float_ceiling:
        keeper = custodian or officers["出纳"].partition("=")[0]
        events.append(build(facts.FloatSetUp, **common, ceiling=float_ceiling, custodian=keeper))
    society = Society(district.folder / "societies" / id_)
    journal.created(society, given["name"], text, _requests(events, at or session.now()))
    return society


def _policy_name(text: str) -> str:
    """Which of the policies that come with huzhu a district's policy file began as."""
    return next((n for n in policy.names() if text.startswith(policy.text_of(n)[:200])), "本区自定")

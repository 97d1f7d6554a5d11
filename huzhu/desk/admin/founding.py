"""Societies: which there are, and the books of a new one."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for

from huzhu import registered
from huzhu.desk.access import ADMIN, Table
from huzhu.desk.entry.form import Field, Filled, Kind, blank, today, words_of
from huzhu.desk.entry.pages import sitting
from huzhu.desk.entry.verdict import Said, said
from huzhu.desk.site import desk
from huzhu.desk.users import Role, User, check
from huzhu.founding import check_id, found_society
from huzhu.recording import check_field
from ledger.district import Society
from ledger.events.facts import Appointment, FloatSetUp, Registration
from ledger.journal import Refused
from ledger.mistake import Mistake
from ledger.policy import PLACES
from ledger.vocabulary import MODES, POSTS, SEED_AS, SOCIETY_KINDS

_SEED_AS = dict(zip(SEED_AS, ("收入", "注册资金"), strict=True))
_OFFICERS = {"president": POSTS[0], "secretary": POSTS[1], "accountant": POSTS[2], "cashier": POSTS[3]}
_OF_THE_REGISTRATION = ("uscc", "township", "village", "kind", "name", "seed_as", "mode", "federation")


def _officer(name: str) -> tuple[Field, Field]:
    post = _OFFICERS[name]
    return (
        Field(f"{name}_id", f"{post}的用户名", help="小写字母和数字，像 zhangsan；以后用它登录"),
        Field(name, f"{post}的姓名"),
    )


KIND = Kind(
    "society", "新建互助社", "登记好了的互助社，从这里建账。编号以后不能改，也不能再给别的社用。", Registration,
    (
        Field("society", "编号", help="小写字母、数字和横线，像 shigang"),
        Field("township", "乡镇", help="像 岩寺镇"), Field("village", "村（社区）", help="像 石岗村"),
        Field("kind", "村还是社区", "radio", choices=words_of(SOCIETY_KINDS), default=lambda _: SOCIETY_KINDS[0]),
        Field("name", "登记证书上的全称", required=False, help="不填就是：区名＋乡镇＋村＋救急难互助社"),
        Field("uscc", "统一社会信用代码", help="18位，51开头"),
        Field("registered", "登记日期", "day", default=today),
        Field("bank", "开户行", default=lambda _: "农商行基本户"),
        *(field for name in _OFFICERS for field in _officer(name)),
        Field("float_ceiling", "备用金限额（元）", "money", required=False, help="写了就同时设立备用金，由出纳保管"),
        Field("seed_as", "启动资金记作", "radio", choices=lambda _: list(_SEED_AS.items()), default=lambda _: SEED_AS[0]),
        Field("mode", "运作模式", "choice", required=False,
              choices=lambda _: [("", "（不写）"), *((m, m) for m in MODES)]),
        Field("federation", "所属的联合会", required=False),
    ),
)  # fmt: skip


def open_founding(pages: Table) -> None:
    """Add the pages of the societies."""
    pages.add("/admin/societies", "admin_societies", _list, ADMIN)
    pages.add("/admin/societies/new", "admin_society_new", _new, ADMIN)
    pages.add("/admin/societies/new", "admin_society_found", _found, ADMIN, methods=("POST",))


class Row(NamedTuple):
    """One society, as its registration says."""

    id: str
    title: str
    township: str
    policy: str
    day: str


def _list() -> str:
    rows = [_row(s) for s in desk().registry.district.societies]
    made = [r for r in rows if r.id == request.args.get("made")]
    return render_template("admin_societies.html", rows=rows, made=made)


def _row(society: Society) -> Row:
    title = desk().registry.title(society)
    try:
        found = registered.registration(society)
    except (Mistake, ValueError, KeyError):  # no registration, or no file in which it could stand
        return Row(society.id, title, "", "", "登记读不出来，请看体检")
    return Row(
        society.id, title, found.township, PLACES.get(found.policy, found.policy), found.date.isoformat()
    )


def _new() -> str:
    return _page(blank(KIND, sitting(desk().registry.district), {}))


def _page(filled: Filled, findings: list[Said] | None = None) -> str:
    return render_template("admin_society.html", kind=KIND, filled=filled, findings=findings or [])


def _found() -> Any:
    at, typed = sitting(desk().registry.district), _typed()
    faults = _faults(typed)
    filled = Filled(KIND, at, {name: [value] if value else [] for name, value in typed.items()}, None, faults)
    if faults:
        return _page(filled), 422
    if request.form.get("step") != "write":  # it came back through a sign-in
        faults[""] = "还没有建账。请看清楚，再按一次"
        return _page(filled)
    try:
        made = found_society(desk().registry.district, typed["society"], **_given(typed, at.user.id))
    except Refused as refused:
        return _page(filled, said(refused.findings)), 422
    except Mistake as mistake:
        faults[""] = str(mistake)
        return _page(filled), 422
    return redirect(url_for("admin_societies", made=made.id), 303)


def _typed() -> dict[str, str]:
    return {f.name: request.form.get(f.name, "").strip() for f in KIND.fields}


def _faults(typed: dict[str, str]) -> dict[str, str]:
    """What is wrong, by field."""
    found = {f.name: "请填写" for f in KIND.fields if f.required and not typed[f.name]}
    for field in KIND.fields:
        if (
            field.name not in found
            and typed[field.name]
            and (sentence := _wrong(field.name, typed[field.name]))
        ):
            found[field.name] = sentence
    return found


def _wrong(name: str, value: str) -> str:
    """What is wrong with one answer by itself; empty where nothing is."""
    try:
        if name == "society":
            check_id(desk().registry.district, value)
        elif name == "registered":
            check_field(Registration, "date", value)
        elif name == "float_ceiling":
            check_field(FloatSetUp, "ceiling", value)
        elif name in _OFFICERS or name.removesuffix("_id") in _OFFICERS:
            if name.endswith("_id"):
                check(User(value, "（姓名）", Role.TREASURER, ("x",)))  # they will sign in under it
            check_field(Appointment, "id" if name.endswith("_id") else "name", value)
        elif name in _OF_THE_REGISTRATION:
            check_field(Registration, name, value)
    except Mistake as mistake:
        return str(mistake)
    return ""


def _given(typed: dict[str, str], recorded_by: str) -> dict[str, Any]:
    """What founding asks for, of what was typed."""
    region = desk().registry.district.title.removesuffix("财政局")
    given: dict[str, Any] = {name: typed[name] or None for name in _OF_THE_REGISTRATION}
    given["name"] = given["name"] or f"{region}{typed['township']}{typed['village']}救急难互助社"
    officers = {post: f"{typed[f'{name}_id']}={typed[name]}" for name, post in _OFFICERS.items()}
    return given | {
        "officers": officers, "registered": date.fromisoformat(typed["registered"]), "bank": typed["bank"],
        "float_ceiling": typed["float_ceiling"] or None, "recorded_by": recorded_by,
    }  # fmt: skip

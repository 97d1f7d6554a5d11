"""Which column of a register holds what: known words, a proposal for a foreign register, the confirmed map."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from importers import cells
from importers.paper import RawTable
from importers.profile import Profile, as_they_are
from importers.registers import gifts, reliefs
from importers.registers.entry import face
from importers.registers.sheets import join
from importers.registers.values import plain
from ledger.mistake import Mistake

GIFTS, COLLECTIVE, RELIEFS = KINDS = ("捐赠台账", "村集体捐赠名单", "救助台账")

_GIFT_FIELDS: dict[str, tuple[str, ...]] = {
    "日期": (
        "捐赠日期", "捐款日期", "日期", "捐赠时间", "捐款时间", "收款日期", "到账日期", "入账日期", "登记日期", "时间",
    ),
    "捐赠人": (
        "捐赠人", "捐款人", "捐助人", "捐赠者", "捐赠方", "捐赠人姓名", "捐赠人单位", "捐赠单位个人", "捐赠单位及个人",
        "捐赠单位姓名", "捐款单位个人", "捐款单位及个人", "捐赠单位或个人", "捐赠单位", "捐款单位", "单位个人", "爱心人士",
        "户主或单位", "户主姓名", "户主", "姓名", "名称",
    ),
    "金额": (
        "捐赠金额", "捐款金额", "实收金额", "收款金额", "金额", "捐款数额", "捐款数", "捐赠额", "捐款额", "捐资金额", "数额",
    ),
    "收款方式": (
        "收款方式", "捐赠方式", "捐款方式", "支付方式", "付款方式", "到账方式", "缴款方式", "收款账户", "收款渠道", "方式",
    ),
    "收据号": ("收据号", "收据编号", "收据号码", "票据号", "票据编号", "票据号码", "捐赠票据号"),
    "交易单号": ("交易单号", "交易流水号", "流水号", "订单号"),
    "用途": ("指定用途", "用途", "捐赠用途", "捐款用途", "定向用途", "资金用途", "捐赠意向", "意向"),
    "类别": ("捐赠类别", "捐赠类型", "捐赠形式", "款物类别", "类别", "类型"),
    "人数": ("人数", "人次", "户数"),
    "备注": ("备注", "说明", "附注"),
}  # fmt: skip
_RELIEF_FIELDS: dict[str, tuple[str, ...]] = {
    "编号": ("救助编号", "案卷号", "申请编号", "编号"),
    "日期": ("发放日期", "发放时间", "领款日期", "领取日期", "支付日期", "付款日期", "救助日期", "救助时间", "日期"),
    "受助人": (
        "受助人", "受助人姓名", "受助对象", "救助对象", "被救助人", "对象姓名", "姓名", "户主姓名", "户主", "领款人",
    ),
    "身份证号": ("身份证号", "身份证号码", "公民身份号码", "证件号码", "证件号"),
    "类型": ("救助类型", "救助类别", "救助种类", "类别", "类型"),
    "金额": ("实发金额", "发放金额", "核定金额", "救助金额", "救助标准", "金额"),
    "发放方式": ("发放方式", "支付方式", "付款方式", "发放渠道", "领取方式"),
    "状态": ("状态", "救助状态", "办理状态", "发放状态", "发放情况"),
}  # fmt: skip
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    GIFTS: _GIFT_FIELDS, COLLECTIVE: _GIFT_FIELDS, RELIEFS: _RELIEF_FIELDS,
}  # fmt: skip
"""What a register of each kind may tell, and the words over such a column, likeliest first."""
NEEDED = {GIFTS: ("捐赠人", "金额"), COLLECTIVE: ("捐赠人", "金额"), RELIEFS: ("受助人", "金额", "日期")}
"""The fields without which nothing can be read."""
WHOSE = {GIFTS: "捐赠人", COLLECTIVE: "捐赠人", RELIEFS: "受助人"}
"""The field that says who is on the other side."""

_FILLED = {GIFTS: ("日期", "捐赠人"), COLLECTIVE: ("日期", "捐赠人"), RELIEFS: ("受助人",)}
"""The fields whose empty cells mean the same as above; no day of payment means that nothing was paid."""
_LOOSE = {
    "捐赠人": re.compile(r"(?:捐赠|捐款|捐助)(?:人|单位|者|方)"),
    "受助人": re.compile(r"受助(?:人|对象|家庭)|救助对象"),
    "金额": re.compile(r"^(?!.*(?:申请|万|预算|累计|合计|折|大写|物)).*(?:金额|捐款数|捐赠额)"),
    "日期": re.compile(r"^(?!.*(?:申请|填表|出生|审批|开票)).*(?:日期|时间)"),
}
"""Words within a heading that nobody has written down yet, for the fields without which nothing can be read."""
_TITLES = {
    GIFTS: re.compile(r"捐"),
    COLLECTIVE: re.compile(r"村集体|名单|芳名|光荣榜|功德"),
    RELIEFS: re.compile(r"救助|受助|帮扶"),
}
_LOOK = 60
_FEWEST = 3
_ESCAPED = {"%": "%25", ";": "%3B", "=": "%3D"}


def guess(kind: str, header: Sequence[str]) -> dict[str, str]:
    """Field to heading for the columns that are known by their words; none is used twice."""
    names = [cells.heading(name) for name in header]
    found: dict[str, str] = {}
    for field, words in FIELDS[kind].items():
        for name in _named(words, names):
            if name not in found.values() and names.count(name) == 1:
                found[field] = name
                break
    for field, pattern in _LOOSE.items():
        if field in FIELDS[kind] and field not in found:
            rest = [n for n in names if n not in found.values() and pattern.search(_bare(n))]
            found |= {field: rest[0]} if len(rest) == 1 else {}
    return {field: found[field] for field in FIELDS[kind] if field in found}


def _named(words: Sequence[str], names: Sequence[str]) -> list[str]:
    """The headings that are one of the words, in the order of the words."""
    return [name for word in words for name in names if _bare(name) == word]


def _bare(name: str) -> str:
    """A heading without signs and without its unit: 捐赠金额(元) is 捐赠金额; 万元 is no unit but another figure."""
    return re.sub(r"\W|_", "", name).removesuffix("元") if "万" not in name else name


def proposal(tables: Sequence[RawTable]) -> tuple[str, dict[str, str]] | None:
    """The kind of register that a file seems to be and its column map; None where it seems to be none."""
    proposed = [
        (len(mapping), kind, mapping)
        for table in tables
        for place, (_, row) in enumerate(table.rows[:_LOOK])
        for kind in _kinds(table, place)
        if len(mapping := guess(kind, [cells.text(cell) for cell in row])) >= _FEWEST
        and set(NEEDED[kind]) <= set(mapping)
    ]
    if not proposed:
        return None
    most = max(size for size, _, _ in proposed)
    best = [(kind, mapping) for size, kind, mapping in proposed if size == most]
    return best[0] if len({kind for kind, _ in best}) == 1 else None


def _kinds(table: RawTable, place: int) -> list[str]:
    """The kinds of which a table's own words speak, those of its header among them."""
    above = [plain(cells.text(cell)) for _, row in table.rows[: place + 1] for cell in row]
    said = " ".join([table.sheet, *table.notes, *above])
    if _TITLES[GIFTS].search(said):
        gifts = COLLECTIVE if _TITLES[COLLECTIVE].search(said) else GIFTS
        return [gifts, RELIEFS] if _TITLES[RELIEFS].search(said) else [gifts]
    return [RELIEFS] if _TITLES[RELIEFS].search(said) else []


def checked(kind: str, mapping: Mapping[str, str]) -> dict[str, str]:
    """A map as it is used: known fields, plain headings, none twice; Mistake where it cannot be."""
    if kind not in FIELDS:
        raise Mistake(f"没有“{kind}”这种台账，可写：{'、'.join(KINDS)}")
    plainly = {field: cells.heading(name) for field, name in mapping.items()}
    if unknown := [field for field in plainly if field not in FIELDS[kind]]:
        raise Mistake(f"{kind}没有“{unknown[0]}”这一项，可写：{'、'.join(FIELDS[kind])}")
    if lacking := [field for field in NEEDED[kind] if not plainly.get(field)]:
        raise Mistake(f"还没有说哪一列是{'、'.join(lacking)}")
    if twice := [name for name in plainly.values() if list(plainly.values()).count(name) > 1]:
        raise Mistake(f"“{twice[0]}”这一列对应了两项，请只留一项")
    if "万" in plainly["金额"]:
        raise Mistake(f"“{plainly['金额']}”的单位是万元：请把台账改成以元为单位，再导入")
    return {field: plainly[field] for field in FIELDS[kind] if plainly.get(field)}


def profile_for(kind: str, mapping: Mapping[str, str]) -> Profile:
    """The profile that reads a register of a kind by a column map; Mistake where the map cannot be."""
    columns = checked(kind, mapping)
    return profile(kind, f"{kind}（{written(columns)}）", columns)


def profile(kind: str, name: str, columns: dict[str, str], titles: tuple[str, ...] = ()) -> Profile:
    """The profile of a register whose columns are known."""
    relief = kind == RELIEFS
    waits = reliefs.NOT_PAID if relief else frozenset()
    return Profile(
        name=name,
        source=f"没有现成的表时，可用 huzhu template {kind} 取一份模板来填",
        titles=titles,
        columns=tuple(columns.values()),
        ids=(),
        face=face,
        read=partial(reliefs.read if relief else gifts.read, kind, columns),
        settle=reliefs.settle if relief else as_they_are,
        join=partial(join, columns=columns, filled=_FILLED[kind], whose=WHOSE[kind], waits=waits),
        repeats=True,
        mend="请对照原件查清是哪一行，改好再导入。",
    )


def written(mapping: Mapping[str, str]) -> str:
    """A map as one line: 日期=捐赠日期;捐赠人=姓名;金额=捐款数(元)."""
    return ";".join(f"{field}={_escaped(name)}" for field, name in mapping.items())


def parsed(said: str) -> dict[str, str]:
    """The map that a line is; Mistake where it is none."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in said.split(";"))):
        field, sign, name = part.partition("=")
        if not sign or not field.strip() or not name.strip() or "=" in name or field.strip() in found:
            raise Mistake(f"“{part}”写法不对，应像 日期=捐赠日期;捐赠人=姓名;金额=捐款数(元)")
        found[field.strip()] = _unescaped(name.strip())
    return found


def _escaped(name: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in name)


def _unescaped(name: str) -> str:
    for sign, code in reversed(_ESCAPED.items()):
        name = name.replace(code, sign)
    return name

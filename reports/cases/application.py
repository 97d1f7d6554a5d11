"""The application (申请表): who asks for what and why, the promise, and each consent signed for itself.

Clause (徽州 二（四）): 申请材料主要包括申请表、有效身份证明、遭遇困难及经济状况证明（或说明）。

Clause (个人信息保护法 25, 29): nothing of a person is published, and nothing sensitive is used, without their separate
consent (单独同意), so each question has boxes of its own.
What the archive knows of as agreed is ticked; silence is never ticked as a refusal.
"""

from __future__ import annotations

from ledger.vocabulary import CATEGORIES, FOUND, MATTERS, RELIEF_KINDS
from reports.cases.told import Told, case_of, ticked, told
from reports.forms import Field, Form, Grid, Listed, Opinion, Part
from reports.report import Asked, Report

_ROOM_FOR_MEMBERS = 4
_PROMISE = (
    "本人承诺：以上内容和所交材料真实、完整；隐瞒、虚报的，愿意退回救助款物并承担责任。"
    "本人授权互助社为办理这次救助，向村民委员会、乡镇人民政府和区民政局核对本人和共同生活家庭成员的情况。"
)
_CONSENT = (
    "互助社已经说明：上面三项分别选择，不同意不影响申请和救助，以后也可以撤回；不同意公开姓名的，公示时姓名打码。"
    "本人不满十四周岁的，由监护人选择和签名。"
)
_ASKED = (
    "为办理救助，使用本人的健康状况、银行卡号等敏感个人信息",
    "在村（社区）公示栏公开本人的姓名全称",
    "在村（社区）公示栏公开本人的人员类别",
)


def application(case: Told) -> Form:
    """The form, filled with what is known of the case."""
    return Form("救助申请表", (*_parts(case), *case.notes), case.society, _mark(case))


def _parts(case: Told) -> tuple[Part, ...]:
    blank = ("",) * 4
    members = case.members + (blank,) * (_ROOM_FOR_MEMBERS - len(case.members))
    signs = ("申请人（签名、指印）",)
    return (
        Grid(tuple(_person(case))),
        Listed(
            "共同生活家庭成员", ("姓名", "与本人关系", "年龄", "健康、就业就学状况"), members, (3, 3, 2, 6)
        ),
        Grid(tuple(_asking(case))),
        Opinion("困难情况（本人自述）", case.difficulty, signs, case.opened, 4),
        Opinion("承诺和授权", _PROMISE, signs, case.opened, 2),
        Listed("单独同意", ("事项（逐项选择）", "本人的选择"), _consents(case), (5, 2)),
        Opinion("同意人", _CONSENT, ("申请人或监护人（签名、指印）",), "", 2),
    )


def _person(case: Told) -> list[tuple[Field, ...]]:
    return [
        (Field("姓名", case.name, 2), Field("性别", case.sex), Field("年龄", case.age)),
        (Field("身份证号", case.id_number, 3), Field("联系电话", case.phone, 2)),
        (Field("户籍所在地", case.registered_at, 3), Field("村民组", case.hamlet, 2)),
        (Field("现住址", case.address, 3), Field("家庭人口", case.people, 2)),
    ]


def _asking(case: Told) -> list[tuple[Field, ...]]:
    return [
        (Field("人员类别", ticked(CATEGORIES, case.category)),),
        (Field("困难事由", ticked(MATTERS, case.matter)),),
        (Field("申请救助", ticked(RELIEF_KINDS, case.relief)), Field("来源", ticked(FOUND, case.found))),
        (Field("已享受的政府救助", case.aid), Field("申请金额或物品")),
        (Field("收款户名账号", case.card, 3), Field("监护人", case.guardian, 2)),
    ]


def _consents(case: Told) -> tuple[tuple[str, str], ...]:
    agreed = (False, case.agreed_name, case.agreed_category)
    said = zip(_ASKED, agreed, strict=True)
    return tuple((asked, ticked(("同意", "不同意"), *(("同意",) if yes else ()))) for asked, yes in said)


def _mark(case: Told) -> str:
    return f"编号：{case.number or '　　　　　　　　'}"


def _made(asked: Asked) -> Form:
    return application(told(asked, case_of(asked)))


REPORT = Report("application", "救助申请表", _made, frozenset(), closed=False, options={"case!": "救助编号"})

"""The forms of dated facts that rules ask for: resolutions, receipts, who is in office, funds."""

from __future__ import annotations

import re
from typing import Any

from huzhu import session
from huzhu.desk.access import WRITERS
from huzhu.desk.entry import waiting
from huzhu.desk.entry.form import Field, Kind, Wrong, words_of
from huzhu.desk.entry.questions import DAY
from huzhu.desk.entry.sitting import Choice, Sitting
from ledger import chart
from ledger.events import facts
from ledger.vocabulary import POSTS, RESOLUTION_KINDS, RESTRICTIONS, WAIVED

MATTERS = "事项"
_FIRST_NAMED, _LAST_NAMED = 11, 99
_RAISES = ("cap_supplementary", "cap_emergency", "times")
_DUTIES = (
    ("", "（没有）"), ("记账 审批", "一人记账又审批"), ("审批 付款", "一人审批又付款"), ("记账 付款", "一人记账又付款"),
    ("记账 出纳", "出纳兼记账"),
)  # fmt: skip
_USES = (("5101", "救助和其他业务"), ("5301", "管理费用"), ("5401", "筹资费用"), ("5901", "其他费用"))


def _next_number(sitting: Sitting) -> str:
    """The year's next resolution number."""
    used = [
        int(found[1])
        for fact in sitting.books.facts.of("决议")
        if (found := re.fullmatch(rf"JY-{sitting.day.year}-([0-9]+)", fact.key))
    ]
    return f"JY-{sitting.day.year}-{max(used, default=0) + 1:02d}"


def _resolved(sitting: Sitting, said: dict[str, Any]) -> None:
    """What a resolution must say depends on its kind."""
    if any(f.key == said["number"] for f in sitting.books.facts.of("决议")):
        raise Wrong("number", "这个编号已经用过了，请换下一个")
    raises, duties = [name for name in _RAISES if name in said], said.get("duties")
    if said["kind"] == "提高救助标准" and not raises:
        raise Wrong("cap_supplementary", "提高救助标准的决议，要写明提高到多少：这三项至少填一项")
    if said["kind"] != "提高救助标准" and raises:
        raise Wrong(raises[0], "只有“提高救助标准”的决议才填这一项，请空着，或改选决议的种类")
    if said["kind"] == "职责兼任" and not duties:
        raise Wrong("duties", "职责兼任的决议，要选明一个人可以兼哪两项")
    if said["kind"] != "职责兼任" and duties:
        raise Wrong("duties", "只有“职责兼任”的决议才选这一项，请选（没有），或改选决议的种类")


def _new_post(sitting: Sitting, said: dict[str, Any]) -> None:
    if any(t.person == said["id"] and t.post == said["post"] for t in sitting.terms):
        raise Wrong("post", "这个人已经任这个职务了")


def _in_office(sitting: Sitting) -> list[Choice]:
    posts: dict[str, list[str]] = {}
    for term in sitting.terms:
        posts.setdefault(term.person, []).append(term.post)
    return [(who, f"{sitting.name_of(who)}（{'、'.join(held)}）") for who, held in posts.items()]


def _next_fund(sitting: Sitting) -> str:
    used = [int(f[:2]) for f in session.funds(sitting.ledger)]
    return str(max([*used, _FIRST_NAMED - 1]) + 1)


def _new_fund(sitting: Sitting, said: dict[str, Any]) -> None:
    number = said["number"]
    if not re.fullmatch("[1-9][0-9]", number) or int(number) < _FIRST_NAMED:
        raise Wrong("number", f"编号要在{_FIRST_NAMED}到{_LAST_NAMED}之间")
    if any(f[:2] == number for f in session.funds(sitting.ledger)):
        raise Wrong("number", "这个编号已经有基金用了，请换一个")
    if chart.fund_problem(number + said["name"]):
        raise Wrong("name", "名称里只用汉字、字母和数字，不要有空格和标点")


def _set_up(sitting: Sitting, said: dict[str, Any]) -> dict[str, Any]:
    made = {name: value for name, value in said.items() if name not in ("number", "name")}
    banks = tuple(account for account, _ in sitting.banks)
    return made | {"fund": f"{said['number']}{said['name']}", "banks": banks}


KINDS: tuple[Kind, ...] = (
    Kind(
        "resolution", "决议", "开会定下的事：提高标准、四议两公开、资金转移、职责兼任等。", facts.Resolution,
        (
            DAY, Field("number", "决议编号", default=_next_number, help="像 JY-2026-02"),
            Field("kind", "种类", "choice", choices=words_of(RESOLUTION_KINDS)),
            Field("document", "会议记录的名称或编号", required=False),
            Field("until", "到哪一天为止", "day", required=False, help="一直有效的空着"),
            Field("cap_supplementary", "补充救助提高到（元）", "money", required=False, help="“提高救助标准”才填，下面两项也是"),
            Field("cap_emergency", "应急救助提高到（元）", "money", required=False),
            Field("times", "同一件事一年可救助几次", "number", required=False),
            Field("duties", "一个人可以兼哪两项", "choice", False, lambda _: _DUTIES, help="只有“职责兼任”才选"),
        ), check=_resolved, group=MATTERS, roles=WRITERS,
    ),
    Kind(
        "receipt", "补开票据", "记捐赠时票据还没有开，现在开好了。", facts.ReceiptIssued,
        (
            DAY,
            Field("voucher", "哪一笔捐赠", "choice", choices=waiting.without_receipt, empty="捐赠都有票据了，没有要补的"),
            Field("number", "票据号码", words=(WAIVED,), help="本人不要票据的写“自愿放弃”"),
        ), group=MATTERS, roles=WRITERS,
    ),
    Kind(
        "appoint", "任职", "某人担任社长、会计、理事、会员等。", facts.Appointment,
        (
            DAY, Field("name", "姓名"),
            Field("id", "用户编号", help="登录用的编号；不用登录的人取一个不重复的，像 wangwu"),
            Field("post", "职务", "choice", choices=words_of(POSTS)),
        ), check=_new_post, group=MATTERS, roles=WRITERS,
    ),
    Kind(
        "leave", "离任", "某人不再担任任何职务。", facts.Departure,
        (DAY, Field("id", "谁离任", "choice", choices=_in_office, help="从这一天起，这个人的职务全部结束")),
        group=MATTERS, roles=WRITERS,
    ),
    Kind(
        "fund", "冠名基金", "有人捐一笔专门用途的钱，单独设一个基金。", facts.FundSetUp,
        (
            DAY, Field("name", "基金名称", help="像 张氏助学专项"),
            Field("number", "编号（11到99）", "number", default=_next_fund), Field("source", "钱从哪里来"),
            Field("restriction", "用途有没有限定", "choice", choices=words_of(RESTRICTIONS), default=lambda _: RESTRICTIONS[1]),
            Field("uses", "可以花在哪里", "several", required=False, choices=lambda _: _USES, help="不勾就是都可以"),
            Field("donor", "冠名的捐赠人", required=False),
            Field("until", "用到哪一天为止", "day", required=False),
        ), complete=_set_up, check=_new_fund, group=MATTERS, roles=WRITERS,
    ),
)  # fmt: skip

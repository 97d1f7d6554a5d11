"""Empty forms to print and write on by hand, for villages where the power fails (空白表格)."""

from __future__ import annotations

from collections.abc import Iterator

from reports.cases.application import application
from reports.cases.approval import Decided, approval
from reports.cases.clocks import limits
from reports.cases.payment_slip import Paid, slip
from reports.cases.referral_slip import slip as referral_slip
from reports.cases.survey import survey
from reports.cases.told import Told
from reports.forms import Field, Form, Grid, Listed, Signing, Words
from reports.report import ALL, Asked, Report

_DAY = "　　　　年　　月　　日"
_GIFTS = (
    "序号",
    "日期",
    "捐赠人",
    "联系电话",
    "捐赠方式",
    "金额或物品（折价）",
    "用途要求",
    "公开姓名",
    "捐赠人签名",
)
_NOTES = ("100元", "50元", "20元", "10元", "5元", "1元", "5角", "1角")
_NOTICE = (
    "序号",
    "救助对象",
    "村民组",
    "人员类别",
    "救助类型",
    "救助原因",
    "救助方式",
    "金额（元）",
    "发放日期",
)
_GIFT_ROWS, _NOTICE_ROWS = 24, 14


def blank_forms(asked: Asked) -> Iterator[Form]:
    """Every form that a village office needs, each on a page of its own."""
    empty = Told(asked.society)
    yield application(empty)
    yield survey(empty)
    yield approval(empty, Decided(rows=limits(asked.books.policy, asked.today)))
    yield from (slip(empty, Paid()), slip(empty, Paid()))
    yield from referral_slip(empty)
    yield _gifts(empty.society)
    yield _count(empty.society)
    yield _notice(asked)


def _gifts(society: str) -> Form:
    """The register of gifts."""
    rows = tuple((str(at), *("",) * 8) for at in range(1, _GIFT_ROWS + 1))
    parts = (
        Listed("", _GIFTS, rows, (2, 4, 5, 5, 4, 5, 5, 4, 5)),
        Words(
            "捐赠方式写现金、转账或实物；“公开姓名”由捐赠人自己写“是”或“否”，写“否”的公示为爱心人士。",
            "small",
        ),
        Signing(("登记人", "会计", "监督人")),
    )
    return Form("捐赠登记表", parts, society, "第　　页")


def _count(society: str) -> Form:
    """The sheet on which the float's cash is counted."""
    rows = (*((note, "", "") for note in _NOTES), ("合计", "", ""))
    parts = (
        Grid((
            (Field("盘点时间", "　　　年　　月　　日　　时", 3), Field("保管人", "", 2)),
            (Field("备用金额度", "￥", 3), Field("上次盘点", "", 2)),
        )),
        Listed("现金清点", ("面额", "张数", "金额（元）"), rows),
        Grid((
            (Field("账面余额", "￥", 2), Field("未报销单据", "￥", 2)),
            (Field("实盘金额", "￥", 2), Field("大写", "人民币", 2)),
            (Field("差额", "￥", 2), Field("长款或短款", "", 2)),
            (Field("差额原因", lines=3),),
            (Field("处理意见", lines=3),),
        )),
        Signing(("保管人", "盘点人", "监盘人")), Signing(("会计", "社长"), day=True),
    )  # fmt: skip
    return Form("备用金盘点表", parts, society)


def _notice(asked: Asked) -> Form:
    """The month's notice for the board."""
    line = asked.books.policy.on(asked.today, "notice_days")
    days = f"{line.number}天" if line else "　　天"
    rows = (*((str(at), *("",) * 8) for at in range(1, _NOTICE_ROWS + 1)), ("合计", *("",) * 8))
    parts = (
        Words(f"现将本社　　　　年　　月的救助情况公示，公示期{days}，接受社会监督。如有异议，请当面或打电话反映。"),
        Listed("", _NOTICE, rows, (3, 5, 4, 4, 4, 4, 4, 4, 4)),
        Grid((
            (Field("月初余额", "￥", 2), Field("本月收入", "￥", 2)),
            (Field("本月支出", "￥", 2), Field("月末余额", "￥", 2)),
            (Field("监督电话", "互助社　　　　　　　　　　乡镇　　　　　　　　　　区民政局"),),
            (Field("公示地点", "", 2), Field("公示时间", "　　月　　日至　　月　　日", 2)),
        )),
        Signing(("张贴人", "监督人")),
        Words(f"互助社（盖章）　　{_DAY}", "right"),
        Words("姓名只写打码的（张*三），不写身份证号、电话、银行卡号和病名；当月没有救助的，写“本月无救助”后照样张贴。", "small"),
    )  # fmt: skip
    return Form("　　　　年　　月救助情况公示", parts, asked.society)


def _made(asked: Asked) -> tuple[Form, ...]:
    return tuple(blank_forms(asked))


REPORT = Report("blank-forms", "空白表格", _made, frozenset(), closed=False, audiences=ALL)

"""The options that commands share; each is a metadata key of books.md §3 and §4, in kebab case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from ledger import vocabulary as words

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, written 2026-07-08."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was written."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            self.fail(f"“{value}”不是日期，应像 2026-07-08", param, ctx)


class Between(click.IntRange):
    """A whole number from one bound to another."""

    name = "整数"

    def _describe_range(self) -> str:
        """The bounds in words; click's own are a formula."""
        return f"{self.min}到{self.max}"


class SocietyId(click.ParamType[str]):
    """A society's id; the shell completes those of the district one stands in."""

    name = "互助社编号"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The ids that begin so."""
        from click.shell_completion import CompletionItem

        from ledger.district import District, NoBooks, find

        root = ctx
        while root.parent is not None:
            root = root.parent
        try:
            place = find(root.params.get("books") or Path.cwd())
        except NoBooks:
            return []
        societies = place.societies if isinstance(place, District) else []
        return [CompletionItem(s.id, help=s.title) for s in societies if s.id.startswith(incomplete)]


def _choice(values: tuple[str, ...]) -> click.Choice[str]:
    return click.Choice(values)


def option(name: str, said: str, **more: Any) -> Callable[[Command], Command]:
    """An option with its help in Chinese; `--output` is also `-o`."""
    metavar = {} if "type" in more or more.get("is_flag") else {"metavar": more.pop("metavar", "文字")}
    names = ("-o", name) if name == "--output" else (name,)
    return click.option(*names, help=said, **metavar, **more)


society = option("--society", "互助社的编号（只有一个社时可以不写）", type=SocietyId())
day = option("--date", "日期，像 2026-07-08（默认今天）", type=Day())
amount = option("--amount", "金额（元），像 500 或 1,000.00", required=True, metavar="元")
account = option("--account", "账户：现金、银行、微信、支付宝，或开户行名称")
fund = option("--fund", "基金：01财政补助、02集体支持、03社会捐赠、04会费……写编号或名称都可以")
narration = option("--narration", "摘要")
voucher = option("--voucher", "凭证号（默认按月接着编）", metavar="2026-07-003")
recorded_by = option("--recorded-by", "记账人（默认 HUZHU_USER，再默认登录这台电脑的人）", metavar="用户")
approved_by = option("--approved-by", "审批人", metavar="用户")
paid_by = option("--paid-by", "付款人", metavar="用户")
key = option("--key", "防重复的键：同一个键只记一次")
dry_run = option("--dry-run", "只试算：说明会写什么、规则怎么说，不写", is_flag=True)
key_file = option(
    "--key-file", "自己的钥匙文件（默认 HUZHU_KEY_FILE；密码会另外问，或设 HUZHU_PIN）",
    type=click.Path(path_type=Path), metavar="文件", envvar="HUZHU_KEY_FILE",
)  # fmt: skip
case = option("--case", "救助编号", required=True, metavar="JZ-2026-0007")
method = option("--method", "发放方式", type=_choice(words.METHODS))
channel = option("--channel", "渠道", type=_choice(words.CHANNELS))
resolution = option("--resolution", "决议编号", metavar="JY-2026-02")

EVERY = (dry_run, key, recorded_by, day, society)
MONEY = (*EVERY, voucher, narration, account, fund, amount)
OUT = (*MONEY, paid_by, approved_by)


def options(*several: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options at once, shown in the order reversed so that the last given stands first."""

    def apply(function: Any) -> Any:
        for each in several:
            function = each(function)
        return function

    return apply

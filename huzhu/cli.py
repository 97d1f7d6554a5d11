"""The command: one verb, one file in commands/, loaded when it is used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from huzhu.help_page import HelpPage

click.Context.formatter_class = HelpPage

VERBS = {
    "new": "新建区（县）或互助社的账簿",
    "record": "记一笔账：补助、捐赠、支取备用金、发放救助……",
    "case": "救助案卷：受理、调查、审核、转介、结案",
    "person": "救助对象的加密档案：登记、查看、查找、更正",
    "fact": "记一件事：决议、任职、基金、备用金、票据、帮办……",
    "bureau": "财政局自己的账：拨付互助社补助、名册",
    "import": "导入账单：微信、支付宝、银行流水、台账、名单",
    "template": "空白台账（Excel）：捐赠台账、救助台账、名单，填好可以导入",
    "review": "待核：账单里还没定的行，一行一键地定",
    "check": "按规则检查账簿",
    "report": "报表：基金收支、补助去向、捐款去向、政策对照……",
    "notice": "每月救助公示：打印并登记张贴",
    "site": "公开网站：一年的收支、救助数字、芳名榜，不用服务器",
    "filing": "登记上月救助情况已报乡镇备案",
    "close": "月结：封存一个月的账",
    "reopen": "反结账：重新打开最后一个月结的月份",
    "archive": "加密档案：核对、到期、销毁",
    "key": "钥匙：新做、登记、停用、交接",
    "trail": "核对账簿有没有被改动过",
    "export": "导出分录：给 hledger 或 ledger 独立重算",
    "audit-pack": "审计包：账簿、单据、核对结果、报表，打成一个文件",
    "backup": "备份：全部账簿封进一个文件",
    "restore": "恢复备份，或演练一次恢复",
    "doctor": "体检：账簿和这台电脑有没有毛病，怎么办",
    "mirror": "在另一个磁盘上留一份带历史的副本",
    "desk": "打开网页：登录后记账、查账",
    "user": "网页的用户：添加、改密码、停用",
    "demo": "建一个演示用的区，演示规则，打开网页",
}

MODULES = {"import": "importing", "audit-pack": "audit_pack"}
"""The verbs whose file cannot be called as they are."""


class Verbs(click.Group):
    """The verbs, each imported only when it is asked for, so that `--help` and `check` start quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which they are used."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, or None where there is no such verb."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"huzhu.commands.{MODULES.get(cmd_name, cmd_name)}")
        return _dressed(module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, told without importing any."""
        with formatter.section("命令"):
            formatter.write_dl(list(VERBS.items()))


def _chosen(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.obj = value


def _books(**more: Any) -> click.Option:
    """The option that every command takes, before the verb or after it."""
    said = "账簿所在的文件夹（默认：当前文件夹，向上找）"
    return click.Option(["--books"], type=click.Path(path_type=Path), metavar="文件夹", help=said, **more)


def _dressed(command: click.Command) -> click.Command:
    """The command with its usage line in Chinese and `--books` among its options, and so its verbs."""
    command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [选项]"
        for each in command.commands.values():
            _dressed(each)
    elif not any(p.name == "books" for p in command.params):
        command.params.append(_books(callback=_chosen, expose_value=False, is_eager=True))
    return command


@click.command(
    cls=Verbs,
    options_metavar="[选项]",
    subcommand_metavar="命令 [选项]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="huzhu", message="huzhu %(version)s", help="显示版本")
@click.pass_context
def cli(ctx: click.Context, books: Path | None) -> None:
    """互助社的账：记账、案卷、检查、报表、公示。每个命令后面加 --help 看用法。"""
    ctx.obj = books


cli.params.insert(0, _books())

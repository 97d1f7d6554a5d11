"""`huzhu template`: empty forms for registers kept by hand, ready to be filled in and imported."""

from __future__ import annotations

from pathlib import Path

import click

from huzhu import session
from huzhu.commands.options import option
from importers.registers.templates import NAMES
from ledger.mistake import Mistake


@click.command()
@click.argument("name", type=click.Choice(NAMES), metavar=f"[{'|'.join(NAMES)}]")
@option(
    "--output",
    "写到哪个文件（默认当前文件夹里，以模板的名字命名）",
    type=click.Path(path_type=Path),
    metavar="文件",
)
def command(name: str, output: Path | None) -> None:
    """取一份空白台账（Excel）：填好后用 huzhu import 导入。"""
    from importers.registers.templates import workbook

    path = output or Path(f"{name}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise Mistake(f"模板是 Excel 文件，文件名应像 {name}.xlsx，不能是“{path.name}”")
    content = workbook(name)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise Mistake(f"{path} 已经有了，不能覆盖；请用 -o 换一个文件名") from None
    except OSError as fault:
        raise Mistake(f"写不了 {path}：请看看文件夹在不在、能不能写") from fault
    session.say(f"✓ 模板已写到 {path}，怎样填见里面的“说明”", fg="green")

"""The command as a process: Chinese words for click's own, one sentence for every trouble, an exit code."""

from __future__ import annotations

import sys

if __name__ == "__main__" and not __file__.startswith(f"{sys.path[0]}/huzhu/"):
    del sys.path[0]  # `python -m` puts the folder one stands in first: a ledger.py lying there would be run

import gc
import gettext
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from huzhu.discreet import discreet


def _speak_chinese() -> None:
    """Click asks gettext for its words; ours are the only catalogue there is."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", Path(__file__).parent / "locale")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console has no ✓ and no rare surname


def main() -> None:
    """Run the command; never a traceback, except for whoever sets HUZHU_DEBUG."""
    _speak_chinese()
    import click

    from huzhu.cli import cli
    from ledger.mistake import Mistake, why

    try:
        sys.exit(cli.main(prog_name="huzhu", standalone_mode=False))
    except click.ClickException as misused:
        _show(misused)
        sys.exit(2)
    except Mistake as mistake:
        _leave(str(mistake))
    except (KeyboardInterrupt, click.Abort):  # click would leave with 1, the code of books that break a rule
        _leave("已中断")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except OSError as fault:
        _leave(f"读写不了“{Path(str(fault.filename or '文件')).name}”：{why(fault)}")
    except UnicodeDecodeError:  # somewhere a file of the books was looked into before it was judged
        _leave(
            "账簿里有不是 UTF-8 的字节，像是别的软件另存过的；请看 huzhu check 说的是哪个文件，用备份恢复它"
        )
    except UnicodeEncodeError:  # what was typed in another encoding than UTF-8 came in as half characters
        _leave("写的话里有不完整的字，请把终端的编码设为 UTF-8 再试")
    except Exception as failure:  # the outermost boundary: our own mistake must not scare a village clerk
        if os.environ.get("HUZHU_DEBUG"):
            raise
        _leave(f"huzhu 自己出错了（{_where(failure)}）。账簿没有因此改动；请把括号里的字告诉维护人员")


def _where(failure: Exception) -> str:
    """The kind and place of a failure, without the values that might be somebody's name."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(failure).__name__} {place}"


def _show(misused: Any) -> None:
    """Click's own refusal, with its usage line; what was typed may hold somebody's number."""
    from io import StringIO

    said = StringIO()
    misused.show(said)
    print(discreet(said.getvalue()), end="", file=sys.stderr)  # noqa: T201


def _leave(sentence: str) -> None:
    sys.stdout.flush()
    print(f"✗ {discreet(sentence)}", file=sys.stderr)  # noqa: T201  (no command is left that speaks by click)
    sys.exit(2)


def run() -> None:
    """Run the command as a process of its own, and end it without taking the books apart object by object.

    The collector waits until the command has come so far as to say whether it lives long: imports and a load
    make many objects and hardly a cycle.
    """
    gc.disable()
    try:
        main()
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # whoever read our words has gone
                stream.flush()
        os._exit(end.code if isinstance(end.code, int) else int(bool(end.code)))


if __name__ == "__main__":
    run()

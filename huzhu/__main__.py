"""The command as a process: Chinese words for click's own, one sentence for every trouble, an exit code."""

from __future__ import annotations

import gc
import gettext
import os
import sys
from contextlib import suppress
from pathlib import Path


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
        misused.show()
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


def _leave(sentence: str) -> None:
    sys.stdout.flush()
    print(f"✗ {sentence}", file=sys.stderr)  # noqa: T201  (the one place that speaks without click)
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
